"""``names.tsv`` → invented people, firms and places by language, for letters that do not name their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple


class Names(NamedTuple):
    """What people and firms are called where a language is spoken."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    firms: tuple[str, ...]
    """First words of names of firms."""
    trades: tuple[str, ...]
    """Last words of names of firms."""
    roles: tuple[str, ...]
    """What stands below a name in a signature."""
    places: tuple[str, ...]
    """A street and a town, ``{}`` for the number."""
    dial: str
    """How telephone numbers begin; the rest is drawn. Ranges kept for fiction where a country has one."""
    providers: tuple[str, ...]
    """Where people there have free mailboxes, beside the world's."""
    zones: tuple[int, ...]
    """Minutes east of Greenwich, in winter; one that more people live in stands there twice."""


@cache
def names_of(language: str) -> Names:
    """The names of a language of `letters.LANGUAGES`."""
    entries: dict[str, str] = {}
    for line in (Path(__file__).parent / "names.tsv").read_text("utf-8").splitlines():
        if line.startswith(f"{language}\t"):
            _, what, entries[what] = line.split("\t")
    lists = {what: tuple(text.split(";")) for what, text in entries.items()}
    return Names(
        first=lists["first"],
        last=lists["last"],
        firms=lists["firms"],
        trades=lists["trades"],
        roles=lists["roles"],
        places=lists["places"],
        dial=entries["dial"],
        providers=lists["providers"],
        zones=tuple(map(int, lists["zones"])),
    )
