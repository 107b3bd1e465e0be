"""A history that lives for one run: the default of ``coldsieve score``."""

from __future__ import annotations

import struct
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from classifier.history.base import Stats, forgotten_before
from classifier.history.ledger import Ledger
from classifier.history.rows import HASH, LISTING, Query, Row

PRUNED_EVERY = 2_500
"""Mails seen after which the old ones are forgotten."""
_TIME = struct.Struct("d")
_time = _TIME.unpack_from
"""Of a packed row, in a tuple."""

_Packed = bytes | list[bytes]
"""The one row of a key, as most have, or all, ascending; each as octets, its time before its hash: as `Row` they took twice
the memory."""


class MemoryHistory(Ledger):
    """A history in dictionaries of sorted times: about 700 octets a mail that is kept."""

    def __init__(self) -> None:
        super().__init__(MemoryRows())


class MemoryRows:
    """`Rows` of this process."""

    secret = b""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._timed: tuple[dict[bytes, _Packed], dict[bytes, _Packed]] = ({}, {})
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
        packed = {who: _packed(time, who) for _, who in rows}  # one in memory for all keys
        for key, who in rows:
            if key not in timed:
                timed[key] = packed[who]
                continue
            timed[key] = there = _several(timed[key])
            before = packed[who] if time == known else _packed(known, who)
            i = _place(there, known, before)
            if there[i : i + 1] == [before]:
                if time == known:
                    continue
                del there[i]
            if time != known:
                i = _place(there, time, packed[who])
            there.insert(i, packed[who])
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
        there = _several(seen.get(query.key) or sent.get(query.key) or [])
        start, end = bisect_left(there, (query.after,), key=_time), bisect_left(there, (query.before,), key=_time)
        rows = there[max(start, end - query.latest) : end] if query.latest else there[start:end][:1]
        return [Row._make((*_time(row), row[_TIME.size :])) for row in rows]

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
        who = slice(_TIME.size, _TIME.size + HASH)
        for timed in self._timed:
            for key in list(timed):
                _keep(timed, key, [row for row in _several(timed[key]) if row[who] not in events])
        for known in self._events:
            for event in events:
                known.pop(event, None)

    def prune(self, before: float, sent: bool = False) -> int:
        """Remove what is older. How many events."""
        for timed in self._timed[: 1 + sent]:
            old_keys = [key for key, there in timed.items() if _time(_several(there)[0]) < (before,)]
            for key in old_keys:
                there = _several(timed[key])
                _keep(timed, key, there[bisect_left(there, (before,), key=_time) :])
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


def _packed(time: float, who: bytes) -> bytes:
    return _TIME.pack(time) + who


def _several(there: _Packed) -> list[bytes]:
    return [there] if isinstance(there, bytes) else there


def _place(there: list[bytes], time: float, packed: bytes) -> int:
    """Where a row of this time stands, or would."""
    start, end = bisect_left(there, (time,), key=_time), bisect_right(there, (time,), key=_time)
    return bisect_left(there, packed, start, end)


def _keep(timed: dict[bytes, _Packed], key: bytes, left: list[bytes]) -> None:
    """Keep these rows of a key alone."""
    if left:
        timed[key] = left if len(left) > 1 else left[0]
    else:
        del timed[key]
