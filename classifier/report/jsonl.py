"""Rows → JSON lines (UTF-8, one object a line)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from classifier.report.row import Row


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Write each row as it comes. Lone surrogates, which no UTF-8 file may hold, are escaped."""
    encode = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would make one for each row
    for row in rows:
        text = encode(row)
        try:
            text.encode()
        except UnicodeEncodeError:
            text = json.dumps(row)
        out.write(text + "\n")
