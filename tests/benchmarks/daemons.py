"""Ours, Debian's ``spamd`` and ``rspamd``: started in a folder with two workers each, asking no network, and stopped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.daemons import daemon, received
from tests.servers.machine import free_ports

WORKERS = 2
"""Of each."""
STARTING = 600
"""Seconds: rspamd compiles its expressions first, which takes 20 of CPU."""
OK = (b"SPAMD/1.1 0 EX_OK", b"HTTP/1.1 200 OK", b"HTTP/1.0 200 OK")
SPAMD = (
    "spamd --local --nouser-config --username=nobody --syslog=null --max-children=2 --min-children=2 --min-spare=1"
    " --max-spare=2 --helper-home-dir={folder} --pidfile={folder}/pid --socketpath={folder}/socket --socketmode=0666"
)
RSPAMD = """
.include "$CONFDIR/common.conf"
options {{
  pidfile = "{folder}/pid"
  .include "$CONFDIR/options.inc"
  filters = "chartable,regexp"
  dns {{ nameserver = ["127.0.0.1:{closed}"] }}
}}
logging {{ type = "file"; filename = "{folder}/log"; level = "error" }}
worker "normal" {{ bind_socket = "127.0.0.1:{port}"; .include "$CONFDIR/worker-normal.inc"; count = 2 }}
"""
ASKING = "antivirus arc asn bimi dkim dkim_signing dmarc fuzzy_check greylist hfilter history_redis mx_check neural once_received"
ASKING += " phishing ratelimit rbl replies reputation spf surbl"
"""Modules of rspamd's that ask the network or a Redis server."""


class Server(NamedTuple):
    """One that runs."""

    pid: int
    client: list[str]
    """Command: a mail on standard input, the same with a verdict on standard output."""
    request: Callable[[bytes], bytes]
    """A mail → what the client says."""
    connect: Callable[[], socket.socket]

    def ask(self, mail: bytes) -> bool:
        """As the client does, in this process; whether there is a verdict."""
        with self.connect() as client:
            client.sendall(self.request(mail))
            return received(client).startswith(OK)

    def family(self) -> list[int]:
        """The process and its children."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def cpu(self) -> float:
        """Seconds that they have used."""
        return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in self.family()) / 1e9

    def memory(self) -> list[float]:
        """MiB of each, with its share of what several hold (PSS): of the one that was started, then of its workers."""
        rolls = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.family()]
        return [int(roll.partition("\nPss:")[2].split()[0]) / 1024 for roll in rolls]


@contextmanager
def ours(folder: Path) -> Iterator[Server]:
    """As it comes, with a store."""
    with daemon(folder, "--workers", str(WORKERS)) as running:
        yield Server(running.process.pid, *_spamc(folder / "socket"))


@contextmanager
def spamd(folder: Path) -> Iterator[Server]:
    """SpamAssassin's: all rules of the package ``spamassassin``, local tests only."""
    if os.getuid() == 0:
        shutil.chown(folder, "nobody")
    client, request, connect = _spamc(folder / "socket")
    with _running(SPAMD.format(folder=folder).split(), folder, connect) as pid:
        yield Server(pid, client, request, connect)


@contextmanager
def rspamd(folder: Path) -> Iterator[Server]:
    """With its own rules and modules, but `ASKING`."""
    (folder / "local.d").mkdir()
    for module in ASKING.split():
        (folder / "local.d" / f"{module}.conf").write_text("enabled = false;\n")
    port, closed = free_ports(2)
    (folder / "rspamd.conf").write_text(RSPAMD.format(folder=folder, port=port, closed=closed))
    places = [f"--var={name}={folder}" for name in ("DBDIR", "RUNDIR", "LOGDIR", "LOCAL_CONFDIR")]

    def request(mail: bytes) -> bytes:
        return b"POST /checkv2 HTTP/1.0\r\nContent-Length: %d\r\n\r\n" % len(mail) + mail

    def connect() -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), 60)

    with _running(["rspamd", "-f", "-i", "-c", f"{folder}/rspamd.conf", *places], folder, connect) as pid:
        yield Server(pid, ["rspamc", "-h", f"127.0.0.1:{port}", "--mime"], request, connect)


DAEMONS: Mapping[str, tuple[str, Callable[[Path], AbstractContextManager[Server]]]] = {
    "ours": ("", ours),
    "spamd": ("spamd", spamd),
    "rspamd": ("rspamd", rspamd),
}
"""Name → the program that must be there, and how it is started."""


def _spamc(path: Path) -> tuple[list[str], Callable[[bytes], bytes], Callable[[], socket.socket]]:
    def request(mail: bytes) -> bytes:
        return b"PROCESS SPAMC/1.5\r\nUser: nobody\r\nContent-length: %d\r\n\r\n" % len(mail) + mail

    def connect() -> socket.socket:
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(60)
        made.connect(str(path))
        return made

    return ["spamc", "-U", str(path), "-t", "60"], request, connect


@contextmanager
def _running(command: list[str], folder: Path, connect: Callable[[], socket.socket]) -> Iterator[int]:
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        deadline = time.monotonic() + STARTING
        while True:
            try:
                connect().close()
                break
            except OSError:
                assert process.poll() is None, (folder / "said").read_text()
                assert time.monotonic() < deadline, (folder / "said").read_text()
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)
