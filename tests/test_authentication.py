"""Whom the receiving host authenticated: real spellings of the field, and what senders try with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.authentication import authenticated, parse
from classifier.message import parse as parse_message

OURS = ("mx.berg.example",)
RECEIVED = "Received: from mail.acme.example (mail.acme.example [192.0.2.7])\n\tby mx.berg.example (Postfix) with ESMTPS id 4F1\n\tfor <anna@berg.example>; Tue, 3 Mar 2026 09:12:44 +0100 (CET)\n"
LETTER = "From: Sam Vance <sam@acme.example>\nTo: anna@berg.example\nSubject: Thursday\n\nSee you then.\n"


def told(fields: str, letter: str = LETTER, ids: tuple[str, ...] = OURS) -> str:
    return authenticated(parse_message((fields + letter).encode()), ids)


@pytest.mark.parametrize(
    ("value", "proof"),
    [
        ("mx.berg.example; dmarc=pass (p=reject dis=none) header.from=acme.example", "dmarc=pass header.from=acme.example"),
        ("MX.Berg.Example 1; DMARC=Pass header.from=ACME.example", "dmarc=pass header.from=acme.example"),
        ('"mx.berg.example"; dmarc=pass header.from="acme.example"', "dmarc=pass header.from=acme.example"),
        ("mx.berg.example;\n\tdkim=pass (2048-bit key; unprotected) header.d=acme.example\n\theader.i=@acme.example header.b=a/b+c==;\n\tdkim-atps=neutral", "dkim=pass header.d=acme.example"),
        ("mx.berg.example; dkim=pass header.d=mail.acme.example;", "dkim=pass header.d=mail.acme.example"),
        ("mx.berg.example; dkim=fail header.d=acme.example; dkim=pass header.d=acme.example", "dkim=pass header.d=acme.example"),
        ("mx.berg.example (Postfix (Debian)); dkim (x) = pass header . i = @acme.example", "dkim=pass header.i=@acme.example"),
        ("mx.berg.example; spf=pass (domain of bounce@acme.example; 192.0.2.7 is permitted) smtp.mailfrom=bounce@acme.example", "spf=pass smtp.mailfrom=bounce@acme.example"),
        ("mx.berg.example; spf/1=pass smtp.mailfrom=acme.example", "spf=pass smtp.mailfrom=acme.example"),
        ('mx.berg.example; spf=pass smtp.mailfrom="a;b c"@acme.example', "spf=pass smtp.mailfrom=a;b c@acme.example"),
        ("mx.berg.example; auth=pass (plain) smtp.auth=sam@acme.example", "auth=pass smtp.auth=sam@acme.example"),
        ('mx.berg.example; dkim=pass reason="good; really" header.d=acme.example', "dkim=pass header.d=acme.example"),
    ],
)  # fmt: skip
def test_what_hosts_write(value: str, proof: str) -> None:
    assert told(f"Authentication-Results: {value}\n{RECEIVED}") == proof


@pytest.mark.parametrize(
    "value",
    [
        "mx.evil.example; dmarc=pass header.from=acme.example",
        "mx.berg.example.evil.example; dmarc=pass header.from=acme.example",
        "mx.berg.example mx.evil.example; dmarc=pass header.from=acme.example",
        "spf=pass smtp.mailfrom=acme.example; dmarc=pass header.from=acme.example",
        "(mx.berg.example) mx.evil.example; dmarc=pass header.from=acme.example",
        "mx.berg.example; dmarc=pass header.from=evil.example",
        "mx.berg.example; dmarc=pass header.from=acme.example.evil.example",
        "mx.berg.example; dmarc=pass",
        "mx.berg.example; dkim=pass header.d=evil.example header.i=@acme.example",
        "mx.berg.example; dkim=pass header.d=sendgrid.example",
        "mx.berg.example; dkim=pass header.d=example",
        "mx.berg.example; spf=pass smtp.helo=acme.example smtp.mailfrom=bounces.sender.example",
        "mx.berg.example; spf=softfail smtp.mailfrom=acme.example",
        "mx.berg.example; dmarc=fail header.from=acme.example; dkim=pass header.d=acme.example",
        'mx.berg.example; spf=pass smtp.mailfrom="x; dmarc=pass header.from=acme.example"@evil.example',
        "mx.berg.example; spf=none (dmarc=pass header.from=acme.example)",
        "mx.berg.example; spf=none (a (b) ; dmarc=pass header.from=acme.example",
        'mx.berg.example; spf=none "; dmarc=pass header.from=acme.example',
        "mx.berg.example; x-dmarc=pass header.from=acme.example",
        "mx.berg.example; none",
        "mx.berg.example",
        "",
    ],
)
def test_forged_foreign_and_malformed_ones_prove_nothing(value: str) -> None:
    assert told(f"Authentication-Results: {value}\n{RECEIVED}") == ""


def test_a_result_in_the_place_of_the_host_is_no_host() -> None:
    assert parse("spf=pass; dmarc=pass header.from=acme.example") == ("", []), "Microsoft leaves its name out"
    assert parse("mx.berg.example; none") == ("mx.berg.example", [])


def test_nothing_is_believed_unless_configured() -> None:
    assert told("Authentication-Results: mx.berg.example; dmarc=pass header.from=acme.example\n", ids=()) == ""


def test_several_fields_of_our_host_are_read_together() -> None:
    fields = (
        "Authentication-Results: mx.berg.example; spf=none smtp.mailfrom=bounce.example\n"
        "Authentication-Results: mx.berg.example; dkim=pass header.d=acme.example\n"
    )
    assert told(fields + RECEIVED) == "dkim=pass header.d=acme.example"
    assert told(RECEIVED + fields) == "dkim=pass header.d=acme.example", "a milter's stand below the Received"


FORGED = (
    "Authentication-Results: mx.berg.example; dmarc=pass header.from=acme.example; dkim=pass header.d=acme.example\n"
)


@pytest.mark.parametrize(
    "forged", [FORGED, FORGED.replace("-Results:", "-results \t:"), FORGED.replace(" mx", "\n  mx")]
)
def test_a_forged_field_below_ours_is_not_believed(forged: str) -> None:
    ours = "Authentication-Results: mx.berg.example; spf=fail smtp.mailfrom=acme.example\n"
    assert told(ours + RECEIVED + forged) == "", "a Received stands between them"
    complete = ours.replace("\n", "; dkim=none; dmarc=fail header.from=acme.example\n")
    assert told(RECEIVED + complete + forged) == "", "of each method, the topmost word counts"


@pytest.mark.parametrize(
    "letter",
    [
        "From: Sam <sam@acme.example>\nFrom: Eve <eve@evil.example>\n\nHi.\n",
        "From: Sam <sam@acme.example>, Eve <eve@evil.example>\n\nHi.\n",
        "From: Eve <eve@evil.example>\nFrom: Sam <sam@acme.example>\n\nHi.\n",
        "From: sam\n\nHi.\n",
        "Subject: nobody\n\nHi.\n",
    ],
)
def test_who_has_not_one_author_is_nobody(letter: str) -> None:
    assert told("Authentication-Results: mx.berg.example; dmarc=pass header.from=acme.example\n", letter) == ""


@given(st.text(alphabet=' ;=()"\\mx.berg.exampledmarcpass/-\t', max_size=300))
def test_any_text_is_read(value: str) -> None:
    authserv_id, results = parse(value)
    assert authserv_id or not results


@pytest.mark.parametrize(
    "bad", ["(" * 8000, "(a" * 4000 + ")" * 4000, '\\"' * 4000, "a=" * 4000, "; " * 4000, '"' * 8000]
)
@pytest.mark.usefixtures("nothing_else_to_collect")
def test_hostile_text_is_read_in_no_time(bad: str) -> None:
    import time

    started = time.process_time()
    parse(f"mx.berg.example; dkim=pass {bad}")
    assert time.process_time() - started < 0.5
