"""Dovecot with the recipes as they are printed: LMTP in, Pigeonhole's scripts, IMAP out, and a move that corrects."""

from __future__ import annotations

import imaplib
import re
import smtplib
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from classifier import headers
from tests.servers import machine
from tests.servers.dovecot import PASSWORD, Dovecot, dovecot, version
from tests.servers.test_procmail_maildrop import FORGED, OUTREACH, QUESTION

pytestmark = pytest.mark.servers
TRACE = re.compile(rb"\A(?:Return-Path|Delivered-To|Received):.*?(?=^Return-Path: <const|^From: Ann)", re.S | re.M)
"""What LMTP itself puts on top of the two letters."""


@pytest.fixture(scope="module")
def server(shared_folder: Path) -> Iterator[Dovecot]:
    machine.needs("dovecot", "sieve-test")
    with dovecot(shared_folder, machine.coldsieve(shared_folder)) as running:
        yield running


def deliver(server: Dovecot, user: str, *mails: bytes) -> None:
    with smtplib.LMTP("127.0.0.1", server.lmtp) as client:
        for mail in mails:
            assert not client.sendmail("sam@acme.example", [f"{user}@reader.example"], mail.replace(b"\n", b"\r\n"))


def as_sent(mail: bytes) -> bytes:
    """A delivered mail without what the server and we put into it."""
    return TRACE.sub(b"", headers.without_ours(mail).replace(b"\r\n", b"\n"))


def test_mail_is_labelled_and_filed(server: Dovecot) -> None:
    deliver(server, "ada", OUTREACH, FORGED + QUESTION)
    (aside,), (inbox,) = server.mails("ada", "Outreach"), server.mails("ada")
    assert as_sent(aside) == OUTREACH
    assert as_sent(inbox) == QUESTION
    assert aside.startswith((b"X-Coldsieve-Label: bot\n", b"X-Coldsieve-Label: bot\r\n"))
    assert re.search(rb"^X-Coldsieve-Level: \*{7,10}\r?$", aside, re.M)
    assert inbox.lower().count(b"x-coldsieve-label") == 1
    assert b"X-Coldsieve-Label: error" not in inbox
    assert "Panic" not in server.log()


def corrections(server: Dovecot, user: str) -> int:
    store = server.home(user) / ".local" / "state" / "coldsieve" / "history.db"
    with sqlite3.connect(store) as db:
        return int(db.execute("SELECT count(*) FROM standing").fetchone()[0])


def test_a_move_corrects_from_the_next_mail_on(server: Dovecot) -> None:
    """What is thrown away teaches nothing; what is moved to the inbox does, and the next step of the sequence stays there."""
    first, second, third = (OUTREACH.replace(b"05DAXEODMFK6", b"LETTER%d" % n) for n in range(3))
    with imaplib.IMAP4("127.0.0.1", server.imap) as client:
        client.login("eve@reader.example", PASSWORD)
        client.create("Trash")
        for letter, target, corrected in ((first, "Trash", False), (second, "INBOX", True)):
            deliver(server, "eve", letter)
            assert len(server.mails("eve", "Outreach")) == 1
            client.select("Outreach")
            assert client.xatom("MOVE", "1", target)[0] == "OK"
            assert not server.mails("eve", "Outreach")
            assert bool(corrections(server, "eve")) == corrected, server.log()
    deliver(server, "eve", third)
    assert {as_sent(mail) for mail in server.mails("eve")} == {second, third}
    assert not server.mails("eve", "Outreach")


BREAKS = {
    "killed": "import os; os.kill(os.getpid(), 9)",
    "ends early": "import os; os._exit(1)",
    "says nothing": "import os; os._exit(0)",
    "no model": "import os; os.environ['COLDSIEVE_MODEL'] = '/nonexistent'",
    "hangs in C": """
import itertools, types
class Hanging(types.ModuleType):
    def __getattr__(self, name):
        sum(itertools.repeat(1))
sys.modules["mailparser"] = Hanging("mailparser")
""",
}


@pytest.fixture(params=list(BREAKS.values()), ids=list(BREAKS))
def broken(request: pytest.FixtureRequest, folder: Path) -> Iterator[Dovecot]:
    machine.needs("dovecot", "sieve-test")
    with dovecot(folder, machine.coldsieve(folder, request.param)) as running:
        yield running


def test_a_program_that_dies_loses_nothing_and_lets_no_forged_field_through(broken: Dovecot) -> None:
    deliver(broken, "ada", FORGED + OUTREACH)
    (mail,) = broken.mails("ada")
    assert as_sent(mail) == OUTREACH
    assert not re.search(rb"^X-Coldsieve-\w+\s*:\s*(human|personal|none)", mail, re.M | re.I)
    assert "Panic" not in broken.log()


def sessions(log: str, event: str) -> set[str]:
    """LMTP sessions of which the log tells an event."""
    return set(re.findall(rf"(<\d+><[^>]+>): .*{event}", log))


def test_dovecots_own_limit_loses_nothing(folder: Path) -> None:
    """Dovecot 2.3 drops what a program wrote without finishing it when the program's time is over, and panics over that.

    The mail is not accepted then and its client has it still. So the recipe's limit is far above coldsieve's own, which is
    kept by a process that does nothing but wait.
    """
    machine.needs("dovecot", "sieve-test")
    command = machine.coldsieve(folder, "import time; time.sleep(60)")
    limit = "sieve_execute_exec_timeout = 3s\n"
    with dovecot(folder, command, f"plugin {{\n{limit}}}\n" if version() == "2.3" else limit) as server:
        with suppress(smtplib.SMTPException):
            deliver(server, "ada", OUTREACH)
        arrived = len(server.mails("ada"))
        panicked, late = sessions(server.log(), "Panic"), sessions(server.log(), "Execution timed out")
        assert late, server.log()
        assert panicked <= late
        assert arrived == (0 if panicked else 1)
        if not arrived:
            command.write_text(command.read_text().replace("time.sleep(60)", "sys.exit(1)"))
            deliver(server, "ada", OUTREACH)
        (mail,) = server.mails("ada") + server.mails("ada", "Outreach")
        assert as_sent(mail) == OUTREACH


def sieve_test(folder: Path, script: str, mail: bytes, *options: str) -> str:
    """What `sieve-test` says that a script does with a mail; it refuses to run as root."""
    machine.needs("sieve-test")
    command = machine.coldsieve(folder)
    scripts = folder / "scripts"
    (scripts / "bin").mkdir(parents=True)
    (scripts / "bin" / "coldsieve").symlink_to(command)
    settings = machine.write_recipe(f"dovecot-{version()}.conf", folder / "recipe.conf", command, scripts)
    config = folder / "dovecot.conf"
    config.write_text(f"log_path = /dev/stderr\nmail_location = maildir:{folder}/Maildir\n{settings.read_text()}")
    path = machine.write_recipe(script, scripts / script, command, scripts)
    (folder / "letter").write_bytes(mail)
    for writable in (folder, scripts):
        writable.chmod(0o777)
    done = subprocess.run(
        [machine.which("sieve-test"), "-c", config, *options, path, folder / "letter"],
        **machine.as_mail_user(), env={"HOME": str(folder), "USER": "ada"}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done
    return f"{done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    ("script", "field", "expected"),
    [
        ("file.sieve", "X-Coldsieve-Kind: outreach", "Outreach"),
        ("file.sieve", "X-Coldsieve-Kind: outreach; leaned", "Outreach"),
        ("file.sieve", "X-Coldsieve-Label: spam", "Junk"),
        ("file.sieve", "X-Coldsieve-Kind: notification", "INBOX"),
        ("file.sieve", "X-Coldsieve-Label: error", "INBOX"),
        ("spamtest.sieve", "X-Coldsieve-Level: *********", "Outreach"),
        ("spamtest.sieve", "X-Coldsieve-Level: *****", "INBOX"),
        ("spamtest.sieve", "Subject: no level", "INBOX"),
    ],
)
def test_what_the_users_scripts_do(script: str, field: str, expected: str, folder: Path) -> None:
    said = sieve_test(folder, script, f"{field}\nFrom: a@b.example\n\nHi\n".encode(), "-t", "-")
    assert f"folder: {expected}" in said if expected != "INBOX" else "folder:" not in said.replace("folder: INBOX", "")


def test_the_trial_that_is_told_labels_a_letter(folder: Path) -> None:
    sieve_test(folder, "label.sieve", OUTREACH, "-e", "-l", f"maildir:{folder}/out")
    (mail,) = (folder / "out" / "new").iterdir()
    assert mail.read_bytes().startswith(b"X-Coldsieve-Label: bot")
