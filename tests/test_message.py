"""Octets → Message: what is found, what is recorded as broken, and that nothing ever raises or takes long."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import octets
from classifier.mail import Mail
from classifier.message import Address, parse

LETTER = b"""\
Return-Path: <marta.lind@kestrel.example>
Received: from mx.reader.example (mx.reader.example [192.0.2.7])
\tby imap.reader.example with LMTP; Tue, 5 Mar 2024 10:12:44 +0100
Received: from [192.0.2.30] (dsl.kestrel.example [192.0.2.30])
\tby mail.kestrel.example with ESMTPSA; Mon, 4 Mar 2024 23:00:00 +0100
From: =?utf-8?q?M=C3=A4rta_Lind?= <Marta.Lind@Kestrel.EXAMPLE>
To: "Okafor, Ada" <ada@reader.example>, info@reader.example
Cc: =?iso-8859-1?q?J=F6rg?= <jorg@kestrel.example>
Reply-To: office@kestrel.example
Subject: =?utf-8?b?w5ZmZm5pbmdzdGlkZXI=?= and the
 spare keys
Date: Tue, 5 Mar 2024 10:12:40 +0100
Message-ID: <a1b2@kestrel.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The shop opens at 9. Sm=F6rg=E5s is on us.
"""


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_letter(eol: bytes) -> None:
    m = parse(LETTER.replace(b"\n", eol))
    assert m.sender == Address("Märta Lind", "marta.lind@kestrel.example")
    assert m.to == (Address("Okafor, Ada", "ada@reader.example"), Address("", "info@reader.example"))
    assert m.cc == (Address("Jörg", "jorg@kestrel.example"),)
    assert m.reply_to == (Address("", "office@kestrel.example"),)
    assert m.subject == "Öffningstider and the spare keys"
    assert m.plain == "The shop opens at 9. Smörgås is on us.\n"
    assert m.message_id == "<a1b2@kestrel.example>"
    assert m.date == datetime(2024, 3, 5, 9, 12, 40, tzinfo=UTC)
    assert m.received_at == datetime(2024, 3, 5, 9, 12, 44, tzinfo=UTC).timestamp()
    assert m.defects == ()


def test_order_is_by_received_then_envelope_line_then_date() -> None:
    def at(raw: bytes) -> str:
        return datetime.fromtimestamp(parse(raw).received_at, UTC).strftime("%Y-%m-%d")

    date = b"Date: Mon, 1 Jan 2024 10:00:00 +0000\n"
    line = b"From ann@berg.example Sun Jan  7 10:00:00 2024\n"
    received = b"Received: from a by b; Tue, 9 Jan 2024 10:00:00 +0000\n"
    assert at(date + b"\nHi") == "2024-01-01"
    assert at(line + date + b"\nHi") == "2024-01-07"
    assert at(line + received + date + b"\nHi") == "2024-01-09"
    assert at(b"From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n" + date + b"\nHi") == "2024-01-01"
    assert parse(b"Subject: none\n\nHi").received_at == 0


def test_alternative_parts_and_attachments() -> None:
    m = parse(
        b'From: a@b.example\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n'
        b'Content-Type: multipart/alternative; boundary="y"\n\n--y\nContent-Type: text/plain\n\nplain text\n--y\n'
        b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+ZsO8cjwvcD4=\n--y--\n--x\n"
        b'Content-Type: application/pdf; name="=?utf-8?q?Rechnung_=C3=A4.pdf?="\nContent-Disposition: attachment\n\n%PDF\n--x--\n'
    )
    assert m.plain.strip() == "plain text"
    assert m.html.strip() == "<p>für</p>"
    assert [(a.filename, a.content_type) for a in m.attachments] == [("Rechnung ä.pdf", "application/pdf")]


def test_an_enclosed_message_is_not_the_senders_text() -> None:
    m = parse(
        b'From: a@b.example\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nSee below.\n--x\n'
        b"Content-Type: message/rfc822\n\nFrom: c@d.example\nSubject: pills\n\nBuy pills now\n--x--\n"
    )
    assert "pills" not in m.plain


def test_a_blank_before_the_colon_hides_nothing() -> None:
    m = parse(b"X-First : 1\nFrom : Ann <ann@berg.example>\nSubject: Keys\n\nHi")
    assert (m.sender.address, m.subject, m.plain) == ("ann@berg.example", "Keys", "Hi")
    assert "blank before colon" in m.defects


@pytest.mark.parametrize(
    ("raw", "defect"),
    [
        (b"Subject: x\n" + b"X-A: b\n" * 5000 + b"From: a@b.example\n\nHi", "header cut: fields"),
        (b"Subject: " + b"x" * 20_000 + b"\n\nHi", "header cut: field"),
        (b"Subject: x\n\n" + b"word " * 400_000, "body cut: octets"),
        (b"Subject: x\n\n" + b"\n" * 200_000, "body cut: lines"),
        (b"Subject: x\nContent-Type: multipart/mixed; boundary=b0\n\n" + b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (i, i + 1) for i in range(3000)), "parts left out: nesting"),
    ],
    ids=["fields", "field", "octets", "lines", "nesting"],
)  # fmt: skip
def test_what_a_bound_leaves_out_is_recorded(raw: bytes, defect: str) -> None:
    assert defect in parse(raw).defects


HOSTILE = {
    "blanks": b"Subject: x\n\n" + b" " * 1_000_000,
    "parentheses": b"From: " + b"(" * 60_000 + b"\n\nHi",
    "commas": b"To: " + b"a@b.example," * 5_000 + b"\n\nHi",
    "encoded words": b"Subject: " + b"=?utf-8?q??= " * 50_000 + b"\n\nHi",
    "parameters": b"Content-Type: text/plain" + b";a" * 300_000 + b"\n\nHi",
    "parameters of a part": b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: multipart/mixed' + b";a" * 400_000 + b"\n\nHi\n--x--",
    "fields": b"".join(b"X-%d: y\n" % i for i in range(50_000)) + b"\nHi",
    "boundaries": b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\n" * 150_000,
    "links": b"Content-Type: text/html\n\n" + b'<a href="http://a.example/">b</a>' * 30_000,
    "open tags": b"Content-Type: text/html\n\n" + b"<div>" * 200_000,
    "hidden blocks": b"Content-Type: text/html\n\n" + b'<div style="display:none">' * 40_000,
    "quotes": b"Subject: x\n\n" + b">" * 200_000 + b"\n> a\n" * 40_000,
    "attributions": b"Subject: x\n\n" + b"On \n" * 45_000,
    "header blocks": b"Subject: x\n\n" + b"From: a\nSent: b\n" * 20_000,
    "dots": b"Subject: x\n\n" + b"a." * 400_000,
    "numbers": b"Subject: x\n\n" + b"1," * 400_000,
    "nul": b"\0" * 500_000,
    "line ends": b"\r" * 500_000,
}  # fmt: skip


@pytest.mark.usefixtures("nothing_else_to_collect")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_less_than_a_second(name: str) -> None:
    started = time.process_time()
    mail = Mail(parse(HOSTILE[name]))
    _ = (mail.text, mail.links, mail.last_sentences, mail.masked_letter, mail.vocabulary, mail.sighting)
    assert time.process_time() - started < 1


FRAGMENTS = st.sampled_from(
    [b"From: ", b"To: ", b"Subject: ", b"Content-Type: ", b"multipart/mixed; boundary=x", b"text/html", b"--x", b"--x--", b"\n", b"\r\n", b"\n\n", b" ", b"=?utf-8?q?=C3?=", b"=?", b"?=", b"<", b">", b"@", b"a@b.example", b"(", b'"', b";", b"charset=x-none", b"base64", b"\xff", b"\0", b"message/rfc822", b"<p>", b"Date: ", b"99 Foo", b"Received: ;"]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=400), st.lists(FRAGMENTS, max_size=40).map(b"".join)))
@settings(max_examples=400, deadline=None)
def test_parse_never_raises(raw: bytes) -> None:
    m = parse(raw)
    assert m.size == len(raw)
    mail = Mail(m)
    for text in (m.subject, m.plain, m.html, mail.letter, *m.defects):
        text.encode()  # no lone surrogates
    assert len(mail.folded) == len(mail.letter)


@given(st.binary(max_size=300))
def test_header_ends_at_the_first_empty_line(raw: bytes) -> None:
    end = octets.header_end(raw)
    assert 0 <= end <= len(raw)
    assert b"\n\n" not in raw[:end]
    assert end == len(raw) or raw[end:].startswith((b"\n", b"\r\n"))
