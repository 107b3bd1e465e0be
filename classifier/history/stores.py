"""The name of a store → the store: ``none``, ``memory``, a path, or ``redis://HOST:PORT/DB``."""

from __future__ import annotations

import importlib.util
from functools import partial
from pathlib import Path

from classifier.history.base import NO_HISTORY, History, HistoryError
from classifier.history.careful import Degrading
from classifier.history.memory import MemoryHistory

REDIS = ("redis://", "rediss://", "unix://")
"""How the URLs of a Redis server begin: plain, with TLS, and at a socket."""


class ExtraMissing(HistoryError):
    """The store needs a package that is not installed."""


def open_history(name: str, key_file: Path | None = None, timeout: float | None = None) -> History:
    """The store of that name.

    Args:
        name: ``none``, ``memory``, a path, or the URL of a Redis server.
        key_file: holds the key of the hashes, so that several hosts can share a store or move it; see `secret.read_key`.
        timeout: seconds to wait for others that write into a file; by default as long as a batch may.

    Raises:
        HistoryError: it cannot be used.
        ExtraMissing: Redis is asked for, and the extra ``redis`` is not installed.
    """
    if name == "none":
        return NO_HISTORY
    if name == "memory":
        return MemoryHistory()
    from classifier.history.secret import read_key

    key = read_key(key_file) if key_file else None
    if name.startswith(REDIS):
        if importlib.util.find_spec("redis") is None:
            raise ExtraMissing("a history in Redis needs its client: pip install 'coldsieve[redis]'", "no client")
        from classifier.history.redis import RedisHistory

        return RedisHistory(name, key)
    from classifier.history.sqlite import BUSY_TIMEOUT, SqliteHistory

    return SqliteHistory(Path(name).expanduser(), key, BUSY_TIMEOUT if timeout is None else timeout)


def open_careful(name: str, key_file: Path | None = None, timeout: float | None = None) -> History:
    """The store of that name for a filter: opened when first asked, and never in the way of a mail."""
    if name in ("none", "memory"):
        return open_history(name)
    return Degrading(partial(open_history, name, key_file, timeout))
