"""Rows of labelled mail and two exported models → where one labels right and the other wrong, with exact paired tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from scipy.stats import binomtest

from classifier.decision import LABEL_OF, decide, policy_of
from classifier.model import Model, probabilities
from classifier.training.table import CHUNK, Row

ALL = "all"
"""Stands for a source, or a kind, in the line that counts all mail."""


class Paired(NamedTuple):
    """What two models made of the same mails. The second one is asked about: is it better than the first?"""

    source: str
    kind: str
    n: int
    first: int
    """Mails that the first model labels right …"""
    second: int
    """… and the second."""
    won: int
    """Right by the second alone."""
    lost: int
    """Right by the first alone."""

    @property
    def tied(self) -> int:
        """Mails that both label right, or both wrong."""
        return self.n - self.won - self.lost

    @property
    def p(self) -> float:
        """McNemar's test, exact: how probable so uneven a division of won and lost is if neither model is better."""
        return two_sided(self.won, self.lost)


def two_sided(won: int, lost: int) -> float:
    """Probability that a fair coin divides ``won + lost`` throws at least as unevenly; 1 where there are none."""
    return float(binomtest(won, won + lost).pvalue) if won + lost else 1.0


def compare(rows: Sequence[Row], first: Model, second: Model, policy: str = "") -> list[Paired]:
    """What the models say, each under its own thresholds: one `Paired` a source and kind, and at the end one of all.

    Mails are read as they are judged in evaluation: without what list servers added.

    Raises:
        ModelError: a model has no policy of this name.
    """
    right = [list(_right(rows, model, policy)) for model in (first, second)]
    groups: dict[tuple[str, str], Counter[tuple[bool, bool]]] = {}
    for row, by_first, by_second in zip(rows, *right, strict=True):
        groups.setdefault((row.source, row.kind), Counter())[by_first, by_second] += 1
    every = sum(groups.values(), Counter())
    named = [_paired(source, kind, counts) for (source, kind), counts in sorted(groups.items())]
    return [*named, _paired(ALL, ALL, every)]


def _right(rows: Iterable[Row], model: Model, policy: str) -> Iterator[bool]:
    """Whether each mail's label is that of its kind."""
    least = policy_of(model, policy)
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        words = model.word_logits_of_many([row.plain.words for row in chunk]).tolist()
        for row, word_logits in zip(chunk, words, strict=True):
            label, _, _ = decide(least, probabilities(model.logits(row.plain.signals, word_logits)))
            yield label == LABEL_OF[row.kind]


def _paired(source: str, kind: str, counts: Counter[tuple[bool, bool]]) -> Paired:
    both, won, lost = counts[True, True], counts[False, True], counts[True, False]
    return Paired(source, kind, counts.total(), both + lost, both + won, won, lost)


def sign_test(found: Sequence[Paired]) -> tuple[int, int, int, float]:
    """Sources won, tied and lost, and how probable so uneven a division is by chance.

    Mails of one source are no independent draws, so this says more about sources yet to come than McNemar's test over
    all mails. A source is what stands on a line: one kind's mail of one folder.
    """
    lines = [one for one in found if one.source != ALL]
    won = sum(one.won > one.lost for one in lines)
    lost = sum(one.won < one.lost for one in lines)
    return won, len(lines) - won - lost, lost, two_sided(won, lost)


def table(found: Sequence[Paired]) -> str:
    """Markdown."""
    lines = [
        "| source | kind | n | right by A | right by B | B won | tied | lost | p |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {one.source} | {one.kind} | {one.n} | {one.first / one.n:.4f} | {one.second / one.n:.4f}"
        f" | {one.won} | {one.tied} | {one.lost} | {one.p:.3g} |"
        for one in found
    ]
    won, tied, lost, p = sign_test(found)
    lines += ["", f"Sources won {won}, tied {tied}, lost {lost}: sign test p = {p:.3g}."]
    return "\n".join(lines)


def as_json(found: Sequence[Paired]) -> dict[str, Any]:  # Any: JSON
    """The same figures for programs."""
    won, tied, lost, p = sign_test(found)
    return {
        "groups": [{**one._asdict(), "tied": one.tied, "p": one.p} for one in found],
        "sources": {"won": won, "tied": tied, "lost": lost, "p": p},
    }
