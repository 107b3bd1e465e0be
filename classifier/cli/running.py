"""What long runs share: how many work on them and where, how far they are, and what they stumble over."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from classifier.batch import TEMPORARY, Progress, WorkersError
from classifier.cli import opened
from classifier.cli.exits import CONFIG, DATA, IO, UNAVAILABLE, USAGE, Failure
from classifier.history import HistoryError
from classifier.model import ModelError
from classifier.spool import SpoolError


def add_jobs(parser: ArgumentParser) -> None:
    """Add ``--jobs``."""
    parser.add_argument(
        "--jobs", "-j", type=int, default=1, metavar="N", help="worker processes; -1 for one a core (default: 1)"
    )


def add_cluster(parser: ArgumentParser) -> None:
    """Add ``--backend`` and ``--scheduler``."""
    parser.add_argument(
        "--backend",
        choices=("local", "dask"),
        default="local",
        help="who examines the mail: this machine, or a cluster",
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of the cluster, with --backend dask: tcp://HOST:8786")


def scheduler(args: Namespace) -> str:
    """The address of the cluster; empty for this machine."""
    if (args.backend == "dask") != bool(args.scheduler):
        raise Failure(USAGE, "a cluster needs both --backend dask and --scheduler ADDRESS")
    return args.scheduler or ""


@contextmanager
def working() -> Iterator[None]:
    """What a long run can stumble over on its way, told in one line: the store, the room for what waits, the workers."""
    try:
        yield
    except HistoryError as error:
        raise Failure(IO, f"history: {error}") from None
    except SpoolError as error:
        hint = " (TMPDIR names another place)" if error.path.name == TEMPORARY else ""
        raise Failure(DATA if error.other else IO, f"{error}{hint}") from None
    except WorkersError as error:
        raise Failure(UNAVAILABLE, str(error)) from None
    except ModelError as error:  # of a worker's machine
        raise Failure(CONFIG, f"model: {error}") from None


def shown(reading: opened.Reading) -> Progress:
    """A line on standard error that is written over, once a second, and taken away at the end."""
    begun = told = before = octets = -1.0

    def tell(done: int, whole: bool) -> None:
        nonlocal begun, told, before, octets
        now = time.monotonic()
        if begun < 0:
            begun, told, before, octets = now, now, done, reading.octets
        elif whole:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        elif now - told >= 1:
            told = now
            rate = (done - before) / (now - begun)
            left = time_left(now - begun, reading.octets, reading.total)
            print(f"\r{done} messages, {rate:.0f} a second{left}\x1b[K", end="", file=sys.stderr, flush=True)

    return tell


def time_left(seconds: float, octets: int, total: int | None) -> str:
    """What the rest of the octets will take, in words; nothing where nobody knows how many there are."""
    if not total or not octets:
        return ""
    left = seconds * max(0, total - octets) / octets
    return f", {left / 60:.0f} min left" if left >= 90 else f", {left:.0f} s left"
