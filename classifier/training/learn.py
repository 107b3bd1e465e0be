"""Rows → a trained model: regressions, trees that are grown on what those say of unseen mail, calibration, policies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import joblib
import numpy as np

from classifier.decision import Policy
from classifier.training.boost import Boosted, boost, columns, levels
from classifier.training.fit import STEP_SCALE, WORD_SCALE, Calibration, Linear, calibrate, fit, robots_of, weights
from classifier.training.folds import Fold, apart_from
from classifier.training.good_words import with_good_words
from classifier.training.letters import SOURCE as LETTERS
from classifier.training.table import STEPS, Row, kinds_of, matrix
from classifier.training.thresholds import fit_policies

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse


class Trained(NamedTuple):
    """A model with what was fitted on mail that it did not see."""

    linear: Linear
    boosted: Boosted
    calibration: Calibration
    policies: dict[str, Policy]


class _Held(NamedTuple):
    """A part of the mail, read by a regression that was fitted without it."""

    indices: list[int]
    asked: NDArray[np.float64]
    """What trees are grown on: `columns` of the mail as drawn for training."""
    linear: NDArray[np.float64]
    """n × 5 logits of the mail as judged …"""
    judged: NDArray[np.float64]
    """… and its `columns`."""


class Table:
    """The rows as matrices: as drawn for training, and as judged."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.y = kinds_of(rows)
        self.trained = matrix((row.trained for row in with_good_words(rows)), STEP_SCALE, WORD_SCALE)
        self.plain = matrix((row.plain for row in rows), STEP_SCALE, WORD_SCALE)
        self._levels = levels(self.trained[:, : len(STEPS)]), levels(self.plain[:, : len(STEPS)])
        self._fitted: dict[bytes, Linear] = {}

    def fit(self, indices: Sequence[int]) -> Linear:
        """A regression of some of the rows. Fitted once: what two folds leave over is the same in either order."""
        key = np.asarray(indices, dtype=np.int64).tobytes()
        if key not in self._fitted:
            self._fitted[key] = fit(*self._asked(indices))
        return self._fitted[key]

    def fit_clear(self, indices: Iterable[int]) -> Linear:
        """A regression of those of the rows whose kind is clear."""
        return self.fit(self._clear(indices))

    def fit_ahead(self, asked: Iterable[tuple[Sequence[int], Sequence[Fold]]], jobs: int = -1) -> None:
        """Fit all regressions that `train` will need for these, in processes side by side."""
        asked = [(self._clear(indices), folds) for indices, folds in asked]
        sets = {
            np.asarray(held, dtype=np.int64).tobytes(): held
            for indices, folds in asked
            for held in (indices, *(apart_from(self.rows, part, indices) for part in self._parts(indices, folds)))
        }
        missing = [key for key in sets if key not in self._fitted]
        found = joblib.Parallel(n_jobs=jobs)(joblib.delayed(fit)(*self._asked(sets[key])) for key in missing)
        self._fitted.update(zip(missing, found, strict=True))

    def train(self, indices: Sequence[int], folds: Sequence[Fold]) -> Trained:
        """A model of some of the rows.

        Each part of them that another fold tests, and the written letters, is held out of a regression in turn. Trees
        are grown on what those regressions say of the words of mail that they did not see, or they would trust them too
        much. Calibration and thresholds come from trees that saw nothing of a part either; letters take no part in them.
        """
        indices = self._clear(indices)
        self.fit_ahead([(indices, folds)])
        held = [self._held(part, indices) for part in self._parts(indices, folds)]
        unseen = [one for one in held if self.rows[one.indices[0]].source != LETTERS]
        grown = [self._boost([other for other in held if other is not one]) for one in unseen]
        judged = [i for one in unseen for i in one.indices]
        models = [
            np.concatenate([one.linear for one in unseen]),
            np.concatenate([trees.logits(one.judged) for trees, one in zip(grown, unseen, strict=True)]),
        ]
        # Every mail counts alike here: probabilities are to be right for mail as it comes (experiment 26).
        robots = robots_of(self.plain[judged])
        calibration = calibrate(models, robots, self.y[judged], np.ones(len(judged)))
        policies = fit_policies(calibration.probabilities(models, robots), self.y[judged])
        return Trained(self.fit(indices), self._boost(held), calibration, policies)

    def _clear(self, indices: Iterable[int]) -> list[int]:
        return [i for i in indices if self.rows[i].clear]

    def _parts(self, indices: Sequence[int], folds: Sequence[Fold]) -> list[list[int]]:
        """What is held out in turn: what each fold tests, then the letters; parts that hold nothing are left out."""
        allowed = set(indices)
        parts = [[i for i in fold.test if i in allowed] for fold in folds]
        parts.append([i for i in indices if self.rows[i].source == LETTERS])
        return [part for part in parts if part]

    def _asked(self, indices: Sequence[int]) -> tuple[sparse.csr_matrix, NDArray[np.int64], NDArray[np.float64]]:
        return self.trained[indices], self.y[indices], weights([self.rows[i] for i in indices])

    def _held(self, part: list[int], indices: Sequence[int]) -> _Held:
        linear = self.fit(apart_from(self.rows, part, indices))
        (_, drawn), (of_steps, words) = linear.parts(self.trained[part]), linear.parts(self.plain[part])
        trained, plain = (levels_[part] for levels_ in self._levels)
        return _Held(part, columns(trained, drawn), of_steps + words, columns(plain, words))

    def _boost(self, parts: Sequence[_Held]) -> Boosted:
        indices = [i for part in parts for i in part.indices]
        w = weights([self.rows[i] for i in indices])
        return boost(np.vstack([part.asked for part in parts]), self.y[indices], w)
