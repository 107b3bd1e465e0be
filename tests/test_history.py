"""One contract for all stores: what was recorded is looked up, once, before its time, for its reader alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from classifier.fingerprint import fingerprint
from classifier.history import NO_HISTORY, UNKNOWN, History, HistoryError, MemoryHistory, Sighting
from classifier.history.base import DAY, WINDOW
from classifier.history.sqlite import SqliteHistory
from classifier.mail import Envelope, Mail
from classifier.message import parse


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> History:
    return MemoryHistory() if request.param == "memory" else SqliteHistory(tmp_path / "history.db")


def mail(
    day: float,
    sender: str = "sam@acme.example",
    reader: str = "ada@reader.example",
    template: tuple[int, ...] = (),
    n: int = 0,
) -> Sighting:
    return Sighting(reader, sender, sender.partition("@")[2], template, 1e9 + day * DAY, n or int(day * 1000))


def test_earlier_mails_in_order(store: History) -> None:
    for day in (3, 0, 7):
        store.record(mail(day))
    past = store.lookup(mail(14))
    assert past.remembers
    assert past.of_sender == tuple(1e9 + day * DAY for day in (0, 3, 7))
    assert store.lookup(mail(3)).of_sender == (1e9,)
    assert store.lookup(mail(0)).of_sender == ()


def test_the_same_mail_twice_is_one(store: History) -> None:
    store.record(mail(1))
    store.record(mail(1))
    assert len(store.lookup(mail(2)).of_sender) == 1


def test_readers_are_apart(store: History) -> None:
    store.record(mail(1, reader="bob@reader.example"))
    assert store.lookup(mail(2)).of_sender == ()


def test_what_is_long_ago_does_not_count(store: History) -> None:
    store.record(mail(0))
    assert store.lookup(mail(WINDOW / DAY + 1)).of_sender == ()


def test_organisation_and_template_cross_senders(store: History) -> None:
    store.record(mail(1, sender="sam@acme.example", template=(1, 2)))
    store.record(mail(2, sender="kim@acme.example", template=(3, 2)))
    store.record(mail(3, sender="pat@tryacme.example", template=(1, 9)))
    past = store.lookup(mail(4, sender="sam@acme.example", template=(1, 2)))
    assert len(past.of_sender) == 1
    assert len(past.of_organisation) == 2
    assert len(past.of_template) == 3
    assert past.template_senders == 2


def test_no_history_remembers_nothing() -> None:
    NO_HISTORY.record(mail(1))
    assert NO_HISTORY.lookup(mail(2)) == UNKNOWN
    assert not UNKNOWN.remembers


def test_sqlite_keeps_no_plain_address_and_outlives_the_process(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    first = SqliteHistory(path)
    first.record(mail(1))
    del first
    assert len(SqliteHistory(path).lookup(mail(2)).of_sender) == 1
    for file in tmp_path.iterdir():
        assert b"acme" not in file.read_bytes()


def test_sqlite_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"no database at all, " * 100)
    later = tmp_path / "later"
    SqliteHistory(later)
    with sqlite3.connect(later) as db:
        db.execute("UPDATE about SET schema = 99")
    db.close()
    for path in (garbage, later, tmp_path / "missing" / "history.db"):
        with pytest.raises(HistoryError, match=str(path)):
            SqliteHistory(path)


def test_many_processes_lose_no_update(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from tests.test_history import SqliteHistory, mail
store = SqliteHistory(Path(sys.argv[1]))
for i in range(20):
    store.record(mail(1 + i / 100, n=int(sys.argv[2]) * 1000 + i))
"""
    path = tmp_path / "history.db"
    running = [subprocess.Popen([sys.executable, "-c", program, str(path), str(n)]) for n in range(1, 9)]
    assert [p.wait(timeout=120) for p in running] == [0] * 8
    assert len(SqliteHistory(path).lookup(mail(9)).of_sender) == 160


LETTER = """Hi {name}, I noticed that {company} has a warehouse in {city} and thought of you. We help firms of your size to halve
the hours that are spent on counting stock, with scanners that pay for themselves within a year. Would it make sense to show you
how that looks in practice one morning next week? Best wishes, {sender}"""


def words(**names: str) -> list[str]:
    raw = f"From: {names['sender']} <{names['sender'].lower()}@acme.example>\nTo: {names['name']} <x@y.example>\n\n{LETTER.format(**names)}"
    return Mail(parse(raw.encode()), Envelope()).masked_letter


def test_copies_of_one_template_share_a_band() -> None:
    a = fingerprint(words(name="Ada", company="Okafor Tools", city="Leeds", sender="Sam"))
    b = fingerprint(words(name="Bruno", company="Silva", city="Porto", sender="Kim"))
    other = fingerprint(
        [
            "the",
            "doors",
            "are",
            "ready",
            "and",
            "can",
            "be",
            "fetched",
            "from",
            "monday",
            "on",
            "if",
            "you",
            "bring",
            "the",
            "van",
            "and",
            "somebody",
            "to",
            "help",
            "with",
            "the",
            "long",
            "ones",
            "please",
        ]
    )
    assert set(zip((0, 1), a, strict=True)) & set(zip((0, 1), b, strict=True))
    assert not set(a) & set(other)
    assert fingerprint(["short", "letter"]) == ()
