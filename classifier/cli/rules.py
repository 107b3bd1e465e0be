"""``coldsieve rules``: an export, or verdicts → rules against those who pester, for a mail server or Gmail."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from classifier.cli import judged, opened
from classifier.report.filter_formats import FORMATS
from classifier.report.filters import filters_of
from classifier.report.inbox import inbox_of


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    judged.add_arguments(parser)
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="default: %(default)s")
    parser.add_argument(
        "--output", "-o", type=Path, metavar="FILE", help="write the rules here instead of to standard output"
    )


def run(args: Namespace) -> int:
    """Write the rules."""
    read = judged.read(args)
    found = filters_of(inbox_of(read.letters, read.sent))
    with opened.output(args.output) as out:
        out.write(FORMATS[args.format](found))
    if not found:
        print("coldsieve: nobody is certain enough to have pestered", file=sys.stderr)
    return 0
