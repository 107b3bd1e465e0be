"""history, correct, allow and block as a user meets them: an archive, a store, the next message."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from email.utils import formatdate
from pathlib import Path

import pytest

from classifier.cli import main
from classifier.places import default_history
from tests.test_rules import NOTE, PITCH

SEPARATOR = "From x@y.example Mon Mar  2 10:00:00 2026\n"
NOW = time.time()
OURS = "Authentication-Results: mx.berg.example; dmarc=pass header.from="


def came(n: int, sender: str, text: str, days_ago: float, to: str = "anna@berg.example", answers: str = "") -> str:
    when = formatdate(NOW - days_ago * 86_400)
    thread = f"In-Reply-To: {answers}\nReferences: {answers}\n" if answers else ""
    return (
        f"{OURS}{sender.partition('@')[2]}\nReceived: from mail by mx.berg.example; {when}\n{thread}From: <{sender}>\nTo: {to}\n"
        f"Subject: Berg Clinics\nMessage-ID: <in.{n}@{sender.partition('@')[2]}>\nDate: {when}\n\n{text}\n"
    )


def wrote(n: int, to: str, text: str, days_ago: float, answers: str = "", sender: str = "anna@berg.example") -> str:
    thread = f"In-Reply-To: {answers}\n" if answers else ""
    return (
        f"From: Anna Berg <{sender}>\nTo: {to}\nSubject: Re: Berg Clinics\n{thread}Message-ID: <out.{n}@berg.example>\n"
        f"Date: {formatdate(NOW - days_ago * 86_400)}\n\n{text}\n"
    )


def box(path: Path, *mails: str) -> str:
    path.write_text("".join(f"{SEPARATOR}{mail}\n" for mail in mails))
    return str(path)


@pytest.fixture
def archive(tmp_path: Path) -> tuple[str, str]:
    """An inbox and a Sent mailbox: Maria was answered, Sam was told no, Eve was never answered."""
    inbox = box(
        tmp_path / "inbox",
        came(1, "maria@shop.example", NOTE, 30),
        came(2, "sam@acme.example", PITCH, 29),
        came(3, "eve@leads.example", PITCH.replace("Sam", "Eve"), 28),
        came(4, "sam@acme.example", PITCH, 20),
        came(5, "office@berg.example", "The meeting is on Monday.", 19),
        came(6, "info@paper.example", "Your parcel 4711 is on its way.", 18, "office@berg.example"),
    )
    sent = box(
        tmp_path / "sent",
        wrote(1, "maria@shop.example, ben@firm.example", "Ben has it.", 27, "<in.1@shop.example>"),
        wrote(2, "sam@acme.example", "Please take me off your list.", 26, "<in.2@acme.example>"),
    )
    return inbox, sent


def run(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    assert main(args) == code
    out = capsys.readouterr()
    return out.out if code == 0 else out.err


def configure(home: Path, text: str) -> None:
    file = home / "config" / "coldsieve" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def verdict(capsys: pytest.CaptureFixture[str], path: Path, mail: str, *args: str) -> dict[str, object]:
    path.write_text(mail)
    row: dict[str, object] = json.loads(run(capsys, "score", str(path), "--format", "jsonl", *args))
    return row


def rules_of(row: dict[str, object]) -> list[str]:
    reasons = row["reasons"]
    assert isinstance(reasons, list)
    return [reason["signal"] for reason in reasons]


def test_import_tells_what_it_found_and_guessed(archive: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    inbox, sent = archive
    text = run(capsys, "history", "import", inbox, "--sent", sent)
    assert text.splitlines()[0] == "6 mails that you got; 2 that you sent, to 3 addresses; 1 of them say no"
    assert 'me = ["anna@berg.example"]\norganisation = ["berg.example"]\nauthserv_ids = ["mx.berg.example"]' in text
    before = run(capsys, "history", "stats")
    assert before.startswith("6 mails that came, 2 that were sent, from ")
    assert run(capsys, "history", "import", inbox, "--sent", sent) == text
    assert run(capsys, "history", "stats") == before, "what is known already is not learnt twice"


def test_what_is_configured_is_not_guessed(
    archive: tuple[str, str], capsys: pytest.CaptureFixture[str], a_user_of_our_own: Path
) -> None:
    configure(a_user_of_our_own, 'me = ["anna@berg.example"]\norganisation = ["berg.example"]\nauthserv_ids = ["mx.berg.example"]\n')  # fmt: skip
    assert "Guessed" not in run(capsys, "history", "import", archive[0], "--sent", archive[1])


def test_the_store_is_asked_from_the_next_message_on(
    archive: tuple[str, str], capsys: pytest.CaptureFixture[str], a_user_of_our_own: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter"
    assert rules_of(verdict(capsys, letter, came(9, "ben@firm.example", PITCH, 1)))[0] != "i_wrote_to_them"
    run(capsys, "history", "import", archive[0], "--sent", archive[1])
    configure(a_user_of_our_own, 'me = ["anna@berg.example"]\nauthserv_ids = ["mx.berg.example"]\n')
    known = verdict(capsys, letter, came(9, "ben@firm.example", PITCH, 1))
    assert (known["label"], rules_of(known)[0]) == ("human", "i_wrote_to_them")
    answered = verdict(capsys, letter, came(10, "maria@shop.example", PITCH, 1))
    assert (answered["label"], rules_of(answered)[0]) == ("human", "i_answered")
    assert rules_of(verdict(capsys, letter, came(11, "sam@acme.example", PITCH, 1)))[0] == "went_on_after_no"
    text = run(capsys, "explain", str(letter))
    assert "Rules that applied:" in text
    assert "You said no, did not write otherwise since, and they go on." in text
    ignored = verdict(capsys, letter, came(12, "ben@firm.example", PITCH, 1), "--history", "none")
    assert "i_wrote_to_them" not in rules_of(ignored)


def test_own_mail_in_an_inbox_counts_as_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everything = box(tmp_path / "all", came(1, "maria@shop.example", NOTE, 9), wrote(1, "maria@shop.example", "Ben has it.", 8, "<in.1@shop.example>"))  # fmt: skip
    text = run(capsys, "history", "import", everything, "--me", "Anna@berg.example")
    assert text.startswith("1 mails that you got; 1 that you sent, to 1 addresses; 0 of them say no")


def test_show_and_forget(archive: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "history", "import", archive[0], "--sent", archive[1])
    of = ("--recipient", "anna@berg.example")
    text = run(capsys, "history", "show", "sam@acme.example", *of)
    assert "mails of this address in half a year: 2" in text
    assert "you said no on " in text
    assert "mails since: 1" in text
    assert "0 events" not in run(capsys, "history", "forget", "sam@acme.example", *of)
    assert "mails of this address in half a year: 0\n" in run(capsys, "history", "show", "sam@acme.example", *of)
    assert "your mails to it: 1" in run(capsys, "history", "show", "maria@shop.example", *of)
    assert "whose mail?" in run(capsys, "history", "show", "maria@shop.example", code=64)


def test_prune(archive: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "history", "import", archive[0], "--sent", archive[1])
    assert run(capsys, "history", "prune") == "0 mails forgotten\n"
    assert run(capsys, "history", "prune", "--older-than", "26.5") == "3 mails forgotten\n"
    assert run(capsys, "history", "prune", "--older-than", "26.5", "--sent") == "1 mails forgotten\n"
    assert "mails that came, 1 that were sent" in run(capsys, "history", "stats")


def sent_by_hook(mail: str, *args: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "classifier.cli", "history", "sent", *args],
        input=mail.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_submission_hook_records_what_is_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], a_user_of_our_own: Path
) -> None:
    configure(a_user_of_our_own, 'authserv_ids = ["mx.berg.example"]\n')
    assert sent_by_hook(wrote(1, "sam@acme.example", "What does it cost?", 2)).returncode == 0
    row = verdict(capsys, tmp_path / "letter", came(9, "sam@acme.example", PITCH, 1))
    assert (row["label"], rules_of(row)[0]) == ("human", "i_wrote_to_them")
    for mail in ("", "no mail at all", "From: x\n\n\xff\n"):
        assert sent_by_hook(mail).returncode == 0


def test_a_submission_hook_asks_for_another_try_when_the_store_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "garbage").write_bytes(b"no database at all, " * 100)
    done = sent_by_hook(wrote(1, "sam@acme.example", "Hello.", 2), "--history", str(tmp_path / "garbage"))
    assert done.returncode == 75
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("args", [("--frobnicate",), ("--me",), ("extra",), ("--history", "none"), ("--history", "/")])
def test_a_submission_hook_that_is_called_wrongly_makes_no_mail_bounce(args: tuple[str, ...]) -> None:
    done = sent_by_hook(wrote(1, "sam@acme.example", "Hello.", 2), *args)
    assert done.returncode == 75
    assert b"Traceback" not in done.stderr
    assert done.stderr


def test_a_store_that_breaks_in_the_middle_of_a_command_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, letter = tmp_path / "history.db", tmp_path / "letter"
    letter.write_text(came(1, "sam@acme.example", PITCH, 2))
    assert run(capsys, "history", "stats", "--history", str(store))
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("DROP TABLE seen")
    for args in (
        ["score", str(letter)],
        ["history", "import", str(letter), "--me", "anna@berg.example"],
        ["explain", str(letter)],
    ):
        text = run(capsys, *args, "--history", str(store), code=74)
        assert text == f"coldsieve: history: {store}: no such table: seen\n", args


@pytest.mark.parametrize(
    ("said", "label", "kind"),
    [("human", "human", "personal"), ("newsletter", "bot", "newsletter"), ("notification", "bot", "notification"), ("spam", "spam", "junk"), ("outreach", "bot", "outreach")],
)  # fmt: skip
def test_a_correction_holds_from_the_next_message_on(
    said: str, label: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong, following = tmp_path / "wrong", tmp_path / "following"
    text = NOTE if said == "outreach" else PITCH
    wrong.write_text(came(1, "sam@acme.example", text, 2))
    assert run(capsys, "correct", str(wrong), "--as", said) == f"sam@acme.example: {said} from now on\n"
    row = verdict(capsys, following, came(2, "sam@acme.example", "Is the key with Ben now, or with you?", 1))
    assert (row["label"], row["kind"], rules_of(row)[0]) == (label, kind, "corrected_sender")
    other = verdict(capsys, following, came(3, "sam@other.example", text, 1))
    if said != "human":
        assert (other["kind"], rules_of(other)[0]) == (kind, "corrected_copy")
    else:
        assert "corrected_copy" not in rules_of(other), "no copy of a letter is a person's"
    assert run(capsys, "correct", str(wrong), "--undo") == "sam@acme.example: no longer corrected\n"
    assert "corrected_sender" not in rules_of(verdict(capsys, following, came(4, "sam@acme.example", text, 1)))
    assert "was not corrected" in run(capsys, "correct", str(wrong), "--undo", code=65)


def test_allow_and_block(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter, of = tmp_path / "letter", ("--recipient", "anna@berg.example")
    assert run(capsys, "block", "@Shop.example", *of) == "shop.example: blocked\n"
    assert verdict(capsys, letter, came(1, "maria@shop.example", NOTE, 2))["label"] == "spam"
    assert run(capsys, "allow", "maria@shop.example", *of) == "maria@shop.example: allowed\n"
    assert verdict(capsys, letter, came(2, "maria@shop.example", NOTE, 2))["label"] == "human", "the nearer entry holds"
    assert run(capsys, "allow", "maria@shop.example", "--remove", *of) == "maria@shop.example: off the list\n"
    assert verdict(capsys, letter, came(3, "maria@shop.example", NOTE, 2))["label"] == "spam"
    assert "not on the list" in run(capsys, "allow", "maria@shop.example", "--remove", *of, code=65)


@pytest.mark.parametrize(
    ("args", "code", "reason"),
    [
        (["history", "import"], 64, "give mailboxes"),
        (["history", "import", "{tmp}/nowhere"], 66, "No such file"),
        (["history", "import", "{tmp}/letter"], 65, "give --me"),
        (["history", "show", "a@b.example", "--history", "none"], 78, "keeps nothing"),
        (["history", "frobnicate"], 64, "invalid choice"),
        (["history", "prune", "--older-than", "nan"], 64, "not a number of days"),
        (["history", "prune", "--older-than", "-5"], 64, "not a number of days"),
        (["allow", "shop.example", "--recipient", "anna"], 64, "anna: not an address"),
        (["correct", "{tmp}/letter"], 64, "--as"),
        (["correct", "{tmp}/letter", "--as", "human", "--undo"], 64, "--as"),
        (["correct", "{tmp}/letter", "--as", "robot"], 64, "invalid choice"),
        (["correct", "{tmp}/letter", "--as", "human", "--history", "{tmp}/letter"], 78, "history"),
        (["allow", "a@b.example"], 64, "whose mail"),
        (["block", "nonsense", "--recipient", "a@b.example"], 64, "neither an address nor a domain"),
        (["block", "two words.example", "--recipient", "a@b.example"], 64, "neither"),
        (["block", "@", "--recipient", "a@b.example"], 64, "neither"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_goes_wrong_is_one_clear_line(
    args: list[str], code: int, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter").write_text(came(1, "sam@acme.example", PITCH, 2))
    assert main([arg.replace("{tmp}", str(tmp_path)) for arg in args]) == code
    error = capsys.readouterr().err
    assert reason in error
    assert "Traceback" not in error


def test_wrong_settings_are_told_by_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], a_user_of_our_own: Path
) -> None:
    configure(a_user_of_our_own, "colour = 3\n")
    (tmp_path / "letter").write_text(came(1, "sam@acme.example", PITCH, 2))
    for args in (["score", str(tmp_path / "letter")], ["explain", str(tmp_path / "letter")], ["history", "stats"]):
        assert "config.toml: unknown key 'colour'" in run(capsys, *args, code=78)
    assert not Path(default_history()).exists()
