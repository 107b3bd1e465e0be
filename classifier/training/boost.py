"""Levels of signals and logits of words → boosted trees: scikit-learn's, and as the plain numbers of `classifier.trees`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from classifier.model import KINDS
from classifier.training.table import STEPS
from classifier.trees import LEAF

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

SIGNALS = list(dict.fromkeys(step.partition(">=")[0] for step in STEPS))
"""Columns of `levels`, before those of the words."""
COLUMN = np.asarray([SIGNALS.index(step.partition(">=")[0]) for step in STEPS])
"""Step → column of its signal."""

GROWING = {
    "max_iter": 100,
    "learning_rate": 0.1,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "max_features": 0.3,
}
"""Of the trees: small, many, each split choosing among some of the columns (experiment 12)."""
SEED = 1
"""Of the columns that a split chooses among."""
ROUNDED = 1e-7
"""Added to thresholds: many are values of the mail they were fitted on, and exported weights are rounded."""
ABSENT = -20.0
"""Logit of a kind that no mail in training had."""


class Boosted(NamedTuple):
    """Fitted trees."""

    classifier: HistGradientBoostingClassifier
    kinds: NDArray[np.int64]
    """Indices of the kinds that it knows."""

    def logits(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """N × 5 logits of rows of `columns`."""
        out = np.full((len(x), len(KINDS)), ABSENT)
        raw = self.classifier.decision_function(x)
        # Of two classes scikit-learn gives the log-odds of the second.
        out[:, self.kinds] = raw if raw.ndim == 2 else np.stack([-raw / 2, raw / 2], axis=1)
        return out


def levels(steps: sparse.csr_matrix) -> NDArray[np.float64]:
    """Passed steps (n × `STEPS`, zero where not passed) → how many of its steps each signal passed: n × `SIGNALS`."""
    out = np.zeros((steps.shape[0], len(SIGNALS)))
    row, step = steps.nonzero()
    np.add.at(out, (row, COLUMN[step]), 1.0)
    return out


def columns(levels_: NDArray[np.float64], word_logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """What trees ask: levels, then the words' five logits less their mean."""
    return np.hstack([levels_, word_logits - word_logits.mean(axis=1, keepdims=True)])


def boost(x: NDArray[np.float64], y: NDArray[np.int64], w: NDArray[np.float64]) -> Boosted:
    """Grow trees on rows of `columns`, indices of kinds and weights."""
    classifier = HistGradientBoostingClassifier(early_stopping=False, random_state=SEED, **GROWING)
    classifier.fit(x, y, sample_weight=w)
    return Boosted(classifier, np.asarray(classifier.classes_))


class Grown(NamedTuple):
    """Trees as plain numbers, see `classifier.trees.Trees`."""

    baseline: list[float]
    roots: list[list[int]]
    octets: bytes


def as_numbers(boosted: Boosted) -> Grown:
    """Fitted trees as plain numbers.

    Raises:
        ValueError: they do not know all kinds, or have more nodes than 16 bits can count.
    """
    if boosted.kinds.tolist() != list(range(len(KINDS))):
        raise ValueError(f"trees know the kinds {boosted.kinds.tolist()} alone")
    # scikit-learn has no public way to its trees; the exported model's test holds these to `decision_function`.
    grown = boosted.classifier._predictors
    baseline = boosted.classifier._baseline_prediction.ravel().tolist()
    roots: list[list[int]] = [[] for _ in KINDS]
    parts: list[NDArray[np.void]] = []
    at = 0
    for round_ in grown:
        for kind, tree in enumerate(round_):
            nodes = tree.nodes.copy()
            inner = nodes["is_leaf"] == 0
            assert (nodes["left"][inner] == np.flatnonzero(inner) + 1).all()
            _fill_means(nodes)
            nodes["num_threshold"] += ROUNDED
            nodes["right"] += at
            nodes["feature_idx"][~inner] = LEAF
            roots[kind].append(at)
            parts.append(nodes)
            at += len(nodes)
    if at >= 1 << 16:
        raise ValueError(f"{at} nodes")
    all_ = np.concatenate(parts)
    octets = b"".join(
        np.ascontiguousarray(all_[field], dtype=kind).tobytes()
        for field, kind in (("num_threshold", "<f8"), ("value", "<f4"), ("right", "<u2"), ("feature_idx", "<i2"))
    )
    return Grown(baseline, roots, octets)


def _fill_means(nodes: NDArray[np.void]) -> None:
    """Set the value of each inner node to the mean of its children: they stand behind it, so from the end."""
    for i in range(len(nodes) - 1, -1, -1):
        if not nodes["is_leaf"][i]:
            children = [i + 1, nodes["right"][i]]
            counts = nodes["count"][children].astype(np.float64)
            nodes["value"][i] = (nodes["value"][children] * counts).sum() / counts.sum()
