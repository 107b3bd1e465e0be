"""A history that lives for one run: the default of ``coldsieve score``."""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable

from classifier.history.base import Stats, forgotten_before
from classifier.history.ledger import Ledger
from classifier.history.rows import HASH, LISTING, Query, Row

PRUNED_EVERY = 10_000
"""Mails seen after which the old ones are forgotten."""


class MemoryHistory(Ledger):
    """A history in dictionaries of sorted times: about 1,000 octets a mail that is kept."""

    def __init__(self) -> None:
        super().__init__(MemoryRows())


class MemoryRows:
    """`Rows` of this process."""

    secret = b""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._timed: dict[bytes, list[Row]] = defaultdict(list)
        self._standing: dict[bytes, dict[bytes, bytes]] = {}
        self._events: tuple[dict[bytes, float], dict[bytes, float]] = ({}, {})
        """Hash → time of mails seen and of mails sent."""
        self._lasting: set[bytes] = set()
        """Keys of mails sent."""
        self._unpruned = 0
        """Mails seen since it last forgot some."""

    def add(self, event: bytes, time: float, rows: list[tuple[bytes, bytes]], sent: bool) -> None:
        """Add an event's rows, or give those that it has the earlier time."""
        events = self._events[sent]
        known = events.get(event, time)
        events[event] = time = min(time, known)
        shared = {who: Row(time, who) for _, who in rows}  # one in memory for all keys
        for key, who in rows:
            times = self._timed[key]
            i = bisect_left(times, Row(known, who))
            if times[i : i + 1] == [Row(known, who)]:
                if time == known:
                    continue
                del times[i]
            insort(times, shared[who])
        if sent:
            self._lasting.update(key for key, _ in rows)
            return
        self._unpruned += 1
        if self._unpruned == PRUNED_EVERY:
            self._unpruned = 0
            self.prune(forgotten_before(time, self._clock()))

    def timed(self, queries: list[Query]) -> list[list[Row]]:
        """Rows of each query, ascending."""
        return [self._found(query) for query in queries]

    def _found(self, query: Query) -> list[Row]:
        rows = self._timed.get(query.key, [])
        start, end = bisect_left(rows, Row(query.after, b"")), bisect_left(rows, Row(query.before, b""))
        return rows[max(start, end - query.latest) : end] if query.latest else rows[start:end][:1]

    def keep(self, key: bytes, field: bytes, value: bytes) -> None:
        """Set a field."""
        self._standing.setdefault(key, {})[field] = value

    def kept(self, keys: list[bytes]) -> list[dict[bytes, bytes]]:
        """Fields of each key."""
        return [dict(self._standing.get(key, {})) for key in keys]

    def drop(self, key: bytes, field: bytes) -> bool:
        """Take a field back."""
        return self._standing.get(key, {}).pop(field, None) is not None

    def remove(self, events: set[bytes]) -> None:
        """Remove the rows of events."""
        self._keep_only(lambda _, row: row.who[:HASH] not in events)
        for known in self._events:
            for event in events:
                known.pop(event, None)

    def prune(self, before: float, sent: bool = False) -> int:
        """Remove what is older. How many events."""
        spared = frozenset() if sent else self._lasting
        self._keep_only(lambda key, row: row.time >= before or key in spared)
        events = self._events[: 1 + sent]
        old = [(known, event) for known in events for event, time in known.items() if time < before]
        for known, event in old:
            del known[event]
        return len(old)

    def _keep_only(self, wanted: Callable[[bytes, Row], bool]) -> None:
        for key in list(self._timed):  # one at a time: all of them twice would be the peak of a run
            rows = self._timed[key]
            left = [row for row in rows if wanted(key, row)]
            if not left:
                del self._timed[key]
            elif len(left) < len(rows):
                self._timed[key] = left

    def stats(self) -> Stats:
        """How much is kept."""
        seen, sent = self._events
        times = [*seen.values(), *sent.values()]
        fields = [field for standing in self._standing.values() for field in standing]
        listings = fields.count(LISTING)
        oldest, newest = min(times, default=None), max(times, default=None)
        return Stats(len(seen), len(sent), len(fields) - listings, listings, oldest, newest)

    def close(self) -> None:
        """Nothing to let go of."""
