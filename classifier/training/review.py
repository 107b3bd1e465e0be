"""Mails read again, blind → their kinds by id, and rows that know both what was given and what was read.

Folders of labelled mail are labelled by rule for the most part, one in twenty wrongly, and a threshold that lets one mail in
a hundred pass is set by those. All were read again by readers who saw neither label nor score (experiments 20 and 36);
``data/labels/reviewed.tsv`` says what they found where it is another kind. Mail that they could not tell, or that a person
sent on without a word, is ``unclear``: it trains nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from classifier.model import KINDS
from classifier.training.corpora import CorpusError
from classifier.training.table import Row

REVIEWED = Path(__file__).parents[2] / "data" / "labels" / "reviewed.tsv"
"""Of a checkout."""
UNCLEAR = "unclear"


def read_reviews(path: Path) -> dict[str, str]:
    """Id → kind or `UNCLEAR`, from a table of source, id and kind, with a line of headings.

    Raises:
        CorpusError: the file cannot be read, or says what is no kind.
    """
    try:
        lines = path.read_text("utf-8").splitlines()[1:]
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror or error}") from None
    found = {}
    for number, line in enumerate(lines, start=2):
        _, _, said = line.partition("\t")
        id_, _, kind = said.partition("\t")
        if kind not in KINDS and kind != UNCLEAR:
            raise CorpusError(f"{path}, line {number}: no kind: {kind!r}")
        found[id_] = kind
    return found


def reviewed(rows: Sequence[Row], reviews: dict[str, str] | None = None) -> list[Row]:
    """The rows with the kinds that were read, by default those of `REVIEWED`; what they were given stays with them."""
    if reviews is None:
        reviews = read_reviews(REVIEWED)
    return [_reviewed(row, reviews.get(row.id, row.kind)) for row in rows]


def _reviewed(row: Row, said: str) -> Row:
    if said == UNCLEAR:
        return row._replace(given=row.kind, clear=False)
    return row._replace(given=row.kind, kind=said)
