"""``score --resume``: wherever a run is killed, what it had done stays, and the rows are those of one run that was not."""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from classifier.batch import CHUNK
from classifier.cli import exits, main
from classifier.history.secret import SHORTEST_KEY
from classifier.mailbox import read_mailbox
from classifier.pipeline import Classifier, Examined
from classifier.spool import Spool, SpoolError

KILLED = """
import os, signal, sys
from classifier import spool
from classifier.cli import main
from classifier.history.ledger import Ledger
from classifier.report import database, jsonl, sheet

owner, name, times, before = eval(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "before"
done = getattr(owner, name)

def until(*args):
    global times
    times -= 1
    if not times and before:
        os.kill(os.getpid(), signal.SIGKILL)
    found = done(*args)
    if not times:
        os.kill(os.getpid(), signal.SIGKILL)
    return found

setattr(owner, name, until)
sys.exit(main(sys.argv[5:]))
"""
"""The command, until a function is called so many times."""
MOMENTS = [
    ("spool.Spool", "add", 1, "before"),  # before anything was done
    ("spool.Spool", "add", 2, "after"),
    ("spool.Spool", "add", 1, "before"),
    ("spool.Spool", "close_input", 1, "before"),
    ("spool.Spool", "judge", 1, "after"),  # a row is kept, and the history does not know of its mail
    ("spool.Spool", "judge", 1, "before"),  # rows that wait for others are made once more
    ("Ledger", "record", 60, "after"),  # a mail is remembered, the next one has no row yet
    ("Ledger", "record", 20, "after"),  # while what was judged already is recorded once more
    ("spool.Spool", "close", 1, "before"),  # the output is complete, and the spool still there
]


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with Sent mail, of which the newest comes first."""
    folder = tmp_path_factory.mktemp("archive")
    assert main(["corpora", "mailbox", "--messages", "180", "--years", "1", "-o", str(folder / "made")]) == 0
    (made,) = (folder / "made").glob("*.mbox")
    mails = [item.octets for item in read_mailbox(str(made))]
    assert len(mails) > 2 * CHUNK
    path = folder / "box"
    path.write_bytes(b"".join(b"From - Mon Jan  1 10:00:00 2024\n" + mail + b"\n" for mail in reversed(mails)))
    return path


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One for all stores, so that they can be compared."""
    (tmp_path / "key").write_bytes(b"k" * SHORTEST_KEY)
    monkeypatch.setenv("COLDSIEVE_HISTORY_KEY_FILE", str(tmp_path / "key"))


def contents(path: Path, *tables: str) -> object:
    """What a file says; of a database, its rows."""
    if path.suffix not in (".sqlite", ".db"):
        return path.read_bytes()
    with sqlite3.connect(path) as db:
        return [sorted(db.execute(f"SELECT * FROM {table}").fetchall()) for table in tables]


@pytest.mark.parametrize(("form", "history"), [("jsonl", "memory"), ("csv", "none"), ("sqlite", "store")])
def test_a_run_that_is_killed_again_and_again(box: Path, tmp_path: Path, form: str, history: str, key: None) -> None:
    def arguments(name: str) -> list[str]:
        store = str(tmp_path / f"{name}.db") if history == "store" else history
        return ["score", str(box), "-o", str(tmp_path / f"{name}.{form}"), "--history", store]

    whole, killed = tmp_path / f"whole.{form}", tmp_path / f"killed.{form}"
    assert main(arguments("whole")) == 0
    for where, name, times, when in MOMENTS:
        if history == "none" and where == "Ledger":
            continue
        command = [sys.executable, "-c", KILLED, where, name, str(times), when, *arguments("killed"), "--resume"]
        done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        assert done.returncode == -signal.SIGKILL, (where, name, done.stderr)
        assert killed.exists() == (name == "close")
    assert main([*arguments("killed"), "--resume"]) == 0
    assert contents(killed, "verdicts") == contents(whole, "verdicts")
    assert sorted(p.name for p in tmp_path.glob("killed.*")) == sorted(
        {killed.name, *(["killed.db"] if history == "store" else [])}
    )
    if history == "store":
        tables = "seen", "events", "standing"
        assert contents(tmp_path / "killed.db", *tables) == contents(tmp_path / "whole.db", *tables)


@pytest.fixture
def begun(box: Path, tmp_path: Path) -> list[str]:
    """Arguments of a run that was killed after two chunks; its mailbox is a copy."""
    copy, out = tmp_path / "box", tmp_path / "out.jsonl"
    copy.write_bytes(box.read_bytes())
    arguments = ["score", str(copy), "-o", str(out)]
    command = [sys.executable, "-c", KILLED, "spool.Spool", "add", "2", "after", *arguments]
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert (tmp_path / "out.jsonl.resume").stat().st_mode & 0o077 == 0
    return arguments


@pytest.mark.parametrize("processes", [2, 4, 5])
def test_ctrl_c_reaches_the_workers_too(box: Path, tmp_path: Path, processes: int) -> None:
    """As a terminal sends it: to the whole group, when a tracker, a worker, or the second one has just begun."""
    command = [sys.executable, "-m", "classifier.cli", "score", str(box), "-o", str(tmp_path / "out.jsonl"), "-j", "2"]
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # what a shell starts in the background ignores it
    try:
        running = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, before)
    deadline = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < deadline:
        found = subprocess.run(["ps", "-o", "pid=", "-g", str(running.pid)], capture_output=True, check=False).stdout
        if len(found.split()) >= processes:
            break
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == exits.INTERRUPTED, said
    assert b"Traceback" not in said
    assert not (tmp_path / "out.jsonl").exists()
    assert main([*command[3:], "--resume"]) == 0
    assert main([*command[3:6], str(tmp_path / "whole.jsonl")]) == 0
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_what_was_done_is_not_done_again(begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    examine = Classifier.examine_many

    def watched(self: Classifier, raws: list[bytes]) -> list[Examined]:
        seen.extend(raws)
        return examine(self, raws)

    monkeypatch.setattr(Classifier, "examine_many", watched)
    assert main([*begun, "--resume"]) == 0
    assert len(seen) == len(list(read_mailbox(begun[1]))) - 2 * CHUNK


def test_a_mailbox_that_changed_is_told(begun: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy, out = Path(begun[1]), tmp_path / "out.jsonl"
    was = copy.read_bytes()
    changes = {
        "has changed since that run": was.replace(b"\n\n", b"\n:", 1).replace(b"\nTo: ", b"\nTO: ", 1),
        "another size of the mailbox": was + b"\nPS\n",
    }
    for said, now in changes.items():
        copy.write_bytes(now)
        assert main([*begun, "--resume"]) == exits.DATA
        told = capsys.readouterr().err
        assert said in told
        assert len(told.splitlines()) == 1
    copy.write_bytes(was)
    assert main([*begun, "--resume", "--policy", "strict"]) == exits.DATA
    assert "another settings" in capsys.readouterr().err
    assert main([*begun, "--resume", "--history", "none"]) == exits.DATA
    assert not out.exists()
    assert main([*begun, "--history", "none"]) == 0, "without --resume it is begun anew"
    assert [p.name for p in tmp_path.glob("out*")] == ["out.jsonl"]


def test_two_runs_for_one_file(begun: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = Spool(tmp_path / "out.jsonl.resume", {})
    assert main([*begun, "--resume"]) == exits.IO
    assert "another run is at it" in capsys.readouterr().err
    other.close()


def test_a_file_of_somebody_else_runs_nothing(begun: list[str], tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "made"),)

    with closing(sqlite3.connect(tmp_path / "out.jsonl.resume")) as db, db:
        db.execute("UPDATE examined SET record = ?", (pickle.dumps(Evil()),))
    assert main([*begun, "--resume"]) == exits.IO
    assert not (tmp_path / "made").exists()
    (tmp_path / "out.jsonl.resume").write_bytes(b"notes of mine\n" * 100)
    with pytest.raises(SpoolError, match="not a database"):
        Spool(tmp_path / "out.jsonl.resume")


@pytest.mark.parametrize(
    ("octets", "name"), [(100_000, "x.jsonl"), (700_000, "x.jsonl"), (700_000, "x.sqlite"), (700_000, "x.parquet")]
)
def test_a_disk_that_is_full(box: Path, tmp_path: Path, octets: int, name: str) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))

    command = [sys.executable, "-m", "classifier.cli", "score", str(box), "-o", str(tmp_path / name)]
    done = subprocess.run(command, preexec_fn=limited, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == exits.IO, done.stderr
    assert "Traceback" not in done.stderr
    assert str(tmp_path / name) in done.stderr.splitlines()[-1]
    assert not (tmp_path / name).exists()
    done = subprocess.run([*command, "--resume"], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_what_is_no_file_is_written_as_it_is(box: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(box), "-o", "/dev/null", "--format", "jsonl"]) == 0
    assert Path("/dev/null").is_char_device()
    assert main(["score", str(box), "-o", "/dev/full", "--format", "jsonl"]) == exits.IO
    assert "/dev/full: No space left on device" in capsys.readouterr().err
    assert main(["score", str(box), "--resume"]) == exits.USAGE
