"""``coldsieve explain``: one message → its verdict and every reason, with the place that proves it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from classifier.cli import opened
from classifier.cli.exits import DATA, Failure
from classifier.decision import WORDING
from classifier.history import UNKNOWN
from classifier.report.explanation import explanation
from classifier.report.row import row_of
from classifier.signals import CATALOGUE, documentation


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", metavar="FILE", help="one message, or - for standard input")
    opened.add_model(parser)


def run(args: Namespace) -> int:
    """Explain the message."""
    classifier = opened.classifier(args.model)
    items = list(opened.messages([args.file]))
    if len(items) > 1:
        raise Failure(DATA, f"{args.file}: holds {len(items)} messages; explain takes one")
    examined = classifier.examine(items[0].octets)
    row = row_of(items[0].key, 0, examined.facts, classifier.conclude(examined, UNKNOWN))
    statements = {s.name: documentation(s).statement for s in CATALOGUE}
    statements[WORDING] = "The words, as far as no signal names what they do."
    sys.stdout.write(explanation(row, statements))
    return 0
