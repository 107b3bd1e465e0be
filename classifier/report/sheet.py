"""Rows → CSV that a spreadsheet can open without running what a sender wrote."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from classifier.decision import LABELS
from classifier.model import KINDS
from classifier.report.row import Row
from classifier.report.terminal import one_line

COLUMNS = (
    *("source", "index", "message_id", "from", "subject", "date", "label", "kind", "leaned"),
    *(f"p_{label}" for label in LABELS),
    *(f"p_{kind}" for kind in KINDS),
    *("reasons", "defects"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheets (OWASP: CSV injection)."""


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Write a head line and a line for each row as it comes (RFC 4180)."""
    sheet = csv.writer(out)
    for n, row in enumerate(rows):
        if n == 0:
            sheet.writerow(COLUMNS)
        cells = [
            row[name]
            for name in ("source", "index", "message_id", "from", "subject", "date", "label", "kind", "leaned")
        ]
        cells += [row["probability"][label] for label in LABELS]
        cells += [row["kinds"][kind] for kind in KINDS]
        cells += ["; ".join(r["signal"] for r in row["reasons"]), "; ".join(row["defects"])]
        sheet.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = one_line(cell)
    return "'" + text if text.startswith(_FORMULA) else text
