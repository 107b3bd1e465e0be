"""A recipe's name → its text with the paths of this installation filled in.

Each is a file beside this one, for a mail server's configuration; its first line says what it does. ``@COLDSIEVE@`` stands
for the command, ``@FOLDER@`` for the folder of sieve scripts. Each is run by a test against the real program.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = "/etc/dovecot/coldsieve"
"""Where sieve scripts go unless told otherwise."""

_HERE = Path(__file__).parent


def names() -> list[str]:
    """What there is."""
    return sorted(p.name for p in _HERE.iterdir() if p.is_file() and p.suffix not in (".py", ".pyc"))


def purpose(name: str) -> str:
    """The first line of comment."""
    lines = (_HERE / name).read_text("utf-8").splitlines()
    return next(line for line in lines if not line.startswith("#!")).lstrip("# ")


def text(name: str, command: str, folder: str = FOLDER) -> str:
    """The recipe.

    Args:
        name: one of `names`.
        command: absolute path of ``coldsieve``.
        folder: of sieve scripts.
    """
    return (_HERE / name).read_text("utf-8").replace("@COLDSIEVE@", command).replace("@FOLDER@", folder)
