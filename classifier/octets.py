"""Octets of a message → its header fields and its body, within bounds of time and memory for any input.

What a bound leaves out is recorded as a defect.
"""

from __future__ import annotations

import re

from classifier.expressions import expression

MAX_OCTETS = 1 << 20
"""A body is read this far: text comes first, attachments after; 1 MiB parses in about 30 ms."""
MAX_LINES = 50_000
"""The standard library matches every open boundary against every line."""
MAX_BOUNDARIES = 30
"""The same product's other factor; also keeps nesting far from Python's recursion limit."""
MAX_HEADER_OCTETS = 256 * 1024
MAX_FIELDS = 1_000
MAX_FIELD_OCTETS = 8 * 1024
MAX_ADDRESS_FIELD_OCTETS = 64 * 1024
"""To and Cc may really hold a thousand people."""
MAX_MIME_FIELD_OCTETS = 2 * 1024
"""``email`` splits parameters in quadratic time: ``Content-Type: a;;;;…`` (cpython #87075)."""

_BLANK_BEFORE_COLON = expression(rb"^([!-9;-~]{1,76})[ \t]+:", re.M)
_FIELD_START = expression(rb"^(?=[!-9;-~]{1,76}:)", re.M)
_LONG_MIME_FIELD = expression(rb"^(content-[a-z-]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.M | re.I)
_BOUNDARY = expression(rb"\bboundary\s*=", re.I)
_NO_FIELD = expression(rb"^(?![!-9;-~]{1,76}[ \t]*:|[ \t]|\r?\n|\Z)", re.M)
_ADDRESS_FIELD = expression(rb"(?:from|to|cc|reply-to|references):", re.I)


def header_end(raw: bytes) -> int:
    """Offset of the first octet after the header block's last line (RFC 5322 section 2.1); the empty line is body."""
    if raw.startswith((b"\n", b"\r\n")):
        return 0
    # Where there is no empty line, eight times as fast as an expression: 50 MB take 0.14 s and not 1.2.
    end = raw.find(b"\n\n") + 1 or len(raw)
    return raw.find(b"\n\r\n", 0, end) + 1 or end


def envelope_line_end(raw: bytes) -> int:
    """Offset after a leading mbox ``From `` line, which procmail hands over and which is no header field."""
    if not raw.startswith(b"From "):
        return 0
    return raw.find(b"\n") + 1 or len(raw)


def header_fields(raw: bytes, start: int, end: int, defects: list[str]) -> tuple[list[bytes], int]:
    """Fields of a header block with their line ends, within the bounds, and where the body begins."""
    block = raw[start:end]
    if len(block) > MAX_HEADER_OCTETS:
        block = block[:MAX_HEADER_OCTETS]
        defects.append("header cut: octets")
    if stray := _NO_FIELD.search(block):
        # Mail programs take what follows for the body, as no empty line came before it.
        block, end = block[: stray.start()], start + stray.start()
        defects.append("header ends without an empty line")
    if b" :" in block or b"\t:" in block:
        block, blanks = _BLANK_BEFORE_COLON.subn(rb"\1:", block)
        if blanks:
            # Python's email ends the header block at such a line: a sender could hide every field after it.
            defects.append("blank before colon")
    lines = [line for line in _FIELD_START.split(block) if line]
    if len(lines) > MAX_FIELDS:
        del lines[MAX_FIELDS:]
        defects.append("header cut: fields")
    if len(block) > MAX_FIELD_OCTETS:
        for i, line in enumerate(lines):
            limit = MAX_ADDRESS_FIELD_OCTETS if _ADDRESS_FIELD.match(line) else MAX_FIELD_OCTETS
            if len(line) > limit:
                lines[i] = line[:limit]
                defects.append("header cut: field")
    return [line if line.endswith(b"\n") else line + b"\n" for line in lines], end


def unfold(lines: list[bytes]) -> list[tuple[str, str]]:
    """(lower-case name, value without line ends) of fields; octets outside ASCII are taken for UTF-8 (RFC 6532), else replaced."""
    fields = []
    for line in lines:
        name, _, value = line.partition(b":")
        fields.append((name.decode("ascii", "replace").lower(), " ".join(value.decode("utf-8", "replace").split())))
    return fields


def bounded_body(raw: bytes, start: int, defects: list[str]) -> bytes:
    """The body that begins at ``start``, within the bounds, its MIME fields too."""
    body = raw[start : start + MAX_OCTETS]
    if len(raw) - start > MAX_OCTETS:
        defects.append("body cut: octets")
    if body.count(b"\n") > MAX_LINES:
        position = -1
        for _ in range(MAX_LINES):
            position = body.find(b"\n", position + 1)
        body = body[: position + 1]
        defects.append("body cut: lines")
    if b"ontent-" in body:
        body = _LONG_MIME_FIELD.sub(_cut_mime_field, body)
    # Counting the word alone takes a twentieth of the time.
    if body.lower().count(b"boundary") > MAX_BOUNDARIES and len(_BOUNDARY.findall(body)) > MAX_BOUNDARIES:
        body = _BOUNDARY.sub(b"x-boundary ", body)
        defects.append("parts left out: nesting")
    return body


def _cut_mime_field(match: re.Match[bytes]) -> bytes:
    return match.group(1)[:MAX_MIME_FIELD_OCTETS]
