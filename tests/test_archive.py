"""An invented archive is what it says: its truth agrees with its mail, threads resolve, the same seed gives the same."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tracemalloc
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from email.utils import getaddresses, parsedate_to_datetime
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from classifier import mailbox
from classifier.cli import exits, main
from classifier.mail import Mail
from classifier.message import Message, parse
from classifier.model import KINDS
from classifier.text import split_text
from classifier.training.archive import HOSTS, Archive, Settings
from classifier.training.archive.course import SHARES
from classifier.training.archive.rhythms import (
    BUILDS,
    DAILY,
    MONTHLY,
    QUARTERLY,
    RISING,
    WEEKLY,
    Calendar,
    Rhythm,
    moments,
)
from classifier.training.archive.sentences import SPOKEN, items, sentences, slots_of
from classifier.training.archive.variation import on_another_day, to_reader
from classifier.training.archive.world import hash_of
from classifier.training.archive.writer import TAKEOUT, truth_of
from classifier.training.letters import Letter, read_letters
from classifier.training.wrap.people import Person

LETTERS = Path(__file__).parent.parent / "data" / "letters"
UNTIL = date(2026, 6, 30)
MESSAGES = 5000


class Entry(NamedTuple):
    raw: bytes
    truth: dict[str, str | int | bool | None]
    message: Message
    text: str
    """What its writer wrote, before any software touched it."""
    date: datetime
    """By its writer's clock; some software tells it in UTC."""


@cache
def letters() -> tuple[Letter, ...]:
    return tuple(read_letters(LETTERS))


def archive(messages: int, seed: int = 3, form: str = "takeout", language: str = "en", years: float = 3) -> Archive:
    return Archive(letters(), Settings(years, messages, seed, UNTIL, language), HOSTS[form])


@cache
def entries() -> tuple[Entry, ...]:
    found = archive(MESSAGES).mails()
    return tuple(Entry(m.raw, truth_of(m), parse(m.raw), m.planned.letter.text, m.planned.date) for m in found)


def of(kind: str, direction: str = "in") -> list[Entry]:
    return [e for e in entries() if e.truth["kind"] == kind and e.truth["direction"] == direction]


def when(entry: Entry) -> datetime:
    return datetime.fromisoformat(str(entry.truth["date"]))


def clock(entry: Entry) -> datetime:
    """What the Date field shows, in the zone of its writer."""
    return parsedate_to_datetime(entry.message.field("date"))


def ids(message: Message, name: str) -> list[str]:
    return re.findall(r"<[^<>\s]+>", " ".join(message.fields.get(name.lower(), [])))


def test_has_as_many_mails_as_asked_and_of_each_kind_its_share() -> None:
    assert len(entries()) == MESSAGES
    counts = Counter((e.truth["kind"], e.truth["direction"]) for e in entries())
    people = counts["personal", "in"] + counts["personal", "out"]
    told = {"people": people} | {k: counts[k, "in"] for k in KINDS if k != "personal"}
    for kind, share in SHARES.items():
        assert abs(100 * told[kind] / MESSAGES - share) < 2.5, kind
    assert 0.10 < counts["personal", "out"] / MESSAGES < 0.17


@pytest.mark.parametrize("messages", [1, 2, 17, 300])
@pytest.mark.parametrize("years", [0.02, 1, 12])
def test_small_archives_are_exact_too(messages: int, years: float) -> None:
    mails = list(archive(messages, years=years).mails())
    assert len(mails) == messages
    assert all(a.planned.date <= b.planned.date for a, b in pairwise(mails))


def test_lies_within_its_years_and_in_order() -> None:
    dates = [when(e) for e in entries()]
    assert dates == sorted(dates)
    assert dates[0].date() >= UNTIL - timedelta(days=1096)
    assert dates[-1].date() <= UNTIL
    assert len({d.date() for d in dates}) > 900, "hardly a day without mail"


def test_people_write_by_day_and_seldom_on_weekends() -> None:
    for direction in ("in", "out"):
        dates = [clock(e) for e in of("personal", direction)]
        assert sum(d.weekday() > 4 for d in dates) / len(dates) < 0.12
        assert sum(6 <= d.hour < 20 for d in dates) / len(dates) > 0.9


@pytest.mark.parametrize("form", ["takeout", "maildir"])
def test_same_arguments_give_the_same_octets(form: str) -> None:
    def digest(seed: int) -> str:
        whole = hashlib.sha256()
        for mail in archive(400, seed, form).mails():
            whole.update(mail.raw + json.dumps(truth_of(mail)).encode())
        return whole.hexdigest()

    assert digest(5) == digest(5)
    assert digest(5) != digest(6)


def test_octets_do_not_depend_on_the_machine(made: dict[str, Path], tmp_path: Path) -> None:
    """Another process, another hash seed, another time zone."""
    folder = tmp_path / "again"
    command = [sys.executable, "-m", "classifier.cli", "corpora", "mailbox", "--messages", "300", "--years", "1"]
    there = os.environ | {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "PYTHONPATH": str(LETTERS.parents[1])}
    subprocess.run([*command, "-o", str(folder)], check=True, timeout=120, env=there, capture_output=True)
    for file in made["takeout"].iterdir():
        assert (folder / file.name).read_bytes() == file.read_bytes(), file.name


def test_truth_agrees_with_the_messages() -> None:
    owner = set(archive(1).owner.addresses)
    addresses: dict[str, set[str]] = defaultdict(set)
    own = f"@{archive(1).owner.person.domain}"
    for entry in entries():
        truth, message = entry.truth, entry.message
        assert message.message_id == truth["message_id"]
        assert message.date is not None
        assert message.date == when(entry).replace(microsecond=0)
        author = getaddresses(message.fields["from"])[0][1]
        readers = {address for _, address in getaddresses(message.fields["to"])}
        assert truth["label"] == {"personal": "human", "junk": "spam"}.get(str(truth["kind"]), "bot")
        if truth["direction"] == "out":
            assert author in owner
            assert readers == {truth["address"]}
        else:
            assert author == truth["address"]
            if author.endswith(own):  # a form on the owner's own website wrote for somebody, or a colleague did
                assert message.reply_to or author not in owner
            else:
                addresses[str(truth["person"])].add(author)
    assert all(len(known) == 1 for known in addresses.values()), "a person keeps their address"
    assert len({e.truth["message_id"] for e in entries()}) == MESSAGES


def test_every_message_parses_without_a_defect_of_its_own() -> None:
    for entry in entries():
        assert not entry.message.defects, entry.raw[:300]
        assert entry.message.plain or entry.message.html


def test_threads_resolve() -> None:
    known: dict[str, Entry] = {}
    answers = 0
    for entry in entries():
        above = ids(entry.message, "In-Reply-To") + ids(entry.message, "References")
        for one in above:
            assert one in known, "answers a mail that is not there, or not there yet"
            assert known[one].truth["thread"] == entry.truth["thread"]
        answers += bool(above)
        known[str(entry.truth["message_id"])] = entry
    assert answers > 700


def test_answered_means_that_an_answer_of_the_owner_follows() -> None:
    answered = {one for e in entries() if e.truth["direction"] == "out" for one in ids(e.message, "In-Reply-To")}
    for entry in entries():
        if entry.truth["direction"] == "in":
            assert entry.truth["answered"] == (entry.truth["message_id"] in answered)
    assert len(answered) > 300


def test_answers_quote_what_they_answer() -> None:
    by_id = {str(e.truth["message_id"]): e for e in entries()}
    answers = [e for e in of("personal", "out") if ids(e.message, "In-Reply-To")]
    quoting = 0
    for entry in answers:
        before = by_id[ids(entry.message, "In-Reply-To")[0]]
        words = set(re.findall(r"\w+", before.text))
        quoted = set(re.findall(r"\w+", split_text(entry.message.plain).quoted))
        quoting += len(words & quoted) > 0.8 * len(words)
    assert quoting > 0.85 * len(answers)


def test_sequences_keep_their_days() -> None:
    runs: dict[int, list[Entry]] = defaultdict(list)
    for entry in of("outreach"):
        if entry.truth["sequence"]:
            runs[int(str(entry.truth["approach"]))].append(entry)
    several = [run for run in runs.values() if len(run) > 1]
    assert len(several) > 40
    for first, *others in several:
        assert first.truth["step"] == 1
        for n, step in enumerate(others, 2):
            assert step.truth["step"] == n
            days = (step.date.date() - first.date.date()).days
            assert days == int(str(step.truth["day"]))


def test_campaigns_come_again_from_other_mailboxes() -> None:
    senders: dict[object, set[object]] = defaultdict(set)
    for entry in of("outreach"):
        senders[entry.truth["campaign"]].add(entry.truth["address"])
    assert sum(len(known) > 1 for known in senders.values()) > 20


def test_some_go_on_after_a_no() -> None:
    said = {e.truth["person"]: when(e) for e in of("personal", "out") if e.truth["thread"] in outreach_threads()}
    refused = [e for e in of("outreach") if e.truth["refused"]]
    assert refused
    for entry in refused:
        assert any(no < when(entry) for no in said.values())
    assert set(said) - {e.truth["person"] for e in refused}, "others stop"


@cache
def outreach_threads() -> frozenset[object]:
    return frozenset(e.truth["thread"] for e in of("outreach"))


def test_people_never_write_the_same_twice() -> None:
    for direction in ("in", "out"):
        texts = Counter(hash_of(e.text) for e in of("personal", direction))
        assert max(texts.values()) == 1


def test_senders_write_for_years_and_differ_from_issue_to_issue() -> None:
    for kind in ("newsletter", "notification"):
        issues: dict[object, list[Entry]] = defaultdict(list)
        for entry in of(kind):
            issues[entry.truth["person"]].append(entry)
        long = [run for run in issues.values() if len(run) >= 12]
        assert len(long) >= 5
        assert any(when(run[-1]) - when(run[0]) > timedelta(days=700) for run in long)
        for run in long:
            assert len({e.text for e in run}) > 0.5 * len(run), run[0].text[:200]
    friends = Counter(e.truth["person"] for e in of("personal"))
    assert sum(n >= 4 for n in friends.values()) > 40, "people write again"


def test_one_host_received_it_all() -> None:
    for form, by in (("takeout", rb"by mx\.google\.com"), ("maildir", rb"by \S+ \(Postfix\)")):
        hosts = set()
        for mail in archive(200, form=form).mails():
            top = re.search(rb"^Received: from [^\n]*(?:\n[ \t][^\n]*)*", mail.raw, re.M)
            if mail.planned.out:
                assert b"\nReceived:" not in b"\n" + mail.raw.partition(b"\n\n")[0]
                continue
            assert top
            found = re.search(by, top.group())
            assert found, top.group()
            hosts.add(found.group())
        assert len(hosts) == 1


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("archive")
    for form in ("takeout", "maildir"):
        code = main(
            ["corpora", "mailbox", "--messages", "300", "--years", "1", "--format", form, "-o", str(root / form)]
        )
        assert code == 0
    return {form: root / form for form in ("takeout", "maildir")}


def test_takeout_is_read_back_octet_for_octet(made: dict[str, Path]) -> None:
    path = made["takeout"] / TAKEOUT
    octets = path.read_bytes()
    assert b"\r\n" in octets
    assert not re.search(rb"[^\r]\n", octets)
    read = [item.octets for item in mailbox.read_mailbox(str(path))]
    mails = list(archive(300, seed=1, years=1).mails())
    assert len(read) == len(mails)
    for item, mail in zip(read, mails, strict=True):
        head, _, rest = item.replace(b"\r\n", b"\n").partition(b"\nX-Gmail-Labels: ")
        assert head == f"X-GM-THRID: {mail.planned.thread}".encode()
        labels, _, raw = rest.partition(b"\n")
        assert (b"Sent" in labels) == mail.planned.out
        assert raw == mail.raw


def test_from_at_the_start_of_a_line_is_quoted(tmp_path: Path) -> None:
    from classifier.training.archive.writer import write

    made = archive(5)
    text = b"\nFrom Monday on\n>From the old list\n"
    mails = [mail._replace(raw=mail.raw.partition(b"\n\n")[0] + b"\n\nHello\n" + text) for mail in made.mails()]
    write(mails, made.owner, "takeout", tmp_path / "a")
    for item in mailbox.read_mailbox(str(tmp_path / "a" / TAKEOUT)):
        assert item.octets.replace(b"\r\n", b"\n").endswith(text)


def test_maildir_has_sent_mail_apart(made: dict[str, Path]) -> None:
    folder = made["maildir"]
    truth = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    sent = {parse(path.read_bytes()).message_id for path in (folder / "Maildir" / ".Sent" / "cur").iterdir()}
    assert sent == {row["message_id"] for row in truth if row["direction"] == "out"}
    everything = list(mailbox.read_mailbox(str(folder / "Maildir")))
    assert len(everything) == len(truth) == 300
    owner = json.loads((folder / "owner.json").read_text("utf-8"))
    authors = {
        getaddresses(parse(p.read_bytes()).fields["from"])[0][1]
        for p in (folder / "Maildir" / ".Sent" / "cur").iterdir()
    }
    assert authors <= set(owner["addresses"])


def test_a_full_folder_is_left_alone(made: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(made["takeout"].iterdir())
    assert main(["corpora", "mailbox", "--messages", "5", "-o", str(made["takeout"])]) == exits.CANNOT_CREATE
    assert "is not empty" in capsys.readouterr().err
    assert sorted(made["takeout"].iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["--messages", "0"], exits.USAGE, "between 1 and"),
        (["--messages", "many"], exits.USAGE, "invalid"),
        (["--years", "-1"], exits.USAGE, "between 0.02"),
        (["--years", "nan"], exits.USAGE, "between 0.02"),
        (["--until", "2026-02-30"], exits.USAGE, "is no day"),
        (["--until", "1999-01-01", "--years", "20"], exits.DATA, "before 1990"),
        (["--format", "pst"], exits.USAGE, "invalid choice"),
        (["--letters", "/nowhere"], exits.NO_INPUT, "no such folder"),
    ],
)
def test_bad_options_are_told(
    arguments: list[str], code: int, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["corpora", "mailbox", "-o", str(tmp_path / "new"), *arguments]) == code
    assert complaint in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_memory_does_not_grow_with_the_mails() -> None:
    """Peaks of 2,000 mails early and late in an archive of 40,000: what grows is who is known, which has an end."""
    mails = archive(40_000, years=10).mails()
    peaks = []
    tracemalloc.start()
    try:
        for _ in range(3):
            tracemalloc.reset_peak()
            for _ in islice(mails, 1_500):
                pass
            peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert peaks[2] - peaks[1] < 4_000_000, peaks


def test_another_day_has_other_numbers_of_the_same_shape() -> None:
    text = (
        "Order 20417 of 3 June 2024, 10:20 to 11:50, £412.50. Call 01632 960377. Commit 9e41c0b. Bis 30.04. um 14 Uhr."
    )
    day = datetime(2025, 10, 9)
    made = on_another_day(text, day, "a")
    assert made != on_another_day(text, day, "b")
    assert made == on_another_day(text, day, "a")
    assert "01632 960377" in made
    assert "October 2025" in made
    assert re.search(r"bis \d\d\.10\. um 14 Uhr", made, re.I)
    shape = re.compile(r"Order \d{5} of \d+ October 2025, (\d\d):(\d\d) to (\d\d):(\d\d), £\d{3}\.\d\d\.")
    found = shape.match(made)
    assert found
    a, b, c, d = map(int, found.groups())
    assert (c - a) * 60 + d - b == 90


def test_the_reader_is_greeted_by_their_own_name() -> None:
    reader = Person("Tom", "Kendrick", "", "", "", "", "", "", "")
    steps = ["Liebe Frau Gronemeyer,\n\nkurz.", "Frau Gronemeyer, noch etwas:\n\nmehr."]
    assert to_reader(steps, reader, "Mr") == ["Lieber Herr Kendrick,\n\nkurz.", "Herr Kendrick, noch etwas:\n\nmehr."]
    assert to_reader(["Dear Mrs Abernethy,\n\nhello"], reader, "Mr") == ["Dear Mr Kendrick,\n\nhello"]
    assert to_reader(["Hi Denise,\n\nhello"], reader, "Mr") == ["Hi Tom,\n\nhello"]
    assert to_reader(["the door leaks"], reader, "Mr") == ["the door leaks"]


@pytest.mark.parametrize("language", SPOKEN)
def test_every_sentence_can_be_filled(language: str) -> None:
    import random

    slots = slots_of(language, datetime(2024, 2, 29), random.Random(1)) | {"first": "A", "last": "B", "me": "C"}
    for what in ("greeting", "closing", "answer", "back", "more", "open", "ask", "about", "no"):
        for line in sentences(language, what):
            assert "{" not in line.format(**slots)
            assert (" || " in line) == (what in ("open", "ask")), line
    for line in items(language):
        assert "{" not in line.format(**slots)
        assert line.count(" || ") == 1


@pytest.mark.parametrize("rhythm", [WEEKLY, MONTHLY, QUARTERLY, DAILY, RISING, BUILDS], ids=str)
def test_rhythms_go_forward(rhythm: Rhythm) -> None:
    import random

    from classifier.training.archive.cast import in_zone
    from classifier.training.wrap.draft import local

    first, last = (in_zone(local(datetime(*day), 0), 60) for day in ((2023, 1, 31, 9), (2026, 1, 1)))
    found = list(moments(rhythm, first, last, 60, random.Random(4)))
    assert found == sorted(found)
    assert found[-1] < last
    expected = 1065 * rhythm.a_day
    assert 0.85 * expected < len(found) < 1.15 * expected


def test_a_calendar_ends_with_all_mails() -> None:
    calendar = Calendar("people", date(2024, 1, 1), 700, 1234)
    come = [calendar.by(n) for n in range(700)]
    assert come == sorted(come)
    assert come[-1] == 1234
    saturday = (date(2024, 6, 1) - date(2024, 1, 1)).days
    assert come[saturday] - come[saturday - 1] <= come[saturday - 1] - come[saturday - 2]


def test_mail_can_be_scored() -> None:
    for entry in entries()[:200]:
        assert Mail(entry.message).text.new or entry.message.plain
