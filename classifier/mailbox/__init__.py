"""Mailboxes → streams of `Item` (key, octets). What a path holds is told by its content, never by its name."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from classifier.mailbox import folders, mbox

STDIN = "-"
_GZIP = b"\x1f\x8b"


class MailboxError(Exception):
    """A path that holds no mail; the text names it and the reason."""

    def __init__(self, path: str, reason: str, missing: bool = False) -> None:
        super().__init__(f"{path}: {reason}")
        self.missing = missing
        """Whether the path itself cannot be read, rather than what it holds."""


class Item(NamedTuple):
    """One message of a mailbox."""

    key: str
    """Where it is: the file's name, or the mailbox's for those that are one file."""
    octets: bytes


def read_mailbox(path: str) -> Iterator[Item]:
    """Messages of an mbox (also gzip), a Maildir, a folder of message files, one message file, or ``-``, in order.

    Raises:
        MailboxError: the path cannot be read, holds no mail, or is no mailbox.
    """
    if path == STDIN:
        yield from _nonempty(path, _read_stream(path, sys.stdin.buffer))
        return
    place = Path(path)
    try:
        if place.is_dir():
            yield from _nonempty(path, _read_folder(place))
            return
        with place.open("rb") as file:
            yield from _nonempty(path, _read_stream(path, file))
    except (OSError, EOFError) as error:
        raise MailboxError(path, getattr(error, "strerror", None) or str(error), missing=True) from None


def _nonempty(path: str, items: Iterator[Item]) -> Iterator[Item]:
    first = next(items, None)
    if first is None:
        raise MailboxError(path, "holds no message")
    yield first
    yield from items


def _read_folder(folder: Path) -> Iterator[Item]:
    for file in folders.files_of(folder):
        octets = file.read_bytes()
        if octets.strip():
            yield Item(str(file), octets)


def _read_stream(path: str, stream: BinaryIO) -> Iterator[Item]:
    head = mbox.Lookahead(stream)
    if head.peek(2) == _GZIP:
        # GzipFile reads any object with read().
        head = mbox.Lookahead(cast("BinaryIO", gzip.GzipFile(fileobj=cast("BinaryIO", head))))
    start = head.peek(4096)
    if not start.strip():
        return
    if mbox.looks_like_mbox(start):
        for octets in mbox.split(head):
            yield Item(path, octets)
    elif folders.looks_like_message(start):
        yield Item(path, head.read())
    else:
        raise MailboxError(path, "is no mailbox and no message")
