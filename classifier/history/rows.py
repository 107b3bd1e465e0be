"""What a store is asked to keep: the rows that a ledger makes of events.

*Timed* rows stand under a key, the hash of what they are about, with the event that they come from and its time.
*Standing* rows are fields of a key that hold until they are taken back.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from classifier.history.base import Stats

HASH = 12
"""Octets of a hash: among a billion, two are equal with p = 6e-12."""
LATEST = 500
"""Timed rows of one key that are looked at: above the largest step of a count, and read in a millisecond."""
LISTING = b""
"""Field of a listing; a correction's field is the identity of its mail."""


class Query(NamedTuple):
    """Timed rows that are asked for."""

    key: bytes
    after: float
    """Not older than this …"""
    before: float
    """… and older than this."""
    latest: int = LATEST
    """At most so many, the newest; 0: the oldest one."""


class Row(NamedTuple):
    """One timed row."""

    time: float
    who: bytes
    """Hash of the event, and perhaps more octets."""


class Rows(Protocol):
    """Where rows are kept. Adding and keeping are atomic; every method can raise `HistoryError`."""

    secret: bytes
    """Key of the hashes."""

    def add(self, event: bytes, time: float, rows: list[tuple[bytes, bytes]], sent: bool) -> None:
        """Add an event's timed rows, (key, who) each. Those of an event known already get the earlier of the two times.

        Rows of mails ``sent`` last until somebody asks for their end; no key has rows of both.
        """

    def timed(self, queries: list[Query]) -> list[list[Row]]:
        """Rows of each query, ascending."""

    def keep(self, key: bytes, field: bytes, value: bytes) -> None:
        """Set a field of a standing row."""

    def kept(self, keys: list[bytes]) -> list[dict[bytes, bytes]]:
        """Field → value of each standing row."""

    def drop(self, key: bytes, field: bytes) -> bool:
        """Take a field back. Whether it was there."""

    def remove(self, events: set[bytes]) -> None:
        """Remove the rows whose ``who`` begins with one of these, and the events."""

    def prune(self, before: float, sent: bool = False) -> int:
        """Remove the rows of events from before a time, of mails ``sent`` only if asked. How many events."""

    def stats(self) -> Stats:
        """How much is kept."""

    def close(self) -> None:
        """Let go of files and connections."""
