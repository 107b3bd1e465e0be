"""Messages of a folder on an IMAP server → other folders there, or keywords on them; none is lost, nobody else's is touched."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from classifier.mailbox.base import MailboxError
from classifier.mailbox.imap import BATCH, opened, place_of, quoted, text_of

KEYWORD = "coldsieve-"
"""Keywords are this and the name of a place; clients show them as tags."""

_DELIMITER = re.compile(rb'\([^)]*\) "\\?(.)"')
_FLAGS = re.compile(rb"UID (\d+)[^(]*FLAGS \(([^)]*)\)|FLAGS \(([^)]*)\)[^(]*UID (\d+)")


def validity_of(address: str) -> bytes:
    """The folder's UIDVALIDITY: as long as it is the same, a UID means the same message (RFC 9051 section 2.3.1.1)."""
    place = place_of(address)
    with opened(address, place) as server:
        _told(address, server.select(quoted(place.folder), readonly=True))
        return bytes(server.response("UIDVALIDITY")[1][0])


@contextmanager
def filing(address: str, validity: bytes) -> Iterator[Filing]:
    """A session in which messages can be filed.

    Args:
        address: ``imaps://USER@HOST/FOLDER``.
        validity: what `validity_of` said when the messages were read.

    Raises:
        MailboxError: the server refuses, or the folder is not the one that was read.
    """
    place = place_of(address)
    with opened(address, place) as server:
        _told(address, server.select(quoted(place.folder)))
        if server.response("UIDVALIDITY")[1] != [validity]:
            raise MailboxError(address, "the server numbers this folder anew since it was read: nothing was done")
        yield Filing(address, server)


class Filing:
    """A folder that is open for writing."""

    def __init__(self, address: str, server: imaplib.IMAP4) -> None:
        self._address, self._server = address, server
        self._can = capabilities(server)
        self._keywords = server.response("PERMANENTFLAGS")[1][0] or b""

    def move(self, uids: Sequence[int], parent: str, name: str) -> int:
        """Move messages into a folder, which is made. How many; those that are marked as deleted stay, others may want them so.

        A message is there before it is gone from here: by MOVE (RFC 6851) at once; else by COPY, and then UID EXPUNGE
        (RFC 4315) of the very copies' originals. A plain EXPUNGE would also remove what others have marked.
        """
        if not {"MOVE", "UIDPLUS"} & self._can:
            raise MailboxError(self._address, "the server can neither MOVE nor UID EXPUNGE; --flag is possible")
        target = quoted(parent + self._delimiter() + name)
        self._server.create(target)  # says no where it is there already; if it cannot be made, the move says so
        self._server.subscribe(target)
        return sum(self._moved(self._undeleted(batch), target) for batch in _batches(uids))

    def _moved(self, uids: list[int], target: str) -> int:
        if not uids:
            return 0
        if "MOVE" in self._can:
            self._do("MOVE", uids, target)
        else:
            self._do("COPY", uids, target)
            self._do("STORE", uids, "+FLAGS.SILENT", r"(\Deleted)")
            self._do("EXPUNGE", uids)
        return len(uids)

    def flag(self, uids: Sequence[int], name: str, others: Sequence[str]) -> int:
        """Set the keyword of a place on messages, and take those of other places off. How many."""
        if rb"\*" not in self._keywords and f"{KEYWORD}{name}".encode() not in self._keywords:
            raise MailboxError(self._address, "the server keeps no keywords in this folder; --move is possible")
        for batch in _batches(uids):
            self._do("STORE", batch, "-FLAGS.SILENT", f"({' '.join(KEYWORD + other for other in others)})")
            self._do("STORE", batch, "+FLAGS.SILENT", f"({KEYWORD}{name})")
        return len(uids)

    def _do(self, command: str, uids: Sequence[int], *rest: str) -> None:
        _told(self._address, self._server.uid(command, ",".join(map(str, uids)), *rest))

    def _undeleted(self, uids: Sequence[int]) -> list[int]:
        """Those that are still there, and not marked as deleted."""
        _, answers = self._server.uid("FETCH", ",".join(map(str, uids)), "(UID FLAGS)")
        wanted, kept = set(uids), []
        for answer in answers:
            found = _FLAGS.search(answer) if isinstance(answer, bytes) else None
            if found and rb"\deleted" not in (found[2] or found[3] or b"").lower():
                kept.append(int(found[1] or found[4]))
        return [uid for uid in kept if uid in wanted]

    def _delimiter(self) -> str:
        _, answers = self._server.list('""', '""')
        found = _DELIMITER.match(answers[0]) if answers and isinstance(answers[0], bytes) else None
        return found[1].decode() if found else "-"  # a server without folders in folders


def capabilities(server: imaplib.IMAP4) -> set[str]:
    """What the server can do, now that it knows who asks."""
    _, answers = server.capability()
    return set(answers[0].decode("ascii", "replace").upper().split()) if answers and answers[0] else set()


def _batches(uids: Sequence[int]) -> Iterator[Sequence[int]]:
    """A command is short, and what a lost connection leaves in two places is little."""
    return (uids[n : n + BATCH] for n in range(0, len(uids), BATCH))


def _told(address: str, answer: tuple[str, Sequence[object]]) -> None:
    code, said = answer
    if code != "OK":
        raise MailboxError(address, text_of(said))
