"""Rules against pesterers: whom they are for, whom never, and what may stand in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from classifier.cli import main
from classifier.report.filters import FORMATS, filters_of
from classifier.report.inbox import inbox_of
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
    assert one.why[1] == "would have hurt in this export: 1 (notification)"


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


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_writes_each_format(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "v.jsonl").write_text("".join(json.dumps(one) + "\n" for one in SEQUENCE))
    assert main(["rules", str(tmp_path / "v.jsonl"), "--format", name]) == 0
    told = capsys.readouterr().out
    assert "4 mails of outreach or junk in 14 days" in told
    assert "Quick question" not in told
