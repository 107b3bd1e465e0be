"""Letters that stand in every language, ``KIND/NAME.txt`` below one folder → `Pair`. For tests only: nothing trains on them.

A file is the header of a written letter without its language and subject, and a section a language: ``[de] subject``,
then the text as its writer typed it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from classifier.model import KINDS
from classifier.training.letters import LANGUAGES, Letter, LettersError

_SECTION = re.compile(r"(?m)^\[([a-z]{2})\] (.+)\n")
_REQUIRED = ("Kind", "Situation", "Role")
_OPTIONAL = ("Thread", "Style")


class Pair(NamedTuple):
    """One letter in every language."""

    name: str
    kind: str
    versions: dict[str, Letter]
    """Language → the letter in it."""


def read_pairs(folder: Path) -> list[Pair]:
    """All pairs below ``folder``, in the order of kinds and names.

    Raises:
        LettersError: there is none, one is malformed, or lacks a language.
    """
    paths = [path for kind in KINDS for path in sorted((folder / kind).glob("*.txt"))]
    if not paths:
        raise LettersError(f"{folder}: holds no KIND/NAME.txt, KIND being one of {', '.join(KINDS)}")
    return [read_pair(path) for path in paths]


def read_pair(path: Path) -> Pair:
    """One letter in every language. Raises `LettersError`, see `read_pairs`."""
    try:
        head, *sections = _SECTION.split(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LettersError(f"{path}: {error}") from None
    fields = dict(line.split(": ", 1) for line in head.strip().split("\n") if ": " in line)
    if missing := set(_REQUIRED) - set(fields) or set(fields) - {*_REQUIRED, *_OPTIONAL}:
        raise LettersError(f"{path}: header lacks or must not have {', '.join(sorted(missing))}")
    if fields["Kind"] != path.parent.name:
        raise LettersError(f"{path}: Kind is {fields['Kind']}, its folder is {path.parent.name}")
    languages = sections[0::3]
    if sorted(languages) != sorted(LANGUAGES):
        raise LettersError(f"{path}: has {' '.join(languages)}, should have each once: {' '.join(LANGUAGES)}")
    versions = {
        language: Letter(
            name=path.stem,
            kind=fields["Kind"],
            language=language,
            situation=fields["Situation"],
            role=fields["Role"],
            subject=subject,
            text=text.strip("\n"),
            thread="Thread" in fields,
            style=fields.get("Style", ""),
        )
        for language, subject, text in zip(languages, sections[1::3], sections[2::3], strict=True)
    }
    return Pair(path.stem, fields["Kind"], versions)
