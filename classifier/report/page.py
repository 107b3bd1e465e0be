"""An inbox → one HTML page that needs nothing else: no network, no other file, and no script but our own.

Plots are SVG that the template draws: bars and dots on a line. Plotly would fill the page's 5 MB by itself, Vega needs
``eval`` or an interpreter that the Content-Security-Policy must let in, and matplotlib draws text that neither a phone can
enlarge nor a screen reader read.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from classifier import __version__
from classifier.model import KINDS
from classifier.report.inbox import PESTERS, Inbox
from classifier.report.letters import Letter
from classifier.report.search import packed

_TEMPLATES = Path(__file__).parent / "templates"
PERIODS = 60
"""Columns of a plot over time: with more, months become quarters, and those years."""


class Period(NamedTuple):
    """A column of the plot over time."""

    name: str
    kinds: Counter[str]


class Shown(NamedTuple):
    """How many of each are drawn; the rest is counted, and all of it is in the search."""

    doubtful: int = 15
    narrow: int = 10
    sequences: int = 20
    organisations: int = 20
    platforms: int = 15
    giveaways: int = 12
    lists: int = 15
    subscriptions: int = 25


def page(
    inbox: Inbox,
    statements: Mapping[str, str],
    weaknesses: Sequence[str],
    anonymous: bool = False,
    shown: Shown = Shown(),
) -> str:
    """The page.

    Args:
        inbox: see `report.inbox`.
        statements: signal → its statement.
        weaknesses: sentences on the model.
        anonymous: say that names and text were taken out.
        shown: how long its lists are.

    Raises:
        ImportError: Jinja is not installed.
        TooMany: see `report.search`.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    data, reasons = packed(inbox.letters, statements)
    style, script = _text("report.css"), _text("report.js")
    return environment.get_template("report.html").render(
        inbox=inbox,
        total=len(inbox.letters),
        kinds=KINDS,
        times=[one.time for one in inbox.letters if one.time],
        periods=periods(inbox.letters),
        statements=statements,
        weaknesses=weaknesses,
        anonymous=anonymous,
        shown=shown,
        pesters=PESTERS,
        data=data,
        reasons=reasons,
        style=style,
        script=script,
        policy=policy(style, script),
        version=__version__,
    )


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing is loaded from anywhere, and only these two texts are obeyed (CSP Level 3)."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def periods(letters: Sequence[Letter]) -> list[Period]:
    """Months from the first letter to the last, empty ones too; quarters or years where those are too many."""
    times = [one.time for one in letters if one.time]
    if not times:
        return []
    # A date that lies, 1970 or 2038, must not squeeze all others into one column.
    times.sort()
    cut = len(times) // 200
    first, last = times[cut], times[-1 - cut]
    for name_of in (_month, _quarter, _year):
        names = list(dict.fromkeys(name_of(day) for day in _days(first, last)))
        if len(names) <= PERIODS:
            break
    columns: dict[str, Counter[str]] = {name: Counter() for name in names}
    for one in letters:
        if one.time and (name := name_of(one.time)) in columns:
            columns[name][one.kind] += 1
    return [Period(name, kinds) for name, kinds in columns.items()]


def percent(share: float) -> str:
    """A share as people read it: what is not nothing is not written as 0 %."""
    return "under 1 %" if 0 < share < 0.01 else "over 99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")


def _days(first: datetime, last: datetime) -> list[datetime]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)] + [last]


def _month(time: datetime) -> str:
    return f"{time:%Y-%m}"


def _quarter(time: datetime) -> str:
    return f"{time.year} Q{(time.month + 2) // 3}"


def _year(time: datetime) -> str:
    return f"{time.year}"


@cache
def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
