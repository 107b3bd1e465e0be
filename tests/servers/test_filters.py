"""Rules of ``coldsieve rules`` in sievec, procmail and postmap: they compile, catch the pesterer and nobody else."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from classifier.report.filter_formats import gmail_xml, postfix, procmail, sieve
from classifier.report.filters import filters_of
from classifier.report.inbox import inbox_of
from classifier.report.marks import Mark
from tests.servers import machine
from tests.test_filters import LEMLIST, SIGNED, marked
from tests.test_report import SEQUENCE, letters

pytestmark = pytest.mark.servers

SIGNATURE = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\n"
HEADERS = {
    "From: sam@acme.example": True,
    "From: Sam <sam@mail.acme.example>": True,
    "From: sam@notacme.example": False,
    "From: sam@acme.example.org": False,
    "From: ann@berg.example": False,
    f"{SIGNATURE}\td=agency.example; s=k1; bh=dGVzdA==; b=YWJj\nFrom: sam@get9.example": True,
    f"{SIGNATURE} s=k1;d=agency.example; b=YWJj\nFrom: sam@get9.example": True,
    f"{SIGNATURE}\td=notagency.example; s=k1; b=YWJj\nFrom: ann@berg.example": False,
    f"{SIGNATURE}\td=agency.example.org; s=k1; b=YWJj\nFrom: ann@berg.example": False,
    "X-Mailer: Lemlist 2.1\nFrom: eva@new.example": True,
    "X-Mailer: Apple Mail (2.3774)\nFrom: ann@berg.example": False,
    "X-Instantly-Lead: 7\nFrom: eva@new.example": True,
    "X-Instant: 7\nFrom: ann@berg.example": False,
    "Message-ID: <sw-0b4b1b52@acme.example>\nFrom: eva@new.example": True,
    "Message-ID: <0b4b1b52@sw-acme.example>\nFrom: ann@berg.example": False,
}
"""Header fields → whether a rule is for them."""


MARKS = (SIGNED, LEMLIST, Mark("x-instantly-lead", "", "Instantly"), Mark("message-id", "<sw-", "Smartlead"))
MARKED = [
    one for mark in MARKS for one in marked(*((f"sam@get{n}{mark.field}.example", "outreach", mark) for n in range(3)))
]
ALL = [one._replace(position=n) for n, one in enumerate([*letters(*SEQUENCE), *MARKED])]
FOUND = filters_of(inbox_of(ALL))
"""A rule of each shape: organisation, signer, and three of software."""


def test_there_is_a_rule_of_each_shape() -> None:
    assert [one.mark.field for one in FOUND] == ["from", *(mark.field for mark in MARKS)]


def mail(header: str) -> bytes:
    return f"{header}\nTo: ada@reader.example\nSubject: Hello\n\nHello Ada\n".encode()


@pytest.mark.parametrize(("header", "caught"), HEADERS.items())
def test_sieve(header: str, caught: bool, folder: Path) -> None:
    machine.needs("sievec", "sieve-test")
    (folder / "rules.sieve").write_text(sieve(FOUND))
    (folder / "mail.eml").write_bytes(mail(header))
    subprocess.run(["sievec", folder / "rules.sieve"], check=True, timeout=60)
    config = folder / "dovecot.conf"
    config.write_text(f"log_path = /dev/stderr\nmail_location = maildir:{folder}/Maildir\n")
    folder.chmod(0o777)
    done = subprocess.run(
        [machine.which("sieve-test"), "-c", config, folder / "rules.sieve", folder / "mail.eml"],
        **machine.as_mail_user(), env={"HOME": str(folder), "USER": "ada"}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done
    assert ("Outreach" in done.stdout) is caught


@pytest.mark.parametrize(("header", "caught"), HEADERS.items())
def test_procmail(header: str, caught: bool, folder: Path) -> None:
    machine.needs("procmail")
    for part in ("new", "cur", "tmp"):
        (folder / ".Outreach" / part).mkdir(parents=True)
    (folder / "rc").write_text(f"MAILDIR={folder}\nDEFAULT={folder}/inbox\n{procmail(FOUND)}")
    (folder / "rc").chmod(0o600)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    subprocess.run(["procmail", folder / "rc"], input=mail(header), env=environment, check=True, timeout=60)
    assert bool(list((folder / ".Outreach" / "new").iterdir())) is caught


@pytest.mark.parametrize(("header", "caught"), HEADERS.items())
def test_postfix(header: str, caught: bool, folder: Path) -> None:
    machine.needs("postmap")
    (folder / "checks").write_text(postfix(FOUND))
    # regexp is always there; pcre is a package of its own, and the rules are written so that both read them.
    command = [machine.which("postmap"), "-h", "-q", "-", f"regexp:{folder / 'checks'}"]
    # As cleanup(8) asks: field by field, folded ones with their line breaks.
    done = subprocess.run(command, input=mail(header), capture_output=True, check=False, timeout=60)
    assert not done.stderr
    assert (b"HOLD" in done.stdout) is caught


def test_gmails_schema(folder: Path) -> None:
    machine.needs("xmllint")
    (folder / "filters.xml").write_text(gmail_xml(FOUND))
    command: list[str | Path] = [
        "xmllint",
        "--noout",
        "--relaxng",
        Path(__file__).parent / "gmail-filters.rng",
        folder / "filters.xml",
    ]
    subprocess.run(command, check=True, timeout=60)
    # The schema is no rubber stamp: without its term, an entry is no filter.
    (folder / "filters.xml").write_text(gmail_xml(FOUND).replace("term='filter'", "term='label'"))
    assert subprocess.run(command, check=False, timeout=60, capture_output=True).returncode
