"""A history in one SQLite file, for the filter and for archives that are read more than once."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path

from classifier.history.base import WINDOW, Past, Sighting

SCHEMA = 1
BUSY_TIMEOUT = 5.0
"""Seconds to wait for another process that writes."""

_TABLES = """
CREATE TABLE IF NOT EXISTS about (schema INTEGER NOT NULL, key BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS seen (
  what BLOB NOT NULL,
  time REAL NOT NULL,
  who BLOB NOT NULL,
  PRIMARY KEY (what, time, who)
) WITHOUT ROWID;
"""


class HistoryError(Exception):
    """A store that cannot be used; the text names it and the reason."""


class SqliteHistory:
    """Sightings under hashes with a key of this store: who has only the file learns no address by trying.

    Args:
        path: the file; made when it is not there.

    Raises:
        HistoryError: it cannot be opened, or was made by a later version.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._db = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(_TABLES)
            self._db.execute(
                "INSERT INTO about SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM about)", (SCHEMA, os.urandom(16))
            )
            schema, self._key = self._db.execute("SELECT schema, key FROM about").fetchone()
        except sqlite3.Error as error:
            raise HistoryError(f"{path}: {error}") from None
        if schema != SCHEMA:
            raise HistoryError(f"{path}: schema {schema}, this program knows {SCHEMA}")

    def record(self, sighting: Sighting) -> None:
        """Remember a mail, once."""
        event = self._hash(f"{sighting.identity} {sighting.sender}")
        sender = self._hash(sighting.sender)
        rows = [(self._sender(sighting), sighting.time, event), (self._organisation(sighting), sighting.time, event)]
        rows += [(what, sighting.time, sender) for what in self._templates(sighting)]
        self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", rows)

    def lookup(self, sighting: Sighting) -> Past:
        """What was recorded before ``sighting.time``, within `WINDOW`."""
        copies = sorted({event for what in self._templates(sighting) for event in self._before(what, sighting)})
        me = self._hash(sighting.sender)
        return Past(
            remembers=True,
            of_sender=tuple(time for time, _ in self._before(self._sender(sighting), sighting)),
            of_organisation=tuple(time for time, _ in self._before(self._organisation(sighting), sighting)),
            of_template=tuple(time for time, _ in copies),
            template_senders=len({who for _, who in copies if who != me}),
        )

    def _before(self, what: bytes, sighting: Sighting) -> list[tuple[float, bytes]]:
        return self._db.execute(
            "SELECT time, who FROM seen WHERE what = ? AND time >= ? AND time < ? ORDER BY time, who",
            (what, sighting.time - WINDOW, sighting.time),
        ).fetchall()

    def _sender(self, sighting: Sighting) -> bytes:
        return self._hash(f"sender {sighting.recipient} {sighting.sender}")

    def _organisation(self, sighting: Sighting) -> bytes:
        return self._hash(f"organisation {sighting.recipient} {sighting.organisation or sighting.sender}")

    def _templates(self, sighting: Sighting) -> list[bytes]:
        return [self._hash(f"template {sighting.recipient} {i} {band}") for i, band in enumerate(sighting.template)]

    def _hash(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12, key=self._key).digest()
