"""``coldsieve allow``: mail of an address or a domain is never called outreach or spam."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from classifier.cli import listing


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    listing.add_arguments(parser)


def run(args: Namespace) -> int:
    """Allow it, or no longer."""
    return listing.record(args, allowed=True)
