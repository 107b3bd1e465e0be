"""Every signal is documented, fires on its messages with evidence, and stays silent on its near misses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from classifier.history import MemoryHistory, Sent, references_of
from classifier.links import registrable_domain
from classifier.mail import Envelope, Mail
from classifier.message import parse
from classifier.providers import MAIL_PROVIDERS
from classifier.signals import CATALOGUE, FROM_HISTORY, Signal, documentation

MESSAGES = Path(__file__).parent / "messages"
BY_NAME = {s.name: s for s in CATALOGUE}
CASES = sorted(MESSAGES.glob("*/*.eml"))


def read(path: Path) -> Mail:
    """A case as a mail: beside NAME.eml, NAME.json may hold its envelope, and NAME.past/*.eml what came before it.

    Of those, ``sent-*.eml`` are the reader's own, and ``sent-no-*.eml`` say no.
    """
    facts = path.with_suffix(".json")
    envelope = Envelope(**json.loads(facts.read_text())) if facts.exists() else Envelope()
    mail = Mail(parse(path.read_bytes()), envelope)
    past = path.with_suffix(".past")
    if past.is_dir():
        history = MemoryHistory()
        for earlier in sorted(past.glob("*.eml")):
            one = Mail(parse(earlier.read_bytes()), envelope)
            own = earlier.name.startswith("sent-")
            history.record(sent(one, mail.sighting.recipient, earlier) if own else one.sighting)
        mail.past = history.lookup(mail.sighting)
    return mail


def sent(mail: Mail, account: str, path: Path) -> Sent:
    message = mail.message
    assert message.sender.address == account, f"{path}: the reader did not write it"
    to = tuple(a.address for a in (*message.to, *message.cc))
    organisations = {registrable_domain(a.domain) for a in (*message.to, *message.cc)} - MAIL_PROVIDERS
    refuses = path.name.startswith("sent-no-")
    references = references_of(message)
    return Sent(account, to, tuple(organisations), message.received_at, message.message_id, references, refuses)


def test_there_are_cases() -> None:
    assert CASES


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_case(path: Path) -> None:
    reading = BY_NAME[path.parent.name](read(path))
    if path.name.startswith("fires-"):
        assert reading.value, "expected it to fire"
        if BY_NAME[path.parent.name].unit == "flag":
            assert reading.evidence, "fired without evidence"
        assert all(e.excerpt for e in reading.evidence)
    else:
        assert path.name.startswith("silent-")
        assert not reading.value, f"expected silence, read {reading}"


@pytest.mark.parametrize("signal", CATALOGUE, ids=lambda s: s.name)
def test_signal_has_messages(signal: Signal) -> None:
    names = [p.name for p in (MESSAGES / signal.name).glob("*.eml")]
    assert any(n.startswith("fires-") for n in names), "no message on which it fires"
    assert any(n.startswith("silent-") for n in names), "no near miss on which it stays silent"


@pytest.mark.parametrize("signal", CATALOGUE, ids=lambda s: s.name)
def test_signal_is_documented(signal: Signal) -> None:
    text = documentation(signal)
    assert text.statement.endswith(".")
    assert text.why.endswith(".")
    assert text.misses.endswith(".")


def test_names_are_distinct() -> None:
    assert len(BY_NAME) == len(CATALOGUE)
    assert set(BY_NAME) >= FROM_HISTORY


def test_folders_are_signals() -> None:
    assert {p.parent.name for p in CASES} <= set(BY_NAME)


@pytest.mark.parametrize("path", CASES[::7], ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_evidence_stands_where_it_says(path: Path) -> None:
    mail = read(path)
    texts = {"body": mail.letter, "subject": mail.message.subject}
    for signal in CATALOGUE:
        for proof in signal(mail).evidence:
            if proof.start >= 0 and proof.where in texts and not proof.excerpt.endswith("…"):
                at = " ".join(texts[proof.where][max(0, proof.start - 25) : proof.start + 150].split())
                assert proof.excerpt in at, (signal.name, proof)
