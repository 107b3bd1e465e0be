"""An mbox stream → octets of its messages, in constant memory (RFC 4155; mboxrd, mboxo; LF or CRLF).

Python's ``mailbox.mbox`` splits at any body line that begins with "From ", and ends at an 8-bit one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol

CHUNK = 1 << 20
"""Octets read at once."""
LONGEST_SEPARATOR = 1_000
"""A From_ line and the line after it must end within this many octets."""

# What separates: "From " + something with a time of day; then a header field, a quoted From or an empty line.
_SEPARATOR = re.compile(
    rb"From [^\r\n]{0,300}?\d{1,2}:\d\d[^\r\n]{0,100}\r?\n(?=[!-9;-~]{1,76}[ \t]*:|>From |\r?\n|\Z)"
)
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
    buffer = buffer[opened.end() :] if opened else buffer
    searched = 0
    while True:
        at = buffer.find(b"\nFrom ", searched)
        if at >= 0 and (separator := _SEPARATOR.match(buffer, at + 1)) and separator.end() < len(buffer):
            yield _unquoted(buffer[: at + 1])
            buffer, searched = buffer[separator.end() :], 0
            continue
        if 0 <= at < len(buffer) - LONGEST_SEPARATOR:
            searched = at + 1
            continue
        more = stream.read(CHUNK)
        if not more:
            break
        searched = max(0, at if at >= 0 else len(buffer) - len(b"\nFrom "))
        buffer += more
    # The rest may hold separators too near to its end for the look-ahead above.
    for octets in _SEPARATOR_AT_LINE.split(buffer):
        if octets.strip():
            yield _unquoted(octets)


_SEPARATOR_AT_LINE = re.compile(rb"^" + _SEPARATOR.pattern, re.M)


def _unquoted(octets: bytes) -> bytes:
    """Undo mboxrd's quoting, and take off the empty line that closes a message in an mbox."""
    if b"\n>" in octets:
        octets = _QUOTED_FROM.sub(rb"\1", octets)
    for blank in (b"\r\n\r\n", b"\n\n"):
        if octets.endswith(blank):
            return octets[: -len(blank) // 2]
    return octets
