"""Sockets → clients served by a pool of workers, within bounds of size, time and number, until a signal ends it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from classifier.filtering import SECONDS, Failed
from classifier.headers import printable
from classifier.serve import spamd
from classifier.serve.judge import Ready
from classifier.serve.listening import WAITING
from classifier.serve.metrics import Metrics
from classifier.serve.pool import Pool
from classifier.serve.spamd import MAX_LINES, Request

CONNECTIONS = 512
"""At once."""
OF_ONE = 128
"""… of one user of this host, or of one address: the others keep room."""
OCTETS = 256 << 20
"""Of mail that is held at once, for all clients: from its first octet until the answer is taken, or left."""
OCTETS_OF_ONE = OCTETS // 2
"""… for one of them."""
LINE = 8 << 10
"""Octets of a line of a request."""
CHUNK = 1 << 16
PATIENCE = 30.0
"""Seconds for a client to send its whole mail, and as many to take the answer."""
Peer = int | str
"""User id of a process of this host; else an IP address."""


class Options(NamedTuple):
    """How to serve."""

    workers: int = 2
    seconds: float = SECONDS
    """For one mail."""
    max_octets: int = 64 << 20
    """Of one mail."""
    tellers: frozenset[int] = frozenset()
    """User ids that may correct, besides root's and the daemon's own."""


class Daemon:
    """Clients, as many as there are, and the workers that answer them.

    Args:
        load: gives what the workers share. Raises `Failed`.
        options: bounds.
    """

    def __init__(self, load: Callable[[], Ready], options: Options = Options()) -> None:
        self.metrics = Metrics()
        self._options = options
        self._pool = Pool(load, options.workers, self.metrics)
        self._tasks: set[asyncio.Task[None]] = set()
        self._peers: Counter[Peer] = Counter()
        self._held: Counter[Peer] = Counter()

    async def run(self, listeners: list[socket.socket], ready: Callable[[], None]) -> None:
        """Serve until SIGTERM or SIGINT; then no client is taken any more, and those that wait get their answers."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, ended.set)
        loop.add_signal_handler(signal.SIGHUP, self._reload)
        loop.add_signal_handler(signal.SIGCHLD, self._pool.reap)
        await self._pool.start()
        servers = [
            await asyncio.start_server(self._connected, sock=one, limit=LINE, backlog=WAITING) for one in listeners
        ]
        ready()
        await ended.wait()
        for server in servers:
            server.close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._options.seconds + 1)
        self._pool.stop()

    def _reload(self) -> None:
        try:
            self._pool.reload()
        except Failed as failure:
            self.metrics.add("reloads_total", outcome=failure.word)
            log(f"reload: {failure.word}: {failure}; going on as before")
        else:
            self.metrics.add("reloads_total", outcome="ok")
            log("reloaded")

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task, peer, raw = asyncio.current_task(), _peer(writer), bytearray()
        assert task
        self._tasks.add(task)
        self._peers[peer] += 1
        try:
            if len(self._tasks) > CONNECTIONS or self._peers[peer] > OF_ONE:
                self._refused(writer, "?", Failed("busy", f"too many clients, or too many of {peer}"))
            else:
                await self._served(reader, writer, peer, raw)
            async with asyncio.timeout(PATIENCE):
                await writer.drain()
                writer.close()
                await writer.wait_closed()
        except (OSError, EOFError, TimeoutError):
            pass  # the client went away, or stands still
        finally:
            writer.transport.abort()
            self._tasks.discard(task)
            _take(self._peers, peer, 1)
            _take(self._held, peer, len(raw))

    async def _served(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, peer: Peer, raw: bytearray
    ) -> None:
        """One request of a client; ``raw`` takes its mail."""
        method = "?"
        try:
            async with asyncio.timeout(PATIENCE):
                line = await _line(reader)
                if line.startswith((b"GET ", b"HEAD ")):
                    while (await _line(reader)).strip():
                        pass
                    writer.write(self._http(line))
                    return
                asked = spamd.request(line)
                method = asked.method
                if method == "PING":  # clients before 1.5 send no empty line
                    writer.write(b"SPAMD/1.5 0 PONG\r\n")
                    return
                if method == "SKIP":
                    return
                asked = asked._replace(fields=await _fields(reader))
                if method == "TELL" and not (peer in self._options.tellers or peer in (0, os.getuid())):
                    raise Failed("permission", f"{peer} may not correct: see --tell")
                question = spamd.question(asked)
                await self._read(reader, asked, peer, raw)
            began = time.monotonic()
            answer = await self._pool.ask(question, bytes(raw))
            self.metrics.add("seconds_total", time.monotonic() - began)
            self.metrics.add("requests_total", method=method, outcome="ok")
            if answer.label:
                self.metrics.add("verdicts_total", label=answer.label)
            writer.writelines(spamd.response(asked, question, answer, raw))
        except Failed as failure:
            self._refused(writer, method, failure)
        except TimeoutError:
            self._refused(writer, method, Failed("slow", "the client did not send its mail in time"))

    def _refused(self, writer: asyncio.StreamWriter, method: str, failure: Failed) -> None:
        self.metrics.add("requests_total", method=method, outcome=failure.word)
        log(f"{method}: {failure.word}: {failure}")
        writer.write(spamd.refusal(failure))

    async def _read(self, reader: asyncio.StreamReader, asked: Request, peer: Peer, raw: bytearray) -> None:
        """The mail."""
        length, limit = asked.length, self._options.max_octets
        while length is None or len(raw) < length:
            chunk = await reader.read(CHUNK if length is None else min(CHUNK, length - len(raw)))
            raw += chunk
            self._held[peer] += len(chunk)
            if max(length or 0, len(raw)) > limit:
                raise Failed("size", f"more than {limit} octets")
            if self._held[peer] > OCTETS_OF_ONE or self._held.total() > OCTETS:
                raise Failed("busy", f"too many octets at once, or too many of {peer}")
            if not chunk:
                if length is None:
                    return
                raise Failed("protocol", f"{len(raw)} octets of {length}")

    def _http(self, line: bytes) -> bytes:
        """``/metrics`` and ``/health``."""
        path = line.split()[1:2]
        if path == [b"/metrics"]:
            pool = self._pool
            now = {"connections": len(self._tasks), "octets": self._held.total(), "workers": len(pool.workers), "workers_busy": pool.busy}  # fmt: skip
            code, kind, body = "200 OK", "text/plain; version=0.0.4", self.metrics.text(now)
        elif path == [b"/health"]:
            well = bool(self._pool.workers)
            code, kind, body = (
                ("200 OK", "text/plain", "ok\n") if well else ("503 No Worker", "text/plain", "no worker\n")
            )
        else:
            code, kind, body = "404 Not Found", "text/plain", "/metrics or /health\n"
        head = f"HTTP/1.0 {code}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + (b"" if line.startswith(b"HEAD") else body.encode())


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        line = await reader.readline()
    except ValueError:
        raise Failed("protocol", f"a line of more than {LINE} octets") from None
    if not line.endswith(b"\n"):
        raise EOFError
    return line


async def _fields(reader: asyncio.StreamReader) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(MAX_LINES):
        line = await _line(reader)
        if not line.strip():
            return found
        name, value = spamd.field(line)
        # `Set: local` and `Set: remote` come on one line; of two lines the first holds.
        found.setdefault(name, value)
    raise Failed("protocol", f"more than {MAX_LINES} lines of header")


def _take(counts: Counter[Peer], peer: Peer, number: int) -> None:
    """Count less; a peer of whom nothing is left is forgotten."""
    counts[peer] -= number
    if not counts[peer]:
        del counts[peer]


def _peer(writer: asyncio.StreamWriter) -> Peer:
    """Who is at the other end: the kernel says of which user a process of this host is (unix(7), SO_PEERCRED)."""
    connected: socket.socket = writer.get_extra_info("socket")
    if connected.family == socket.AF_UNIX:
        size = struct.calcsize("3i")
        with suppress(OSError):
            return int(struct.unpack("3i", connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))[1])
        return "?"
    name = writer.get_extra_info("peername")
    return str(name[0]) if name else "?"


def log(text: str) -> None:
    """A line on standard error, which systemd and other supervisors keep. Clients' text in it is escaped."""
    sys.stderr.write(f"coldsieve: serve: {printable(text)}\n")
    sys.stderr.flush()
