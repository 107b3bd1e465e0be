"""Folders of labelled mail → `Labelled`: ``SOURCE/messages.mbox.gz`` with ``SOURCE/labels.jsonl``, line by line."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from classifier.model import KINDS

SEPARATOR = b"From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n"


class CorpusError(Exception):
    """A corpus that cannot be read; the text names the file and the reason."""


class Labelled(NamedTuple):
    """One mail and what it is known to be."""

    source: str
    """Folder it came from."""
    id: str
    """First 12 hex digits of the SHA-1 of its octets."""
    kind: str
    sender: str
    """Hash of its sender."""
    group: str
    """What must not be divided between training and test: an engine, a family, a domain; may be empty."""
    list: str
    """Mailing list, by the first label of its name; may be empty."""
    lang: str
    sequence: str
    step: int
    raw: bytes


def read_corpora(root: Path) -> Iterator[Labelled]:
    """All labelled mail below ``root``, source by source in the order of their names.

    Raises:
        CorpusError: there is none, or messages and labels of a source do not fit together.
    """
    folders = sorted(p.parent for p in root.glob("*/labels.jsonl"))
    if not folders:
        raise CorpusError(f"{root}: holds no SOURCE/labels.jsonl")
    for folder in folders:
        yield from read_source(folder)


def read_source(folder: Path) -> Iterator[Labelled]:
    """All labelled mail of one source. Raises `CorpusError`, see `read_corpora`."""
    labels = [json.loads(line) for line in (folder / "labels.jsonl").read_text("utf-8").splitlines()]
    try:
        octets = gzip.decompress((folder / "messages.mbox.gz").read_bytes())
    except OSError as error:
        raise CorpusError(f"{folder / 'messages.mbox.gz'}: {error.strerror or error}") from None
    messages = octets.split(SEPARATOR)[1:]
    if len(messages) != len(labels):
        raise CorpusError(f"{folder}: {len(messages)} messages, {len(labels)} labels")
    for label, raw in zip(labels, messages, strict=True):
        if label["kind"] not in KINDS:
            raise CorpusError(f"{folder}: {label['id']}: unknown kind {label['kind']!r}")
        yield Labelled(
            source=folder.name,
            id=label["id"],
            kind=label["kind"],
            sender=label.get("sender") or "",
            group=label.get("group") or "",
            list=(label.get("list") or "").partition(".")[0],
            lang=label.get("lang") or "",
            sequence=label.get("sequence") or "",
            step=int(label.get("step") or 0),
            raw=raw,
        )


def draw(of: str, purpose: str) -> float:
    """A number in [0, 1) that depends on a name, such as a mail's id, and the purpose alone: the same draw in every run."""
    return int.from_bytes(hashlib.sha256(f"{purpose} {of}".encode()).digest()[:6], "big") / (1 << 48)
