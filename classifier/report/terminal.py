"""Rows → a table for people. Control characters are escaped: a subject must not move the cursor."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TextIO

from classifier.report.row import Row

COLUMNS = (("label", 6), ("kind", 13), ("p", 5), ("from", 28), ("subject", 34))
"""Heading and width of each column; what is left of the line tells reasons."""
REASONS = 3


def one_line(text: str) -> str:
    """Text on one line in which every control, format and surrogate character is escaped."""
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode("ascii") for c in text)


def cell(text: str, width: int) -> str:
    """Text cut or filled to a width in terminal columns; East Asian characters take two."""
    text = one_line(text)
    kept: list[str] = []
    columns = 0
    for c in text:
        wide = 2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1
        if columns + wide > width:
            while columns > width - 1 and kept:
                columns -= 2 if unicodedata.east_asian_width(kept.pop()) in "WF" else 1
            kept.append("…")
            columns += 1
            break
        kept.append(c)
        columns += wide
    return "".join(kept) + " " * (width - columns)


def write(rows: Iterable[Row], out: TextIO, width: int = 120) -> None:
    """Write a heading, then a line for each row as it comes, then how many there were of each label."""
    counts: dict[str, int] = {}
    leaned = 0
    for row in rows:
        if not counts:  # input that cannot be read ends before the first row: then there is no heading either
            out.write("  ".join(cell(name, w) for name, w in COLUMNS) + "  reasons\n")
        counts[row["label"]] = counts.get(row["label"], 0) + 1
        leaned += row["leaned"]
        out.write(line(row, width) + "\n")
    told = ", ".join(f"{counts[label]} {label}" for label in ("human", "bot", "spam") if label in counts)
    out.write(
        f"{sum(counts.values())} messages: {told}" + (f" ({leaned} of them leaned to bot)" if leaned else "") + "\n"
    )


def line(row: Row, width: int) -> str:
    """One row of the table."""
    label = row["label"] + ("?" if row["leaned"] else "")
    values = (label, row["kind"], f"{row['probability'][row['label']]:.2f}", row["from"], row["subject"])
    text = "  ".join(cell(value, w) for value, (_, w) in zip(values, COLUMNS, strict=True))
    reasons = ", ".join(reason["signal"] for reason in row["reasons"][:REASONS])
    room = max(20, width - len(text) - 2)
    return f"{text}  {cell(reasons, room)}".rstrip()
