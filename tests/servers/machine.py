"""What the server tests stand on: our command as one file, free ports, and programs that are started and stopped."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any  # what subprocess takes

import pytest

from classifier import recipes

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "procmail": "procmail",
    "formail": "procmail",
    "maildrop": "maildrop",
    "dovecot": "dovecot-core dovecot-lmtpd dovecot-imapd",
    "sieve-test": "dovecot-sieve",
    "postfix": "postfix",
    "spamc": "spamc",
    "systemd-socket-activate": "systemd",
    "systemd-analyze": "systemd",
    "chromium": "chromium",
    "postmap": "postfix",
    "apt-get": "apt",
    "dpkg-deb": "dpkg",
    "sievec": "dovecot-sieve",
    "xmllint": "libxml2-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "readpst": "pst-utils",
    "npm": "npm",
}
"""Program → Debian package."""
SBIN = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


def needs(*programs: str) -> None:
    """Skip a test whose programs are not installed, and say how to get them."""
    missing = [p for p in programs if not which(p)]
    if missing:
        packages = " ".join(dict.fromkeys(PACKAGES[p] for p in missing))
        pytest.skip(f"{', '.join(missing)} not installed: make test-servers, or apt-get install {packages}")


def which(program: str) -> str:
    return shutil.which(program, path=SBIN) or ""


def coldsieve(folder: Path, before: str = "") -> Path:
    """The command, as pip would write it, of this checkout: mail servers start it without PYTHONPATH.

    Args:
        folder: to put it into.
        before: Python that it runs first, to break something.
    """
    path = folder / "bin" / "coldsieve"
    path.parent.mkdir()
    packages = [str(ROOT), sysconfig.get_path("purelib")]
    path.write_text(
        f"#!{interpreter()}\nimport sys\nsys.path[:0] = {packages!r}\n"
        # A busy machine needs more than a mail server should wait; Dovecot's own limit is 10.
        f"if sys.argv[1] in ('filter', 'verdict'):\n    sys.argv += ['--time-limit', '8']\n{before}\n"
        "from classifier.cli import main\n\nsys.exit(main())\n"
    )
    path.chmod(0o755)
    return path


@cache
def interpreter() -> str:
    """A Python of this version that the mail's owner may start: root's own often lies in a closed home."""
    beside = f"/usr/bin/python3.{sys.version_info[1]}"
    for path in (sys.executable, beside):
        with suppress(OSError):
            program = f"import sys; sys.path[:0] = [{sysconfig.get_path('purelib')!r}]; import mailparser, selectolax"
            if not subprocess.run([path, "-c", program], **as_mail_user(), capture_output=True, check=False).returncode:
                # The mail's owner may not write byte code here, and would compile everything for every mail.
                subprocess.run([path, "-m", "compileall", "-q", ROOT / "classifier"], check=True)
                return path
    pytest.skip(f"user {mail_user().pw_name} may start neither {sys.executable} nor {beside}")


def mail_user() -> pwd.struct_passwd:
    """Whom mail belongs to: Dovecot delivers nothing as root."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def as_mail_user() -> dict[str, Any]:
    """Arguments of ``subprocess`` that run a program as the mail's owner."""
    user = mail_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}


def write_recipe(name: str, target: Path, command: Path, folder: Path | None = None) -> Path:
    """A recipe in its place."""
    target.write_text(recipes.text(name, str(command), str(folder or recipes.FOLDER)))
    return target


def free_ports(n: int) -> list[int]:
    """Ports of loopback that nobody listens on."""
    sockets = [socket.socket() for _ in range(n)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


@contextmanager
def running(command: Sequence[str], port: int, log: Path, **user: Any) -> Iterator[None]:
    """A server in the foreground, from when it listens until it is stopped; ``user`` is whose it is, as `as_mail_user` says."""
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **user)
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None, log.read_text(errors="replace")
                assert time.monotonic() < deadline, log.read_text(errors="replace")
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(30)
