"""The words of a letter → bands of a min-hash, equal for copies of one template whatever names were filled in."""

from __future__ import annotations

import zlib

SLOTS = 6
"""Minima kept: two bands of three."""
SHORTEST = 20
"""Words below which letters resemble each other by chance ("thanks, see you tomorrow")."""
LONGEST = 400
"""Words that are looked at."""


def fingerprint(words: list[str]) -> tuple[int, ...]:
    """Masked words of a letter, in order → two bands; empty for letters shorter than `SHORTEST` words.

    Each slot is the least hash of one class of word triples (Broder 1997); a band joins three slots. Letters that share
    90 % of their triples share a band with p = .93, letters that share 30 % with p = .05.
    """
    words = words[:LONGEST]
    if len(words) < SHORTEST:
        return ()
    least = [0xFFFFFFFF] * SLOTS
    triples = map(" ".join, zip(words, words[1:], words[2:], strict=False))
    for hashed in map(zlib.crc32, map(str.encode, triples)):
        slot = hashed % SLOTS
        if hashed < least[slot]:  # noqa: PLR1730 (half of the time of min)
            least[slot] = hashed
    bands = (tuple(least[: SLOTS // 2]), tuple(least[SLOTS // 2 :]))
    return tuple(zlib.crc32(repr(band).encode()) for band in bands)
