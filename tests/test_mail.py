"""Views of a mail are made once, and say what is in it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from classifier.mail import Mail, shared
from classifier.message import parse
from classifier.words import fold, letters_in


def letter(text: str) -> Mail:
    return Mail(parse(f"Subject: x\n\n{text}\n".encode()))


def test_what_is_shared_is_made_once_a_mail() -> None:
    made: list[Mail] = []

    @shared
    def number(mail: Mail) -> int | None:
        made.append(mail)
        return None if len(made) > 1 else 1

    one, other = letter("Hello."), letter("Hello.")
    assert [number(one), number(one), number(other), number(other)] == [1, 1, None, None]
    assert made == [one, other]


@given(st.text("a .?!\n", max_size=120))
def test_last_sentences_are_the_last_of_all(text: str) -> None:
    mail = letter(text)
    everyone = [s.strip() for s in re.split(r"(?<=[.?!])|\n", mail.text.new) if s.strip(" .?!\n")]
    assert mail.last_sentences == everyone[-6:]


def test_last_sentences_begin_where_they_begin() -> None:
    long = "Would you, " + "as we said in spring, " * 30 + "mind?"
    assert letter(f"Hello.\n{long}\nAnna").last_sentences[-2:] == [long.lower(), "anna"]


@given(st.text("aZ'1 _-éßłİК²`’\n", max_size=30))
def test_folding_and_words_are_those_of_each_character(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    # A backtick stands for an apostrophe where other letters than ASCII are typed.
    assert folded == ("".join(map(fold, text)) if text.isascii() else "".join(fold(c + "é")[:1] for c in text))
    assert letters_in(folded) == re.findall(r"[^\W\d_]+(?:'[a-z]+)?", folded)
