"""Tables of phrases, looked for only where one of their anchor words stands in the letter.

A table is a dictionary: anchor words, separated by blanks → a pattern over folded text (lower case, no diacritics, one
line). Most letters hold no anchor, so that most patterns are never even compiled.
"""

from __future__ import annotations

import re
from functools import lru_cache

from classifier.evidence import Evidence, evidence
from classifier.mail import MAX_LETTER, Mail

MAX_HITS = 20
"""Hits of one table that are counted in one mail."""

MAX_OCCURRENCES = 4
"""Occurrences of an anchor around which a pattern is looked for."""
BEFORE, AFTER = 60, 120
"""Characters around an anchor in which its phrase must stand. 12 occurrences, 90 and 150 characters found 844 hits in 640
mails where these find 841, and took a third longer (experiment 7)."""

_every_anchor: set[str] = set()
"""Anchors of all tables. A letter holds a few of them: fifty tables ask for those few, and not for all of its words."""


class Phrases(dict[str, tuple[str, ...]]):
    """Anchor word → patterns."""

    anchors: frozenset[str] = frozenset()
    """The keys as a set: two sets meet in the time of the smaller one, a dictionary's keys in that of the letter."""


def phrases(table: dict[str, str | tuple[str, ...]]) -> Phrases:
    """A table as it is written down → one entry an anchor word."""
    index = Phrases()
    for anchors, patterns in table.items():
        patterns = (patterns,) if isinstance(patterns, str) else patterns
        for anchor in anchors.split():
            index[anchor] = index.get(anchor, ()) + patterns
    index.anchors = frozenset(index)
    _every_anchor.update(index)
    return index


@lru_cache(maxsize=1)  # all tables ask about one mail, one after the other
def _anchors_in(vocabulary: frozenset[str]) -> frozenset[str]:
    return vocabulary & _every_anchor


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})")


def said(mail: Mail, table: Phrases, subject: bool = True, within: int = MAX_LETTER) -> list[Evidence]:
    """Where phrases of a table stand in subject and letter, each pattern told once a place, at most `MAX_HITS`.

    Args:
        mail: what is read.
        table: what is looked for.
        subject: whether the subject is read too.
        within: characters of the letter that are read, from its beginning.
    """
    anchors = table.anchors & _anchors_in(mail.vocabulary)
    if not anchors:
        return []
    hits: dict[tuple[str, str], Evidence] = {}
    for anchor in sorted(anchors):  # what is told must not depend on how a set of words happens to lie
        for pattern in table[anchor]:
            compiled = _compiled(pattern)
            if subject and anchor in mail.subject and (match := compiled.search(mail.subject)):
                proof = evidence("subject", mail.message.subject[match.start() : match.end()], match.start())
                hits.setdefault((pattern, "subject"), proof)
            if (pattern, "body") not in hits and (match := _near(compiled, mail.folded, anchor, within)):
                hits[pattern, "body"] = evidence("body", mail.letter[match.start() : match.end()], match.start())
    return list(hits.values())[:MAX_HITS]


def _near(pattern: re.Pattern[str], text: str, anchor: str, within: int) -> re.Match[str] | None:
    """The first match around an occurrence of the anchor: searching all of a letter would take ten times as long."""
    start = text.find(anchor, 0, within)
    left = MAX_OCCURRENCES
    while start >= 0 and left:
        end = start + len(anchor)
        # "hit" stands in "white" too.
        if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
            if match := pattern.search(text, max(0, start - BEFORE), min(within, start + AFTER)):
                return match
            left -= 1
        start = text.find(anchor, end, within)
    return None
