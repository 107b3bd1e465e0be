"""A history that cannot fail: whatever breaks, `Past` says so and the mail goes on."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from classifier.history.base import NO_HISTORY, UNKNOWN, Event, History, HistoryError, Past, Sighting, Stats

REST = 60.0
"""Seconds for which a store that failed is not asked again: a server that hangs costs each mail its timeout."""


class Degrading:
    """A store that is opened when it is first asked, and that is none while it cannot be used.

    ``lookup`` and ``record`` never raise. What a person asks for (to undo, to forget, to count) fails as it would.

    Args:
        opening: opens the store, or raises `HistoryError`.
        clock: seconds that only go forward.
    """

    def __init__(self, opening: Callable[[], History], clock: Callable[[], float] = time.monotonic) -> None:
        self._opening, self._clock = opening, clock
        self._store: History | None = None
        self._resting_until = float("-inf")
        self._why = ""
        self._readable = False

    def lookup(self, sighting: Sighting) -> Past:
        """What is known, and why not all is well."""
        if self._rests() and not self._readable:
            return UNKNOWN._replace(unavailable=self._why)
        try:
            past = self._opened().lookup(sighting)
        except Exception as error:
            self._failed(error)
            return UNKNOWN._replace(unavailable=self._why)
        return past._replace(unavailable=self._why if self._rests() else "")

    def record(self, event: Event) -> None:
        """Remember an event, if that can be done."""
        if self._rests():
            return
        try:
            self._opened().record(event)
        except Exception as error:
            self._failed(error)

    def undo(self, correction_identity: int, recipient: str) -> bool:
        """As the store does."""
        return self._opened().undo(correction_identity, recipient)

    def unlist(self, recipient: str, entry: str) -> bool:
        """As the store does."""
        return self._opened().unlist(recipient, entry)

    def forget(self, recipient: str, address: str) -> int:
        """As the store does."""
        return self._opened().forget(recipient, address)

    def prune(self, before: float, sent: bool = False) -> int:
        """As the store does."""
        return self._opened().prune(before, sent)

    def stats(self) -> Stats:
        """As the store does."""
        return self._opened().stats()

    def close(self) -> None:
        """Close the store, if it was opened."""
        store, self._store = self._store or NO_HISTORY, None
        with contextlib.suppress(HistoryError):  # it was broken already
            store.close()

    def _opened(self) -> History:
        if self._store is None:
            self._store = self._opening()
        return self._store

    def _rests(self) -> bool:
        return self._clock() < self._resting_until

    def _failed(self, error: Exception) -> None:
        # Rows that somebody else has damaged raise what they like.
        self._why = error.why if isinstance(error, HistoryError) else "corrupt"
        self._readable = isinstance(error, HistoryError) and error.readable
        self._resting_until = self._clock() + REST
        if not self._readable:
            self.close()
