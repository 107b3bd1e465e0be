"""A whole domain: Postfix asks the daemon's milter as its recipe says, and delivers to Dovecot's LMTP server, which files by label."""

from __future__ import annotations

import os
import re
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from classifier import headers
from classifier.octets import header_end
from tests.daemons import Daemon, daemon
from tests.servers import machine
from tests.servers.dovecot import PASSWORD, Dovecot, dovecot
from tests.servers.postfix import started
from tests.servers.test_procmail_maildrop import FORGED, OUTREACH, QUESTION

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(os.getuid() != 0, reason="Postfix starts as root alone"),
]
MAIN = """
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
default_transport = discard:
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
lmtp_line_length_limit = 0
"""
SERVICES = """
127.0.0.1:{port} inet n - y - - smtpd
127.0.0.1:{submission} inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
"""
"""In a chroot, as Debian has them."""
AUTH = """
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
"""
LMTP_TRACE = re.compile(rb"\A(?:Return-Path|Delivered-To|Received):.*?(?=^Received: from \S+ \([^)]*\)\n\tby mx\.reader\.example \(Postfix\))", re.S | re.M)  # fmt: skip
"""What Dovecot puts on top of what came."""
POSTFIX_TRACE = re.compile(
    rb"\AReceived: from \S+ \([^)]*\)\n\tby mx\.reader\.example \(Postfix\)[^\n]*\n(?:\t[^\n]*\n)*"
)


class Domain(NamedTuple):
    """Postfix and Dovecot, and where they are asked."""

    folder: Path
    port: int
    submission: int
    dovecot: Dovecot

    def send(self, *mails: bytes, to: str = "ada@reader.example") -> None:
        with smtplib.SMTP("127.0.0.1", self.port, timeout=120) as client:
            for mail in mails:
                client.sendmail("sam@acme.example", [to], mail.replace(b"\n", b"\r\n"))

    def submit(self, mail: bytes, to: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.submission, timeout=120) as client:
            client.login("ada@reader.example", PASSWORD)
            client.sendmail("ada@reader.example", [to], mail.replace(b"\n", b"\r\n"))

    def mails(self, expected: int, seconds: float = 60) -> list[bytes]:
        """All that was delivered, as soon as there is as much as expected, without what Dovecot puts on top."""
        deadline = time.monotonic() + seconds
        while len(found := [mail for box in ("INBOX", "Junk", "Outreach") for mail in self.dovecot.mails("ada", box)]) < expected:  # fmt: skip
            assert time.monotonic() < deadline, (len(found), self.log()[-3000:])
            time.sleep(0.2)
        return [ours(mail)[0] + LMTP_TRACE.sub(b"", ours(mail)[1]) for mail in found]

    def log(self) -> str:
        return (self.folder / "log").read_text()


def ours(mail: bytes) -> tuple[bytes, bytes]:
    """Our fields, and the mail without them, with LF."""
    mail = mail.replace(b"\r\n", b"\n")
    clean = headers.without_ours(mail)
    end = header_end(mail)
    lines = re.findall(rb"^X-Coldsieve-\w+:.*\n(?:[ \t].*\n)*", mail[:end], re.M | re.I)
    return b"".join(lines), clean


def as_sent(mail: bytes) -> bytes:
    """Without what Postfix and we put into it."""
    return POSTFIX_TRACE.sub(b"", ours(mail)[1])


@contextmanager
def domain(folder: Path, checks: bool = True) -> Iterator[Domain]:
    """The servers without a daemon, which listens in ``folder/postfix/queue/coldsieve`` when there is one.

    Args:
        folder: for all.
        checks: whether Postfix itself takes forged fields out, as the recipe says.
    """
    machine.needs("postfix", "dovecot", "sieve-test")
    port, submission, auth = machine.free_ports(3)
    place = folder / "postfix"
    (place / "queue" / "coldsieve").mkdir(parents=True)
    recipe = machine.write_recipe("postfix-milter", folder / "postfix-milter", Path("/none")).read_text()
    if not checks:
        recipe = re.sub(r"(?m)^header_checks.*\n", "", recipe)
    (folder / "dovecot").mkdir()
    with dovecot(folder / "dovecot", machine.coldsieve(folder), AUTH.format(auth=auth), labels=False) as lmtp:
        main = MAIN.format(lmtp=lmtp.lmtp, auth=auth) + recipe
        with started(place, main, SERVICES.format(port=port, submission=submission)):
            yield Domain(place, port, submission, lmtp)


@contextmanager
def listening(servers: Domain, *args: str) -> Iterator[Daemon]:
    """The daemon beside them."""
    with daemon(servers.folder, "--milter", f"unix:{servers.folder}/queue/coldsieve/milter", "--tell", "postfix", *args) as running:  # fmt: skip
        yield running


@pytest.mark.parametrize("checks", [True, False], ids=["recipe", "milter-alone"])
def test_a_domains_mail_is_labelled_and_filed(checks: bool, folder: Path) -> None:
    long = QUESTION.replace(b"<3@", b"<5@") + b"More of it\n" * 200_000
    with domain(folder, checks) as servers, listening(servers, "--history", "none") as running:
        servers.send(FORGED + OUTREACH, FORGED + QUESTION, long)
        servers.send(QUESTION.replace(b"<3@", b"<4@"))
        found = servers.mails(4)
        (aside,) = servers.dovecot.mails("ada", "Outreach")
        assert running.metric('requests_total{method="milter",outcome="ok"}') == 4
        assert "warning: milter" not in servers.log(), servers.log()
    # Postfix itself takes a sender's Return-Path out.
    sent = [OUTREACH.partition(b"\n")[2], QUESTION, long, QUESTION.replace(b"<3@", b"<4@")]
    assert OUTREACH.startswith(b"Return-Path:")
    assert sorted(map(as_sent, found)) == sorted(sent)
    assert sent[0] in aside.replace(b"\r\n", b"\n")
    for mail in found:
        label, clean = ours(mail)
        filtered = subprocess.run(
            [sys.executable, "-m", "classifier.cli", "filter", "--socket", "none", "--history", "none", "--time-limit", "60",
             "--sender", "sam@acme.example", "--recipient", "ada@reader.example", "--client-ip", "127.0.0.1"],
            input=clean, capture_output=True, timeout=120, check=True,
        ).stdout  # fmt: skip
        assert filtered == label + clean, "what `coldsieve filter` would have made of it on delivery"


def test_who_was_written_to_is_known(folder: Path) -> None:
    """A user logs in and sends; when the answer comes, the milter knows whom it is from."""
    letter = b"From: Ada <ada@reader.example>\nTo: Sam <sam@acme.example>\nSubject: keys\n\nHi Sam, when do we meet?\n"
    offer = b"From: Sam <sam@acme.example>\nTo: ada@reader.example\nSubject: our offer\nMessage-ID: <%d@acme.example>\n\nHi Ada, our offer: 300 leads for your team, book a call.\n"  # fmt: skip
    with domain(folder) as servers, listening(servers) as running:
        servers.send(offer % 1)
        servers.mails(1)
        servers.submit(FORGED + letter, "sam@acme.example")
        assert running.metric('requests_total{method="submission",outcome="ok"}') == 1
        time.sleep(1)
        servers.send(offer % 2)
        found = servers.mails(2)
    known = {re.findall(rb"<(\d)@", mail)[0]: b"i_wrote_to_them" in ours(mail)[0] for mail in found}
    assert known == {b"1": False, b"2": True}


def test_mail_goes_on_while_the_daemon_is_gone(folder: Path) -> None:
    """Unlabelled, and without what a sender forged."""
    with domain(folder) as servers:
        servers.send(FORGED + QUESTION)
        (mail,) = servers.mails(1)
        assert ours(mail) == (b"", ours(mail)[1])
        assert as_sent(mail) == QUESTION
        with listening(servers) as running:
            servers.send(FORGED + OUTREACH)
            assert len(servers.mails(2)) == 2
            assert running.metric('requests_total{method="milter",outcome="ok"}') == 1
            running.process.kill()
        began = time.monotonic()
        servers.send(FORGED + QUESTION.replace(b"<3@", b"<4@"))
        assert time.monotonic() - began < 20
        assert sum(as_sent(mail) == QUESTION.replace(b"<3@", b"<4@") for mail in servers.mails(3)) == 1
