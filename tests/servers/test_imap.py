"""A mailbox that is read over IMAP from a Dovecot: every octet of every message, and nothing changes there."""

from __future__ import annotations

import imaplib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from classifier.cli import exits, main
from classifier.mailbox import MailboxError, imap, read_mailbox
from tests.servers import machine
from tests.servers.dovecot import PASSWORD, Dovecot, dovecot
from tests.servers.test_procmail_maildrop import OUTREACH, QUESTION

pytestmark = pytest.mark.servers
FOLDER = "Entwürfe & Co/台北"


@pytest.fixture(scope="module")
def server(shared_folder: Path) -> Iterator[Dovecot]:
    machine.needs("dovecot", "sieve-test")
    with dovecot(shared_folder, machine.coldsieve(shared_folder)) as running:
        with imaplib.IMAP4("127.0.0.1", running.imap) as client:
            client.login("ada", PASSWORD)
            for folder in ("INBOX", imap.quoted(FOLDER.replace("/", "."))):
                client.create(folder)
                for n in range(70):
                    letter = (OUTREACH if n % 2 else QUESTION).replace(b"\n", b"\r\n") + b"x" * n + b"\r\n"
                    client.append(folder, "", "", letter)
        yield running


def address(server: Dovecot, folder: str = "") -> str:
    return f"imap://ada@127.0.0.1:{server.imap}/{folder}"


def test_every_message_is_read_and_nothing_is_changed(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(imap.PASSWORD, PASSWORD)
    monkeypatch.setattr(imap, "BATCH_OCTETS", 20_000)

    def flags() -> str:
        with imaplib.IMAP4("127.0.0.1", server.imap) as client:
            client.login("ada", PASSWORD)
            client.select("INBOX", readonly=True)
            return str(client.fetch("1:*", "(FLAGS)")[1])

    before = flags()
    items = list(read_mailbox(address(server)))
    assert len(items) == 70
    for n, item in enumerate(items):
        assert item.octets == (OUTREACH if n % 2 else QUESTION).replace(b"\n", b"\r\n") + b"x" * n + b"\r\n"
        assert item.key.startswith(address(server) + ";UID=")
    assert flags() == before
    assert "Seen" not in before


def test_a_folder_whose_name_is_not_ascii(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(imap.PASSWORD, PASSWORD)
    assert len(list(read_mailbox(address(server, FOLDER.replace("/", "."))))) == 70


def test_score_and_what_goes_wrong(
    server: Dovecot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(imap.PASSWORD, PASSWORD)
    assert main(["score", address(server), "-o", str(tmp_path / "x.jsonl")]) == 0
    labels = [json.loads(line)["label"] for line in (tmp_path / "x.jsonl").read_text().splitlines()]
    assert len(labels) == 70
    assert main(["score", address(server, "no-such-folder")]) == exits.DATA
    assert main(["score", f"imap://ada@127.0.0.1:{machine.free_ports(1)[0]}/INBOX"]) == exits.NO_INPUT
    with pytest.raises(MailboxError, match="holds no message"):
        list(read_mailbox(address(server, "Junk")))
    monkeypatch.setenv(imap.PASSWORD, "wrong")
    assert main(["score", address(server)]) == exits.DATA
    monkeypatch.delenv(imap.PASSWORD)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["score", address(server)]) == exits.DATA
    assert imap.PASSWORD in capsys.readouterr().err
