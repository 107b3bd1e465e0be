"""Letters written for training, ``KIND/NAME.txt`` below one folder → `Letter`.

A file is a header (``Kind: outreach``, one field a line), an empty line, and the text as its writer typed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from classifier.model import KINDS

SOURCE = "letters"
"""Stands for a corpus where written letters are trained with."""
LANGUAGES = ("cs", "de", "en", "es", "fr", "it", "nl", "pl", "pt")
"""ISO 639-1; those that the signals read."""

_REQUIRED = ("Kind", "Language", "Situation", "Role", "Subject")
_OF_SEQUENCES = ("Sequence", "Step", "Day")
_OPTIONAL = ("Thread", "Style", *_OF_SEQUENCES)


class LettersError(Exception):
    """A letter that cannot be read; the text names the file and the reason."""


class Letter(NamedTuple):
    """One letter, not yet a mail."""

    name: str
    """File name without its ending; no other letter has it."""
    kind: str
    language: str
    situation: str
    """What the writer of the letter had in mind, in a sentence."""
    role: str
    """Who signs it: ``customer``, ``auto-reply``, ``SDR``."""
    subject: str
    text: str
    """As typed: lines end where their writer ended them."""
    thread: bool = False
    """It answers, or passes on, an earlier mail."""
    style: str = ""
    """``llm``: as a language model writes for a sequencer."""
    sequence: str = ""
    """Letters with one name are steps of one sequence."""
    step: int = 0
    """1 for the first letter of a sequence; 0 outside of one."""
    day: int = 0
    """Days since the first step."""


def read_letters(folder: Path) -> list[Letter]:
    """All letters below ``folder``, in the order of kinds and names.

    Raises:
        LettersError: there is none, one is malformed, or the steps of a sequence do not follow each other.
    """
    paths = [path for kind in KINDS for path in sorted((folder / kind).glob("*.txt"))]
    if not paths:
        raise LettersError(f"{folder}: holds no KIND/NAME.txt, KIND being one of {', '.join(KINDS)}")
    letters: dict[str, Letter] = {}
    for path in paths:
        letter = read_letter(path)
        if letter.name in letters:
            raise LettersError(f"{path}: {letters[letter.name].kind}/{path.name} has the same name")
        letters[letter.name] = letter
    _check_sequences(letters.values())
    return list(letters.values())


def read_letter(path: Path) -> Letter:
    """One letter. Raises `LettersError`, see `read_letters`."""
    try:
        head, gap, text = path.read_text("utf-8").replace("\r\n", "\n").partition("\n\n")
    except (OSError, UnicodeDecodeError) as error:
        raise LettersError(f"{path}: {error}") from None
    if not gap or not text.strip():
        raise LettersError(f"{path}: no empty line between header and text, or no text")
    try:
        fields = _fields(head)
        if fields["Kind"] != path.parent.name:
            raise ValueError(f"Kind is {fields['Kind']}, its folder is {path.parent.name}")
        return _letter(path.stem, fields, text.strip("\n"))
    except ValueError as error:
        raise LettersError(f"{path}: {error}") from None


def _fields(head: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.split("\n"):
        name, colon, value = line.partition(":")
        if not colon or name not in (*_REQUIRED, *_OPTIONAL):
            raise ValueError(f"header line {line[:60]!r}: expected one of {', '.join((*_REQUIRED, *_OPTIONAL))}")
        if name in fields:
            raise ValueError(f"{name} stands there twice")
        if not value.strip():
            raise ValueError(f"{name} is empty")
        fields[name] = value.strip()
    if missing := [name for name in _REQUIRED if name not in fields]:
        raise ValueError(f"header lacks {', '.join(missing)}")
    if len([name for name in _OF_SEQUENCES if name in fields]) not in (0, len(_OF_SEQUENCES)):
        raise ValueError(f"{', '.join(_OF_SEQUENCES)} belong together")
    return fields


def _letter(name: str, fields: dict[str, str], text: str) -> Letter:
    if fields["Language"] not in LANGUAGES:
        raise ValueError(f"Language {fields['Language']!r} is none of {', '.join(LANGUAGES)}")
    if fields.get("Thread", "yes") != "yes":
        raise ValueError(f"Thread is {fields['Thread']!r}; it is yes or left out")
    for field in ("Step", "Day"):
        if not fields.get(field, "0").isdecimal():
            raise ValueError(f"{field} {fields[field]!r} is no number")
    return Letter(
        name=name,
        kind=fields["Kind"],
        language=fields["Language"],
        situation=fields["Situation"],
        role=fields["Role"],
        subject=fields["Subject"],
        text=text,
        thread="Thread" in fields,
        style=fields.get("Style", ""),
        sequence=fields.get("Sequence", ""),
        step=int(fields.get("Step", "0")),
        day=int(fields.get("Day", "0")),
    )


def _check_sequences(letters: Iterable[Letter]) -> None:
    last: dict[str, Letter] = {}
    for letter in sorted(letters, key=lambda letter: letter.step):
        if not letter.sequence:
            continue
        before = last.get(letter.sequence)
        step, day = (before.step, before.day) if before else (0, -1)
        if letter.step != step + 1 or letter.day <= day:
            raise LettersError(
                f"{letter.name}: step {letter.step} on day {letter.day} of sequence {letter.sequence} "
                f"does not follow step {step}{f' on day {day}' if before else ''}"
            )
        if before and (before.kind, before.language) != (letter.kind, letter.language):
            raise LettersError(f"{letter.name}: sequence {letter.sequence} changes its kind or language")
        last[letter.sequence] = letter
