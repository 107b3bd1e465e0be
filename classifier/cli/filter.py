"""``coldsieve filter``: a mail on standard input → the same mail on standard output, with our fields on top.

It ends with 0 when all was written, else with 75, and never otherwise. Nothing of the package is imported before the mail
is read, and nothing that can go wrong after that loses it: the last resort, `_as_it_came`, needs nothing but the octets.
"""

from __future__ import annotations

import gc
import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

TEMPFAIL = 75
"""EX_TEMPFAIL: the caller keeps the mail. Not taken from `exits`: see above."""
SECONDS = 4.0
"""The time limit by default: `classifier.filtering.SECONDS`, which a test compares."""
_MARK = b"x-coldsieve-"


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    from classifier.cli import delivery

    delivery.add_arguments(parser)
    parser.add_argument(
        "--tempfail",
        action="store_true",
        help="when there is no verdict, write nothing and exit with 75, so that the mail server tries again"
        " (default: the mail goes on with `X-Coldsieve-Label: error`)",
    )


def main(arguments: Sequence[str]) -> int:
    """Filter standard input to standard output. Never raises, and never ends otherwise than with 0 or 75."""
    gc.disable()  # one mail, and then the process ends: looking for garbage would be a twelfth of its CPU
    try:
        began = time.monotonic()
        raw = _read(0)
        octets, problem = _filtered(arguments, raw, time.monotonic() - began)
        if problem:
            _tell(problem)
            if "--tempfail" in arguments:
                return TEMPFAIL
        _write(1, octets)
    except BaseException as error:  # an interrupt or no memory: the caller still has the mail
        _tell(f"{type(error).__name__}: {error}")
        return TEMPFAIL
    return 0


def _filtered(arguments: Sequence[str], raw: bytes, reading: float) -> tuple[bytes, str]:
    """The mail as it goes on, and why it got no verdict."""
    try:
        from classifier.cli import asking

        if (octets := asking.filtered(arguments, raw, SECONDS)) is not None:
            return octets, ""
    except Exception as error:  # a daemon never is in the way
        _tell(repr(error))
    try:
        from classifier.filtering import Failed, failed, filtered, left

        try:
            from classifier.cli import delivery

            told = delivery.parse("coldsieve filter", configure, arguments)
            done = filtered(raw, lambda octets: delivery.fields(octets, told), left(told.time_limit, reading))
        except Exception as error:
            done = failed(raw, error if isinstance(error, Failed) else Failed("internal", repr(error)))
    except Exception as error:
        return _as_it_came(raw), repr(error)
    return done.octets, f"{done.failure.word}: {done.failure}" if done.failure else ""


def _as_it_came(raw: bytes) -> bytes:
    """The mail, when even the modules that put fields in and take them out are broken.

    Raises:
        ValueError: it may hold forged fields, which nobody can take out now.
    """
    if _MARK in raw.lower():
        raise ValueError("cannot take forged fields out: the installation is broken")
    return raw


def _read(fd: int) -> bytes:
    with open(fd, "rb", buffering=0, closefd=False) as given:
        return given.readall()


def _write(fd: int, octets: bytes) -> None:
    """Write all, and close: some file systems say only then that the disk is full."""
    left = memoryview(octets)
    while left:
        try:
            left = left[os.write(fd, left) :]
        except BlockingIOError:  # somebody else made the pipe so
            import select

            select.select([], [fd], [])
    os.close(fd)


def _tell(problem: str) -> None:
    try:  # noqa: SIM105 (contextlib is one more thing that may be broken)
        os.write(2, f"coldsieve: filter: {' '.join(problem.split())}\n".encode("ascii", "backslashreplace"))
    except OSError:
        pass  # nobody listens; the mail matters more
