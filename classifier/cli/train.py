"""``coldsieve train``: labelled mail → an exported model."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from classifier.cli import labelled


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    labelled.add_arguments(parser)
    parser.add_argument("--output", "-o", type=Path, required=True, metavar="DIR", help="folder to export the model to")


def run(args: Namespace) -> int:
    """Train and export."""
    rows = labelled.read_rows(args)
    from classifier.training import folds
    from classifier.training.export import export, hash_of_labels
    from classifier.training.learn import Table
    from classifier.training.review import UNCLEAR

    print(f"{len(rows)} mails", file=sys.stderr)
    trained = Table(rows).train(range(len(rows)), folds.make_folds(rows))
    export(trained, hash_of_labels((row.id, row.kind if row.clear else UNCLEAR) for row in rows), args.output)
    for name, policy in trained.policies.items():
        print(f"{name}: human from {policy.human:.3f}, spam from {policy.spam:.3f}", file=sys.stderr)
    return 0
