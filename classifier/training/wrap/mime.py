"""Text and HTML → MIME bodies, and values → folded header fields, as different software writes them."""

from __future__ import annotations

import base64
import quopri
import random
import re
import textwrap
from collections.abc import Sequence
from email.header import Header
from typing import NamedTuple

Fields = list[tuple[str, str]]
"""Header fields in the order of the message; values folded, in ASCII."""

_SPECIAL = re.compile(r"[^\w\s!#$%&'*+/=?^`{|}~-]")


class Body(NamedTuple):
    """A body and the fields that describe it: Content-Type first."""

    fields: Fields
    octets: bytes


def text_body(
    text: str,
    subtype: str = "plain",
    *,
    encoding: str = "",
    charset: str = "utf-8",
    parameters: str = "",
    named: bool = True,
) -> Body:
    """One text part.

    Args:
        text: its characters; lines end in LF.
        subtype: ``plain`` or ``html``.
        encoding: ``quoted-printable``, ``base64`` or ``8bit``; by default 7bit for ASCII, else quoted-printable.
        charset: as software spells it; ASCII text is told to be us-ascii where ``charset`` is ``auto``.
        parameters: more of Content-Type: ``; format=flowed``.
        named: whether 7bit is said; Gmail leaves it out.
    """
    if charset.lower() == "auto":
        charset = "us-ascii" if text.isascii() else "utf-8"
    try:
        octets = text.encode(charset.strip('"'))
    except UnicodeEncodeError:
        charset = "utf-8"
        octets = text.encode()
    long = max(map(len, octets.split(b"\n"))) > 990  # RFC 5322 section 2.1.1 allows 998
    if not encoding or (encoding == "8bit" and long):
        encoding = "7bit" if octets.isascii() and not long else "quoted-printable"
    if encoding == "8bit" and octets.isascii():
        encoding = "7bit"
    fields = [("Content-Type", f"text/{subtype}; charset={charset}{parameters}")]
    if encoding != "7bit" or named:
        fields.append(("Content-Transfer-Encoding", encoding))
    return Body(fields, _encoded(octets, encoding))


def _encoded(octets: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return base64.encodebytes(octets)
    if encoding == "quoted-printable":
        return quopri.encodestring(octets)
    return octets


def multipart(subtype: str, boundary: str, bodies: Sequence[Body], *, parameters: str = "", preamble: str = "") -> Body:
    """Parts in one body. The boundary is quoted where RFC 2045 wants it."""
    quoted = f'"{boundary}"' if re.search(r"[^\w.+-]", boundary) or len(boundary) > 20 else boundary
    octets = preamble.encode() + (b"\n" if preamble else b"")
    for body in bodies:
        head = "".join(f"{name}: {value}\n" for name, value in body.fields)
        octets += f"--{boundary}\n{head}\n".encode() + body.octets + (b"" if body.octets.endswith(b"\n") else b"\n")
    content = f"multipart/{subtype};\n boundary={quoted}{parameters}"
    return Body([("Content-Type", content)], octets + f"--{boundary}--\n".encode())


def attachment(name: str, draw: random.Random) -> Body:
    """A file of a few hundred random octets: nobody reads what is in it."""
    octets = b"%PDF-1.7\n" + draw.randbytes(draw.randint(150, 500))
    fields = [
        ("Content-Type", f'application/pdf; name="{name}"'),
        ("Content-Disposition", f'attachment; filename="{name}"'),
        ("Content-Transfer-Encoding", "base64"),
    ]
    return Body(fields, base64.encodebytes(octets))


def wrapped_text(text: str, width: int, flowed: bool = False) -> str:
    """Lines broken before ``width``, quoted ones left alone; with a blank at soft breaks where flowed (RFC 3676)."""
    out = []
    for line in text.split("\n"):
        if len(line) <= width or line.startswith(">"):
            out.append(line)
        else:
            pieces = textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
            out.append((" \n" if flowed else "\n").join(pieces))
    return "\n".join(out)


def encoded_words(text: str, name: str, draw: random.Random) -> str:
    """A header value: as it is when ASCII and folded, else encoded words (RFC 2047)."""
    if text.isascii():
        return folded(text, len(name) + 2)
    charset = draw.choice(("utf-8", "UTF-8"))
    value = Header(text, "utf-8", header_name=name, maxlinelen=75).encode(linesep="\n")
    # The standard library writes small letters, mail programs capitals.
    return value.replace("=?utf-8?b?", f"=?{charset}?B?").replace("=?utf-8?q?", f"=?{charset}?Q?")


def folded(value: str, used: int = 0, indent: str = " ") -> str:
    """A value broken at blanks so that lines stay below 78 characters; as it is where it was broken before."""
    if "\n" in value:
        return value
    lines: list[str] = []
    line = ""
    room = 77 - used
    for word in value.split(" "):
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = word, 77 - len(indent)
        else:
            line = f"{line} {word}" if line else word
    return f"\n{indent}".join([*lines, line])


def mailbox(display: str, address: str, draw: random.Random, quoted: bool = False) -> str:
    """``"Anna Berg" <anna@berg.example>``, with quotes where they are needed or the software always writes them."""
    if not display:
        return address if not quoted else f"<{address}>"
    if not display.isascii():
        return f"{encoded_words(display, 'From', draw)} <{address}>"
    if quoted or _SPECIAL.search(display):
        display = '"' + display.replace('"', "") + '"'
    return f"{display} <{address}>"


def header(fields: Fields) -> bytes:
    """A header block, without the empty line."""
    return "".join(f"{name}: {value}\n" for name, value in fields).encode()
