"""Rows → a fitted model and its calibration: scikit-learn's numbers, not yet exported."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from classifier.model import KINDS
from classifier.training.letters import SOURCE as LETTERS
from classifier.training.table import STEPS, Row

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

STEP_SCALE = 1.0
"""What a passed step counts: the larger, the less regularisation holds its weight back. 3 was no better (experiment 9)."""
WORD_SCALE = 8.0
"""What word values, whose squares sum to 1, are multiplied by: beside some forty steps of 1 (4 does as well: experiment 4)."""
C = 0.05
"""Inverse of the regularisation's strength; .05 to .8 are alike (experiment 4)."""
MAX_ITERATIONS = 100
"""Of L-BFGS: a bound on time. It has not converged there; what more iterations would change was not measured."""

PEOPLE = np.eye(len(KINDS))[0]
OF_A_ROBOT = "robot_address>=1"
"""Passed by mail whose author's own address says that no person writes: noreply@, bot@, syzbot+4f2@."""
RESTRAINT = 0.001
"""Penalty on the square of what calibration takes from people's logit there: few of the mails have such an address."""

KIND_SHARES = {"personal": 0.35, "outreach": 0.2, "newsletter": 0.1, "notification": 0.15, "junk": 0.2}
"""Weight of each kind in training, whatever its number: letters and outreach are what it is about."""
CLUSTER_POWER = 0.4
"""A cluster of n copies of a text counts as n^0.4: between once and n times, by judgement."""
LETTERS_SHARE = 0.3
"""Weight of the written letters beside all other mail: no other source has all kinds, modern headers and nine languages, so
that none of these tells the kind there (experiment 13)."""
LANGUAGE_POWER = 0.7
"""A language of mass m within a source and kind counts as m^0.7: letters in eight languages have 4 % of the mails each (experiment 33)."""
SOURCE_POWER = 0.6
"""A source of mass m within its kind counts as m^0.6, by judgement."""
LEAST_MASS = 30.0
"""Mails of a smaller language or source count as if it had so much: a few odd mails are no source (experiment 36)."""


class Linear(NamedTuple):
    """A fitted multinomial regression: logits = x · coef.T + intercept."""

    coef: NDArray[np.float64]
    """5 × columns."""
    intercept: NDArray[np.float64]

    def parts(self, x: sparse.csr_matrix) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """N × 5 logits of steps and intercept, and n × 5 logits of words; their sum is the regression's."""
        n = len(STEPS)
        of_steps = x[:, :n] @ self.coef[:, :n].T + self.intercept
        return np.asarray(of_steps), np.asarray(x[:, n:] @ self.coef[:, n:].T)


class Calibration(NamedTuple):
    """The sum of slope · logits over the models, + shift, then softmax: temperature scaling (Guo et al. 2017) of several models."""

    slopes: tuple[float, ...]
    """One a model."""
    shift: NDArray[np.float64]
    robots: NDArray[np.float64]
    """What is added beside it where the author has a robot's address."""

    def probabilities(self, models: Sequence[NDArray[np.float64]], robots: NDArray[np.float64]) -> NDArray[np.float64]:
        """N × 5 probabilities from n × 5 logits of each model, and n numbers: 1 where the author has a robot's address."""
        z = sum(slope * logits for slope, logits in zip(self.slopes, models, strict=True)) + self.shift
        z = z + np.outer(robots, self.robots)
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def weights(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Weight of each row, so that no engine, sender, template or source decides; they sum to the number of rows."""
    w = np.zeros(len(rows))
    letters = [i for i, row in enumerate(rows) if row.source == LETTERS]
    others = [i for i, row in enumerate(rows) if row.source != LETTERS]
    for part, share in ((others, 1 - LETTERS_SHARE), (letters, LETTERS_SHARE)):
        if part:
            mass = len(rows) * (share if letters and others else 1.0)
            found = _weights([rows[i] for i in part])
            w[part] = mass * found / found.sum()
    return w


def _weights(rows: Sequence[Row]) -> NDArray[np.float64]:
    w = np.ones(len(rows))
    for keys, power, least in (
        ([_cluster(row) for row in rows], CLUSTER_POWER, 0.0),
        ([(row.source, row.kind, row.lang) for row in rows], LANGUAGE_POWER, LEAST_MASS),
        ([(row.source, row.kind) for row in rows], SOURCE_POWER, LEAST_MASS),
    ):
        masses: defaultdict[object, float] = defaultdict(float)
        for key, weight in zip(keys, w, strict=True):
            masses[key] += weight
        w *= np.asarray([max(masses[key], least) ** (power - 1) for key in keys])
    kinds: defaultdict[str, float] = defaultdict(float)
    for row, weight in zip(rows, w, strict=True):
        kinds[row.kind] += weight
    return np.asarray(w * [KIND_SHARES[row.kind] / kinds[row.kind] for row in rows])


def _cluster(row: Row) -> tuple[str, str, object]:
    template = row.sighting.template
    return row.source, row.kind, template[0] if template else row.letter


def fit(x: sparse.csr_matrix, y: NDArray[np.int64], w: NDArray[np.float64]) -> Linear:
    """Fit rows of a matrix, indices of kinds and weights. A kind that is not among them gets a logit of -20."""
    regression = LogisticRegression(C=C, max_iter=MAX_ITERATIONS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        regression.fit(x, y, sample_weight=w)
    coef = np.zeros((len(KINDS), x.shape[1]))
    intercept = np.full(len(KINDS), -20.0)
    coef[regression.classes_] = regression.coef_
    intercept[regression.classes_] = regression.intercept_
    return Linear(coef, intercept)


def robots_of(x: sparse.csr_matrix) -> NDArray[np.float64]:
    """1 for each row of a matrix whose author has a robot's address, else 0."""
    return np.asarray(x[:, STEPS.index(OF_A_ROBOT)].todense()).ravel() / STEP_SCALE


def calibrate(
    models: Sequence[NDArray[np.float64]],
    robots: NDArray[np.float64],
    y: NDArray[np.int64],
    w: NDArray[np.float64],
) -> Calibration:
    """Least weighted log loss over one slope and two shifts of people's logit, on n × 5 logits of each model, of unseen mail.

    All models get the same slope: with one of its own each, their balance swings with what is held out (experiment 18). So
    does the balance of machines' kinds with a shift of its own for each kind (experiment 21). The second shift is for mail
    whose author has a robot's address: on sources that a model has not seen it trusts that too little (experiment 28).
    """
    w = w / w.sum()
    mean = np.mean(models, axis=0)

    def loss(parameters: NDArray[np.float64]) -> float:
        slope, shift, of_robots = parameters
        z = np.exp(slope) * mean + np.outer(shift + of_robots * robots, PEOPLE)
        top = z.max(axis=1)
        log_sum = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
        return float(w @ (log_sum - z[np.arange(len(y)), y])) + RESTRAINT * float(of_robots**2)

    best = minimize(loss, np.zeros(3), method="L-BFGS-B").x
    slope = float(np.exp(best[0])) / len(models)
    return Calibration((slope,) * len(models), best[1] * PEOPLE, best[2] * PEOPLE)
