"""Readings and words → the sparse vector that the model weighs. The same code in training and in the filter."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from zlib import crc32

from classifier.evidence import Reading
from classifier.tallies import tallied

if TYPE_CHECKING:
    from classifier.mail import Mail
    from classifier.signals import Signal

BUCKETS = 1 << 17
"""Hash buckets of words: 131,072, about four for each n-gram that is kept, in 2.6 MB of weights."""
MOST_KNOWN = 1 << 14
"""Words that a process remembers the hashes of, about 3 MB."""
VERSION = 2
"""Raised when the same mail gives another vector: a model of another version is refused."""

STEPS: dict[str, tuple[float, ...]] = {
    "flag": (1,),
    "count": (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233),
    "share": (0.005, 0.01, 0.02, 0.04, 0.06, 0.09, 0.13, 0.2, 0.3, 0.5, 0.75, 1),
    "days": (1, 2, 3, 5, 8, 13, 21, 34, 55, 89),
}
"""Unit → the steps that a value of it can pass. Each passed step is a feature, so that a linear model can bend."""


class Features(NamedTuple):
    """The vector of one mail."""

    signals: tuple[str, ...]
    """Names of the steps that its readings, and their tallies, passed: ``questions>=2``. Each counts 1."""
    words: dict[int, float]
    """Hash bucket → value; the squares of the values sum to 1."""


def step_names(signals: Iterable[Signal]) -> list[str]:
    """Every step that the signals can pass, in order: the columns of a training matrix."""
    return [f"{s.name}>={step:g}" for s in signals for step in STEPS[s.unit]]


def passed_steps(signals: Iterable[Signal], readings: Mapping[str, Reading]) -> tuple[str, ...]:
    """Steps passed by the readings; a reading of ``None`` passes none."""
    passed: list[str] = []
    for s in signals:
        value = readings[s.name].value
        if value:
            for step, name in _named_steps(s.name, s.unit):
                if value < step:
                    break
                passed.append(name)
    return tuple(passed)


_steps: dict[str, list[tuple[float, str]]] = {}


def _named_steps(name: str, unit: str) -> list[tuple[float, str]]:
    """Steps of one signal with their names, made once a process."""
    named = _steps.get(name)
    if named is None:
        named = _steps[name] = [(step, f"{name}>={step:g}") for step in STEPS[unit]]
    return named


class _Hashes(dict[str, tuple[int, int, bytes]]):
    """Word → its hash bucket, its CRC-32, and the octets that it adds to a pair."""

    def __missing__(self, word: str) -> tuple[int, int, bytes]:
        if len(self) >= MOST_KNOWN:
            self.clear()
        octets = word.encode("utf-8", "replace")
        hashed = crc32(octets)
        known = self[word] = (hashed % BUCKETS, hashed, b" " + octets)
        return known


_hashes = _Hashes()


class Grams(NamedTuple):
    """Masked words and word pairs of subject and letter, with repetitions: a b c → a, b, a b, c, b c."""

    buckets: list[int]
    """Hash bucket of each."""
    subject: list[str]
    """The words that they were made of. Those of the subject are hashed and told with ``s:`` before them, as "invoice"
    there is another thing …"""
    letter: list[str]
    """… and these as they are."""

    def text(self, n: int) -> str:
        """The n-th word or pair. A pair is marked at its first word alone."""
        words, mark = self.subject, "s:"
        of_subject = max(0, 2 * len(words) - 1)
        if n >= of_subject:
            words, mark, n = self.letter, "", n - of_subject
        last = (n + 1) // 2
        return mark + (words[last] if n % 2 or not n else f"{words[last - 1]} {words[last]}")


def ngrams(mail: Mail) -> Grams:
    """`Grams` of a mail."""
    subject, letter = mail.masked_subject, mail.masked_letter
    buckets: list[int] = []
    for words, said in ((subject, ["s:" + word for word in subject]), (letter, letter)):
        if words:
            singles, hashed, octets = zip(*map(_hashes.__getitem__, said), strict=True)
            if said is not words:
                octets = tuple([_hashes[word][2] for word in words])
            # CRC-32 of "a b" continues that of "a".
            pairs = [pair % BUCKETS for pair in map(crc32, octets[1:], hashed)]
            buckets += _woven(singles, pairs)
    return Grams(buckets, subject, letter)


_T = TypeVar("_T")


def _woven(words: Sequence[_T], pairs: Sequence[_T]) -> list[_T]:
    """Words, each but the first followed by the pair that it ends."""
    woven = list(words[:1]) * (len(words) + len(pairs))
    woven[1::2], woven[2::2] = words[1:], pairs
    return woven


def word_vector(buckets: Iterable[int]) -> dict[int, float]:
    """Bucket → value of a mail's `Grams`, values 1 + log(times said), scaled to length 1."""
    counts = Counter(buckets)
    # Few different numbers: most words are said once.
    values = {n: 1.0 + math.log(n) for n in set(counts.values())}
    squares = {n: v * v for n, v in values.items()}
    length = math.sqrt(sum(map(squares.__getitem__, counts.values())))
    scaled = {n: v / length for n, v in values.items()}
    return dict(zip(counts, map(scaled.__getitem__, counts.values()), strict=True))


def extract(signals: Iterable[Signal], readings: Mapping[str, Reading], grams: Grams) -> Features:
    """`Features` of a mail whose signals have been read, and whose `ngrams` these are."""
    passed = passed_steps(signals, readings)
    return Features(passed + tallied(passed), word_vector(grams.buckets))
