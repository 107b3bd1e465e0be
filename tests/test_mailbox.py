"""Mailboxes → messages, told apart by content; the traps that break ``mailbox.mbox`` do not break us."""

from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.mailbox import MailboxError, mbox, read_mailbox

FROM = b"From ann@berg.example Mon Jan  1 10:00:00 2024\n"
A = b"From: ann@berg.example\nSubject: one\n\nHello\n"
B = b"From: bob@berg.example\nSubject: two\n\nFrom here on it is mine.\n\nFrom Monday 10:30 we are open.\nBye\n"


def octets(path: Path | str) -> list[bytes]:
    return [item.octets for item in read_mailbox(str(path))]


def file(folder: Path, content: bytes, name: str = "x") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_mbox(tmp_path: Path, eol: bytes) -> None:
    content = (FROM + A + b"\n" + FROM + B + b"\n").replace(b"\n", eol)
    assert octets(file(tmp_path, content)) == [A.replace(b"\n", eol), B.replace(b"\n", eol)]


def test_mbox_traps(tmp_path: Path) -> None:
    takeout = b"From 1648646492132314660@xxx Mon Oct 28 14:10:16 +0000 2019\n"
    eight_bit = b"From j\xf6rg@berg.example Mon Jan  1 10:00:00 2024\n"
    content = (
        b"\xef\xbb\xbf"
        + takeout
        + A
        + b"\n"
        + eight_bit
        + A
        + b"\n"
        + FROM
        + A.replace(b"Hello", b">From afar\n>>From further")
        + b"\n"
    )
    assert octets(file(tmp_path, content)) == [A, A, A.replace(b"Hello", b"From afar\n>From further")]


def test_gzip_maildir_folder_and_one_message(tmp_path: Path) -> None:
    assert octets(file(tmp_path, gzip.compress(FROM + A + b"\n" + FROM + A), "archive")) == [A, A]
    for name in (
        "Maildir/cur",
        "Maildir/new",
        "Maildir/tmp",
        "Maildir/.Sent/cur",
        "Maildir/.Sent/new",
        "Maildir/.Sent/tmp",
    ):
        (tmp_path / name).mkdir(parents=True)
    file(tmp_path / "Maildir/cur", A, "1.host:2,S")
    file(tmp_path / "Maildir/new", B, "2.host")
    file(tmp_path / "Maildir/tmp", b"From: half", "3.host")
    file(tmp_path / "Maildir/.Sent/cur", A, "4.host:2,S")
    file(tmp_path / "Maildir", b"\x01\x02index", "dovecot.index")
    assert sorted(octets(tmp_path / "Maildir")) == sorted([A, B, A])
    (tmp_path / "eml/deep").mkdir(parents=True)
    file(tmp_path / "eml", A, "a.eml")
    file(tmp_path / "eml/deep", B, "b.eml")
    file(tmp_path / "eml", b"PNG...", "c.png")
    assert octets(tmp_path / "eml") == [A, B]
    assert octets(file(tmp_path, A, "letter.eml")) == [A]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FROM + A)))
    assert octets("-") == [A]


def test_what_is_no_mailbox_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty-folder").mkdir()
    for path, reason in [
        (file(tmp_path, b"", "empty"), "holds no message"),
        (file(tmp_path, b"\n\n", "blank"), "holds no message"),
        (tmp_path / "empty-folder", "holds no message"),
        (file(tmp_path, b"\x89PNG\r\n\x1a\n" + os.urandom(2000), "picture"), "is no mailbox and no message"),
        (file(tmp_path, b"Dear diary,\nnothing happened.\n", "diary"), "is no mailbox and no message"),
        (tmp_path / "missing", "No such file or directory"),
    ]:
        with pytest.raises(MailboxError, match=reason) as caught:
            octets(path)
        assert str(path) in str(caught.value)
        assert caught.value.missing == path.name.startswith("missing")


def test_a_truncated_gzip_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MailboxError):
        octets(file(tmp_path, gzip.compress(FROM + os.urandom(5000).hex().encode())[:-200]))


LETTERS = st.lists(
    st.lists(st.sampled_from([b"Hello", b">From x", b"", b"a: b", b"Dear Ann", b"x" * 50]), max_size=6).map(
        lambda lines: b"Subject: x\n\n" + b"\n".join(lines) + b"\n"
    ),
    min_size=1,
    max_size=8,
)


@given(LETTERS, st.integers(5, 80))
@settings(deadline=None)
def test_no_message_is_lost_wherever_chunks_end(letters: list[bytes], chunk: int) -> None:
    quoted = b"".join(FROM + letter.replace(b">From", b">>From") + b"\n" for letter in letters)
    old = mbox.CHUNK, mbox.LONGEST_SEPARATOR
    mbox.CHUNK, mbox.LONGEST_SEPARATOR = chunk, 100
    try:
        assert list(mbox.split(io.BytesIO(quoted))) == letters
    finally:
        mbox.CHUNK, mbox.LONGEST_SEPARATOR = old


def test_memory_does_not_grow_with_the_mailbox() -> None:
    import tracemalloc

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.left = 60

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return (FROM + A + b"\n") * 10_000 if self.left >= 0 else b""

    tracemalloc.start()
    count = sum(1 for _ in mbox.split(Endless()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 600_000
    assert peak < 8 << 20
