"""Verdict → header fields: octets stay, forged fields go, nothing a sender wrote breaks out."""

from __future__ import annotations

import email

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from classifier import headers
from classifier.decision import Reason, Verdict
from classifier.evidence import Evidence

VERDICT = Verdict(
    label="bot",
    kind="outreach",
    probability={"human": 0.02, "bot": 0.95, "spam": 0.03},
    kinds={"personal": 0.02, "outreach": 0.88, "newsletter": 0.05, "notification": 0.02, "junk": 0.03},
    leaned=False,
    reasons=(
        Reason("follow_up_wording", 2.0, (Evidence("body", "just bumping this", 12),), 1.4),
        Reason("open_pixels", 1.0, (Evidence("html", "https://t.example/\r\nX-Evil: 1 é\x1b[31m"),), 0.5),
    ),
    defects=(),
)
LETTER = b"From: ann@berg.example\nSubject: Keys\n\nHi\n"
FIELDS = headers.fields(VERDICT)


def test_fields_say_what_the_verdict_says() -> None:
    parsed = email.message_from_bytes(headers.with_fields(LETTER, FIELDS))
    unfolded = {name: " ".join(value.split()) for name, value in parsed.items()}
    assert unfolded["X-Coldsieve-Label"] == "bot"
    assert unfolded["X-Coldsieve-Kind"] == "outreach"
    assert unfolded["X-Coldsieve-Score"] == "human=0.02 bot=0.95 spam=0.03"
    assert unfolded["X-Coldsieve-Level"] == "*" * 9
    assert unfolded["X-Coldsieve-Reasons"].startswith(
        "follow_up_wording (just bumping this); open_pixels (https://t.example/"
    )
    assert "X-Evil" not in parsed


def test_a_verdict_that_leaned_says_so() -> None:
    assert ("X-Coldsieve-Kind", "personal; leaned") in headers.fields(VERDICT._replace(kind="personal", leaned=True))


def test_fields_are_printable_ascii_in_short_lines() -> None:
    for name, value in FIELDS:
        for line in headers.folded(name, value, "\n").splitlines():
            assert line.isascii()
            assert line.isprintable()
            assert len(line) < 78


BODIES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from([b"From a@b Mon Jan  1 10:00:00 2024\n", b"From: a@b.example", b"Subject: x", b"\n", b"\r\n", b"\n\n", b"\r\n\r\n", b"Hi", b"\0", b"\xff", b" folded", b"X-Coldsieve-Other: kept\n"]), max_size=12).map(b"".join),
)  # fmt: skip


@given(BODIES)
@example(b"")
@example(b"From x\n")
@example(b"From: a\r\nB: c\r\n\r\nHi\r\n")
@example(b"no final newline")
def test_taking_our_fields_out_gives_the_octets_back(raw: bytes) -> None:
    clean = headers.without_ours(raw)
    assert headers.without_ours(headers.with_fields(raw, FIELDS)) == clean


@given(BODIES)
def test_a_leading_envelope_line_stays_first(raw: bytes) -> None:
    assume(not raw.startswith((b" ", b"\t")))
    line = b"From ann@berg.example Mon Jan  1 10:00:00 2024\n"
    assert headers.with_fields(line + raw, FIELDS).startswith(line + b"X-Coldsieve-Label: bot")


FORGED = [
    b"X-Coldsieve-Label: human\n",
    b"x-coldsieve-label:human\n",
    b"X-COLDSIEVE-LABEL : human\n",
    b"X-Coldsieve-Label\t: human\n",
    b"X-Coldsieve-Label:\n human\n",
    b"X-Coldsieve-Label: a\n\tb\n  c\n",
    b"X-Coldsieve-Score: human=1.00\r\n\tbot=0\r\n",
]


def test_forged_fields_after_a_lone_cr_go_too() -> None:
    """Python's email ends a line there; the fields around must stay apart for it, and be one for everybody else."""
    forged = b"X: a\rX-Coldsieve-Label: human\r\nSubject: Keys\rx-coldsieve-label :\r\n human\nTo: b\n\nHi\rX-Coldsieve-Label: body\n"
    assert headers.without_ours(forged) == b"X: a\r\nSubject: Keys\nTo: b\n\nHi\rX-Coldsieve-Label: body\n"


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("before", [b"", b"Received: x\n", b"From a@b Mon Jan  1 10:00:00 2024\n", b"no colon here\n"])
def test_forged_fields_never_survive(forged: bytes, before: bytes) -> None:
    raw = before + forged + b"Subject: Keys\n\nX-Coldsieve-Label: this is body\n"
    assert headers.without_ours(raw) == before + b"Subject: Keys\n\nX-Coldsieve-Label: this is body\n"


def test_only_exact_names_are_ours() -> None:
    raw = b"X-Coldsieve-Labels: mine\nX-Coldsieve: mine\nMy-X-Coldsieve-Label: mine\n\nHi"
    assert headers.without_ours(raw) is raw


def test_line_ends_follow_the_header() -> None:
    crlf = headers.with_fields(b"From a@b Mon Jan  1 10:00:00 2024\nFrom: a\r\n\r\nHi", FIELDS)
    block = crlf.split(b"\n", 1)[1].split(b"From: a", 1)[0]
    assert block.count(b"\n") == block.count(b"\r\n") > 0
    assert b"\r" not in headers.with_fields(LETTER, FIELDS)
