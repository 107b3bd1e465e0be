"""What each store does beside the contract: keep no plain text, migrate, serve many processes, and break without harm."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from classifier.history import History, HistoryError, Past, Stats
from classifier.history.base import DAY, RETENTION
from classifier.history.careful import REST, Degrading
from classifier.history.memory import MemoryRows
from classifier.history.redis import RedisRows
from classifier.history.rows import Query
from classifier.history.secret import read_key
from classifier.history.sqlite import PRUNED_ROWS, SqliteHistory, SqliteRows
from classifier.history.stores import open_careful, open_history
from classifier.pipeline import Classifier
from tests.histories import ADA, Server, at, correction, listing, mail, redis_server, sent

LETTER = b"From: Sam <sam@acme.example>\nTo: ada@reader.example\nDate: Mon, 4 Mar 2024 09:00:00 +0000\n\nDear Ada, are you in?\n"
SCHEMA_1, SCHEMA_2 = (Path(__file__).parent / "golden" / f"history-schema-{n}.db" for n in (1, 2))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with redis_server() as server:
        yield server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def remember_everything(store: History) -> None:
    store.record(mail(1, template=(1, 2), persona="mills sam", references=("<quokka@thread.example>",)))
    store.record(sent(2, "sam@acme.example", answers=("<m1001@x.example>",)))
    store.record(correction(3, "personal", mail(1)))
    store.record(listing("wombat.example", True))


SECRETS = (b"acme", b"sam", b"mills", b"reader", b"ada@", b"x.example", b"m1001", b"quokka", b"wombat")


def test_a_file_holds_no_address_and_no_word_of_the_mail(path: Path) -> None:
    store = open_history(str(path))
    remember_everything(store)
    for file in path.parent.iterdir():
        octets = file.read_bytes().lower()
        assert not [word for word in SECRETS if word in octets], file
    store.close()
    assert len(open_history(str(path)).lookup(mail(2)).of_sender) == 1, "outlives the process"


def test_a_server_holds_no_address_and_no_word_of_the_mail(server: Server) -> None:
    import redis

    server.empty()
    remember_everything(open_history(server.url))
    with redis.Redis(port=server.port, db=3) as client:
        octets = b"".join(key + (client.dump(key) or b"") for key in client.scan_iter()).lower()
    assert b"coldsieve:" in octets
    assert not [word for word in SECRETS if word in octets]


def test_hashes_of_two_stores_differ(tmp_path: Path) -> None:
    kept = []
    for name in ("one", "two"):
        store = open_history(str(tmp_path / name))
        remember_everything(store)
        store.close()
        with closing(sqlite3.connect(tmp_path / name)) as db:
            kept.append(
                {
                    octets
                    for table in ("seen", "standing")
                    for row in db.execute(f"SELECT what FROM {table}")
                    for octets in row
                }
            )
    assert len(kept[0]) == len(kept[1]) > 8
    assert not kept[0] & kept[1], "who has two files could tell whom both know"


def test_all_rows_of_a_sighting_are_read_at_once(path: Path) -> None:
    rows = SqliteRows(path)
    with closing(rows):
        said: list[str] = []
        rows._db.set_trace_callback(said.append)
        rows.timed([Query(b"one", 0, 1), Query(b"other", 0, 1, 0)])
        rows.kept([b"one", b"other"])
    assert [line for line in said if not line.startswith("SELECT")] == ["BEGIN", "COMMIT"] * 2
    assert len(said) == 8


def test_files_are_for_their_owner_alone_in_a_folder_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "state" / "coldsieve" / "history.db"
    store = open_history(str(path))
    store.record(mail(1))
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    store.close()


def test_a_store_of_schema_1_is_migrated(path: Path) -> None:
    shutil.copy(SCHEMA_1, path)
    old = mail(0, n=1)._replace(message_id="")
    store = open_history(str(path))
    past = store.lookup(old._replace(time=at(12), template=(1, 2)))
    assert past.of_sender == (at(0), at(4))
    assert past.of_organisation == (at(0), at(4), at(9))
    assert past.of_template == (at(0), at(4), at(4))
    assert past.template_senders == 0, "schema 1 did not say whose they were"
    store.record(mail(11))
    store.record(sent(11.5, "sam@acme.example"))
    store.close()
    again = open_history(str(path))
    past = again.lookup(mail(12))
    assert past.of_sender == (at(0), at(4), at(11))
    assert past.written_to == (at(11.5),)
    again.prune(at(5))
    assert again.lookup(mail(12)).of_sender == (at(11),)


def test_a_store_of_schema_2_is_migrated(path: Path) -> None:
    shutil.copy(SCHEMA_2, path)
    store = open_history(str(path))
    assert store.stats() == Stats(1, 2, 0, 1, at(1), at(3))
    assert store.prune(at(900)) == 1
    past = store.lookup(mail(1_000, references=("<s2@reader.example>",)))
    assert (past.of_sender, past.written_to, past.thread_is_mine) == ((), (at(2),), True)
    assert store.lookup(mail(1_000, sender="kim@other.example")).refused == at(3)
    assert store.prune(at(900), sent=True) == 2
    assert store.lookup(mail(1_000)).sent_since is None


def test_sqlite_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    garbage, later, other = (tmp_path / name for name in ("garbage", "later", "other"))
    garbage.write_bytes(b"no database at all, " * 100)
    open_history(str(later)).close()
    with closing(sqlite3.connect(later)) as db, db:
        db.execute("UPDATE about SET schema = 99")
    with closing(sqlite3.connect(other)) as db, db:
        db.execute("CREATE TABLE bookmarks (url)")
    for path, said in (
        (garbage, "not a database"),
        (later, "schema 99, this program knows 3"),
        (other, "no such table"),
        (tmp_path / "garbage" / "history.db", "File exists|Not a directory"),
    ):
        with pytest.raises(HistoryError, match=f"{path}: .*({said})"):
            open_history(str(path))


def test_redis_refuses_what_it_cannot_read(server: Server) -> None:
    import redis

    server.empty()
    with redis.Redis(port=server.port, db=3) as client:
        for told, said in (('[99, "", ""]', "schema 99"), ("{}", "."), ('"?"', "."), ("[1, 2, 3]", ".")):
            client.set("coldsieve:about", told)
            with pytest.raises(HistoryError, match=said):
                open_history(server.url)


def test_an_error_does_not_tell_the_password() -> None:
    with pytest.raises(HistoryError) as error:
        open_history("redis://:sesame@127.0.0.1:1/0")
    assert "127.0.0.1:1/0" in str(error.value)
    assert "sesame" not in str(error.value)


def test_a_shared_key(tmp_path: Path, server: Server) -> None:
    server.empty()
    one, other, short = (tmp_path / name for name in ("one", "other", "short"))
    one.write_bytes(os.urandom(32))
    other.write_bytes(os.urandom(32))
    short.write_bytes(b"secret")
    own = str(tmp_path / "own.db")
    open_history(own).close()
    for name in (str(tmp_path / "keyed.db"), server.url):
        store = open_history(name, one)
        store.record(mail(1))
        store.close()
        assert len(open_history(name, one).lookup(mail(2)).of_sender) == 1
        with pytest.raises(HistoryError, match="another history_key_file"):
            open_history(name, other)
        with pytest.raises(HistoryError, match="made with a history_key_file"):
            open_history(name)
    with pytest.raises(HistoryError, match="made without"):
        open_history(own, one)
    with pytest.raises(HistoryError, match="16 octets"):
        read_key(short)
    with pytest.raises(HistoryError, match="No such file"):
        read_key(tmp_path / "none")


WRITER = """
import sys
from classifier.history import Sighting
from classifier.history.stores import open_history
me = int(sys.argv[2])
def mail(n):
    return Sighting("ada@reader.example", "sam@acme.example", "acme.example", (1, 2), 1e9 + n, n, f"<{n}@x.example>")
for i in range(5):
    store = open_history(sys.argv[1])  # as a filter does: once a mail
    store.record(mail(1))
    store.lookup(mail(10 ** 6))
    store.record(mail(me * 1000 + i))
    store.close()
store = open_history(sys.argv[1])
for i in range(5, 10):
    store.record(mail(me * 1000 + i))
    assert store.lookup(mail(10 ** 6)).of_sender
"""


def test_32_processes_at_once_lose_no_update(path: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(n)], stderr=subprocess.PIPE)
        for n in range(1, 33)
    ]
    for process in running:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    store = open_history(str(path))
    assert store.stats().mails == 321
    assert len(store.lookup(mail(0)._replace(time=1e9 + 10**6)).of_sender) == 321


def test_threads_share_a_store(path: Path) -> None:
    store = open_history(str(path))

    def write(n: int) -> None:
        for i in range(20):
            store.record(mail(i, n=n * 100 + i))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.stats().mails == 160


def test_sqlite_prunes_by_itself(path: Path) -> None:
    now = at(500)
    rows = SqliteRows(path, clock=lambda: now)
    rows.add(b"1" * 12, at(0), [(b"old", b"1" * 12)], sent=False)
    rows.add(b"2" * 12, at(500) - RETENTION + DAY, [(b"young", b"2" * 12)], sent=False)
    rows.add(b"\0" * 11 + b"1", at(1), [(b"mine", b"\0" * 12)], sent=True)
    rows.add(b"\0" * 12, at(9_000), [(b"from the future", b"\0" * 12)], sent=False)
    assert rows.stats() == Stats(2, 1, 0, 0, at(1), at(9_000))
    rows.add(b"4" * 12, at(1), [(b"of an archive", b"4" * 12)], sent=False)
    rows.add(b"\0" * 11 + b"2", at(2), [(b"of an archive", b"\0" * 11 + b"2")], sent=False)
    assert len(rows.timed([Query(b"of an archive", 0, at(9_000))])[0]) == 2, "an old archive is read once more"
    of_old, of_young, of_mine = rows.timed([Query(key, 0, at(9_000)) for key in (b"old", b"young", b"mine")])
    assert not of_old
    assert of_young, "a Date that lies does not prune"
    assert of_mine, "what the reader wrote is never forgotten by itself"
    assert PRUNED_ROWS >= 256 * 7, "no less than what comes in meanwhile"


def test_memory_prunes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classifier.history.memory.PRUNED_EVERY", 3)
    rows = MemoryRows(clock=lambda: at(500))
    rows.add(b"0" * 12, at(0), [(b"mine", b"0" * 12)], sent=True)
    for event, day in ((b"1" * 12, 0.0), (b"2" * 12, 499.0), (b"3" * 12, 9_000.0)):
        rows.add(event, at(day), [(b"key", event)], sent=False)
    assert rows.stats() == Stats(2, 1, 0, 0, at(0), at(9_000)), "a Date that lies does not prune"
    assert [len(found) for found in rows.timed([Query(key, 0, at(9_001)) for key in (b"mine", b"key")])] == [1, 2]


def test_redis_prunes_by_itself(server: Server) -> None:
    server.empty()
    rows = RedisRows(server.url, clock=lambda: at(500))
    for event, day in ((b"1" * 12, 0.0), (b"2" * 12, 499.0), (b"\0" * 12, 9_000.0)):
        rows.add(event, at(day), [(b"key", event)], sent=False)
    assert rows.stats().oldest == at(499)


def test_redis_keeps_what_the_reader_wrote(server: Server) -> None:
    import redis

    server.empty()
    rows = RedisRows(server.url, clock=lambda: at(9_000))
    for n, day in enumerate((1, 8_000)):
        event = bytes(11) + b"%d" % n
        rows.add(event, at(day), [(b"mine", event)], sent=True)
        rows.add(event, at(day), [(b"theirs", event)], sent=False)
    assert rows.stats() == Stats(1, 2, 0, 0, at(1), at(8_000))
    assert [len(found) for found in rows.timed([Query(key, 0, at(9_000)) for key in (b"mine", b"theirs")])] == [2, 1]
    with redis.Redis(port=server.port, db=3) as client:
        assert client.ttl("coldsieve:timed:mine") == -1, "it never goes"
        assert client.ttl("coldsieve:timed:theirs") > 0


def degraded(store: History) -> str:
    """Why a store cannot be used, when it harms nobody."""
    verdict = Classifier(history=store).classify(LETTER)
    assert verdict.label
    store.record(sent(1, "sam@acme.example"))
    return store.lookup(mail(2)).unavailable


def test_a_corrupt_file(path: Path) -> None:
    path.write_bytes(b"no database at all, " * 100)
    assert degraded(open_careful(str(path))) == "corrupt"


def test_a_truncated_file(path: Path) -> None:
    store = open_history(str(path))
    for n in range(1, 200):
        store.record(mail(n, n=n))
    store.close()
    os.truncate(path, path.stat().st_size // 2)
    assert degraded(open_careful(str(path))) == "corrupt"


def test_a_path_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert degraded(open_careful(str(tmp_path / "file" / "history.db"))) == "unusable"


def test_rows_that_somebody_damaged(path: Path) -> None:
    store = open_history(str(path))
    store.record(correction(1, "junk", mail(1)))
    store.record(mail(1))
    store.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE standing SET value = x'ff00'")
    assert degraded(open_careful(str(path))) == "corrupt"


def as_nobody(work: Callable[[], str]) -> str:
    """What ``work`` returns to a user who may read but not write."""
    if os.geteuid() != 0:
        return work()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            told = work()
        except BaseException as error:
            told = repr(error)
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


@pytest.mark.parametrize("file_mode", [0o444, 0o000])
def test_a_read_only_file_and_folder(file_mode: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        store = open_history(str(path))
        store.record(mail(1))
        store.close()
        path.chmod(file_mode)
        Path(folder).chmod(0o555)
        Classifier()  # what it loads is loaded by one who may
        why = as_nobody(lambda: degraded(open_careful(str(path))))
        assert why in ("read-only", "unusable")
        Path(folder).chmod(0o755)


def test_a_full_disk(path: Path) -> None:
    rows = SqliteRows(path)
    store = SqliteHistory(path)
    store._rows = rows
    store.record(sent(0.5, "sam@acme.example"))
    pages = rows._db.execute("PRAGMA page_count").fetchone()[0]
    rows._db.execute(f"PRAGMA max_page_count = {pages}")
    careful = Degrading(lambda: store)
    for n in range(1, 200):
        careful.record(mail(n, n=n))
    past = careful.lookup(mail(300))
    assert past.unavailable == "full"
    assert past.remembers
    assert past.written_to == (at(0.5),), "what it knows, it still tells"


def test_a_disk_that_is_full_in_earnest(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(folder)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("may not mount a small file system")
    try:
        (folder / "ballast").write_bytes(bytes(100 << 10))
        careful = open_careful(str(folder / "history.db"))
        for n in range(1, 400):
            careful.record(mail(n, n=n))
        assert degraded(careful) in ("full", "unusable")
        careful.close()
        (folder / "ballast").unlink()
        assert degraded(open_careful(str(folder / "history.db"))) == "", "as good as new when there is room"
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_locked_by_another_process(path: Path) -> None:
    SqliteHistory(path).record(sent(1, "sam@acme.example"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store = SqliteHistory(path)
        store._rows = SqliteRows(path, timeout=0.1)
        careful = Degrading(lambda: store)
        careful.record(mail(1))
        past = careful.lookup(mail(2))
        assert past.unavailable == "locked"
        assert past.written_to
        other.execute("ROLLBACK")


def test_redis_down_and_up_again(server: Server) -> None:
    now = 0.0
    with redis_server() as own:
        store = Degrading(partial(open_history, own.url), lambda: now)
        store.record(mail(1))
        assert store.lookup(mail(2)).of_sender
        own.process.kill()
        own.process.wait()
        assert degraded(store) == "unreachable"
        assert store.lookup(mail(2)) == Past(unavailable="unreachable")
        now = REST + 1
        assert store.lookup(mail(2)).unavailable == "unreachable"
    server.empty()
    back = iter([HistoryError("down", "unreachable")])

    def opening() -> History:
        for error in back:
            raise error
        return open_history(server.url)

    store = Degrading(opening, lambda: now)
    assert store.lookup(mail(2)).unavailable == "unreachable"
    now += REST + 1
    store.record(mail(1))
    assert store.lookup(mail(2)) == Past(remembers=True, of_sender=(at(1),), of_organisation=(at(1),))


def test_redis_that_hangs_costs_one_timeout() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        store = open_careful(url)
        began = time.monotonic()
        for _ in range(20):
            store.record(mail(1))
            assert store.lookup(mail(2)).unavailable == "unreachable"
        assert time.monotonic() - began < 4


def test_redis_that_is_full_still_tells(server: Server) -> None:
    import redis

    server.empty()
    store = open_careful(server.url)
    store.record(mail(1))
    with redis.Redis(port=server.port) as client:
        client.config_set("maxmemory", "1")
        try:
            store.record(mail(2))
            past = store.lookup(mail(3))
        finally:
            client.config_set("maxmemory", "0")
    assert past.unavailable == "full"
    assert past.of_sender == (at(1),)


def test_what_a_person_asks_for_fails_aloud(path: Path) -> None:
    path.write_bytes(b"no database at all, " * 100)
    store = open_careful(str(path))
    for ask in (store.stats, lambda: store.forget(ADA, "x"), lambda: store.prune(0), lambda: store.undo(1, ADA)):
        with pytest.raises(HistoryError):
            ask()
    store.close()


def test_names_of_stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not open_history("none").lookup(mail(1)).remembers
    assert open_history("memory").lookup(mail(1)).remembers
    monkeypatch.setenv("HOME", str(tmp_path))
    open_history("~/history.db")
    assert (tmp_path / "history.db").exists()
