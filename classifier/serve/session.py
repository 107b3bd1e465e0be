"""What a mail server tells a milter, step by step → the mail as it came, what is asked about it, and what is changed.

Knows no socket and no clock. A mail is kept as far as it is read, whatever its length (`classifier.octets`).
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from classifier import headers
from classifier.filtering import Failed, Fields
from classifier.headers import printable
from classifier.mail import Envelope
from classifier.octets import MAX_HEADER_OCTETS, MAX_OCTETS
from classifier.outgoing import MANY
from classifier.serve import packets
from classifier.serve.judge import Question

MAX_HEAD = MAX_HEADER_OCTETS + MAX_OCTETS
"""A body may begin where the header breaks off, and is then read as far as any other."""
MAX_FORGED = 500
"""Servers read the whole header anew for each field that they delete. No program writes so many: such a mail is refused."""
MAX_FIELDS = 20_000
"""Fields whose names are counted; what is forged behind them is refused likewise."""
REFUSAL = b"550 5.6.0 Too many X-Coldsieve fields\0"
_MACROS = frozenset(["j", "i", "auth_authen", "daemon_name"])


class Ended(NamedTuple):
    """A whole mail."""

    question: Question
    raw: bytes
    name: str
    """The server's, for the log."""


class _Mail:
    """A mail as it comes."""

    def __init__(self) -> None:
        self.begun = False
        self.sender = ""
        self.recipients: list[str] = []
        self.head, self.body = bytearray(), bytearray()
        self.names: Counter[bytes] = Counter()
        self.fields = 0
        self.forged: list[tuple[int, bytes, bytes]] = []
        """Index, name and what is left of its value."""
        self.refused = False
        self.dropped = False

    def add(self, name: bytes, start: int, octets: bytes) -> None:
        """A field.

        Args:
            name: as it is written.
            start: where its value begins.
            octets: the whole field, as it stands in the mail.
        """
        self.fields += 1
        counted = name.rstrip().lower()
        if self.fields <= MAX_FIELDS:
            self.names[counted] += 1
        clean = headers.without_ours(octets)
        if clean != octets:
            if self.fields > MAX_FIELDS or len(self.forged) == MAX_FORGED:
                self.refused = True
                return
            # What begins behind a lone CR in another field is cut out of that one, which stays although nothing be left.
            left = (clean[start:-2].replace(b"\r\n", b"\n") or b" ") if clean else b""
            self.forged.append((self.names[counted], name, left))
        if not self.dropped and len(self.head) <= MAX_HEAD:
            self.head += octets


class Session:
    """A server's connection, in which one mail follows the other.

    Args:
        submission: values of the macro ``{daemon_name}`` of services that take nothing but mail of the readers themselves.
        may_tell: whether the server is believed what they send.
    """

    def __init__(self, submission: frozenset[str] = frozenset(), may_tell: bool = False) -> None:
        self._submission, self._may_tell = submission, may_tell
        self._offer: packets.Offer | None = None
        self._macros: dict[bytes, dict[str, str]] = {}
        self._client = ("", "")
        self._helo = ""
        self._mail = _Mail()

    @property
    def agreed(self) -> bool:
        """Whether it began as it must."""
        return self._offer is not None

    @property
    def is_idle(self) -> bool:
        """Whether no mail is under way."""
        return not self._mail.begun

    @property
    def held(self) -> int:
        """Octets of the mail."""
        return len(self._mail.head) + len(self._mail.body)

    @property
    def dropped(self) -> bool:
        """Whether `drop` was said of this mail."""
        return self._mail.dropped

    def drop(self) -> None:
        """Keep nothing of this mail but what is forged: there is no room for it."""
        self._mail.dropped = True
        self._mail.head.clear()
        self._mail.body.clear()

    def take(self, command: bytes, data: bytes, stamp: str) -> bytes | Ended:
        """The octets of the answer, often none; at the end of a mail, what is asked before `changes` can answer.

        Args:
            command: of the packet.
            data: of the packet.
            stamp: the time now, as RFC 5322 writes it.

        Raises:
            Failed: the packet is broken, or none for now.
        """
        if command == packets.OFFER and not self._offer:
            self._offer = packets.taken(data)
            return packets.agreed(self._offer)
        if not self._offer:
            raise Failed("protocol", f"{command!r} before an offer")
        mail, steps = self._mail, self._offer.steps
        if command == packets.MACRO:
            step, told = packets.macros(data)
            self._macros[step] = {name: value for name, value in told.items() if name in _MACROS}
            return b""
        if command in (packets.ABORT, packets.QUIT_NC):
            self._next()
            if command == packets.QUIT_NC:  # the same connection serves another client from now on
                self._macros, self._client, self._helo = {}, ("", ""), ""
            return b""
        if command == packets.END:
            return self._ended(data, stamp)
        if command == packets.CONNECT:
            self._client = packets.client(data)
        elif command == packets.HELO:
            self._helo = packets.text(packets.texts(data)[0])
        elif command == packets.MAIL:
            self._mail = _Mail()
            self._mail.sender = packets.address(packets.texts(data)[0]) or "<>"
            self._mail.begun = True
        elif command == packets.RCPT:
            if len(mail.recipients) < MANY:
                mail.recipients.append(packets.address(packets.texts(data)[0]))
        elif command == packets.HEADER:
            self._field(data)
        elif command == packets.BODY:
            if self._is_enough(data):
                return packets.packet(packets.SKIP if steps & packets.CAN_SKIP else packets.CONTINUE)
        elif command not in (packets.HEADER_END, packets.DATA, packets.UNKNOWN):
            raise Failed("protocol", f"unknown command {command!r}")
        unanswered = steps & packets.UNANSWERED.get(command, 0)
        return b"" if unanswered else packets.packet(packets.CONTINUE)

    def changes(self, added: Fields) -> bytes:
        """The answer to the end of a mail: forged fields go, ours come on top; then the next mail may begin.

        Deleted from the last on, as the others' numbers stay so; and before any is put in, as Postfix counts those with.
        """
        mail, spaced = self._mail, self._is_spaced
        self._next()
        if mail.refused:
            return packets.packet(packets.REPLY, REFUSAL)
        answer = [packets.changed(*forged) for forged in reversed(mail.forged)]
        for name, value in reversed(added):
            folded = headers.folded(name, value, "\n").encode("ascii")[len(name) + 1 : -1]
            answer.append(packets.inserted(name.encode("ascii"), folded if spaced else folded[1:]))
        return b"".join([*answer, packets.packet(packets.CONTINUE)])

    @property
    def _is_spaced(self) -> bool:
        """Whether values come and go with the blank after the colon; without, the server takes one out and puts one in."""
        return bool(self._offer and self._offer.steps & packets.LEADING_SPACE)

    def _next(self) -> None:
        self._mail = _Mail()
        # Who logged in for the last mail is asked anew.
        self._macros = {step: told for step, told in self._macros.items() if step in (packets.CONNECT, packets.HELO)}

    def _field(self, data: bytes) -> None:
        texts = packets.texts(data)
        if len(texts) != 2 or not texts[0]:
            raise Failed("protocol", f"no field: {data[:40]!r}")
        name, value = texts
        label = name + (b":" if self._is_spaced else b": ")
        self._mail.add(name, len(label), label + value.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n")

    def _is_enough(self, data: bytes) -> bool:
        """Keep a chunk of the body; whether more would change nothing."""
        mail = self._mail
        if not mail.dropped:
            mail.body += data[: MAX_OCTETS + 1 - len(mail.body)]
        return mail.dropped or len(mail.body) > MAX_OCTETS

    def _ended(self, data: bytes, stamp: str) -> Ended:
        self._is_enough(data)
        mail = self._mail
        recipient = next(iter(mail.recipients), "")
        top, question = self._received(stamp), Question(Envelope(mail.sender, recipient, self._client[1], recipient))
        if self._is_outgoing:
            # Whom it really goes to: programs leave Bcc out, and the fields may name others.
            top = "".join(f"Bcc: <{printable(address)}>\r\n" for address in mail.recipients)
            question = Question(Envelope(mail.sender, account=mail.sender), "sent" if self._may_tell else "")
        raw = b"".join((top.encode("ascii"), mail.head, b"\r\n", mail.body))
        return Ended(question, raw, self._macro("i") or "?")

    @property
    def _is_outgoing(self) -> bool:
        return bool(self._macro("auth_authen")) or self._macro("daemon_name") in self._submission

    def _macro(self, name: str) -> str:
        return next((told[name] for told in self._macros.values() if name in told), "")

    def _received(self, stamp: str) -> str:
        """The server's own field, which it does not show: when the mail came and from whom, in nobody's words but its own.

        Without, a mail that a stranger's program sent here at once would look like one that never travelled.
        """
        name, ip = self._client
        told = [printable(part)[:255] for part in (self._helo or name, name, ip, self._macro("j"), self._macro("i"))]
        helo, name, ip, host, queue = told
        return (
            f"Received: from {helo or 'unknown'} ({f'{name} [{ip}]' if ip else name})\r\n"
            f"\tby {host or 'localhost'} with SMTP id {queue or '0'};\r\n\t{stamp}\r\n"
        )
