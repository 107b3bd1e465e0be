"""CPU of scoring one message from a cold start, beside ``python -c "import mailparser"`` in the same run."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.benchmarks.processes import in_turn, table

RUNS = 15


def main() -> None:
    """Print the table; the ratio is to ``import mailparser``."""
    letter = str(Path(__file__).parents[2] / "data" / "sample.eml")
    command = shutil.which("coldsieve", path=str(Path(sys.executable).parent)) or "coldsieve"
    classify = f"from classifier.pipeline import Classifier; Classifier().classify(open({letter!r}, 'rb').read())"
    commands = {
        "import mailparser": [sys.executable, "-c", "import mailparser"],
        "Classifier().classify(one)": [sys.executable, "-c", classify],
        # What a process for one message can have: its garbage is never worth looking for, at its end least of all.
        "the same without gc": [sys.executable, "-c", f"import gc; gc.disable(); {classify}; gc.freeze()"],
        "coldsieve score one.eml": [command, "score", letter, "--format", "jsonl", "--history", "none"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    print(table(in_turn(commands, RUNS)))


if __name__ == "__main__":
    main()
