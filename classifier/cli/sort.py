"""``coldsieve sort``: an export → mailboxes, one for each kind, with our fields on each mail; on a server, folders or flags."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from classifier.batch import score, silent
from classifier.cli import opened, running
from classifier.cli.exits import CANNOT_CREATE, IO, NO_INPUT, USAGE, Failure
from classifier.cli.score import PATHS
from classifier.headers import fields, with_fields
from classifier.mailbox import SERVERS, STDIN, Item, MailboxError, is_sent, writing
from classifier.report.row import Row, verdict_of
from classifier.report.terminal import cell, one_line
from classifier.spool import sum_of

PLACES = {
    "personal": "people",
    "outreach": "outreach",
    "newsletter": "newsletter",
    "notification": "notification",
    "junk": "spam",
}
"""Kind → name of its mailbox."""
UNSURE = "unsure"
"""What leaned, of whatever kind: look here before you throw anything away."""
SENT = "sent"
"""What Takeout says that the reader sent."""
EVERYWHERE = (*PLACES.values(), UNSURE, SENT)
MOVED = ("outreach", "newsletter", "notification", "spam")
"""On a server, what may be a person's letter stays where the reader looks for it."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("paths", nargs="+", metavar="EXPORT", help=PATHS.replace(", or - for standard input", ""))
    parser.add_argument("--into", type=Path, metavar="DIR", help="folder to make; it may exist if it is empty")
    parser.add_argument(
        "--format", choices=tuple(writing.FORMS), default="mbox", help="of what is written (default: mbox)"
    )
    parser.add_argument(
        "--move",
        metavar="FOLDER",
        help="instead: move the mail of one imaps:// folder into folders below this one, there",
    )
    parser.add_argument(
        "--flag",
        action="store_true",
        help="instead: set a keyword on the mail of one imaps:// folder, as coldsieve-outreach",
    )
    parser.add_argument(
        "--only",
        metavar="PLACE,PLACE",
        help=f"of {', '.join(EVERYWHERE)} (default: all; with --move, {', '.join(MOVED)})",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would go where")
    running.add_jobs(parser)
    opened.add_history(parser, "the store that was made, else memory")
    opened.add_model(parser)


def run(args: Namespace) -> int:
    """Judge all mail, then put it into its places."""
    if sum((args.into is not None, args.move is not None, args.flag)) != 1 and not args.dry_run:
        raise Failure(
            USAGE, "sort: give one of --into DIR, --move FOLDER and --flag, or --dry-run to see what goes where"
        )
    on_server = args.move is not None or args.flag
    if on_server and (len(args.paths) != 1 or not args.paths[0].startswith(SERVERS)):
        raise Failure(USAGE, "sort: --move and --flag are for one imaps://USER@HOST/FOLDER; give --into DIR")
    if STDIN in args.paths:
        raise Failure(USAGE, "sort: mail is read twice, which standard input cannot be: give a file")
    only = frozenset((args.only or ",".join(MOVED if args.move is not None else EVERYWHERE)).split(","))
    if unknown := only.difference(EVERYWHERE):
        raise Failure(USAGE, f"sort: --only knows {', '.join(EVERYWHERE)}, not {', '.join(sorted(unknown))}")
    if args.into and not args.dry_run and args.into.exists() and (not args.into.is_dir() or any(args.into.iterdir())):
        raise Failure(CANNOT_CREATE, f"{args.into}: is not empty")
    counts = _on_server(args, only) if on_server else _in_mailboxes(args, only)
    for place in EVERYWHERE:
        if place in only:
            print(f"{counts[place]:>8}  {place}")
    return 0


def _judged(args: Namespace, items: Callable[[opened.Reading], Iterable[Item]]) -> Iterator[Row]:
    settings = opened.settings(args)
    classifier = opened.classifier(settings, opened.history(settings, otherwise="memory"))
    reading = opened.Reading(args.paths)
    progress = running.shown(reading) if sys.stderr.isatty() else silent
    with running.working(), closing(classifier.history):
        yield from score(items(reading), classifier, args.jobs or 1, progress)


def _on_server(args: Namespace, only: frozenset[str]) -> Counter[str]:
    """Mail stays as it is, octet for octet: no field of ours can be set on a server."""
    from classifier.mailbox import filing

    (address,) = args.paths
    counts: Counter[str] = Counter()
    try:
        validity = filing.validity_of(address)
        found: dict[str, list[int]] = {place: [] for place in (*PLACES.values(), UNSURE)}
        for row in _judged(args, lambda reading: opened.messages(args.paths, reading)):
            place = UNSURE if row["leaned"] else PLACES[row["kind"]]
            found[place].append(int(row["source"].rpartition(";UID=")[2]))
            if args.dry_run and place in only:
                print(f"{cell(place, 12)}  {cell(row['from'], 28)}  {one_line(row['subject'])}")
        if args.dry_run:
            return Counter({place: len(uids) for place, uids in found.items()})
        with filing.filing(address, validity) as folder:
            for place in sorted(only.intersection(found)):
                if args.flag:
                    counts[place] = folder.flag(found[place], place, [other for other in found if other != place])
                else:
                    counts[place] = folder.move(found[place], args.move, place)
    except MailboxError as error:
        raise Failure(NO_INPUT if error.missing else IO, str(error)) from None
    return counts


def _in_mailboxes(args: Namespace, only: frozenset[str]) -> Counter[str]:
    """Judge all mail, then read it again and write it: verdicts are only known when all was read."""
    sums = array("L")
    rows = _judged(args, lambda reading: _summed(opened.messages(args.paths, reading), sums))
    placed = (found for found in _placed(opened.messages(args.paths), rows, sums) if found[0] in only)
    if args.dry_run:
        return Counter(place for place, _, _ in placed)
    counts: Counter[str] = Counter()
    try:
        with writing.FORMS[args.format](args.into) as box:
            for place, octets, row in placed:
                box.add(place, with_fields(octets, fields(verdict_of(row))))
                counts[place] += 1
    except OSError as error:
        raise Failure(IO if error.errno in opened.FULL else CANNOT_CREATE, f"{args.into}: {error.strerror}") from None
    return counts


def _summed(items: Iterable[Item], sums: array[int]) -> Iterator[Item]:
    """The items; a checksum of each is put into ``sums``."""
    for item in items:
        sums.append(sum_of(item))
        yield item


def _placed(items: Iterable[Item], rows: Iterator[Row], sums: array[int]) -> Iterator[tuple[str, bytes, Row]]:
    """(place, octets, row) of each mail; the first row is asked for before the second reading begins."""
    for n, (row, item) in enumerate(zip_longest(rows, items)):
        if row is None or item is None or sum_of(item) != sums[n]:
            raise Failure(IO, "sort: the mailbox changed while it was read; what was written so far is not complete")
        if is_sent(item):
            yield SENT, item.octets, row
        else:
            yield UNSURE if row["leaned"] else PLACES[row["kind"]], item.octets, row
