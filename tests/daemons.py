"""A daemon for a test: started as a process, asked through its socket, and stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Daemon(NamedTuple):
    """A running one."""

    process: subprocess.Popen[bytes]
    path: Path
    log_path: Path

    def connect(self, seconds: float = 20) -> socket.socket:
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(seconds)
        try:
            made.connect(str(self.path))
        except OSError:
            made.close()
            raise
        return made

    def say(self, octets: bytes, half_close: bool = False) -> bytes:
        """All that it answers."""
        with self.connect() as client:
            try:
                client.sendall(octets)
                if half_close:
                    client.shutdown(socket.SHUT_WR)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it had heard enough
            return received(client)

    def answers(self) -> bool:
        try:
            return bool(self.say(b"PING SPAMC/1.5\r\n\r\n"))
        except (FileNotFoundError, ConnectionRefusedError):
            return False

    def ask(self, method: str, mail: bytes, *lines: str, version: str = "1.5") -> tuple[bytes, bytes]:
        """Header and content of the answer."""
        head = "\r\n".join([f"{method} SPAMC/{version}", *lines, f"Content-length: {len(mail)}", "", ""])
        told, _, content = self.say(head.encode() + mail).partition(b"\r\n\r\n")
        return told, content

    def metric(self, name: str) -> float:
        text = self.say(b"GET /metrics HTTP/1.0\r\n\r\n").decode()
        values = [line.split()[-1] for line in text.splitlines() if line.startswith(f"coldsieve_{name}")]
        return sum(map(float, values))

    def workers(self) -> list[int]:
        pid = self.process.pid
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def memory(self) -> dict[int, int]:
        """Process → KiB that it has, shared ones too (VmRSS): the one that talks to clients, and its workers."""
        statuses = {pid: Path(f"/proc/{pid}/status").read_text() for pid in (self.process.pid, *self.workers())}
        return {pid: int(status.partition("VmRSS:")[2].split()[0]) for pid, status in statuses.items()}

    def wait_for(self, what: str) -> None:
        """Until the log says it."""
        deadline = time.monotonic() + 30
        while what not in self.log():
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.02)

    def log(self) -> str:
        return self.log_path.read_text(errors="replace")


def received(client: socket.socket) -> bytes:
    chunks = []
    try:
        while chunk := client.recv(1 << 16):
            chunks.append(chunk)
    except ConnectionResetError:
        pass
    return b"".join(chunks)


@contextmanager
def daemon(
    folder: Path, *args: str, environment: Mapping[str, str] | None = None, command: tuple[str, ...] = ()
) -> Iterator[Daemon]:
    """One with its socket and its store in a folder."""
    path, log = folder / "socket", folder / "serve.log"
    program = command or (sys.executable, "-m", "classifier.cli")
    history = () if "--history" in args else ("--history", str(folder / "daemon.db"))
    limit = () if "--time-limit" in args else ("--time-limit", "20")
    with log.open("ab") as err:
        process = subprocess.Popen(
            [*program, "serve", "--socket", str(path), *history, *limit, *args],
            stdin=subprocess.DEVNULL, stderr=err, env={**os.environ, **(environment or {})},
        )  # fmt: skip
    running = Daemon(process, path, log)
    try:
        deadline = time.monotonic() + 60
        while not running.answers():
            assert process.poll() is None, running.log()
            assert time.monotonic() < deadline, running.log()
            time.sleep(0.02)
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
