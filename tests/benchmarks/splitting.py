"""1 GB of mbox → its messages, beside ``grep -c '^From '`` on the same file: CPU, and memory at its peak.

usage: python -m tests.benchmarks.splitting [MBOX[.gz] [MEGABYTES]]    (the mailbox is repeated up to that size)
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.processes import in_turn, table
from tests.benchmarks.throughput import DEFAULT, unpack

RUNS = 3
MEGABYTES = 1000
READ = "import sys; from classifier.mailbox import read_mailbox; print(sum(len(i.octets) > 0 for i in read_mailbox(sys.argv[1])))"


def main() -> None:
    """Print the table; the ratio is to grep."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    size = 1_000_000 * int(sys.argv[2] if len(sys.argv) > 2 else MEGABYTES)
    with tempfile.TemporaryDirectory() as folder:
        box, once = Path(folder) / "box", Path(folder) / "once"
        unpack(source, once)
        with box.open("wb") as file:
            while file.tell() < size:
                with once.open("rb") as part:
                    shutil.copyfileobj(part, file)
        print(f"{box.stat().st_size / 1e6:.0f} MB; the last line reads {once.stat().st_size / 1e6:.0f} MB of it")
        # grep that writes to /dev/null ends at the first line it finds.
        commands = {
            "grep -c '^From '": ["sh", "-c", "grep -c '^From ' \"$0\" | tail -n 1", str(box)],
            "read_mailbox": [sys.executable, "-c", READ, str(box)],
            "read_mailbox, the file once": [sys.executable, "-c", READ, str(once)],
        }
        print(table(in_turn(commands, RUNS)))


if __name__ == "__main__":
    main()
