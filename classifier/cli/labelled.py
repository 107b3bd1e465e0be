"""The arguments that name labelled mail → its rows, for the commands that train and judge."""

from __future__ import annotations

import importlib.util
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from classifier.cli.exits import DATA, UNAVAILABLE, Failure

if TYPE_CHECKING:
    from classifier.training.table import Row


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("corpora", type=Path, metavar="DIR", help="folder of SOURCE/{messages.mbox.gz,labels.jsonl}")
    parser.add_argument("--letters", type=Path, metavar="DIR", help="folder of written letters, for training alone")
    parser.add_argument(
        "--reviewed", type=Path, metavar="FILE", help="kinds that were read again, by id: data/labels/reviewed.tsv"
    )
    parser.add_argument(
        "--jobs", "-j", type=int, default=-1, metavar="N", help="worker processes (default: one a core)"
    )


def read_rows(args: Namespace) -> list[Row]:
    """The rows, or a `Failure` that says what is missing or broken."""
    if importlib.util.find_spec("sklearn") is None:
        raise Failure(UNAVAILABLE, "training needs scikit-learn: pip install 'coldsieve[train]'")
    from classifier.training.corpora import CorpusError
    from classifier.training.letters import LettersError
    from classifier.training.review import read_reviews, reviewed
    from classifier.training.table import read

    try:
        reviews = read_reviews(args.reviewed) if args.reviewed else {}
        return reviewed(read(args.corpora, args.letters, args.jobs), reviews)
    except (CorpusError, LettersError) as error:
        raise Failure(DATA, str(error)) from None
