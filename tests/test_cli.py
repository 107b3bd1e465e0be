"""The commands, as a user meets them: output, files, pipes, and one clear line for everything that goes wrong."""

from __future__ import annotations

import csv
import gzip
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from classifier.cli import COMMANDS, main
from classifier.cli.signals import as_json, markdown
from classifier.signals import CATALOGUE

FROM = "From ann@berg.example Mon Jan  1 10:00:00 2024\n"


def letter(
    n: int,
    subject: str = "scanners",
    sender: str = "sam@acme.example",
    day: int = 1,
    text: str = "Just bumping this, Ada.",
) -> str:
    return (
        f"Received: from a by b; Mon, {day} Jan 2024 10:00:00 +0000\nFrom: Sam Vance <{sender}>\nTo: Ada <ada@reader.example>\n"
        f"Subject: {subject}\nMessage-ID: <{n}@acme.example>\nDate: Mon, {day} Jan 2024 10:00:00 +0000\n\n{text}\n"
    )


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Four steps of a sequence, the last one first, and a subject made to hurt a terminal and a spreadsheet."""
    letters = [
        letter(4, day=15),
        letter(1, day=1),
        letter(2, day=4),
        letter(3, day=8),
        letter(5, "=1+1 \x1b[2J\x07", "eve@evil.example", 9),
    ]
    path = tmp_path / "box"
    path.write_text("".join(f"{FROM}{text}\n" for text in letters))
    return path


def run(*args: str, stdin: bytes = b"", **kwargs: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "classifier.cli", *args], input=stdin, capture_output=True, timeout=120, check=False
    )


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_jsonl_has_one_row_a_message_in_order(box: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(box), "--format", "jsonl"]) == 0
    found = rows(capsys.readouterr().out)
    assert [row["message_id"] for row in found] == [f"<{n}@acme.example>" for n in (4, 1, 2, 3, 5)]
    assert [row["index"] for row in found] == [0, 1, 2, 3, 4]
    assert list(found[0]) == ["source", "index", "message_id", "from", "subject", "date", "label", "kind", "probability", "kinds", "leaned", "reasons", "defects"]  # fmt: skip
    for row in found:
        assert row["label"] in ("human", "bot", "spam")
        probability = row["probability"]
        assert isinstance(probability, dict)
        assert sum(probability.values()) == pytest.approx(1, abs=1e-5)


def test_history_is_chronological_whatever_the_order_of_the_mailbox(
    box: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from classifier.batch import score
    from classifier.history import MemoryHistory
    from classifier.mailbox import read_mailbox
    from classifier.pipeline import Classifier

    seen: list[int] = []

    class Watched(Classifier):
        def conclude(self, examined, past):  # type: ignore[no-untyped-def]
            seen.append(len(past.of_sender))
            return super().conclude(examined, past)

    found = list(score(read_mailbox(str(box)), Watched(history=MemoryHistory())))
    assert [row["index"] for row in found] == [0, 1, 2, 3, 4]
    assert seen == [0, 1, 2, 0, 3], "asked in order of time: steps 1, 2, 3, then Eve, then step 4"


def test_jobs_and_history_none_give_the_same_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "many"
    path.write_text("".join(f"{FROM}{letter(n, text=f'Dear Ada, order {n} is on its way.')}\n" for n in range(150)))
    for history in ("none", "memory"):
        outputs = []
        for jobs in ("1", "2"):
            assert main(["score", str(path), "--format", "jsonl", "--jobs", jobs, "--history", history]) == 0
            outputs.append(rows(capsys.readouterr().out))
        assert outputs[0] == outputs[1]
        assert len(outputs[0]) == 150


def test_a_store_outlives_the_run(box: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "history.db"
    for _ in range(2):
        assert main(["score", str(box), "--format", "jsonl", "--history", str(store)]) == 0
        capsys.readouterr()
    assert store.stat().st_size > 0


def test_table_and_csv_are_harmless(box: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(box)]) == 0
    table = capsys.readouterr().out
    assert "\x1b" not in table
    assert "\x07" not in table
    assert "\\x1b" in table
    assert table.splitlines()[-1].startswith("5 messages: ")
    out = tmp_path / "out.csv"
    assert main(["score", str(box), "-o", str(out)]) == 0
    with out.open(newline="") as file:
        cells = list(csv.DictReader(file))
    assert len(cells) == 5
    assert cells[4]["subject"].startswith("'=1+1")
    assert not list(tmp_path.glob("*.part"))


def test_every_kind_of_mailbox(box: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = tmp_path / "box.gz"
    packed.write_bytes(gzip.compress(box.read_bytes()))
    maildir = tmp_path / "Maildir"
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True)
    (maildir / "new" / "1").write_text(letter(1))
    one = tmp_path / "one.eml"
    one.write_text(letter(1))
    assert main(["score", str(packed), str(maildir), str(one), "--format", "jsonl"]) == 0
    assert [row["source"] for row in rows(capsys.readouterr().out)] == [str(packed)] * 5 + [
        str(maildir / "new" / "1"),
        str(one),
    ]
    piped = run("score", "-", "--format", "jsonl", stdin=box.read_bytes())
    assert (piped.returncode, len(piped.stdout.splitlines()), piped.stderr) == (0, 5, b"")


def test_explain_shows_evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = tmp_path / "one.eml"
    one.write_text(letter(1, text="Just bumping this, Ada. Are you the right person to talk to?"))
    assert main(["explain", str(one)]) == 0
    text = capsys.readouterr().out
    assert "Subject: scanners" in text
    assert "What spoke for" in text


def test_signals_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signals"]) == 0
    assert capsys.readouterr().out == markdown()
    listed = json.loads(as_json())
    assert [row["name"] for row in listed] == [s.name for s in CATALOGUE]
    assert set(listed[0]) == {"name", "family", "unit", "provenance", "statement", "why", "misses"}
    assert markdown() == (Path(__file__).parents[1] / "SIGNALS.md").read_text("utf-8"), (
        "run: coldsieve signals > SIGNALS.md"
    )


BAD: list[tuple[list[str], int, str]] = [
    (["score", "{tmp}/nowhere"], 66, "No such file"),
    (["score", "{tmp}/empty"], 65, "holds no message"),
    (["score", "{tmp}/picture"], 65, "is no mailbox"),
    (["score", "{tmp}/letter", "--model", "{tmp}"], 78, "model"),
    (["score", "{tmp}/letter", "--history", "{tmp}/picture"], 78, "history"),
    (["score", "{tmp}/letter", "--output", "{tmp}/no/such/folder/out"], 73, "No such file"),
    (["explain", "{tmp}/two"], 65, "explain takes one"),
    (["explain", "{tmp}/nowhere"], 66, "No such file"),
    (["train", "{tmp}", "--output", "{tmp}/m"], 65, "holds no SOURCE"),
    (["evaluate", "{tmp}"], 65, "holds no SOURCE"),
    (["score"], 64, "required"),
    (["score", "x", "--format", "xml"], 64, "invalid choice"),
    (["frobnicate"], 64, "invalid choice"),
    ([], 64, "required"),
]


@pytest.mark.parametrize(("args", "code", "reason"), BAD, ids=[" ".join(a) or "nothing" for a, _, _ in BAD])
def test_what_goes_wrong_is_one_clear_line(
    args: list[str], code: int, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "picture").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "letter").write_text(letter(1))
    (tmp_path / "two").write_text(f"{FROM}{letter(1)}\n{FROM}{letter(2)}")
    assert main([a.replace("{tmp}", str(tmp_path)) for a in args]) == code
    said = capsys.readouterr()
    assert reason in said.err
    assert "Traceback" not in said.err
    assert code == 64 or len(said.err.splitlines()) == 1
    assert not said.out


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS.keys() - {"filter"}:  # which tells a person at a terminal alone; see test_filter
        assert main([name, "--help"]) == 0
        assert f"coldsieve {name}" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("coldsieve ")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many"
    path.write_text("".join(f"{FROM}{letter(n)}\n" for n in range(300)))
    command = f"{sys.executable} -m classifier.cli score {path} --format jsonl | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=120, check=False)
    assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (0, 1, b"")


def test_an_interrupted_run_leaves_no_half_file(tmp_path: Path) -> None:
    path, out = tmp_path / "many", tmp_path / "out.jsonl"
    path.write_text("".join(f"{FROM}{letter(n)}\n" for n in range(6000)))
    # A shell lets what it runs in the background ignore SIGINT, and so would the run, started from there.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        running = subprocess.Popen(
            [sys.executable, "-m", "classifier.cli", "score", str(path), "-o", str(out)], stderr=subprocess.PIPE
        )
    finally:
        signal.signal(signal.SIGINT, before)
    while running.poll() is None and not (tmp_path / "out.jsonl.resume").exists():
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert b"Traceback" not in said
    assert not out.exists(), "what is done waits for --resume, in a file of its own"
    assert {p.name for p in tmp_path.iterdir()} <= {"many", "out.jsonl.resume"}
