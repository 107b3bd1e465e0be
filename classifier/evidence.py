"""What a signal found: a value, and the places in the message that prove it."""

from __future__ import annotations

from typing import NamedTuple

EXCERPT_LENGTH = 90
"""Longest excerpt kept, in characters: a line of a report, and a bound on what a sender can make us store."""


class Evidence(NamedTuple):
    """One place in a message."""

    where: str
    """``subject``, ``body``, ``quoted``, ``signature``, ``html``, ``link``, ``header:Name``, ``envelope`` or ``history``."""

    excerpt: str
    """The text found there, white space collapsed, at most `EXCERPT_LENGTH` characters."""

    start: int = -1
    """Offset of the excerpt in that text, in characters; -1 where a place has no offset."""


class Reading(NamedTuple):
    """What one signal says about one mail."""

    value: float | None
    """In the signal's unit; 0 = looked and found nothing, ``None`` = does not apply to this mail."""

    evidence: tuple[Evidence, ...] = ()


DOES_NOT_APPLY = Reading(None)
NOTHING = Reading(0.0)


def evidence(where: str, text: str, start: int = -1) -> Evidence:
    """An `Evidence` with its excerpt brought to one line of bounded length."""
    if len(text) > EXCERPT_LENGTH:
        text = text[: EXCERPT_LENGTH - 1] + "…"
    return Evidence(where, " ".join(text.split()), start)


def found(*evidences: Evidence) -> Reading:
    """A flag raised by its evidence: 1 with proof, 0 without."""
    return Reading(1.0, evidences) if evidences else NOTHING


def counted(evidences: list[Evidence], keep: int = 3) -> Reading:
    """As many as there is evidence; the first ``keep`` of it are kept."""
    return Reading(float(len(evidences)), tuple(evidences[:keep])) if evidences else NOTHING


def measured(value: float, *evidences: Evidence) -> Reading:
    """A count, share or number of days that was measured over the whole of the mail."""
    return Reading(float(value), evidences)
