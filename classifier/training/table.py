"""`Labelled` mail → a table of features: what was read from each mail, ready for a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import joblib
import numpy as np
from scipy import sparse

from classifier import features, signals, tallies
from classifier.features import BUCKETS, Features
from classifier.history import MemoryHistory, Sighting
from classifier.mail import Mail
from classifier.message import parse
from classifier.model import KINDS
from classifier.signals import CATALOGUE, OF_HISTORY, OF_LETTER
from classifier.training.corpora import Labelled, draw, read_corpora
from classifier.training.friendly_ends import with_friendly_ends
from classifier.training.letters import read_letters
from classifier.training.traces import without_list_traces, without_transport
from classifier.training.wrap import wrapped

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHUNK = 200
WITH_TRACES = 0.15
"""Share of training mail that keeps its list traces: real users read lists too."""
WITHOUT_TRANSPORT = 0.25
"""Share of training mail whose transport header is taken off: missing headers must not mean human."""
WITH_HISTORY = 0.5
"""Share of mail that is read with a history: the model must do without one."""

SEED = 1
"""Of what is drawn when letters are wrapped."""
COPIES = 2
"""Times that each letter is wrapped, each time as other software would send it, by judgement."""

STEPS = [*features.step_names(CATALOGUE), *tallies.STEPS]
"""Columns of a matrix before those of the words."""


class Row(NamedTuple):
    """One mail of the table. Octets are left behind."""

    source: str
    id: str
    kind: str
    sender: str
    group: str
    list: str
    lang: str
    step: int
    sighting: Sighting
    letter: str
    """Masked words, joined: equal for exact copies."""
    plain: Features
    """Read without list traces: what is judged."""
    trained: Features
    """Read as drawn for training: with or without list traces and transport header."""
    transport: bool = True
    """Has the fields of a delivery, as judged."""
    given: str = ""
    """Kind that its folder says, where `kind` is what `classifier.training.review` says."""
    clear: bool = True
    """Its readers could tell its kind: what is not clear trains nothing."""


def read(corpora: Path, letters: Path | None, jobs: int = -1) -> list[Row]:
    """The table of all labelled mail, and of letters wrapped as mail where there is a folder of them.

    Raises:
        CorpusError: a folder cannot be read.
    """
    rows = build(read_corpora(corpora), jobs)
    if letters is not None:
        rows += build(written(letters), jobs)
    return rows


def written(letters: Path) -> Iterator[Labelled]:
    """The mails that written letters train as.

    Raises:
        LettersError: a letter cannot be read.
    """
    return wrapped(with_friendly_ends(read_letters(letters)), SEED, COPIES)


def build(mails: Iterable[Labelled], jobs: int = -1) -> list[Row]:
    """The table, in the order of the mails; signals that need a history are read in chronological order."""
    chunks = _chunks(iter(mails))
    done = joblib.Parallel(n_jobs=jobs, batch_size=1)(joblib.delayed(_rows)(chunk) for chunk in chunks)
    return with_history([row for rows in done for row in rows])


def _chunks(mails: Iterator[Labelled]) -> Iterator[list[Labelled]]:
    while chunk := list(islice(mails, CHUNK)):
        yield chunk


def _rows(mails: list[Labelled]) -> list[Row]:
    return [_row(mail) for mail in mails]


def _row(labelled: Labelled) -> Row:
    stripped = without_list_traces(labelled.raw)
    mail = Mail(parse(stripped))
    plain = _features(mail)
    drawn = draw(labelled.id, "traces")
    if drawn < WITH_TRACES:
        trained = _features(Mail(parse(labelled.raw)))
    elif drawn < WITH_TRACES + WITHOUT_TRANSPORT:
        trained = _features(Mail(parse(without_transport(stripped))))
    else:
        trained = plain
    # The reader of a list's mail is the list.
    sighting = mail.sighting._replace(recipient=labelled.list or mail.sighting.recipient)
    return Row(
        labelled.source, labelled.id, labelled.kind, labelled.sender, labelled.group, labelled.list, labelled.lang, labelled.step,
        sighting, " ".join(mail.masked_letter[:200]), plain, trained, mail.message.has_transport,
    )  # fmt: skip


def _features(mail: Mail) -> Features:
    return features.extract(OF_LETTER, signals.read(OF_LETTER, mail), features.ngrams(mail))


def with_history(rows: list[Row]) -> list[Row]:
    """Add what a history tells, in chronological order, to `WITH_HISTORY` of the rows."""
    history = MemoryHistory()
    told = list(rows)
    for i in sorted(range(len(rows)), key=lambda i: rows[i].sighting.time):
        row = rows[i]
        if draw(row.id, "history") < WITH_HISTORY:
            readings = signals.read_history(row.sighting, history.lookup(row.sighting))
            steps = features.passed_steps(OF_HISTORY, readings)
            told[i] = row._replace(
                plain=row.plain._replace(signals=row.plain.signals + steps),
                trained=row.trained._replace(signals=row.trained.signals + steps),
            )
        history.record(row.sighting)
    return told


def matrix(rows: Iterable[Features], step_scale: float, word_scale: float) -> sparse.csr_matrix:
    """Features → n × (`STEPS` + `BUCKETS`) matrix of float64: a passed step counts ``step_scale``, words are scaled."""
    column = {name: i for i, name in enumerate(STEPS)}
    data: list[float] = []
    indices: list[int] = []
    ends = [0]
    for row in rows:
        for name in row.signals:
            indices.append(column[name])
            data.append(step_scale)
        for bucket, value in row.words.items():
            indices.append(len(STEPS) + bucket)
            data.append(value * word_scale)
        ends.append(len(indices))
    shape = (len(ends) - 1, len(STEPS) + BUCKETS)
    return sparse.csr_matrix((np.asarray(data), np.asarray(indices, dtype=np.int32), np.asarray(ends)), shape=shape)


def kinds_of(rows: Iterable[Row]) -> NDArray[np.int64]:
    """Index of each row's kind in `KINDS`."""
    return np.asarray([KINDS.index(row.kind) for row in rows])
