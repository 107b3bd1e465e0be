"""Rows → CSV that a spreadsheet can open without running what a sender wrote."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from classifier.report.row import COLUMNS, Row, numbers_and_names
from classifier.report.terminal import one_line

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheets (OWASP: CSV injection)."""


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Write a head line and a line for each row as it comes (RFC 4180)."""
    sheet = csv.writer(out)
    for n, row in enumerate(rows):
        if n == 0:
            sheet.writerow(COLUMNS)
        reasons = "; ".join(r["signal"] for r in row["reasons"])
        sheet.writerow([_harmless(cell) for cell in (*numbers_and_names(row), reasons, "; ".join(row["defects"]))])


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = one_line(cell)
    return "'" + text if text.startswith(_FORMULA) else text
