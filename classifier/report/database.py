"""Rows → a SQLite file with one table, ``verdicts``; reasons and defects are JSON, for ``json_each``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from classifier.report.row import COLUMNS, Row, cells

_TYPES = {"index": "INTEGER PRIMARY KEY", "leaned": "INTEGER"}


def write(rows: Iterable[Row], path: Path) -> None:
    """Write a new file.

    Raises:
        OSError: it cannot be written.
    """
    columns = ", ".join(f'"{name}" {_TYPES.get(name, "REAL" if name.startswith("p_") else "TEXT")}' for name in COLUMNS)
    places = ", ".join("?" * len(COLUMNS))
    try:
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(f"CREATE TABLE verdicts ({columns})")
            db.executemany(f"INSERT INTO verdicts VALUES ({places})", map(cells, rows))  # noqa: S608 (question marks)
            for name in ("kind", "from"):
                db.execute(f'CREATE INDEX "verdicts_{name}" ON verdicts ("{name}")')
    except sqlite3.OperationalError as error:
        raise OSError(0, str(error)) from None
