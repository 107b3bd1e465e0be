"""Where the time of ``coldsieve score`` goes, by a look at the running program at every millisecond of its CPU.

usage: python -m tests.benchmarks.profiled [MBOX[.gz]] > notebooks/0005-profile.md

Unlike cProfile, which charges each call and so makes small functions dear, looking changes nothing of what is seen.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import FrameType

from classifier.batch import lines, silent
from classifier.history.memory import MemoryHistory
from classifier.mailbox import read_mailbox
from classifier.pipeline import Classifier
from classifier.report.jsonl import write
from tests.benchmarks.throughput import DEFAULT, unpack

PACKAGE = str(Path(__file__).parents[2] / "classifier")
STEPS = {
    "parse": "parse: octets → fields, addresses, parts",
    "read": "signals, and the views that they share",
    "ngrams": "words → hash buckets",
    "extract": "features",
    "word_logits_of_many": "model: words",
    "logits": "model: steps and trees",
    "wording": "reasons: words",
    "reasons_for": "reasons: signals",
    "event_of": "what a history is told",
    "standing_of": "what a history is told",
    "split": "mbox → messages",
    "lookup": "history: asked, and told",
    "record": "history: asked, and told",
    "row_of": "rows → JSONL",
    "line_of": "rows → JSONL",
    "_judged": "spool, and what stands nowhere else",
    "write": "rows → JSONL",
}
"""Function → the step that it is; the innermost one counts."""
LEAST = 0.01
"""Share below which a line is left out."""


def main() -> None:
    """Print the page."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    steps, modules = Counter[str](), Counter[str]()

    def look(_signal: int, frame: FrameType | None) -> None:
        module = step = ""
        while frame and not step:
            code = frame.f_code
            if not module and "site-packages" in code.co_filename:
                module = Path(code.co_filename).parent.name
            elif not module and code.co_filename.startswith(PACKAGE):
                module = code.co_filename.removeprefix(PACKAGE)[1:]
            if code.co_filename.startswith(PACKAGE):
                step = STEPS.get(code.co_name, "")
            frame = frame.f_back
        steps[step or "the rest"] += 1
        modules[module or "the rest"] += 1

    with tempfile.TemporaryDirectory() as folder:
        box = Path(folder) / "box"
        unpack(source, box)
        classifier = Classifier(history=MemoryHistory())
        signal.signal(signal.SIGPROF, look)
        signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
        with (Path(folder) / "rows").open("w") as rows:
            write(lines(read_mailbox(str(box)), classifier, 1, silent, None, ""), rows)
        signal.setitimer(signal.ITIMER_PROF, 0)
    print("# Profile: where the time of a mailbox goes\n")
    print(
        f"Shares of the CPU of `coldsieve score` on {source.parent.name}, one process, {steps.total()} looks at it. Printed by"
    )
    print("`python -m tests.benchmarks.profiled`; what each signal and view costs stands in 0002-cost.md.")
    for title, counted in (("step", steps), ("module that worked", modules)):
        print(f"\n| {title} | % |\n|---|--:|")
        for name, n in counted.most_common():
            if n >= LEAST * counted.total():
                print(f"| {name} | {100 * n / counted.total():.1f} |")


if __name__ == "__main__":
    main()
