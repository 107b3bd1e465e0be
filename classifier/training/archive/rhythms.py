"""Days and shares → moments: when people, campaigns and machines write."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from classifier.training.archive.cast import in_zone
from classifier.training.wrap.draft import local

WEEK = {
    "people": (10, 11, 11, 11, 9, 2, 1),
    "outreach": (9, 13, 13, 12, 7, 1, 1),  # sales people shun Mondays and Fridays
    "newsletter": (8, 11, 11, 12, 9, 5, 4),
    "notification": (10, 10, 10, 10, 10, 5, 5),
    "junk": (7, 7, 7, 7, 7, 7, 7),
}
"""Weight of each weekday."""
GROWTH = {"people": 0.05, "outreach": 0.3, "newsletter": 0.1, "notification": 0.12, "junk": 0.05}
"""How much more comes from year to year: outreach grows fastest since it is written by machines."""
QUIET = 0.35
"""What is left of a working day between Christmas and the new year; machines do not notice."""
AWAKE = (6 * 3600, 23 * 3600)


class Calendar:
    """How much of a kind of mail has come by the end of each day of an archive."""

    def __init__(self, kind: str, first: date, days: int, total: int) -> None:
        weights = []
        for n in range(days):
            day = first + timedelta(days=n)
            weight = WEEK[kind][day.weekday()] * (1 + GROWTH[kind] * n / 365)
            quiet = kind != "notification" and ((day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 1))
            weights.append(round(1000 * weight * (QUIET if quiet else 1)))
        self._total = total
        self._sum = sum(weights)
        self._come: list[int] = []
        so_far = 0
        for number in weights:
            so_far += number
            self._come.append(so_far)

    def by(self, day: int) -> int:
        """Mails that have come by the end of a day, counted from 0."""
        return self._total * self._come[day] // self._sum


def moment(day: date, owner_zone: int, zone: int, draw: random.Random, machine: bool = False) -> datetime:
    """A time on a day of the owner's that is an hour of work where the writer lives; machines write at any hour."""
    if machine and draw.random() < 0.6:
        seconds = draw.randrange(86_400)
    elif draw.random() < 0.08:
        seconds = draw.randrange(*AWAKE)
    else:
        seconds = int(draw.triangular(7.3 * 3600, 19 * 3600, 10.2 * 3600))
    seconds = (seconds + (owner_zone - zone) * 60) % 86_400
    here = local(datetime(day.year, day.month, day.day) + timedelta(seconds=seconds), owner_zone)
    return in_zone(here, zone)


def answered_at(date: datetime, zone: int, draw: random.Random) -> datetime:
    """When a person in a zone answers a mail: within the hour, on the day, or days later; at night they sleep."""
    way = draw.random()
    if way < 0.4:
        minutes = draw.randint(4, 150)
    elif way < 0.75:
        minutes = draw.randint(150, 1_500)
    else:
        minutes = draw.randint(1_500, 9_000)
    return at_work(date + timedelta(minutes=minutes, seconds=draw.randrange(60)), zone, draw)


def at_work(when: datetime, zone: int, draw: random.Random) -> datetime:
    """The same, or the next morning of a working day; some work late."""
    here = in_zone(when, zone)
    late = draw.random() < 0.12
    if here.hour >= (23 if late else 19):
        here = _morning(here + timedelta(days=1), draw)
    elif here.hour < 7:
        here = _morning(here, draw)
    while here.weekday() >= 5 and not late:
        here = _morning(here + timedelta(days=1), draw)
    return in_zone(here, zone)


def _morning(day: datetime, draw: random.Random) -> datetime:
    return day.replace(hour=draw.randint(7, 10), minute=draw.randrange(60), second=draw.randrange(60))


class Rhythm(NamedTuple):
    """How often a series comes."""

    days: float
    """From one mail to the next, on average."""
    fixed: bool = True
    """Always at the same hour of the same weekday, or day of the month."""
    burst: tuple[int, int] = (1, 1)
    """How many come within a few minutes or hours."""
    spread: int = 0
    """Minutes over which a burst comes."""
    rises: bool = False
    """For some weeks it comes three times as often: a shop before Christmas, a service that wants its customer back."""

    @property
    def a_day(self) -> float:
        """Mails on a day, on average."""
        rate = sum(self.burst) / 2 / self.days
        return rate * (1 + 2 * (RISE[1] - RISE[0])) if self.rises else rate


RISE = (0.55, 0.75)
"""Part of a series' life in which a rising one comes more often."""
WEEKLY, FORTNIGHTLY, MONTHLY, QUARTERLY = Rhythm(7), Rhythm(14), Rhythm(30.44), Rhythm(91.3)
RISING = Rhythm(7, rises=True)
DAILY = Rhythm(1)
CODES = Rhythm(9, fixed=False, burst=(1, 3), spread=12)
BUILDS = Rhythm(5, fixed=False, burst=(1, 6), spread=300)
NOW_AND_THEN = Rhythm(16, fixed=False, burst=(1, 2), spread=900)


def moments(rhythm: Rhythm, first: datetime, last: datetime, zone: int, draw: random.Random) -> Iterator[datetime]:
    """When the mails of a series come, in order."""
    start, at = first, first
    while at < last:
        n = draw.randint(*rhythm.burst)
        offsets = sorted(draw.randrange(rhythm.spread * 60 + 1) for _ in range(n))
        yield from (when for seconds in offsets if (when := at + timedelta(seconds=seconds)) < last)
        life = (at - start) / (last - start)
        days = rhythm.days / (3 if rhythm.rises and RISE[0] < life < RISE[1] else 1)
        if not rhythm.fixed:
            at = moment_after(at + timedelta(days=days * draw.uniform(0.15, 1.85), minutes=rhythm.spread), zone, draw)
            continue
        if days > 25:
            at = _months_on(at, round(days / 30.44), min(start.day, 28))
        else:
            at += timedelta(days=max(1, round(days)))
        at = in_zone(at, zone).replace(hour=start.hour, minute=start.minute, second=draw.randrange(60))


def _months_on(at: datetime, months: int, day: int) -> datetime:
    """The same day of a later month."""
    month = at.month - 1 + months
    return at.replace(year=at.year + month // 12, month=month % 12 + 1, day=day)


def moment_after(when: datetime, zone: int, draw: random.Random) -> datetime:
    """A time of day at which people set machines to work."""
    here = in_zone(when.replace(microsecond=0), zone)
    if 7 <= here.hour < 20:
        return here
    return in_zone(_morning(here + timedelta(days=here.hour >= 20), draw), zone)
