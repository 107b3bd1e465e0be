"""Octets → `Message`: header fields, addresses, decoded parts, and what was broken about them.

The only module that knows mail-parser. Parsing never raises: a defect is data, and evidence. Time and memory are
bounded for any input; what a bound left out is recorded as a defect.
"""

from __future__ import annotations

import email
import logging
import re
from email.message import Message as MimeMessage
from email.utils import mktime_tz, parsedate_tz
from typing import TYPE_CHECKING, Any, NamedTuple

import mailparser

from classifier.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

logging.getLogger("mailparser").addHandler(logging.NullHandler())  # its log lines are our defects

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
MAX_PARTS = 200
MAX_TEXT = 200_000
"""Characters of plain text or HTML that are kept."""

_END_OF_HEADER = expression(rb"\r?\n\r?\n|\A\r?\n")
_BLANK_BEFORE_COLON = expression(rb"^([!-9;-~]{1,76})[ \t]+:", re.M)
_FIELD_START = expression(rb"^(?=[!-9;-~]{1,76}:)", re.M)
_LONG_MIME_FIELD = expression(rb"^(content-[a-z-]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.M | re.I)
_SEVEN_BIT_CHARSET = expression(r".{1,80}charset=\"?(?:iso-2022-|hz-gb|utf-7)", re.I | re.S)
_BOUNDARY = expression(rb"\bboundary\s*=", re.I)
_NO_FIELD = expression(rb"^(?![!-9;-~]{1,76}[ \t]*:|[ \t]|\r?\n|\Z)", re.M)
_ADDRESS_FIELD = expression(rb"(?:from|to|cc|reply-to|references):", re.I)
_ASKED_FOR = expression(rb"(?:from|to|cc|reply-to|subject|date|content-[a-z-]{1,40}):", re.I)
_ADDRESS = expression(r"[^\s<>@,;:\"]{1,64}@[^\s<>@,;:\"]{1,255}")


class Address(NamedTuple):
    """A mailbox (RFC 5322 section 3.4)."""

    name: str
    """Display name, decoded; empty when there is none."""
    address: str
    """addr-spec, lower case."""

    @property
    def local(self) -> str:
        """Local part."""
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """Domain, without a final dot; empty when the address has none."""
        return self.address.rpartition("@")[2].rstrip(".") if "@" in self.address else ""


class Attachment(NamedTuple):
    """A part that is not the letter itself."""

    filename: str
    content_type: str


class Message(NamedTuple):
    """A parsed message. Everything in it was written by somebody else: trust nothing."""

    fields: dict[str, list[str]]
    """Lower-case field name → unfolded raw values, in the order of the message."""
    from_: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    date: datetime | None
    """The Date field in UTC, as the sender claims it."""
    received_at: float
    """Seconds since 1970: by the topmost Received, else the ``From `` line, else Date; 0 when none can be read."""
    plain: str
    """All text/plain parts that are not attachments."""
    html: str
    """All text/html parts that are not attachments."""
    attachments: tuple[Attachment, ...]
    size: int
    """Octets of the whole message, before any bound."""
    defects: tuple[str, ...]

    def field(self, name: str) -> str:
        """The first value of a field, named in lower case; empty when it is absent."""
        values = self.fields.get(name)
        return values[0] if values else ""

    @property
    def message_id(self) -> str:
        """Message-ID with its angle brackets; empty when absent."""
        return self.field("message-id").split(" ")[0]

    @property
    def sender(self) -> Address:
        """The first author; an empty address when From is absent or broken."""
        return self.from_[0] if self.from_ else Address("", "")

    @property
    def has_transport(self) -> bool:
        """Whether the header block is that of a delivered message, and not of an export that dropped it."""
        return "received" in self.fields or "message-id" in self.fields


def header_end(raw: bytes) -> int:
    """Offset of the first octet after the header block's last line (RFC 5322 section 2.1); the empty line is body."""
    match = _END_OF_HEADER.search(raw)
    if match is None:
        return len(raw)
    return match.start() if match.start() == 0 else match.start() + (2 if raw[match.start()] == 13 else 1)


def envelope_line_end(raw: bytes) -> int:
    """Offset after a leading mbox ``From `` line, which procmail hands over and which is no header field."""
    if not raw.startswith(b"From "):
        return 0
    return raw.find(b"\n") + 1 or len(raw)


def parse(raw: bytes) -> Message:
    """Octets of one message, with or without a leading ``From `` line → `Message`. Never raises."""
    defects: list[str] = []
    start = envelope_line_end(raw)
    end = max(start, header_end(raw))
    lines, end = _header_fields(raw, start, end, defects)
    body = _bounded_body(raw, end, defects)
    fields = _unfolded(lines)
    # mail-parser is given what it is asked for: decoding the other fields would be half of its time.
    header = b"".join(line for line in lines if _ASKED_FOR.match(line))
    try:
        mime = email.message_from_bytes(header + (b"" if body[:1] in (b"\r", b"\n") else b"\n") + body)
        _prepare(mime, defects)
        parsed = mailparser.MailParser(mime)
        received_at = _received_at(fields, raw[:start], parsed.date)
        return _message(parsed, fields, received_at, len(raw), defects)
    except (Exception, RecursionError) as error:  # mail-parser raises on about 1 mail in 5,000
        defects.append(f"unparsable: {type(error).__name__}")
    return _plain_message(fields, body, len(raw), defects)


def _header_fields(raw: bytes, start: int, end: int, defects: list[str]) -> tuple[list[bytes], int]:
    """Fields of a header block with their line ends, within the bounds, and where the body begins."""
    block = raw[start:end]
    if len(block) > MAX_HEADER_OCTETS:
        block = block[:MAX_HEADER_OCTETS]
        defects.append("header cut: octets")
    if stray := _NO_FIELD.search(block):
        # Mail programs take what follows for the body, as no empty line came before it.
        block, end = block[: stray.start()], start + stray.start()
        defects.append("header ends without an empty line")
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


def _unfolded(lines: list[bytes]) -> dict[str, list[str]]:
    """Lower-case name → values without line ends; octets outside ASCII are taken for UTF-8 (RFC 6532), else replaced."""
    fields: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(b":")
        fields.setdefault(name.decode("ascii", "replace").lower(), []).append(
            " ".join(value.decode("utf-8", "replace").split())
        )
    return fields


def _bounded_body(raw: bytes, start: int, defects: list[str]) -> bytes:
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
    if len(_BOUNDARY.findall(body)) > MAX_BOUNDARIES:
        body = _BOUNDARY.sub(b"x-boundary ", body)
        defects.append("parts left out: nesting")
    return body


def _cut_mime_field(match: re.Match[bytes]) -> bytes:
    return match.group(1)[:MAX_MIME_FIELD_OCTETS]


def _text(value: object) -> str:
    """Text without lone surrogates: octets outside ASCII are taken for UTF-8 (RFC 6532), else replaced."""
    text = str(value or "")
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _prepare(mime: MimeMessage, defects: list[str]) -> None:
    """Empty the messages enclosed in this one, which its sender did not write; decode what mail-parser leaves encoded."""
    for count, part in enumerate(_parts(mime)):
        if count and part.get_content_maintype() == "message":
            part.set_payload("")
        elif part.get_content_maintype() == "text" and _SEVEN_BIT_CHARSET.match(str(part.get("Content-Type", ""))):
            _decode_seven_bit(part)
        if count > MAX_PARTS:
            mime.set_payload("")
            defects.append("parts left out: count")
            return


def _decode_seven_bit(part: MimeMessage) -> None:
    """Decode text in a charset of escape sequences: mail-parser 4.8 takes it for ASCII, as its octets are."""
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes) and not part.is_multipart():
        try:
            text = payload.decode(part.get_content_charset("ascii"), "replace")
        except LookupError:
            return
        del part["Content-Transfer-Encoding"]
        part.set_payload(text, "utf-8")


def _parts(mime: MimeMessage) -> Iterator[MimeMessage]:
    """All parts, depth first, without recursion; enclosed messages are not entered."""
    stack = [mime]
    while stack:
        part = stack.pop()
        yield part
        payload = part.get_payload() if part.is_multipart() else None
        if isinstance(payload, list) and (part is mime or part.get_content_maintype() == "multipart"):
            stack.extend(p for p in reversed(payload) if isinstance(p, MimeMessage))


def _message(parsed: Any, fields: dict[str, list[str]], received_at: float, size: int, defects: list[str]) -> Message:
    # ``parsed`` is Any because mail-parser ships no types.
    defects += [f"{kind}: {text}"[:120] for d in parsed.defects for kind, texts in d.items() for text in texts][:20]
    attachments = tuple(Attachment(_text(a["filename"]), a["mail_content_type"]) for a in parsed.attachments[:100])
    return Message(
        fields=fields,
        from_=_addresses(parsed.from_, fields.get("from")),
        reply_to=_addresses(parsed.reply_to, fields.get("reply-to")),
        to=_addresses(parsed.to, fields.get("to")),
        cc=_addresses(parsed.cc, fields.get("cc")),
        subject=" ".join(_text(parsed.subject).split()),
        date=parsed.date,
        received_at=received_at,
        plain=_joined(parsed.text_plain, defects),
        html=_joined(parsed.text_html, defects),
        attachments=attachments,
        size=size,
        defects=tuple(defects),
    )


def _received_at(fields: dict[str, list[str]], envelope_line: bytes, date: datetime | None) -> float:
    """Date and Message-ID belong to the sender and can lie; what the reader's own host wrote comes first."""
    stamps = [fields["received"][0].rpartition(";")[2]] if "received" in fields else []
    # The epoch stands in the From_ lines of archives that knew no better.
    if envelope_line and b"1970" not in envelope_line:
        stamps.append(envelope_line.decode("ascii", "replace").split(" ", 2)[-1])
    for stamp in stamps:
        parsed = parsedate_tz(stamp)
        if parsed is not None:
            try:
                return float(mktime_tz(parsed))
            except (ValueError, OverflowError):
                continue
    return date.timestamp() if date is not None else 0.0


def _joined(texts: list[str], defects: list[str]) -> str:
    text = "\n".join(texts).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        defects.append("text cut")
    return text


def _addresses(pairs: object, raw: list[str] | None) -> tuple[Address, ...]:
    """mail-parser's (name, address) pairs; where it found none, whatever in the field looks like an address."""
    found = []
    if isinstance(pairs, list):
        for name, address in pairs[:1_000]:
            found.append(Address(" ".join(_text(name).split()), _text(address).strip().lower()))
    if not found and raw:
        found = [Address("", a.lower()) for a in _ADDRESS.findall(raw[0])[:100]]
    return tuple(found)


def _plain_message(fields: dict[str, list[str]], body: bytes, size: int, defects: list[str]) -> Message:
    """What can be said of a message that its parsers refuse: its fields, and its body as text."""
    return Message(
        fields=fields,
        from_=_addresses(None, fields.get("from")),
        reply_to=_addresses(None, fields.get("reply-to")),
        to=_addresses(None, fields.get("to")),
        cc=_addresses(None, fields.get("cc")),
        subject=fields.get("subject", [""])[0],
        date=None,
        received_at=0.0,
        plain=_joined([body.decode("utf-8", "replace")], defects),
        html="",
        attachments=(),
        size=size,
        defects=tuple(defects),
    )
