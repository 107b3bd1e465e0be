"""CPU time and peak memory of whole processes, by the operating system's own accounting."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Cost(NamedTuple):
    """Of one finished process with its children."""

    cpu: float
    """Seconds, user and system."""
    peak: float
    """MiB."""
    wall: float
    """Seconds."""


def run(command: Sequence[str], stdin: str | None = None) -> Cost:
    """Run a command to its end. A code from 3 on is an error; bogofilter answers with 0 to 2."""
    began = time.monotonic()
    with open(stdin or os.devnull, "rb") as given:  # noqa: PTH123
        process = subprocess.Popen(
            command, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=compiling()
        )
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1, 2):
        sys.exit(f"{command[0]}: {said.decode()}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.monotonic() - began)


def compiling() -> dict[str, str]:
    """An environment in which byte code is written.

    An installed package is compiled. Where Python is told to write none, a checkout would be compiled in every run: a fifth
    of a cold start.
    """
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def in_turn(commands: Mapping[str, Sequence[str]], runs: int, stdin: str | None = None) -> dict[str, list[Cost]]:
    """Costs of each command, run in turn so that a machine's changing speed meets all alike; one warm-up each."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            cost = run(command, stdin)
            if turn:
                costs[name].append(cost)
    return costs


def table(costs: dict[str, list[Cost]], messages: int = 1) -> str:
    """A line a command: median CPU and peak memory, messages a second, and the ratio to the first command's CPU."""
    first = median(c.cpu for c in next(iter(costs.values())))
    lines = [f"{'':32}{'CPU s':>9}{'min':>9}{'max':>9}{'msg/s':>9}{'MiB':>7}{'ratio':>7}"]
    for name, all_of in costs.items():
        cpu = sorted(c.cpu for c in all_of)
        mid = median(cpu)
        peak = median(c.peak for c in all_of)
        lines.append(
            f"{name:32}{mid:9.3f}{cpu[0]:9.3f}{cpu[-1]:9.3f}{messages / mid:9.0f}{peak:7.0f}{mid / first:7.2f}"
        )
    return "\n".join(lines)


__all__ = ["Cost", "compiling", "in_turn", "run", "table"]
