"""bogofilter and SpamBayes on the folds of ``coldsieve evaluate``, beside ours from models/default/metrics.json.

usage: python -m tests.benchmarks.peers CORPORA [LETTERS]    (some ten minutes; with LETTERS they train on those as well)

They are trained on the mail as it came, with all its header, for two classes: people, and the rest, by the kinds that were
read again, as ours is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from classifier.model import default_directory
from classifier.training import folds
from classifier.training.corpora import CorpusError, read_corpora
from classifier.training.cuts import at_cuts
from classifier.training.letters import LettersError
from classifier.training.review import reviewed
from classifier.training.table import build, kinds_of, written
from tests.benchmarks.others import peers

FIGURES = ("auc_human", "people_kept_at_2_percent", "outreach_stopped_at_93_percent")


def main(arguments: Sequence[str]) -> int:
    """Print the table, fold by fold."""
    if len(arguments) not in (1, 2):
        print("usage: python -m tests.benchmarks.peers CORPORA [LETTERS]", file=sys.stderr)
        return 64
    try:
        mails = list(read_corpora(Path(arguments[0])))
        if len(arguments) == 2:
            mails += written(Path(arguments[1]))
    except (CorpusError, LettersError) as error:
        print(error, file=sys.stderr)
        return 66
    rows = reviewed(build(mails))
    y = kinds_of(rows)
    ours = json.loads((default_directory() / "metrics.json").read_text("utf-8"))["folds"]
    asked = peers()
    print(
        "| fold | | AUC human | people kept where 2 % of the rest pass | outreach stopped where 93 % of people are kept |"
    )
    print("|---|---|--:|--:|--:|")
    for fold in folds.make_folds(rows):
        print(_line(fold.name, "coldsieve", ours[fold.name]), flush=True)
        train, test = ([i for i in part if rows[i].clear] for part in (fold.train, fold.test))
        for name, peer in asked.items():
            bad = [bool(y[i]) for i in train]
            scores = -np.asarray(peer([mails[i].raw for i in train], bad, [mails[i].raw for i in test]))
            print(_line(fold.name, name, at_cuts(scores, y[test])), flush=True)
    return 0


def _line(fold: str, name: str, figures: dict[str, float]) -> str:
    told = (figures.get(figure) for figure in FIGURES)
    return f"| {fold} | {name} | " + " | ".join("–" if one is None else f"{one:.4f}" for one in told) + " |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
