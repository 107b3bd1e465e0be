"""Laws that hold for every table of phrases."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.mail import Mail
from classifier.message import parse
from classifier.signals import wording
from classifier.signals.phrases import MAX_HITS, Phrases, anchors_in, phrases, said
from classifier.words import fold


def tables() -> list[tuple[str, Phrases]]:
    """Every table with the name that it has in its module."""
    modules = [importlib.import_module(m.name) for m in pkgutil.iter_modules(wording.__path__, f"{wording.__name__}.")]
    return [
        (f"{module.__name__.rpartition('.')[2]}.{name}", value)
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Phrases)
    ]


def all_phrases() -> list[Phrases]:
    return [table for _, table in tables()]


@pytest.mark.parametrize(("name", "table"), tables(), ids=[name for name, _ in tables()])
def test_anchors_are_folded_words_and_patterns_compile(name: str, table: Phrases) -> None:
    assert table.patterns
    for anchor, patterns in table.patterns.items():
        assert anchor == fold(anchor)
        assert " " not in anchor
        for pattern in patterns:
            re.compile(pattern)
            assert not re.search(r"(?<!\\)[.\w)\]][*+](?![?+])\)[*+]", pattern), "nested unbounded quantifiers"


TABLE = phrases({"bump bumping": r"bump(?:ing)? this\b", "call": r"quick call\b"})


def letter(text: str, subject: str = "") -> Mail:
    return Mail(parse(f"Subject: {subject}\n\n{text}".encode()))


def test_said_tells_where() -> None:
    hits = said(letter("Hi Ada,\njust bumping\nthis. Time for a Quick Call?", "Quick call"), TABLE)
    assert [(h.where, h.excerpt) for h in hits] == [
        ("body", "bumping this"),
        ("subject", "Quick call"),
        ("body", "Quick Call"),
    ]


def test_a_pattern_without_its_anchor_is_not_looked_for() -> None:
    assert said(letter("We recall this, and bumped it."), TABLE) == []


def test_what_stands_far_from_its_anchor_is_not_found() -> None:
    far = phrases({"anchor": r"start\b.{0,2000}\banchor"})
    assert said(letter("start " + "x " * 200 + "anchor"), far) == []


def test_hits_are_bounded_and_the_beginning_can_be_asked_for() -> None:
    many = phrases(
        {f"word{'abcdefghijklmnopqrstuvwxyz'[i]}": f"word{'abcdefghijklmnopqrstuvwxyz'[i]}" for i in range(26)}
    )
    text = " ".join(f"word{c}" for c in "abcdefghijklmnopqrstuvwxyz")
    assert len(said(letter(text), many)) == MAX_HITS
    assert len(said(letter(text), many, within=12)) == 2


def test_a_phrase_begins_where_a_word_does() -> None:
    edge = phrases({"now": r"art now\b"})
    assert said(letter("They start now."), edge) == []
    assert [h.start for h in said(letter("They start now, art now or never."), edge)] == [16]


@given(st.text("ab .'-", max_size=40), st.sampled_from(["a", "a+b", "[ab] b", "(?:a |b )*ba", "-a", r"\w+"]))
def test_the_edge_of_a_word_is_that_of_expressions(text: str, pattern: str) -> None:
    # The same as with the edge in the pattern, which would be slower.
    mail = letter(f"{text} anchor")
    expected = re.search(rf"\b(?:{pattern})", mail.folded)
    assert [h.start for h in said(mail, phrases({"anchor": pattern}))] == ([expected.start()] if expected else [])


def test_tables_are_told_their_anchors_in_alphabetical_order() -> None:
    assert anchors_in(letter("Call me, he is bumping into a wall.", "a bump"))[TABLE] == ["bump", "bumping", "call"]
    assert TABLE not in anchors_in(letter("We recall this, and bumped it."))
