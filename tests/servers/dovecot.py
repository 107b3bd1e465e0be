"""A Dovecot of its own in a folder, made of the recipes: LMTP and IMAP on free ports, mailboxes in Maildir."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.servers import machine

PASSWORD = "keys-under-the-mat"
INBOX_AND_LOGIN = """\
namespace inbox {{
  inbox = yes
  mailbox Junk {{
    auto = create
  }}
  mailbox Outreach {{
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""
"""What both versions are told alike."""
BASE_2_3 = (
    """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = lmtp imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
mail_location = maildir:~/Maildir
mail_fsync = never
lda_mailbox_autocreate = yes
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={user_group} home={folder}/home/%n allow_all_users=yes
}}
"""
    + INBOX_AND_LOGIN
    + """service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
plugin {{
  sieve = file:~/sieve;active=~/.dovecot.sieve
}}
"""
)
BASE_2_4 = (
    """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = lmtp imap
listen = 127.0.0.1
ssl = no
auth_allow_cleartext = yes
first_valid_uid = 1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
mail_driver = maildir
mail_path = ~/Maildir
mail_fsync = never
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    uid = {user}
    gid = {user_group}
    home = {folder}/home/%{{user | username}}
  }}
  static_allow_all_users = yes
}}
"""
    + INBOX_AND_LOGIN
    + """service lmtp {{
  inet_listener lmtp {{
    listen = 127.0.0.1
    port = {lmtp}
  }}
}}
"""
)


class Dovecot(NamedTuple):
    """A running server."""

    folder: Path
    lmtp: int
    imap: int

    def home(self, user: str) -> Path:
        return self.folder / "home" / user

    def mails(self, user: str, mailbox: str = "INBOX") -> list[bytes]:
        """What was delivered, as it lies on the disk."""
        box = self.home(user) / "Maildir" / ("" if mailbox == "INBOX" else f".{mailbox}")
        return [path.read_bytes() for part in ("new", "cur") for path in sorted((box / part).glob("*"))]

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""


def version() -> str:
    """``2.3`` or ``2.4``: their configurations have nothing in common."""
    said = subprocess.run([machine.which("dovecot"), "--version"], capture_output=True, text=True, check=True).stdout
    return ".".join(said.split()[0].split(".")[:2])


def _file_alone(found: re.Match[str]) -> str:
    return "  sieve_before" if "sieve_before2" in found[0] else ""


@contextmanager
def dovecot(folder: Path, command: Path, extra: str = "", labels: bool = True) -> Iterator[Dovecot]:
    """Start it with the recipes as they are printed for ``command``.

    Args:
        folder: its own.
        command: coldsieve.
        extra: more of its configuration.
        labels: whether label.sieve is run; else mail comes with labels.
    """
    root, user = os.getuid() == 0, machine.mail_user()
    scripts = folder / "coldsieve"
    (scripts / "bin").mkdir(parents=True)
    (scripts / "bin" / "coldsieve").symlink_to(command)
    (folder / "home").mkdir()
    lmtp, imap = machine.free_ports(2)
    base = {"2.3": BASE_2_3, "2.4": BASE_2_4}[version()].format(
        folder=folder, lmtp=lmtp, imap=imap, password=PASSWORD, user=user.pw_uid, user_group=user.pw_gid,
        internal="dovecot" if root else user.pw_name, login="dovenull" if root else user.pw_name,
        group="dovecot" if root else user.pw_gid,
    )  # fmt: skip
    recipe = machine.write_recipe(f"dovecot-{version()}.conf", folder / "coldsieve.conf", command, scripts).read_text()
    if not labels:
        recipe = re.sub(
            r"  sieve_before = .*\n  sieve_before2|sieve_script coldsieve-label \{[^}]*\}\n", _file_alone, recipe
        )
    config = folder / "dovecot.conf"
    config.write_text(base + recipe + extra)
    for name in ("label.sieve", "file.sieve", "correct.sieve", "spamtest.sieve"):
        script = machine.write_recipe(name, scripts / name, command, scripts)
        subprocess.run([machine.which("sievec"), "-c", config, script], check=True, capture_output=True)
    if root:
        os.chown(folder / "home", user.pw_uid, user.pw_gid)
    with machine.running([machine.which("dovecot"), "-F", "-c", str(config)], lmtp, folder / "out"):
        yield Dovecot(folder, lmtp, imap)
