"""Probabilities of unseen mail → the thresholds from which ``human`` and ``spam`` may be said, for each policy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from classifier.decision import Policy
from classifier.model import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Allowed(NamedTuple):
    """What a policy may get wrong, in shares of mail of sources that the model did not see."""

    as_human: float
    """Of the mail of other kinds, labelled human; every kind weighs the same, however much mail of it there is."""
    people_as_spam: float
    """Of people's letters, labelled spam: losing one costs most."""


POLICIES = {"strict": Allowed(0.003, 0.0005), "balanced": Allowed(0.01, 0.001), "open": Allowed(0.03, 0.002)}
"""``balanced`` is the default; the others ask for a third, and for thrice, of what it may call human."""
LEAST = 0.5
"""Below this another label is more probable."""
CONFIDENT = 1.645
"""Standard deviations of a one-sided 95 % bound."""


def fit_policies(probabilities: NDArray[np.float64], y: NDArray[np.int64], w: NDArray[np.float64]) -> dict[str, Policy]:
    """The lowest thresholds that keep to the shares of each policy, on mail of sources that the model did not see.

    Args:
        probabilities: n × 5, calibrated.
        y: index of each mail's kind.
        w: weight of each mail.
    """
    human, spam = probabilities[:, 0], probabilities[:, 4]
    other = y != 0
    scaled = alike(y, w)
    policies = {}
    for name, allowed in POLICIES.items():
        for_human = max(LEAST, _quantile(human[other], scaled[other], allowed.as_human)) if other.any() else LEAST
        for_spam = LEAST
        if not other.all():
            for_spam = max(LEAST, _quantile(spam[~other], w[~other], allowed.people_as_spam))
        policies[name] = Policy(for_human, for_spam)
    return policies


def alike(y: NDArray[np.int64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights with which every kind that is there weighs 1."""
    scaled = np.zeros(len(y))
    for k in range(len(KINDS)):
        if (y == k).any():
            scaled[y == k] = w[y == k] / w[y == k].sum()
    return scaled


def upper_bound(wrong: NDArray[np.bool_], w: NDArray[np.float64]) -> float:
    """What the share of wrong mail is at most, with 95 % confidence: Wilson's bound at Kish's effective number of mails.

    Mails of one source are no independent draws of a new source's: the truth about a new source may lie above it.
    """
    share = float(w[wrong].sum() / w.sum())
    n = float(w.sum() ** 2 / (w**2).sum())
    z = CONFIDENT
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (share + z * z / (2 * n) + spread) / (1 + z * z / n)


def _quantile(values: NDArray[np.float64], w: NDArray[np.float64], above: float) -> float:
    """The least value that leaves at most a share ``above`` of the weight at or above it."""
    order = np.argsort(-values)
    mass = np.cumsum(w[order]) / w.sum()
    allowed = int(np.searchsorted(mass, above, side="right"))
    if allowed >= len(order):
        return float(values.min())
    return float(np.nextafter(values[order[allowed]], 2.0))
