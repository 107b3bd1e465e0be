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

DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
}


class Names(NamedTuple):
    """Who writes to whom."""

    first: str
    """The reader's."""
    last: str
    me: str
    """How the writer signs."""


class Note(NamedTuple):
    """A short mail; the subject is empty for one that answers."""

    subject: str
    text: str
    answers: tuple[str, ...] = ()
    """What may be said to it; none where anything may."""


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


def note(what: str, language: str, names: Names, date: datetime, draw: random.Random, said: str = "") -> Note:
    """A short mail: greeting, a sentence or two, name.

    Args:
        what: a use of ``sentences.tsv``.
        language: one of `SPOKEN`.
        names: of reader and writer.
        date: when it is written.
        draw: random numbers.
        said: the sentence, where it was settled before: an answer to a question of `Note.answers`.
    """
    slots = slots_of(language, date, draw) | names._asdict()
    subject, text, *answers = _parts(draw.choice(sentences(language, what)).format(**slots))
    text = said or text
    if what != "no" and draw.random() < LONGER:
        text += " " + draw.choice(sentences(language, "more")).format(**slots)
    greeting = draw.choice(sentences(language, "greeting")).format(**slots)
    closing = draw.choice(sentences(language, "closing")).format(**slots)
    terse = draw.random()
    if terse < 0.12 or (what == "no" and terse < 0.6):  # angry and hurried people greet nobody
        greeting = ""
    return Note(_capital(subject), "\n\n".join(filter(None, (greeting, text, closing))), tuple(answers))


def _parts(line: str) -> list[str]:
    """Subject, which may be empty, sentence, and answers."""
    parts = line.split(" || ")
    return parts if parts[1:] else ["", *parts]


def item(language: str, text: str, date: datetime, draw: random.Random) -> tuple[str, str]:
    """Heading and text of an item of `items`, filled in."""
    heading, _, body = text.format(**slots_of(spoken(language), date, draw)).partition(" || ")
    return _capital(heading), _capital(body)


def slots_of(language: str, date: datetime, draw: random.Random) -> dict[str, str]:
    """What stands for the words in braces, on a day."""
    day, day2 = draw.sample([d for d in (date + timedelta(days=n) for n in range(1, 8)) if d.weekday() < 5], 2)
    nth = draw.randint(2, 28)
    at = ":" if language == "de" else "."
    slots = {
        "day": DAYS[language][day.weekday()],
        "day2": DAYS[language][day2.weekday()],
        "date": day_of(language, date + timedelta(days=draw.randint(8, 40))),
        "date2": day_of(language, date + timedelta(days=draw.randint(41, 55))),
        "month": MONTHS[language][(date.month + draw.choice((0, 1, 2))) % 12],
        "n": str(draw.randint(3, 60)),
        "small": str(draw.randint(2, 9)),
        "ref": str(draw.randint(1_000, 49_999)),
        "ref2": str(draw.randint(1_000, 49_999)),
        "nth": f"{nth}{ordinal(nth)}" if language == "en" else str(nth),
        "item": draw.choice(sentences(language, "item")),
    }
    for name in ("time", "time2"):
        slots[name] = f"{draw.randint(8, 17)}{at}{draw.choice(('00', '15', '30', '30', '45'))}"
    for name in ("amount", "amount2"):
        slots[name] = _amount(language, draw)
    return slots


def _amount(language: str, draw: random.Random) -> str:
    whole = draw.randint(40, 4_000) if draw.random() < 0.6 else draw.randint(8, 90) * 100
    amount = f"{whole:,}.{draw.choice((0, 0, 50, draw.randint(1, 99))):02}"
    if language == "de":
        return amount.replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"£{amount}"


def day_of(language: str, date: datetime) -> str:
    """A day as people write it: ``14 May``, ``14. Mai``."""
    return f"{date.day}{'.' if language == 'de' else ''} {MONTHS[language][date.month - 1]}"


def ordinal(n: int) -> str:
    """``st`` for 1, 21 and 31, ``th`` for 11."""
    return "th" if 11 <= n % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
