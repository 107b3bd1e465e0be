"""Rows → rows of which some outreach is trained with words of people's letters."""

from __future__ import annotations

import pytest

from classifier.features import Features
from classifier.history import Sighting
from classifier.training.good_words import SHARE, with_good_words
from classifier.training.letters import SOURCE as LETTERS
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
