"""``coldsieve sort``: an export → a folder of mailboxes, one for each kind, with our fields on each mail; the export stays."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from zlib import crc32

from classifier.batch import score, silent
from classifier.cli import opened, running
from classifier.cli.exits import CANNOT_CREATE, IO, USAGE, Failure
from classifier.cli.score import PATHS
from classifier.headers import fields, with_fields
from classifier.mailbox import STDIN, Item, takeout, writing
from classifier.report.row import Row, verdict_of

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


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("paths", nargs="+", metavar="EXPORT", help=PATHS.replace(", or - for standard input", ""))
    parser.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="folder to make; it may exist if it is empty"
    )
    parser.add_argument(
        "--format", choices=tuple(writing.FORMS), default="mbox", help="of what is written (default: mbox)"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say how many mails would go where")
    running.add_jobs(parser)
    opened.add_history(parser, "the store that was made, else memory")
    opened.add_model(parser)


def run(args: Namespace) -> int:
    """Judge all mail, then read it again and write it into its places."""
    if STDIN in args.paths:
        raise Failure(USAGE, "sort: mail is read twice, which standard input cannot be: give a file")
    if not args.dry_run and args.into.exists() and (not args.into.is_dir() or any(args.into.iterdir())):
        raise Failure(CANNOT_CREATE, f"{args.into}: is not empty")
    settings = opened.settings(args)
    classifier = opened.classifier(settings, opened.history(settings, otherwise="memory"))
    reading = opened.Reading(args.paths)
    progress = running.shown(reading) if sys.stderr.isatty() else silent
    sums = array("L")
    counts: Counter[str] = Counter()
    with running.working():
        rows = score(_summed(opened.messages(args.paths, reading), sums), classifier, args.jobs or 1, progress)
        placed = _placed(opened.messages(args.paths), rows, sums)
        try:
            if args.dry_run:
                counts.update(place for place, _, _ in placed)
            else:
                with writing.FORMS[args.format](args.into) as box:
                    for place, octets, row in placed:
                        box.add(place, with_fields(octets, fields(verdict_of(row))))
                        counts[place] += 1
        except OSError as error:
            raise Failure(CANNOT_CREATE, f"{args.into}: {error.strerror}") from None
    for place in (*PLACES.values(), UNSURE, SENT):
        print(f"{counts[place]:>8}  {place}")
    return 0


def _summed(items: Iterable[Item], sums: array[int]) -> Iterator[Item]:
    """The items; a checksum of each is put into ``sums``."""
    for item in items:
        sums.append(crc32(item.octets))
        yield item


def _placed(items: Iterable[Item], rows: Iterator[Row], sums: array[int]) -> Iterator[tuple[str, bytes, Row]]:
    """(place, octets, row) of each mail; the first row is asked for before the second reading begins."""
    for n, (row, item) in enumerate(zip_longest(rows, items)):
        if row is None or item is None or crc32(item.octets) != sums[n]:
            raise Failure(IO, "sort: the mailbox changed while it was read; what was written so far is not complete")
        if takeout.is_sent(item.octets):
            yield SENT, item.octets, row
        else:
            yield UNSURE if row["leaned"] else PLACES[row["kind"]], item.octets, row
