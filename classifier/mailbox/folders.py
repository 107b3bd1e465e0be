"""Folders → their messages: Maildir, MH, and folders of files of any kind, however deep: mbox, .eml, .emlx, zip."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from classifier.mailbox import content
from classifier.mailbox.base import Item, MailboxError, Watch

_REMOVED = re.compile(r"[,#]\d+")
"""MH's rmm renames a message so (nmh's mh-profile(5), ``rmmproc``)."""


def is_maildir(folder: Path) -> bool:
    """Whether a folder has a Maildir's ``new`` and ``cur``."""
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def items_of(folder: Path, watch: Watch) -> Iterator[Item]:
    """Messages of all files that hold some; what else lies there is passed over."""
    for file, whole in files_of(folder):
        try:
            with file.open("rb") as opened:
                stream = cast("BinaryIO", content.Watched(opened, watch))
                yield from content.part(str(file), stream, watch, whole=whole)
        except OSError as error:
            watch.broken(MailboxError(str(file), error.strerror or str(error)))


def files_of(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Files that may hold mail, each with whether it is one message, as in a Maildir.

    A Maildir's ``tmp`` holds deliveries that are not complete. Order is by name, numbers by value, folder by folder.
    """
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders.sort()
        if is_maildir(here):
            folders[:] = [name for name in folders if name != "tmp"]
        if "Messages" in folders and "Attachments" in folders:
            # Apple Mail: what was attached is in the messages, and a letter that was attached did not come by itself.
            folders.remove("Attachments")
        in_maildir = here.name in ("cur", "new") and is_maildir(here.parent)
        for name in sorted(names, key=_by_number):
            if in_maildir or not (name.startswith(".") or name.endswith("~") or _REMOVED.fullmatch(name)):
                file = here / name
                if file.is_file():
                    yield file, in_maildir


def _by_number(name: str) -> tuple[int, str]:
    return (int(name) if name.isascii() and name.isdigit() and len(name) < 19 else 0, name)
