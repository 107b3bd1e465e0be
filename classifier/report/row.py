"""A verdict with the facts of its mail → the dictionary that every output is made of."""

from __future__ import annotations

from typing import Any

from classifier.decision import Verdict
from classifier.mail import Facts

Row = dict[str, Any]
"""Any: the values are JSON's: text, numbers, lists, dictionaries."""


def row_of(source: str, index: int, facts: Facts, verdict: Verdict) -> Row:
    """The row of one message, its keys in the order in which they are written.

    Args:
        source: mailbox as it was named by the user, or the message's file in a folder.
        index: position of the message in the run, from 0.
        facts: what the mail says of itself.
        verdict: what we say of it.
    """
    return {
        "source": source,
        "index": index,
        "message_id": facts.message_id,
        "from": facts.from_,
        "subject": facts.subject,
        "date": facts.date or None,
        "label": verdict.label,
        "kind": verdict.kind,
        "probability": {label: _rounded(p) for label, p in verdict.probability.items()},
        "kinds": {kind: _rounded(p) for kind, p in verdict.kinds.items()},
        "leaned": verdict.leaned,
        "reasons": [
            {
                "signal": reason.signal,
                "value": None if reason.value is None else _rounded(reason.value),
                "evidence": [
                    {"where": e.where, "excerpt": e.excerpt, "start": e.start if e.start >= 0 else None}
                    for e in reason.evidence
                ],
                "weight": _rounded(reason.weight),
            }
            for reason in verdict.reasons
        ],
        "defects": list(verdict.defects),
    }


def _rounded(number: float) -> float:
    """Six decimals: enough to tell models apart, and the same on every machine."""
    return round(float(number), 6)
