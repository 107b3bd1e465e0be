"""One row → an explanation: the verdict, and every reason with the place that proves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from classifier.report.row import Row
from classifier.report.terminal import one_line


def explanation(row: Row, statements: dict[str, str], rules: dict[str, str]) -> str:
    """Text of several lines.

    Args:
        row: see `report.row`.
        statements: signal → its statement.
        rules: rule → its statement.
    """
    p, kinds = row["probability"], row["kinds"]
    lines = [
        f"From:    {one_line(row['from'])}",
        f"Subject: {one_line(row['subject'])}",
        f"Date:    {row['date'] or 'unknown'}",
        "",
        f"{row['label']} ({row['kind']}): human {p['human']:.1%}, bot {p['bot']:.1%}, spam {p['spam']:.1%}",
    ]
    if row["leaned"]:
        lines.append("bot only because nothing else was certain enough")
    lines.append("  of kinds: " + ", ".join(f"{kind} {q:.1%}" for kind, q in kinds.items()))
    ruled = [reason for reason in row["reasons"] if reason["signal"] in rules]
    spoke = [reason for reason in row["reasons"] if reason["signal"] not in rules]
    if ruled:
        lines += ["", "Rules that applied:", *_told(ruled, rules)]
    lines += ["", f"What spoke for {row['kind']}:" if spoke else "Nothing spoke for it in particular."]
    lines += _told(spoke, statements)
    if row["defects"]:
        lines += ["", "What was broken about it:", *(f"  {one_line(defect)}" for defect in row["defects"])]
    return "\n".join(lines) + "\n"


def _told(reasons: list[dict[str, Any]], statements: dict[str, str]) -> Iterator[str]:  # Any: JSON, see `Row`
    for reason in reasons:
        value = "" if reason["value"] in (None, 1.0) else f" = {reason['value']:g}"
        yield f"  {reason['weight']:+.2f}  {reason['signal']}{value}"
        if statement := statements.get(reason["signal"]):
            yield f"         {statement}"
        for proof in reason["evidence"]:
            yield f"         {proof['where']}: “{one_line(proof['excerpt'])}”"
