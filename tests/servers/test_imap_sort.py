"""``coldsieve sort`` on a Dovecot: mail is moved or flagged, none is lost wherever it is interrupted, nobody else's is touched."""

from __future__ import annotations

import imaplib
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from classifier.cli import exits, main
from classifier.mailbox import filing, imap, read_mailbox
from tests.servers import machine
from tests.servers.dovecot import PASSWORD, Dovecot, dovecot
from tests.servers.test_imap import FOLDER

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def server(shared_folder: Path) -> Iterator[Dovecot]:
    machine.needs("dovecot", "sieve-test")
    with dovecot(shared_folder, machine.coldsieve(shared_folder)) as running:
        yield running


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("archive")
    assert main(["corpora", "mailbox", "--messages", "130", "--years", "1", "-o", str(folder / "made")]) == 0
    (made,) = (folder / "made").glob("*.mbox")
    return [item.octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for item in read_mailbox(str(made))]


@contextmanager
def session(server: Dovecot, user: str) -> Iterator[imaplib.IMAP4]:
    with imaplib.IMAP4("127.0.0.1", server.imap) as client:
        client.login(user, PASSWORD)
        yield client


def filled(
    server: Dovecot, user: str, letters: list[bytes], monkeypatch: pytest.MonkeyPatch, folder: str = "INBOX"
) -> str:
    """The address of a folder of a new user in which the letters are, the second marked as deleted by somebody."""
    monkeypatch.setenv(imap.PASSWORD, PASSWORD)
    with session(server, user) as client:
        client.create(imap.quoted(folder))
        for letter in letters:
            client.append(imap.quoted(folder), "", "", letter)
        client.select(imap.quoted(folder))
        client.store("2", "+FLAGS", r"(\Deleted)")
    return f"imap://{user}@127.0.0.1:{server.imap}/{folder}"


def everything(server: Dovecot, user: str, flags: bool = False) -> dict[str, list[bytes]]:
    """Folder → its mails, or their flags."""
    found = {}
    with session(server, user) as client:
        for line in client.list()[1]:
            assert isinstance(line, bytes)
            name = line.rpartition(b' "." ')[2].decode()
            code, said = client.select(name, readonly=True)
            if code != "OK" or said == [b"0"]:  # only a parent, or empty
                continue
            answers = client.fetch("1:*", "(FLAGS)" if flags else "(BODY.PEEK[])")[1]
            if flags:
                found[name.strip('"')] = [a for a in answers if isinstance(a, bytes)]
            else:
                found[name.strip('"')] = [a[1] for a in answers if isinstance(a, tuple)]
    return found


def told(text: str) -> dict[str, int]:
    return {
        place: int(n) for n, place in (line.split() for line in text.splitlines() if re.fullmatch(r" *\d+  \w+", line))
    }


@pytest.mark.parametrize("can", ["MOVE", "UIDPLUS"])
def test_mail_is_moved(
    server: Dovecot, letters: list[bytes], can: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(filing, "capabilities", lambda _: {can})
    user = can.lower()
    address = filled(server, user, letters, monkeypatch)
    assert main(["sort", address, "--move", "Sorted", "--dry-run"]) == 0
    dry = told(capsys.readouterr().out)
    before = everything(server, user)
    assert len(before["INBOX"]) == len(letters)
    assert not [name for name in before if name.startswith("Sorted")], "a dry run changes nothing"
    assert main(["sort", address, "--move", "Sorted"]) == 0
    moved = told(capsys.readouterr().out)
    assert set(moved) == {"outreach", "newsletter", "notification", "spam"}
    assert sum(dry.values()) - sum(moved.values()) in (0, 1), "the one that is marked as deleted stays"
    after = everything(server, user)
    assert Counter(mail for mails in after.values() for mail in mails) == Counter(letters)
    assert {place: len(after.get(f"Sorted.{place}", ())) for place in moved} == moved
    assert letters[1] in after["INBOX"]
    assert sum(rb"\Deleted" in line for line in everything(server, user, flags=True)["INBOX"]) == 1
    assert not any(
        rb"\Deleted" in line
        for place in moved
        for line in everything(server, user, flags=True).get(f"Sorted.{place}", ())
    )
    assert main(["sort", address, "--move", "Sorted"]) == 0, "and once more"
    assert sum(told(capsys.readouterr().out).values()) <= sum(
        rb"Deleted" not in x for x in everything(server, user, True)["INBOX"]
    )


def test_only_some_places_and_a_folder_below_another(
    server: Dovecot, letters: list[bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = filled(server, "only", letters[:40], monkeypatch, FOLDER.replace("/", "."))
    assert main(["sort", address, "--move", "Büro & Co", "--only", "newsletter,people"]) == 0
    moved = told(capsys.readouterr().out)
    after = everything(server, "only")
    parent = imap.quoted("Büro & Co").strip('"')
    assert {name for name in after if name.startswith(parent)} - {parent} == {
        f"{parent}.newsletter",
        f"{parent}.people",
    }
    assert len(after[f"{parent}.newsletter"]) == moved["newsletter"] > 0
    assert Counter(mail for mails in after.values() for mail in mails) == Counter(letters[:40])


def test_mail_is_flagged(
    server: Dovecot, letters: list[bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = filled(server, "flag", letters[:60], monkeypatch)
    with session(server, "flag") as client:
        client.select("INBOX")
        client.store("1:60", "+FLAGS", "(coldsieve-spam other)")  # what an earlier model said
    assert main(["sort", address, "--flag"]) == 0
    counts = told(capsys.readouterr().out)
    assert sum(counts.values()) == 60
    flags = everything(server, "flag", flags=True)["INBOX"]
    for place, n in counts.items():
        assert sum(f"coldsieve-{place}".encode() in line for line in flags) == n
    assert all(line.count(b"coldsieve-") == line.count(b"other") == 1 for line in flags)
    assert everything(server, "flag")["INBOX"] == letters[:60]


KILLED = """
import imaplib, os, signal, sys
from classifier.cli import main
from classifier.mailbox import filing, imap

filing.BATCH = 7
can, command, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
filing.capabilities = lambda _: {can}
done = imaplib.IMAP4.uid

def until(self, name, *args):
    global times
    found = done(self, name, *args)
    times -= name == command
    if not times:
        os.kill(os.getpid(), signal.SIGKILL)
    return found

imaplib.IMAP4.uid = until
sys.exit(main(sys.argv[4:]))
"""


@pytest.mark.parametrize(("can", "commands"), [("MOVE", ["MOVE"]), ("UIDPLUS", ["COPY", "STORE", "EXPUNGE"])])
def test_a_run_that_is_killed_loses_nothing(
    server: Dovecot, letters: list[bytes], can: str, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    user = f"killed-{can.lower()}"
    address = filled(server, user, letters, monkeypatch)
    for times, command in (("2", commands[0]), *(("1", command) for command in commands)):
        program = [sys.executable, "-c", KILLED, can, command, times, "sort", address, "--move", "Sorted"]
        done = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr
        found = Counter(mail for mails in everything(server, user).values() for mail in mails)
        assert set(found) == set(letters)
        if can == "MOVE":
            assert found == Counter(letters)


def test_what_cannot_be_done_is_told(
    server: Dovecot, letters: list[bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = filled(server, "wrong", letters[:4], monkeypatch)
    assert main(["sort", address]) == exits.USAGE
    assert main(["sort", address, "--flag", "--move", "x"]) == exits.USAGE
    assert main(["sort", "box.mbox", "--move", "x"]) == exits.USAGE
    assert main(["sort", address, "--flag", "--only", "nonsense"]) == exits.USAGE
    capsys.readouterr()
    everywhere = ["--only", "people,outreach,newsletter,notification,spam,unsure"]
    with monkeypatch.context() as patched:
        patched.setattr(filing, "capabilities", lambda _: {"IMAP4REV1"})
        assert main(["sort", address, "--move", "x", *everywhere]) == exits.IO
        assert "neither MOVE nor UID EXPUNGE" in capsys.readouterr().err
    with monkeypatch.context() as patched:
        patched.setattr(filing, "validity_of", lambda _: b"1")
        assert main(["sort", address, "--move", "x", *everywhere]) == exits.IO
        assert "numbers this folder anew" in capsys.readouterr().err
    assert everything(server, "wrong")["INBOX"] == letters[:4]
