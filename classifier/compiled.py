"""Regular expressions → compiled patterns, from what was compiled beforehand, as Python does with modules.

Compiling those that one letter needs takes 20 to 30 ms, a fifth of a filter's whole CPU. So ``coldsieve recipe``, with which
a filter is set up, compiles all of them into ``__pycache__``, and a process reads from there the few that it needs. What is
not there, was made by another Python, or cannot be read, is compiled as ever; nothing else writes that file.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import marshal
import mmap
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any

Source = tuple[str | bytes, int]
"""A pattern with its flags."""

_FOLDER = os.path.join(os.path.dirname(__file__), "__pycache__")  # noqa: PTH118, PTH120 (pathlib takes 4 ms to import)
FILE = os.path.join(_FOLDER, f"expressions.{sys.implementation.cache_tag}.bin")  # noqa: PTH118
_STAMP = f"{sys.version} {_sre.MAGIC}"
"""Another build of Python may compile otherwise."""


def compiled(pattern: str | bytes, flags: int = 0) -> re.Pattern[Any]:  # Any: of the same type as the pattern
    """What ``re.compile`` gives."""
    octets, places = _kept()
    source = (pattern, int(flags))
    if place := places.get(hash_of(source)):
        try:
            # Who may write this file may write our byte code.
            kept, arguments = marshal.loads(octets[place[0] : place[1]])  # noqa: S302
            if kept == source:
                found: re.Pattern[Any] = _sre.compile(pattern, *arguments)
                return found
        except (EOFError, OverflowError, RuntimeError, TypeError, ValueError):
            pass  # damaged
    return re.compile(pattern, flags)


def write(sources: Iterable[Source]) -> None:
    """Compile these into `FILE`, unless it has them or, as for byte code, this user may not or Python shall not write.

    Raises:
        re.error: a pattern is wrong.
    """
    wanted = sorted({(hash_of(source), source) for source in sources})
    if sys.dont_write_bytecode or all(key in _kept()[1] for key, _ in wanted):
        return
    records = [marshal.dumps((source, _arguments(*source))) for _, source in wanted]
    places, end = {}, 0
    for (key, _), record in zip(wanted, records, strict=True):
        places[key] = (end, end + len(record))
        end += len(record)
    about = marshal.dumps((_STAMP, places))
    new = f"{FILE}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(FILE), exist_ok=True)  # noqa: PTH103, PTH120
        with open(new, "wb") as out:  # noqa: PTH123
            out.write(b"".join(records) + about + len(about).to_bytes(4))
        os.replace(new, FILE)  # noqa: PTH105
    except OSError:
        with suppress(OSError):
            os.unlink(new)  # noqa: PTH108


def hash_of(source: Source) -> int:
    """The same in every process, unlike ``hash``."""
    from zlib import crc32

    pattern, flags = source
    return crc32(pattern if isinstance(pattern, bytes) else pattern.encode(), flags)


def _arguments(pattern: str | bytes, flags: int) -> tuple[Any, ...]:  # Any: as `re._compiler.compile` passes them on
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    groups = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    code = [int(word) for word in _compiler._code(parsed, flags)]
    return int(flags | parsed.state.flags), code, parsed.state.groups - 1, dict(groups), tuple(names)


@cache
def _kept() -> tuple[mmap.mmap | bytes, dict[int, tuple[int, int]]]:
    """The file, and where in it the record of each pattern is."""
    try:
        with open(FILE, "rb") as file:  # noqa: PTH123
            octets = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        stamp, places = marshal.loads(octets[-4 - int.from_bytes(octets[-4:]) : -4])  # noqa: S302
        if stamp == _STAMP:
            return octets, places
    except (OSError, EOFError, TypeError, ValueError):
        pass  # not there, or damaged
    return b"", {}
