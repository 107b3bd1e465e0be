"""A Postfix of its own in a folder, on free ports: what its configuration says besides is the test's."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import machine

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
meta_directory = /etc/postfix
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.reader.example
mydestination =
virtual_mailbox_domains = reader.example
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
"""


@contextmanager
def started(folder: Path, main: str, services: str) -> Iterator[None]:
    """From its start to its stop.

    Args:
        folder: its own.
        main: more of main.cf.
        services: more of master.cf, smtpd among them.
    """
    machine.needs("postfix")
    for name in ("queue", "data", "conf"):
        (folder / name).mkdir(exist_ok=True)
    subprocess.run(["chown", "postfix", folder / "data"], check=True)
    usual = re.sub(r"(?m)^smtp +inet .*\n", "", Path("/usr/share/postfix/master.cf.dist").read_text())
    usual = re.sub(r"(?m)^(\w+ +\w+ +\S+ +\S+ +)y", r"\1n", usual)
    conf = folder / "conf"
    (conf / "main.cf").write_text(MAIN.format(folder=folder) + main)
    (conf / "master.cf").write_text(f"{usual}\n{services}")
    control = [machine.which("postfix"), "-c", str(conf)]
    subprocess.run([*control, "start"], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run([*control, "stop"], check=True, capture_output=True)


def flush(folder: Path) -> None:
    """Try again at once what was deferred."""
    subprocess.run([machine.which("postqueue"), "-c", folder / "conf", "-f"], check=True)
