"""What people's mailboxes are packed in → their messages; and the bugs of ``mailbox.mbox`` that ours has not."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from classifier.mailbox import ExtraMissing, MailboxError, Watch, imap, mbox, pst, read_mailbox, size_of, takeout

FROM = b"From ann@berg.example Mon Jan  1 10:00:00 2024\n"
A = b"From: ann@berg.example\nSubject: one\n\nHello\n"
B = b"From: bob@berg.example\nSubject: two\n\nSee you at ten.\n"
BOX = FROM + A + b"\n" + FROM + B + b"\n"


class Noted(Watch):
    def __init__(self) -> None:
        self.octets = 0
        self.told: list[str] = []

    def read(self, octets: int) -> None:
        self.octets += octets

    def broken(self, error: MailboxError) -> None:
        self.told.append(str(error))


def octets(path: Path | str, watch: Watch | None = None) -> list[bytes]:
    return [item.octets for item in read_mailbox(str(path), watch or Watch())]


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def zstd(content: bytes) -> bytes:
    from backports import zstd as library

    return library.compress(content)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd])
def test_compressed(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(BOX * 50)
    assert octets(put(tmp_path / "no-name-tells", packed)) == [A, B] * 50
    with pytest.raises(MailboxError, match="no-name-tells"):
        octets(put(tmp_path / "no-name-tells", packed[: len(packed) // 2]))


def test_zip_tar_and_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped(**{"Mail/b.eml": B, "Mail/word.docx": zipped(**{"document.xml": b"<a/>"})})
    outer = zipped(**{"Export/a.eml": A, "Export/Items.zip": inner, "Export/report.csv": b"Id,From: to\n1,2\n"})
    path = put(tmp_path / "export", outer)
    assert [item.key for item in read_mailbox(str(path))] == [
        f"{path}/Export/a.eml",
        f"{path}/Export/Items.zip/Mail/b.eml",
    ]
    assert octets(path) == [A, B]
    assert octets(put(tmp_path / "takeout.tgz", gzip.compress(tarred("Takeout/Mail/All.mbox", BOX)))) == [A, B]
    assert octets(put(tmp_path / "folder" / "x", outer).parent) == [A, B]


def test_a_zip_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seek(self, *_: int) -> int:
            raise OSError(29, "Illegal seek")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(zipped(**{"All.mbox": BOX}))))
    assert octets("-") == [A, B]


def test_a_broken_part_is_told_and_the_rest_read(tmp_path: Path) -> None:
    content = bytearray(zipped(**{"a.eml": A * 50, "b.eml": B}))
    content[45] ^= 0xFF
    watch = Noted()
    assert octets(put(tmp_path / "box" / "broken.zip", bytes(content)), watch) == [B]
    assert len(watch.told) == 1
    assert "broken.zip/a.eml" in watch.told[0]
    put(tmp_path / "box" / "cut.gz", gzip.compress(BOX * 99)[:-40])
    put(tmp_path / "box" / "z.eml", A)
    watch = Noted()
    assert octets(tmp_path / "box", watch)[-1] == A
    assert [told for told in watch.told if "cut.gz" in told]


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "backports", None)
    with pytest.raises(ExtraMissing, match=r"coldsieve\[zstd\]"):
        octets(put(tmp_path / "x", zstd_of_letter))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ExtraMissing, match="apt-get install pst-utils"):
        octets(put(tmp_path / "y", b"!BDN" + bytes(600)))
    monkeypatch.setitem(sys.modules, "extract_msg", None)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(ExtraMissing, match=r"coldsieve\[outlook\]"):
        octets(put(tmp_path / "z", ole + "__properties_version1.0".encode("utf-16-le")))
    with pytest.raises(MailboxError, match="is no mailbox"):
        octets(put(tmp_path / "old.doc", ole))


zstd_of_letter = b"\x28\xb5\x2f\xfd" + bytes(20)


def test_broken_outlook_files(tmp_path: Path) -> None:
    import shutil

    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "__properties_version1.0".encode("utf-16-le")
    with pytest.raises(MailboxError, match="extract-msg"):
        octets(put(tmp_path / "z", ole))
    if not shutil.which("readpst"):
        pytest.skip("readpst not installed: apt-get install pst-utils")
    with pytest.raises(MailboxError, match="readpst"):
        octets(put(tmp_path / "y", b"!BDN" + bytes(600)))


def outlook_msg(header: str, body: str, subject: str = "", attached: tuple[str, bytes] | None = None) -> bytes:
    """A .msg as Outlook saves one ([MS-OXMSG]), unsigned and without named properties."""
    from extract_msg.ole_writer import OleWriter

    writer = OleWriter()

    def put(storage: list[str], values: dict[int, str | bytes], head: bytes, fixed: bytes) -> None:
        properties = head
        for tag, value in values.items():
            kind, data = (0x1F, value.encode("utf-16-le")) if isinstance(value, str) else (0x102, value)
            writer.addEntry([*storage, f"__substg1.0_{tag:04X}{kind:04X}"], data)
            properties += struct.pack("<HHIII", kind, tag, 6, len(data) + (2 if kind == 0x1F else 0), 0)
        writer.addEntry([*storage, "__properties_version1.0"], properties + fixed)

    for name in ("00020102", "00030102", "00040102"):
        writer.addEntry(["__nameid_version1.0", f"__substg1.0_{name}"], b"")
    texts: dict[int, str | bytes] = {0x001A: "IPM.Note", 0x0037: subject, 0x007D: header, 0x1000: body}
    n = int(attached is not None)
    unicode = struct.pack("<HHIII", 3, 0x340D, 6, 0x40000, 0)
    flags = struct.pack("<HHIII", 3, 0x0E07, 6, 1, 0)
    delivered = flags + b"".join(struct.pack("<HHIQ", 0x40, tag, 6, 134_000_000_000_000_000) for tag in (0x39, 0x0E06))
    put(
        [],
        {tag: text for tag, text in texts.items() if text},
        bytes(8) + struct.pack("<4I", 0, n, 0, n) + bytes(8),
        unicode + delivered,
    )
    if attached:
        values: dict[int, str | bytes] = {0x3707: attached[0], 0x3701: attached[1]}
        put(["__attach_version1.0_#00000000"], values, bytes(8), struct.pack("<HHIII", 3, 0x3705, 6, 1, 0))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_outlook_msg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = "From: Ann Berg <ann@berg.example>\r\nTo: ada@orchard.example\r\nSubject: Grüße\r\nMessage-ID: <1@berg.example>\r\n"
    content = outlook_msg(header, "Dear Ada,\r\nmay I visit on Friday?\r\n", "Grüße", ("plan.txt", b"12 o'clock"))

    def read() -> EmailMessage:
        mail = message_from_bytes(octets(put(tmp_path / "x", content))[0], policy=default)
        assert isinstance(mail, EmailMessage)
        return mail

    mail = read()
    assert (mail["From"], mail["Subject"], mail["Message-ID"]) == (
        "Ann Berg <ann@berg.example>",
        "Grüße",
        "<1@berg.example>",
    )
    body = mail.get_body(("plain",))
    assert body is not None
    assert "may I visit on Friday?" in body.get_content()
    assert [part.get_filename() for part in mail.walk() if part.get_filename()] == ["plan.txt"]

    from extract_msg.attachments import Attachment

    def broken(_: object) -> str:
        raise AttributeError("contentId")

    monkeypatch.setattr(Attachment, "contentId", property(broken))
    body = read().get_body(("plain",))
    assert body is not None
    assert "may I visit on Friday?" in body.get_content(), "what is attached cannot be converted: the letter can"


def test_outlook_msg_that_never_left_its_server(tmp_path: Path) -> None:
    (raw,) = octets(put(tmp_path / "x", outlook_msg("", "Lunch at one?\r\n", "Lunch")))
    mail = message_from_bytes(raw, policy=default)
    assert mail["Subject"] == "Lunch"
    assert mail["Date"].datetime.year == 2025


BY_READPST = b"""Status: RO
From: %s
Subject: Visit
To: Ada Orchard
Date: Thu, 12 Aug 2021 20:32:10 +0000
%sMIME-Version: 1.0
Content-Type: multipart/%s;
	boundary="--boundary-LibPST-iamunique-1996661691_-_-"


----boundary-LibPST-iamunique-1996661691_-_-
Content-Type: text/calendar; charset="utf-8"; name="i1778245338.ics"

DTSTAMP:20261122T052718Z
CREATED:20210812T203210Z

----boundary-LibPST-iamunique-1996661691_-_---
"""
X500 = b"X-libpst-forensic-sender: /O=BERG/OU=EXCHANGE ADMINISTRATIVE GROUP(X)/CN=RECIPIENTS/CN=Ann Berg\n"


def test_authors_of_outlook_archives() -> None:
    def author(named: bytes, field: bytes = b"", kind: bytes = b"mixed") -> str:
        return str(message_from_bytes(pst.mended(BY_READPST % (named, field, kind)))["From"])

    assert author(b'"Berg, Ann" <MAILER-DAEMON>', X500) == '"Berg, Ann" <ann-berg@exchange.invalid>'
    assert author(b'"Ann Berg" </O=BERG/CN=RECIPIENTS/CN=ANN>') == '"Ann Berg" <ann@exchange.invalid>'
    assert author(b'"Ann Berg" <MAILER-DAEMON>') == '"Ann Berg"'
    assert author(b"Ann Berg <ann@berg.example>", X500) == "Ann Berg <ann@berg.example>"
    assert author(b"System Administrator <MAILER-DAEMON>", b"", b"report") == "System Administrator <MAILER-DAEMON>"


def test_outlook_archives_are_the_same_in_every_reading() -> None:
    once = BY_READPST % (b"ann@berg.example", b"", b"mixed")
    again = once.replace(b"1996661691", b"77").replace(b"1778245338", b"8").replace(b"052718", b"235959")
    assert pst.mended(once) == pst.mended(again)
    mail = message_from_bytes(pst.mended(once))
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/mixed", "text/calendar"]


@pytest.mark.parametrize("second", [b" Thu, 12 Aug 2021 15:32:10 -0500", b",Thu, 12 Aug 2021 13:32:10 -0700  (PDT)"])
def test_a_date_that_an_archive_holds_twice(second: bytes) -> None:
    once = BY_READPST % (b"ann@berg.example", b"", b"mixed")
    date = b"Date: Thu, 12 Aug 2021 13:32:10 -0700 (PDT)"
    twice = once.replace(b"Date: Thu, 12 Aug 2021 20:32:10 +0000", date + second)
    assert date + b"\nMIME" in pst.mended(twice)


def test_mh_is_read_by_number(tmp_path: Path) -> None:
    for name, content in {"2": A, "10": B, ",3": B, "#4": B, ".mh_sequences": b"unseen: 2\n"}.items():
        put(tmp_path / "inbox" / name, content)
    assert octets(tmp_path) == [A, B]


def test_thunderbird(tmp_path: Path) -> None:
    status = b"From - Mon Jan 01 10:00:00 2024\nX-Mozilla-Status: %s\nX-Mozilla-Status2: 00000000\n"
    kept, deleted = status % b"0001", status % b"0009"
    put(tmp_path / "Inbox", kept + A + b"\n" + deleted + B + b"\n")
    put(tmp_path / "Inbox.msf", b'// <!-- <mdb:mork:z v="1.4"/> -->\n< <(a=c)> // (f=iso-8859-1)\n  (B8=X: y)>')
    put(tmp_path / "msgFilterRules.dat", b'version="9"\nlogging="no"\n')
    put(tmp_path / "Inbox.sbd" / "Archive", FROM + B)
    assert [mail.partition(b"From: ")[2] for mail in octets(tmp_path)] == [A[6:], B[6:]]


def test_apple_mail(tmp_path: Path) -> None:
    plist = b'<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>\n\t<key>flags</key>\n\t<integer>%d</integer>\n</dict></plist>\n'
    messages = tmp_path / "INBOX.mbox" / "Data" / "Messages"
    put(messages / "1.emlx", b"%-10d\n" % len(A) + A + plist % 8590195713)
    put(messages / "2.partial.emlx", b"99999\n" + B + plist % 1)
    put(messages / "3.emlx", b"%d\n" % len(B) + B + plist % 0b11)
    put(messages.parent / "Attachments" / "1" / "2" / "letter.eml", B)
    assert octets(tmp_path) == [A, B]
    assert octets(put(tmp_path / "Export.mbox" / "mbox", BOX).parent) == [A, B]


def test_a_maildir_message_is_one_however_it_begins(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    odd = b"\nno header at all\n"
    put(tmp_path / "cur" / "1:2,S", FROM + A + b"\n" + FROM + B)
    put(tmp_path / "cur" / "2:2,SZ", gzip.compress(A))
    put(tmp_path / "new" / "3", odd)
    assert octets(tmp_path) == [FROM + A + b"\n" + FROM + B, A, odd]


def test_notes_beside_mail_are_no_mail(tmp_path: Path) -> None:
    put(tmp_path / "All mail.mbox", BOX)
    put(tmp_path / "truth.jsonl", b'{"message_id": "<1@berg.example>", "kind": "personal"}\n')
    put(tmp_path / "owner.json", b'{\n "name": "Ann"\n}\n')
    put(tmp_path / "settings.yaml", b"name: Ann\ncolour: blue\n")
    assert octets(tmp_path) == [A, B]


LABELS = b"X-GM-THRID: 1648646492132314660\nX-Gmail-Labels: %s\n"


@pytest.mark.parametrize(
    ("labels", "sent", "no_mail"),
    [
        (b"Sent,Opened", True, False),
        (b"Inbox,Category Personal,Unread", False, False),
        (b"=?UTF-8?Q?Messages_envoy=C3=A9s,Ouvert?=", True, False),
        (b"Archiviert,\n Gesendet", True, False),
        (b"Chat", False, True),
        (b"=?UTF-8?B?RW50d8O8cmZl?=", False, True),
        (b"=?no-such-charset?Q?Sent?=", False, False),
        (b"Sent to the printer", False, False),
    ],
)
def test_takeout_labels(labels: bytes, sent: bool, no_mail: bool) -> None:
    for eol in (b"\n", b"\r\n"):
        mail = (LABELS % labels + A).replace(b"\n", eol)
        assert (takeout.is_sent(mail), takeout.is_no_mail(mail)) == (sent, no_mail)


def test_a_sender_cannot_claim_to_be_takeout() -> None:
    forged = b"Received: from acme.example by mx.berg.example; Mon, 1 Jan 2024 10:00:00 +0000\n" + LABELS % b"Sent" + A
    assert not takeout.is_sent(forged)


def test_drafts_and_chats_are_passed_over(tmp_path: Path) -> None:
    sent, draft = LABELS % b"Sent" + A, LABELS % b"Drafts" + B
    assert octets(put(tmp_path / "x", FROM + sent + b"\n" + FROM + draft + b"\n" + FROM + B)) == [sent, B]


# Python's mailbox.mbox splits, loses or refuses each of these (3.9 to 3.13): contents, and the messages in them.
GOLDEN = {
    "From in a body": (FROM + A + b"\nFrom here on it is mine.\n", [A + b"\nFrom here on it is mine.\n"]),
    "quoted From": (FROM + A + b">From afar\n", [A + b"From afar\n"]),
    "8-bit From_ line": (FROM + A + b"\n" + b"From j\xf6rg@berg.example Mon Jan  1 10:00:00 2024\n" + B, [A, B]),
    "byte order mark": (b"\xef\xbb\xbf" + BOX, [A, B]),
    "one message": (A, [A]),
    "CR alone": (BOX.replace(b"\n", b"\r"), [A, B]),
    "UW imapd's own message": (
        FROM
        + b"Date: Mon, 1 Jan 2024 10:00:00 +0000\nFrom: Mail System Internal Data <MAILER-DAEMON@berg.example>\n"
        + b"Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\nX-IMAP: 1161 1\n\nThis text is part of it.\n\n"
        + FROM
        + A,
        [A],
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_bugs_of_pythons_mailbox(name: str, tmp_path: Path) -> None:
    content, messages = GOLDEN[name]
    assert octets(put(tmp_path / "box", content)) == messages


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"])
def test_content_length_is_believed_where_it_is_right(tmp_path: Path, eol: bytes) -> None:
    forwarded = b"Look what I found in my archive:\n\n" + FROM + B
    body = forwarded.replace(b"\n", eol)
    head = b"From: ann@berg.example\nSubject: one\nContent-Length: %d\n\n".replace(b"\n", eol)
    mail = head % len(body) + body
    before = FROM.replace(b"\n", eol)
    rest = eol + before + A.replace(b"\n", eol)
    assert octets(put(tmp_path / "right", before + mail + rest)) == [mail, A.replace(b"\n", eol)]
    # One octet too many, as where a filter took a blank away: then From_ lines count.
    wrong = head % (len(body) + 9) + body
    assert len(octets(put(tmp_path / "wrong", before + wrong + rest))) == 3
    huge = head % (10**11) + body
    assert len(octets(put(tmp_path / "huge", before + huge + rest))) == 3


def test_a_content_length_across_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "CHUNK", 64)
    monkeypatch.setattr(mbox, "LONGEST_SEPARATOR", 100)
    body = FROM + B + b"\n" + FROM + B + b"x" * 300 + b"\n"
    mail = b"Subject: one\nContent-Length: %d\n\n" % len(body) + body
    assert list(mbox.split(io.BytesIO(FROM + mail + b"\n" + FROM + A))) == [mail, A]


def test_what_is_read_is_counted(tmp_path: Path) -> None:
    put(tmp_path / "a.eml", A)
    put(tmp_path / "sub" / "box.gz", gzip.compress(BOX))
    watch = Noted()
    assert len(octets(tmp_path, watch)) == 3
    assert watch.octets == size_of(str(tmp_path))
    assert size_of("-") is None


def test_imap_addresses() -> None:
    place = imap.place_of("imaps://ann%40berg.example@mail.berg.example:1993/Archive/2024")
    assert place == ("ann@berg.example", "mail.berg.example", 1993, True, "Archive/2024")
    assert imap.place_of("imaps://ann@berg.example@mail.berg.example").folder == "INBOX"
    assert imap.place_of("imaps://ann@berg.example@mail.berg.example").user == "ann@berg.example"
    for address in ("imaps://mail.berg.example/INBOX", "imap://ann@mail.berg.example/", "imaps://ann:secret@mail/"):
        with pytest.raises(MailboxError) as caught:
            imap.place_of(address)
        assert "secret" not in str(caught.value)
    assert imap.quoted("Entwürfe & Co") == '"Entw&APw-rfe &- Co"'
    assert imap.quoted("台北") == '"&U,BTFw-"', "RFC 3501's own example"
