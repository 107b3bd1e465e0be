"""One mail through ``coldsieve filter`` from a cold start, beside ``import mailparser``, bogofilter and SpamAssassin."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.processes import Cost, compiling, in_turn

RUNS = 15
SLOW_RUNS = 5
"""SpamAssassin takes a second and a half."""
LETTER = Path(__file__).parents[2] / "data" / "sample.eml"
LINES = 14
"""Modules told of, the dearest first."""
STEPS = """
import sys, time
marks = [("Python itself", time.process_time())]
def mark(name):
    marks.append((name, time.process_time()))
import gc
gc.disable()
from classifier import filtering, headers, settings
from classifier.cli import asking, delivery, filter
told = delivery.parse("coldsieve filter", filter.configure, ["--history", sys.argv[2]])
mark("what the process that holds the mail imports, options")
import mailparser
mark("import mailparser, less what is there already")
from classifier import message
from classifier import signals
mark("import the signals and their phrases")
from classifier.history.stores import open_careful
from classifier.pipeline import Classifier, WEIGHED
mark("import the rest")
from classifier.model import load
model = load(None, WEIGHED)
mark("read and check the model")
history = open_careful(told.history)
judge = Classifier(model, history=history, settings=settings.load())
raw = open(sys.argv[1], "rb").read()
examined = judge.examine(raw)
mark("parse the mail, read its signals, weigh them: for the first time")
judge.examine(raw)
mark("(the same once more: expressions and tables are there)")
history.record(examined.event)
past = history.lookup(examined.sighting)
mark("open the store, record, look up")
headers.fields(judge.conclude(examined, past))
mark("verdict and header fields")
print(marks)
"""
NOT_SET_UP = """
import sys
from classifier import compiled
compiled.FILE = "/nonexistent"
from classifier.cli import main
sys.exit(main())
"""
"""Without what `coldsieve recipe` compiled."""


def main() -> None:
    """Print the table, then where the time of a cold filter goes."""
    command = shutil.which("coldsieve", path=str(Path(sys.executable).parent)) or "coldsieve"
    # As the README sets a filter up: this compiles its expressions.
    subprocess.run([command, "recipe", "procmailrc"], env=compiling(), stdout=subprocess.DEVNULL, check=True)
    with tempfile.TemporaryDirectory() as folder:
        filter_ = [command, "filter", "--history", f"{folder}/history.db", "--time-limit", "60"]
        commands = {
            "import mailparser": [sys.executable, "-c", "import mailparser"],
            "coldsieve filter": filter_,
            "coldsieve filter, not set up": [sys.executable, "-c", NOT_SET_UP, *filter_[1:]],
            "coldsieve filter, no history": [command, "filter", "--history", "none", "--time-limit", "60"],
            "coldsieve verdict": [command, "verdict", "--history", "none", "--time-limit", "60"],
            "python -c pass": [sys.executable, "-c", "pass"],
        }
        if shutil.which("bogofilter"):
            words = [b"Subject: hello\n\nhello\n", b"Subject: offer\n\noffer\n"]
            for option, letter in zip(("-n", "-s"), words, strict=True):
                subprocess.run(["bogofilter", "-d", folder, option], input=letter, check=True)
            commands["bogofilter -p"] = ["bogofilter", "-d", folder, "-p"]
        costs = in_turn(commands, RUNS, str(LETTER))
        if shutil.which("spamassassin"):
            costs |= in_turn({"spamassassin -L": ["spamassassin", "-L"]}, SLOW_RUNS, str(LETTER))
        print(table(costs))
        print("\nWhere the CPU of `coldsieve filter` goes, ms, in one process (the least of several runs)")
        print(steps(f"{folder}/history.db"))
        print("\nWhere the CPU of importing goes, ms (python -X importtime; in all, then by itself)")
        print(imports(filter_))


def table(costs: dict[str, list[Cost]]) -> str:
    """Median and 95th percentile of CPU and wall time, peak memory of the larger process, and the ratio of CPU."""
    first = _at(sorted(c.cpu for c in next(iter(costs.values()))), 0.5)
    lines = [f"{'':30}{'CPU ms':>8}{'p95':>7}{'wall ms':>9}{'p95':>7}{'MiB':>6}{'ratio':>7}"]
    for name, all_of in costs.items():
        cpu, wall = sorted(1000 * c.cpu for c in all_of), sorted(1000 * c.wall for c in all_of)
        peak = max(c.peak for c in all_of)
        lines.append(
            f"{name:30}{_at(cpu, 0.5):8.1f}{_at(cpu, 0.95):7.1f}{_at(wall, 0.5):9.1f}{_at(wall, 0.95):7.1f}{peak:6.0f}"
            f"{_at(cpu, 0.5) / first / 1000:7.2f}"
        )
    return "\n".join(lines)


def steps(store: str) -> str:
    """What each step takes. What a filter takes more than their sum is for a second process and for what it copies."""
    least: dict[str, float] = {}
    for _ in range(RUNS):
        said = subprocess.run(
            [sys.executable, "-c", STEPS, str(LETTER), store],
            env=compiling(),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        began = 0.0
        for name, at in ast.literal_eval(said):
            least[name] = min(least.get(name, 9e9), 1000 * (at - began))
            began = at
    return "\n".join(f"{ms:8.1f}  {name}" for name, ms in least.items())


def imports(command: list[str]) -> str:
    """The dearest modules of one run."""
    with LETTER.open("rb") as letter:
        said = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "classifier.cli", *command[1:]],
            stdin=letter, capture_output=True, text=True, check=True,
        ).stderr  # fmt: skip
    rows = []
    for line in said.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        cumulative, _, name = rest.partition("|")
        if own.strip().isdigit():
            rows.append((int(cumulative), int(own), name.strip()))
    rows.sort(reverse=True)
    return "\n".join(f"{a / 1000:8.1f}{b / 1000:8.1f}  {name}" for a, b, name in rows[:LINES])


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    main()
