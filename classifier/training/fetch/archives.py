"""Archives as their keepers give them → the octets of each mail in them."""

from __future__ import annotations

import fnmatch
import gzip
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from classifier.training.fetch.download import FetchError
from classifier.training.traces import fields_of

_MBOX = re.compile(rb"(?m)^From [^\n]* \d\d:\d\d(?::\d\d)?[^\n]* \d{4}[^\n]*\n")
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")


def in_tar(path: Path, only: str) -> Iterator[bytes]:
    """Each file of a tar, compressed in any way, whose path fits the pattern. Raises FetchError if it is broken."""
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile() and fnmatch.fnmatch(member.name, only):
                    octets = archive.extractfile(member)
                    if octets is not None:
                        yield octets.read()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise FetchError(f"{path.name}: {error}") from None


def in_mbox(path: Path) -> Iterator[bytes]:
    """Each mail of an mbox, plain or compressed by gzip, as pipermail gives them. Raises FetchError if it is broken."""
    octets = path.read_bytes()
    try:
        octets = gzip.decompress(octets) if octets[:2] == b"\x1f\x8b" else octets
    except (OSError, EOFError) as error:
        raise FetchError(f"{path.name}: {error}") from None
    for raw in _MBOX.split(octets)[1:]:
        yield _QUOTED_FROM.sub(rb"\1", raw.removesuffix(b"\n"))


def in_repository(path: Path) -> Iterator[bytes]:
    """The file ``m`` of each commit, as public-inbox keeps one mail a commit. Raises FetchError if git fails."""
    git = ["git", "-C", str(path)]
    listed = subprocess.run([*git, "rev-list", "--all"], capture_output=True, check=False)  # noqa: S603
    if listed.returncode:
        raise FetchError(f"{path.name}: {listed.stderr.decode('utf-8', 'replace').strip()}")
    with tempfile.TemporaryFile() as names:
        names.write(b"".join(commit + b":m\n" for commit in listed.stdout.split()))
        names.seek(0)
        with subprocess.Popen([*git, "cat-file", "--batch"], stdin=names, stdout=subprocess.PIPE) as batch:  # noqa: S603
            assert batch.stdout is not None
            # "HASH blob SIZE", the octets, a newline; "NAME missing" for commits that take a mail out.
            while described := batch.stdout.readline().split():
                if described[-1] != b"missing":
                    yield batch.stdout.read(int(described[-1]))
                    batch.stdout.readline()


def forms(raw: bytes, drop: tuple[str, ...]) -> Iterator[bytes]:
    """The octets that may have been labelled: less the ``From_`` line, less fields that exports drop, less last newlines."""
    if raw.startswith(b"From "):
        raw = raw.partition(b"\n")[2]
    if drop:
        fields, rest = fields_of(raw)
        raw = b"".join(f for f in fields if not f.lower().startswith(tuple(d.encode() for d in drop))) + rest
    yield raw
    yield raw.rstrip(b"\n")
    yield raw.rstrip(b"\n") + b"\n"
