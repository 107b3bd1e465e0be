"""``coldsieve evaluate``: labelled mail → how models do on sources that they never saw."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from classifier.cli import labelled


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    labelled.add_arguments(parser)
    parser.add_argument(
        "--output",
        "-o",
        type=Path,
        metavar="DIR",
        help="folder of an exported model to write metrics.json and MODEL_CARD.md into",
    )
    parser.add_argument("--lock", type=Path, metavar="FILE", help="write the folds' hashes here")


def run(args: Namespace) -> int:
    """Evaluate, print the table, and keep it."""
    rows = labelled.read_rows(args)
    from classifier.training import card, folds
    from classifier.training.evaluate import evaluate, metrics
    from classifier.training.learn import Table
    from classifier.training.letters import SOURCE as LETTERS

    made = folds.make_folds(rows)
    if args.lock:
        judged = [row for row in rows if row.source != LETTERS]
        args.lock.write_text(json.dumps(folds.lock(judged, folds.make_folds(judged)), indent=1) + "\n", "utf-8")
    found = metrics(evaluate(Table(rows), made, lambda text: print(text, file=sys.stderr)))
    print(card.table(found), end="")
    if args.output:
        described = json.loads((args.output / "model.json").read_text("utf-8"))
        (args.output / "metrics.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
        (args.output / "MODEL_CARD.md").write_text(card.card(found, described), "utf-8")
    return 0
