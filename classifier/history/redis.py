"""A history in a Redis server, for several mail hosts that share what they know. Needs the extra ``redis``."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from classifier.history import secret
from classifier.history.base import DAY, RETENTION, HistoryError, Stats, forgotten_before
from classifier.history.ledger import Ledger
from classifier.history.rows import HASH, LISTING, Query, Row

if TYPE_CHECKING:
    from redis.client import Pipeline

SCHEMA = 1
TIMEOUT = 2.0
"""Seconds to wait for the server. It answers within milliseconds, or a mail should not wait for it."""

_ABOUT = b"coldsieve:about"
_EVENTS = (b"coldsieve:seen", b"coldsieve:sent")
"""Sorted sets of the events: mails seen, and mails sent."""
_TIMED = b"coldsieve:timed:"
_STANDING = b"coldsieve:standing:"


class RedisHistory(Ledger):
    """A history in a server; see `RedisRows`."""

    def __init__(self, url: str, key: bytes | None = None) -> None:
        super().__init__(RedisRows(url, key))


class RedisRows:
    """`Rows` in a server: a sorted set for the timed rows of a key, a hash for its standing ones.

    A sorted set of mails seen goes when nothing was added to it for `RETENTION`; of mails sent, never.

    Args:
        url: ``redis://HOST:PORT/DB``, or any other that redis-py takes.
        key: of the hashes; by default one that the store keeps.
        timeout: seconds to wait for an answer.
        clock: seconds since 1970.

    Raises:
        HistoryError: it cannot be reached or used, has another key, or was made by a later version.
    """

    def __init__(
        self, url: str, key: bytes | None = None, timeout: float = TIMEOUT, clock: Callable[[], float] = time.time
    ) -> None:
        self._clock = clock
        self._name = _without_password(url)
        # Once more at once where the server has closed an idle connection; a server that hangs is not asked twice.
        retry = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
        with self._errors():
            self._server = redis.Redis.from_url(
                url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=retry
            )
            made = secret.new(SCHEMA, key)
            told = json.dumps([made.schema, made.key.hex(), made.proof.hex()])
            # Any: redis-py types its answers for both of its clients at once.
            found: Any = self._server.get(_ABOUT)
            if found is None:
                self._server.set(_ABOUT, told, nx=True)
                found = self._server.get(_ABOUT)
        try:
            schema, own, proof = json.loads(found)
            about = secret.About(int(schema), bytes.fromhex(own), bytes.fromhex(proof))
        except (ValueError, TypeError):
            raise HistoryError(f"{self._name}: {_ABOUT.decode()} was written by somebody else", "corrupt") from None
        self.secret = secret.key_of(self._name, about, SCHEMA, key)

    def add(self, event: bytes, time: float, rows: list[tuple[bytes, bytes]], sent: bool) -> None:
        """Add an event's rows, or give those that it has the earlier time."""
        with self._asking(transaction=True) as pipe:
            pipe.zadd(_EVENTS[sent], {event: time}, lt=True)
            for key, who in rows:
                pipe.zadd(_TIMED + key, {who: time}, lt=True)
                if sent:
                    pipe.persist(_TIMED + key)  # earlier versions let them go
                else:
                    pipe.expire(_TIMED + key, int(RETENTION + DAY))
            if event[0] == 0 and not sent:  # as good as any throw of dice
                before = f"({forgotten_before(time, self._clock())!r}"
                for name in (_EVENTS[0], *(_TIMED + key for key, _ in rows)):
                    pipe.zremrangebyscore(name, "-inf", before)
            pipe.execute()

    def timed(self, queries: list[Query]) -> list[list[Row]]:
        """Rows of each query, ascending."""
        with self._asking() as pipe:
            for key, after, before, latest in queries:
                name, least, most = _TIMED + key, repr(after), f"({before!r}"
                if latest:
                    pipe.zrevrangebyscore(name, most, least, 0, latest, withscores=True)
                else:
                    pipe.zrangebyscore(name, least, most, 0, 1, withscores=True)
            return [[Row(time, who) for who, time in reversed(found)] for found in pipe.execute()]

    def keep(self, key: bytes, field: bytes, value: bytes) -> None:
        """Set a field."""
        with self._asking() as pipe:
            pipe.hset(_STANDING + key, field, value)
            pipe.execute()

    def kept(self, keys: list[bytes]) -> list[dict[bytes, bytes]]:
        """Fields of each key."""
        with self._asking() as pipe:
            for key in keys:
                pipe.hgetall(_STANDING + key)
            return list(pipe.execute())

    def drop(self, key: bytes, field: bytes) -> bool:
        """Take a field back."""
        with self._asking() as pipe:
            pipe.hdel(_STANDING + key, field)
            return bool(pipe.execute()[0])

    def remove(self, events: set[bytes]) -> None:
        """Remove the rows of events: reads the whole database."""
        if not events:
            return
        for name in self._names(_TIMED):
            with self._asking() as pipe:
                pipe.zrange(name, 0, -1)
                if doomed := [who for who in pipe.execute()[0] if who[:HASH] in events]:
                    pipe.zrem(name, *doomed)
                    pipe.execute()
        with self._asking() as pipe:
            for name in _EVENTS:
                pipe.zrem(name, *events)
            pipe.execute()

    def prune(self, before: float, sent: bool = False) -> int:
        """Remove what is older. How many events."""
        for name in self._names(_TIMED):
            with self._asking() as pipe:
                pipe.ttl(name)
                lasts = pipe.execute()[0] < 0
                if sent or not lasts:
                    pipe.zremrangebyscore(name, "-inf", f"({before!r}")
                    pipe.execute()
        with self._asking() as pipe:
            for name in _EVENTS[: 1 + sent]:
                pipe.zremrangebyscore(name, "-inf", f"({before!r}")
            return sum(pipe.execute())

    def stats(self) -> Stats:
        """How much is kept."""
        with self._asking() as pipe:
            for name in _EVENTS:
                pipe.zcard(name)
                pipe.zrange(name, 0, 0, withscores=True)
                pipe.zrange(name, -1, -1, withscores=True)
            mails, *ends, sent, oldest, newest = pipe.execute()
        times = [time for found in (*ends, oldest, newest) for _, time in found]
        corrections = listings = 0
        for name in self._names(_STANDING):
            with self._asking() as pipe:
                pipe.hlen(name)
                pipe.hexists(name, LISTING)
                fields, listed = pipe.execute()
            listings += listed
            corrections += fields - listed
        return Stats(mails, sent, corrections, listings, min(times, default=None), max(times, default=None))

    def close(self) -> None:
        """Close the connection."""
        with self._errors():
            self._server.close()

    def _names(self, prefix: bytes) -> Iterator[bytes]:
        with self._errors():
            yield from self._server.scan_iter(match=prefix + b"*", count=1_000)

    @contextmanager
    def _asking(self, transaction: bool = False) -> Iterator[Pipeline]:
        """Commands that go to the server together."""
        with self._errors(), self._server.pipeline(transaction=transaction) as pipe:
            yield pipe

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What goes wrong as a `HistoryError`."""
        try:
            yield
        except redis.ReadOnlyError as error:
            raise HistoryError(f"{self._name}: {error}", "read-only", readable=True) from None
        except (redis.ConnectionError, redis.TimeoutError) as error:
            why = "refused" if isinstance(error, redis.AuthenticationError) else "unreachable"
            raise HistoryError(f"{self._name}: {error}", why) from None
        except redis.RedisError as error:
            full = isinstance(error, redis.OutOfMemoryError)
            raise HistoryError(f"{self._name}: {error}", "full" if full else "unusable", full) from None
        except ValueError as error:  # of the URL
            raise HistoryError(f"{self._name}: {error}") from None


def _without_password(url: str) -> str:
    """A URL as an error may name it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()
