"""A verdict with the facts of its mail → the dictionary that every output is made of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from classifier.decision import LABELS, Reason, Verdict
from classifier.evidence import Evidence
from classifier.mail import Facts
from classifier.model import KINDS

Row = dict[str, Any]
"""Any: the values are JSON's: text, numbers, lists, dictionaries."""

_AS_THEY_ARE = ("source", "index", "message_id", "from", "subject", "date", "label", "kind", "leaned")
COLUMNS = (
    *_AS_THEY_ARE,
    *(f"p_{label}" for label in LABELS),
    *(f"p_{kind}" for kind in KINDS),
    *("reasons", "defects"),
)
"""Of tables: CSV, SQLite, Parquet."""


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


def verdict_of(row: Row) -> Verdict:
    """The verdict that a row was made of, its numbers rounded."""
    reasons = tuple(
        Reason(
            reason["signal"],
            reason["value"],
            tuple(
                Evidence(e["where"], e["excerpt"], -1 if e["start"] is None else e["start"]) for e in reason["evidence"]
            ),
            reason["weight"],
        )
        for reason in row["reasons"]
    )
    return Verdict(
        row["label"], row["kind"], row["probability"], row["kinds"], row["leaned"], reasons, tuple(row["defects"])
    )


def numbers_and_names(row: Row) -> list[Any]:
    """The cells of a row under `COLUMNS`, but for the last two, which every table writes in its own way.

    Any: text, numbers and None.
    """
    cells = [row[name] for name in _AS_THEY_ARE]
    cells += [row["probability"][label] for label in LABELS]
    cells += [row["kinds"][kind] for kind in KINDS]
    return cells


def cells(row: Row) -> tuple[Any, ...]:
    """The cells of a row under `COLUMNS` for a file of columns: reasons and defects are JSON, lone surrogates escaped.

    Any: text, numbers and None.
    """
    found = (*numbers_and_names(row), json.dumps(row["reasons"]), json.dumps(row["defects"]))
    return tuple(c.encode("utf-8", "backslashreplace").decode() if isinstance(c, str) else c for c in found)


def table(rows: Iterable[Row]) -> dict[str, list[Any]]:
    """Rows as columns under `COLUMNS`: what ``pandas.DataFrame`` and ``pyarrow.table`` take.

    Reasons are the names of their signals, defects as they are. Any: text, numbers, None, lists of text.
    """
    lines = [(*numbers_and_names(row), [r["signal"] for r in row["reasons"]], row["defects"]) for row in rows]
    return {name: [line[n] for line in lines] for n, name in enumerate(COLUMNS)}


def _rounded(number: float) -> float:
    """Six decimals: enough to tell models apart, and the same on every machine."""
    return round(float(number), 6)
