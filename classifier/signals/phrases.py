"""Tables of phrases, looked for only where one of their anchor words stands in the letter.

A table is a dictionary: anchor words, separated by blanks → a pattern over folded text (lower case, no diacritics, one
line). Most letters hold no anchor, so that most patterns are never even compiled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from classifier.compiled import compiled
from classifier.evidence import Evidence, evidence
from classifier.expressions import expression, unfolded
from classifier.mail import MAX_LETTER, Mail, shared

MAX_HITS = 20
"""Hits of one table that are counted in one mail."""

MAX_OCCURRENCES = 4
"""Occurrences of an anchor around which a pattern is looked for."""
BEFORE, AFTER = 60, 120
"""Characters around an anchor in which its phrase must stand. 12 occurrences, 90 and 150 characters found 844 hits in 640
mails where these find 841, and took a third longer (experiment 7)."""

_EDGE = expression(r"\b")

_tables: dict[str, list[Phrases]] = defaultdict(list)
"""Anchor word → tables that have it. A letter holds a few anchors: one look tells fifty tables which of theirs it has."""
_anchors: set[str] = set()
"""The same words: two sets meet in a third of the time that a set and a dictionary take."""


class Phrases:
    """One table: what is looked for where one of its anchors stands."""

    def __init__(self, patterns: dict[str, tuple[str, ...]]) -> None:
        self.patterns = patterns
        """Anchor word → patterns."""
        for anchor in patterns:
            _tables[anchor].append(self)
        _anchors.update(patterns)


def phrases(table: dict[str, str | tuple[str, ...]]) -> Phrases:
    """A table as it is written down → one entry an anchor word."""
    index: dict[str, tuple[str, ...]] = {}
    for anchors, patterns in table.items():
        patterns = (patterns,) if isinstance(patterns, str) else patterns
        for anchor in anchors.split():
            index[anchor] = index.get(anchor, ()) + patterns
    return Phrases(index)


@shared
def anchors_in(mail: Mail) -> dict[Phrases, list[str]]:
    """Table → those of its anchors that stand in the mail, in alphabetical order; no table without any."""
    anchors: dict[Phrases, list[str]] = {}
    for anchor in sorted(mail.vocabulary & _anchors):
        for table in _tables[anchor]:
            anchors.setdefault(table, []).append(anchor)
    return anchors


_Window = tuple[int, int, int]
"""In a text: where a phrase may begin, where it must end, and where its anchor ends."""


class _Windows(dict[str, list[_Window]]):
    """Anchor → windows around the first places where it stands in a text; several tables may ask for the same anchor."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __missing__(self, anchor: str) -> list[_Window]:
        text = self.text
        windows: list[_Window] = []
        start = text.find(anchor)
        while start >= 0 and len(windows) < MAX_OCCURRENCES:
            end = start + len(anchor)
            # "hit" stands in "white" too.
            if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
                windows.append((max(0, start - BEFORE), start + AFTER, end))
            start = text.find(anchor, end)
        self[anchor] = windows
        return windows


@shared
def _windows_of(mail: Mail) -> _Windows:
    return _Windows(mail.folded)


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return compiled(unfolded(pattern))


def patterns() -> set[str]:
    """Those of all tables, as they are compiled."""
    return set(map(unfolded, _patterns()))


def compile_all() -> None:
    """Compile them, for a process whose children shall share them; about 0.5 s."""
    for pattern in _patterns():
        _compiled(pattern)


def _patterns() -> set[str]:
    every = {table for tables in _tables.values() for table in tables}
    return {pattern for table in every for patterns in table.patterns.values() for pattern in patterns}


def said(mail: Mail, table: Phrases, subject: bool = True, within: int = MAX_LETTER) -> list[Evidence]:
    """Where phrases of a table stand in subject and letter, each pattern told once a place, at most `MAX_HITS`.

    Args:
        mail: what is read.
        table: what is looked for.
        subject: whether the subject is read too.
        within: characters of the letter that are read, from its beginning.
    """
    anchors = anchors_in(mail).get(table)
    if not anchors:
        return []
    hits: dict[tuple[str, str], Evidence] = {}
    title, text, windows_of = mail.subject if subject else "", mail.folded[:within], _windows_of(mail)
    for anchor in anchors:
        in_title, windows = anchor in title, windows_of[anchor]
        for pattern in table.patterns[anchor]:
            search = _compiled(pattern).search
            if in_title and (match := search(title)) and (match := _at_an_edge(match)):
                proof = evidence("subject", mail.message.subject[match.start() : match.end()], match.start())
                hits.setdefault((pattern, "subject"), proof)
            if (pattern, "body") in hits:
                continue
            for start, end, anchor_end in windows:
                if anchor_end > within:
                    break
                if (match := search(text, start, end)) and (match := _at_an_edge(match)):
                    hits[pattern, "body"] = evidence("body", mail.letter[match.start() : match.end()], match.start())
                    break
    return list(hits.values())[:MAX_HITS]


def _at_an_edge(match: re.Match[str] | None) -> re.Match[str] | None:
    """This match or the next one that begins at the edge of a word.

    With the edge in the pattern, `re` would try it at every character, and not only at those that it can begin with
    (experiment 10).
    """
    while match and not _EDGE.match(match.string, match.start()):
        match = match.re.search(match.string, match.start() + 1, match.endpos)
    return match
