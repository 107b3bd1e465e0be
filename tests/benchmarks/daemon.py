"""One mail through a daemon, beside other filters and theirs; then requests a second and memory at 1, 8 and 64 clients."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from statistics import median

from tests.benchmarks import processes
from tests.benchmarks.daemons import DAEMONS, Server

RUNS = 40
SECONDS = 5.0
LETTER = Path(__file__).parents[2] / "data" / "sample.eml"


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        folder.chmod(0o755)
        commands = {"python -c 'import socket'": [sys.executable, "-c", "import socket"]}
        servers = {}
        for name, (program, start) in DAEMONS.items():
            if not program or installed(program):
                (folder / name).mkdir()
                servers[name] = stack.enter_context(start(folder / name))
        for name, imports in {"coldsieve filter": "sys", "… by pip before 25": "re, sys"}.items():
            script = folder / name
            script.write_text(f"import {imports}\nfrom classifier.cli import main\nsys.exit(main())\n")  # as pip's
            asking = ["filter", "--socket", f"{folder}/ours/socket", "--time-limit", "60"]
            commands[f"{name}, ours"] = [sys.executable, str(script), *asking]
        if installed("bogofilter"):
            for option, letter in (("-n", b"Subject: hello\n\nhello\n"), ("-s", b"Subject: offer\n\noffer\n")):
                subprocess.run(["bogofilter", "-d", temporary, option], input=letter, check=True)
            commands["bogofilter -p"] = ["bogofilter", "-d", temporary, "-p"]
        for name, server in servers.items():
            if installed(server.client[0]):
                commands[f"{server.client[0]}, {name}"] = server.client
        print(alone(commands, servers))
        print(
            f"\n{'':8}{'clients':>8}{'mails/s':>9}{'refused':>9}{'median ms':>11}{'p95':>8}{'CPU ms':>8}{'MiB':>6}{'a worker':>10}"
        )
        for clients in (1, 8, 64):
            for name, server in servers.items():
                print(f"{name:8}{loaded(server, clients)}", flush=True)


@cache
def installed(program: str) -> bool:
    """Whether it is; says so where it is not."""
    is_there = bool(shutil.which(program))
    if not is_there:
        print(f"{program} is not installed: left out")
    return is_there


def alone(commands: Mapping[str, Sequence[str]], servers: Mapping[str, Server]) -> str:
    """A line a command, run in turn: milliseconds of one mail, those of CPU also with what its daemon used of it."""
    costs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for turn in range(RUNS + 1):
        for name, command in commands.items():
            server = servers.get(name.rpartition(", ")[2])
            before = server.cpu() if server else 0
            cost = processes.run(command, str(LETTER))
            whole = cost.cpu + (server.cpu() - before if server else 0)
            if turn:  # one warm-up each
                costs[name].append((1000 * cost.wall, 1000 * cost.cpu, 1000 * whole))
    head = "".join(f"{f'{kind} ms':>12}{'p95':>8}{'least':>7}{'ratio':>7}" for kind in ("wall", "CPU", "+daemon"))
    first = [median(column) for column in zip(*next(iter(costs.values())), strict=True)]
    lines = [" " * 28 + head]
    for name, of_runs in costs.items():
        columns = zip(zip(*of_runs, strict=True), first, strict=True)
        cells = [f"{median(c):12.1f}{p95(c):8.1f}{min(c):7.1f}{median(c) / unit:7.2f}" for c, unit in columns]
        lines.append(f"{name:28}{''.join(cells)}")
    return "\n".join(lines)


def loaded(server: Server, clients: int) -> str:
    """A line of the second table: CPU is the daemon's of one mail; memory all that it has, and the largest worker's."""
    mail, taken, refused = LETTER.read_bytes(), list[float](), list[bool]()
    start, before = time.monotonic(), server.cpu()

    def ask() -> None:
        while time.monotonic() < start + SECONDS:
            began = time.monotonic()
            refused.append(not server.ask(mail))
            taken.append(1000 * (time.monotonic() - began))

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(taken) / (time.monotonic() - start)
    cpu, (own, *workers) = 1000 * (server.cpu() - before) / len(taken), server.memory()
    return (
        f"{clients:8}{rate:9.0f}{sum(refused):9}{median(taken):11.1f}{p95(taken):8.1f}{cpu:8.1f}"
        f"{own + sum(workers):6.0f}{max(workers):10.0f}"
    )


def p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]


if __name__ == "__main__":
    main()
