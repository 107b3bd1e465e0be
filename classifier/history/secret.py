"""What is known of a store's key → the key of its hashes, or why it cannot be used."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from classifier.history.base import HistoryError

SHORTEST_KEY = 16
"""Octets of a key file: 128 bits cannot be tried."""


class About(NamedTuple):
    """What a store says of itself."""

    schema: int
    key: bytes
    """Its own key; empty when the key is in a file that hosts share."""
    proof: bytes
    """Hash of such a key, by which another is told from it; else empty."""


def read_key(path: Path) -> bytes:
    """The key in a file of at least `SHORTEST_KEY` octets, as of ``head -c 32 /dev/urandom``. Raises `HistoryError`."""
    try:
        octets = path.read_bytes()
    except OSError as error:
        raise HistoryError(f"{path}: {error.strerror}", "no key") from None
    if len(octets) < SHORTEST_KEY:
        raise HistoryError(f"{path}: a key has {SHORTEST_KEY} octets or more, this one {len(octets)}", "no key")
    return hashlib.blake2b(octets, digest_size=32).digest()


def new(schema: int, key: bytes | None) -> About:
    """What a new store says of itself, with the key of a file, or one of its own."""
    return About(schema, b"", _proof(key)) if key else About(schema, os.urandom(32), b"")


def key_of(store: str, about: About, schema: int, key: bytes | None) -> bytes:
    """The key of a store's hashes.

    Args:
        store: what a user calls it.
        about: what it says of itself.
        schema: the one that this program writes.
        key: of the key file, when there is one.

    Raises:
        HistoryError: a later version made it, or its key is another one.
    """
    if about.schema > schema:
        raise HistoryError(f"{store}: schema {about.schema}, this program knows {schema}", "later version")
    if about.key and key:
        raise HistoryError(f"{store}: was made without a history_key_file", "another key")
    if not about.key and not key:
        raise HistoryError(f"{store}: was made with a history_key_file", "no key")
    if key and _proof(key) != about.proof:
        raise HistoryError(f"{store}: was made with another history_key_file", "another key")
    return key or about.key


def _proof(key: bytes) -> bytes:
    return hashlib.blake2b(b"coldsieve history", digest_size=16, key=key).digest()
