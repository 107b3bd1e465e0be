"""Folders → files of messages: Maildir, and folders of .eml files however deep."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

_MESSAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[\r\n]*)(?:From [^\r\n]*\r?\n)?[!-9;-~]{1,76}[ \t]*:[^\r\n]*(?:\r?\n|\r|\Z)"
)


def looks_like_message(start: bytes) -> bool:
    """Whether a file that begins so is a message: its first line is a header field."""
    return _MESSAGE.match(start) is not None


def is_maildir(folder: Path) -> bool:
    """Whether a folder has a Maildir's ``new`` and ``cur``."""
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def files_of(folder: Path) -> Iterator[Path]:
    """Message files of a Maildir with its subfolders, or of a folder; those that hold no message are passed over.

    A Maildir's ``tmp`` holds deliveries that are not complete. Order is by name, folder by folder.
    """
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders.sort()
        if is_maildir(here):
            folders[:] = [name for name in folders if name != "tmp"]
        in_maildir = here.name in ("cur", "new")
        for name in sorted(names):
            if not in_maildir and (name.startswith(".") or name.endswith("~")):
                continue
            file = here / name
            if file.is_file() and _holds_message(file):
                yield file


def _holds_message(file: Path) -> bool:
    with file.open("rb") as opened:
        return looks_like_message(opened.read(4096))
