"""`Judged` mail → figures of slices that no model should favour, and what is mistaken for what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from classifier.decision import LABEL_OF
from classifier.model import KINDS
from classifier.training.table import Row

if TYPE_CHECKING:
    from classifier.training.evaluate import Judged

LENGTHS = {200: "200 or more", 100: "100 to 199", 30: "30 to 99", 0: "0 to 29"}
"""Words of the letter at which a slice begins; a `Row` keeps no more than 200."""
LEAST = 30
"""People's mails, or others', of a slice below which a share is not told."""
TOLD = 10
"""Confusions told: those that cost most mails."""
PLATFORMS = frozenset(
    f"{name}>=1" for name in ("sales_platform", "marketing_platform", "transactional_platform", "notifying_platform")
)


def slices(judged: Sequence[Judged]) -> list[dict[str, Any]]:  # Any: JSON
    """Figures of each slice under the default policy; a share of fewer than `LEAST` mails is ``None``."""
    rows = [(row, label) for one in judged for row, label in zip(one.rows, one.labels(), strict=True)]
    firsts = _first_contacts([row for row, _ in rows])
    said: dict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    for row, label in rows:
        for asked, answer in _slices_of(row, first=row.id in firsts):
            said[asked, answer, LABEL_OF[row.kind] == "human"][label] += 1
    found = []
    for asked, answer in dict.fromkeys(key[:2] for key in sorted(said)):
        people, others = said[asked, answer, True], said[asked, answer, False]
        if max(people.total(), others.total()) < LEAST:
            continue
        found.append(
            {
                "by": asked,
                "slice": answer,
                "people": people.total(),
                "people_kept": _share(people, "human"),
                "people_called_spam": _share(people, "spam"),
                "others": others.total(),
                "others_not_human": None if others.total() < LEAST else round(1 - others["human"] / others.total(), 4),
            }
        )
    return found


def _share(counts: Counter[str], label: str) -> float | None:
    return round(counts[label] / counts.total(), 4) if counts.total() >= LEAST else None


def _slices_of(row: Row, first: bool) -> Iterator[tuple[str, str]]:
    """(what is asked, the answer) of one mail."""
    yield "language", row.lang or "not told"
    words = len(row.letter.split())
    yield "words", next(name for least, name in LENGTHS.items() if words >= least)
    yield "transport header", "there" if row.transport else "missing"
    yield "contact", "first" if first else "answer, or sender seen before"
    yield "platform", "known" if PLATFORMS.intersection(row.plain.signals) else "unknown"


def _first_contacts(rows: Sequence[Row]) -> set[str]:
    """Ids of mails that answer nothing, and whose sender wrote none of the others before."""
    seen: set[str] = set()
    found = set()
    for row in sorted(rows, key=lambda row: row.sighting.time):
        sender = row.sighting.sender
        if sender not in seen and not row.sighting.references:
            found.add(row.id)
        seen.add(sender)
    return found


def mistakes(judged: Sequence[Judged]) -> list[dict[str, Any]]:  # Any: JSON
    """Which kinds get which wrong label, as what kind they were read, and where: those that cost most mails."""
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    kinds = Counter(row.kind for one in judged for row in one.rows)
    for one in judged:
        for row, label, five in zip(one.rows, one.labels(), one.probabilities, strict=True):
            if label != LABEL_OF[row.kind]:
                found[row.kind, label, KINDS[int(five.argmax())]][row.source] += 1
    ranked = sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))[:TOLD]
    return [
        {
            "kind": kind,
            "label": label,
            "read_as": read_as,
            "n": sources.total(),
            "share": round(sources.total() / kinds[kind], 4),
            "most": sources.most_common(1)[0][0],
            "most_n": sources.most_common(1)[0][1],
        }
        for (kind, label, read_as), sources in ranked
    ]


def table(found: Sequence[dict[str, Any]]) -> str:  # Any: JSON
    """`slices` in Markdown."""

    def percent(share: float | None) -> str:
        return "–" if share is None else f"{share:.1%}"

    lines = [
        "| by | slice | people | kept | called spam | others | not human |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {s['by']} | {s['slice']} | {s['people']} | {percent(s['people_kept'])} | {percent(s['people_called_spam'])}"
        f" | {s['others']} | {percent(s['others_not_human'])} |"
        for s in found
    ]
    return "\n".join(lines)


def told(found: Sequence[dict[str, Any]]) -> str:  # Any: JSON
    """`mistakes` as a list in Markdown."""
    return "\n".join(
        f"- {m['n']} mails of kind {m['kind']} ({m['share']:.1%} of it) labelled {m['label']}, read as {m['read_as']};"
        f" {m['most_n']} of them in {m['most']}."
        for m in found
    )
