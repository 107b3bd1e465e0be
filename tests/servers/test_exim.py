"""Debian's Exim with the recipe in Debian's configuration: SMTP in, the daemon asked, delivery into a Maildir."""

from __future__ import annotations

import os
import re
import signal
import smtplib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from classifier import headers
from tests.daemons import Daemon, daemon
from tests.servers import machine
from tests.servers.test_procmail_maildrop import FORGED, OUTREACH, QUESTION

pytestmark = pytest.mark.servers

SETTINGS = """
exim_path = {exim}
SPOOLDIR = {folder}/spool
CONFDIR = {folder}/conf
log_file_path = {folder}/log-%s
LOCAL_DELIVERY = maildir_home
ETC_MAILNAME = reader.example
DCconfig_internet = 1
MAIN_HARDCODE_PRIMARY_HOSTNAME = mx.reader.example
MAIN_LOCAL_DOMAINS = reader.example
MAIN_RELAY_TO_DOMAINS =
MAIN_RELAY_NETS = {ours}
MAIN_KEEP_ENVIRONMENT = LD_LIBRARY_PATH : LD_PRELOAD : ^NSS_WRAPPER
"""
"""What Debian's `update-exim4.conf` says of the host, and what keeps a server that is not installed in its folder."""


class Exim(NamedTuple):
    """A running one, and the daemon that it asks."""

    folder: Path
    port: int
    daemon: Daemon

    def send(self, mail: bytes, *recipients: str) -> bytes:
        """Hand a mail in; the first copy that is delivered."""
        with smtplib.SMTP("127.0.0.1", self.port) as client:
            client.sendmail("sam@acme.example", recipients or ["ada@reader.example"], mail.replace(b"\n", b"\r\n"))
        deadline = time.monotonic() + 30
        while not (found := list((self.folder / "home" / "Maildir" / "new").glob("*"))):
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)
        octets = found[0].read_bytes()
        found[0].unlink()
        return octets

    def log(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("log-*"))


@pytest.fixture(scope="module")
def unpacked(shared_folder: Path) -> Path:
    """Debian's package with the libraries that are missing here. Installed, it would take Postfix's place."""
    machine.needs("apt-get", "dpkg-deb")
    (shared_folder / "packages" / "partial").mkdir(parents=True)
    options = {"Dir::Cache::archives": f"{shared_folder}/packages", "Debug::NoLocking": "1"}
    command = ["apt-get", "install", "-q", "-y", "--download-only", "--no-install-recommends",
               *(f"-o{name}={value}" for name, value in options.items()), "exim4-daemon-heavy", "libnss-wrapper"]  # fmt: skip
    if subprocess.run(command, capture_output=True, timeout=300, check=False).returncode:
        pytest.skip("exim4-daemon-heavy cannot be downloaded: make test-servers, or apt-get update")
    for package in (shared_folder / "packages").glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, shared_folder / "debian"], check=True)
    # Whoever is not root would lose the libraries' path over it.
    (shared_folder / "debian/usr/sbin/exim4").chmod(0o755)
    return shared_folder / "debian"


@pytest.fixture
def exim(unpacked: Path, folder: Path) -> Iterator[Exim]:
    with running(unpacked, folder) as server:
        yield server


@contextmanager
def running(unpacked: Path, folder: Path, ours: str = "192.0.2.1") -> Iterator[Exim]:
    """All as one user, who is Exim's own and the reader in one: libnss-wrapper makes accounts that nobody has to add."""
    user = machine.mail_user()
    for name in ("spool", "conf", "home/Maildir"):
        (folder / name).mkdir(parents=True)
    if os.getuid() == 0:
        subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", folder], check=True)
    accounts = "".join(
        f"{name}:x:{user.pw_uid}:{user.pw_gid}::{folder}/home:/bin/sh\n" for name in ("Debian-exim", "ada", "tom")
    )
    (folder / "passwd").write_text(Path("/etc/passwd").read_text() + accounts)
    (folder / "group").write_text(Path("/etc/group").read_text() + f"Debian-exim:x:{user.pw_gid}:\n")
    recipe = machine.write_recipe("exim", folder / "conf" / "coldsieve", Path("/none"))
    template = (unpacked / "etc/exim4/exim4.conf.template").read_text()
    template = template.replace("exim_path = /usr/sbin/exim4", "")
    config, program = folder / "conf" / "exim4.conf", unpacked / "usr/sbin/exim4"
    config.write_text(SETTINGS.format(folder=folder, exim=program, ours=ours) + installed(recipe, folder) + template)
    (port,) = machine.free_ports(1)
    libraries = {str(path.parent) for path in unpacked.rglob("lib*.so*")}
    environment = {
        "PATH": os.environ["PATH"],
        "LD_LIBRARY_PATH": os.pathsep.join(libraries),
        "LD_PRELOAD": "libnss_wrapper.so",
        "NSS_WRAPPER_PASSWD": str(folder / "passwd"),
        "NSS_WRAPPER_GROUP": str(folder / "group"),
    }
    command = [program, "-C", config, "-bdf", "-oX", f"127.0.0.1.{port}", "-oP", folder / "spool" / "pid"]
    # Our daemon first: it is root's, and its socket everybody's.
    with daemon(folder) as asked, machine.running(
        ["env", *(f"{name}={value}" for name, value in environment.items()), *map(str, command)],
        port, folder / "log-start", **machine.as_mail_user(),
    ):  # fmt: skip
        yield Exim(folder, port, asked)


def installed(recipe: Path, folder: Path) -> str:
    """The two lines that the recipe says to put into Debian's configuration, with the paths of the test."""
    lines = re.findall(r"^# +((?:spamd_address|CHECK_DATA_LOCAL_ACL_FILE) = .*)\n", recipe.read_text(), re.M)
    assert len(lines) == 2
    return (
        "\n".join(lines)
        .replace("/run/coldsieve/socket tmo=10s", f"{folder}/socket tmo=3s")
        .replace("/etc/exim4/coldsieve", str(recipe))
        + "\n"
    )


def fields(mail: bytes) -> dict[str, str]:
    """Ours, each of them once."""
    found = re.findall(rb"(?im)^x-coldsieve-(\w+)[ \t]*:[ \t]*(.*)$", mail.partition(b"\n\n")[0])
    names = [name.decode().lower() for name, _ in found]
    assert len(set(names)) == len(names)
    return dict(zip(names, (value.decode() for _, value in found), strict=True))


def letter(mail: bytes) -> bytes:
    """A delivered mail without what Exim and we put into it."""
    return re.sub(rb"\A.*?(?=^From: Ann|^Delivered-To: lf)", b"", headers.without_ours(mail), flags=re.S | re.M)


def test_mail_is_labelled_and_nothing_else_changes(exim: Exim) -> None:
    mail = exim.send(FORGED + OUTREACH)
    # Exim takes a sender's Return-Path out and writes its own.
    assert letter(mail) == OUTREACH.partition(b"\n")[2]
    told = fields(mail)
    assert (told["label"], told["kind"]) == ("bot", "outreach")
    assert list(told) == ["label", "kind", "score", "level", "reasons", "version"]
    mail = exim.send(FORGED + QUESTION)
    assert letter(mail) == QUESTION
    assert fields(mail)["label"] != "spam"
    # A reader's word about it holds for them.
    exim.daemon.ask("TELL", QUESTION, "Message-class: spam", "Set: local", "User: tom@reader.example")
    assert fields(exim.send(QUESTION, "tom@reader.example"))["label"] == "spam"
    assert fields(exim.send(QUESTION, "ada@reader.example"))["label"] != "spam"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_without_an_answer_mail_comes_unlabelled(number: signal.Signals, exim: Exim) -> None:
    exim.daemon.process.send_signal(number)
    mail = exim.send(FORGED + QUESTION)
    exim.daemon.process.send_signal(signal.SIGCONT)
    assert letter(mail) == QUESTION
    assert fields(mail) == {}


def test_mail_of_ones_own_is_not_judged(unpacked: Path, folder: Path) -> None:
    with running(unpacked, folder, ours="127.0.0.1") as exim:
        assert fields(exim.send(FORGED + QUESTION)) == {}
