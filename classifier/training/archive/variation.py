"""A text that was written once → the same from another sender, to another reader, or on another day."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

from classifier.expressions import expression
from classifier.training.archive.sentences import MONTHS, ordinal
from classifier.training.wrap.people import Person
from classifier.training.wrap.signatures import greeted, signature_of

_MONTH = {name.casefold(): n for names in MONTHS.values() for n, name in enumerate(names, 1)}
_MONTH |= {name.casefold()[:3]: n for names in MONTHS.values() for n, name in enumerate(names, 1)}
_NAMES = "|".join(sorted({n for names in MONTHS.values() for name in names for n in (name, name[:3])}, key=len)[::-1])
# "3 June", "3rd June 2024", "14. Mai", "18 Aug": the day is drawn anew, the month is the mail's.
_DATE = rf"(?P<d>\d{{1,2}})(?P<th>st|nd|rd|th|\.)? (?P<month>{_NAMES})\b(?: (?P<year>(?:19|20)\d\d))?"
_PHONE = r"(?P<phone>\+?\(?\d[\d()/ -]{6,20}\d)"
_ID = r"(?P<id>\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b)"
_TIME = r"(?P<time>\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b(?![.,]?\d))"
_YEAR = r"(?P<y>\b20[0-3]\d\b)"
_NUMBER = r"(?P<n>(?<![\w])\d{2,9}\b|(?<=[A-Z]-)\d{2,9}\b|(?<=\d[.,])\d{2}\b)"
_VARIES = expression("|".join((_DATE, _PHONE, _ID, _TIME, _YEAR, _NUMBER)))
_TITLE = expression(r"\b(?:Mr|Mrs|Ms|Miss)\b\.?")
_ANREDE = expression(r"Sehr geehrte[r]? (?:Herrn?|Frau)\b")


def on_another_day(text: str, date: datetime, draw: random.Random) -> str:
    """Other dates, times, amounts and numbers of the same shape. Telephone numbers stay: they are kept for fiction."""
    drawn: dict[str, str] = {}  # a number that is told twice is the same twice

    def another(match: re.Match[str]) -> str:
        found = match.group()
        if found not in drawn:
            drawn[found] = _another(match, date, draw)
        return drawn[found]

    return _VARIES.sub(another, text)


def _another(match: re.Match[str], date: datetime, draw: random.Random) -> str:
    found = match.group()
    if match["phone"]:
        return found
    if match["d"]:
        day = date + timedelta(days=draw.randint(-3, 14))
        names = MONTHS["de" if match["th"] == "." else "en"]
        name = names[day.month - 1]
        th = match["th"] or ""
        th = ordinal(day.day) if th not in ("", ".") else th
        return f"{day.day}{th} {name if len(match['month']) > 3 else name[:3]}" + (
            f" {day.year}" if match["year"] else ""
        )
    if match["id"]:
        return "".join(draw.choice("0123456789abcdef") for _ in found)
    if match["time"]:
        return f"{draw.randint(6, 19):02}{found[-3]}{draw.randint(0, 59):02}"
    if match["y"]:
        return str(date.year)
    first = found[0] if found[0] == "0" else str(max(1, min(9, int(found[0]) + draw.randint(-2, 2))))
    return first + "".join(draw.choice("0123456789") for _ in found[1:])


def to_reader(text: str, reader: Person, title: str) -> str:
    """The greeting names another reader; ``title`` is how they are addressed: ``Ms``, ``Mr``."""
    first, last = greeted(text)
    if not first and not last:
        return text
    line, newline, rest = text.partition("\n")
    line = _TITLE.sub(title, line)
    line = _ANREDE.sub("Sehr geehrter Herr" if title == "Mr" else "Sehr geehrte Frau", line)
    # "Hi Anna Berg" names both; "Dear Ms Berg" the last alone.
    line = line.replace(first, reader.first, 1) if first else line
    return (line.replace(last, reader.last, 1) if last else line) + newline + rest


def from_sender(text: str, sender: Person) -> str:
    """Signed by another person of another firm."""
    name, firm = signature_of(text, of_person=True)
    first, _, last = name.partition(" ")
    changes = [(firm, sender.firm), (name, sender.name if last else sender.first), (first, sender.first)]
    for old, new in changes:
        if len(old) > 1:
            text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _, new=new: new, text)  # type: ignore[misc]
    return text
