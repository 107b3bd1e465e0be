"""Real archives of Outlook, as the package pst-extractor carries them, beside what that program found in them; see `PACKAGE`."""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path

import pytest

from classifier.cli import main
from classifier.mailbox import is_sent, read_mailbox
from tests.servers import machine

pytestmark = pytest.mark.servers

PACKAGE = "pst-extractor@1.12.0"
"""Of npm's registry, MIT: a .pst of EDRM's Enron archive and two .ost that Outlook 2016 made."""
ARCHIVES = {
    "enron.pst": (71, 2),
    "pstextractortest@outlook.com.ost": (13, 2),
    "pstextractortestpdf@outlook.com.ost": (2, 0),
}
"""Archive → mails in it, and how many of these its owner sent."""
LETTERS = {
    "msgreader@1.0.1": ("data/test.msg", "christoph@freiraum.xyz", "asdf", 1),
    "msg-parser@1.0.10": ("test/Top level email.msg", None, "Top level email", 3),
}
"""Package of npm's registry, ISC → a .msg that Outlook saved: its author, its subject, what is attached; a draft has no author."""
NO_MAIL = ("Calendar", "United States holidays", "Sync Issues")
_FOUND = re.compile(r"((?: \| )*) \|- (.*)")
_MAIL = re.compile(r"Sender: .*?, Subject: ?(.*)")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    machine.needs("readpst", "npm")
    return unpacked(PACKAGE, tmp_path_factory.mktemp("npm")) / "example" / "testdata"


def unpacked(package: str, folder: Path) -> Path:
    """What a package of npm's registry holds. Without a registry the test is skipped; without the package it fails."""
    packed = subprocess.run(["npm", "pack", package], cwd=folder, capture_output=True, text=True, check=False)
    if packed.returncode:
        if subprocess.run(["npm", "ping"], capture_output=True, check=False).returncode:
            pytest.skip("npm's registry cannot be reached")
        pytest.fail(f"npm pack {package}: {packed.stderr}")
    with tarfile.open(folder / packed.stdout.strip()) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def found_by_the_other(data: Path, archive: str) -> list[tuple[str, str]]:
    """(folder, subject) of each mail, as pst-extractor printed them."""
    printed = (data / "output.txt").read_text("utf-8").partition(f"./testdata/{archive}\n")[2]
    mails, folders = [], [""] * 20
    for line in printed.partition("./testdata/")[0].splitlines():
        if not (found := _FOUND.fullmatch(line)):
            continue
        depth = len(found[1]) // 3
        if mail := _MAIL.fullmatch(found[2]):
            folder = next(name for name in reversed(folders[:depth]) if name)
            if folder not in NO_MAIL:
                mails.append((folder, " ".join(mail[1].split())))
        else:
            folders[depth:] = [found[2]] + [""] * 20
    return sorted(mails)


@pytest.mark.parametrize("archive", ARCHIVES)
def test_each_mail_comes_once_with_author_date_and_folder(data: Path, archive: str, tmp_path: Path) -> None:
    mails, sent = ARCHIVES[archive]
    assert main(["score", str(data / archive), "-o", str(tmp_path / "x.jsonl")]) == 0
    rows = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    found = sorted((row["source"].split("/")[-2], " ".join(row["subject"].split())) for row in rows)
    assert found == found_by_the_other(data, archive)
    assert len(rows) == mails
    assert len({row["message_id"] for row in rows}) == mails
    for row in rows:
        assert row["from"] and "MAILER-DAEMON" not in row["from"], row["source"]
        assert row["date"][:4] in ("2000", "2001", "2021"), row["source"]
    items = list(read_mailbox(str(data / archive)))
    assert [item.key for item in items if is_sent(item)] == [item.key for item in items if "/Sent Items/" in item.key]
    assert sum(map(is_sent, items)) == sent


def test_what_is_attached_is_whole(data: Path) -> None:
    (mail,) = (
        message_from_bytes(item.octets)
        for item in read_mailbox(str(data / "pstextractortest@outlook.com.ost"))
        if b"\nSubject: text, jpg, pdf attachments\n" in item.octets
    )
    attached = {part.get_filename(): part.get_payload(decode=True) for part in mail.walk() if part.get_filename()}
    files = {file.name: file.read_bytes() for file in (data / "attachments").iterdir()}
    assert len(files) == 3
    assert attached == files


def test_sent_by_an_exchange_account(data: Path) -> None:
    authors = {
        message_from_bytes(item.octets)["From"]
        for item in read_mailbox(str(data / "pstextractortest@outlook.com.ost"))
        if is_sent(item)
    }
    assert authors == {'"Pst Extractor" <0003000040b2fae2@exchange.invalid>'}


def test_a_second_reading_finds_the_same(data: Path, tmp_path: Path) -> None:
    archive = str(data / "pstextractortest@outlook.com.ost")
    assert main(["sort", archive, "--into", str(tmp_path / "sorted")]) == 0
    assert sum(len(list(read_mailbox(str(box)))) for box in (tmp_path / "sorted").iterdir()) == 13
    assert len(list(read_mailbox(str(tmp_path / "sorted" / "sent.mbox")))) == 2


@pytest.mark.parametrize("package", LETTERS)
def test_a_letter_that_outlook_saved(package: str, tmp_path: Path) -> None:
    machine.needs("npm")
    file, author, subject, attached = LETTERS[package]
    path = unpacked(package, tmp_path) / file
    (mail,) = (message_from_bytes(item.octets) for item in read_mailbox(str(path)))
    assert (mail["Subject"], parseaddr(mail["From"] or "")[1] or None) == (subject, author)
    assert {"text/plain", "text/html"} <= {part.get_content_type() for part in mail.walk()}
    files = [part for part in mail.walk() if part.get_filename()]
    assert len(files) == attached
    assert main(["score", str(path), "-o", str(tmp_path / "x.jsonl")]) == 0
    (row,) = map(json.loads, (tmp_path / "x.jsonl").read_text("utf-8").splitlines())
    assert row["subject"] == subject
