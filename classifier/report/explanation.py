"""One row → an explanation: the verdict, and every reason with the place that proves it."""

from __future__ import annotations

from classifier.report.row import Row
from classifier.report.terminal import one_line


def explanation(row: Row, statements: dict[str, str]) -> str:
    """Text of several lines.

    Args:
        row: see `report.row`.
        statements: signal → its statement.
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
    lines += ["", f"What spoke for {row['kind']}:" if row["reasons"] else "Nothing spoke for it in particular."]
    for reason in row["reasons"]:
        value = "" if reason["value"] in (None, 1.0) else f" = {reason['value']:g}"
        lines.append(f"  {reason['weight']:+.2f}  {reason['signal']}{value}")
        if statement := statements.get(reason["signal"]):
            lines.append(f"         {statement}")
        lines += [f"         {proof['where']}: “{one_line(proof['excerpt'])}”" for proof in reason["evidence"]]
    if row["defects"]:
        lines += ["", "What was broken about it:", *(f"  {one_line(defect)}" for defect in row["defects"])]
    return "\n".join(lines) + "\n"
