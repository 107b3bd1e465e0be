"""A history that lives for one run: the default of ``coldsieve score``."""

from __future__ import annotations

import struct
import time
from bisect import bisect_left, insort
from collections.abc import Callable

from classifier.history.base import Stats, forgotten_before
from classifier.history.ledger import Ledger
from classifier.history.rows import HASH, LISTING, Query, Row

PRUNED_EVERY = 2_500
"""Mails seen after which the old ones are forgotten."""
_TIME = struct.Struct("d")

_Rows = bytes | list[Row]
"""Those of one key, ascending; the only one, as most keys have, as octets: its time, then its hash. Half of the memory."""


class MemoryHistory(Ledger):
    """A history in dictionaries of sorted times: about 700 octets a mail that is kept."""

    def __init__(self) -> None:
        super().__init__(MemoryRows())


class MemoryRows:
    """`Rows` of this process."""

    secret = b""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._timed: tuple[dict[bytes, _Rows], dict[bytes, _Rows]] = ({}, {})
        """Key → rows of mails seen and of mails sent."""
        self._standing: dict[bytes, dict[bytes, bytes]] = {}
        self._events: tuple[dict[bytes, float], dict[bytes, float]] = ({}, {})
        """Hash → time of mails seen and of mails sent."""
        self._unpruned = 0
        """Mails seen since it last forgot some."""

    def add(self, event: bytes, time: float, rows: list[tuple[bytes, bytes]], sent: bool) -> None:
        """Add an event's rows, or give those that it has the earlier time."""
        events, timed = self._events[sent], self._timed[sent]
        known = events.get(event, time)
        events[event] = time = min(time, known)
        shared = {who: Row(time, who) for _, who in rows}  # one in memory for all keys
        packed = {who: _TIME.pack(time) + who for who in shared}
        for key, who in rows:
            if key not in timed:
                timed[key] = packed[who]
                continue
            timed[key] = there = _rows(timed[key])
            i = bisect_left(there, Row(known, who))
            if there[i : i + 1] == [Row(known, who)]:
                if time == known:
                    continue
                del there[i]
            insort(there, shared[who])
        if sent:
            return
        self._unpruned += 1
        if self._unpruned == PRUNED_EVERY:
            self._unpruned = 0
            self.prune(forgotten_before(time, self._clock()))

    def timed(self, queries: list[Query]) -> list[list[Row]]:
        """Rows of each query, ascending."""
        return [self._found(query) for query in queries]

    def _found(self, query: Query) -> list[Row]:
        seen, sent = self._timed
        rows = _rows(seen.get(query.key) or sent.get(query.key) or [])
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
        for timed in self._timed:
            _keep(timed, lambda row: row.who[:HASH] not in events)
        for known in self._events:
            for event in events:
                known.pop(event, None)

    def prune(self, before: float, sent: bool = False) -> int:
        """Remove what is older. How many events."""
        for timed in self._timed[: 1 + sent]:
            _keep(timed, lambda row: row.time >= before)
        events = self._events[: 1 + sent]
        old = [(known, event) for known in events for event, time in known.items() if time < before]
        for known, event in old:
            del known[event]
        return len(old)

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


def _rows(there: _Rows) -> list[Row]:
    if isinstance(there, list):
        return there
    (time,) = _TIME.unpack_from(there)
    return [Row(time, there[_TIME.size :])]


def _keep(timed: dict[bytes, _Rows], wanted: Callable[[Row], bool]) -> None:
    """Keep the rows that are wanted."""
    for key in list(timed):  # one at a time: all of them twice would be the peak of a run
        rows = _rows(timed[key])
        left = [row for row in rows if wanted(row)]
        if not left:
            del timed[key]
        elif len(left) < len(rows):
            timed[key] = left
