"""Debian's Sendmail asks the milter: SMTP in, the daemon asked; what it would deliver lies in its queue."""

from __future__ import annotations

import os
import re
import smtplib
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from classifier import headers
from tests.daemons import daemon
from tests.servers import machine
from tests.servers.test_procmail_maildrop import FORGED, OUTREACH

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(os.getuid() != 0, reason="Sendmail's queue is root's"),
]
CONFIGURATION = """
divert(0)dnl
OSTYPE(`linux')dnl
FEATURE(`accept_unresolvable_domains')dnl
FEATURE(`nocanonify')dnl
MODIFY_MAILER_FLAGS(`LOCAL', `-w')dnl
INPUT_MAIL_FILTER(`coldsieve', `S=unix:{folder}/milter, T=S:60s;R:60s;E:60s')dnl
define(`ALIAS_FILE', `')dnl
define(`QUEUE_DIR', `{folder}/queue')dnl
define(`confDELIVERY_MODE', `queueonly')dnl
MAILER(`local')dnl
MAILER(`smtp')dnl
LOCAL_CONFIG
Djmx.reader.example
O ServiceSwitchFile={folder}/switch
O DontProbeInterfaces=true
O QueueLA=9999
O RefuseLA=9999
O DelayLA=9999
O Timeout.ident=0
O Timeout.resolver.retrans=1s
O Timeout.resolver.retry=1
"""


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """Sendmail trusts no socket below a folder that everybody may write, as /tmp is."""
    with tempfile.TemporaryDirectory(dir="/srv", prefix="coldsieve-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


def unpacked(folder: Path) -> Path:
    """Debian's packages. Installed, Sendmail would take Postfix's place."""
    machine.needs("apt-get", "dpkg-deb")
    folder.mkdir()
    command = ["apt-get", "download", "-q", "sendmail-bin", "sendmail-cf", "m4"]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("sendmail-bin cannot be downloaded: make test-servers, or apt-get update")
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    return folder


class Client(smtplib.SMTP):
    """Of a server at the other end of a socket that is there already."""

    def __init__(self, connected: socket.socket) -> None:
        self._connected = connected
        super().__init__("localhost")

    def _get_socket(self, *_: object) -> socket.socket:
        return self._connected


def test_sendmail_takes_what_we_change(closed_folder: Path) -> None:
    folder, root = closed_folder, unpacked(closed_folder / "debian")
    cf = root / "usr/share/sendmail/cf"
    made = subprocess.run(
        [root / "usr/bin/m4", f"-D_CF_DIR_={cf}/", cf / "m4/cf.m4", "-"],
        input=CONFIGURATION.format(folder=folder), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    (folder / "sendmail.cf").write_text(made)
    (folder / "switch").write_text("hosts files\naliases files\n")
    (folder / "queue").mkdir(mode=0o700)
    with daemon(folder, "--milter", f"unix:{folder}/milter", "--history", "none", "--time-limit", "60") as running:
        ours, theirs = socket.socketpair()
        ours.settimeout(120)
        program = [str(root / "usr/libexec/sendmail/sendmail"), "-C", str(folder / "sendmail.cf"), "-bs"]
        process = subprocess.Popen(program, stdin=theirs.fileno(), stdout=theirs.fileno())
        theirs.close()
        with Client(ours) as client:
            client.sendmail("sam@acme.example", ["root"], (FORGED + OUTREACH).replace(b"\n", b"\r\n"))
        assert process.wait(60) == 0
        assert running.metric('requests_total{method="milter",outcome="ok"}') == 1, running.log()
    mail = queued(folder / "queue")
    # On top its Return-Path, then our fields, its Received, and the mail as it was.
    top, _, rest = mail.partition(b"\nX-Coldsieve-Label: bot\n")
    assert top.startswith(b"Return-Path:")
    assert b"\n" not in top
    assert b"x-coldsieve-label" not in rest.lower()
    assert headers.without_ours(mail).endswith(b"\n" + OUTREACH)


def queued(folder: Path) -> bytes:
    """The mail that lies there: ``qf…`` has the header, a letter and flags before each field, ``df…`` the body."""
    (control,), (body,) = folder.glob("qf*"), folder.glob("df*")
    fields = re.findall(rb"^H\?[^?]*\?(.*\n(?:[ \t].*\n)*)", control.read_bytes(), re.M)
    return b"".join(fields) + b"\n" + body.read_bytes()
