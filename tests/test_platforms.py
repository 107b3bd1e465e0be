"""``platforms.tsv`` is well formed; its traces are found by look-up, and counted only where nobody else leaves them."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from classifier.mail import Envelope, Mail
from classifier.message import parse
from classifier.signals import platforms
from classifier.signals.platforms import CATEGORIES, PLACES, Row, of_host, table, traces

TSV = Path(platforms.__file__).parent / "platforms.tsv"
ROWS = [line.split("\t") for line in TSV.read_text("utf-8").splitlines() if not line.startswith(("#", "platform\t"))]
KINDS = {"field", "prefix", "suffix", "mailer", "feedback", "boundary", "shape", "project", "host", "path"}


def mail(header: str, body: str = "Hello.", html: bool = False, sender: str = "") -> Mail:
    kind = "html" if html else "plain"
    raw = f"{header.strip()}\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\n\n{body}\n"
    return Mail(parse(raw.encode()), Envelope(sender=sender))


def found(row: Row | None) -> tuple[str, str]:
    return (row.platform.name, row.platform.category) if row else ("", "")


# The table


def test_there_are_enough_platforms_of_each_category() -> None:
    platforms_of = defaultdict(set)
    for name, category, *_ in ROWS:
        platforms_of[category].add(name)
    assert set(platforms_of) == set(CATEGORIES)
    assert len(set().union(*platforms_of.values())) >= 150
    assert all(len(names) >= 15 for names in platforms_of.values())


def test_rows_are_well_formed() -> None:
    for row in ROWS:
        assert len(row) == 5, row
        name, category, kind, keys, words = row
        assert name == name.strip() and name
        assert category in CATEGORIES
        assert kind in KINDS
        assert keys.split() and keys == keys.lower()
        assert (words == "-") == (kind not in ("host", "path")), row


def test_places_are_those_that_are_looked_at() -> None:
    for kind, rows in table().by_kind.items():
        for key, row in rows.items():
            assert row.places and row.places <= PLACES, (kind, key)


def test_a_key_stands_once_and_a_platform_has_one_category() -> None:
    keys = Counter((kind, key) for _, _, kind, keys, _ in ROWS for key in keys.split())
    assert [key for key, n in keys.items() if n > 1] == []
    categories = defaultdict(set)
    for name, category, *_ in ROWS:
        categories[name].add(category)
    assert [name for name, found in categories.items() if len(found) > 1] == []


def test_rows_are_sorted_for_those_who_read_differences() -> None:
    order = [(list(dict.fromkeys(r[1] for r in ROWS)).index(r[1]), r[0].lower()) for r in ROWS]
    assert order == sorted(order)


def test_shapes_of_the_table_are_those_of_the_code() -> None:
    named = set(platforms._MESSAGE_ID.groupindex) | set(platforms._RETURN_PATH.groupindex) | {"uuid_for_a_host"}
    assert set(table().by_kind["shape"]) == named


def test_paths_begin_with_a_word() -> None:
    for path in table().by_kind["path"]:
        head = path.split("/")[path[0] == "/"]
        assert not head.startswith(("*", "ej", "ey", "~")), path


# Hosts and paths


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("sendgrid.net", "SendGrid"),
        ("o7.ptr4413.outbound-mail.sendgrid.net", "SendGrid"),
        ("U4412.CT.SendGrid.net.", "SendGrid"),
        ("geopod-ismtpd-3-1", "SendGrid"),
        ("click.mlsend2.com", "MailerLite"),
        ("keap-link014.com", "Keap"),
        ("77ab-dot-yamm-track.appspot.com", "YAMM"),
        ("lemtrail.bakery.example", "Lemlist"),
        ("links.mixmax.com", "Mixmax"),
        ("notsendgrid.net", ""),
        ("sendgrid.net.evil.example", ""),
        ("net", ""),
        ("", ""),
        ("a" * 300 + ".sendgrid.net", ""),
    ],
)
def test_of_host(host: str, name: str) -> None:
    assert found(of_host(host))[0] == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://l.shop.example/ls/click?upn=u001.abc", "SendGrid"),
        ("https://l.shop.example/ls/click", ""),
        ("https://go.firm.example/e3t/Ctc/2K%2B113/d2Wx04/VX1", "HubSpot"),
        ("https://go.firm.example/Ctc/L0+23284/d2Wx04/VX1", "HubSpot Sales"),
        ("https://m.firm.example/c/eJxNjkEOwiAQRE-zLIFQlq2L", "Mailgun"),
        ("https://m.firm.example/c/42", ""),
        ("https://r.firm.example/q/Zq81kfhsA0~~/AAQ", "SparkPost"),
        ("https://www.facebook.com/email_open_log_pic.php?mid=1", "Facebook"),
        ("https://www.facebook.com/hofladen", ""),
        ("https://mailtrack.io/", ""),
        ("https://n.firm.example/campaigns/xy3081kd9ha42/track-url/gt992ml0s7e1c/aa", "MailWizz"),
        ("https://firm.example", ""),
        ("mailto:anna@firm.example", ""),
    ],
)
def test_of_path(url: str, name: str) -> None:
    assert found(platforms._of_path(url, url.split("/")[2] if "//" in url else ""))[0] == name


@pytest.mark.parametrize(
    "url",
    [
        "https://hunter.io/",
        "https://www.lemlist.com/blog",
        "https://apollo.io/people",
        "https://www.linkedin.com/in/anna-berg",
        "https://www.facebook.com/hofladen",
        "https://support.zendesk.com/hc",
        "https://github.com/lodestone/tiles/issues/418",
        "https://mailchimp.com/pricing",
        "https://paper.substack.com/p/ochsenbruch",
        "https://mailtrack.io/",
        "https://calendly.com/anna/30min",
    ],
)
def test_a_link_to_a_website_is_no_trace(url: str) -> None:
    letter = mail("From: a@firm.example\nMessage-ID: <1@firm.example>", f"Look at {url} when you can.")
    assert [c for c in CATEGORIES if traces(letter, c)] == []


@pytest.mark.parametrize(
    "header",
    [
        # The reader's own mailbox, mail security, and hosters write these.
        "X-Pm-Spamscore: 0",
        "X-Pm-Origin: internal",
        "X-Pm-Message-Id: 5b1c8a70f0e94b4a8f",
        "X-Pm-Content-Encryption: end-to-end",
        "X-MC-Unique: 3kTyQ9WdNfC2wZ0pLxA7eg-1",
        "X-MC-Relay: Neutral",
        "X-Gm-Message-State: AOJu0Yx",
        "X-Received: by 2002:a05:600c:3b1f with SMTP id m31",
        "X-Originating-IP: [192.0.2.8]",
        "Feedback-ID: 40713355:user:proton",
        "Feedback-ID: i4f1a46aa:Fastmail",
        "User-Agent: Mozilla Thunderbird",
        "X-Mailer: Apple Mail (2.3774.300.61.1.2)",
        "X-Mailer: Mail.Ru Mailer 1.0",
        "X-Mailer: Zoho Mail",
        "Received: from 753933720722 named unknown by gmailapi.google.com with HTTPREST; Tue, 9 Jan 2024 12:37:50 -0800",
        'Content-Type: multipart/alternative; boundary="----=_NextPart_000_0042_01D90563.7A1C4E20"',
        # A random UUID in whose first digits no clock stands.
        "Message-ID: <0160c1a2-77e4-7b1d-9f02-5c8e11d0a4b3@firm.example>\nDate: Mon, 04 Apr 2022 11:10:00 +0200",
        # Staff of a platform write from its domain.
        "DKIM-Signature: v=1; a=rsa-sha256; d=linkedin.com; s=google; b=x",
        "Return-Path: <anna@hubspot.com>",
    ],
)
def test_what_others_write_is_no_trace(header: str) -> None:
    letter = mail(f"From: a@firm.example\n{header}")
    assert [c for c in CATEGORIES if traces(letter, c)] == []


# Places


MAILGUN = """From: a@shop.example
Message-ID: <20240306101500.6f1c0b2a9d3e4f57@mg.shop.example>
X-Mailgun-Sid: WyI4MjcxYyIsImFAeC5leGFtcGxlIiwiMTJhYiJd
X-Mailgun-Variables: {}
Feedback-ID: 1:2:3:mailgun"""


def test_independent_places_are_counted_and_not_fields() -> None:
    assert len(traces(mail(MAILGUN), "transactional")) == 2
    more = MAILGUN + (
        "\nReceived: from m42-9.mailgun.net (m42-9.mailgun.net [198.51.100.9]) by mx.x.example (Postfix) with ESMTPS id 1"
        "\nDKIM-Signature: v=1; a=rsa-sha256; d=mailgun.org; s=smtp; b=x"
    )
    letter = mail(more, sender="bounce+6f1c0b.8271c-b=x.example@mg.shop.example")
    proofs = traces(letter, "transactional")
    assert len(proofs) == 5
    assert {p.where for p in proofs} >= {"envelope", "header:Received", "header:Dkim-Signature", "header:Message-Id"}
    assert all(p.excerpt.startswith("Mailgun: ") for p in proofs)


def test_only_places_that_agree_on_one_platform_are_counted() -> None:
    letter = mail("From: a@x.example\nX-SG-EID: u001.x\nX-Mandrill-User: md_1\nX-Mailgun-Sid: x")
    assert len(traces(letter, "transactional")) == 1


def test_a_sequencer_that_sends_by_a_service_is_both() -> None:
    header = "From: a@x.example\nMessage-ID: <sw-7e0d51c2-93b4-4f0a-8a1d-5b2c9d3e6f70@x.example>\nX-SG-EID: u001.x"
    letter = mail(header)
    assert [p.excerpt.split(":")[0] for p in traces(letter, "sales-automation")] == ["Smartlead"]
    assert [p.excerpt.split(":")[0] for p in traces(letter, "transactional")] == ["SendGrid"]


def test_a_clock_in_an_identifier_must_agree_with_the_date() -> None:
    header = "From: a@x.example\nMessage-ID: <0194dabf-3498-7c1f-94a2-9b77d0e4158a@x.example>\nDate: "
    assert traces(mail(header + "Thu, 06 Feb 2025 10:12:00 +0000"), "sales-automation")
    assert not traces(mail(header + "Thu, 13 Feb 2025 10:12:00 +0000"), "sales-automation")
    assert not traces(mail(header + "yesterday"), "sales-automation")


def test_pixels_count_and_quoted_ones_do_not() -> None:
    pixel = '<img src="https://mailtrack.io/trace/mail/9c1d.png" width="1" height="1">'
    header = "From: a@x.example\nMessage-ID: <1@x.example>"
    assert len(traces(mail(header, f"<p>Hello</p>{pixel}", html=True), "tracker-extension")) == 1
    quoted = f'<p>Hello</p><div class="gmail_quote"><blockquote>{pixel}</blockquote></div>'
    assert traces(mail(header, quoted, html=True), "tracker-extension") == []


def test_ways_to_unsubscribe_are_looked_up() -> None:
    header = "From: a@x.example\nList-Unsubscribe: <mailto:r.1@unsub-ab.mktomail.com>, <https://x.example/no>"
    assert traces(mail(header), "marketing")[0].where == "header:List-Unsubscribe"


# Hostile input


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("\n".join(f"X-A{i}-B{i}: x" for i in range(900)), "x"),
        ("Received: " + "from a (b " * 700, "x"),
        ("\n".join(["Received: from " + "a." * 2000 + "b by " + "c." * 1500] * 100), "x"),
        ("Message-ID: <" + "1" * 8000, "x"),
        ("Message-ID: <" + "1.2" * 2500 + "@", "x"),
        ("Return-Path: <" + "a-return-1" * 800, "x"),
        ("List-Unsubscribe: " + "<" * 8000, "x"),
        ("List-Id: " + "@a.b.c.d.e" * 800, "x"),
        ("DKIM-Signature: " + ";d=" * 2500, "x"),
        ('Content-Type: multipart/mixed; boundary="' + "-" * 1900, "x"),
        ("X-Mailer: " + "a.b/" * 2000, "x"),
        ("Subject: x", " ".join(f"http://{i}.mail{i}.example/e3t/Ctc/{'a/' * 200}" for i in range(3000))),
        ("Subject: x", " ".join(["http://" + "a." * 120 + "sendgrid.net/x"] * 3000)),
    ],
)
@pytest.mark.usefixtures("nothing_else_to_collect")
def test_hostile_input_takes_no_time(header: str, body: str) -> None:
    letter = mail(f"From: a@x.example\n{header}", body)
    _ = letter.links
    start = time.process_time()
    for category in CATEGORIES:
        traces(letter, category)
    assert time.process_time() - start < 0.1


def test_table_names_nobodys_letters() -> None:
    # Hosts of mail providers, on which people write, stand in no row.
    hosts = table().by_kind["host"]
    for host in ("gmail.com", "google.com", "outlook.com", "prod.outlook.com", "icloud.com", "gmx.net", "yahoo.com"):
        assert host not in hosts
    assert not [key for key in hosts if not re.fullmatch(r"[a-z0-9#*.-]+", key)]
