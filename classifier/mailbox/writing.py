"""Messages with the name of a place → new mailboxes in a folder, in mbox (mboxrd) or Maildir++."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from classifier.expressions import expression
from classifier.mailbox.mbox import LONGEST_SEPARATOR, looks_like_mbox

_FROM = expression(rb"^(>*From )", re.M)
SEPARATOR = b"From coldsieve Thu Jan  1 00:00:00 1970"
"""Who delivered a mail, and when, is in its own fields; RFC 4155 wants a line."""


class Box(Protocol):
    """Takes messages."""

    def add(self, place: str, octets: bytes) -> None:
        """Write one.

        Raises:
            OSError: it cannot be written.
        """


class Mboxes:
    """A file for each place. ``From `` at the start of a line is quoted, as mboxrd wants it; our own reader undoes that."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._files: dict[str, BinaryIO] = {}

    def add(self, place: str, octets: bytes) -> None:
        """Write one."""
        if place not in self._files:
            path = self._folder / f"{place}.mbox"
            self._files[place] = self._stack.enter_context(path.open("xb"))
        eol = b"\r\n" if b"\r\n" in octets[:1000] else b"\n"
        end = b"" if octets.endswith(b"\n") else eol
        separator = SEPARATOR + eol
        if looks_like_mbox(octets[:LONGEST_SEPARATOR]):  # a mail that was kept with its From_ line
            separator, octets = octets[: octets.find(b"\n") + 1], octets[octets.find(b"\n") + 1 :]
        self._files[place].write(separator + _FROM.sub(rb">\1", octets) + end + eol)


class Maildirs:
    """A Maildir whose subfolders are the places."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started = f"{int(time.time())}.P{os.getpid()}"
        self._n = 0
        self._make(folder)

    def add(self, place: str, octets: bytes) -> None:
        """Write one, unread: in ``tmp`` first, as every Maildir wants it."""
        box = self._folder / f".{place}"
        if not box.is_dir():
            self._make(box)
        self._n += 1
        name = f"{self._started}Q{self._n}.coldsieve"
        with (box / "tmp" / name).open("xb") as file:
            file.write(octets)
        (box / "tmp" / name).rename(box / "new" / name)

    @staticmethod
    def _make(folder: Path) -> None:
        for part in ("cur", "new", "tmp"):
            (folder / part).mkdir(mode=0o700, parents=True)


@contextmanager
def _mboxes(folder: Path) -> Iterator[Box]:
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        yield Mboxes(folder, stack)


@contextmanager
def _maildirs(folder: Path) -> Iterator[Box]:
    yield Maildirs(folder)


FORMS: dict[str, Callable[[Path], AbstractContextManager[Box]]] = {"mbox": _mboxes, "maildir": _maildirs}
"""Name of a form → what writes it into a folder."""
