"""What notebooks look at: labelled mail where there is some, else a sample of the letters, and what a model says of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from classifier.decision import policy_of
from classifier.model import load, probabilities
from classifier.training import folds
from classifier.training.corpora import read_corpora
from classifier.training.evaluate import Judged, evaluate
from classifier.training.learn import Table
from classifier.training.letters import read_letters
from classifier.training.review import reviewed
from classifier.training.table import SEED, Row, build
from classifier.training.wrap import wrapped

LETTERS = Path(__file__).parents[2] / "data" / "letters"
EVERY = 16
"""One letter in so many is read where there is no labelled mail: enough to run every cell, too few to conclude from."""


def rows_of(corpora: str | None = None) -> list[Row]:
    """Rows of the mail below a folder, by default ``$COLDSIEVE_CORPORA``; of a sample of the letters where there is none."""
    corpora = corpora or os.environ.get("COLDSIEVE_CORPORA")
    if corpora:
        return reviewed(build(read_corpora(Path(corpora))))
    return build([mail for i, mail in enumerate(wrapped(read_letters(LETTERS), SEED, 1)) if i % EVERY == 0], jobs=1)


def judge(rows: Sequence[Row]) -> list[Judged]:
    """Each fold by a model that saw nothing of it (minutes); mail of no fold, as letters are, by the shipped model."""
    made = folds.make_folds(rows)
    if made:
        return evaluate(Table(rows), made, print)
    model = load()
    words = model.word_logits_of_many([row.plain.words for row in rows]).tolist()
    five = [probabilities(model.logits(row.plain.signals, w)) for row, w in zip(rows, words, strict=True)]
    policies = {name: policy_of(model, name) for name in model.policies}
    return [Judged("letters, seen in training", list(rows), np.asarray(five), policies, np.asarray(five))]
