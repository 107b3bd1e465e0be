"""Rules against pesterers: whom they are for, whom never, and what may stand in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from classifier.cli import main
from classifier.message import parse
from classifier.report.filter_formats import FORMATS
from classifier.report.filters import filters_of
from classifier.report.inbox import inbox_of
from classifier.report.letters import Letter
from classifier.report.marks import Mark, marks_of
from tests.test_report import SEQUENCE, letters, row, sent

ATOM = "{http://www.w3.org/2005/Atom}"
APPS = "{http://schemas.google.com/apps/2006}"


def test_who_pesters_gets_a_rule_that_says_why() -> None:
    (one,) = filters_of(inbox_of(letters(*SEQUENCE), [sent("2024-03-05", "sam@acme.example", refuses=True)]))
    assert one.why == (
        "acme.example: 4 mails of outreach or junk in 14 days, 2 after a no, none that a person wrote",
        "would have hurt in this export: nobody",
    )


def test_it_says_whom_it_would_have_hurt() -> None:
    (one,) = filters_of(inbox_of(letters(*SEQUENCE, row("2024-04-01", "shop@acme.example", "Receipt", "notification"))))
    assert one.why[1] == "would have hurt in this export: 1 notification, of shop@acme.example"


@pytest.mark.parametrize(
    "rows",
    [
        SEQUENCE[:2],
        [{**one, "from": "Sam Hill <sam.hill@gmail.com>"} for one in SEQUENCE],
        [*SEQUENCE, row("2024-04-01", "Eva Lund <eva@acme.example>", "Your letter", "personal")],
        [*SEQUENCE, row("2024-04-01", "eva@acme.example", kind="personal", label="bot", leaned=True)],
        [*SEQUENCE, *(row("2024-04-01", "shop@acme.example", kind="notification") for _ in range(3))],
        [{**one, "kinds": {**one["kinds"], "outreach": 0.5}} for one in SEQUENCE],
        [{**one, "from": 'sam@acme"{}.example'} for one in SEQUENCE],
    ],
    ids=["two mails", "mail provider", "a person", "perhaps a person", "mostly receipts", "uncertain", "no domain"],
)
def test_who_gets_none(rows: list[dict[str, Any]]) -> None:  # Any: JSON
    assert not filters_of(inbox_of(letters(*rows)))


def test_whom_the_reader_wrote_to_gets_none() -> None:
    assert not filters_of(inbox_of(letters(*SEQUENCE), [sent("2024-03-05", "sam@acme.example")]))


SIGNED = Mark("dkim-signature", "agency.example", "agency.example")
LEMLIST = Mark("x-mailer", "lemlist", "Lemlist")


def marked(*of_each: tuple[str, str, Mark]) -> list[Letter]:
    """Letters of sender, kind and mark, some days apart."""
    rows = [row(f"2024-03-{3 * n + 1:02}", sender, kind=kind) for n, (sender, kind, _) in enumerate(of_each)]
    return [one._replace(marks=(mark,)) for one, (_, _, mark) in zip(letters(*rows), of_each, strict=True)]


@pytest.mark.parametrize("mark", [SIGNED, LEMLIST])
def test_who_rotates_domains_is_known_by_signature_or_software(mark: Mark) -> None:
    several = [(f"sam@get{n}.example", "outreach", mark) for n in range(4)]
    (one,) = filters_of(inbox_of(marked(*several)))
    assert (one.mark, len(one.caught), one.span) == (mark, 4, 9)
    assert "4 senders" in one.why[0]


@pytest.mark.parametrize("mark", [SIGNED, LEMLIST])
def test_a_mark_of_a_person_is_no_rule(mark: Mark) -> None:
    several = [(f"sam@get{n}.example", "outreach", mark) for n in range(4)]
    assert not filters_of(inbox_of(marked(*several, ("eva@friend.example", "personal", mark))))
    assert not filters_of(inbox_of(marked(*several), [sent("2024-03-05", "sam@get2.example")]))


def test_who_signs_for_many_is_a_service() -> None:
    assert not filters_of(inbox_of(marked(*((f"sam@get{n}.example", "outreach", SIGNED) for n in range(6)))))


def test_a_rule_that_would_catch_nothing_more_is_left_out() -> None:
    own = Mark("dkim-signature", "acme.example", "acme.example")
    (one,) = filters_of(inbox_of(marked(*(("sam@acme.example", "outreach", own),) * 4)))
    assert one.mark.field == "from"


@pytest.mark.parametrize(
    ("header", "marks"),
    [
        ("DKIM-Signature: v=1; a=rsa-sha256;\n\td=Agency.example; s=k1; b=abc", [SIGNED]),
        ("DKIM-Signature: v=1;d=agency.example;s=k1; b=abc", [SIGNED]),
        ("DKIM-Signature: v=1; d=gmail.com; s=k1; b=abc", []),
        ("DKIM-Signature: v=1; d=sendgrid.net; s=k1; b=abc", []),
        ('DKIM-Signature: v=1; d=a"};discard; s=k1; b=abc', []),
        ("X-Mailer: Lemlist 2.1", [LEMLIST]),
        ("X-Mailer: Apple Mail (2.3774)", []),
        ("X-Mailgun-Sid: WyI5", []),
        ("X-Instantly-Lead: 7", [Mark("x-instantly-lead", "", "Instantly")]),
        (
            "Message-ID: <sw-0b4b1b52-07fc-4d53-a87c-34f3ec1f3d4b@acme.example>",
            [Mark("message-id", "<sw-", "Smartlead")],
        ),
    ],
)
def test_marks_are_of_one_sender_or_of_sales_software(header: str, marks: list[Mark]) -> None:
    assert list(marks_of(parse(f"From: sam@acme.example\n{header}\n\n".encode()))) == marks


def test_gmail_reads_a_feed_of_filters() -> None:
    feed = ElementTree.fromstring(FORMATS["gmail-xml"](filters_of(inbox_of(letters(*SEQUENCE)))))
    (entry,) = feed.findall(f"{ATOM}entry")
    category = entry.find(f"{ATOM}category")
    assert category is not None
    assert category.attrib == {"term": "filter"}
    assert {p.attrib["name"]: p.attrib["value"] for p in entry.findall(f"{APPS}property")} == {
        "from": "@acme.example",
        "label": "Outreach",
        "shouldArchive": "true",
    }


def test_what_gmail_cannot_look_for_is_said() -> None:
    feed = FORMATS["gmail-xml"](
        filters_of(inbox_of(marked(*((f"sam@get{n}.example", "outreach", SIGNED) for n in range(3)))))
    )
    assert not ElementTree.fromstring(feed).findall(f"{ATOM}entry")
    assert "<!-- Gmail has no filter for this: agency.example" in feed


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_writes_each_format(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "v.jsonl").write_text("".join(json.dumps(one) + "\n" for one in SEQUENCE))
    assert main(["rules", str(tmp_path / "v.jsonl"), "--format", name]) == 0
    told = capsys.readouterr().out
    assert "4 mails of outreach or junk in 14 days" in told
    assert "Quick question" not in told
