"""Rules of ``coldsieve rules`` in sievec, procmail and postmap: they compile, catch the pesterer and nobody else."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from classifier.report.filters import filters_of, postfix, procmail, sieve
from classifier.report.inbox import inbox_of
from tests.servers import machine
from tests.test_report import SEQUENCE, letters

pytestmark = pytest.mark.servers

FROM = {
    "sam@acme.example": True,
    "Sam <sam@mail.acme.example>": True,
    "sam@notacme.example": False,
    "sam@acme.example.org": False,
    "ann@berg.example": False,
}
"""Sender → whether the rule is for them."""
FOUND = filters_of(inbox_of(letters(*SEQUENCE)))


def mail(sender: str) -> bytes:
    return f"From: {sender}\nTo: ada@reader.example\nSubject: Hello\n\nHello Ada\n".encode()


@pytest.mark.parametrize(("sender", "caught"), FROM.items())
def test_sieve(sender: str, caught: bool, folder: Path) -> None:
    machine.needs("sievec", "sieve-test")
    (folder / "rules.sieve").write_text(sieve(FOUND))
    (folder / "mail.eml").write_bytes(mail(sender))
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


@pytest.mark.parametrize(("sender", "caught"), FROM.items())
def test_procmail(sender: str, caught: bool, folder: Path) -> None:
    machine.needs("procmail")
    for part in ("new", "cur", "tmp"):
        (folder / ".Outreach" / part).mkdir(parents=True)
    (folder / "rc").write_text(f"MAILDIR={folder}\nDEFAULT={folder}/inbox\n{procmail(FOUND)}")
    (folder / "rc").chmod(0o600)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    subprocess.run(["procmail", folder / "rc"], input=mail(sender), env=environment, check=True, timeout=60)
    assert bool(list((folder / ".Outreach" / "new").iterdir())) is caught


@pytest.mark.parametrize(("sender", "caught"), FROM.items())
def test_postfix(sender: str, caught: bool, folder: Path) -> None:
    machine.needs("postmap")
    (folder / "checks").write_text(postfix(FOUND))
    # regexp is always there; pcre is a package of its own, and the rules are written so that both read them.
    command = [machine.which("postmap"), "-q", f"From: {sender}", f"regexp:{folder / 'checks'}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert not done.stderr
    assert ("HOLD" in done.stdout) is caught
