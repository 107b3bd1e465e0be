"""The reader's corrections → how far the probabilities of a mail that resembles the corrected ones are moved.

A correction tells by how much the model was wrong about one mail: what it was, less the probability that each kind had.
Those errors are averaged over the corrected mails, each counted by how many steps it shares with the mail at hand, and
the average moves the log-probabilities. Nothing is kept but the corrections: to undo one is to leave it out, and its
part is gone exactly. The model's own verdicts are never among them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from classifier.history import Correction
from classifier.model import KINDS

STRENGTH = 3.0
"""Log-probability that a kind gains where the average error is 1: a bound on what any number of corrections can do."""
PRIOR = 10.0
"""Corrected mails, alike to this one in every step, with which half of that is reached: a few cannot overturn the model."""
SHARPNESS = 8
"""Power of the resemblance. Any two mails share some steps, and only errors are corrected: with 4, fifty corrections of
outreach that passed as human cost people as well (experiment 11; the figures are in notebooks/0004-corrections.md)."""
LEAST = 1e-9
"""Probabilities are taken for at least this."""


def shift(corrections: Sequence[Correction], steps: Collection[str]) -> tuple[float, ...]:
    """What is added to the log-probability of each kind of a mail that passed these steps."""
    total = PRIOR
    errors = [0.0] * len(KINDS)
    mine = frozenset(steps)
    for correction in corrections:
        weight = _resemblance(mine, correction.steps) ** SHARPNESS
        total += weight
        for k, kind in enumerate(KINDS):
            errors[k] += weight * ((kind == correction.kind) - correction.probabilities[k])
    return tuple(STRENGTH * error / total for error in errors)


def adjusted(probabilities: Sequence[float], added: Sequence[float]) -> tuple[float, ...]:
    """Probabilities after a `shift`."""
    powers = [max(p, LEAST) * math.exp(s) for p, s in zip(probabilities, added, strict=True)]
    total = sum(powers)
    return tuple(p / total for p in powers)


def _resemblance(mine: frozenset[str], theirs: Sequence[str]) -> float:
    """Cosine of two sets of steps: 0 for none in common, 1 for the same."""
    if not mine or not theirs:
        return 0.0
    return len(mine.intersection(theirs)) / math.sqrt(len(mine) * len(theirs))
