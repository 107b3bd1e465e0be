"""``coldsieve report``: an export, or verdicts → one page that tells what happened in the inbox."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from classifier import rules
from classifier.cli import judged, opened
from classifier.cli.exits import DATA, UNAVAILABLE, Failure
from classifier.decision import CORRECTIONS, WORDING
from classifier.decision import UNAVAILABLE as NO_STORE
from classifier.model import default_directory
from classifier.report.anonymise import Anonymiser
from classifier.report.inbox import inbox_of
from classifier.report.page import page
from classifier.report.search import TooMany
from classifier.report.weaknesses import weaknesses_in
from classifier.signals import CATALOGUE
from classifier.signals.signal import documentation

OTHERS = {
    WORDING: "The words, as far as no signal names what they do",
    CORRECTIONS: "Mail that resembles this one, as the reader corrected it",
    NO_STORE: "The history could not be asked",
}
"""Reasons that are neither signals nor rules."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    judged.add_arguments(parser)
    parser.add_argument(
        "--anonymise", action="store_true", help="leave out names, addresses and text, to show the page to others"
    )
    parser.add_argument(
        "--output", "-o", type=Path, metavar="FILE", help="write the page here instead of to standard output"
    )


def run(args: Namespace) -> int:
    """Write the page."""
    try:
        import jinja2  # noqa: F401 (told before a mailbox is read for an hour)
    except ImportError:
        raise Failure(UNAVAILABLE, "report needs Jinja: pip install 'coldsieve[report]'") from None
    read = judged.read(args)
    folder = read.settings.model_folder or default_directory()
    statements = {s.name: documentation(s).statement for s in CATALOGUE} | rules.statements() | OTHERS
    letters, sent = read.letters, read.sent
    if args.anonymise:
        anonymiser = Anonymiser()
        letters, sent = anonymiser.letters(letters), anonymiser.sent(sent)
    inbox = inbox_of(letters, sent)
    try:
        made = page(inbox, {k: v.rstrip(".") for k, v in statements.items()}, weaknesses_in(folder), args.anonymise)
    except TooMany:
        raise Failure(DATA, f"{len(read.letters)} messages do not fit in one page: give fewer mailboxes") from None
    with opened.output(args.output) as out:
        out.write(made)
    return 0
