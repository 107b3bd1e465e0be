"""A .pst or .ost, by the program readpst → its messages, each with whether its owner sent it; what nobody sent is passed over."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from classifier.mailbox import mbox, takeout
from classifier.mailbox.base import ExtraMissing, Item, MailboxError

NAMELESS = "Outlook"
"""The outermost folder, where the file does not name it."""
DOMAIN = b"exchange.invalid"
"""Exchange knows its own people by X.500 names; a history of senders needs addresses, and nobody gets mail here (RFC 2606)."""

# Folders are in the language of the program that made them.
SENT = takeout.SENT | frozenset(
    """Sent Items|Gesendete Elemente|Éléments envoyés|Elementos enviados|Verzonden items|Itens Enviados|Elementy wysłane
    |Skickade objekt|Sendte elementer|Sendt post|Odeslané položky|Gönderilmiş Öğeler|送信済みアイテム|已发送邮件|보낸 편지함""".replace(
        "\n    ", ""
    ).split("|")
)
NO_MAIL = takeout.NO_MAIL | frozenset(
    """Kopie robocze|임시 보관함|Sync Issues|Synchronisierungsprobleme|Problèmes de synchronisation|Problemas de sincronización
    |Problemi di sincronizzazione|Synchronisatieproblemen|Problemas de Sincronização|Problemy z synchronizacją
    |Synkroniseringsproblem|Synkroniseringsproblemer|同期の失敗|同步问题""".replace("\n    ", "").split("|")
)
"""Drafts; what Outlook notes of its synchronizing, and copies of mail that it could not bring into line."""

_STOPGAP = re.compile(rb"^From: ([^\n]{0,500}?) ?<MAILER-DAEMON>$", re.M)
_SENDER = re.compile(rb"^X-libpst-forensic-sender: (/o=[^<>\n]{1,900})$", re.M | re.I)
_X500 = re.compile(rb"</o=[^<>\n]{1,900}=([^<>=\n]{1,100})>", re.I)
_NO_ATOM = re.compile(rb"[^a-z0-9._-]+")
# `date: Mon, 22 Oct 2001 13:06:22 -0700 (PDT) Mon, 22 Oct 2001 13:06:22 -0500`: the EDRM's Enron archives.
_TWO_DATES = re.compile(
    rb"^(date:[^\n]{8,60}?[+-]\d{4}(?: \([A-Z]{3,4}\))?)(?:,| ) ?[A-Z][a-z]{2}, [^\n]{8,60}$", re.M | re.I
)
_DRAWN = re.compile(rb"(LibPST-iamunique-|name=\"i)\d{1,10}(?=_-_-|\.ics\")")
_STAMP = re.compile(rb"^DTSTAMP:[0-9TZ]{16}(\nCREATED:([0-9TZ]{16}))", re.M)


def items_of(name: str, head: mbox.Readable) -> Iterator[Item]:
    """Messages of an archive, folder by folder.

    Raises:
        ExtraMissing: readpst is not installed.
        MailboxError: it cannot read this.
    """
    program = shutil.which("readpst")
    if program is None:
        raise ExtraMissing(name, "Outlook's archives need readpst: apt-get install pst-utils, or brew install libpst")
    with tempfile.TemporaryDirectory(prefix="coldsieve-") as folder:
        archive, out = Path(folder, NAMELESS), Path(folder, "out")
        out.mkdir()
        with archive.open("wb") as file:
            while chunk := head.read(mbox.CHUNK):
                file.write(chunk)
        # -M: a file a message, in folders; -8: UTF-8; -D: deleted ones too, which it leaves out in English alone;
        # -t e: no contacts or appointments; -j 0: one process; -q: quietly.
        command = [program, "-M", "-8", "-D", "-t", "e", "-j", "0", "-q", "-o", str(out), str(archive)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
        if done.returncode:
            said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
            raise MailboxError(name, f"readpst: {said[-1] if said else done.returncode}")
        archive.unlink()
        for place, folders, names in os.walk(out):
            folders.sort()
            inside = Path(place).relative_to(out)
            if NO_MAIL.isdisjoint(inside.parts):
                sent = not SENT.isdisjoint(inside.parts)
                for number in sorted(names, key=lambda name: (len(name), name)):
                    yield Item(f"{name}/{inside}/{number}", mended(Path(place, number).read_bytes()), sent)


def mended(octets: bytes) -> bytes:
    """What readpst made of a message, the same in every reading, and with an author.

    It draws numbers, tells the time of the reading, and has ``MAILER-DAEMON`` for whom Exchange names by X.500.
    """
    end = octets.find(b"\n\n") + 1
    header = octets[:end]
    if (author := _STOPGAP.search(header)) and b"\nContent-Type: multipart/report" not in header:
        sender = _SENDER.search(header)
        named = b"From: %s <%s>" % (author[1], sender[1]) if sender else b"From: " + author[1]
        header = header[: author.start()] + named + header[author.end() :]
    header = _TWO_DATES.sub(rb"\1", _X500.sub(_address, header))
    drawn: dict[bytes, int] = {}
    octets = _DRAWN.sub(
        lambda number: number[1] + b"%d" % drawn.setdefault(number[0], len(drawn)), header + octets[end:]
    )
    return _STAMP.sub(rb"DTSTAMP:\2\1", octets)


def _address(name: re.Match[bytes]) -> bytes:
    return b"<%s@%s>" % (_NO_ATOM.sub(b"-", name[1].lower()), DOMAIN)
