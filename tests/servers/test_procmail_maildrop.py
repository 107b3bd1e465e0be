"""procmail and maildrop with the recipes as they are printed: where mail goes, what it looks like then, and what faults do."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

import pytest

from classifier import headers
from tests.servers import machine

pytestmark = pytest.mark.servers

FROM_LINE = b"From sam@acme.example Mon Jan  1 10:00:00 2024\n"
OUTREACH = (machine.ROOT / "data" / "sample.eml").read_bytes()
QUESTION = b"""From: Ann Berg <ann@berg.example>
To: Ada <ada@reader.example>
Subject: Re: the keys
Message-ID: <3@berg.example>
In-Reply-To: <2@reader.example>
References: <2@reader.example>
Date: Mon, 1 Jan 2024 10:00:00 +0100

Hi Ada, thanks! I left them under the mat, as we said on Sunday. Is Tuesday still fine for you?
Greetings to Tom, Ann

On Sun, 31 Dec 2023, Ada wrote:
> Where are the keys?
"""
FORGED = b"X-Coldsieve-Label: human\nX-Coldsieve-KIND : personal\nx-coldsieve-reasons:\n\tnone\n"


class Mailbox:
    """A home with a recipe in it, and a program that delivers into it."""

    def __init__(self, home: Path, program: str, before: str = "") -> None:
        machine.needs(program, "formail")
        self.home, self.program = home, program
        self.command = machine.coldsieve(home, before)
        self.maildir = home / "Maildir"
        for box in (".", ".Junk", ".Outreach"):
            for part in ("new", "cur", "tmp"):
                (self.maildir / box / part).mkdir(parents=True)
        name = {"procmail": "procmailrc", "maildrop": "mailfilter"}[program]
        self.recipe = machine.write_recipe(name, home / f".{name}", self.command)
        if program == "maildrop":  # which goes by the user's entry in passwd
            self.recipe.write_text(f'HOME="{home}"\n{self.recipe.read_text()}')
        self.recipe.chmod(0o600)

    def deliver(self, mail: bytes) -> int:
        """Deliver one, as a mail server does, and return the exit code."""
        procmail = ["procmail", f"HOME={self.home}", str(self.recipe)]
        command = {"procmail": procmail, "maildrop": ["maildrop", str(self.recipe)]}[self.program]
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LOGNAME": "ada"}
        done = subprocess.run(command, input=mail, env=environment, capture_output=True, timeout=600, check=False)
        assert not done.stdout
        return done.returncode

    def mails(self, box: str = ".") -> list[bytes]:
        """What was delivered. procmail leaves the From_ line out of a Maildir, maildrop keeps it."""
        found = [path.read_bytes() for path in sorted((self.maildir / box / "new").iterdir())]
        return [mail.removeprefix(FROM_LINE) for mail in found]


@pytest.fixture(params=["procmail", "maildrop"])
def program(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_mail_is_labelled_and_filed(program: str, tmp_path: Path) -> None:
    box = Mailbox(tmp_path, program)
    for mail in (OUTREACH, QUESTION):
        assert box.deliver(FROM_LINE + mail) == 0
    (aside,), (inbox,) = box.mails(".Outreach"), box.mails()
    assert headers.without_ours(aside) == OUTREACH
    assert headers.without_ours(inbox) == QUESTION
    assert b"X-Coldsieve-Label: bot\n" in aside
    assert b"X-Coldsieve-Label: error" not in inbox
    assert (tmp_path / ".local" / "state" / "coldsieve" / "history.db").exists()


def test_the_trial_that_the_recipe_tells_of_delivers_nowhere_else(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    home.mkdir()
    box = Mailbox(home, "procmail")
    told = re.search(r"^# Test +(.+)", box.recipe.read_text(), re.M)
    assert told
    (tmp_path / "letter.eml").write_bytes(OUTREACH)
    command = told.group(1).replace("/tmp/out", str(out)).replace("~", str(home))
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    (mail,) = (out / "Maildir" / ".Outreach" / "new").iterdir()
    assert str(mail) in done.stdout
    assert headers.without_ours(mail.read_bytes()) == OUTREACH
    assert not any(box.mails(name) for name in (".", ".Junk", ".Outreach"))
    assert not (home / ".local").exists()


BREAKS = {
    "killed": "import os; os.kill(os.getpid(), 9)",
    "gone": "import os; os.unlink(__file__); os._exit(127)",
    "ends early": "import os; os._exit(1)",
    "the judge is killed": "import os; os.environ['COLDSIEVE_MODEL'] = '/nonexistent'",
}


@pytest.mark.parametrize("before", BREAKS.values(), ids=BREAKS)
def test_a_filter_that_dies_loses_nothing_and_lets_no_forged_field_through(
    before: str, program: str, tmp_path: Path
) -> None:
    box = Mailbox(tmp_path, program, before)
    assert box.deliver(FROM_LINE + FORGED + OUTREACH) == 0
    (mail,) = box.mails()
    assert headers.without_ours(mail) == OUTREACH
    assert not re.search(rb"^X-Coldsieve-Label:\s+human", mail, re.M)
    if program == "procmail":
        assert not re.search(
            rb"^X-Coldsieve-Label\s*:\s+human|^X-Coldsieve-(Kind|Reasons)\s*:\s(?!settings|model)", mail, re.M | re.I
        )


def test_octets_that_hurt(program: str, tmp_path: Path) -> None:
    """The filter changes nothing that the program does not change itself: maildrop drops NUL, for one."""
    hurting = QUESTION + b"Gr\xfc\xdfe\0\nFrom here on\n>From there\r\n\x80" + b"x" * 100_000
    for mail in (hurting, hurting + b"\n", QUESTION.replace(b"\n", b"\r\n")):
        box = Mailbox(Path(tempfile.mkdtemp(dir=tmp_path)), program)
        recipe = box.recipe.read_text()
        box.recipe.write_text(
            "\n".join(
                line for line in recipe.splitlines() if "DEFAULT=" in line or "HOME=" in line or "MAILDIR=" in line
            )
        )
        assert box.deliver(FROM_LINE + mail) == 0
        box.recipe.write_text(recipe)
        assert box.deliver(FROM_LINE + mail) == 0
        plain, labelled = sorted(box.mails(), key=len)
        assert b"X-Coldsieve-Label" in labelled
        assert headers.without_ours(labelled) == plain
