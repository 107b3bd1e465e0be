"""CPU of a history, a mail: in a process that stays (lookup, record), and in one that opens the store for one mail."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.history import Sent, Sighting
from classifier.history.stores import open_history
from tests.histories import redis_server

KEPT = 5_000
"""Mails in the store, of 100 senders, every fifth answered."""
RUNS = 300


def mail(n: int) -> Sighting:
    domain = f"firm{n % 100}.example"
    return Sighting(
        "me@r.example", f"sam@{domain}", domain, (n % 900, n % 700), 1.7e9 + n * 600, n, f"<{n}@{domain}>",
        tuple(f"<{n - i}@{domain}>" for i in range(1, 4)), f"sam name{n % 100}",
    )  # fmt: skip


def answer(to: Sighting) -> Sent:
    message_id = f"<re-{to.identity}@r.example>"
    return Sent(to.recipient, (to.sender,), (to.organisation,), to.time + 60, message_id, (to.message_id,), False)


def milliseconds(work: Callable[[int], object], runs: int = RUNS) -> float:
    began = time.process_time()
    for i in range(runs):
        work(i)
    return 1000 * (time.process_time() - began) / runs


def measure(name: str) -> None:
    store = open_history(name)
    for n in range(KEPT):
        store.record(mail(n))
        if n % 5 == 0:
            store.record(answer(mail(n)))
    lookup = milliseconds(lambda i: store.lookup(mail(KEPT + i)))
    record = milliseconds(lambda i: store.record(mail(KEPT + i)))
    store.close()

    def once(i: int) -> None:
        store = open_history(name)
        store.record(mail(2 * KEPT + i))
        store.lookup(mail(2 * KEPT + i))
        store.close()

    opened = f"{milliseconds(once, 50):.2f}" if name != "memory" else "-"
    print(f"| {name.partition(':')[0].rpartition('/')[2]} | {lookup:.2f} | {record:.2f} | {opened} |")


def main() -> None:
    """Print the table."""
    print("| store | lookup, ms | record, ms | open, record, lookup, close, ms |\n|---|---|---|---|")
    measure("memory")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sqlite"
        measure(str(path))
        octets = path.stat().st_size / (KEPT + KEPT / 5 + RUNS + 50)
    try:
        with redis_server() as server:
            measure(server.url)
    except pytest.skip.Exception as skipped:
        print(skipped)
    print(f"\nsqlite: {octets:.0f} octets an event")


if __name__ == "__main__":
    main()
