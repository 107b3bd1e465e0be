"""Outreach of which some is trained with words of people's letters: rows, and written letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.features import Features
from classifier.history import Sighting
from classifier.training.friendly_ends import MOST, SHARE, with_friendly_ends
from classifier.training.good_words import with_good_words
from classifier.training.letters import SOURCE as LETTERS
from classifier.training.letters import Letter, read_letters
from classifier.training.table import Row


def row(n: int, kind: str, source: str = "lists_other") -> Row:
    read = Features(("signed>=1",), {n: 1.0})
    return Row(source, f"{n:012x}", kind, "", "", "", "en", 0, Sighting("", "", "", (), float(n), n), "", read, read)


OFFERS = [row(n, "outreach") for n in range(2_000)]
OTHERS = [row(n, ("personal", "newsletter", "notification", "junk")[n % 4]) for n in range(2_000, 2_300)]
PEOPLE = [row(n, "personal", LETTERS) for n in range(3_000, 3_040)]


def test_some_offers_get_words_of_people() -> None:
    rows = [*OFFERS, *OTHERS, *PEOPLE]
    mixed = with_good_words(rows)
    changed = [(before, after) for before, after in zip(rows, mixed, strict=True) if before != after]
    assert len(changed) == pytest.approx(SHARE * len(OFFERS), rel=0.15)
    friendly = {bucket for one in PEOPLE for bucket in one.trained.words}
    for before, after in changed:
        assert before.kind == "outreach"
        assert after._replace(trained=before.trained) == before, "what is judged stays as it was"
        assert after.trained.signals == before.trained.signals
        words = after.trained.words
        assert words.keys() - before.trained.words.keys() <= friendly
        assert len(words) == 2
        assert sum(value * value for value in words.values()) == pytest.approx(1)
    assert mixed == with_good_words(rows), "the same draw in every run"


def test_without_letters_nothing_changes() -> None:
    assert with_good_words(OFFERS) == OFFERS


def _added(before: Letter, after: Letter) -> list[str]:
    return after.text.removeprefix(f"{before.text}\n\n").split()


def test_some_written_offers_end_with_words_of_people() -> None:
    letters = read_letters(Path(__file__).parent.parent / "data" / "letters")
    ended = with_friendly_ends(letters)
    changed = [(before, after) for before, after in zip(letters, ended, strict=True) if before != after]
    offers = [letter for letter in letters if letter.kind == "outreach"]
    assert len(changed) == pytest.approx(SHARE * len(offers), rel=0.15)
    people: dict[str, set[str]] = {}
    for letter in letters:
        if letter.kind == "personal":
            people.setdefault(letter.language, set()).update(letter.text.split())
    for before, after in changed:
        assert before.kind == "outreach"
        assert after._replace(text=before.text) == before
        added = _added(before, after)
        assert len(added) <= MOST
        assert set(added) <= people[before.language]
    # A note such as "ok." has no whole word to give.
    assert sum(not _added(before, after) for before, after in changed) <= 1
    assert ended == with_friendly_ends(letters), "the same draw in every run"
