"""Folds → how models do on sources that they never saw; calibration and thresholds come from inner folds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from classifier.decision import LABEL_OF, LABELS, Policy, decide
from classifier.features import BUCKETS
from classifier.model import KINDS
from classifier.signals import CATALOGUE
from classifier.training.fit import STEP_SCALE, WORD_SCALE, Calibration, Linear, calibrate, fit, weights
from classifier.training.folds import Fold, apart_from
from classifier.training.table import STEPS, Row, kinds_of, matrix
from classifier.training.thresholds import fit_policy

if TYPE_CHECKING:
    from numpy.typing import NDArray

LABEL_INDEX = np.asarray([LABELS.index(LABEL_OF[kind]) for kind in KINDS])
"""Index of each kind's label in `LABELS`."""
BINS = 15
"""Of the calibration error."""

_COLLECTED = {s.name for s in CATALOGUE if s.provenance == "collected"}
WRITTEN = np.asarray([step.partition(">=")[0] not in _COLLECTED for step in STEPS] + [True] * BUCKETS, dtype=np.float64)
"""Columns: 0 for the steps of collected signals, else 1."""

Tell = Callable[[str], None]


class Trained(NamedTuple):
    """A model with what was fitted on mail that it did not see."""

    linear: Linear
    calibration: Calibration
    policy: Policy


class Judged(NamedTuple):
    """What a model said of a fold that it never saw."""

    fold: str
    rows: list[Row]
    probabilities: NDArray[np.float64]
    """n × 5."""
    labels: list[str]
    leaned: list[bool]
    without_collected: NDArray[np.float64]
    """n × 5, with the signals silent that could know the corpus rather than the mail."""


class Table:
    """The rows as matrices: as drawn for training, and as judged."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.y = kinds_of(rows)
        self.trained = matrix((row.trained for row in rows), STEP_SCALE, WORD_SCALE)
        self.plain = matrix((row.plain for row in rows), STEP_SCALE, WORD_SCALE)
        self._fitted: dict[bytes, Linear] = {}

    def fit(self, indices: Sequence[int]) -> Linear:
        """A model of some of the rows. Fitted once: what two folds leave over is the same in either order."""
        key = np.asarray(indices, dtype=np.int64).tobytes()
        if key not in self._fitted:
            self._fitted[key] = fit([self.rows[i] for i in indices], self.trained[indices])
        return self._fitted[key]

    def train(self, indices: Sequence[int], folds: Sequence[Fold]) -> Trained:
        """A model of some of the rows, calibrated on the parts of them that each other fold tests, held out in turn."""
        allowed = set(indices)
        held: list[int] = []
        logits: list[NDArray[np.float64]] = []
        for fold in folds:
            test = [i for i in fold.test if i in allowed]
            if test:
                linear = self.fit(apart_from(self.rows, test, indices))
                held += test
                logits.append(linear.logits(self.plain[test]))
        z, y = np.concatenate(logits), self.y[held]
        w = weights([self.rows[i] for i in held])
        calibration = calibrate(z, y, w)
        policy = fit_policy(calibration.probabilities(z), y, w)
        return Trained(self.fit(indices), calibration, policy)

    def judge(self, name: str, trained: Trained, indices: Sequence[int]) -> Judged:
        """What a model says of some of the rows."""
        p = trained.calibration.probabilities(trained.linear.logits(self.plain[indices]))
        decided = [decide(trained.policy, row) for row in p.tolist()]
        rows = [self.rows[i] for i in indices]
        silenced = trained.linear._replace(coef=trained.linear.coef * WRITTEN)
        without = trained.calibration.probabilities(silenced.logits(self.plain[indices]))
        return Judged(name, rows, p, [label for label, _, _ in decided], [leaned for _, _, leaned in decided], without)


def evaluate(table: Table, folds: Sequence[Fold], tell: Tell) -> list[Judged]:
    """Judge each fold by a model that saw nothing of it."""
    judged = []
    for fold in folds:
        tell(f"fold {fold.name}: {len(fold.train)} mails train, {len(fold.test)} are judged")
        others = [other for other in folds if other.name != fold.name]
        judged.append(table.judge(fold.name, table.train(fold.train, others), fold.test))
    return judged


def metrics(judged: Sequence[Judged]) -> dict[str, Any]:  # Any: JSON
    """Figures of each fold, of each source and kind, and the means over folds and sources."""
    folds = {one.fold: _of_fold(one) for one in judged}
    sources = _of_sources(judged)
    return {"folds": folds, "sources": sources, "summary": _summary(folds, sources)}


def _of_fold(one: Judged) -> dict[str, float | int]:
    y = kinds_of(one.rows)
    p = one.probabilities
    human = y == 0
    truth = LABEL_INDEX[y]
    said = np.asarray([LABELS.index(label) for label in one.labels])
    present = sorted(set(truth.tolist()))
    return {
        "n": len(y),
        "auc_human": _round(roc_auc_score(human, p[:, 0])),
        "auc_human_without_collected": _round(roc_auc_score(human, one.without_collected[:, 0])),
        "macro_f1": _round(f1_score(truth, said, average="macro", labels=present, zero_division=0)),
        "accuracy_of_kind": _round(float((p.argmax(axis=1) == y).mean())),
        "ece": _round(calibration_error(p, truth)),
        "leaned": _round(float(np.mean(one.leaned))),
    }


def calibration_error(p: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """Expected calibration error of the most probable label, over `BINS` bins of equal width (Naeini et al. 2015)."""
    by_label = np.stack([p[:, k == LABEL_INDEX].sum(axis=1) for k in range(len(LABELS))], axis=1)
    confidence, said = by_label.max(axis=1), by_label.argmax(axis=1)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    error = 0.0
    for b in range(BINS):
        inside = bins == b
        if inside.any():
            error += abs(float((said[inside] == truth[inside]).mean() - confidence[inside].mean())) * float(
                inside.mean()
            )
    return error


def _of_sources(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in judged:
        for row, label in zip(one.rows, one.labels, strict=True):
            counts[one.fold, row.source, row.kind][LABELS.index(label)] += 1
    return [
        {
            "fold": fold,
            "source": source,
            "kind": kind,
            "n": sum(labels),
            **{label: _round(count / sum(labels)) for label, count in zip(LABELS, labels, strict=True)},
        }
        for (fold, source, kind), labels in sorted(counts.items())
    ]


def _summary(folds: dict[str, dict[str, float | int]], sources: list[dict[str, Any]]) -> dict[str, float]:
    def mean(key: str, kinds: tuple[str, ...], least: int = 30) -> float:
        values = [s[key] for s in sources if s["kind"] in kinds and s["n"] >= least]
        return _round(float(np.mean(values))) if values else 0.0

    def over_folds(key: str) -> float:
        return _round(float(np.mean([fold[key] for fold in folds.values()])))

    machine = ("newsletter", "notification")
    return {
        "people_kept": mean("human", ("personal",)),
        "people_called_spam": mean("spam", ("personal",)),
        "outreach_not_human": _round(1 - mean("human", ("outreach",))),
        "machine_mail_not_human": _round(1 - mean("human", machine)),
        "machine_mail_not_spam": _round(1 - mean("spam", machine)),
        "junk_not_human": _round(1 - mean("human", ("junk",))),
        "auc_human": over_folds("auc_human"),
        "macro_f1": over_folds("macro_f1"),
        "ece": over_folds("ece"),
    }


def _round(number: float) -> float:
    return round(float(number), 4)
