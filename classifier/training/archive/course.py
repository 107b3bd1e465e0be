"""Letters → the mails of an archive in the order in which they came, day by day, in memory that does not grow."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from classifier.training.archive import campaigns, series, threads
from classifier.training.archive.cast import Owner, in_zone
from classifier.training.archive.rhythms import Calendar, moment
from classifier.training.archive.sending import Host, Planned, posted
from classifier.training.archive.world import Story, World
from classifier.training.letters import Letter
from classifier.training.wrap.draft import local
from classifier.training.wrap.names import names_of

SHARES = {"people": 36, "newsletter": 20, "notification": 27, "outreach": 13, "junk": 4}
"""Of a hundred mails of a small firm's owner; a third of the people's are the owner's own. People's mail is less than
owners think, since machines write at night; outreach is what an address on a website draws after some years."""
BEGIN: dict[str, Callable[[World, datetime, random.Random], Story]] = {
    "people": threads.correspondence,
    "newsletter": lambda world, start, draw: series.once(world, "newsletter", start, draw),
    "notification": lambda world, start, draw: series.once(world, "notification", start, draw),
    "outreach": campaigns.approach,
    "junk": campaigns.junk,
}
"""What begins on a day on which less has come than should have."""


class Settings(NamedTuple):
    """What an archive is made from; the same settings give the same octets."""

    years: float
    messages: int
    seed: int
    until: date
    """The last day."""
    language: str = "en"
    """The owner's, of `sentences.SPOKEN`."""


class Mail(NamedTuple):
    """One mail of an archive."""

    raw: bytes
    message_id: str
    address: str
    """See `Posted`."""
    planned: Planned

    @property
    def kind(self) -> str:
        """Of `model.KINDS`."""
        return self.planned.letter.kind


class _Waiting(NamedTuple):
    """A mail that is due; the first two fields order them."""

    when: float
    number: int
    budget: str
    planned: Planned
    story: Story


class Archive:
    """An archive that is made while it is read."""

    def __init__(self, letters: Iterable[Letter], settings: Settings, host: Host) -> None:
        self._settings = settings
        self._host = host
        days = max(1, round(settings.years * 365.25))
        zone = names_of(settings.language).zones[0]
        self._first_day = settings.until - timedelta(days=days - 1)
        first, last = (
            local(datetime(day.year, day.month, day.day), zone)
            for day in (self._first_day, settings.until + timedelta(days=1))
        )
        self._days = days
        self._world = World(letters, settings.language, settings.seed, first, last)
        self._heap: list[_Waiting] = []
        self._booked: Counter[tuple[int, str]] = Counter()
        self._come: Counter[str] = Counter()
        self._promised = 0
        self._sent = 0
        self._told = 0

    @property
    def owner(self) -> Owner:
        """Whose it is."""
        return self._world.owner

    def mails(self) -> Iterator[Mail]:
        """All mails, oldest first; exactly as many as were asked for."""
        shares = _divided(self._settings.messages, SHARES)
        calendars = {kind: Calendar(kind, self._first_day, self._days, n) for kind, n in shares.items()}
        for kind in ("newsletter", "notification"):
            for plan in series.subscriptions(self._world, kind, shares[kind], self._world.draw()):
                draw = self._world.draw()
                self._begin(series.series(self._world, plan, draw), kind)
        for n in range(self._days):
            day = self._first_day + timedelta(days=n)
            self._begin_on(day, {kind: calendar.by(n) for kind, calendar in calendars.items()})
            yield from self._until(local(datetime(day.year, day.month, day.day) + timedelta(days=1), self.owner.zone))
            for kind in shares:
                self._booked.pop((day.toordinal(), kind), None)
        while self._sent < self._settings.messages:  # room kept for an answer that was not needed in the end
            self._begin(
                BEGIN["notification"](self._world, self._world.last - timedelta(minutes=1), self._world.draw()),
                "notification",
            )
            yield from self._until(self._world.last)

    def _begin_on(self, day: date, should: dict[str, int]) -> None:
        for kind, number in should.items():
            missing = number - self._come[kind] - self._booked[day.toordinal(), kind]
            for _ in range(missing):
                draw = self._world.draw()
                zone = self.owner.zone
                start = moment(day, zone, zone, draw, machine=kind in ("notification", "junk"))
                self._begin(BEGIN[kind](self._world, start, draw), kind)

    def _begin(self, story: Story, budget: str) -> None:
        if (planned := next(story, None)) is not None:
            self._wait(planned, budget, story)

    def _wait(self, planned: Planned, budget: str, story: Story) -> None:
        self._told += 1
        heapq.heappush(self._heap, _Waiting(planned.date.timestamp(), self._told, budget, planned, story))
        self._booked[self._day(planned), budget] += 1

    def _day(self, planned: Planned) -> int:
        return in_zone(planned.date, self.owner.zone).toordinal()

    def _until(self, end: datetime) -> Iterator[Mail]:
        """Mails that are due before ``end``; each may bring the next of its story."""
        limit = end.timestamp()
        while self._heap and self._heap[0].when < limit:
            _, _, budget, planned, story = heapq.heappop(self._heap)
            self._booked[self._day(planned), budget] -= 1
            promised = planned.out and bool(planned.answers)
            room = self._settings.messages - self._sent - self._promised + promised
            if room < 1 + planned.answered:
                story.close()
                continue
            self._promised += planned.answered - promised
            draw = random.Random(f"{self._settings.seed} mail {self._sent}")  # noqa: S311
            mail = posted(planned, self.owner, self._host, draw)
            self._sent += 1
            self._come[budget] += 1
            yield Mail(mail.raw, mail.message_id, mail.address, planned)
            try:
                self._wait(story.send(mail), budget, story)
            except StopIteration:
                continue


def _divided(total: int, shares: dict[str, int]) -> dict[str, int]:
    """Whole numbers in the proportion of ``shares`` that add up to ``total``."""
    whole = sum(shares.values())
    parts = {kind: total * share // whole for kind, share in shares.items()}
    parts["people"] += total - sum(parts.values())
    return parts
