"""Whole messages → everything that is read from them, with LF and with CRLF, as it was looked at once by eye."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from classifier.mail import Mail
from classifier.message import parse

GOLDEN = Path(__file__).parent / "golden"
PATHS = sorted(GOLDEN.glob("*.eml"))


def reading(raw: bytes) -> dict[str, Any]:
    mail = Mail(parse(raw))
    m, text = mail.message, mail.text
    return {
        "from": [list(a) for a in m.from_],
        "to": [list(a) for a in m.to],
        "cc": [list(a) for a in m.cc],
        "subject": m.subject,
        "date": m.date.isoformat() if m.date else None,
        "received_at": m.received_at,
        "fields": sorted(m.fields),
        "attachments": [list(a) for a in m.attachments],
        "defects": list(m.defects),
        "new": text.new.splitlines(),
        "signature": text.signature.splitlines(),
        "quoted": text.quoted.splitlines(),
        "attributions": list(text.attributions),
        "footer": text.footer.splitlines(),
        "patch": text.patch.splitlines()[:2],
        "hidden": mail.html.hidden.split(),
        "links": [[link.host, link.text] for link in mail.links.links],
        "pixels": [link.url for link in mail.links.pixels],
        "masked": mail.masked_letter,
    }


def test_there_are_goldens() -> None:
    assert len(PATHS) >= 7


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_golden(path: Path, eol: bytes) -> None:
    raw = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", eol)
    found = reading(raw)
    expected = path.with_suffix(".json")
    if not expected.exists() or found != json.loads(expected.read_text("utf-8")):
        path.with_suffix(".found.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8")), f"see {path.with_suffix('.found.json')}"
    path.with_suffix(".found.json").unlink(missing_ok=True)
