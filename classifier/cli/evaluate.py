"""``coldsieve evaluate``: labelled mail → how models do on sources that they never saw."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from classifier.cli import opened
from classifier.cli.exits import DATA, Failure


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("corpora", type=Path, metavar="DIR", help="folder of SOURCE/{messages.mbox.gz,labels.jsonl}")
    parser.add_argument("--letters", type=Path, metavar="DIR", help="folder of written letters, for training alone")
    parser.add_argument(
        "--output",
        "-o",
        type=Path,
        metavar="DIR",
        help="folder of an exported model to write metrics.json and MODEL_CARD.md into",
    )
    parser.add_argument("--lock", type=Path, metavar="FILE", help="write the folds' hashes here")
    parser.add_argument(
        "--jobs", "-j", type=int, default=-1, metavar="N", help="worker processes (default: one a core)"
    )


def run(args: Namespace) -> int:
    """Evaluate, print the table, and keep it."""
    opened.need_training()
    from classifier.training import card, folds
    from classifier.training.corpora import CorpusError
    from classifier.training.evaluate import Table, evaluate, metrics
    from classifier.training.table import read

    try:
        rows = read(args.corpora, args.letters, args.jobs)
    except CorpusError as error:
        raise Failure(DATA, str(error)) from None
    made = folds.make_folds(rows)
    if args.lock:
        judged = [row for row in rows if row.source != "letters"]
        args.lock.write_text(json.dumps(folds.lock(judged, folds.make_folds(judged)), indent=1) + "\n", "utf-8")
    found = metrics(evaluate(Table(rows), made, lambda text: print(text, file=sys.stderr)))
    print(card.table(found), end="")
    if args.output:
        described = json.loads((args.output / "model.json").read_text("utf-8"))
        (args.output / "metrics.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
        (args.output / "MODEL_CARD.md").write_text(card.card(found, described), "utf-8")
    return 0
