"""A text that was written once → the same from another sender, to another reader, or on another day."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from classifier.expressions import expression
from classifier.training.archive.sentences import DAYS, MONTHS, ordinal
from classifier.training.wrap.people import Person
from classifier.training.wrap.signatures import greeted, signature_of
from classifier.training.wrap.tokens import DIGITS, HEX, token

_FULL = {name: n for names in MONTHS.values() for n, name in enumerate(names)}
_MONTH = _FULL | {name[:3]: n for name, n in _FULL.items()}
_DAY = {name: n for names in DAYS.values() for n, name in enumerate(names)}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_VARIES = expression(
    "|".join(
        (
            # "3 June", "3rd June 2024", "14. Mai", "18 Aug"; "30.04.", "30.04.2024"
            rf"(?P<d>\b\d{{1,2}})(?P<th>st|nd|rd|th|\.)? (?P<month>{_NAMES})\b(?: (?P<year>(?:19|20)\d\d))?",
            r"(?P<dd>\b[0-3]\d)\.(?P<mm>[01]\d)\.(?P<yyyy>20\d\d)?(?!\d)",
            r"(?P<phone>\+?\(?\d[\d()/ -]{6,20}\d)",
            r"(?P<id>\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b)",
            r"(?P<h>\b(?:[01]?\d|2[0-3]))(?P<colon>[:.])(?P<m>[0-5]\d)\b(?![.,]?\d)(?! ?[%€$£kKM])",
            r"(?P<hour>\b\d{1,2})(?= Uhr\b| ?[ap]m\b)",
            r"(?P<y>\b20[0-3]\d\b)",
            rf"(?P<weekday>\b(?:{'|'.join(_DAY)})\b)",
            rf"(?P<alone>\b(?:{'|'.join(_FULL)})\b)",
            r"(?P<n>(?<!\w)\d{2,9}\b|(?<=[A-Z]-)\d{2,9}\b|(?<=\d[.,])\d{2}\b|(?<=[–:] )\d(?= [a-z]+(?:\n|\Z)))",
        )
    )
)


def on_another_day(text: str, date: datetime, key: str) -> str:
    """Other dates, times, amounts and numbers of the same shape. Telephone numbers stay: they are kept for fiction.

    Args:
        text: a subject or letter.
        date: when it is sent.
        key: texts of one key get the same numbers for the same ones, so that subject and letter agree. All times move
            by the same minutes and all weekdays by the same days: what comes later stays later.
    """
    draw = random.Random(key)  # noqa: S311
    minutes, days = draw.randint(-55, 55), draw.randrange(5)
    begins = date + timedelta(days=draw.randint(-2, 9))
    return _VARIES.sub(lambda match: _another(match, begins, minutes, days, key), text)


def _another(match: re.Match[str], date: datetime, minutes: int, days: int, key: str) -> str:
    found = match.group()
    if match["d"]:
        return _another_date(match, date)
    if match["dd"]:
        return f"{date.day:02}.{date.month:02}." + (str(date.year) if match["yyyy"] else "")
    if match["phone"] or match["hour"]:
        return found
    if match["h"]:
        hour, minute = divmod((int(match["h"]) * 60 + int(match["m"]) + minutes) % 1440, 60)
        return f"{hour:0{len(match['h'])}}{match['colon']}{minute:02}"
    if match["y"]:
        return str(date.year)
    if match["weekday"] or match["alone"]:
        return _another_name(found, date, days)
    draw = random.Random(f"{key} {found}")  # noqa: S311
    if match["id"]:
        return token(draw, HEX, len(found))
    if len(found) == 1:  # "Refill soap, lemon – 3 left"
        return token(draw, DIGITS, 1)
    first = found[0] if found[0] == "0" else str(max(1, min(9, int(found[0]) + draw.randint(-1, 1))))
    return first + token(draw, DIGITS, len(found) - 1)


def _another_name(found: str, date: datetime, days: int) -> str:
    """A weekday some days later, weekends apart; or the month of the mail."""
    language = "en" if found in (*DAYS["en"], *MONTHS["en"]) else "de"
    if found not in _DAY:
        return MONTHS[language][date.month - 1]
    day = _DAY[found]
    return found if day > 4 else DAYS[language][(day + days) % 5]


def _another_date(match: re.Match[str], date: datetime) -> str:
    """``3rd June 2024`` in the manner in which it was written."""
    th = match["th"] or ""
    name = MONTHS["de" if th == "." else "en"][date.month - 1]
    day = f"{date.day}{th if th in ('', '.') else ordinal(date.day)}"
    short = len(match["month"]) == 3
    return f"{day} {name[:3] if short else name}" + (f" {date.year}" if match["year"] else "")


def to_reader(texts: Sequence[str], reader: Person, title: str) -> list[str]:
    """Letters of one sender, whose greetings name another reader.

    Args:
        texts: one letter, or the steps of a sequence, of which one may greet by a name that others only use.
        reader: who is greeted instead.
        title: how they are addressed: ``Ms``, ``Mr``.
    """
    names = [greeted(text) for text in texts]
    last = next((last for _, last in names if last), "")
    return [_to_reader(text, first, last, reader, title) for text, (first, _) in zip(texts, names, strict=True)]


def _to_reader(text: str, first: str, last: str, reader: Person, title: str) -> str:
    line, newline, rest = text.partition("\n")
    if first:
        line = line.replace(first, reader.first, 1)
    if not last:
        return line + newline + rest
    text = re.sub(rf"\b{re.escape(last)}\b", lambda _: reader.last, line + newline + rest)
    text = re.sub(rf"\b(?:Mr|Mrs|Ms|Miss)\b(?=\.? {reader.last})", title, text)
    herr = "Herr" if title == "Mr" else "Frau"
    text = re.sub(
        rf"\b(Sehr geehrte|Liebe|Werte|Verehrte)r? (?:Herrn?|Frau)(?= {reader.last})",
        rf"\1{'r' * (title == 'Mr')} {herr}",
        text,
    )
    return re.sub(rf"\b(?:Herrn?|Frau)(?= {reader.last})", herr, text)


def from_sender(text: str, sender: Person, known: str = "") -> str:
    """Signed by another person of another firm.

    Args:
        text: a letter.
        sender: who signs it now.
        known: first name of who signed before, where the letter itself may not tell it.
    """
    name, firm = signature_of(text, of_person=True)
    first, _, last = name.partition(" ")
    text = _worded(text, firm, sender.firm)
    text = _worded(text, name, sender.name if last else sender.first)
    return _worded(_worded(text, first, sender.first), known, sender.first)


def _worded(text: str, old: str, new: str) -> str:
    """``old`` replaced where it is a word of its own; a single character never is."""
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text) if len(old) > 1 else text
