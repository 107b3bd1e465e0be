"""`Trees` → the same trees as masks of leaves, which tell many mails in a fraction of the time, to the same bit.

The leaves of a tree, from left to right, are the bits of an octet. A question that is answered by "greater" takes the
leaves to its left away; the lowest bit that is left stands for the leaf where a walk would end (QuickScorer, Lucchese and
others, SIGIR 2015). The octets of all trees are one whole number, and most columns of a mail are 0 and take nothing away.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from classifier.trees import Trees

LEAVES = 8
"""Of a tree at most: the bits of an octet."""
_LOWEST = bytes((octet & -octet).bit_length() - 1 if octet else 0 for octet in range(256))
"""Octet → its lowest bit."""


class _Leaf(NamedTuple):
    value: float
    path: tuple[tuple[int, int], ...]
    """Node and child, from the root on."""
    changes: tuple[tuple[int, float], ...]
    """Column and what its answer changed, from the root on."""


class Forest:
    """Trees, made ready for many mails. That takes as long as walking them for some fifty."""

    def __init__(self, trees: Trees) -> None:
        self.columns, self.words_from, self.inputs = trees.columns, trees.words_from, trees.inputs
        self._baseline = trees.baseline
        by_kind = [[_leaves(trees, root) for root in roots] for roots in trees.roots]
        grown = [leaves for kind in by_kind for leaves in kind]
        taken: list[dict[float, int]] = [{} for _ in range(trees.words_from + len(trees.baseline))]
        for place, leaves in enumerate(grown):
            for bit, leaf in enumerate(leaves):
                for node, child in leaf.path:
                    if child == node + 1:
                        by_threshold = taken[trees.asked[node]]
                        threshold = trees.threshold[node]
                        by_threshold[threshold] = by_threshold.get(threshold, 0) | 1 << (8 * place + bit)
        self._values = [[[leaf.value for leaf in leaves] for leaves in kind] for kind in by_kind]
        self._changes = [[[leaf.changes for leaf in leaves] for leaves in kind] for kind in by_kind]
        self._size = len(grown)
        whole = int.from_bytes(bytes((1 << len(leaves)) - 1 for leaves in grown), "little")
        columns = [_cumulated(by_threshold, whole) for by_threshold in taken]
        self._signals, self._words = columns[: self.words_from], columns[self.words_from :]
        self._without_signals = whole
        for thresholds, left in self._signals:
            self._without_signals &= left[bisect_left(thresholds, 0.0)]

    def logits(self, x: Sequence[float]) -> list[float]:
        """As `Trees.logits`."""
        ends = iter(self._ends(x))
        totals = []
        for total, kind in zip(self._baseline, self._values, strict=True):
            for values, end in zip(kind, ends, strict=False):
                total += values[end]
            totals.append(total)
        return totals

    def contributions(self, x: Sequence[float], kind: int) -> list[float]:
        """As `Trees.contributions`."""
        added = [0.0] * len(x)
        start = sum(map(len, self._changes[:kind]))
        for changes, end in zip(self._changes[kind], self._ends(x)[start:], strict=False):
            for column, change in changes[end]:
                added[column] += change
        return added

    def _ends(self, x: Sequence[float]) -> bytes:
        """For each tree the leaf where a mail with these `inputs` ends."""
        left = self._without_signals
        for (thresholds, of_column), value in zip(self._signals, x, strict=False):
            if value:
                left &= of_column[bisect_left(thresholds, value)]
        for (thresholds, of_column), value in zip(self._words, x[self.words_from :], strict=True):
            left &= of_column[bisect_left(thresholds, value)]
        return left.to_bytes(self._size, "little").translate(_LOWEST)


def forest_of(trees: Trees) -> Forest | Trees:
    """The trees made ready for many mails; as they are where one of them has more than `LEAVES` leaves."""
    try:
        return Forest(trees)
    except _TooLarge:
        return trees


class _TooLarge(ValueError):
    """A tree has more leaves than an octet has bits."""


def _leaves(trees: Trees, root: int) -> list[_Leaf]:
    """Leaves of one tree, from left to right."""
    leaves: list[_Leaf] = []
    stack = [_Leaf(trees.value[root], (), ())]
    while stack:
        leaf = stack.pop()
        node = leaf.path[-1][1] if leaf.path else root
        column = trees.asked[node]
        if column < 0:
            leaves.append(leaf)
        elif len(leaves) + len(stack) >= LEAVES:
            raise _TooLarge
        else:
            for child in (trees.right[node], node + 1):
                value = trees.value[child]
                changes = (*leaf.changes, (column, value - trees.value[node]))
                stack.append(_Leaf(value, (*leaf.path, (node, child)), changes))
    return leaves


def _cumulated(taken: dict[float, int], whole: int) -> tuple[list[float], list[int]]:
    """Thresholds in order, and what is left of all leaves by a value that is greater than none, one, two … of them."""
    left = [whole]
    for threshold in sorted(taken):
        left.append(left[-1] & ~taken[threshold])
    return sorted(taken), left
