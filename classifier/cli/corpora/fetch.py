"""``coldsieve corpora fetch``: public archives and the shipped labels → folders of labelled mail to train on."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from classifier.cli.exits import IO, NO_INPUT, UNAVAILABLE, USAGE, Failure

LABELS = Path(__file__).parents[3] / "data" / "labels"
"""In a checkout; the labels are not in the wheel."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "Download public mail, find in it what we have labelled, and write SOURCE/{messages.mbox.gz,labels.jsonl}. "
        "Of some sources this is many gigabytes."
    )
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "coldsieve"
    parser.add_argument("--source", nargs="+", metavar="NAME", default=[], help="only these (default: all)")
    parser.add_argument("--output", "-o", type=Path, metavar="DIR", help="where the folders go")
    parser.add_argument(
        "--labels", type=Path, metavar="DIR", default=LABELS, help="the labels (default: those of the checkout)"
    )
    parser.add_argument(
        "--cache", type=Path, metavar="DIR", default=cache, help="what was downloaded (default: %(default)s)"
    )
    parser.add_argument("--table", type=Path, metavar="FILE", help="other addresses, as sources.toml has them")
    parser.add_argument("--list", action="store_true", help="say where each source comes from, and fetch nothing")


def run(args: Namespace) -> int:
    """Fetch each source, say how it went, and go on with the next; the exit code tells of the first that failed."""
    from classifier.training.fetch import FetchError, fetch, read_sources
    from classifier.training.fetch.sources import TABLE

    try:
        sources = read_sources(args.labels, args.table or TABLE)
    except (OSError, ValueError) as error:
        raise Failure(NO_INPUT, f"{error}; --labels names the folder of labels, data/labels of a checkout") from None
    if unknown := set(args.source) - {source.name for source in sources}:
        raise Failure(USAGE, f"no source {', '.join(sorted(unknown))}; --list tells which there are")
    chosen = [source for source in sources if not args.source or source.name in args.source]
    if args.list:
        for source in chosen:
            print(f"{source.name}: {source.without or ' '.join(source.urls)}\n  licence: {source.licence}")
        return 0
    if args.output is None:
        raise Failure(USAGE, "-o DIR is missing: where the folders go")
    code = 0
    for source in chosen:
        if source.without and not args.source:
            print(f"{source.name}: skipped: {source.without}", file=sys.stderr)
            continue
        try:
            fetched = fetch(source, args.labels, args.output, args.cache)
        except FetchError as error:
            print(f"coldsieve: {source.name}: {error}", file=sys.stderr)
            code = code or UNAVAILABLE
        except OSError as error:
            print(f"coldsieve: {source.name}: {error.filename or args.output}: {error.strerror}", file=sys.stderr)
            code = code or IO
        else:
            note = "; that ids match was never tried before" if source.unchecked else ""
            print(f"{source.name}: {fetched.found} mails, {fetched.missing} of the labels not found{note}")
    return code
