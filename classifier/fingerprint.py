"""The words of a letter → bands of a min-hash, equal for copies of one template whatever names were filled in."""

from __future__ import annotations

import zlib
from itertools import accumulate

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
    octets = " ".join(words).encode() + b" "
    ends = list(accumulate([len(word.encode()) + 1 for word in words]))
    for start, end in zip([0, *ends], ends[2:], strict=False):
        hashed = zlib.crc32(octets[start : end - 1])
        slot = hashed % SLOTS
        if hashed < least[slot]:  # noqa: PLR1730 (half of the time of min)
            least[slot] = hashed
    bands = (tuple(least[: SLOTS // 2]), tuple(least[SLOTS // 2 :]))
    return tuple(zlib.crc32(repr(band).encode()) for band in bands)
