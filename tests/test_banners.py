"""What gateways write into mail from outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.banners import LINES, height, without_tag
from classifier.mail import Mail
from classifier.message import parse
from classifier.text import split_text

BANNERS = [
    "CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you\n"
    "recognize the sender and know the content is safe.",
    "[EXTERNAL EMAIL]",
    "**External Sender**",
    "[NOTICE: Pay attention - external email - Sender is anna@berg.example ]",
    "This message was sent from outside the company by someone with a display name matching a user in your organisation.",
    "You don't often get email from anna@berg.example. Learn why this is important",
    "ACHTUNG: Diese E-Mail stammt von einem externen Absender.\nBitte öffnen Sie keine Anhänge.",
    "ATTENTION : Ce courriel provient de l'extérieur de l'organisation.",
    "ATENCIÓN: correo externo",
    "Attenzione: questa mail proviene da un mittente esterno.",
    "Este e-mail é externo à organização.",
    "UWAGA: Ta wiadomość pochodzi spoza organizacji.",
    "LET OP: deze e-mail komt van buiten de organisatie",
    "POZOR: Tato zpráva přišla mimo organizaci",
]
LETTERS = [
    "Attention: outside contractors will be on site on Monday.\n\nTom",
    "External audit is next week, please have the books ready.",
    "Warning: the external tank leaks again.\n\nTom",
    "Important: the message was sent to the wrong list.",
    "Hello,\n\nthis email came from outside the firm, is it real?",
    "This message is a long one. " * 40 + "It was sent from outside.",
]


@pytest.mark.parametrize("banner", BANNERS)
@pytest.mark.parametrize("gap", ["\n\n", "\n________________________________\n\n"])
def test_a_banner_is_no_part_of_the_letter(banner: str, gap: str) -> None:
    text = split_text(f"\n{banner}{gap}Could you come on Monday?\n")
    assert text.new == "Could you come on Monday?"
    assert banner.rsplit(maxsplit=1)[-1] in text.footer


@pytest.mark.parametrize("banner", BANNERS)
def test_a_letter_that_follows_at_once_is_not_taken_with_it(banner: str) -> None:
    assert (
        split_text(f"{banner}\nHi Tom,\nI saw your oak doors on Monday.").new
        == "Hi Tom,\nI saw your oak doors on Monday."
    )


def test_a_banner_takes_few_lines_though_all_speak_of_links() -> None:
    assert height(["CAUTION: external sender", *["see the link"] * 40]) == LINES


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_that_begins_like_one_is_left(letter: str) -> None:
    assert height(letter.split("\n")) == 0


@given(
    st.lists(st.sampled_from(["", " ", "----", "Hello", *BANNERS[0].split("\n"), BANNERS[1], "x" * 900]), max_size=20)
)
def test_a_banner_takes_lines_from_the_top_alone(lines: list[str]) -> None:
    above = height(lines)
    assert 0 <= above <= len(lines)
    assert "Hello" not in lines[:above]


@pytest.mark.parametrize("tag", ["[EXTERNAL] ", "[Ext] ", "[External Sender] ", "[EXTERN] ", "EXTERNAL: "])
def test_its_tag_is_no_word_of_the_subject(tag: str) -> None:
    assert without_tag(f"{tag}Two oak doors") == "Two oak doors"
    mail = Mail(parse(f"From: a@b.example\nSubject: {tag}two oak doors\n\nHi\n".encode()))
    assert mail.masked_subject == ["two", "oak", "doors"]


@pytest.mark.parametrize("subject", ["Re: [EXTERNAL] Two oak doors", "External audit", "[extra] doors"])
def test_other_subjects(subject: str) -> None:
    assert without_tag(subject) == subject.replace("[EXTERNAL] ", "")
