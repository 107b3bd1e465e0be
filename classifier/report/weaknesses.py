"""A model's metrics → sentences on where it is known to be weak."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

WORST = 3
"""Sources of people's letters that are named."""
FEW = 50
"""Letters of a source below which a share tells little."""


def weaknesses_in(folder: Path) -> tuple[str, ...]:
    """The sentences on the model in a folder; none where its ``metrics.json`` is missing or of another form."""
    try:
        return sentences(json.loads((folder / "metrics.json").read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def sentences(metrics: Mapping[str, Any]) -> tuple[str, ...]:  # Any: JSON
    """What `coldsieve evaluate` measured on sources of mail that the model had never seen, in words.

    Raises:
        KeyError, TypeError: they are of another form.
    """
    summary = metrics["summary"]
    told = [
        f"On kinds of mail that it had never seen, the model called {1 - summary['people_kept']:.0%} of people's letters "
        "something else, nearly always “bot”, because it was not certain enough.",
        f"It called {summary['people_called_spam']:.2%} of people's letters spam.",
        f"It took {1 - summary['outreach_not_human']:.1%} of outreach and {1 - summary['machine_mail_not_human']:.1%} of "
        "machine mail for a person's.",
        f"Its probabilities are off by {summary['ece']:.0%} on average: read 90 % as “likely”, not as nine of ten.",
    ]
    people = [one for one in metrics["sources"] if one["kind"] == "personal" and one["n"] >= FEW]
    for one in sorted(people, key=lambda one: one["human"])[:WORST]:
        name = str(one["source"]).replace("_", " ")
        told.append(f"Of people's letters in the source “{name}” it recognised {one['human']:.0%}.")
    return tuple(told)
