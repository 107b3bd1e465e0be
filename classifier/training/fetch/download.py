"""Addresses → files in a cache: streamed, whole or not there, and never loaded twice."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

TIMEOUT = 60
"""Seconds that a server may be silent."""
EPOCHS = 20
"""Repositories that a list may be divided into; the busiest has eight."""


class FetchError(Exception):
    """Something could not be had; the text names the address and the reason."""


def download(url: str, cache: Path) -> Path:
    """The file at an address, from the cache if it is there.

    Raises:
        FetchError: the server cannot be reached, refuses, or sends less than it announced.
        OSError: the cache cannot be written.
    """
    kept = cache / _name(url)
    if kept.exists():
        return kept
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchError(f"{url}: not an address of the web")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=cache, prefix=".part-", delete=False) as part:
        try:
            with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310
                announced = answer.headers.get("Content-Length")
                shutil.copyfileobj(answer, part, 1 << 20)
            if announced is not None and part.tell() != int(announced):
                raise FetchError(f"{url}: {part.tell()} octets came, {announced} were announced")
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            Path(part.name).unlink()
            raise FetchError(f"{url}: {reason}") from None
        except BaseException:
            Path(part.name).unlink()
            raise
    Path(part.name).replace(kept)
    return kept


def clone(url: str, cache: Path) -> list[Path]:
    """The repositories ``URL.0``, ``URL.1`` … of one list, as bare clones.

    Raises:
        FetchError: git is not installed, or not even the first can be cloned.
        OSError: the cache cannot be written.
    """
    git = shutil.which("git")
    if git is None:
        raise FetchError(f"{url}: git is not installed")
    found: list[Path] = []
    for epoch in range(EPOCHS):
        kept = cache / _name(f"{url}.{epoch}")
        if not kept.exists():
            cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=cache, prefix=".part-") as part:
                command = [git, "clone", "--quiet", "--bare", "--", f"{url}.{epoch}", f"{part}/git"]
                done = subprocess.run(  # noqa: S603
                    command, capture_output=True, text=True, check=False, env={**os.environ, "GIT_TERMINAL_PROMPT": "0"}
                )
                if done.returncode:
                    if not found:
                        raise FetchError(f"{url}.{epoch}: {done.stderr.strip().splitlines()[-1:] or ['git failed']}")
                    break
                (Path(part) / "git").replace(kept)
        found.append(kept)
    return found


def _name(url: str) -> str:
    """A name in the cache: readable, and another one for each address."""
    return f"{hashlib.sha256(url.encode()).hexdigest()[:8]}-{url.rstrip('/').rpartition('/')[2]}"
