"""``coldsieve score``: mailboxes → a table, JSON lines or CSV."""

from __future__ import annotations

import shutil
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from classifier.batch import Progress, score, silent
from classifier.cli import opened

FORMATS = ("table", "jsonl", "csv")


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="mbox (also .gz), Maildir, folder of .eml, one message, or - for standard input",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="default: table on a terminal or by default, jsonl for a file named .jsonl, csv for .csv",
    )
    parser.add_argument(
        "--output",
        "-o",
        type=Path,
        metavar="FILE",
        help="write here instead of to standard output; the file appears when it is complete",
    )
    parser.add_argument(
        "--jobs", "-j", type=int, default=1, metavar="N", help="worker processes; -1 for one a core (default: 1)"
    )
    opened.add_history(parser, "the store that was made, else memory")
    opened.add_model(parser)


def run(args: Namespace) -> int:
    """Score the mailboxes."""
    settings = opened.settings(args)
    classifier = opened.classifier(settings, opened.history(settings, otherwise="memory"))
    streams = settings.history == "none" and args.output is None
    # Rows that stream on to a terminal show by themselves how far it is.
    progress = _shown() if sys.stderr.isatty() and not (streams and sys.stdout.isatty()) else silent
    rows = score(opened.messages(args.paths), classifier, args.jobs or 1, progress)
    with opened.output(args.output) as out:
        match args.format or _format_of(args.output):
            case "jsonl":
                from classifier.report import jsonl

                jsonl.write(rows, out)
            case "csv":
                from classifier.report import sheet

                sheet.write(rows, out)
            case _:
                from classifier.report import terminal

                terminal.write(rows, out, shutil.get_terminal_size((140, 24)).columns)
    return 0


def _format_of(output: Path | None) -> str:
    suffix = output.suffix[1:] if output else ""
    return suffix if suffix in FORMATS else "table"


def _shown() -> Progress:
    """A line on standard error that is written over, once a second, and taken away at the end."""
    started = told = time.monotonic()

    def tell(done: int, whole: bool) -> None:
        nonlocal told
        now = time.monotonic()
        if whole:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        elif now - told >= 1:
            told = now
            rate = done / (now - started)
            print(f"\r{done} messages, {rate:.0f} a second\x1b[K", end="", file=sys.stderr, flush=True)

    return tell
