"""Probabilities of unseen mail → the thresholds from which ``human`` and ``spam`` may be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from classifier.decision import Policy
from classifier.model import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOT_HUMAN = {"outreach": 0.02, "newsletter": 0.02, "notification": 0.02, "junk": 0.015}
"""Share of each kind that may be labelled human. The threshold meets the mean of them, kind by kind alike."""
HUMAN_AS_SPAM = 0.001
"""Share of people's letters that may be labelled spam: losing one costs most."""
LEAST = 0.5
"""Below this another label is more probable."""


def fit_policy(probabilities: NDArray[np.float64], y: NDArray[np.int64], w: NDArray[np.float64]) -> Policy:
    """The lowest thresholds that keep to the shares above, on mail of sources that the model did not see.

    Args:
        probabilities: n × 5, calibrated.
        y: index of each mail's kind.
        w: weight of each mail.
    """
    human, spam = probabilities[:, 0], probabilities[:, 4]
    others = [k for k, kind in enumerate(KINDS) if kind in NOT_HUMAN and (y == k).any()]
    for_human = LEAST
    if others:
        # Every kind weighs the same here, however much mail of it there is.
        share = float(np.mean([NOT_HUMAN[KINDS[k]] for k in others]))
        scaled = np.zeros(len(y))
        for k in others:
            scaled[y == k] = w[y == k] / w[y == k].sum() / len(others)
        for_human = max(LEAST, _quantile(human[y != 0], scaled[y != 0], share))
    for_spam = max(LEAST, _quantile(spam[y == 0], w[y == 0], HUMAN_AS_SPAM)) if (y == 0).any() else LEAST
    return Policy(for_human, for_spam)


def _quantile(values: NDArray[np.float64], w: NDArray[np.float64], above: float) -> float:
    """The least value that leaves at most a share ``above`` of the weight at or above it."""
    order = np.argsort(-values)
    mass = np.cumsum(w[order]) / w.sum()
    allowed = int(np.searchsorted(mass, above, side="right"))
    if allowed >= len(order):
        return float(values.min())
    return float(np.nextafter(values[order[allowed]], 2.0))
