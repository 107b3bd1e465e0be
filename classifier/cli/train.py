"""``coldsieve train``: labelled mail → an exported model."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from classifier.cli import opened
from classifier.cli.exits import DATA, Failure


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("corpora", type=Path, metavar="DIR", help="folder of SOURCE/{messages.mbox.gz,labels.jsonl}")
    parser.add_argument("--letters", type=Path, metavar="DIR", help="folder of written letters, for training alone")
    parser.add_argument("--output", "-o", type=Path, required=True, metavar="DIR", help="folder to export the model to")
    parser.add_argument(
        "--jobs", "-j", type=int, default=-1, metavar="N", help="worker processes (default: one a core)"
    )


def run(args: Namespace) -> int:
    """Train and export."""
    opened.need_training()
    from classifier.training import folds
    from classifier.training.corpora import CorpusError
    from classifier.training.evaluate import Table
    from classifier.training.export import export, hash_of_ids
    from classifier.training.table import read

    try:
        rows = read(args.corpora, args.letters, args.jobs)
    except CorpusError as error:
        raise Failure(DATA, str(error)) from None
    print(f"{len(rows)} mails", file=sys.stderr)
    trained = Table(rows).train(range(len(rows)), folds.make_folds(rows))
    export(trained, hash_of_ids([row.id for row in rows]), args.output)
    print(f"human from {trained.policy.human:.3f}, spam from {trained.policy.spam:.3f}: {args.output}", file=sys.stderr)
    return 0
