"""A folder on an IMAP server → its messages, read without changing anything there: EXAMINE, and BODY.PEEK (RFC 9051)."""

from __future__ import annotations

import getpass
import imaplib
import netrc
import os
import re
import ssl
import sys
from binascii import b2a_base64
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from classifier.mailbox.base import Item, MailboxError, Watch

BATCH = 50
"""Messages that are asked for at once: a round trip each would cost more than the mail."""
BATCH_OCTETS = 16 << 20
"""… as long as they are not larger than this together."""
SECONDS = 60
"""The server must answer within these."""
PASSWORD = "COLDSIEVE_IMAP_PASSWORD"  # noqa: S105 (the name of a variable)
LOOPBACK = ("localhost", "127.0.0.1", "::1")

_OUTSIDE_ASCII = re.compile(r"[^ -~]+")
_UID_SIZE = re.compile(rb"UID (\d+)[^)]*RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+)[^)]*UID (\d+)")
_UID = re.compile(rb"UID (\d+)")


class Place(NamedTuple):
    """What an address names."""

    user: str
    host: str
    port: int
    secure: bool
    folder: str


def place_of(address: str) -> Place:
    """``imaps://USER@HOST:PORT/FOLDER``; the user may hold an ``@``, the folder a ``/``, both percent-encoded octets.

    Raises:
        MailboxError: it is not of that form, or would send a password in the clear.
    """
    try:
        parts = urlsplit(address)
        secure, host, port = parts.scheme == "imaps", parts.hostname or "", parts.port
    except ValueError as error:
        raise MailboxError(address, str(error)) from None
    user = unquote(parts.netloc.rpartition("@")[0])
    if ":" in user:
        raise MailboxError("imaps://…", f"no password belongs into an address: set {PASSWORD}, or use ~/.netrc")
    if not user or not host:
        raise MailboxError(address, "must be imaps://USER@HOST/FOLDER")
    if not secure and host not in LOOPBACK:
        raise MailboxError(address, "would send the password in the clear: use imaps://")
    return Place(user, host, port or (993 if secure else 143), secure, unquote(parts.path.lstrip("/")) or "INBOX")


def read(address: str, watch: Watch) -> Iterator[Item]:
    """Messages of a folder, in the order of their UIDs.

    Raises:
        MailboxError: the server cannot be reached, refuses, or has no such folder.
    """
    place = place_of(address)
    with opened(address, place) as server:
        code, said = server.select(quoted(place.folder), readonly=True)
        if code != "OK":
            raise MailboxError(address, text_of(said))
        for uids in _batches(server):
            found: dict[int, bytes] = {}
            _, answers = server.uid("FETCH", ",".join(map(str, uids)), "(UID BODY.PEEK[])")
            for answer in answers:
                if isinstance(answer, tuple) and (told := _UID.search(answer[0])):
                    found[int(told.group(1))] = answer[1]
            for uid in uids:
                if uid in found:
                    yield Item(f"{address};UID={uid}", found[uid])
                else:
                    watch.broken(MailboxError(f"{address};UID={uid}", "the server did not give this message"))


@contextmanager
def opened(address: str, place: Place) -> Iterator[imaplib.IMAP4]:
    """A session, closed at its end.

    Raises:
        MailboxError: what went wrong in it.
    """
    server: imaplib.IMAP4 | None = None
    try:
        if place.secure:
            server = imaplib.IMAP4_SSL(
                place.host, place.port, ssl_context=ssl.create_default_context(), timeout=SECONDS
            )
        else:
            server = imaplib.IMAP4(place.host, place.port, timeout=SECONDS)
        server.login(place.user, _password(place))
        yield server
    except imaplib.IMAP4.error as error:
        raise MailboxError(address, text_of(error.args)) from None
    except OSError as error:
        raise MailboxError(address, error.strerror or str(error), missing=True) from None
    finally:
        if server is not None:
            try:
                server.logout()
            except (OSError, imaplib.IMAP4.error):
                server.shutdown()


def quoted(folder: str) -> str:
    """A folder's name as the protocol writes it: modified UTF-7 (RFC 3501 section 5.1.3), in quotes."""
    name = _OUTSIDE_ASCII.sub(_shifted, folder.replace("&", "&-"))
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shifted(run: re.Match[str]) -> str:
    packed = b2a_base64(run.group().encode("utf-16-be"), newline=False)
    return "&" + packed.decode().rstrip("=").replace("/", ",") + "-"


def _batches(server: imaplib.IMAP4) -> Iterator[list[int]]:
    """UIDs, as many at once as fit."""
    _, answers = server.uid("FETCH", "1:*", "(UID RFC822.SIZE)")
    batch: list[int] = []
    octets = 0
    for answer in answers:
        found = _UID_SIZE.search(answer) if isinstance(answer, bytes) else None
        if found is None:  # of an empty folder: None
            continue
        uid, size = int(found[1] or found[4]), int(found[2] or found[3])
        if batch and (len(batch) == BATCH or octets + size > BATCH_OCTETS):
            yield batch
            batch, octets = [], 0
        batch.append(uid)
        octets += size
    if batch:
        yield batch


def _password(place: Place) -> str:
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    try:
        if (known := netrc.netrc().authenticators(place.host)) and known[0] in ("", place.user):
            return known[2]
    except (OSError, netrc.NetrcParseError):
        pass  # there is none, or it is not for us
    if sys.stdin.isatty():
        return _asked(place.user, place.host)
    raise MailboxError(place.host, f"needs a password: set {PASSWORD}, or put it into ~/.netrc")


@cache
def _asked(user: str, host: str) -> str:
    """Once a run, however many sessions it takes."""
    return getpass.getpass(f"Password of {user} at {host}: ")


def text_of(said: object) -> str:
    """What a server said, readable."""
    first = said[0] if isinstance(said, (list, tuple)) and said else said
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
