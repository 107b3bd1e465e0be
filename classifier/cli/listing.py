"""An address or a domain on the command line → an entry of the reader's list, for ``allow`` and ``block``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from classifier.cli import opened
from classifier.cli.exits import DATA, USAGE, Failure
from classifier.history import Listing


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("entry", metavar="ADDRESS|DOMAIN")
    parser.add_argument("--remove", action="store_true", help="take the entry off the list")
    opened.add_recipient(parser)
    opened.add_history(parser, "the store in the state folder")


def record(args: Namespace, allowed: bool) -> int:
    """Put the entry on the list, or take it off."""
    entry = args.entry.strip().lower().removeprefix("@").rstrip(".")
    local, at, domain = entry.rpartition("@")
    if len(entry.split()) != 1 or "." not in domain or (at and not local):
        raise Failure(USAGE, f"{args.entry}: neither an address nor a domain")
    settings = opened.settings(args)
    account = opened.account(args, settings)
    with opened.store(settings) as store:
        if not args.remove:
            store.record(Listing(account, entry, allowed))
        elif not store.unlist(account, entry):
            raise Failure(DATA, f"{entry}: is not on the list")
    print(f"{entry}: {'off the list' if args.remove else 'allowed' if allowed else 'blocked'}")
    return 0
