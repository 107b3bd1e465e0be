"""Messages a second and memory of a whole mailbox: ours beside other filters, on one core and two; then how ours grows.

usage: python -m tests.benchmarks.throughput [MBOX[.gz] [ARCHIVES]]    (ARCHIVES: mails of those that growth is measured on)

The rate is of CPU time, so that it holds on a machine that does other things: all that a program used, its daemon's too.
Slow ones get the first mails of the mailbox alone. On two cores ours and rspamc's divide the work by themselves; that of others
would have to be divided by hand.
"""

from __future__ import annotations

import gzip
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from classifier.mailbox import read_mailbox
from tests.benchmarks.daemon import installed
from tests.benchmarks.daemons import Server, rspamd
from tests.benchmarks.processes import run

RUNS = 3
DEFAULT = Path(__file__).parents[3] / "shared" / "corpora" / "spamassassin" / "messages.mbox.gz"
ARCHIVES = (1_000, 10_000, 100_000)
SLOW = {"spamassassin -L": 100, "rspamc": 1_000}
"""Program → mails that it is given."""
OURS = [sys.executable, "-m", "classifier.cli"]


class Rival(NamedTuple):
    """One line of the table."""

    command: list[str]
    messages: int
    server: Server | None = None


def main() -> None:
    """Print both tables."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    sizes = tuple(map(int, sys.argv[2].split(","))) if len(sys.argv) > 2 else ARCHIVES
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        folder.chmod(0o755)
        box = folder / "box"
        unpack(source, box)
        rivals = dict(prepared(box, folder, stack.enter_context))
        print(f"{box.stat().st_size / 1e6:.1f} MB; medians of {RUNS} runs in turn\n")
        print(f"{'':40}{'mails':>8}{'CPU ms':>9}{'mails/s of CPU':>16}{'of wall':>9}{'MiB':>6}{'ratio':>7}")
        print("\n".join(beside(rivals)), flush=True)
        print(
            f"\n{'generated archive of mails':40}{'mails':>8}{'CPU ms':>9}{'mails/s of CPU':>16}{'of wall':>9}{'MiB':>6}"
        )
        for size in sizes:
            archive = folder / str(size)
            subprocess.run(
                [*OURS, "corpora", "mailbox", "--messages", str(size), "-o", str(archive)],
                check=True,
                capture_output=True,
            )
            (mbox,) = archive.glob("*.mbox")
            print(line(str(size), size, [measure(Rival(ours(mbox, 1), size))]), flush=True)
            shutil.rmtree(archive)


def unpack(source: Path, box: Path) -> None:
    """A mailbox to a plain file, without its octets in this process: a child's memory is counted from its parent's on."""
    with source.open("rb") as file, box.open("wb") as out:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        shutil.copyfileobj(gzip.GzipFile(fileobj=file) if packed else file, out)


def prepared(box: Path, folder: Path, entered: Callable[..., Server]) -> Iterator[tuple[str, Rival]]:
    """Who is here, ours first; says who is not."""
    messages = 0
    heads = {name: folder / name.split()[0] for name in SLOW}
    for head in heads.values():
        head.mkdir()
    for item in read_mailbox(str(box)):
        for name, head in heads.items():
            if messages < SLOW[name]:
                (head / f"{messages:05}").write_bytes(item.octets)
        messages += 1
    yield "coldsieve score --history none", Rival([*ours(box, 1), "--history", "none"], messages)
    yield "coldsieve score", Rival(ours(box, 1), messages)
    yield "coldsieve score --jobs 2", Rival(ours(box, 2), messages)
    if installed("bogofilter"):
        # It needs a word list; what it has learnt changes nothing of its speed.
        for flag in ("-n", "-s"):
            subprocess.run(["bogofilter", "-d", str(folder), flag, "-M", "-I", str(box)], check=True)
        yield "bogofilter -T -M", Rival(["bogofilter", "-d", str(folder), "-T", "-M", "-I", str(box)], messages)
    if importlib.util.find_spec("spambayes_lite"):
        yield "SpamBayes", Rival([sys.executable, "-m", "tests.benchmarks.others", str(box)], messages)
    else:
        print("SpamBayes is not installed: pip install spambayes-lite")
    if installed("spamassassin"):
        asked = min(SLOW["spamassassin -L"], messages)
        command = ["spamassassin", "-L", *map(str, sorted(heads["spamassassin -L"].iterdir()))]
        yield "spamassassin -L", Rival(command, asked)
    if installed("rspamd") and installed("rspamc"):
        (folder / "daemon").mkdir()
        server = entered(rspamd(folder / "daemon"))
        asked = min(SLOW["rspamc"], messages)
        for parallel in (1, 2):
            command = [*server.client[:3], "-n", str(parallel), "symbols", str(heads["rspamc"])]
            yield f"rspamc -n {parallel}", Rival(command, asked, server)


def ours(box: Path, jobs: int) -> list[str]:
    """Our command."""
    return [*OURS, "score", str(box), "--format", "jsonl", "--jobs", str(jobs)]


def measure(rival: Rival) -> tuple[float, float, float]:
    """Seconds of CPU and of wall, and MiB, its daemon's too."""
    before = rival.server.cpu() if rival.server else 0.0
    cost = run(rival.command)
    if rival.server:
        return cost.cpu + rival.server.cpu() - before, cost.wall, cost.peak + sum(rival.server.memory())
    return cost.cpu, cost.wall, cost.peak


def beside(rivals: dict[str, Rival]) -> Iterator[str]:
    """A line each; the ratio is of CPU a mail, to the first."""
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in rivals}
    for _ in range(RUNS):
        for name, rival in rivals.items():
            runs[name].append(measure(rival))
    first = sorted(cpu for cpu, _, _ in next(iter(runs.values())))[RUNS // 2] / next(iter(rivals.values())).messages
    for name, rival in rivals.items():
        cpu = sorted(cpu for cpu, _, _ in runs[name])[RUNS // 2] / rival.messages
        yield f"{line(name, rival.messages, runs[name])}{cpu / first:7.2f}"


def line(name: str, messages: int, runs: Sequence[tuple[float, float, float]]) -> str:
    """Medians of one program's runs."""
    cpu, wall, peak = (sorted(column)[len(runs) // 2] for column in zip(*runs, strict=True))
    rates = f"{messages / cpu:16.0f}{messages / wall:9.0f}"
    return f"{name:40}{messages:8}{1000 * cpu / messages:9.2f}{rates}{peak:6.0f}"


if __name__ == "__main__":
    main()
