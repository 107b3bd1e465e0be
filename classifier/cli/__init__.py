"""The command line: finds the command, imports it alone, and turns what goes wrong into one line and a sysexits code."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than all of this
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from classifier.cli.exits import Command

COMMANDS = {
    "filter": "label one mail on its way through a mail server: mail in, mail out",
    "verdict": "say label, kind and score of one mail on a line, for sieve",
    "recipe": "print a mail server's configuration, with this installation's paths",
    "serve": "answer spamc and other programs at a socket, with workers that are ready",
    "score": "label every message of mailboxes",
    "sort": "write the mail of mailboxes into one mailbox for each kind",
    "explain": "say why one message got its label, with the evidence",
    "report": "tell what happened in an inbox, on one HTML page",
    "rules": "write a mail server's or Gmail's rules against those who pester",
    "correct": "say what a mail is, from the next one on",
    "allow": "never call mail of an address or a domain outreach or spam",
    "block": "always call mail of an address or a domain spam",
    "history": "make, show and forget what is remembered of senders",
    "signals": "list what is looked for in a message",
    "train": "fit and export a model from labelled mail",
    "corpora": "make mail to try on, train and judge on",
    "evaluate": "hold out whole sources and tell how a model does on them",
    "compare": "tell which of two models labels more of the same mail right",
}
"""Name → what it does. Each is a module of this package with ``configure(parser)`` and ``run(args)``.

``filter`` has a ``main`` of its own instead of ``run``: a usage error must not lose the mail that it was given.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Never a traceback for what a user can mend."""
    try:
        return _run(argv)
    except KeyboardInterrupt:  # also while it imports, which is why nothing of this package is imported above
        from classifier.cli.exits import INTERRUPTED

        print("coldsieve: interrupted", file=sys.stderr)
        return INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    words = [a for a in arguments if not a.startswith("-")]
    chosen = words[0] if words else ""
    if chosen == "filter" and not _asks_for_help(arguments):
        from classifier.cli import filter as filter_

        arguments.remove("filter")
        # At once: nothing is left to write, and Python's own end takes time and has an exit code of its own (120).
        os._exit(filter_.main(arguments))
    from classifier.cli import exits

    try:
        try:
            args = parser(chosen).parse_args(arguments)
        except SystemExit as stop:
            if stop.code in (0, None):
                return 0
            # A submission hook whose arguments are wrong must not make the mail bounce.
            return exits.TEMPFAIL if words[:2] == ["history", "sent"] else exits.USAGE
        return _module(args.command).run(args)
    except exits.Failure as failure:
        print(f"coldsieve: {failure}", file=sys.stderr)
        return failure.code
    except BrokenPipeError:
        # The reader went away, as `head` does. Python would complain once more when it closes standard output.
        sys.stdout = None
        return 0
    except Exception as error:
        from classifier.history import HistoryError

        if not isinstance(error, HistoryError):
            raise
        print(f"coldsieve: history: {' '.join(str(error).split())}", file=sys.stderr)
        return exits.IO


def parser(*chosen: str) -> ArgumentParser:
    """The parser, with the arguments of some commands: importing all of them takes a second."""
    import argparse

    from classifier import __version__

    made = argparse.ArgumentParser(
        prog="coldsieve", description="Tells people's letters from cold outreach, machine mail and spam, and says why."
    )
    made.add_argument("--version", action="version", version=f"coldsieve {__version__}")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
        if name in chosen:
            _module(name).configure(command)
    return made


def _asks_for_help(arguments: Sequence[str]) -> bool:
    """Whether somebody at a terminal does: in a mail server's hands, ``filter --help`` is a mistake and there is a mail."""
    return bool({"-h", "--help"}.intersection(arguments)) and sys.stdin is not None and sys.stdin.isatty()


def _module(name: str) -> Command:
    import importlib
    from typing import cast

    return cast("Command", importlib.import_module(f"classifier.cli.{name}"))
