"""systemd takes the units, and what they start is a command that there is."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from pathlib import Path

import pytest

from classifier import recipes
from tests.mail_server import Server, changed, said
from tests.servers import machine
from tests.servers.test_procmail_maildrop import OUTREACH

pytestmark = pytest.mark.servers


def test_the_units_are_valid(folder: Path) -> None:
    machine.needs("systemd-analyze")
    command = machine.coldsieve(folder)
    for name in ("service", "timer"):
        machine.write_recipe(f"prune.{name}", folder / f"coldsieve-prune.{name}", command)
    done = subprocess.run(
        ["systemd-analyze", "verify", folder / "coldsieve-prune.service", folder / "coldsieve-prune.timer"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_the_daemons_units_are_valid_and_closed(folder: Path) -> None:
    machine.needs("systemd-analyze")
    command = machine.coldsieve(folder)
    units = [
        machine.write_recipe(f"serve.{name}", folder / f"coldsieve.{name}", command) for name in ("service", "socket")
    ]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=15", units[0]],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert rated.returncode == 0, rated.stdout[-300:]


def test_postfixs_socket_is_valid_beside_them(folder: Path) -> None:
    machine.needs("systemd-analyze", "postfix")
    command = machine.coldsieve(folder)
    (folder / "coldsieve.service.d").mkdir()
    machine.write_recipe("milter.conf", folder / "coldsieve.service.d" / "milter.conf", command)
    for name in ("serve.service", "serve.socket", "milter.socket"):
        file = name.replace("serve", "coldsieve").replace("milter", "coldsieve-milter")
        machine.write_recipe(name, folder / file, command)
    units = [folder / "coldsieve.service", folder / "coldsieve-milter.socket"]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_first_mail_starts_the_daemon(folder: Path) -> None:
    """As serve.socket does it, with the command of serve.service."""
    machine.needs("systemd-socket-activate", "spamc")
    command, path = machine.coldsieve(folder), folder / "socket"
    lines = recipes.text("serve.service", str(command)).splitlines()
    start = next(line for line in lines if line.startswith("ExecStart=")).removeprefix("ExecStart=").split()
    activator = ["systemd-socket-activate", "-l", str(path), "-E", f"HOME={folder}", "-E", f"XDG_STATE_HOME={folder}"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*activator, *start], stderr=log)
    try:
        deadline = time.monotonic() + 30
        while not path.exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        done = subprocess.run(
            ["spamc", "-U", path, "-t", "60", "-R"], input=OUTREACH, capture_output=True, timeout=90, check=True
        )
        assert b"\nbot outreach 0." in done.stdout, (folder / "log").read_text()
    finally:
        process.terminate()
        assert process.wait(30) == 0
    assert (folder / "coldsieve" / "history.db").exists()


def test_postfixs_first_mail_starts_the_daemon(folder: Path) -> None:
    """As milter.socket does it, with the command of milter.conf."""
    machine.needs("systemd-socket-activate", "postfix")
    command, path = machine.coldsieve(folder), folder / "milter"
    name = re.findall(r"(?m)^FileDescriptorName=(.*)", recipes.text("milter.socket", str(command)))
    *_, start = re.findall(r"(?m)^ExecStart=(.+)", recipes.text("milter.conf", str(command)))
    activator = [
        "systemd-socket-activate",
        "-l",
        str(folder / "socket"),
        "-l",
        str(path),
        f"--fdname=coldsieve.socket:{name[0]}",
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*activator, "-E", f"HOME={folder}", "-E", f"XDG_STATE_HOME={folder}", *start.split()], stderr=log
        )
    try:
        deadline = time.monotonic() + 30
        while not path.exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(90)
            client.connect(str(path))
            client.sendall(Server().begin())
            assert said(client)[0] == b"O"
            mail = OUTREACH.replace(b"\n", b"\r\n")
            # On a busy machine the first may take longer than the daemon allows.
            labels = [changed(mail, Server().deliver(client, mail)).split(b"\r\n")[0] for _ in range(9)]
            assert b"X-Coldsieve-Label: bot" in labels
    finally:
        process.terminate()
        assert process.wait(30) == 0


def test_what_they_start_prunes(folder: Path) -> None:
    command = machine.coldsieve(folder)
    line = next(
        line for line in recipes.text("prune.service", str(command)).splitlines() if line.startswith("ExecStart=")
    )
    done = subprocess.run(
        line.removeprefix("ExecStart=").split(), env={"HOME": str(folder)}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 mails forgotten" in done.stdout
