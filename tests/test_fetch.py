"""`coldsieve corpora fetch` against a web server that gives archives as their keepers do; and the shipped labels."""

from __future__ import annotations

import functools
import gzip
import hashlib
import io
import json
import os
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from classifier.cli import main
from classifier.model import KINDS
from classifier.training.corpora import SEPARATOR, read_source
from classifier.training.fetch.sources import read_labels, read_sources
from tests.labelled import labelled_mail

LABELS = Path(__file__).parent.parent / "data" / "labels"

LETTER = (
    b"From: Ann Berg <ann@berg.example>\nTo: shop@kiln.example\nSubject: Opening hours\n\nAre you open?\nFrom May on?\n"
)
OFFER = b"From: Max <max@leads.example>\nSubject: List\nMessage-ID: <1@leads.example>\n\n9,000 contacts, $99"
NOTICE = b"From: ci@build.example\nSubject: failed\n\njob 7\n\n>From the log: exit 2\n"


def key(raw: bytes) -> str:
    return hashlib.sha1(raw, usedforsecurity=False).hexdigest()[:12]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length" and self.path.endswith("cut.tar.gz"):
            value = str(int(value) + 10)
        super().send_header(keyword, value)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which a server on loopback gives it."""
    folder = tmp_path / "web"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def tar(path: Path, mode: str, files: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:bz2" if mode == "bz2" else "w:gz") as archive:
        for name, octets in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(octets)
            archive.addfile(member, io.BytesIO(octets))


def labelled(folder: Path, source: str, *labels: tuple[bytes, str]) -> None:
    folder.mkdir(exist_ok=True)
    lines = [
        json.dumps({"id": key(raw), "kind": kind, "sender": "s", "list": "hams.example.org"}) for raw, kind in labels
    ]
    (folder / f"{source}.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode() + b"\n"))


def table(path: Path, **sources: str) -> Path:
    path.write_text("".join(f'[{name}]\nlicence = "none"\n{entry}\n' for name, entry in sources.items()), "utf-8")
    return path


def run(tmp_path: Path, *more: str) -> int:
    where = [
        "--labels",
        str(tmp_path / "labels"),
        "--cache",
        str(tmp_path / "cache"),
        "--table",
        str(tmp_path / "t.toml"),
    ]
    return main(["corpora", "fetch", "-o", str(tmp_path / "out"), *where, *more])


def test_builds_what_training_reads(web: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tarball as the SpamAssassin project has them: a ``From_`` line in each file, and a list of commands."""
    folder, address = web
    files = {
        "easy_ham/0001.aaa": b"From ann@berg.example  Mon Aug 26 15:05:51 2002\n" + LETTER,
        "easy_ham/cmds": b"mv 1 0001\n",
        "easy_ham/0002.bbb": OFFER,
    }
    tar(folder / "ham.tar.bz2", "bz2", files)
    labelled(tmp_path / "labels", "sa", (OFFER, "junk"), (LETTER, "personal"), (NOTICE, "notification"))
    table(tmp_path / "t.toml", sa=f'shape = "tar"\nurls = ["{address}/ham.tar.bz2"]')
    assert run(tmp_path) == 0
    assert capsys.readouterr().out == "sa: 2 mails, 1 of the labels not found\n"
    mails = list(read_source(tmp_path / "out" / "sa"))
    assert [(mail.kind, mail.id) for mail in mails] == [("junk", key(OFFER)), ("personal", key(LETTER))]
    told = [json.loads(line) for line in (tmp_path / "out/sa/labels.jsonl").read_text("utf-8").splitlines()]
    assert [(one["source"], one["label"]) for one in told] == [("sa", "spam"), ("sa", "human")]
    octets = gzip.decompress((tmp_path / "out/sa/messages.mbox.gz").read_bytes())
    assert octets == SEPARATOR + OFFER + b"\n\n" + SEPARATOR + LETTER.replace(b"\nFrom May", b"\n>From May") + b"\n"
    (folder / "ham.tar.bz2").unlink()
    assert run(tmp_path) == 0, "the second time it comes from the cache"
    assert not list(tmp_path.rglob(".*"))


def test_reads_pipermail_and_exports_with_dropped_fields(web: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = web
    mbox = b"".join(
        b"From ann at berg.example  Wed May  1 10:00:00 2019\n" + raw.replace(b"\nFrom May", b"\n>From May") + b"\n"
        for raw in (LETTER, NOTICE.replace(b">From", b">>From"))
    )
    (folder / "2019-May.txt.gz").write_bytes(gzip.compress(mbox))
    export = OFFER.replace(b"Subject", b"X-Folder: \\Max\nSubject")
    tar(folder / "enron.tar.gz", "gz", {"maildir/max/inbox/1.": export})
    reduced = OFFER.replace(b"Message-ID: <1@leads.example>\n", b"")
    labelled(tmp_path / "labels", "pm", (LETTER, "personal"), (NOTICE, "notification"))
    labelled(tmp_path / "labels", "en", (reduced, "junk"))
    table(
        tmp_path / "t.toml",
        pm=f'shape = "mbox"\nurls = ["{address}/2019-May.txt.gz"]',
        en=f'shape = "tar"\nurls = ["{address}/enron.tar.gz"]\ndrop = ["message-id", "x-"]',
    )
    assert run(tmp_path) == 0
    assert [mail.id for mail in read_source(tmp_path / "out" / "pm")] == [key(LETTER), key(NOTICE)]
    assert [mail.id for mail in read_source(tmp_path / "out" / "en")] == [key(reduced)]


def test_reads_lists_of_one_mail_a_commit(web: tuple[Path, str], tmp_path: Path) -> None:
    folder, address = web
    work, bare = tmp_path / "work", folder / "hams.example.org.0"
    author = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a.example"}
    author |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in author.items()}

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], check=True, capture_output=True, env={**os.environ, **author})

    git("init", "-q", str(work))
    for raw in (LETTER, OFFER):
        (work / "m").write_bytes(raw)
        git("-C", str(work), "add", "m")
        git("-C", str(work), "commit", "-q", "-m", "mail")
    git("-C", str(work), "rm", "-q", "m")
    git("-C", str(work), "commit", "-q", "-m", "taken out")
    git("clone", "-q", "--bare", str(work), str(bare))
    git("-C", str(bare), "update-server-info")
    labelled(tmp_path / "labels", "hams", (OFFER, "junk"), (LETTER, "personal"))
    table(tmp_path / "t.toml", hams=f'shape = "git"\nurls = ["{address}/hams.example.org"]')
    assert run(tmp_path) == 0
    assert [mail.id for mail in read_source(tmp_path / "out" / "hams")] == [key(OFFER), key(LETTER)]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ('shape = "tar"\nurls = ["{web}/none.tar.gz"]', "none.tar.gz: File not found|none.tar.gz: Not Found"),
        ('shape = "tar"\nurls = ["http://127.0.0.1:1/x.tar.gz"]', "Connection refused"),
        ('shape = "tar"\nurls = ["{web}/cut.tar.gz"]', "were announced|IncompleteRead"),
        ('shape = "tar"\nurls = ["{web}/broken.tar.gz"]', "broken.tar.gz: "),
        ('shape = "tar"\nurls = ["{web}/other.tar.gz"]', "none of 1 labelled mails"),
        ('shape = "git"\nurls = ["{web}/nothing"]', "nothing.0"),
        ('shape = "tar"\nurls = ["file:///etc/passwd"]', "not an address of the web"),
        ('without = "it was never public"', "it was never public"),
    ],
)
def test_without_the_mail_nothing_is_written(
    web: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], entry: str, complaint: str
) -> None:
    folder, address = web
    tar(folder / "cut.tar.gz", "gz", {"1": LETTER})
    tar(folder / "other.tar.gz", "gz", {"1": NOTICE})
    (folder / "broken.tar.gz").write_bytes((folder / "other.tar.gz").read_bytes()[:60])
    labelled(tmp_path / "labels", "src", (LETTER, "personal"))
    table(tmp_path / "t.toml", src=entry.replace("{web}", address))
    assert run(tmp_path, "--source", "src") == 69
    told = capsys.readouterr().err
    assert any(part in told for part in complaint.split("|")), told
    assert "Traceback" not in told
    assert not list((tmp_path / "out").rglob("*"))
    assert not list((tmp_path / "cache").rglob(".part*"))


def test_goes_on_with_the_next_source(
    web: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, address = web
    tar(folder / "good.tar.gz", "gz", {"1": LETTER})
    for name in ("bad", "good"):
        labelled(tmp_path / "labels", name, (LETTER, "personal"))
    urls = {name: f'shape = "tar"\nurls = ["{address}/{name}.tar.gz"]' for name in ("bad", "good")}
    table(tmp_path / "t.toml", secret='without = "no address"', **urls)
    assert run(tmp_path) == 69
    told = capsys.readouterr()
    assert "secret: skipped: no address" in told.err
    assert "good: 1 mails" in told.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"good"}
    (tmp_path / "file").write_bytes(b"")
    assert run(tmp_path, "--source", "good", "-o", str(tmp_path / "file")) == 74


@pytest.mark.parametrize(("arguments", "code"), [(["--source", "none"], 64), (["--labels", "/nowhere"], 66)])
def test_says_what_is_wrong(arguments: list[str], code: int, tmp_path: Path) -> None:
    assert main(["corpora", "fetch", "-o", str(tmp_path), *arguments]) == code
    assert main(["corpora", "fetch"]) == 64


def test_lists_every_source_with_its_licence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpora", "fetch", "--list"]) == 0
    told = capsys.readouterr().out
    assert {path.name.partition(".")[0] for path in LABELS.glob("*.jsonl.gz")} == {
        line.partition(":")[0] for line in told.splitlines() if not line.startswith(" ")
    }
    assert told.count("licence: ") == len(list(LABELS.glob("*.jsonl.gz")))
    assert "https://spamassassin.apache.org/old/publiccorpus/20030228_spam.tar.bz2" in told


def test_shipped_labels_hold_no_text() -> None:
    known = {"id", "kind", "sender", "group", "list", "lang", "sequence", "step", "read", "conference"}
    for source in read_sources(LABELS):
        for label in read_labels(LABELS, source.name):
            assert set(label.fields) <= known, source.name
            assert label.fields["kind"] in KINDS
            assert not any("@" in str(v) or " " in str(v) or len(str(v)) > 60 for v in label.fields.values()), label
        assert source.without or source.urls, source.name
    assert sum(path.stat().st_size for path in LABELS.iterdir()) < 1_000_000


@pytest.mark.parametrize("path", sorted(LABELS.glob("*.jsonl.gz")), ids=lambda path: path.name)
def test_shipped_labels_fit_the_mail(path: Path) -> None:
    source = path.name.partition(".")[0]
    mails, labels = list(read_source(labelled_mail(source))), read_labels(LABELS, source)
    assert [(mail.id, mail.kind) for mail in mails] == [(label.id, label.fields["kind"]) for label in labels]
    for mail, label in zip(mails, labels, strict=True):
        assert (mail.sender, mail.sequence, mail.step) == (
            label.fields.get("sender", ""),
            label.fields.get("sequence", ""),
            label.fields.get("step", 0),
        )
    together = {(mail.group, label.fields.get("group", "")) for mail, label in zip(mails, labels, strict=True)}
    assert len(together) == len({ours for ours, _ in together}) == len({shipped for _, shipped in together})
