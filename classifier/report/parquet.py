"""Rows → a Parquet file, in row groups as they come; reasons and defects are JSON. Needs pyarrow (extra ``parquet``)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pyarrow as arrow
from pyarrow import parquet

from classifier.report.row import COLUMNS, Row, cells

GROUP = 10_000
"""Rows that are held in memory, and that a reader gets at once."""
_TYPES = {"index": arrow.int64(), "leaned": arrow.bool_()}


def write(rows: Iterable[Row], path: Path) -> None:
    """Write a new file.

    Raises:
        OSError: it cannot be written.
    """
    fields = [
        (name, _TYPES.get(name, arrow.float64() if name.startswith("p_") else arrow.string())) for name in COLUMNS
    ]
    schema = arrow.schema(fields)
    lines = map(cells, rows)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(lines, GROUP)):
            columns = [
                arrow.array(column, kind) for column, (_, kind) in zip(zip(*group, strict=True), fields, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(columns, schema=schema))
