"""``platforms.tsv`` → which sending software leaves which trace, and in which places of a mail it counts."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

PLACES = frozenset(["header", "message-id", "return-path", "dkim", "received", "link", "pixel", "unsubscribe"])
"""Where traces are independent: the sender's program writes the header, others write or sign the rest."""
CATEGORIES = (
    "sales-automation",
    "marketing",
    "transactional",
    "notification",
    "mailing-list",
    "tracker-extension",
    "library",
)
_GROUPS = {"mail": "message-id return-path dkim received", "track": "link pixel unsubscribe"}
_FIXED = {"shape": "message-id return-path received", "project": "received"}
"""Where traces count whose row names no places; all others are of the header."""


class Platform(NamedTuple):
    """What sends."""

    name: str
    category: str
    """One of `CATEGORIES`."""


class Row(NamedTuple):
    """A trace that a platform leaves."""

    platform: Platform
    places: frozenset[str]
    """Those of `PLACES` in which it counts."""


class Table(NamedTuple):
    """All rows, by what a mail is asked for."""

    by_kind: dict[str, dict[str, Row]]
    """Kind → key → row."""
    tails: frozenset[str]
    """Last two labels of every host: most hosts are none of them."""
    heads: frozenset[str]
    """First segments of every path, and last two labels of the hosts that paths are bound to."""


@cache
def _places(words: str) -> frozenset[str]:
    """Places and groups of places, separated by blanks → the places."""
    return frozenset(" ".join(_GROUPS.get(w, w) for w in words.split()).split())


@cache
def table() -> Table:
    """``platforms.tsv``, read once a process."""
    by_kind: dict[str, dict[str, Row]] = defaultdict(dict)
    platforms: dict[tuple[str, str], Platform] = {}
    for line in (Path(__file__).parent / "platforms.tsv").read_text("utf-8").splitlines()[1:]:
        if line.startswith(("#", "platform\t")):
            continue
        name, category, kind, keys, words = line.split("\t")
        platform = platforms.setdefault((name, category), Platform(name, category))
        if words == "-":
            words = _FIXED.get(kind, "header")
        by_kind[kind].update(dict.fromkeys(keys.split(), Row(platform, _places(words))))
    tails = {".".join(host.split(".")[-2:]) for host in by_kind["host"]}
    heads = {path.split("/")[path[0] == "/"].partition("?")[0] for path in by_kind["path"]}
    return Table(dict(by_kind), frozenset(tails), frozenset(heads))
