"""Regular expressions that are compiled when they are first used.

Compiling all of them was about a third of the CPU that importing the package took, and a mail needs only some: a letter
without "{" needs no pattern of merge fields. A filter that is started for each mail pays for every one that it compiles.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

from classifier.compiled import Source, compiled

made: list[Source] = []
"""All expressions of the modules that were imported."""
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """Stands for a pattern until it is asked for one of its methods; from then on it has the pattern's own."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = compiled(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, later. A pattern that is wrong fails when it is used: a test compiles all."""
    made.append((pattern, int(flags)))
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))
