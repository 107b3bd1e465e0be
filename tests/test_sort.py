"""``coldsieve sort`` and the files of columns: nothing is lost or altered, and the export stays as it was."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from classifier.cli import exits, main
from classifier.headers import NAMES, without_ours
from classifier.mailbox import read_mailbox, takeout

PLACES = {"people", "outreach", "newsletter", "notification", "spam", "unsure", "sent"}


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "Takeout"
    assert main(["corpora", "mailbox", "--messages", "120", "--years", "1", "-o", str(folder)]) == 0
    odd = b"From ann@berg.example Mon Jan  1 10:00:00 2024\nSubject: odd\n\nFrom here on\n>From there\nno end of line"
    (folder / "Maildir" / "cur").mkdir(parents=True)
    (folder / "Maildir" / "new").mkdir()
    (folder / "Maildir" / "cur" / "1:2,S").write_bytes(odd)
    return folder


def mails(path: Path | str) -> list[bytes]:
    return [item.octets for item in read_mailbox(str(path))]


@pytest.mark.parametrize("form", ["mbox", "maildir"])
def test_every_mail_is_in_one_place_as_it_was(
    export: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in export.rglob("*") if path.is_file()}
    assert main(["sort", str(export), "--into", str(tmp_path / "out"), "--format", form]) == 0
    said = {place: int(n) for n, place in (line.split() for line in capsys.readouterr().out.splitlines())}
    assert set(said) == PLACES
    found = mails(tmp_path / "out")
    assert len(found) == sum(said.values()) == 121

    def alike(mail: bytes) -> bytes:
        # An mbox ends each mail with a line end, and keeps a From_ line outside of it.
        return without_ours(mail).removeprefix(b"From ann@berg.example Mon Jan  1 10:00:00 2024\n").rstrip()

    assert sorted(map(alike, found)) == sorted(map(alike, mails(export)))
    for mail in found:
        assert mail.count(NAMES[0].encode() + b":") == 1
    sent = tmp_path / "out" / ("sent.mbox" if form == "mbox" else ".sent")
    assert all(takeout.is_sent(without_ours(mail)) for mail in mails(sent))
    assert len(mails(sent)) == said["sent"] > 0
    assert before == {path: path.read_bytes() for path in export.rglob("*") if path.is_file()}


def test_places_follow_the_rows(export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sort", str(export), "--into", str(tmp_path / "out"), "--dry-run"]) == 0
    assert not (tmp_path / "out").exists()
    dry = capsys.readouterr().out
    assert main(["sort", str(export), "--into", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out == dry
    unsure = mails(tmp_path / "out" / "unsure.mbox")
    assert all(b"; leaned" in mail.partition(b"\n\n")[0].replace(b"\r", b"") for mail in unsure)


def test_what_cannot_be_sorted_is_told(export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sort", "-", "--into", str(tmp_path / "out")]) == exits.USAGE
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    assert main(["sort", str(export), "--into", str(tmp_path / "full")]) == exits.CANNOT_CREATE
    assert main(["sort", str(export), "--into", "/proc/nowhere/out"]) == exits.CANNOT_CREATE


def test_a_mailbox_that_changes_meanwhile_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from classifier.batch import score as real

    box = tmp_path / "box.eml"
    box.write_bytes(b"From: ann@berg.example\nSubject: one\n\nHello\n")

    def slow(items, *rest):  # type: ignore[no-untyped-def]
        rows = list(real(items, *rest))
        box.write_bytes(box.read_bytes() + b"PS\n")
        return iter(rows)

    monkeypatch.setattr("classifier.cli.sort.score", slow)
    assert main(["sort", str(box), "--into", str(tmp_path / "out")]) == exits.IO
    assert "changed while it was read" in capsys.readouterr().err


def test_sqlite_and_parquet_say_what_jsonl_says(export: Path, tmp_path: Path) -> None:
    from pyarrow import parquet

    for name in ("x.jsonl", "x.sqlite", "x.parquet"):
        assert main(["score", str(export), "-o", str(tmp_path / name)]) == 0
    rows = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    with sqlite3.connect(tmp_path / "x.sqlite") as db:
        db.row_factory = sqlite3.Row
        stored = [dict(row) for row in db.execute('SELECT * FROM verdicts ORDER BY "index"')]
    columns = parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert len(rows) == len(stored) == len(columns) == 121
    for row, *tables in zip(rows, stored, columns, strict=True):
        for cells in tables:
            assert {name: cells[name] for name in ("source", "index", "from", "subject", "date", "label", "kind")} == {
                name: row[name] for name in ("source", "index", "from", "subject", "date", "label", "kind")
            }
            assert [cells["p_human"], cells["p_junk"], bool(cells["leaned"])] == [
                row["probability"]["human"], row["kinds"]["junk"], row["leaned"]
            ]  # fmt: skip
            assert json.loads(cells["reasons"]) == row["reasons"]


def test_files_of_columns_need_a_file(export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(export), "--format", "sqlite"]) == exits.USAGE
    assert "--output FILE" in capsys.readouterr().err
    assert main(["score", str(export), "-o", "/proc/nowhere/x.sqlite"]) == exits.CANNOT_CREATE


def test_lone_surrogates_do_not_end_a_run(tmp_path: Path) -> None:
    box = tmp_path / "x.eml"
    box.write_bytes(b"From: ann@berg.example\nSubject: =?utf-7?Q?+2AA-?= =?utf-16?B?ANg=?=\n\nHello\n")
    folder = tmp_path / "mails"
    folder.mkdir()
    odd = os.fsdecode(os.fsencode(folder) + b"/\xff.eml")  # no name in UTF-8
    shutil.copy(box, odd)
    for name in ("x.sqlite", "x.parquet", "x.csv", "x.jsonl"):
        assert main(["score", str(box), str(folder), "-o", str(tmp_path / name)]) == 0
    told = [json.loads(line)["source"] for line in (tmp_path / "x.jsonl").read_text("utf-8").splitlines()]
    assert told == [str(box), odd]


def test_takeout_says_who_was_written_to(export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "a.db")
    assert main(["history", "import", str(export), "--history", store]) == 0
    told = capsys.readouterr().out
    sent = sum(1 for mail in mails(export) if takeout.is_sent(mail))
    assert f"; {sent} that you sent, to " in told
    owner = json.loads((export / "owner.json").read_text("utf-8"))
    assert f'me = ["{owner["addresses"][0]}"' in told
    assert main(["score", str(export), "-o", str(tmp_path / "x.jsonl"), "--history", str(tmp_path / "b.db")]) == 0
    capsys.readouterr()
    assert main(["history", "stats", "--history", str(tmp_path / "b.db")]) == 0
    assert f"{sent} that were sent" in capsys.readouterr().out


def test_a_store_that_fills_up_on_the_way_is_told(
    export: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from classifier.history import HistoryError, MemoryHistory

    def full(*_: object) -> None:
        raise HistoryError("database or disk is full")

    monkeypatch.setattr(MemoryHistory, "record", full)
    assert main(["score", str(export), "--history", "memory"]) == exits.IO
    assert capsys.readouterr().err == "coldsieve: history: database or disk is full\n"


def test_time_left() -> None:
    from classifier.cli.running import time_left

    assert time_left(10, 100, 400) == ", 30 s left"
    assert time_left(60, 10, 100) == ", 9 min left"
    assert time_left(10, 100, None) == time_left(0, 0, 100) == ""
