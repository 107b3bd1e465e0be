"""Many messages → rows, in the order of the input: examined by worker processes, judged in chronological order.

Templates and rotating domains cross senders, so that history has to be asked in the order in which mail came, over the
whole of the input. What was examined waits in a temporary file meanwhile: memory does not grow with the mailbox.
"""

from __future__ import annotations

import gc
import json
import pickle
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from classifier.history import History, NoHistory
from classifier.mailbox import Item, takeout
from classifier.outgoing import sent_by_reader
from classifier.pipeline import Classifier, Examined
from classifier.report.row import Row, row_of
from classifier.settings import Settings

CHUNK = 64
"""Messages that are handed to a worker at once."""
CHUNK_OCTETS = 4 << 20
"""… and octets, so that a few mails of 20 MB do not fill the memory."""

Progress = Callable[[int, bool], None]
"""Called with the number of messages examined so far, and whether that is all of them."""


def silent(_done: int, _whole: bool) -> None:
    """Tell nobody."""


def score(items: Iterable[Item], classifier: Classifier, jobs: int = 1, progress: Progress = silent) -> Iterator[Row]:
    """Rows of messages, in the order of the items.

    With a history that remembers, the first row comes after the last message was read; without one, rows come as they
    are ready.

    Args:
        items: key and octets of each message.
        classifier: its history is asked and told.
        jobs: worker processes; 1 works in this one, -1 takes one a core.
        progress: told how far it has come.
    """
    examined = _examined(items, classifier, jobs, progress)
    if isinstance(classifier.history, NoHistory):
        for index, (key, one) in enumerate(examined):
            yield _row(key, index, one, classifier)
    else:
        yield from _judged_in_order_of_time(examined, classifier)


def _row(key: str, index: int, examined: Examined, classifier: Classifier) -> Row:
    past = classifier.history.lookup(examined.sighting)
    return row_of(key, index, examined.facts, classifier.conclude(examined, past))


def _examined(
    items: Iterable[Item], classifier: Classifier, jobs: int, progress: Progress
) -> Iterator[tuple[str, Examined]]:
    done = 0
    for chunk in _mapped(_chunks(items), classifier, jobs):
        yield from chunk
        done += len(chunk)
        progress(done, False)
    progress(done, True)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    octets = 0
    for item in items:
        chunk.append(item)
        octets += len(item.octets)
        if len(chunk) == CHUNK or octets > CHUNK_OCTETS:
            yield chunk
            chunk, octets = [], 0
    if chunk:
        yield chunk


def _mapped(chunks: Iterator[list[Item]], classifier: Classifier, jobs: int) -> Iterator[list[tuple[str, Examined]]]:
    # One mail needs no numpy, and one chunk no workers: a small mailbox is done before they have started.
    first = list(islice(chunks, 1))
    if not first:
        return
    yield _work(first[0], classifier)
    if jobs == 1:
        for chunk in chunks:
            yield _work(chunk, classifier)
        return
    import joblib

    directory, settings = classifier.model.directory, classifier.settings
    parallel = joblib.Parallel(n_jobs=jobs, return_as="generator", batch_size=1, pre_dispatch="2*n_jobs")
    yield from parallel(joblib.delayed(_work_elsewhere)(chunk, directory, settings) for chunk in chunks)


_classifiers: dict[tuple[Path, Settings], Classifier] = {}
"""A worker process's classifiers: the model is loaded once a process, not once a chunk."""


def _work_elsewhere(chunk: list[Item], directory: Path, settings: Settings) -> list[tuple[str, Examined]]:
    if (directory, settings) not in _classifiers:
        _classifiers[directory, settings] = Classifier(directory, settings=settings)
    return _work(chunk, _classifiers[directory, settings])


@contextmanager
def _no_garbage_collected() -> Iterator[None]:
    """What a chunk makes lives to its end: looking through it on the way for garbage took an eighth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _work(chunk: list[Item], classifier: Classifier) -> list[tuple[str, Examined]]:
    raws = [item.octets for item in chunk]
    with _no_garbage_collected():
        examined = [classifier.examine(raws[0])] if len(raws) == 1 else classifier.examine_many(raws)
    for n, raw in enumerate(raws):
        if takeout.is_sent(raw):
            examined[n] = examined[n]._replace(event=sent_by_reader(raw, classifier.settings))
    return [(item.key, one) for item, one in zip(chunk, examined, strict=True)]


def _judged_in_order_of_time(examined: Iterable[tuple[str, Examined]], classifier: Classifier) -> Iterator[Row]:
    history: History = classifier.history
    with tempfile.TemporaryDirectory(prefix="coldsieve-") as folder:
        spool = sqlite3.connect(Path(folder) / "spool")
        spool.execute("PRAGMA journal_mode = OFF")
        spool.execute("PRAGMA synchronous = OFF")
        spool.execute("CREATE TABLE examined (position INTEGER PRIMARY KEY, time REAL, record BLOB)")
        spool.execute("CREATE TABLE judged (position INTEGER PRIMARY KEY, row TEXT)")
        spool.executemany(
            "INSERT INTO examined VALUES (?, ?, ?)",
            ((i, one.sighting.time, pickle.dumps((key, one))) for i, (key, one) in enumerate(examined)),
        )
        writer = spool.cursor()
        for position, record in spool.execute("SELECT position, record FROM examined ORDER BY time, position"):
            key, one = pickle.loads(record)  # noqa: S301 (written a moment ago, by us, where only we can write)
            writer.execute(
                "INSERT INTO judged VALUES (?, ?)", (position, json.dumps(_row(key, position, one, classifier)))
            )
            history.record(one.event)
        for (row,) in spool.execute("SELECT row FROM judged ORDER BY position"):
            yield json.loads(row)
        spool.close()
