"""Levels of signals and what the words say → five logits, by boosted decision trees: what several signals mean together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, count, starmap
from operator import le
from typing import NamedTuple

LEAF = -1
"""Stands for a column where a node does not ask."""


class Trees(NamedTuple):
    """Gradient-boosted trees as plain numbers: nodes of all trees in one row, a node's left child right behind it.

    The columns that they ask are the signals' levels (how many of its steps each passed), then five logits of the words.
    """

    columns: dict[str, int]
    """Step → column of its signal."""
    words_from: int
    """Column of the first of the five logits of words."""
    baseline: tuple[float, ...]
    """Kind → what its trees add to."""
    roots: tuple[tuple[int, ...], ...]
    """Kind → first nodes of its trees."""
    asked: memoryview[int]
    """Node → the column that it asks, or `LEAF`."""
    threshold: memoryview[float]
    """Node → the greatest value that goes to its left child."""
    right: memoryview[int]
    """Node → its right child."""
    value: memoryview[float]
    """Node → the mean of the leaves below it, weighted by the mail that reached them in training; of a leaf, its own."""

    def inputs(self, steps: Iterable[str], words: Sequence[float]) -> list[float]:
        """The columns of a mail that passed these steps and whose words speak for the kinds by these logits.

        A sum added to all five logits of words means nothing: they are told by their distance from their mean.
        """
        x = [0.0] * self.words_from
        columns = self.columns
        for step in steps:
            column = columns.get(step)
            if column is not None:
                x[column] += 1.0
        mean = sum(words) / len(words)
        x += [word - mean for word in words]
        return x

    def logits(self, x: Sequence[float]) -> list[float]:
        """Five logits of a mail with these `inputs`."""
        asked, threshold, right, value = self.asked, self.threshold, self.right, self.value
        totals = []
        for total, roots in zip(self.baseline, self.roots, strict=True):
            for node in roots:
                while (column := asked[node]) >= 0:
                    node = node + 1 if x[column] <= threshold[node] else right[node]
                total += value[node]
            totals.append(total)
        return totals

    def contributions(self, x: Sequence[float], kind: int) -> list[float]:
        """What each column added to the logit of one kind: changes of `value` along the paths (Saabas 2014)."""
        added = [0.0] * len(x)
        for node in self.roots[kind]:
            while (column := self.asked[node]) >= 0:
                child = node + 1 if x[column] <= self.threshold[node] else self.right[node]
                added[column] += self.value[child] - self.value[node]
                node = child
        return added


def trees_of(
    steps: Iterable[str], baseline: Sequence[float], roots: Sequence[Sequence[int]], octets: memoryview[int]
) -> Trees:
    """Trees from their plain numbers.

    Args:
        steps: of all signals that the trees ask, signal by signal.
        baseline: five numbers.
        roots: first nodes of each kind's trees.
        octets: thresholds (float64), values (float32), right children (uint16) and columns (int16) of all nodes, in this order.

    Raises:
        ValueError: the numbers do not make trees; walking them could fail or never end.
    """
    n, rest = divmod(len(octets), 16)
    if rest or not n:
        raise ValueError(f"trees of {len(octets)} octets, which is no multiple of 16")
    columns: dict[str, int] = {}
    names: dict[str, int] = {}
    for step in steps:
        columns[step] = names.setdefault(step.partition(">=")[0], len(names))
    threshold, value = octets[: 8 * n].cast("d"), octets[8 * n : 12 * n].cast("f")
    right, asked = octets[12 * n : 14 * n].cast("H"), octets[14 * n :].cast("h")
    # Children that stand behind their parents: every walk ends.
    children = compress(zip(count(2), right, strict=False), map((-1).__lt__, asked))
    if max(asked) >= len(names) + 5 or max(right) >= n or not all(starmap(le, children)):
        raise ValueError("trees ask for columns or nodes that are not there")
    if len(roots) != 5 or len(baseline) != 5 or not all(0 <= root < n for kind in roots for root in kind):
        raise ValueError("trees begin at nodes that are not there")
    return Trees(columns, len(names), tuple(baseline), tuple(map(tuple, roots)), asked, threshold, right, value)
