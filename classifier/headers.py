"""`Verdict` → header fields, spliced into the octets of a mail; forged copies of them are taken out.

Nothing is re-serialised: ``email`` changes four of five real mails when it writes them back, and breaks their signatures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier import __version__
from classifier.expressions import expression
from classifier.octets import envelope_line_end, header_end

if TYPE_CHECKING:
    from classifier.decision import Reason, Verdict

NAMES = (
    "X-Coldsieve-Label",
    "X-Coldsieve-Kind",
    "X-Coldsieve-Score",
    "X-Coldsieve-Level",
    "X-Coldsieve-Reasons",
    "X-Coldsieve-Version",
)
"""Fields of these exact names are ours; any other ``X-Coldsieve-…`` is left alone."""

WIDTH = 77
"""RFC 5322 section 2.1.1: lines should be no longer than 78 characters."""
REASONS = 4
"""Reasons that a field tells; ``coldsieve explain`` tells all."""

_NAMED = b"(?:" + b"|".join(name.encode() for name in NAMES) + rb")[ \t]*:"
_FORGED = expression(rb"^" + _NAMED + rb"[^\n]*(?:\n|\Z)(?:[ \t][^\n]*(?:\n|\Z))*", re.I | re.M)
_FORGED_AFTER_CR = expression(rb"\r" + _NAMED + rb"[^\r\n]*(?:\r?\n?[ \t][^\r\n]*)*", re.I)
"""Python's ``email`` ends lines at a lone CR also, mail servers do not: ``Subject: x\rX-Coldsieve-Label: human``."""


def fields(verdict: Verdict) -> list[tuple[str, str]]:
    """(name, unfolded value) of each field, in order."""
    p = verdict.probability
    values = (
        verdict.label,
        verdict.kind + ("; leaned" if verdict.leaned else ""),
        f"human={p['human']:.2f} bot={p['bot']:.2f} spam={p['spam']:.2f}",
        "*" * verdict.level,
        "; ".join(_told(reason) for reason in verdict.reasons[:REASONS]) or "none",
        __version__,
    )
    return [(name, value) for name, value in zip(NAMES, values, strict=True) if value]


def _told(reason: Reason) -> str:
    proof = reason.evidence[0].excerpt if reason.evidence else ""
    return f"{reason.signal} ({printable(proof)[:60]})" if proof else reason.signal


def printable(text: str) -> str:
    """Printable ASCII on one line; everything else is escaped, as senders write it and terminals obey it."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join(c if " " <= c <= "~" else c.encode("unicode_escape").decode() for c in line)


def folded(name: str, value: str, eol: str) -> str:
    """One field, folded at blanks (RFC 5322 section 2.2.3); a word longer than a line is cut at its end."""
    lines = [f"{name}:"]
    for word in value.split(" "):
        if len(lines[-1]) + 1 + len(word) > WIDTH and lines[-1] not in ("", f"{name}:"):
            lines.append("")
        lines[-1] += " " + word[: WIDTH - 1 - len(lines[-1])]
    return eol.join(lines) + eol


def without_ours(raw: bytes) -> bytes:
    """The mail without any field of `NAMES`, however spelt or folded; the octets themselves when there is none."""
    start = envelope_line_end(raw)
    end = max(start, header_end(raw))
    header, removed = _FORGED.subn(b"", raw[start:end])
    if b"\rx-coldsieve-" in header.lower():
        header, also_removed = _FORGED_AFTER_CR.subn(b"", header)
        removed += also_removed
    return raw[:start] + header + raw[end:] if removed else raw


def with_fields(raw: bytes, added: list[tuple[str, str]]) -> bytes:
    """The mail with ``added`` on top of its header and forged copies taken out; every other octet stays.

    Fields go after a leading ``From `` line, and end their lines as the first header line does. Octets without any line
    that could be a header stay as they are.
    """
    clean = without_ours(raw)
    start = envelope_line_end(clean)
    if start and not clean.endswith(b"\n", 0, start):
        return clean
    while clean[start : start + 1] in (b" ", b"\t"):
        # A first line that begins with a blank continues nothing; behind our fields it would continue them.
        start = clean.find(b"\n", start) + 1
        if not start:
            return clean
    line_end = clean.find(b"\n", start)
    eol = "\r\n" if line_end > 0 and clean[line_end - 1 : line_end] == b"\r" else "\n"
    block = "".join(folded(name, value, eol) for name, value in added).encode("ascii")
    return clean[:start] + block + clean[start:]
