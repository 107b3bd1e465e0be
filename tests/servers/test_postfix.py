"""Postfix with the recipe of master.cf: SMTP in, pipe(8) to the filter and back, delivery; whatever breaks stays queued."""

from __future__ import annotations

import os
import re
import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from classifier import headers
from tests.servers import machine
from tests.servers.postfix import flush, started
from tests.servers.test_procmail_maildrop import FORGED, OUTREACH, QUESTION

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(os.getuid() != 0, reason="Postfix starts as root alone"),
]

MAIN = """
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:box/
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{group}
virtual_minimum_uid = 1
coldsieve_destination_recipient_limit = 1
"""
SENDMAIL = """#!{python}
# sendmail(1) hands mail to the system's Postfix; this does to the one of the test.
import smtplib, sys

sender, recipient = sys.argv[sys.argv.index("-f") + 1], sys.argv[-1]
with smtplib.SMTP("127.0.0.1", {port}) as client:
    client.sendmail(sender, [recipient], sys.stdin.buffer.read().replace(b"\\n", b"\\r\\n"))
"""


class Postfix(NamedTuple):
    folder: Path
    port: int

    def send(self, *mails: bytes, sender: str = "sam@acme.example") -> None:
        with smtplib.SMTP("127.0.0.1", self.port) as client:
            for mail in mails:
                client.sendmail(sender, ["ada@reader.example"], mail.replace(b"\n", b"\r\n"))

    def mails(self, expected: int) -> list[bytes]:
        """Delivered mail, as soon as there is as much as expected."""
        deadline = time.monotonic() + 30
        while len(found := list((self.folder / "mail" / "box" / "new").glob("*"))) < expected:
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.1)
        return [path.read_bytes() for path in found]


@contextmanager
def postfix(folder: Path, before: str = "") -> Iterator[Postfix]:
    machine.needs("postfix")
    user = machine.mail_user()
    for name in ("mail", "state"):
        (folder / name).mkdir()
        os.chown(folder / name, user.pw_uid, user.pw_gid)
    port, back = machine.free_ports(2)
    command = machine.coldsieve(folder, f"import os; os.environ['COLDSIEVE_HISTORY'] = '{folder}/state/db'\n{before}")
    (folder / "sendmail").write_text(SENDMAIL.format(python=machine.interpreter(), port=back))
    pipe = machine.write_recipe("postfix-pipe", folder / "coldsieve-pipe", command)
    pipe.write_text(pipe.read_text().replace("/usr/sbin/sendmail", str(folder / "sendmail")))
    for program in (pipe, folder / "sendmail"):
        program.chmod(0o755)
    recipe = machine.write_recipe("master.cf", folder / "recipe", command).read_text()
    recipe = recipe.replace("/usr/local/lib/coldsieve-pipe", str(pipe)).replace(
        "user=coldsieve", f"user={user.pw_name}"
    )
    services = f"127.0.0.1:{port} inet n - n - - smtpd\n  -o content_filter=coldsieve:\n127.0.0.1:{back} inet n - n - - smtpd\n{recipe}"
    with started(folder, MAIN.format(folder=folder, user=user.pw_uid, group=user.pw_gid), services):
        yield Postfix(folder, port)


def letter(mail: bytes) -> bytes:
    """A delivered mail without what Postfix and we put into it."""
    return re.sub(rb"\A.*?(?=^Return-Path: <const|^From: Ann)", b"", headers.without_ours(mail), flags=re.S | re.M)


def test_mail_goes_through_the_filter(folder: Path) -> None:
    with postfix(folder) as server:
        server.send(OUTREACH, FORGED + QUESTION)
        server.send(QUESTION, sender="")
        found = server.mails(3)
    # Return-Path is Postfix's own: it takes a sender's out.
    body = OUTREACH.partition(b"Received:")[2]
    assert sum(body in mail for mail in found) == 1
    assert sum(letter(mail) == QUESTION for mail in found) == 2
    for mail in found:
        assert mail.lower().count(b"x-coldsieve-label") == 1
        assert b"X-Coldsieve-Label: error" not in mail


def test_mail_waits_until_the_filter_is_mended(folder: Path) -> None:
    with postfix(folder, f"if os.path.exists({str(folder / 'broken')!r}): os.kill(os.getpid(), 9)") as server:
        (folder / "broken").touch()
        server.send(FORGED + QUESTION)
        deadline = time.monotonic() + 30
        while "deferred" not in (folder / "log").read_text():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert not server.mails(0)
        (folder / "broken").unlink()
        flush(folder)
        (mail,) = server.mails(1)
    assert letter(mail) == QUESTION
