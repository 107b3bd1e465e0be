"""``coldsieve recipe``: a name → the text of a mail server's configuration, with this installation's paths."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from argparse import ArgumentParser, Namespace

from classifier import recipes
from classifier.cli.exits import UNAVAILABLE, Failure


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "name", nargs="?", choices=recipes.names(), metavar="NAME", help="which; without, all are listed"
    )
    parser.add_argument(
        "--folder",
        default=recipes.FOLDER,
        metavar="DIR",
        help=f"where Dovecot's scripts are to be (default: {recipes.FOLDER})",
    )


def run(args: Namespace) -> int:
    """Print one, or the list."""
    if args.name:
        _compile_expressions()
        sys.stdout.write(recipes.text(args.name, command(), os.path.abspath(args.folder)))  # noqa: PTH100
        return 0
    width = max(map(len, recipes.names()))
    for name in recipes.names():
        print(f"{name:{width}}  {recipes.purpose(name)}")
    return 0


def _compile_expressions() -> None:
    """Beforehand: whoever sets a filter up owns the installation, as a rule, and the user that it runs as may not."""
    from classifier import compiled, expressions, pipeline
    from classifier.signals.phrases import patterns

    assert pipeline  # which imports all that reads a mail
    compiled.write([*expressions.sources(), *((pattern, 0) for pattern in patterns())])


def command() -> str:
    """Absolute path of the command, for programs that are started without PATH."""
    installed = os.path.join(sysconfig.get_path("scripts"), "coldsieve")  # noqa: PTH118
    for path in (sys.argv[0], installed, shutil.which("coldsieve")):
        if path and os.path.basename(path) == "coldsieve" and os.access(path, os.X_OK):  # noqa: PTH119
            return os.path.abspath(path)  # noqa: PTH100
    raise Failure(UNAVAILABLE, "no command `coldsieve` is installed beside this Python: pip install coldsieve")
