"""Broadcast: what is said to everybody at once: click here, dear members, news, banners."""

from __future__ import annotations

from classifier.evidence import NOTHING, Reading, counted, evidence
from classifier.expressions import expression
from classifier.mail import MAX_LETTER, Mail
from classifier.signals.phrases import MAX_HITS, said
from classifier.signals.signal import signal
from classifier.signals.wording import broadcast as wording

MOST_LINES = 200
"""Lines of a letter that are looked at."""
_CAPITALS = expression(r"[^a-z\n<>_=\[\]{}]{0,60}[A-Z\u00c0-\u00de]{3}[^a-z\u00df-\u00ff\n<>_=\[\]{}]{0,60}")


@signal(unit="count")
def click_asked_for(mail: Mail) -> Reading:
    """The reader is to click, read more, visit a site, sign up or order now.

    Why: a click is the answer that mail to everybody can take; people ask for words.
    Misses: buttons with other words on them. People send their friends to sites as well.
    """
    return counted(said(mail, wording.CLICK))


@signal(unit="count")
def something_announced(mail: Mail) -> Reading:
    """News for everybody: pleased to announce, in this issue, join us, don't miss.

    Why: an announcement has an audience, a letter a reader.
    Misses: news told as a story. Clubs and colleagues announce things too.
    """
    return counted(said(mail, wording.ANNOUNCED))


@signal(unit="count")
def readers_as_a_class(mail: Mail) -> Reading:
    """Readers are called by their class: dear customers, our members, all users.

    Why: who writes to one reader calls them by name, or you.
    Misses: names filled in by a program. Chairmen and landlords write to all their members.
    """
    return counted(said(mail, wording.AUDIENCE))


@signal(unit="count")
def lines_in_capitals(mail: Mail) -> Reading:
    """Lines of two words and more that stand in capitals, code and codes left out.

    Why: titles, banners and shouting are set so.
    Misses: banners that are pictures. People name ships, statutes and part numbers.
    """
    text = mail.text.new[:MAX_LETTER]
    if text.islower():
        return NOTHING
    lines = [line.strip() for line in text.split("\n", MOST_LINES)[:MOST_LINES] if line.isupper() and len(line) < 120]
    titles = [line for line in lines if " " in line and sum(map(str.isalpha, line)) > 7 and _CAPITALS.fullmatch(line)]
    return counted([evidence("body", line) for line in titles[:MAX_HITS]])


SIGNALS = (
    click_asked_for,
    something_announced,
    readers_as_a_class,
    lines_in_capitals,
)
