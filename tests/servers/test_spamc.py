"""Debian's spamc and the recipe with it, against the daemon: each mode, mail that is delivered, and a daemon that is killed."""

from __future__ import annotations

import os
import random
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from classifier import headers
from tests.daemons import Daemon, daemon
from tests.servers import machine
from tests.servers.test_procmail_maildrop import FORGED, FROM_LINE, OUTREACH, QUESTION

pytestmark = pytest.mark.servers
DELIVERIES = int(os.environ.get("COLDSIEVE_DELIVERIES", "100"))
PARALLEL = 10


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Daemon]:
    machine.needs("spamc")
    with daemon(tmp_path) as running:
        yield running


def spamc(path: Path, *args: str, mail: bytes = OUTREACH) -> tuple[int, bytes]:
    done = subprocess.run(
        ["spamc", "-U", path, "-t", "30", *args], input=mail, capture_output=True, timeout=60, check=False
    )
    return done.returncode, done.stdout


def test_every_mode_of_spamc(server: Daemon) -> None:
    assert spamc(server.path, "-K")[1].startswith(b"SPAMD/1.5 0")
    for mail in (
        FORGED + OUTREACH,
        OUTREACH.replace(b"\n", b"\r\n"),
        FROM_LINE + QUESTION,
        OUTREACH + b"\0\xff" * 99_999,
    ):
        code, octets = spamc(server.path, mail=mail)
        assert (code, headers.without_ours(octets)) == (0, headers.without_ours(mail))
        assert octets.count(b"X-Coldsieve-Label: ") == 1
        if b"\0" not in mail:  # after one, spamc 4.0.1 itself writes nothing but NUL with --headers
            assert spamc(server.path, "--headers", mail=mail) == (0, octets)
    assert re.fullmatch(rb"(8|9|10)\.\d/5\.0\n", spamc(server.path, "-c")[1])
    assert spamc(server.path, "-y")[1].startswith(b"bot,outreach,")
    assert b"\nbot outreach 0." in b"\n" + spamc(server.path, "-R")[1]
    assert spamc(server.path, "-E")[0] == 0
    # A letter that the reader calls spam is spam from then on, and no longer when that is taken back.
    assert spamc(server.path, "-L", "spam")[0] in (0, 5)
    assert spamc(server.path, "-E")[0] == 1
    assert spamc(server.path, "-L", "forget")[0] in (0, 5, 6)
    assert spamc(server.path, "-E")[0] == 0


class Box:
    """A home with the recipe in it."""

    def __init__(self, home: Path, server: Path) -> None:
        machine.needs("spamc", "procmail")
        self.home, self.maildir = home, home / "Maildir"
        for box in (".", ".Junk", ".Outreach"):
            for part in ("new", "cur", "tmp"):
                (self.maildir / box / part).mkdir(parents=True)
        self.recipe = machine.write_recipe("spamc-procmailrc", home / ".procmailrc", Path("/none"))
        self.recipe.write_text(self.recipe.read_text().replace("/run/coldsieve/socket", str(server)))
        self.recipe.chmod(0o600)

    def deliver(self, mail: bytes) -> int:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LOGNAME": "ada@reader.example"}
        return subprocess.run(
            ["procmail", f"HOME={self.home}", str(self.recipe)], input=FROM_LINE + mail, env=environment,
            capture_output=True, timeout=600, check=False,
        ).returncode  # fmt: skip

    def mails(self, box: str = ".") -> list[bytes]:
        return [p.read_bytes().removeprefix(FROM_LINE) for p in sorted((self.maildir / box / "new").iterdir())]


def test_the_recipe_labels_and_files(server: Daemon, tmp_path: Path) -> None:
    box = Box(tmp_path / "home", server.path)
    for mail in (OUTREACH, QUESTION):
        assert box.deliver(mail) == 0
    (aside,), (inbox,) = box.mails(".Outreach"), box.mails()
    assert (headers.without_ours(aside), headers.without_ours(inbox)) == (OUTREACH, QUESTION)
    assert aside.startswith(b"X-Coldsieve-Label: bot\n")
    server.process.kill()
    server.process.wait()
    assert box.deliver(FORGED + OUTREACH) == 0
    assert OUTREACH in box.mails(), "neither lost nor with a forged field"


def test_mail_is_counted_while_workers_and_the_daemon_are_killed(tmp_path: Path) -> None:
    """All arrive, none twice, none altered: `COLDSIEVE_DELIVERIES` of them, ten at a time."""
    box = Box(tmp_path / "home", tmp_path / "socket")
    letters = [OUTREACH + b"letter %d\n" % n for n in range(DELIVERIES)]
    waiting, codes = list(letters), []

    def deliver() -> None:
        while waiting:
            try:
                codes.append(box.deliver(waiting.pop()))
            except IndexError:
                return

    threads = [threading.Thread(target=deliver) for _ in range(PARALLEL)]
    chance = random.Random(8)
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        with daemon(tmp_path) as server:
            for _ in range(chance.randrange(1, 4)):
                threads[0].join(chance.random())
                for pid in server.workers()[:1]:
                    os.kill(pid, chance.choice((9, 19)))
            server.process.kill()
            server.process.wait()
    delivered = [headers.without_ours(mail) for name in (".", ".Junk", ".Outreach") for mail in box.mails(name)]
    assert set(codes) == {0}
    assert sorted(delivered) == sorted(letters)
