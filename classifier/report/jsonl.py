"""Rows → JSON lines (UTF-8, one object a line)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from classifier.report.row import Row

_encode = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would make one for each row


def line_of(row: Row) -> str:
    """A row as one line. Lone surrogates, which no UTF-8 file may hold, are escaped."""
    line = _encode(row)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(row)
    return line


def write(lines: Iterable[str], out: TextIO) -> None:
    """Write each line as it comes."""
    for line in lines:
        out.write(line + "\n")
