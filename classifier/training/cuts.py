"""Scores → what one cut through them keeps and stops: figures that need no probabilities, and so compare any two filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import roc_auc_score

if TYPE_CHECKING:
    from numpy.typing import NDArray

PASSED = 0.02
"""Share of what no person wrote that a cut lets through, where people kept are told."""
KEPT = 0.93
"""Share of people's mail that a cut keeps, where outreach stopped is told."""


def at_cuts(score: NDArray[np.float64], y: NDArray[np.int64]) -> dict[str, float]:
    """AUC of people against the rest, people kept at the cut `PASSED`, outreach stopped at the cut `KEPT` where there is any.

    Args:
        score: the higher, the likelier a person wrote the mail.
        y: index of each mail's kind.
    """
    people, rest, outreach = score[y == 0], score[y != 0], score[y == 1]
    kept = np.sort(people)[int((1 - KEPT) * len(people))]
    let_through = np.sort(rest)[int(np.ceil((1 - PASSED) * len(rest))) - 1]
    found = {
        "auc_human": roc_auc_score(y == 0, score),
        "people_kept_at_2_percent": (people > let_through).mean(),
    }
    if len(outreach):
        found["outreach_stopped_at_93_percent"] = (outreach < kept).mean()
    return {name: round(float(share), 4) for name, share in found.items()}
