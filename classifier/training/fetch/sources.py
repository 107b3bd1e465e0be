"""``sources.toml`` and the shipped labels → what a source is, where its mail can be had, and how each mail is labelled."""

from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "sources.toml"
ARCHIVES = "https://github.com/linux-mailinglist-archives"
"""Where each list is a repository of one mail a commit, ``LIST.0``, ``LIST.1`` and so on."""


class Source(NamedTuple):
    """One source of mail."""

    name: str
    shape: str
    """``tar``, ``mbox`` or ``git``; empty where there is no address."""
    urls: tuple[str, ...]
    """Of archives; for ``git``, of repositories less their number."""
    only: str
    """Which files of an archive are mail, a pattern of their paths."""
    drop: tuple[str, ...]
    """How the names of header fields begin that the source's mail here has not."""
    licence: str
    without: str
    """Why it cannot be fetched; empty if it can."""
    unchecked: bool
    """Nobody has yet tried whether what stands there now has the ids."""


class Label(NamedTuple):
    """One shipped label."""

    id: str
    """First 12 hex digits of the SHA-1 of the mail's octets."""
    fields: dict[str, str | int | bool]
    """The label as it stands in ``labels.jsonl``."""


def read_sources(labels: Path, table: Path = TABLE) -> list[Source]:
    """All sources of the table. ``labels`` is the folder of shipped labels, which name the mailing lists."""
    entries = tomllib.loads(table.read_text("utf-8"))
    return [
        Source(
            name=name,
            shape=entry.get("shape", ""),
            urls=tuple(entry.get("urls", ()))
            or _archives(labels, entry.get("lists_of", [name]), entry.get("shape", "")),
            only=entry.get("only", "*"),
            drop=tuple(entry.get("drop", ())),
            licence=entry["licence"],
            without=entry.get("without", ""),
            unchecked=entry.get("unchecked", False),
        )
        for name, entry in entries.items()
    ]


def read_labels(folder: Path, source: str) -> list[Label]:
    """The shipped labels of a source, in the order of its mail. Raises OSError where there are none."""
    lines = gzip.decompress((folder / f"{source}.jsonl.gz").read_bytes()).decode("utf-8").splitlines()
    return [Label(fields["id"], fields) for fields in map(json.loads, lines)]


def _archives(labels: Path, sources: list[str], shape: str) -> tuple[str, ...]:
    if shape != "git":
        return ()
    lists = {str(label.fields.get("list", "")) for source in sources for label in read_labels(labels, source)}
    return tuple(f"{ARCHIVES}/{name}" for name in sorted(lists) if "." in name)
