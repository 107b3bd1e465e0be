"""``coldsieve explain``: one message → its verdict and every reason, with the place that proves it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from classifier import rules
from classifier.cli import opened
from classifier.cli.exits import DATA, Failure
from classifier.decision import CORRECTIONS, UNAVAILABLE, WORDING
from classifier.report.explanation import explanation
from classifier.report.row import row_of
from classifier.signals import CATALOGUE, documentation


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", metavar="FILE", help="one message, or - for standard input")
    opened.add_history(parser, "the store that was made, else none")
    opened.add_model(parser)


def run(args: Namespace) -> int:
    """Explain the message."""
    settings = opened.settings(args)
    classifier = opened.classifier(settings, opened.history(settings, otherwise="none"))
    items = list(opened.messages([args.file]))
    if len(items) > 1:
        raise Failure(DATA, f"{args.file}: holds {len(items)} messages; explain takes one")
    examined = classifier.examine(items[0].octets)
    verdict = classifier.conclude(examined, classifier.history.lookup(examined.sighting))
    row = row_of(items[0].key, 0, examined.facts, verdict)
    statements = {s.name: documentation(s).statement for s in CATALOGUE}
    statements[WORDING] = "The words, as far as no signal names what they do."
    statements[CORRECTIONS] = "Mail that resembles this one, as you corrected it."
    sys.stdout.write(
        explanation(row, statements, {**rules.statements(), UNAVAILABLE: "The history could not be asked."})
    )
    return 0
