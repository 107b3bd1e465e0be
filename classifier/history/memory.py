"""A history that lives for one run: the default of ``coldsieve score``."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING

from classifier.history.base import WINDOW, Past, Sighting

if TYPE_CHECKING:
    from collections.abc import Hashable

_Times = dict["Hashable", list[tuple[float, int]]]


class MemoryHistory:
    """Sightings in dictionaries of sorted times. Grows by about 300 octets a mail."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, list[tuple[float, int]]] = defaultdict(list)

    def record(self, sighting: Sighting) -> None:
        """Remember a mail under its sender, its organisation and each band of its template."""
        sender = hash(sighting.sender)
        for key in _keys(sighting):
            times = self._seen[key]
            event = (sighting.time, hash((sighting.identity, sender)) if key[0] != "template" else sender)
            at = bisect_left(times, event)
            if at == len(times) or times[at] != event:
                insort(times, event)

    def lookup(self, sighting: Sighting) -> Past:
        """What was recorded before ``sighting.time``, within `WINDOW`."""
        copies: set[tuple[float, int]] = set()
        for key in _template_keys(sighting):
            copies.update(self._before(key, sighting))
        me = hash(sighting.sender)
        return Past(
            remembers=True,
            of_sender=_times(self._before(_sender_key(sighting), sighting)),
            of_organisation=_times(self._before(_organisation_key(sighting), sighting)),
            of_template=_times(sorted(copies)),
            template_senders=len({who for _, who in copies if who != me}),
        )

    def _before(self, key: Hashable, sighting: Sighting) -> list[tuple[float, int]]:
        times = self._seen.get(key)
        if times is None:
            return []
        return times[bisect_left(times, (sighting.time - WINDOW,)) : bisect_left(times, (sighting.time,))]


def _times(events: list[tuple[float, int]]) -> tuple[float, ...]:
    return tuple(time for time, _ in events)


def _sender_key(sighting: Sighting) -> tuple[str, str, object]:
    return ("sender", sighting.recipient, sighting.sender)


def _organisation_key(sighting: Sighting) -> tuple[str, str, object]:
    return ("organisation", sighting.recipient, sighting.organisation or sighting.sender)


def _template_keys(sighting: Sighting) -> list[tuple[str, str, object]]:
    return [("template", sighting.recipient, (i, band)) for i, band in enumerate(sighting.template)]


def _keys(sighting: Sighting) -> list[tuple[str, str, object]]:
    return [_sender_key(sighting), _organisation_key(sighting), *_template_keys(sighting)]
