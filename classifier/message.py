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
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import mailparser

from classifier.expressions import expression
from classifier.octets import bounded_body, envelope_line_end, header_end, header_fields, unfold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

logging.getLogger("mailparser").addHandler(logging.NullHandler())  # its log lines are our defects

MAX_PARTS = 200
REMEMBERED_OCTETS = 1_000
"""Of an address field that is remembered: no list of a hundred readers comes twice."""
MAX_TEXT = 200_000
"""Characters of plain text or HTML that are kept."""

_SEVEN_BIT_CHARSET = expression(r".{1,80}charset=\"?(?:iso-2022-|hz-gb|utf-7)", re.I | re.S)
_ASKED_FOR = expression(rb"(?:subject|date|content-[a-z-]{1,40}):", re.I)
_ADDRESSES = expression(rb"(?:from|to|cc|reply-to):", re.I)
_TRACE = ("received", "authentication-results")
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
    trace: tuple[tuple[str, str], ...] = ()
    """(lower-case name, unfolded value) of Received and Authentication-Results, topmost first: their order tells who wrote what."""

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


def parse(raw: bytes) -> Message:
    """Octets of one message, with or without a leading ``From `` line → `Message`. Never raises."""
    defects: list[str] = []
    start = envelope_line_end(raw)
    end = max(start, header_end(raw))
    lines, end = header_fields(raw, start, end, defects)
    body = bounded_body(raw, end, defects)
    unfolded = unfold(lines)
    trace = tuple(field for field in unfolded if field[0] in _TRACE)
    fields: dict[str, list[str]] = {}
    for name, value in unfolded:
        fields.setdefault(name, []).append(value)
    # mail-parser is given what it is asked for: decoding the other fields would be half of its time.
    header = b"".join([line for line in lines if _ASKED_FOR.match(line)])
    try:
        mime = _mime(header, body)
        _prepare(mime, defects)
        parsed = _Parser(mime)
        addresses = _addresses_by_field([line for line in lines if _ADDRESSES.match(line)], defects)
        received_at = _received_at(fields, raw[:start], parsed.date)
        return _message(parsed, fields, addresses, received_at, len(raw), defects)._replace(trace=trace)
    except (Exception, RecursionError) as error:  # mail-parser raises on about 1 mail in 5,000
        defects.append(f"unparsable: {type(error).__name__}")
    return _plain_message(fields, body, len(raw), defects)._replace(trace=trace)


def _mime(header: bytes, body: bytes) -> MimeMessage:
    """What `email.message_from_bytes` makes of both, without its look at every line where there is one part alone."""
    kind = header.lower()
    if b"multipart/" not in kind and b"message/" not in kind:
        mime = email.message_from_bytes(header + b"\n")
        if not mime.get_payload():  # a lone CR in a field would have ended the header
            mime.set_payload(body.removeprefix(b"\r").removeprefix(b"\n").decode("ascii", "surrogateescape"))
            return mime
    return email.message_from_bytes(header + (b"" if body[:1] in (b"\r", b"\n") else b"\n") + body)


class _Parser(mailparser.MailParser):  # type: ignore[misc]  # no types
    """mail-parser without its two dictionaries of everything, which nobody here reads: a ninth of the time of `parse`."""

    def _make_mail(self, complete: bool = True) -> dict[str, object]:  # noqa: ARG002
        return {}


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


def _message(
    parsed: Any,
    fields: dict[str, list[str]],
    addresses: dict[str, tuple[Address, ...]],
    received_at: float,
    size: int,
    defects: list[str],
) -> Message:
    # ``parsed`` is Any because mail-parser ships no types.
    defects += [f"{kind}: {text}"[:120] for d in parsed.defects for kind, texts in d.items() for text in texts][:20]
    attachments = tuple(Attachment(_text(a["filename"]), a["mail_content_type"]) for a in parsed.attachments[:100])
    return Message(
        fields=fields,
        from_=addresses.get("from", ()),
        reply_to=addresses.get("reply-to", ()),
        to=addresses.get("to", ()),
        cc=addresses.get("cc", ()),
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


def _addresses_by_field(lines: list[bytes], defects: list[str]) -> dict[str, tuple[Address, ...]]:
    """Address fields as they stand in the header → lower-case name → what the first field of that name holds."""
    found: dict[str, tuple[Address, ...]] = {}
    occurrences: dict[str, int] = {}
    problems = []
    for line in lines:
        read = _addresses if len(line) < REMEMBERED_OCTETS else _addresses.__wrapped__
        name, addresses, reasons = read(line)
        found.setdefault(name, addresses)
        n = occurrences[name] = occurrences.get(name, -1) + 1
        problems += [(name, f"address-headers: AddressHeaderDefect: {name}[{n}]: {reason}"[:120]) for reason in reasons]
    defects += [told for _, told in sorted(problems, key=itemgetter(0))[:20]]
    return found


@lru_cache(maxsize=1024)
def _addresses(line: bytes) -> tuple[str, tuple[Address, ...], tuple[str, ...]]:
    """One address field → its name, mail-parser's addresses, and what was wrong with it.

    A quarter of the time of `parse`, and in a mailbox two of three fields stood in an earlier mail. Where mail-parser finds
    no address, whatever looks like one is taken.
    """
    policy = MimeMessage().policy  # what `email.message_from_bytes` reads fields by
    name, source = policy.header_source_parse([line.decode("ascii", "surrogateescape")])
    problems: list[dict[str, str]] = []
    value = policy.header_fetch_parse(name, source)
    pairs = mailparser.utils.get_addresses(value, defects=problems, decode_names=True)
    found = [
        Address("" if shown == address else " ".join(_text(shown).split()), _text(address).strip().lower())
        for shown, address in pairs
        if address
    ][:1_000]
    return (
        name.lower(),
        tuple(found) or _addresses_at_sight(unfold([line])[0][1]),
        tuple(problem["reason"] for problem in problems),
    )


def _addresses_at_sight(value: str) -> tuple[Address, ...]:
    return tuple(Address("", address.lower()) for address in _ADDRESS.findall(value)[:100])


def _plain_message(fields: dict[str, list[str]], body: bytes, size: int, defects: list[str]) -> Message:
    """What can be said of a message that its parsers refuse: its fields, and its body as text."""
    return Message(
        fields=fields,
        from_=_addresses_at_sight(fields.get("from", [""])[0]),
        reply_to=_addresses_at_sight(fields.get("reply-to", [""])[0]),
        to=_addresses_at_sight(fields.get("to", [""])[0]),
        cc=_addresses_at_sight(fields.get("cc", [""])[0]),
        subject=fields.get("subject", [""])[0],
        date=None,
        received_at=0.0,
        plain=_joined([body.decode("utf-8", "replace")], defects),
        html="",
        attachments=(),
        size=size,
        defects=tuple(defects),
    )
