"""``coldsieve corpora``: the ways to get labelled mail, each a module of its own."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from classifier.cli import corpora_fetch


def configure(parser: ArgumentParser) -> None:
    """Add a subcommand for each way."""
    ways = parser.add_subparsers(dest="way", metavar="WAY", required=True)
    corpora_fetch.configure(ways.add_parser("fetch", help="download the public sources and label them"))


def run(args: Namespace) -> int:
    """Go the way that was chosen."""
    return corpora_fetch.run(args)
