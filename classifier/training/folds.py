"""Rows → folds that hold out whole sources, lists, senders and engines; fixed in ``data/split.lock``.

Most folders hold one label, and all ``lists_*`` folders are one world. That world is divided by list: lists that were hit
mostly by the engine eng-0.1 into one fold, those hit by other outreach into another, the rest by a hash. What shares a
list, sender, group or template with a test mail is in neither training nor test of that fold.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, NamedTuple

from classifier.providers import MAIL_PROVIDERS
from classifier.training.table import Row

ENGINE = "eng-0.1"
"""The mass-mail engine that sent most of the outreach we have."""

_OF_SOURCE = {
    "business_letters": "business",
    "business_machine_mail": "business",
    "business_pitches": "business",
    "spamassassin": "spamassassin",
    "officials_letters": "notices",
    "campaign_mail": "notices",
    "abuse_desk_notices": "notices",
    "abuse_reports_old": "notices",
    "telecom_notices": "notices",
    "bounces": "notices",
}
FOLDS = ("engine", "outreach", "business", "spamassassin", "notices")
_ANYBODY = frozenset(("human-first", "human-reply", "")) | MAIL_PROVIDERS
"""Groups that are no groups."""


class Fold(NamedTuple):
    """Indices of rows, ascending."""

    name: str
    test: list[int]
    train: list[int]


def fold_names(rows: Sequence[Row]) -> list[str | None]:
    """The fold that tests each row; ``None`` for rows that train only or belong to neither side of their list."""
    sides = _sides(rows)
    names: list[str | None] = []
    for row in rows:
        name: str | None = _OF_SOURCE.get(row.source)
        if name is None and row.source.startswith("lists_"):
            name = sides[_list(row)]
            if _given(row) == "outreach" and name != ("engine" if row.group == ENGINE else "outreach"):
                name = None
        names.append(name)
    return names


def _list(row: Row) -> str:
    return row.list or f"cold {row.id}"


def _sides(rows: Sequence[Row]) -> dict[str, str]:
    """List → "engine" or "outreach"."""
    hits: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in rows:
        if row.source.startswith("lists_"):
            hits[_list(row)].update([row.group == ENGINE] if _given(row) == "outreach" else [])
    sides = {}
    for name, count in hits.items():
        if count[True] == count[False]:
            sides[name] = "engine" if zlib.crc32(name.encode()) % 2 else "outreach"
        else:
            sides[name] = "engine" if count[True] > count[False] else "outreach"
    return sides


def _given(row: Row) -> str:
    """What its folder says: no second reading moves a mail into another fold."""
    return row.given or row.kind


def make_folds(rows: Sequence[Row]) -> list[Fold]:
    """All folds, in the order of `FOLDS`; empty ones are left out."""
    names = fold_names(rows)
    folds = []
    for fold in FOLDS:
        test = [i for i, name in enumerate(names) if name == fold]
        if test:
            folds.append(Fold(fold, test, apart_from(rows, test)))
    return folds


def apart_from(rows: Sequence[Row], test: Sequence[int], within: Sequence[int] | None = None) -> list[int]:
    """Rows (of ``within``, by default all) that share no list, sender, group or template with the rows of ``test``."""
    held = set(test)
    ties = {tie for i in test for tie in _ties(rows[i])}
    candidates = range(len(rows)) if within is None else within
    return [i for i in candidates if i not in held and ties.isdisjoint(_ties(rows[i]))]


def _ties(row: Row) -> Iterator[Hashable]:
    yield "id", row.id
    if row.sender:
        yield "sender", row.sender
    if row.group not in _ANYBODY:
        yield "group", row.group
    if row.list:
        yield "list", row.list
    for i, band in enumerate(row.sighting.template):
        yield f"template {i}", band


def lock(rows: Sequence[Row], folds: Sequence[Fold]) -> dict[str, Any]:  # Any: JSON
    """What ``data/split.lock`` holds of the folds: sizes, and hashes over the ids of their mails."""
    return {
        fold.name: {
            "test": len(fold.test),
            "test_kinds": dict(sorted(Counter(_given(rows[i]) for i in fold.test).items())),
            "test_sha256": _hash(rows, fold.test),
            "train": len(fold.train),
            "train_sha256": _hash(rows, fold.train),
        }
        for fold in folds
    }


def _hash(rows: Sequence[Row], indices: Sequence[int]) -> str:
    return hashlib.sha256(json.dumps(sorted(rows[i].id for i in indices)).encode()).hexdigest()
