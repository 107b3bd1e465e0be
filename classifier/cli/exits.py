"""Exit codes (sysexits.h), the failure that carries one, and what a command's module offers."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Protocol

    class Command(Protocol):
        """A module of this package that is a command."""

        def configure(self, parser: ArgumentParser) -> None:
            """Add the command's arguments."""

        def run(self, args: Namespace) -> int:
            """Do it and return the exit code."""


USAGE = 64
DATA = 65
NO_INPUT = 66
UNAVAILABLE = 69
CANNOT_CREATE = 73
IO = 74
TEMPFAIL = 75
CONFIG = 78
INTERRUPTED = 130


class Failure(Exception):
    """Ends a command with one line on standard error and an exit code."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(" ".join(text.split()))
        self.code = code
