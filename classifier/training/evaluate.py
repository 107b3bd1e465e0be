"""Folds → how models do on sources that they never saw; calibration and thresholds come from inner folds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

from classifier.decision import DEFAULT_POLICY, LABEL_OF, LABELS, Policy, decide
from classifier.features import Features
from classifier.model import KINDS
from classifier.signals import CATALOGUE
from classifier.tallies import CAMPS, tallied
from classifier.training import slices
from classifier.training.boost import columns, levels
from classifier.training.cuts import at_cuts
from classifier.training.fit import STEP_SCALE, WORD_SCALE, robots_of
from classifier.training.folds import Fold
from classifier.training.learn import Table, Trained
from classifier.training.table import STEPS, Row, kinds_of, matrix
from classifier.training.thresholds import POLICIES, alike, upper_bound

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

LABEL_INDEX = np.asarray([LABELS.index(LABEL_OF[kind]) for kind in KINDS])
"""Index of each kind's label in `LABELS`."""
BINS = 15
"""Of the calibration error."""

COLLECTED = {s.name for s in CATALOGUE if s.provenance == "collected"}
"""Signals that could know the corpus rather than the mail."""

OF_POLICY = ("people_kept", "people_called_spam", "outreach_not_human", "machine_mail_not_human", "junk_not_human")
"""What a policy decides."""

Tell = Callable[[str], None]


class Judged(NamedTuple):
    """What a model said of a fold that it never saw."""

    fold: str
    rows: list[Row]
    probabilities: NDArray[np.float64]
    """n × 5."""
    policies: dict[str, Policy]
    without_collected: NDArray[np.float64]
    """n × 5, with the signals silent that could know the corpus rather than the mail."""

    def where_clear(self) -> Judged:
        """Without the mail whose kind readers could not tell."""
        clear = np.asarray([row.clear for row in self.rows], dtype=bool)
        rows = [row for row in self.rows if row.clear]
        return self._replace(
            rows=rows, probabilities=self.probabilities[clear], without_collected=self.without_collected[clear]
        )

    def as_given(self) -> Judged:
        """By the labels of the folders, whatever was read later."""
        return self._replace(rows=[row._replace(kind=row.given or row.kind) for row in self.rows])

    def labels(self, policy: str = DEFAULT_POLICY) -> list[str]:
        """What it said under a policy."""
        return [decide(self.policies[policy], five)[0] for five in self.probabilities.tolist()]


def judge(table: Table, name: str, trained: Trained, indices: Sequence[int]) -> Judged:
    """What a model says of some of the rows."""
    rows = [table.rows[i] for i in indices]
    without = matrix((_without_collected(row.plain) for row in rows), STEP_SCALE, WORD_SCALE)
    p = _probabilities(trained, table.plain[indices])
    return Judged(name, rows, p, trained.policies, _probabilities(trained, without))


def _without_collected(read: Features) -> Features:
    passed = tuple(step for step in read.signals if step.partition(">=")[0] not in COLLECTED | CAMPS.keys())
    return read._replace(signals=passed + tallied(passed))


def _probabilities(trained: Trained, x: sparse.csr_matrix) -> NDArray[np.float64]:
    of_steps, words = trained.linear.parts(x)
    grown = trained.boosted.logits(columns(levels(x[:, : len(STEPS)]), words))
    return trained.calibration.probabilities([of_steps + words, grown], robots_of(x))


def evaluate(table: Table, folds: Sequence[Fold], tell: Tell) -> list[Judged]:
    """Judge each fold by a model that saw nothing of it."""
    others = {fold.name: [other for other in folds if other.name != fold.name] for fold in folds}
    table.fit_ahead((fold.train, others[fold.name]) for fold in folds)
    judged = []
    for fold in folds:
        tell(f"fold {fold.name}: {len(fold.train)} mails train, {len(fold.test)} are judged")
        judged.append(judge(table, fold.name, table.train(fold.train, others[fold.name]), fold.test))
    return judged


def metrics(judged: Sequence[Judged]) -> dict[str, Any]:  # Any: JSON
    """Figures of each fold, of each source and kind, the means over folds and sources, slices and mistakes.

    Of mail whose kind is clear, by the kinds that were read; the folds and means by the labels of its folders stand beside.
    """
    given = [one.as_given() for one in judged]
    given_folds = {one.fold: _of_fold(one) for one in given}
    judged = [one.where_clear() for one in judged]
    folds = {one.fold: _of_fold(one) for one in judged}
    sources = _of_sources(judged, DEFAULT_POLICY)
    policies = {name: _of_policy(judged, name) for name in POLICIES}
    return {
        "folds": folds,
        "sources": sources,
        "summary": _summary(folds, sources),
        "as_given": {"folds": given_folds, "summary": _summary(given_folds, _of_sources(given, DEFAULT_POLICY))},
        "policies": policies,
        "slices": slices.slices(judged),
        "mistakes": slices.mistakes(judged),
    }


def _of_fold(one: Judged) -> dict[str, float | int]:
    y = kinds_of(one.rows)
    p = one.probabilities
    human = y == 0
    truth = LABEL_INDEX[y]
    said = np.asarray([LABELS.index(label) for label in one.labels()])
    leaned = np.mean([decide(one.policies[DEFAULT_POLICY], five)[2] for five in p.tolist()])
    present = sorted(set(truth.tolist()))
    return {
        "n": len(y),
        **at_cuts(p[:, 0], y),
        "auc_human_without_collected": _round(roc_auc_score(human, one.without_collected[:, 0])),
        "macro_f1": _round(f1_score(truth, said, average="macro", labels=present, zero_division=0)),
        "accuracy_of_kind": _round(float((p.argmax(axis=1) == y).mean())),
        "ece": _round(calibration_error(p, truth)),
        "leaned": _round(float(leaned)),
    }


def _of_policy(judged: Sequence[Judged], name: str) -> dict[str, float]:
    """What a policy costs: means over sources, and other kinds' mail labelled human over all folds, with its bound."""
    summary = _summary({}, _of_sources(judged, name))
    rows = [row for one in judged for row in one.rows]
    y = kinds_of(rows)
    wrong = np.asarray([label == "human" for one in judged for label in one.labels(name)])[y != 0]
    w = alike(y)[y != 0]
    shares = {"others_as_human": float(w[wrong].sum() / w.sum()), "others_as_human_bound": upper_bound(wrong, w)}
    return {key: summary[key] for key in OF_POLICY} | {key: _round(share) for key, share in shares.items()}


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


def _of_sources(judged: Sequence[Judged], policy: str) -> list[dict[str, Any]]:
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in judged:
        for row, label in zip(one.rows, one.labels(policy), strict=True):
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
        return _round(float(np.mean([fold[key] for fold in folds.values()]))) if folds else 0.0

    machine = ("newsletter", "notification")
    return {
        "people_kept": mean("human", ("personal",)),
        "people_called_spam": mean("spam", ("personal",)),
        "outreach_not_human": _round(1 - mean("human", ("outreach",))),
        "machine_mail_not_human": _round(1 - mean("human", machine)),
        "machine_mail_not_spam": _round(1 - mean("spam", machine)),
        "junk_not_human": _round(1 - mean("human", ("junk",))),
        "auc_human": over_folds("auc_human"),
        "macro_f1": _round(_pooled_f1(sources)),
        "ece": over_folds("ece"),
    }


def _pooled_f1(sources: list[dict[str, Any]]) -> float:
    """Macro-F1 of the labels over all folds together: in one fold a label may have a single mail."""
    said = {(true, label): 0.0 for true in LABELS for label in LABELS}
    for s in sources:
        for label in LABELS:
            said[LABEL_OF[s["kind"]], label] += s["n"] * s[label]
    scores = []
    for label in LABELS:
        all_said, all_true = sum(said[true, label] for true in LABELS), sum(said[label, other] for other in LABELS)
        if all_true:
            scores.append(2 * said[label, label] / (all_said + all_true))
    return float(np.mean(scores)) if scores else 0.0


def _round(number: float) -> float:
    return round(float(number), 4)
