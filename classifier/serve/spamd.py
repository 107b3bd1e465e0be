"""Requests in SpamAssassin's protocol → what is asked of a mail; the answer → a response in the version of the client.

As SpamAssassin's ``spamd/PROTOCOL`` and the real server do: Exim asks in version 1.2 and takes no answer of 1.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from classifier.filtering import Failed
from classifier.mail import Envelope
from classifier.serve.judge import Answer, Question

METHODS = frozenset("CHECK SYMBOLS REPORT REPORT_IFSPAM HEADERS PROCESS TELL".split())
"""Those that bring a mail."""
CODES = {"usage": (64, "EX_USAGE"), "size": (65, "EX_DATAERR"), "permission": (77, "EX_NOPERM"), "protocol": (76, "EX_PROTOCOL")}  # fmt: skip
"""Word → code and its name (sysexits.h); whatever else breaks may go well when it is tried again."""
TRY_AGAIN = (75, "EX_TEMPFAIL")
THRESHOLD = 5.0
"""Told beside the score, as clients expect one. ``Spam: True`` follows the label and nothing else."""
MAX_LINES = 30
"""Of a request's header; clients send five."""
CLASSES = {"ham": "personal", "spam": "junk", "outreach": "outreach", "newsletter": "newsletter", "notification": "notification"}  # fmt: skip
"""``Message-class`` → kind. ``spamc`` knows the first two."""


class Request(NamedTuple):
    """A request without its mail."""

    method: str
    version: tuple[int, int]
    fields: Mapping[str, str]
    """By name in lower case."""

    @property
    def length(self) -> int | None:
        """Octets of the mail; ``None`` when it goes on until the client closes its side.

        Raises:
            Failed: it is no number.
        """
        value = self.fields.get("content-length")
        if value is None:
            return None
        if not value.isascii() or not value.isdigit() or len(value) > 15:
            raise Failed("protocol", f"Content-length: {value[:40]!r}")
        return int(value)

    @property
    def is_ours(self) -> bool:
        """Whether `coldsieve filter` or ``verdict`` asks."""
        return "coldsieve-recipient" in self.fields


def request(line: bytes) -> Request:
    """The first line: ``CHECK SPAMC/1.5``.

    Raises:
        Failed: it is none.
    """
    words = line.decode("latin-1").split()
    name, _, number = words[-1].partition("/") if len(words) == 2 else ("", "", "")
    major, _, minor = number.partition(".")
    if name != "SPAMC" or not all(part.isascii() and part.isdigit() and len(part) < 4 for part in (major, minor)):
        raise Failed("protocol", f"no request: {line[:40]!r}")
    if words[0] not in METHODS and words[0] not in ("PING", "SKIP"):
        raise Failed("protocol", f"unknown method {words[0][:40]!r}")
    return Request(words[0], (int(major), int(minor)), {})


def field(line: bytes) -> tuple[str, str]:
    """A line of a request's header.

    Raises:
        Failed: it is none.
    """
    name, colon, value = line.decode("utf-8", "replace").partition(":")
    if not colon:
        raise Failed("protocol", f"no field: {line[:40]!r}")
    return name.strip().lower(), value.strip()


def question(asked: Request) -> Question:
    """What a worker is asked.

    Raises:
        Failed: a correction that says neither what a mail is nor that it is to be forgotten.
    """
    user = asked.fields.get("user", "")
    address = user if "@" in user else ""
    envelope = Envelope(
        asked.fields.get("coldsieve-sender", ""),
        asked.fields.get("coldsieve-recipient", address),
        asked.fields.get("coldsieve-client-ip", ""),
        asked.fields.get("coldsieve-account", address),
    )
    if asked.method != "TELL":
        return Question(envelope)
    kind = CLASSES.get(asked.fields.get("message-class", "").lower(), "")
    # `spamc -C revoke` both removes a report and sets ham.
    if "local" in asked.fields.get("set", "") and kind:
        return Question(envelope, "correct", kind)
    if "local" in asked.fields.get("remove", ""):
        return Question(envelope, "undo")
    raise Failed("usage", "TELL: Set: local with a Message-class, or Remove: local")


def response(asked: Request, question: Question, answer: Answer, raw: bytearray) -> list[bytes | memoryview]:
    """The answer's octets, the mail's body as it came."""
    if asked.method == "TELL":
        done = "DidRemove" if question.task == "undo" else "DidSet"
        # Without a length: aiospamc refuses one here.
        return [f"SPAMD/1.1 0 EX_OK\r\n{done}: local\r\n\r\n".encode()]
    content: list[bytes | memoryview] = []
    spam = answer.label == "spam"
    if asked.method in ("HEADERS", "PROCESS"):
        content = [answer.head]
        if asked.method == "PROCESS":
            content.append(memoryview(raw)[answer.body :])
    elif asked.method == "SYMBOLS":
        content = [",".join(answer.symbols).encode()]
    elif asked.method == "REPORT" or (asked.method == "REPORT_IFSPAM" and spam):
        content = [answer.report.encode()]
    lines = ["SPAMD/1.1 0 EX_OK"]
    replaces = asked.method in ("HEADERS", "PROCESS")
    if asked.version >= (1, 3) or (replaces and asked.version == (1, 2)):
        lines.append(f"Content-length: {sum(map(len, content))}")
    if asked.version >= (1, 3) or not replaces:
        lines.append(f"Spam: {spam} ; {10 * answer.score:.1f} / {THRESHOLD:.1f}")
    if asked.is_ours:
        lines += [f"Coldsieve-Verdict: {answer.report.partition(chr(10))[0]}", f"Coldsieve-Body: {answer.body}"]
    return ["\r\n".join([*lines, "", ""]).encode(), *content]


def refusal(failure: Failed) -> bytes:
    """What a client is told that gets no verdict; ``spamc`` then hands the mail on as it came."""
    code, name = CODES.get(failure.word, TRY_AGAIN)
    return f"SPAMD/1.1 {code} {name}\r\n\r\n".encode()
