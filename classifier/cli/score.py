"""``coldsieve score``: mailboxes → a table, JSON lines, CSV, SQLite or Parquet."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from classifier import __version__
from classifier.batch import lines, score, silent
from classifier.cli import opened, running
from classifier.cli.exits import CANNOT_CREATE, UNAVAILABLE, USAGE, Failure
from classifier.report import jsonl
from classifier.report.row import Row
from classifier.spool import Spool, SpoolError

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
        "--resume", action="store_true", help="go on with what a run for the same file left when it was interrupted"
    )
    running.add_jobs(parser)
    running.add_cluster(parser)
    opened.add_history(parser, "the store that was made, else memory")
    opened.add_model(parser)


def run(args: Namespace) -> int:
    """Score the mailboxes."""
    form = args.format or _format_of(args.output)
    if form in IN_A_FILE and args.output is None:
        raise Failure(USAGE, f"score: {form} cannot be written to standard output: give --output FILE")
    if args.resume and args.output is None:
        raise Failure(USAGE, "score: --resume goes on with a file: give --output FILE")
    scheduler = running.scheduler(args)
    settings = opened.settings(args)
    classifier = opened.classifier(settings, opened.history(settings, otherwise="memory"))
    streams = settings.history == "none" and args.output is None
    reading = opened.Reading(args.paths)
    # Rows that stream on to a terminal show by themselves how far it is.
    progress = running.shown(reading) if sys.stderr.isatty() and not (streams and sys.stdout.isatty()) else silent
    about = {
        "version of coldsieve": __version__,
        "model": classifier.model.identity,
        "settings": str(settings._replace(history="", socket="")),
        "history": opened.history_name(settings, otherwise="memory"),
        "mailbox": str(args.paths),
        "size of the mailbox": str(reading.total),
    }
    with running.working(), closing(classifier.history), _kept(args.output, about, args.resume) as spool:
        items = opened.messages(args.paths, reading)
        scored = (items, classifier, args.jobs or 1, progress, spool, scheduler)
        if form == "jsonl":
            with opened.output(args.output) as out:
                jsonl.write(lines(*scored), out)
        else:
            _write(score(*scored), form, args.output)
    return 0


@contextmanager
def _kept(output: Path | None, about: dict[str, str], resumes: bool) -> Iterator[Spool | None]:
    """What is done for a file, in another beside it, until the file is complete; nothing for pipes."""
    if output is None or (output.exists() and not output.is_file()):
        yield None
        return
    try:
        spool = Spool(output.with_name(output.name + ".resume"), about, resumes)
    except OSError as error:
        raise Failure(CANNOT_CREATE, f"{output}: {error.strerror}") from None
    try:
        yield spool
    except BaseException as error:
        spool.close(keep=spool.count > 0)
        if spool.count and not (isinstance(error, SpoolError) and error.other):
            print(f"coldsieve: {spool.count} messages are done: --resume goes on from there", file=sys.stderr)
        raise
    spool.close()


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
        if form == "csv":
            from classifier.report import sheet

            sheet.write(rows, out)
        else:
            from classifier.report import terminal

            terminal.write(rows, out, shutil.get_terminal_size((140, 24)).columns)


def _format_of(output: Path | None) -> str:
    suffix = output.suffix[1:] if output else ""
    return suffix if suffix in FORMATS else "table"
