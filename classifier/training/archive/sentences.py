"""``sentences.tsv`` and ``items.tsv`` → short mails of people who know each other, and items of newsletters."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

SPOKEN = ("de", "en")
"""Languages that the owner of an archive writes; letters in others are answered in English."""
LONGER = 0.55
"""Share of short mails that have a second sentence."""

_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
}


class Note(NamedTuple):
    """A short mail; the subject is empty for one that answers."""

    subject: str
    text: str


@cache
def _read(name: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            *key, text = line.split("\t")
            found[tuple(key)].append(text.replace("\\n", "\n"))
    return {key: tuple(texts) for key, texts in found.items()}


def spoken(language: str) -> str:
    """The language in which the owner answers one."""
    return language if language in SPOKEN else "en"


def sentences(language: str, what: str) -> tuple[str, ...]:
    """All sentences of one use; see the head of ``sentences.tsv``."""
    return _read("sentences.tsv")[language, what]


def items(language: str) -> tuple[str, ...]:
    """All items of newsletters, ``heading || text``."""
    return _read("items.tsv")[(spoken(language),)]


def note(what: str, language: str, first: str, last: str, me: str, date: datetime, draw: random.Random) -> Note:
    """A short mail: greeting, a sentence or two, name.

    Args:
        what: ``answer``, ``back``, ``open``, ``ask`` or ``no``.
        language: one of `SPOKEN`.
        first: the reader's first name.
        last: the reader's last name.
        me: how its writer signs.
        date: when it is written.
        draw: random numbers.
    """
    slots = slots_of(language, date, draw) | {"first": first, "last": last, "me": me}
    subject, bars, text = draw.choice(sentences(language, what)).rpartition(" || ")
    if what != "no" and draw.random() < LONGER:
        text += " " + draw.choice(sentences(language, "more"))
    greeting = draw.choice(sentences(language, "greeting"))
    closing = draw.choice(sentences(language, "closing"))
    terse = draw.random()
    if terse < 0.12 or (what == "no" and terse < 0.6):  # angry and hurried people greet nobody
        greeting = ""
    pieces = [greeting, text.replace("{first}, ", "", 1), closing]
    whole = "\n\n".join(piece for piece in pieces if piece).format(**slots)
    return Note(_capital(subject.format(**slots)) if bars else "", whole)


def item(language: str, text: str, date: datetime, draw: random.Random) -> tuple[str, str]:
    """Heading and text of an item of `items`, filled in."""
    heading, _, body = text.format(**slots_of(spoken(language), date, draw)).partition(" || ")
    return _capital(heading), _capital(body)


def slots_of(language: str, date: datetime, draw: random.Random) -> dict[str, str]:
    """What stands for the words in braces, on a day."""
    days = [day for day in (date + timedelta(days=n) for n in range(1, 7)) if day.weekday() < 5]
    nth = draw.randint(2, 28)
    pounds = draw.randint(40, 4_000) if draw.random() < 0.6 else draw.randint(8, 90) * 100
    pence = draw.choice((0, 0, 50, draw.randint(1, 99)))
    amount = f"{pounds:,}.{pence:02}"
    if language == "de":
        amount = amount.replace(",", " ").replace(".", ",").replace(" ", ".")
    return {
        "day": _DAYS[language][draw.choice(days).weekday()],
        "date": day_of(language, date + timedelta(days=draw.randint(4, 40))),
        "month": MONTHS[language][(date.month + draw.choice((-3, -2, -2, 0, 1))) % 12],
        "time": f"{draw.randint(8, 17)}{':' if language == 'de' else '.'}{draw.choice(('00', '15', '30', '30', '45'))}",
        "n": str(draw.randint(3, 60)),
        "small": str(draw.randint(2, 9)),
        "ref": str(draw.randint(1_000, 49_999)),
        "ref2": str(draw.randint(1_000, 49_999)),
        "amount": f"£{amount}" if language == "en" else amount,
        "nth": f"{nth}{ordinal(nth)}" if language == "en" else str(nth),
        "item": draw.choice(sentences(language, "item")),
    }


def day_of(language: str, date: datetime) -> str:
    """A day as people write it: ``14 May``, ``14. Mai``."""
    return f"{date.day}{'.' if language == 'de' else ''} {MONTHS[language][date.month - 1]}"


def ordinal(n: int) -> str:
    """``st`` for 1, 21 and 31, ``th`` for 11."""
    return "th" if 11 <= n % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
