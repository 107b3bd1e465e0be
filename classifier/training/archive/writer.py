"""Mails of an archive → a folder: a Google Takeout mbox or a Maildir, ``truth.jsonl`` and ``owner.json`` beside it."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import format_datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from classifier.decision import LABEL_OF
from classifier.expressions import expression
from classifier.training.archive.cast import Owner
from classifier.training.archive.course import Mail
from classifier.training.archive.sending import GOOGLE, OWN_SERVER

TAKEOUT = "All mail Including Spam and Trash.mbox"
"""What Google calls it."""
MAILDIR = "Maildir"
TRUTH = "truth.jsonl"
OWNER = "owner.json"
UNREAD = {"personal": 0.02, "notification": 0.25, "newsletter": 0.55, "outreach": 0.4, "junk": 0.9}
"""Kind → share of mails that were never opened."""
KEPT = 0.35
"""Share of read mails that stay in the inbox; the others are archived."""
CATEGORIES = {
    "personal": ("Category Personal",),
    "outreach": ("Category Personal", "Category Personal", "Category Promotions"),
    "newsletter": ("Category Promotions", "Category Promotions", "Category Updates"),
    "notification": ("Category Updates",),
    "junk": ("Category Personal", "Category Promotions"),
}
"""Kind → tabs that Gmail sorts it into."""
_FROM = expression(rb"^(>*From )", re.M)


class ArchiveError(Exception):
    """A folder that cannot be written to; the text names it and the reason."""


class Box(Protocol):
    """Takes mails one by one."""

    def add(self, mail: Mail, labels: tuple[str, ...]) -> None:
        """Write one mail."""


def write(mails: Iterable[Mail], owner: Owner, form: str, folder: Path) -> int:
    """Write an archive; how many mails it has.

    Args:
        mails: oldest first.
        owner: whose they are.
        form: a key of `FORMS`.
        folder: absent, or empty.

    Raises:
        ArchiveError: the folder is not empty, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ArchiveError(f"{folder}: is not empty")
        about = {
            "name": owner.person.name,
            "addresses": owner.addresses,
            "organisation": owner.person.domain,
            "language": owner.language,
        }
        (folder / OWNER).write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", "utf-8")
        with FORMS[form](folder) as box, (folder / TRUTH).open("w", encoding="utf-8", newline="\n") as truth:
            n = 0
            for mail in mails:
                box.add(mail, labels_of(mail))
                truth.write(json.dumps(truth_of(mail), ensure_ascii=False) + "\n")
                n += 1
            return n
    except OSError as error:
        raise ArchiveError(f"{folder}: {error.strerror or error}") from None


def truth_of(mail: Mail) -> dict[str, str | int | bool | None]:
    """One line of ``truth.jsonl``; ``sequence`` and what follows it are empty for mail that is in none."""
    planned = mail.planned
    letter = planned.letter
    return {
        "message_id": mail.message_id,
        "date": planned.date.astimezone(UTC).isoformat(),
        "direction": "out" if planned.out else "in",
        "kind": mail.kind,
        "label": LABEL_OF[mail.kind],
        "language": letter.language,
        "person": f"p{planned.party.number}",
        "address": mail.address,
        "thread": str(planned.thread),
        "answered": planned.answered,
        "refused": planned.refused,
        "sequence": letter.sequence or None,
        "step": letter.step or None,
        "day": letter.day if letter.sequence else None,
        "approach": planned.approach or None,
        "campaign": planned.campaign or None,
        "spam_folder": planned.spam,
    }


def labels_of(mail: Mail) -> tuple[str, ...]:
    """Gmail's labels; drawn from the mail itself."""
    draw = random.Random(mail.message_id)  # noqa: S311
    if mail.planned.out:
        return ("Sent", "Opened")
    unread = draw.random() < (UNREAD[mail.kind] if not mail.planned.answered else 0)
    read = "Unread" if unread else "Opened"
    if mail.planned.spam:
        return ("Spam", read)
    place = "Inbox" if unread or draw.random() < KEPT else "Archived"
    important = ("Important",) if mail.kind == "personal" and draw.random() < 0.8 else ()
    return (place, *important, read, draw.choice(CATEGORIES[mail.kind]))


class Takeout:
    """One mbox as Google exports it: its two fields above each message, CRLF, lines that begin with From quoted."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, mail: Mail, labels: tuple[str, ...]) -> None:
        """Write one mail."""
        utc = mail.planned.date.astimezone(UTC)
        weekday, day, month, year, clock, zone = format_datetime(utc).replace(",", "").split()
        own = mail.planned.thread if not mail.planned.answers else _number(mail)
        head = (
            f"From {own}@xxx {weekday} {month} {day} {clock} {zone} {year}\n"
            f"X-GM-THRID: {mail.planned.thread}\nX-Gmail-Labels: {','.join(labels)}\n"
        )
        octets = head.encode() + _FROM.sub(rb">\1", mail.raw) + b"\n"
        self._file.write(octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def _number(mail: Mail) -> int:
    """Gmail's number of a message that is not the first of its thread."""
    draw = random.Random(f"number {mail.message_id}")  # noqa: S311
    return int(mail.planned.date.timestamp() * 1000) << 20 | draw.getrandbits(20)


class Maildir:
    """A Maildir++ with ``.Sent`` and ``.Junk``; what was not opened in the inbox lies in ``new``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._n = 0
        for place in ("", ".Sent", ".Junk"):
            for part in ("cur", "new", "tmp"):
                (folder / place / part).mkdir(parents=True)
            if place:
                (folder / place / "maildirfolder").touch()

    def add(self, mail: Mail, labels: tuple[str, ...]) -> None:
        """Write one mail."""
        self._n += 1
        place = ".Sent" if "Sent" in labels else ".Junk" if "Spam" in labels else ""
        name = f"{int(mail.planned.date.timestamp())}.M{self._n:06}P1.mail"
        flags = ("R" if mail.planned.answered else "") + ("" if "Unread" in labels else "S")
        path = f"cur/{name}:2,{flags}" if flags or place else f"new/{name}"
        (self._folder / place / path).write_bytes(mail.raw)


@contextmanager
def _takeout(folder: Path) -> Iterator[Box]:
    with (folder / TAKEOUT).open("wb") as file:
        yield Takeout(file)


@contextmanager
def _maildir(folder: Path) -> Iterator[Box]:
    yield Maildir(folder / MAILDIR)


FORMS = {"takeout": _takeout, "maildir": _maildir}
HOSTS = {"takeout": GOOGLE, "maildir": OWN_SERVER}
"""Form of an archive → where it lies."""
