"""Letters → the data that the report's search reads: JSON, packed, small enough for one page."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence

from classifier.report.letters import Letter

LARGEST = 4_200_000
"""Characters of the packed data: the page stays below 5 MB, which every mail system passes on."""
REASONS = (8, 4, 2, 1, 0)
"""Reasons told of each letter: the first number that fits."""


class TooMany(Exception):
    """Even without reasons the letters are too many for one page."""


def packed(letters: Sequence[Letter], statements: Mapping[str, str]) -> tuple[str, int]:
    """Base64 of gzip, which browsers unpack by themselves, and how many reasons of each letter it holds.

    Base64 holds no character that HTML could take for markup, so nothing that a sender wrote meets the parser.

    Raises:
        TooMany: see there.
    """
    for most in REASONS:
        records = [_record(one, most) for one in letters]
        text = json.dumps({"letters": records, "statements": dict(statements)}, separators=(",", ":"))
        data = base64.b64encode(gzip.compress(text.encode(), 9 if len(text) < 5_000_000 else 6, mtime=0)).decode()
        if len(data) <= LARGEST:
            return data, most
    raise TooMany


def _record(letter: Letter, most: int) -> list[object]:
    """In the order in which report.js reads it."""
    reasons = [
        [reason.signal, [[proof.where, proof.excerpt] for proof in reason.proofs]] for reason in letter.reasons[:most]
    ]
    return [
        letter.day,
        letter.person,
        letter.subject,
        letter.kind,
        letter.label,
        int(letter.leaned),
        round(100 * letter.human),
        reasons,
    ]
