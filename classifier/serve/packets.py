"""Octets between a mail server and a milter ⇄ packets: Sendmail's protocol, versions 2 to 6.

A packet is the length of what follows (32 bits), a command (one octet) and its data, of which texts end with NUL: as
Sendmail's ``include/libmilter/mfdef.h`` says, and as Postfix's ``src/milter/milter8.c`` writes and reads.

These are our own. pymilter 1.0.5 wraps libmilter, whose threads would hold the workers' forks and whose headers pip does
not bring. purepythonmilter 0.0.1 (one release, 2023) and python-libmilter 2.0.0 (2022) bound neither a mail nor the number of
sessions, and bring an asyncio server or threads of their own. kilter.protocol 0.6.0 (2024) does no more than what stands
here, in 1,455 lines; tests ask it whether we read and write the same.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from classifier.filtering import Failed

VERSIONS = range(2, 7)
MAX_PACKET = 256 << 10
"""Octets: a body comes in chunks of 64 KiB, a field has at most Postfix's ``header_size_limit`` of 100 KiB."""
LENGTH = struct.Struct(">I")
_OFFER = struct.Struct(">III")

ABORT, BODY, CONNECT, MACRO, END, HELO, QUIT_NC, HEADER, MAIL, HEADER_END, OFFER, QUIT, RCPT, DATA, UNKNOWN = (
    bytes([octet]) for octet in b"ABCDEHKLMNOQRTU"
)
"""What a mail server says."""
CONTINUE, SKIP, CHANGE, INSERT, REPLY = (bytes([octet]) for octet in b"csmiy")
"""What a milter answers."""

ADD_FIELDS, CHANGE_FIELDS = 0x01, 0x10
ACTIONS = ADD_FIELDS | CHANGE_FIELDS
NO_HEADER_END, NO_UNKNOWN, NO_DATA = 0x40, 0x100, 0x200
CAN_SKIP, LEADING_SPACE = 0x400, 0x100000
UNANSWERED = {HEADER: 0x80, CONNECT: 0x1000, HELO: 0x2000, MAIL: 0x4000, RCPT: 0x8000}
"""Step → the flag by which a server waits for no answer to it. Each answer is a turn there and back."""
WANTED = NO_HEADER_END | NO_UNKNOWN | NO_DATA | CAN_SKIP | LEADING_SPACE | sum(UNANSWERED.values())
"""Of the protocol, if the server has it."""
INET = {b"4", b"6"}


class Offer(NamedTuple):
    """What a server can, or what is taken of that."""

    version: int
    actions: int
    steps: int


def packet(command: bytes, data: bytes = b"") -> bytes:
    """One packet."""
    return LENGTH.pack(1 + len(data)) + command + data


def taken(data: bytes) -> Offer:
    """What is taken of a server's offer.

    Raises:
        Failed: it is none, or such that fields can be neither added nor removed.
    """
    if len(data) < _OFFER.size:
        raise Failed("protocol", f"an offer of {len(data)} octets")
    offer = Offer(*_OFFER.unpack_from(data))
    if offer.version < VERSIONS[0] or offer.actions & ACTIONS != ACTIONS:
        raise Failed("protocol", f"version {offer.version}, actions {offer.actions:#x}: not enough")
    return Offer(min(offer.version, VERSIONS[-1]), ACTIONS, offer.steps & WANTED)


def agreed(offer: Offer) -> bytes:
    """The packet that says what is taken."""
    return packet(OFFER, _OFFER.pack(*offer))


def texts(data: bytes) -> list[bytes]:
    """Texts that end with NUL, at least one.

    Raises:
        Failed: the last does not end, or there is none.
    """
    *found, rest = data.split(b"\0")
    if rest or not found:
        raise Failed("protocol", f"no text: {data[:40]!r}")
    return found


def client(data: bytes) -> tuple[str, str]:
    """Name and IP address of a server's client; empty for one that has none.

    Raises:
        Failed: it is no client.
    """
    name, nul, rest = data.partition(b"\0")
    if not nul or not rest:
        raise Failed("protocol", f"no client: {data[:40]!r}")
    # Family, port (16 bits), address. Sendmail writes IPv6:2001:db8::1.
    address = text(texts(rest[3:])[0]) if rest[:1] in INET else ""
    return text(name), address[5:] if address[:5].lower() == "ipv6:" else address


def macros(data: bytes) -> tuple[bytes, dict[str, str]]:
    """The step that macros belong to, and name → value; names without their braces.

    Raises:
        Failed: they are none.
    """
    found = texts(data[1:]) if data[1:] else []
    if len(found) % 2 or not data:
        raise Failed("protocol", f"no macros: {data[:40]!r}")
    return data[:1], {text(name).strip("{}"): text(value) for name, value in zip(found[::2], found[1::2], strict=True)}


def text(octets: bytes) -> str:
    """What a client may have written: of any charset, of bounded length."""
    return octets[:1000].decode("utf-8", "replace")


def address(octets: bytes) -> str:
    """An envelope's address without its brackets."""
    return text(octets).strip().removeprefix("<").removesuffix(">")


def changed(index: int, name: bytes, value: bytes) -> bytes:
    """The packet that changes the field that is the ``index``-th of its name, from 1 on; with an empty value it is deleted."""
    return packet(CHANGE, LENGTH.pack(index) + name + b"\0" + value + b"\0")


def inserted(name: bytes, value: bytes) -> bytes:
    """The packet that puts a field on top of all others."""
    return packet(INSERT, LENGTH.pack(0) + name + b"\0" + value + b"\0")
