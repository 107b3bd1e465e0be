"""Newsletters and notifications → stories that go on for years: each issue with its own date, figures and news."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from classifier.expressions import expression
from classifier.training.archive import rhythms
from classifier.training.archive.cast import Party, in_zone
from classifier.training.archive.rhythms import Rhythm
from classifier.training.archive.sending import Planned
from classifier.training.archive.sentences import MONTHS, item, items, spoken
from classifier.training.archive.variation import on_another_day
from classifier.training.archive.world import Story, World
from classifier.training.letters import Letter
from classifier.training.wrap.draft import is_reply
from classifier.training.wrap.signatures import signature_of

_ANSWERS = expression(r"auto(?:matic)?[ -]?(?:reply|respon|ackn)|out of office|vacation|mail (?:system|server)", re.I)
"""Roles of notifications that answer a mail."""
_NOT_BY_ITSELF = expression(r"auto|onboarding|trial", re.I)
"""Roles of notifications that come once: they are no series."""
_BUILDS = expression(r"\bCI\b|continuous|build|monitor|alert|uptime|deploy|issue|code", re.I)
_CODES = expression(r"login|account|password|authentic|security", re.I)
_BILLS = expression(r"billing|bank|accounting|subscription|payment|payroll|rent|hosting|phone|till|statement", re.I)
_TOLD = (
    (expression(r"\b(?:week\w*|wöchentlich|Woche)\b", re.I), rhythms.WEEKLY),
    (
        expression(r"quarter|times a year|season|spring|autumn|half.term|Quartal|viermal|Frühjahr|Herbst", re.I),
        rhythms.QUARTERLY,
    ),
    (expression(r"\b(?:month\w*|monatlich\w*|Monat)\b", re.I), rhythms.MONTHLY),
)
"""What a newsletter says of itself → how often it comes."""
SUBSCRIBED = (
    (rhythms.WEEKLY, 6),
    (rhythms.RISING, 3),
    (rhythms.FORTNIGHTLY, 4),
    (rhythms.MONTHLY, 9),
    (rhythms.QUARTERLY, 3),
    (rhythms.DAILY, 0.4),
)
"""How often newsletters come, and how many of those there are to each other."""
FROM_THE_START = 0.5
"""Share of series that were there before the archive begins; others start within it, and some end."""
ENDS = 0.35
ONCE = 0.35
"""Share of notifications that come once, from a service that is used once; of newsletters it is `TRIED`."""
TRIED = 0.1
TRIALS = 100
FIRST_TRIAL = datetime(2024, 3, 1, tzinfo=UTC)
"""On how many days a notification is tried: of as many mails more than half must differ."""
LARGEST = 0.16
"""Share of a kind that one sender may have."""
GREETING = 60
"""Characters up to which the first paragraph of a newsletter opens every issue."""


class Series(NamedTuple):
    """A sender that writes again and again."""

    letter: Letter
    rhythm: Rhythm
    first: datetime
    last: datetime
    expected: float
    """Mails."""


def subscriptions(world: World, kind: str, total: int, draw: random.Random) -> list[Series]:
    """Series of a kind that come to about ``total`` mails, less those that come once."""
    left = total * (1 - (TRIED if kind == "newsletter" else ONCE))
    found: list[Series] = []
    while left >= 3:
        language = world.language_for(kind, draw)
        letter, _ = world.deck(kind, language, lambda x: _tells(x, kind) and _comes_again(x)).take()
        rhythm = _rhythm(letter, draw)
        span = world.last - world.first
        starts = world.first if draw.random() < FROM_THE_START else world.first + span * draw.random() * 0.8
        ends = starts + (world.last - starts) * draw.uniform(0.2, 1) if draw.random() < ENDS else world.last
        expected = (ends - starts) / timedelta(days=1) * rhythm.a_day
        most = min(left, max(3, total * LARGEST))
        if expected > most:  # a small archive has shorter subscriptions
            life = (ends - starts) * (most / expected)
            starts += (ends - starts - life) * draw.random()
            ends, expected = starts + life, most
        left -= max(expected, 1)
        found.append(Series(letter, rhythm, starts, ends, expected))
    return found


def _tells(letter: Letter, kind: str) -> bool:
    """Whether a letter of a kind needs no mail that it answers."""
    return letter.kind == kind and not is_reply(letter) and not _ANSWERS.search(letter.role)


def _comes_again(letter: Letter) -> bool:
    """Whether its sender may write for years: an issue of a newsletter shows whose it is, what a machine tells differs each time."""
    if letter.kind == "newsletter":
        return any(signature_of(letter.text, of_person=False))
    if _NOT_BY_ITSELF.search(letter.role):
        return False
    return _varies(letter.text)


@cache
def _varies(text: str) -> bool:
    days = ((FIRST_TRIAL + timedelta(days=n), f"{n}") for n in range(TRIALS))
    return len({on_another_day(text, day, key) for day, key in days}) > 0.6 * TRIALS


def _rhythm(letter: Letter, draw: random.Random) -> Rhythm:
    if letter.kind == "newsletter":
        told = f"{letter.situation} {letter.subject} {letter.text}"
        for pattern, rhythm in _TOLD:
            if pattern.search(told):
                return rhythm
        return draw.choices([rhythm for rhythm, _ in SUBSCRIBED], [weight for _, weight in SUBSCRIBED])[0]
    for pattern, rhythm in ((_BUILDS, rhythms.BUILDS), (_CODES, rhythms.CODES), (_BILLS, rhythms.MONTHLY)):
        if pattern.search(letter.role):
            return rhythm
    return rhythms.NOW_AND_THEN


def series(world: World, plan: Series, draw: random.Random) -> Story:
    """All mails of one sender."""
    letter = plan.letter
    party = world.party([letter], "service", draw)
    zone = party.conversation.zone
    first = rhythms.moment(plan.first.date(), world.owner.zone, zone, draw, machine=letter.kind == "notification")
    if letter.kind == "newsletter" and first.weekday() > 4 and draw.random() < 0.8:
        first += timedelta(days=draw.randint(2, 4))
    issue = _newsletter(letter, party, draw) if letter.kind == "newsletter" else None
    for n, date in enumerate(rhythms.moments(plan.rhythm, first, min(plan.last, world.last), zone, draw)):
        [made] = world.adapted([letter], False, party, date)
        if issue and n:
            made = issue(made, n, date)
        elif n:
            made = made._replace(
                text=on_another_day(made.text, date, f"{party.number} {n}"),
                subject=on_another_day(made.subject, date, f"{party.number} {n}"),
            )
        if date >= world.first:
            yield Planned(date, party, made, world.thread(date))


def _newsletter(letter: Letter, party: Party, draw: random.Random) -> Callable[[Letter, int, datetime], Letter]:
    """A maker of issues: the first one's opening and end, with news in between in the manner of this sender."""
    language = spoken(letter.language)
    deck = list(items(language))
    draw.shuffle(deck)
    manner = draw.choice(("{0}\n{1}", "{0}\n\n{1}", "* {0}: {1}", "{1}", "{2}\n{1}", "{0}\n-----\n{1}"))
    subject = draw.choice(
        ("{0}", "{0}", "{firm}: {0}", "{firm} | {month} {year}", "{firm} #{number}: {0}", "{0} + {1}")
    )
    most, number = draw.randint(2, 5), draw.randint(2, 140)
    dealt = 0

    def issue(made: Letter, n: int, date: datetime) -> Letter:
        nonlocal dealt
        news = []
        for _ in range(draw.randint(1 if most == 2 else 2, most)):
            news.append(item(language, deck[dealt % len(deck)], date, draw))
            dealt += 1
        opening, *middle, end = made.text.split("\n\n") if "\n\n" in made.text else ("", made.text)
        if len(opening) > GREETING:  # it is news already, and last time's
            middle, opening = [opening, *middle], ""
        opening = on_another_day(opening, date, f"{party.number} {n}")
        paragraphs = [manner.format(heading, text, heading.upper()) for heading, text in news]
        if middle and draw.random() < 0.4:
            paragraphs.append(on_another_day(draw.choice(middle), date, f"{party.number} {n}"))
        heads = [heading for heading, _ in news]
        line = subject.format(
            heads[0],
            heads[-1],
            firm=party.person.firm,
            month=MONTHS[language][date.month - 1],
            year=date.year,
            number=number + n,
        )
        return made._replace(text="\n\n".join(filter(None, (opening, *paragraphs, end))), subject=line)

    return issue


def once(world: World, kind: str, start: datetime, draw: random.Random) -> Story:
    """A mail of a sender that does not write again."""
    language = world.language_for(kind, draw)
    letter, again = world.deck(f"{kind} once", language, lambda x: _tells(x, kind)).take()
    party = world.party([letter], "service", draw)
    date = in_zone(start, party.conversation.zone)
    [letter] = world.adapted([letter], again, party, date)
    yield Planned(date, party, letter, world.thread(date))
