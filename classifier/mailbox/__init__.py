"""Mailboxes → streams of `Item` (key, octets, and whether its owner sent it). What a path holds is told by its content, never by its name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from classifier.mailbox import content, folders, takeout
from classifier.mailbox.base import ExtraMissing, Item, MailboxError, Watch

__all__ = ["SERVERS", "STDIN", "ExtraMissing", "Item", "MailboxError", "Watch", "is_sent", "read_mailbox", "size_of"]

STDIN = "-"
SERVERS = ("imaps://", "imap://")


def read_mailbox(path: str, watch: Watch = Watch()) -> Iterator[Item]:
    """Messages of a mailbox, in order. The kinds are listed in the README.

    Args:
        path: a file, a folder, ``-`` for standard input, or ``imaps://USER@HOST/FOLDER``.
        watch: told how the reading goes.

    Raises:
        MailboxError: the path cannot be read, holds no mail, or is no mailbox.
        ExtraMissing: something that is not installed could read it.
    """
    if path.startswith(SERVERS):
        from classifier.mailbox import imap

        items = imap.read(path, watch)
    elif path == STDIN:
        items = content.items_of(path, sys.stdin.buffer, watch)
    elif Path(path).is_dir():
        items = folders.items_of(Path(path), watch)
    else:
        items = content.items_of_file(path, watch)
    first = next(items, None)
    if first is None:
        raise MailboxError(path, "holds no message")
    yield first
    yield from items


def is_sent(item: Item) -> bool:
    """Whether the reader of the mailbox sent this message, as the mailbox says."""
    return item.sent or takeout.is_sent(item.octets)


def size_of(path: str) -> int | None:
    """Octets that there are to read, for `Watch.read` to be compared with; None where nobody knows."""
    place = Path(path)
    if place.is_dir():
        return sum(file.stat().st_size for file, _ in folders.files_of(place) if file.is_file())
    return place.stat().st_size if place.is_file() else None
