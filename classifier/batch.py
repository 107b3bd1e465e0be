"""Many messages → rows, in the order of the input: examined by worker processes, judged in chronological order.

Templates and rotating domains cross senders, so that history has to be asked in the order in which mail came, over the
whole of the input. What was examined waits in a temporary file meanwhile: memory does not grow with the mailbox.
"""

from __future__ import annotations

import gc
import json
import logging
import platform
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path

from classifier.history import NoHistory
from classifier.history.memory import MemoryHistory
from classifier.mailbox import Item, is_sent
from classifier.model import ModelError, default_directory
from classifier.outgoing import sent_by_reader
from classifier.pipeline import Classifier, Examined
from classifier.report.jsonl import line_of
from classifier.report.row import Row, row_of
from classifier.settings import Settings
from classifier.spool import Done, Spool, sum_of

CHUNK = 64
"""Messages that are handed to a worker at once."""
CHUNK_OCTETS = 4 << 20
"""… and octets, so that a few mails of 20 MB do not fill the memory."""

TEMPORARY = "spool"
"""Name of the file in which a run keeps what nobody may go on with."""
CONNECTED_WITHIN = 30
"""Seconds that a scheduler has to answer."""

Progress = Callable[[int, bool], None]
"""Called with the number of messages examined so far, and whether that is all of them; before the first one too."""


class WorkersError(Exception):
    """Workers cannot be had, or died; the text says which and why."""


def silent(_done: int, _whole: bool) -> None:
    """Tell nobody."""


def score(
    items: Iterable[Item],
    classifier: Classifier,
    jobs: int = 1,
    progress: Progress = silent,
    spool: Spool | None = None,
    scheduler: str = "",
) -> Iterator[Row]:
    """Rows of messages, in the order of the items.

    With a history that remembers, or a spool, the first row comes after the last message was read; else rows come as
    they are ready.

    Args:
        items: key and octets of each message.
        classifier: its history is asked and told.
        jobs: worker processes; 1 works in this one, -1 takes one a core.
        progress: told how far it has come.
        spool: what was done is kept in it; what is in it already is not done again.
        scheduler: address of a Dask scheduler, whose workers are taken instead of processes of this machine.

    Raises:
        SpoolError: the spool cannot be used.
        WorkersError: those of the scheduler cannot.
    """
    if _streams(classifier, spool):
        yield from _as_they_come(items, classifier, jobs, progress, scheduler)
    else:
        with _judged(items, classifier, jobs, progress, spool, scheduler) as kept:
            yield from map(json.loads, kept.lines())


def lines(
    items: Iterable[Item], classifier: Classifier, jobs: int, progress: Progress, spool: Spool | None, scheduler: str
) -> Iterator[str]:
    """What `score` gives as JSON lines, as a spool keeps them: not read to be written once more."""
    if _streams(classifier, spool):
        yield from map(line_of, _as_they_come(items, classifier, jobs, progress, scheduler))
    else:
        with _judged(items, classifier, jobs, progress, spool, scheduler) as kept:
            yield from kept.lines()


def _streams(classifier: Classifier, spool: Spool | None) -> bool:
    return spool is None and isinstance(classifier.history, NoHistory)


def _as_they_come(
    items: Iterable[Item], classifier: Classifier, jobs: int, progress: Progress, scheduler: str
) -> Iterator[Row]:
    done = 0
    progress(done, False)
    for chunk in _mapped(_chunks(items), classifier, jobs, scheduler):
        yield from (_row(one.source, n, one.examined, classifier) for n, one in enumerate(chunk, done))
        done += len(chunk)
        progress(done, False)
    progress(done, True)


@contextmanager
def _judged(
    items: Iterable[Item], classifier: Classifier, jobs: int, progress: Progress, spool: Spool | None, scheduler: str
) -> Iterator[Spool]:
    """A spool with the rows of all items."""
    with nullcontext(spool) if spool else _temporary() as kept:
        progress(kept.count, False)
        for chunk in _mapped(_chunks(kept.unseen(iter(items))), classifier, jobs, scheduler):
            kept.add(chunk)
            progress(kept.count, False)
        kept.close_input()
        progress(kept.count, True)
        # The row first: were a mail remembered before its row is kept, a run that goes on could find what came later in
        # the past of this one. What is recorded twice is remembered once. What this process alone remembers dies with it.
        at_once = CHUNK if isinstance(classifier.history, NoHistory | MemoryHistory) else 1
        rows: list[tuple[int, str]] = []
        for position, source, examined, judged in kept.in_order_of_time():
            if not judged:
                rows.append((position, line_of(_row(source, position, examined, classifier))))
                if len(rows) == at_once:
                    kept.judge(rows)
                    rows.clear()
            classifier.history.record(examined.event)
        kept.judge(rows)
        yield kept


@contextmanager
def _temporary() -> Iterator[Spool]:
    with tempfile.TemporaryDirectory(prefix="coldsieve-") as folder:
        yield (spool := Spool(Path(folder) / TEMPORARY))
        spool.close()


def _row(source: str, index: int, examined: Examined, classifier: Classifier) -> Row:
    past = classifier.history.lookup(examined.sighting)
    return row_of(source, index, examined.facts, classifier.conclude(examined, past))


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


def _mapped(chunks: Iterator[list[Item]], classifier: Classifier, jobs: int, scheduler: str) -> Iterator[list[Done]]:
    # One mail needs no numpy, and one chunk no workers: a small mailbox is done before they have started.
    first = list(islice(chunks, 1))
    if not first:
        return
    yield _work(first[0], classifier)
    if jobs == 1 and not scheduler:
        for chunk in chunks:
            yield _work(chunk, classifier)
        return
    import joblib

    model, settings = classifier.model, classifier.settings
    # Each machine of a cluster has the shipped model in a place of its own.
    directory = None if model.directory == default_directory() else model.directory
    tasks = (joblib.delayed(_work_elsewhere)(chunk, directory, model.identity, settings) for chunk in chunks)
    with _cluster(scheduler) if scheduler else _processes(jobs):
        yield from joblib.Parallel(n_jobs=jobs, return_as="generator", batch_size=1, pre_dispatch="2*n_jobs")(tasks)


@contextmanager
def _processes(jobs: int) -> Iterator[None]:
    """Workers on this machine."""
    import joblib
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    with _uninterrupted():
        joblib.Parallel(n_jobs=jobs)([joblib.delayed(int)()])
    try:
        yield
    except TerminatedWorkerError:
        raise WorkersError("a worker process was killed, perhaps for want of memory: try a smaller --jobs") from None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that never hear of Ctrl-C, which a terminal sends to all of them: this one ends them. It waits here."""
    from multiprocessing import resource_tracker

    from joblib.externals.loky.backend import resource_tracker as lokys_tracker

    # Elsewhere Ctrl-C does not arrive, or cannot be held back.
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # What is started while a signal is blocked has it blocked, from its first instruction on. The trackers would
    # unblock it when they start, before the first worker.
    resource_tracker.ensure_running()
    lokys_tracker.ensure_running()
    noted: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _frame: noted.append(number))  # another thread may get it
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if noted:
        raise KeyboardInterrupt


@contextmanager
def _cluster(scheduler: str) -> Iterator[None]:
    """Dask's workers instead: what one had when it died, another does."""
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise WorkersError("Dask needs its packages: pip install 'coldsieve[dask]'") from None
    import joblib

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # tracebacks of what is told below
    try:
        client = Client(scheduler, timeout=CONNECTED_WITHIN)  # type: ignore[no-untyped-call]  # Dask has few types
    except (OSError, ValueError) as error:
        raise WorkersError(f"{scheduler}: {error}") from None
    try:
        with client, joblib.parallel_config("dask", client=client, wait_for_workers_timeout=CONNECTED_WITHIN):
            yield
    except (TimeoutError, CancelledError, KilledWorker) as error:
        raise WorkersError(f"{scheduler}: {error}") from None


_classifiers: dict[tuple[str, Settings], Classifier] = {}
"""A worker process's classifiers: the model is loaded once a process, not once a chunk."""


def _work_elsewhere(chunk: list[Item], directory: Path | None, identity: str, settings: Settings) -> list[Done]:
    if (identity, settings) not in _classifiers:
        classifier = Classifier(directory, settings=settings)
        if classifier.model.identity != identity:
            raise ModelError(f"{classifier.model.directory} on {platform.node()} is another model than here")
        _classifiers[identity, settings] = classifier
    return _work(chunk, _classifiers[identity, settings])


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


def _work(chunk: list[Item], classifier: Classifier) -> list[Done]:
    raws = [item.octets for item in chunk]
    with _no_garbage_collected():
        examined = [classifier.examine(raws[0])] if len(raws) == 1 else classifier.examine_many(raws)
    for n, item in enumerate(chunk):
        if is_sent(item):
            examined[n] = examined[n]._replace(event=sent_by_reader(item.octets, classifier.settings))
    return [Done(item.key, sum_of(item), one) for item, one in zip(chunk, examined, strict=True)]
