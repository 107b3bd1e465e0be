"""What the tests of histories share: events, and a Redis server of their own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from classifier.history import Correction, Listing, Sent, Sighting
from classifier.history.base import DAY

START = 1.7e9
ADA = "ada@reader.example"


def at(day: float) -> float:
    return START + day * DAY


def mail(
    day: float,
    sender: str = "sam@acme.example",
    reader: str = ADA,
    template: tuple[int, ...] = (),
    n: int = 0,
    references: tuple[str, ...] = (),
    persona: str = "",
) -> Sighting:
    """A mail with the Message-ID <m{n}@x.example>, n by default from the day."""
    n = n or int(day * 1000) + 1
    domain = sender.partition("@")[2]
    organisation = "" if domain == "gmail.com" else domain
    return Sighting(reader, sender, organisation, template, at(day), n, f"<m{n}@x.example>", references, persona)


def sent(
    day: float,
    *to: str,
    refuses: bool = False,
    answers: tuple[str, ...] = (),
    sender: str = ADA,
) -> Sent:
    """A mail of the reader, with the Message-ID <s{day}@reader.example>."""
    organisations = tuple(dict.fromkeys(a.partition("@")[2] for a in to if not a.endswith("gmail.com")))
    return Sent(sender, to, organisations, at(day), f"<s{day}@reader.example>", answers, refuses)


def correction(day: float, kind: str, of: Sighting) -> Correction:
    steps, probabilities = ("flattery>=1", "open_pixels>=2"), (0.5, 0.25, 0.125, 0.0625, 0.0625)
    return Correction(of.recipient, of.sender, of.template, of.identity, at(day), kind, steps, probabilities)


def listing(entry: str, allowed: bool, reader: str = ADA) -> Listing:
    return Listing(reader, entry, allowed)


@dataclass
class Server:
    """A running redis-server."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/3"

    def empty(self) -> None:
        import redis

        with redis.Redis(port=self.port) as client:
            client.flushall()


@contextmanager
def redis_server(*options: str) -> Iterator[Server]:
    """A server on a free port of loopback; the test is skipped where Redis is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [
            program,
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder,
            "--appendonly",
            "yes",
            *options,
        ]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            until = time.monotonic() + 20
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    assert process.poll() is None, "redis-server ended"
                    assert time.monotonic() < until, "redis-server does not listen"
                    time.sleep(0.02)
            yield Server(port, process)
        finally:
            process.kill()
            process.wait()
