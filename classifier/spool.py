"""Examined messages, kept on the disk → the same in order of time, and their rows in order of the input.

A file, so that memory does not grow with the mailbox, and so that a run that was killed can go on: what was put in is
committed as it comes, by whole chunks. It holds subjects and addresses, and is for its owner alone.
"""

from __future__ import annotations

import io
import os
import pickle
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from classifier.decision import Grounds
from classifier.evidence import Evidence, Reading
from classifier.history import Sent, Sighting
from classifier.history.sqlite import transaction
from classifier.mail import Facts
from classifier.mailbox import Item
from classifier.pipeline import Examined
from classifier.standing import Standing

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE examined (position INTEGER PRIMARY KEY, time REAL, source BLOB, sum INTEGER, record BLOB);
CREATE TABLE judged (position INTEGER PRIMARY KEY, row TEXT);
"""
_WHOLE = "messages"
"""In ``about`` once the last message was examined: how many there are."""
_CLASSES = {
    (c.__module__, c.__qualname__): c for c in (Examined, Facts, Sighting, Sent, Grounds, Reading, Evidence, Standing)
}


class SpoolError(Exception):
    """A spool that cannot be used, or not for this run; the text names it and the reason."""

    def __init__(self, path: Path, reason: str, other: bool = False) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.other = other
        """Whether it is another run's, or another input's, rather than broken or without room."""


class Done(NamedTuple):
    """An examined message."""

    source: str
    sum: int
    """CRC of its octets, by which a run that goes on sees that the mailbox is still the same."""
    examined: Examined


def sum_of(item: Item) -> int:
    """The CRC of a message."""
    return crc32(item.octets)


class Spool:
    """What a run has done so far.

    Args:
        path: the file; what an earlier run left there is gone unless this one ``resumes`` it.
        about: what has to be the same for a run to go on: name → value.
        resumes: go on with what is there, if anything is.

    Raises:
        OSError: the file cannot be made.
        SpoolError: as all methods do: it cannot be written, another process uses it, or it is another run's.
    """

    def __init__(self, path: Path, about: Mapping[str, str] | None = None, resumes: bool = False) -> None:
        self.path = path
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with self._errors():
            self._db = sqlite3.connect(path, timeout=0, isolation_level=None)
            try:
                self._open(dict(about or {}), resumes)
            except BaseException:
                self._db.close()
                raise
        self.count: int = self._db.execute("SELECT count(*) FROM examined").fetchone()[0]
        """Messages in it."""

    def _open(self, about: dict[str, str], resumes: bool) -> None:
        # No other process may have it, and none can look: no file for shared memory is left behind.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA cache_size = -512")  # KiB: nearly all is read and written once
        self._db.execute("BEGIN EXCLUSIVE")
        found = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if found and not resumes:
            for name in found:
                self._db.execute(f'DROP TABLE "{name}"')
        if found and resumes:
            before = dict(self._db.execute("SELECT name, value FROM about"))
            if changed := [name for name, value in about.items() if before.get(name) != value]:
                reason = f"was begun with another {' and another '.join(changed)}; without --resume it is begun anew"
                raise SpoolError(self.path, reason, other=True)
        else:
            for statement in _TABLES.split(";"):
                self._db.execute(statement)
            self._db.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        self._db.execute("COMMIT")

    def unseen(self, items: Iterator[Item]) -> Iterator[Item]:
        """The items after those that are in here.

        Raises:
            SpoolError: those that are in here are not what stands there now.
        """
        whole = self._db.execute("SELECT value FROM about WHERE name = ?", (_WHOLE,)).fetchone()
        for source, known in self._db.execute("SELECT source, sum FROM examined ORDER BY position"):
            item = next(items, None)
            if item is None or (_octets(item.key), sum_of(item)) != (source, known):
                raise self._changed(_text(source))
        for item in items:
            if whole:
                raise self._changed(item.key)
            yield item

    def _changed(self, source: str) -> SpoolError:
        reason = f"{source} has changed since that run; without --resume it is begun anew"
        return SpoolError(self.path, reason, other=True)

    def add(self, chunk: Sequence[Done]) -> None:
        """Put in the next messages: all of them, or none if the process dies meanwhile."""
        with self._writing() as db:
            db.executemany(
                "INSERT INTO examined VALUES (?, ?, ?, ?, ?)",
                [
                    (
                        self.count + n,
                        one.examined.sighting.time,
                        _octets(one.source),
                        one.sum,
                        pickle.dumps(one.examined),
                    )
                    for n, one in enumerate(chunk)
                ],
            )
        self.count += len(chunk)

    def close_input(self) -> None:
        """Say that there are no more messages."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (_WHOLE, str(self.count)))

    def in_order_of_time(self) -> Iterator[tuple[int, str, Examined, bool]]:
        """(position, source, what was examined, whether it has its row) of each message; of one time by position."""
        with self._errors():
            order = array(
                "q", (n for (n,) in self._db.execute("SELECT position FROM examined ORDER BY time, position"))
            )
            judged = self._db.execute("SELECT count(*) FROM judged").fetchone()[0]
        for n, position in enumerate(order):
            with self._errors():
                source, record = self._db.execute(
                    "SELECT source, record FROM examined WHERE position = ?", (position,)
                ).fetchone()
            yield position, _text(source), self._read(record), n < judged

    def _read(self, record: bytes) -> Examined:
        try:
            examined = _Reader(io.BytesIO(record)).load()
        except Exception as error:  # whatever a broken file makes of pickle
            raise SpoolError(self.path, f"is damaged: {error}") from None
        assert isinstance(examined, Examined)
        return examined

    def judge(self, lines: Sequence[tuple[int, str]]) -> None:
        """Keep the rows of some messages, (position, row as a JSON line) each, from now on: all of them, or none."""
        with self._writing() as db:
            db.executemany("INSERT INTO judged VALUES (?, ?)", lines)

    def lines(self) -> Iterator[str]:
        """All rows as JSON lines, in the order of the input."""
        with self._errors():
            yield from (line for (line,) in self._db.execute("SELECT row FROM judged ORDER BY position"))

    def close(self, keep: bool = False) -> None:
        """Close the file, and take it away unless it is to be ``keep``-ed."""
        with self._errors():
            self._db.close()
        if not keep:
            for path in (self.path, self.path.with_name(self.path.name + "-wal")):
                path.unlink(missing_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._errors(), transaction(self._db) as db:
            yield db

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise SpoolError(self.path, "another run is at it") from None
            raise SpoolError(self.path, str(error)) from None
        except OSError as error:
            raise SpoolError(self.path, error.strerror or str(error)) from None


def _octets(source: str) -> bytes:
    """For a file whose name is no UTF-8: a database keeps no such text."""
    return source.encode("utf-8", "surrogatepass")


def _text(source: bytes) -> str:
    return source.decode("utf-8", "surrogatepass")


class _Reader(pickle.Unpickler):
    """Reads what was examined, and makes nothing but that: somebody else may have put the file there."""

    def find_class(self, module: str, name: str) -> type:
        try:
            return _CLASSES[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"is no file of ours: {module}.{name}") from None
