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
    machines_as_spam: float
    """Of newsletters and notifications, labelled spam; both weigh the same."""


POLICIES = {
    "strict": Allowed(0.003, 0.0005, 0.02),
    "balanced": Allowed(0.01, 0.001, 0.03),
    "open": Allowed(0.03, 0.002, 0.05),
}
"""``balanced`` is the default; the others ask for a third, and for thrice, of what it may call human."""
MACHINES = [KINDS.index("newsletter"), KINDS.index("notification")]
LEAST = 0.5
"""Below this another label is more probable."""
CONFIDENT = 1.645
"""Standard deviations of a one-sided 95 % bound."""


def fit_policies(probabilities: NDArray[np.float64], y: NDArray[np.int64]) -> dict[str, Policy]:
    """The lowest thresholds that keep to the shares of each policy, on mail of sources that the model did not see.

    Within a kind every mail counts alike. Where small sources weighed as much as large ones, one mail could be a hundredth
    of its kind, and the thresholds were those of a few odd mails (experiment 36).

    Args:
        probabilities: n × 5, calibrated.
        y: index of each mail's kind.
    """
    human, spam = probabilities[:, 0], probabilities[:, 4]
    w = alike(y)
    others, people, machines = y != 0, y == 0, np.isin(y, MACHINES)
    return {
        name: Policy(
            _least(human, others, w, allowed.as_human),
            max(_least(spam, people, w, allowed.people_as_spam), _least(spam, machines, w, allowed.machines_as_spam)),
        )
        for name, allowed in POLICIES.items()
    }


def _least(values: NDArray[np.float64], among: NDArray[np.bool_], w: NDArray[np.float64], above: float) -> float:
    """The lowest threshold that a share ``above`` of some mail reaches, but not below `LEAST`."""
    return max(LEAST, _quantile(values[among], w[among], above)) if among.any() else LEAST


def alike(y: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weight of each mail, from the indices of their kinds: every kind that is there weighs 1, however much mail of it there is."""
    return 1.0 / np.bincount(y, minlength=len(KINDS))[y]


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
