"""Public archives and our labels by id → folders of labelled mail, as `classifier.training.corpora` reads them.

A mail is known by its id, the first 12 hex digits of the SHA-1 of its octets. What has no label is left where it was.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from classifier.training.corpora import SEPARATOR
from classifier.training.fetch.archives import forms, in_mbox, in_repository, in_tar
from classifier.training.fetch.download import FetchError, clone, download
from classifier.training.fetch.sources import Label, Source, read_labels, read_sources

__all__ = ["FetchError", "Fetched", "Source", "fetch", "read_sources"]

_FROM = re.compile(rb"(?m)^(>*From )")
_LABELS = {"personal": "human", "outreach": "bot", "newsletter": "bot", "notification": "bot", "junk": "spam"}


class Fetched(NamedTuple):
    """What came of one source."""

    found: int
    """Labels whose mail was found."""
    missing: int
    """Labels whose mail was not."""


def fetch(source: Source, labels: Path, output: Path, cache: Path) -> Fetched:
    """Build ``output/SOURCE/{messages.mbox.gz,labels.jsonl}``, in the order of the labels; whole, or not at all.

    Raises:
        FetchError: there is no address, an archive cannot be had or read, or it holds none of the mail.
        OSError: the output or the cache cannot be written.
    """
    if source.without:
        raise FetchError(f"{source.name}: {source.without}")
    wanted = read_labels(labels, source.name)
    missing = {label.id for label in wanted}
    found: dict[str, bytes] = {}
    for raw in _mails(source, cache):
        for octets in forms(raw, source.drop):
            key = hashlib.sha1(octets, usedforsecurity=False).hexdigest()[:12]
            if key in missing:
                found[key] = octets
                missing.remove(key)
        if not missing:
            break
    if not found:
        raise FetchError(f"{source.name}: none of {len(wanted)} labelled mails is in what was downloaded")
    kept = [label for label in wanted if label.id in found]
    _write(source.name, kept, found, output)
    return Fetched(len(kept), len(wanted) - len(kept))


def _mails(source: Source, cache: Path) -> Iterator[bytes]:
    for url in source.urls:
        if source.shape == "git":
            for repository in clone(url, cache):
                yield from in_repository(repository)
        elif source.shape == "mbox":
            yield from in_mbox(download(url, cache))
        else:
            yield from in_tar(download(url, cache), source.only)


def _write(name: str, labels: list[Label], found: dict[str, bytes], output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output, prefix=f".{name}-") as part:
        folder = Path(part) / name
        folder.mkdir()
        with gzip.GzipFile(folder / "messages.mbox.gz", "wb", mtime=0) as mbox:
            for label in labels:
                raw = _FROM.sub(rb">\1", found[label.id])
                mbox.write(SEPARATOR + raw + (b"\n" if raw.endswith(b"\n") else b"\n\n"))
        with (folder / "labels.jsonl").open("w", encoding="utf-8") as lines:
            for label in labels:
                told = {"source": name, **label.fields, "label": _LABELS[str(label.fields["kind"])]}
                lines.write(json.dumps(told, ensure_ascii=False) + "\n")
        if (output / name).exists():
            shutil.rmtree(output / name)
        folder.replace(output / name)
