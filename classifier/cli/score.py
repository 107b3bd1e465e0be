"""``coldsieve score``: mailboxes → a table, JSON lines, CSV, SQLite or Parquet."""

from __future__ import annotations

import shutil
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from classifier.batch import Progress, score, silent
from classifier.cli import opened
from classifier.cli.exits import UNAVAILABLE, USAGE, Failure
from classifier.report.row import Row

FORMATS = ("table", "jsonl", "csv", "sqlite", "parquet")
IN_A_FILE = ("sqlite", "parquet")
"""Formats that no pipe can take."""
PATHS = "mbox (also packed), Google Takeout, Maildir, MH, folder or zip of messages, Apple Mail, Outlook, imaps://USER@HOST/FOLDER, or - for standard input"


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=PATHS,
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="default: by the name of the file, .jsonl, .csv, .sqlite or .parquet; else table",
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
    form = args.format or _format_of(args.output)
    if form in IN_A_FILE and args.output is None:
        raise Failure(USAGE, f"score: {form} cannot be written to standard output: give --output FILE")
    settings = opened.settings(args)
    classifier = opened.classifier(settings, opened.history(settings, otherwise="memory"))
    streams = settings.history == "none" and args.output is None
    reading = opened.Reading(args.paths)
    # Rows that stream on to a terminal show by themselves how far it is.
    progress = shown(reading) if sys.stderr.isatty() and not (streams and sys.stdout.isatty()) else silent
    with opened.working():
        _write(score(opened.messages(args.paths, reading), classifier, args.jobs or 1, progress), form, args.output)
    return 0


def _write(rows: Iterable[Row], form: str, output: Path | None) -> None:
    if output is not None and form in IN_A_FILE:
        with opened.finished(output) as unfinished:
            if form == "sqlite":
                from classifier.report import database

                database.write(rows, unfinished)
                return
            try:
                from classifier.report import parquet
            except ImportError:
                raise Failure(UNAVAILABLE, "Parquet needs a package: pip install 'coldsieve[parquet]'") from None
            parquet.write(rows, unfinished)
        return
    with opened.output(output) as out:
        match form:
            case "jsonl":
                from classifier.report import jsonl

                jsonl.write(rows, out)
            case "csv":
                from classifier.report import sheet

                sheet.write(rows, out)
            case _:
                from classifier.report import terminal

                terminal.write(rows, out, shutil.get_terminal_size((140, 24)).columns)


def _format_of(output: Path | None) -> str:
    suffix = output.suffix[1:] if output else ""
    return suffix if suffix in FORMATS else "table"


def shown(reading: opened.Reading) -> Progress:
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
            left = time_left(now - started, reading.octets, reading.total)
            print(f"\r{done} messages, {rate:.0f} a second{left}\x1b[K", end="", file=sys.stderr, flush=True)

    return tell


def time_left(seconds: float, octets: int, total: int | None) -> str:
    """What the rest of the octets will take, in words; nothing where nobody knows how many there are."""
    if not total or not octets:
        return ""
    left = seconds * max(0, total - octets) / octets
    return f", {left / 60:.0f} min left" if left >= 90 else f", {left:.0f} s left"
