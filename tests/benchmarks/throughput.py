"""Messages a second on one core: ``coldsieve score`` beside ``bogofilter -T -M`` on the same mailbox in the same run.

usage: python -m tests.benchmarks.throughput [MBOX[.gz]]    (needs Debian's bogofilter)
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from classifier.mailbox import read_mailbox
from tests.benchmarks.processes import in_turn, table

RUNS = 3
DEFAULT = Path(__file__).parents[3] / "shared" / "corpora" / "spamassassin" / "messages.mbox.gz"


def main() -> None:
    """Print the table; the ratio is to bogofilter."""
    bogofilter = shutil.which("bogofilter")
    if bogofilter is None:
        sys.exit("bogofilter is not installed: apt-get install bogofilter")
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    command = shutil.which("coldsieve", path=str(Path(sys.executable).parent)) or "coldsieve"
    with tempfile.TemporaryDirectory() as folder:
        box = Path(folder) / "box"
        content = source.read_bytes()
        box.write_bytes(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
        messages = sum(1 for _ in read_mailbox(str(box)))
        # bogofilter needs a word list; what it has learnt changes nothing of its speed.
        for flag in ("-n", "-s"):
            subprocess.run([bogofilter, "-d", folder, flag, "-M", "-I", str(box)], check=True)
        score = [command, "score", str(box), "--format", "jsonl", "--jobs", "1"]
        commands = {
            "bogofilter -T -M": [bogofilter, "-d", folder, "-T", "-M", "-I", str(box)],
            "coldsieve score --history none": [*score, "--history", "none"],
            "coldsieve score": score,
        }
        print(f"{messages} messages, {box.stat().st_size / 1e6:.1f} MB")
        print(table(in_turn(commands, RUNS), messages))


if __name__ == "__main__":
    main()
