"""``coldsieve history``: what is remembered of senders: made from an archive, told of one sent mail, shown, forgotten."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from classifier.archive import Guess, events, guess
from classifier.cli import opened
from classifier.cli.exits import DATA, TEMPFAIL, USAGE, Failure
from classifier.history import History, Past, Sent, Sighting
from classifier.history.base import DAY, RETENTION
from classifier.mail import Envelope, Mail, organisation_of
from classifier.mailbox import STDIN, is_sent
from classifier.message import parse
from classifier.outgoing import sent_of
from classifier.places import user_file
from classifier.rules import day
from classifier.settings import Settings
from classifier.standing import addressed


def configure(parser: ArgumentParser) -> None:
    """Add the subcommands and their arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    made = actions.add_parser("import", help="learn from an archive whom you wrote to, who answered, whom you told no")
    made.add_argument("paths", nargs="*", metavar="MAILBOX", help="mail that you got: mbox, Maildir, folder of .eml")
    made.add_argument("--sent", nargs="+", action="extend", default=[], metavar="MAILBOX", help="mail that you sent")
    made.add_argument("--me", action="append", metavar="ADDRESS", help="your address; may be given several times")

    sent = actions.add_parser("sent", help="record one mail that is sent now, from standard input; exits 0 or 75")
    sent.add_argument("--me", action="append", metavar="ADDRESS", help="your address; may be given several times")

    show = actions.add_parser("show", help="what is known of an address")
    show.add_argument("address", metavar="ADDRESS")
    forget = actions.add_parser("forget", help="forget everything of an address or a domain")
    forget.add_argument("address", metavar="ADDRESS|DOMAIN")
    for action in (show, forget):
        opened.add_recipient(action)

    prune = actions.add_parser("prune", help="forget old mail of others; corrections, allowed and blocked senders stay")
    prune.add_argument("--older-than", type=float, default=RETENTION / DAY, metavar="DAYS", help="default: %(default)g")
    prune.add_argument("--sent", action="store_true", help="also forget mail that you sent, and with it whom you know")
    stats = actions.add_parser("stats", help="how much is kept")
    for action in (made, sent, show, forget, prune, stats):
        opened.add_history(action, "the store in the state folder")


def run(args: Namespace) -> int:
    """Do it."""
    if args.action == "sent":
        return _sent(args)
    settings = opened.settings(Namespace(**{**vars(args), "me": tuple(getattr(args, "me", None) or ()) or None}))
    with opened.store(settings) as store:
        match args.action:
            case "import":
                _import(args, settings, store)
            case "show":
                _show(args.address.lower(), opened.account(args, settings), store)
            case "forget":
                print(f"{store.forget(opened.account(args, settings), args.address.lower())} events forgotten")
            case "prune":
                if not args.older_than >= 0:
                    raise Failure(USAGE, f"--older-than {args.older_than:g}: not a number of days")
                print(f"{store.prune(time.time() - args.older_than * DAY, args.sent)} mails forgotten")
            case _:
                _stats(store)
    return 0


def _import(args: Namespace, settings: Settings, store: History) -> None:
    if not args.paths and not args.sent:
        raise Failure(USAGE, "history import: give mailboxes that you got, --sent mailboxes, or both")
    guessed = Guess()
    if STDIN not in (*args.paths, *args.sent):  # it can be read only once
        guessed = guess(_received(args), _sent_mail(args))
    missing = {key: value for key, value in guessed._asdict().items() if value and not getattr(settings, key)}
    settings = settings._replace(**missing)
    if not settings.me and args.paths:
        raise Failure(DATA, "cannot tell from the archive who you are: give --me ADDRESS")
    received = refusals = 0
    sent: set[tuple[str, float]] = set()  # a Maildir holds its Sent folder too
    written_to: set[str] = set()
    for event in events(_received(args), _sent_mail(args), settings):
        store.record(event)
        if isinstance(event, Sent):
            known = len(sent)
            sent.add((event.message_id, event.time))
            refusals += event.refuses and len(sent) > known
            written_to.update(event.to)
        else:
            received += 1
    print(
        f"{received} mails that you got; {len(sent)} that you sent, to {len(written_to)} addresses; {refusals} of them say no"
    )
    if missing:
        print(f"\nGuessed, and used for this import. To keep it, put it into {user_file()}:\n")
        for key, value in missing.items():
            print(f"{key} = {json.dumps(value, ensure_ascii=False)}")


def _received(args: Namespace) -> Iterator[bytes]:
    for path in args.paths:
        yield from (m.octets for m in opened.messages([path]) if path == STDIN or not is_sent(m))


def _sent_mail(args: Namespace) -> Iterator[bytes]:
    """``--sent``, and what Takeout labels so among all the rest; a pipe can be read only once."""
    yield from (item.octets for item in opened.messages(args.sent))
    exported = [path for path in args.paths if path != STDIN]
    yield from (item.octets for item in opened.messages(exported) if is_sent(item))


def _sent(args: Namespace) -> int:
    """A submission hook: whatever is wrong, the mail server is told to try later, never that the mail is bad."""
    try:
        raw = sys.stdin.buffer.read()
        settings = opened.settings(Namespace(**{**vars(args), "me": tuple(args.me or ()) or None}))
        mail = Mail(parse(raw))
        sender = mail.message.sender.address
        account = addressed(Envelope(recipient=sender), settings).account
        event = sent_of(mail, account, frozenset(settings.me) | {sender})
        if event.to:
            with opened.store(settings) as store:
                store.record(event._replace(time=event.time or time.time()))
    except Exception as error:  # a bug of ours too
        told = str(error) if isinstance(error, Failure) else f"{type(error).__name__}: {error}"
        print(f"coldsieve: {' '.join(told.split())}", file=sys.stderr)
        return TEMPFAIL
    return 0


def _show(address: str, account: str, store: History) -> None:
    domain = address.rpartition("@")[2]
    sighting = Sighting(account, address, organisation_of(domain), (), time.time(), 0)
    print("\n".join(_told(store.lookup(sighting))))


def _told(past: Past) -> Iterator[str]:
    """What is known of a sender, a line each."""
    lines = (
        ("mails of this address in half a year", past.of_sender),
        ("mails of its organisation in half a year", past.of_organisation),
        ("your mails to it", past.written_to),
        ("your mails to its organisation", past.written_to_organisation),
        ("your answers to it", past.answered),
    )
    for what, times in lines:
        yield f"{what}: {len(times)}" + (f", the last on {day(times[-1])}" if times else "")
    if past.refused is not None:
        yield f"you said no on {day(past.refused)}; mails since: {past.after_refusal}"
    if past.listed:
        yield f"{'allowed' if past.listed.allowed else 'blocked'}: {past.listed.entry}"
    if past.corrected:
        yield f"you said that its mail is: {past.corrected}"


def _stats(store: History) -> None:
    stats = store.stats()
    span = f", from {day(stats.oldest)} to {day(stats.newest)}" if stats.oldest and stats.newest else ""
    print(f"{stats.mails} mails that came, {stats.sent} that were sent{span}")
    print(f"{stats.corrections} corrections, {stats.listings} allowed or blocked")
