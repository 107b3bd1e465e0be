"""Regular expressions that are compiled when they are first used.

Compiling all of them was about a third of the CPU that importing the package took, and a mail needs only some: a letter
without "{" needs no pattern of merge fields. A filter that is started for each mail pays for every one that it compiles.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

from classifier.compiled import Source, compiled

_made: list[_Lazy] = []
"""All expressions of the modules that were imported."""
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """Stands for a pattern until it is asked for one of its methods; from then on it has the pattern's own."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = int(flags)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = compiled(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, later. A pattern that is wrong fails when it is used: a test compiles all."""
    _made.append(_Lazy(pattern, flags))
    return cast("re.Pattern[AnyStr]", _made[-1])


def sources() -> list[Source]:
    """All of them, as they were written."""
    return [(each.pattern, each.flags) for each in _made]


def compile_all() -> None:
    """Compile those that were not used yet, for a process whose children shall share them."""
    for each in _made:
        each.search  # noqa: B018 (asking compiles)


_PART = expression(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[(|)]|[^\\\[(|)]+", re.S)
"""A character with its backslash, a set, a mark of a group, or a row of what is none of them."""


def unfolded(pattern: str) -> str:
    """A pattern that matches the same, and tells `re` by which characters a match begins wherever that can be told.

    ``(?:can|may) i|(?:so )?glad`` → ``can i|may i|so glad|glad``: `re` looks for the first characters of alternatives that
    begin with one, and tries every place of the text for others, which takes three times as long (experiment 34). Patterns
    without such alternatives are left as they are.
    """
    alternatives = _alternatives(pattern)
    first = alternatives[0]
    if len(alternatives) == 1 and first[_end_of_group(first) :][:1] != "?":
        return pattern
    return "|".join([each for alternative in alternatives for each in _heads(alternative)])


def _heads(alternative: str) -> list[str]:
    """One alternative → several, one for each alternative of a group that it begins with."""
    end = _end_of_group(alternative)
    heads, rest = _alternatives(alternative[3 : end - 1]), alternative[end:]
    if rest[:1] == "?" and rest[1:2] not in ("?", "+"):
        heads, rest = [*heads, ""], rest[1:]
    if not end or rest[:1] in ("*", "+", "{", "?"):
        return [alternative]
    return [each for head in heads for each in _heads(head + rest)]


def _alternatives(pattern: str) -> list[str]:
    alternatives, depth = [""], 0
    for part in _PART.findall(pattern):
        depth += (part == "(") - (part == ")")
        if part == "|" and not depth:
            alternatives.append("")
        else:
            alternatives[-1] += part
    return alternatives


def _end_of_group(pattern: str) -> int:
    """Where the group ends that a pattern begins with; 0 where it begins with none that only groups."""
    depth = 0
    for part in _PART.finditer(pattern if pattern.startswith("(?:") else ""):
        depth += (part[0] == "(") - (part[0] == ")")
        if not depth:
            return part.end()
    return 0
