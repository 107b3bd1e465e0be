"""``coldsieve corpora mailbox``: a number of years and mails → a person's invented archive in a new folder."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from classifier.cli.exits import CANNOT_CREATE, DATA, NO_INPUT, Failure

UNTIL = date(2026, 6, 30)
"""A fixed day, so that the same command makes the same archive in any year."""
LETTERS = Path(__file__).parents[3] / "data" / "letters"
"""Those of a checkout; a wheel has none."""
MOST = 10_000_000
FIRST_YEAR = 1990
"""Before it, business had no mail to speak of."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    add = parser.add_argument
    add("--years", type=_years, default=3.0, metavar="N", help="how far it goes back (default: 3)")
    add(
        "--messages", type=_messages, default=5000, metavar="N", help="mails in all, sent ones included (default: 5000)"
    )
    add("--seed", type=int, default=1, metavar="N", help="another number, another archive (default: 1)")
    add("--until", type=_day, default=UNTIL, metavar="YYYY-MM-DD", help=f"its last day (default: {UNTIL})")
    add("--format", choices=("takeout", "maildir"), default="takeout", help="Google Takeout's mbox, or Maildir++")
    add("--language", choices=("en", "de"), default="en", help="what its owner speaks (default: en)")
    add(
        "--letters", type=Path, default=LETTERS, metavar="DIR", help="folder of written letters (default: data/letters)"
    )
    add("--output", "-o", type=Path, required=True, metavar="DIR", help="folder to make; it may exist if it is empty")


def run(args: Namespace) -> int:
    """Make it."""
    from classifier.training.archive import HOSTS, Archive, ArchiveError, Settings, write
    from classifier.training.letters import LettersError, read_letters

    if args.until.year - args.years < FIRST_YEAR:
        raise Failure(DATA, f"{args.years:g} years before {args.until} are before {FIRST_YEAR}")
    if not args.letters.is_dir():
        raise Failure(NO_INPUT, f"{args.letters}: no such folder; --letters names data/letters of the source code")
    try:
        letters = read_letters(args.letters)
        settings = Settings(args.years, args.messages, args.seed, args.until, args.language)
        archive = Archive(letters, settings, HOSTS[args.format])
        n = write(archive.mails(), archive.owner, args.format, args.output)
    except LettersError as error:
        raise Failure(DATA, str(error)) from None
    except ArchiveError as error:
        raise Failure(CANNOT_CREATE, str(error)) from None
    print(f"{n} mails of {archive.owner.person.name} in {args.output}", file=sys.stderr)
    return 0


def _years(text: str) -> float:
    years = float(text)
    if not 0.02 <= years <= 40:
        raise ArgumentTypeError("must lie between 0.02 (a week) and 40")
    return years


def _messages(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST:
        raise ArgumentTypeError(f"must lie between 1 and {MOST}")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day like 2026-06-30") from None
