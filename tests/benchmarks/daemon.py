"""One mail through a daemon, beside other filters; then requests a second and memory at 1, 8 and 64 clients."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks.filter import table
from tests.benchmarks.processes import in_turn
from tests.daemons import Daemon, daemon

RUNS = 40
SECONDS = 5.0
LETTER = Path(__file__).parents[2] / "data" / "sample.eml"
WORKERS = 2


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder, daemon(Path(folder), "--workers", str(WORKERS)) as server:
        thin = Path(folder) / "coldsieve"
        thin.write_text("import sys\nfrom classifier.cli import main\nsys.exit(main())\n")  # as pip's script
        commands = {
            "python -c 'import socket'": [sys.executable, "-c", "import socket"],
            "coldsieve filter, daemon": [sys.executable, str(thin), "filter", "--socket", str(server.path)],
        }
        if shutil.which("bogofilter"):
            for option, letter in (("-n", b"Subject: hello\n\nhello\n"), ("-s", b"Subject: offer\n\noffer\n")):
                subprocess.run(["bogofilter", "-d", folder, option], input=letter, check=True)
            commands["bogofilter -p"] = ["bogofilter", "-d", folder, "-p"]
        if shutil.which("spamc"):
            commands["spamc, our daemon"] = ["spamc", "-U", str(server.path), "-t", "20"]
        print(table(in_turn(commands, RUNS, str(LETTER))))
        print(f"\n{'clients':>8}{'requests/s':>12}{'median ms':>11}{'p95 ms':>9}{'daemon MiB':>12}{'worker MiB':>12}")
        for clients in (1, 8, 64):
            print(load(server, clients))


def load(server: Daemon, clients: int) -> str:
    """A line of the second table. Memory is what a process holds by itself with its share of the rest (PSS)."""
    mail = LETTER.read_bytes()
    taken: list[float] = []
    until = time.monotonic() + SECONDS

    def ask() -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            told, _ = server.ask("PROCESS", mail)
            assert told.startswith(b"SPAMD/1.1 0 EX_OK"), told
            taken.append(1000 * (time.monotonic() - began))

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.sort()
    return (
        f"{clients:8}{len(taken) / SECONDS:12.0f}{taken[len(taken) // 2]:11.1f}{taken[int(0.95 * len(taken))]:9.1f}"
        f"{held(server.process.pid):12.0f}{max(map(held, server.workers())):12.0f}"
    )


def held(pid: int) -> float:
    """MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


if __name__ == "__main__":
    main()
