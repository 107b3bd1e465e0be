"""``phrases.tsv`` → what mail programs and services write themselves, in the language of their user."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple


@cache
def phrases_of(language: str) -> Phrases:
    """The phrases of a language of `letters.LANGUAGES`."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for line in (Path(__file__).parent / "phrases.tsv").read_text("utf-8").splitlines():
        if line.startswith(f"{language}\t"):
            _, what, text = line.split("\t")
            texts[what].append(text)
    return Phrases(
        gmail=texts["gmail"][0],
        apple=texts["apple"][0],
        thunderbird=texts["thunderbird"][0],
        labels=tuple(texts["labels"]),
        original=texts["original"][0],
        forwarded=texts["forwarded"][0],
        days=tuple(texts["days"]),
        months=tuple(texts["months"]),
        phones=tuple(texts["phones"]),
        way_out=tuple(texts["way_out"]),
        unsubscribe=texts["unsubscribe"][0],
        because=tuple(texts["because"]),
        online=texts["online"][0],
        automatic=texts["automatic"][0],
        form=texts["form"][0],
        disclaimer=tuple(texts["disclaimer"]),
    )


def written_date(pattern: str, date: datetime, who: str, language: str) -> str:
    """A pattern with its date and author filled in."""
    phrases = phrases_of(language)
    return pattern.format(
        who=who,
        day=phrases.days[date.weekday()],
        month=phrases.months[date.month - 1],
        d=date.day,
        dd=f"{date.day:02}",
        m=date.month,
        mm=f"{date.month:02}",
        y=date.year,
        yy=f"{date.year % 100:02}",
        t=f"{date.hour:02}:{date.minute:02}",
        ampm=f"{(date.hour - 1) % 12 + 1}:{date.minute:02} {'AM' if date.hour < 12 else 'PM'}",
    )


class Phrases(NamedTuple):
    """Words of one language. ``{who}`` is a name with or without address; the rest are parts of a date."""

    gmail: str
    """Gmail's line above a quoted mail."""
    apple: str
    """Apple Mail's."""
    thunderbird: str
    """Thunderbird's."""
    labels: tuple[str, ...]
    """Outlook's From, Sent, To, Subject."""
    original: str
    """Older Outlook's line above them."""
    forwarded: str
    """Gmail's line above a forwarded mail."""
    days: tuple[str, ...]
    """Monday to Sunday, as Gmail shortens them."""
    months: tuple[str, ...]
    """January to December, as Gmail shortens them."""
    phones: tuple[str, ...]
    """What phones put below a letter."""
    way_out: tuple[str, ...]
    """What sequencers put below a letter; ``{}`` is the link's text, or a word to answer with."""
    unsubscribe: str
    """Text of a link."""
    because: tuple[str, ...]
    """Why a subscriber gets this; ``{}`` is the sender."""
    online: str
    """Text of the link to the web copy."""
    automatic: str
    """What services put below a notification."""
    form: str
    """What a website's form puts below a message; ``{}`` is the site."""
    disclaimer: tuple[str, ...]
    """What companies put below everything."""
