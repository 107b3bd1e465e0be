"""A history in one SQLite file, for the filter and for archives that are read more than once."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from classifier.history import secret
from classifier.history.base import HistoryError, Stats, forgotten_before
from classifier.history.ledger import Ledger
from classifier.history.rows import HASH, LISTING, Query, Row

SCHEMA = 3
BUSY_TIMEOUT = 5.0
"""Seconds to wait for another process that writes."""
PRUNED_ROWS = 4_000
"""Rows that a delivery prunes at most, one delivery in 256: twice what 256 deliveries add, within 10 ms."""

_TABLES = """
CREATE TABLE about (schema INTEGER NOT NULL, key BLOB NOT NULL);
CREATE TABLE seen (
  what BLOB NOT NULL,
  time REAL NOT NULL,
  who BLOB NOT NULL,
  PRIMARY KEY (what, time, who)
) WITHOUT ROWID;
"""
_SINCE_2 = """
ALTER TABLE about ADD COLUMN proof BLOB NOT NULL DEFAULT x'';
CREATE INDEX seen_by_time ON seen (time);
CREATE TABLE events (event BLOB PRIMARY KEY, time REAL NOT NULL, sent INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX events_by_time ON events (time);
CREATE TABLE standing (
  what BLOB NOT NULL,
  field BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (what, field)
) WITHOUT ROWID;
"""
"""Schema 1 had no events: what it remembers is looked up and pruned like all else, but not counted."""
_SINCE_3 = """
ALTER TABLE seen ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
UPDATE seen SET sent = 1 WHERE length(who) = 13 OR who IN (SELECT event FROM events WHERE sent);
DROP INDEX seen_by_time;
CREATE INDEX seen_by_time ON seen (sent, time);
DROP INDEX events_by_time;
CREATE INDEX events_by_time ON events (sent, time);
"""
"""Schema 2 did not say which rows are of mails sent; an octet behind a hash of 12 is what such a mail said. Whom it answered
is forgotten where it did not go to them."""
_NEWEST = "SELECT time, who FROM seen WHERE what = ? AND time >= ? AND time < ? ORDER BY time DESC, who DESC LIMIT ?"
_OLDEST = "SELECT time, who FROM seen WHERE what = ? AND time >= ? AND time < ? ORDER BY time, who LIMIT 1"
_PRUNE = (
    "DELETE FROM seen WHERE (what, time, who) IN (SELECT what, time, who FROM seen WHERE sent = ? AND time < ? LIMIT ?)",
    "DELETE FROM events WHERE event IN (SELECT event FROM events WHERE sent = ? AND time < ? LIMIT ?)",
)
_WHY = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
}


class SqliteHistory(Ledger):
    """A history in a file; see `SqliteRows`."""

    def __init__(self, path: Path, key: bytes | None = None, timeout: float = BUSY_TIMEOUT) -> None:
        super().__init__(SqliteRows(path, key, timeout))


class SqliteRows:
    """`Rows` in a file, which many processes and threads may use at once.

    Args:
        path: the file; made, with its folder, when it is not there, for its owner alone.
        key: of the hashes; by default the store's own.
        timeout: seconds to wait for others that write.
        clock: seconds since 1970.

    Raises:
        HistoryError: it cannot be opened, has another key, or was made by a later version.
    """

    def __init__(
        self,
        path: Path,
        key: bytes | None = None,
        timeout: float = BUSY_TIMEOUT,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._path, self._clock = path, clock
        self._lock = threading.Lock()
        with self._errors():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))
            self._db = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)
        try:
            with self._errors():
                about = self._about() or self._made(key, timeout)
                if about.schema < SCHEMA:
                    about = self._migrated()
                self._db.execute("PRAGMA synchronous = NORMAL")
            self.secret = secret.key_of(str(path), about, SCHEMA, key)
        except HistoryError:
            self._db.close()
            raise

    def add(self, event: bytes, time: float, rows: list[tuple[bytes, bytes]], sent: bool) -> None:
        """Add an event's rows, or give those that it has the earlier time."""
        with self._writing() as db:
            known = db.execute("SELECT time FROM events WHERE event = ?", (event,)).fetchone()
            if known and known[0] <= time:
                time = known[0]
            elif known:
                db.executemany(
                    "DELETE FROM seen WHERE what = ? AND time = ? AND who = ?", [(k, known[0], w) for k, w in rows]
                )
            db.execute("INSERT OR REPLACE INTO events VALUES (?, ?, ?)", (event, time, sent))
            db.executemany(
                "INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?)", [(key, time, who, sent) for key, who in rows]
            )
            if event[0] == 0 and not sent:  # as good as any throw of dice, and the same in every run
                self._prune_a_little(db, time)

    def timed(self, queries: list[Query]) -> list[list[Row]]:
        """Rows of each query, ascending."""
        found = []
        with self._reading() as db:
            for key, after, before, latest in queries:
                if latest:
                    rows = db.execute(_NEWEST, (key, after, before, latest)).fetchall()[::-1]
                else:
                    rows = db.execute(_OLDEST, (key, after, before)).fetchall()
                found.append([Row(*row) for row in rows])
        return found

    def keep(self, key: bytes, field: bytes, value: bytes) -> None:
        """Set a field."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO standing VALUES (?, ?, ?)", (key, field, value))

    def kept(self, keys: list[bytes]) -> list[dict[bytes, bytes]]:
        """Fields of each key."""
        with self._reading() as db:
            return [dict(db.execute("SELECT field, value FROM standing WHERE what = ?", (key,))) for key in keys]

    def drop(self, key: bytes, field: bytes) -> bool:
        """Take a field back."""
        with self._writing() as db:
            return db.execute("DELETE FROM standing WHERE what = ? AND field = ?", (key, field)).rowcount > 0

    def remove(self, events: set[bytes]) -> None:
        """Remove the rows of events: reads the whole file."""
        with self._writing() as db:
            db.create_function("doomed", 1, lambda who: who[:HASH] in events)
            db.execute("DELETE FROM seen WHERE doomed(who)")
            db.executemany("DELETE FROM events WHERE event = ?", [(event,) for event in events])

    def prune(self, before: float, sent: bool = False) -> int:
        """Remove what is older, a little at a time so that others can write in between. How many events."""
        pruned = dict.fromkeys(_PRUNE, 0)
        for statement, of_sent in product(_PRUNE, (False, True) if sent else (False,)):
            n = PRUNED_ROWS
            while n == PRUNED_ROWS:
                with self._writing() as db:
                    n = db.execute(statement, (of_sent, before, PRUNED_ROWS)).rowcount
                pruned[statement] += n
        return pruned[_PRUNE[1]]

    def stats(self) -> Stats:
        """How much is kept."""
        with self._reading() as db:
            mails, sent, oldest, newest = db.execute(
                "SELECT count(*) - ifnull(sum(sent), 0), ifnull(sum(sent), 0), min(time), max(time) FROM events"
            ).fetchone()
            listings = db.execute("SELECT count(*) FROM standing WHERE field = ?", (LISTING,)).fetchone()[0]
            corrections = db.execute("SELECT count(*) FROM standing").fetchone()[0] - listings
        return Stats(mails, sent, corrections, listings, oldest, newest)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _prune_a_little(self, db: sqlite3.Connection, time: float) -> None:
        before = forgotten_before(time, self._clock())
        for statement in _PRUNE:
            db.execute(statement, (False, before, PRUNED_ROWS))

    def _about(self) -> secret.About | None:
        if not self._db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            return None
        row = self._db.execute("SELECT * FROM about").fetchone()
        return secret.About(*row[:3], *([b""] if len(row) < 3 else []))

    def _made(self, key: bytes | None, timeout: float) -> secret.About:
        """What the file says of itself, after this process or another one has made its tables."""
        # Going over to a write-ahead log does not wait for others who are at it.
        until = time.monotonic() + timeout
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError as error:
                if _WHY.get(error.sqlite_errorcode & 0xFF) != "locked" or time.monotonic() > until:
                    raise
                time.sleep(0.01)
        with transaction(self._db) as db:
            about = self._about()
            if about is None:
                about = secret.new(SCHEMA, key)
                _run(db, _TABLES + _SINCE_2 + _SINCE_3)
                db.execute("INSERT INTO about VALUES (?, ?, ?)", about)
        return about

    def _migrated(self) -> secret.About:
        with transaction(self._db) as db:
            about = self._about()
            assert about is not None
            if about.schema < SCHEMA:  # else another process was faster
                _run(db, _SINCE_2 * (about.schema < 2) + _SINCE_3)
                db.execute("UPDATE about SET schema = ?", (SCHEMA,))
        return about._replace(schema=SCHEMA)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        # Else each query would be a transaction, with locks of its own.
        with self._lock, self._errors(), transaction(self._db, "BEGIN") as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._errors(writing=True), transaction(self._db) as db:
            yield db

    @contextmanager
    def _errors(self, writing: bool = False) -> Iterator[None]:
        """What goes wrong with the file as a `HistoryError`."""
        try:
            yield
        except sqlite3.Error as error:
            why = _WHY.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "unusable")
            raise HistoryError(f"{self._path}: {error}", why, writing and why != "corrupt") from None
        except OSError as error:
            raise HistoryError(f"{self._path}: {error.strerror}") from None


@contextmanager
def transaction(db: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
    """What is written within is kept whole, or not at all where anything is raised."""
    # Without IMMEDIATE two readers who both go on to write would lock each other out, at once.
    db.execute(begin)
    try:
        yield db
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _run(db: sqlite3.Connection, script: str) -> None:
    """Statements one by one: ``executescript`` would end the transaction."""
    for statement in script.split(";"):
        db.execute(statement)
