"""``coldsieve verdict``: a mail on standard input → label, kind and score on one line, as sieve's ``execute`` wants it."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace

from classifier.cli import asking, delivery
from classifier.cli.exits import CONFIG, TEMPFAIL, Failure
from classifier.filtering import Failed, apart, left

CODES = {"human": 10, "bot": 11, "spam": 12}
"""Far from 1 and 120, with which Python itself may end."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    delivery.add_arguments(parser)
    parser.add_argument(
        "--exit-code", action="store_true", help="end with 10 for human, 11 for bot, 12 for spam (default: 0)"
    )


def run(args: Namespace) -> int:
    """Write the line, without a newline: sieve would compare it too."""
    began = time.monotonic()
    raw = sys.stdin.buffer.read()
    told = delivery.options(args)
    found = asking.ask("SYMBOLS", raw, told._asdict(), told.time_limit)
    line = found[0].get("coldsieve-verdict", "") if found else ""
    if line.partition(" ")[0] in CODES:
        return _told(line, args)
    seconds = left(told.time_limit, time.monotonic() - began)
    try:
        line = apart(lambda: delivery.verdict(raw, told).line.encode("ascii"), seconds).decode("ascii")
    except Failed as failure:
        code = CONFIG if failure.word in ("model", "settings") else TEMPFAIL
        raise Failure(code, f"{failure.word}: {failure}") from None
    return _told(line, args)


def _told(line: str, args: Namespace) -> int:
    sys.stdout.write(line)
    sys.stdout.flush()
    return CODES[line.partition(" ")[0]] if args.exit_code else 0
