"""``coldsieve corpora``: makes or gets mail to train, judge and try on; each action is a module of this package."""

from __future__ import annotations

import importlib
from argparse import ArgumentParser, Namespace
from typing import cast

from classifier.cli import exits

ACTIONS = {
    "mailbox": "make a person's whole invented archive, with the truth about each mail",
    "fetch": "download public mail and label it by id, to train on",
}
"""Name → what it does. Each is a module of this package with ``configure(parser)`` and ``run(args)``."""


def configure(parser: ArgumentParser) -> None:
    """Add the actions and their arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, purpose in ACTIONS.items():
        action = actions.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
        _module(name).configure(action)


def run(args: Namespace) -> int:
    """Do what was chosen."""
    return _module(args.action).run(args)


def _module(name: str) -> exits.Command:
    return cast("exits.Command", importlib.import_module(f"classifier.cli.corpora.{name}"))
