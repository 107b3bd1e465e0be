"""An mbox stream → octets of its messages, in constant memory (RFC 4155; mboxrd, mboxo, mboxcl; LF, CRLF or CR).

Python's ``mailbox.mbox`` splits at any body line that begins with "From ", and ends at an 8-bit one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol

CHUNK = 1 << 18
"""Octets read at once; they stay in the processor's own memory while they are searched."""
LONGEST_SEPARATOR = 1_000
"""A From_ line and the line after it must end within this many octets."""
LONGEST_HEADER = 8_192
"""Content-Length is looked for this far; who writes it puts it near the top."""
LONGEST_DECLARED = 64 << 20
"""A Content-Length above it is not waited for: it would be held in memory until it proved wrong."""

# What separates: "From " + something with a time of day; then a header field, a quoted From or an empty line.
_SEPARATOR = re.compile(
    rb"From [^\r\n]{0,300}?\d{1,2}:\d\d[^\r\n]{0,100}\r?\n(?=[!-9;-~]{1,76}[ \t]*:|>From |\r?\n|\Z)"
)
_FIELD = b"\nContent-Length:"
_LENGTH = re.compile(rb"\nContent-Length:[ \t]{0,9}(\d{1,12})[ \t]{0,9}\r?\n")
_LF, _QUOTE = b"\n>"
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_BOM = b"\xef\xbb\xbf"


class Readable(Protocol):
    """Something to read octets from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most ``size`` octets; empty at the end."""


class Lookahead:
    """A stream whose first octets can be looked at before they are read; pipes cannot seek."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""

    def peek(self, size: int) -> bytes:
        """The next ``size`` octets, or fewer at the end; they stay to be read."""
        while len(self._held) < size and (more := self._stream.read(size - len(self._held))):
            self._held += more
        return self._held[:size]

    def read(self, size: int = -1) -> bytes:
        """Octets, those looked at first."""
        if size < 0:
            held, self._held = self._held, b""
            return held + self._stream.read()
        if self._held:
            held, self._held = self._held[:size], self._held[size:]
            return held
        return self._stream.read(size)


class MacLines:
    """A stream whose lines end in CR alone, as programs of Mac OS 9 wrote them, read with LF."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` octets."""
        return self._stream.read(size).replace(b"\r", b"\n")


def looks_like_mbox(start: bytes) -> bool:
    """Whether a file that begins so is an mbox."""
    return _SEPARATOR.match(start.removeprefix(_BOM).lstrip(b"\r\n")) is not None


def split(stream: Readable) -> Iterator[bytes]:
    """Octets of each message, without its From_ line and with one level of ``>From`` quoting taken off."""
    buffer = b""
    while len(buffer) < LONGEST_SEPARATOR and (more := stream.read(CHUNK)):
        buffer += more
    buffer = buffer.removeprefix(_BOM).lstrip(b"\r\n")
    opened = _SEPARATOR.match(buffer)
    begin = at = opened.end() if opened else 0
    last = len(buffer) - LONGEST_SEPARATOR
    field = -1
    ended = quoted = False
    while True:
        # One search finds both what may separate and what was quoted; a search costs more than all else here.
        at = buffer.find(b"From ", at)
        if at < 0 or at > last:
            if not ended:
                # As much again as is held: a message of 100 MB is not copied a hundred times.
                at = (at if at >= 0 else max(begin, len(buffer) - len(b"From"))) - begin
                buffer = buffer[begin:]
                more = stream.read(max(CHUNK, len(buffer)))
                buffer += more
                begin, field, ended = 0, -1, not more
                last = len(buffer) - (LONGEST_SEPARATOR if more else 0)
                continue
            if at < 0:
                break
        before = buffer[at - 1]
        if before != _LF or at == begin or not (separator := _SEPARATOR.match(buffer, at)):
            quoted = quoted or (before == _QUOTE and at > begin)
            at += 1
            continue
        if field < begin:  # the next one from here on, whosever it is: one search for many messages
            field = buffer.find(_FIELD, max(0, begin - 1))
            field = field if field >= 0 else len(buffer)
        if field < at and (declared := _declared_end(buffer, begin, field, at)) > at:
            if declared > last and not ended:
                more = stream.read(declared + LONGEST_SEPARATOR - len(buffer))
                buffer += more
                field, ended = -1, not more
                last = len(buffer) - (LONGEST_SEPARATOR if more else 0)
                continue
            if _ends_at(buffer, declared):
                at, quoted = declared, True
                continue
        yield _message(buffer, begin, at, quoted)
        begin = at = separator.end()
        quoted = False
    if buffer[begin:].strip():
        yield _message(buffer, begin, len(buffer), quoted)


def _declared_end(buffer: bytes, begin: int, field: int, at: int) -> int:
    """Where a Content-Length says that a message ends that seems to end at ``at``; 0 where it says nothing (mboxcl, mboxcl2)."""
    if field + len(_FIELD) > begin + LONGEST_HEADER or not (length := _LENGTH.match(buffer, field)):
        return 0
    body = buffer.find(b"\n\n", begin, at) + 2
    crlf = buffer.find(b"\n\r\n", begin, at) + 3
    starts = [start for start, found in ((body, body > 1), (crlf, crlf > 2)) if found]
    if not starts or min(starts) < field or int(length.group(1)) > LONGEST_DECLARED:
        return 0
    return min(starts) + int(length.group(1))


def _ends_at(buffer: bytes, end: int) -> bool:
    """Whether a message can end here: another begins, or nothing is left. A length that is wrong says nothing."""
    rest = buffer[end : end + LONGEST_SEPARATOR].lstrip(b"\r\n")
    return not rest or _SEPARATOR.match(rest) is not None


def _message(buffer: bytes, begin: int, end: int, quoted: bool) -> bytes:
    """A message, without mboxrd's quoting, and without the empty line that closes a message in an mbox."""
    if buffer.endswith(b"\n\n", begin, end):
        end -= 1
    elif buffer.endswith(b"\r\n\r\n", begin, end):
        end -= 2
    octets = buffer[begin:end]
    return _QUOTED_FROM.sub(rb"\1", octets) if quoted else octets
