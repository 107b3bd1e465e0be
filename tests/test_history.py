"""One contract for all stores: what was recorded is looked up, once, before its time, for its reader alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.history import NO_HISTORY, UNKNOWN, Event, History, MemoryHistory, NoHistory, Past, Sighting, Stats
from classifier.history.base import DAY, MANY_CORRECTIONS, WINDOW, persona_of, references_of
from classifier.history.redis import RedisHistory
from classifier.history.sqlite import SqliteHistory
from classifier.history.stores import open_history
from classifier.message import parse
from tests.histories import ADA, Server, at, correction, listing, mail, redis_server, sent


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with redis_server() as server:
        yield server


@pytest.fixture(params=["memory", "sqlite", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    if request.param == "redis":
        server: Server = request.getfixturevalue("server")
        server.empty()
        store = open_history(server.url)
    else:
        store = open_history("memory" if request.param == "memory" else str(tmp_path / "history.db"))
    yield store
    store.close()


def test_earlier_mails_in_order(store: History) -> None:
    for day in (3, 0, 7):
        store.record(mail(day))
    past = store.lookup(mail(14))
    assert past.remembers
    assert past.of_sender == tuple(at(day) for day in (0, 3, 7))
    assert store.lookup(mail(3)).of_sender == (at(0),)
    assert store.lookup(mail(0)).of_sender == ()


def test_the_same_mail_twice_is_one_with_its_earlier_time(store: History) -> None:
    for day in (2, 1, 3):
        store.record(mail(day, n=7, template=(1, 2)))
    past = store.lookup(mail(4, template=(1, 2)))
    assert past.of_sender == past.of_organisation == past.of_template == (at(1),)


def test_a_mail_delivered_again_is_not_its_own_past(store: History) -> None:
    again = mail(3, n=7, template=(1, 2), persona="mills sam")
    store.record(again._replace(time=at(1)))
    assert store.lookup(again) == Past(remembers=True)


def test_equal_alerts_without_a_message_id_are_two(store: History) -> None:
    for day in (1, 2, 2):
        store.record(mail(day, n=7)._replace(message_id=""))
    assert store.lookup(mail(4)).of_sender == (at(1), at(2))


def test_readers_are_apart(store: History) -> None:
    store.record(mail(1, reader="bob@reader.example"))
    store.record(sent(1, "sam@acme.example", sender="bob@reader.example"))
    store.record(listing("acme.example", True, reader="bob@reader.example"))
    assert store.lookup(mail(2)) == Past(remembers=True)


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


def test_one_name_at_several_addresses(store: History) -> None:
    store.record(mail(1, sender="sam@acme.example", persona="mills sam"))
    store.record(mail(2, sender="sam@getacme.example", persona="mills sam"))
    store.record(mail(3, sender="sam.mills@acmehq.example", persona="mills sam"))
    past = store.lookup(mail(4, persona="mills sam"))
    assert past.of_persona == (at(2), at(3))
    assert past.persona_senders == 2


def test_whom_i_wrote_to(store: History) -> None:
    assert store.lookup(mail(9)).sent_since is None
    store.record(sent(2, "kim@acme.example", "lea@gmail.com"))
    store.record(sent(4, "sam@acme.example", "kim@acme.example"))
    store.record(sent(20, "sam@acme.example"))
    past = store.lookup(mail(9))
    assert past.sent_since == at(2)
    assert past.written_to == (at(4),)
    assert past.written_to_organisation == (at(2), at(4))
    stranger = store.lookup(mail(9, sender="ben@gmail.com"))
    assert stranger.written_to == stranger.written_to_organisation == ()
    assert stranger.sent_since == at(2)


def test_what_i_answered(store: History) -> None:
    store.record(mail(1, n=1))
    store.record(mail(2, n=2, sender="kim@acme.example"))
    # The answer went where Reply-To pointed.
    store.record(sent(3, "desk@acme-mail.example", answers=("<m1@x.example>", "<m2@x.example>")))
    assert store.lookup(mail(5)).answered == (at(3),)
    assert store.lookup(mail(5)).written_to == ()
    assert store.lookup(mail(2.5)).answered == ()
    # Who only stands above in the thread was not answered.
    assert store.lookup(mail(5, sender="kim@acme.example")).answered == ()


def test_an_answer_counts_whichever_was_recorded_first(store: History) -> None:
    store.record(sent(3, "sam@acme.example", answers=("<m1@x.example>",)))
    store.record(mail(1, n=1))
    assert store.lookup(mail(5)).answered == (at(3),)


def test_a_thread_with_somebody_elses_mail(store: History) -> None:
    store.record(mail(1, n=1))
    thread, other = ("<other@x.example>", "<m1@x.example>"), "kim@elsewhere.example"
    assert store.lookup(mail(2, other, references=thread)).thread_of_others
    assert not store.lookup(mail(2, other, references=thread[:1])).thread_of_others
    assert not store.lookup(mail(2, references=thread)).thread_of_others, "their own mail"
    assert not store.lookup(mail(2, "kim@acme.example", references=thread)).thread_of_others, "a colleague's"
    assert not store.lookup(mail(2, other, "bob@reader.example", references=thread)).thread_of_others
    assert not store.lookup(mail(0.5, other, references=thread)).thread_of_others, "not yet here"


def test_a_thread_that_i_began(store: History) -> None:
    store.record(sent(3, "desk@acme.example"))
    thread = ("<other@x.example>", "<s3@reader.example>")
    assert store.lookup(mail(5, sender="new@elsewhere.example", references=thread)).thread_is_mine
    assert not store.lookup(mail(5, references=thread[:1])).thread_is_mine
    assert not store.lookup(mail(5, reader="bob@reader.example", references=thread)).thread_is_mine


def test_whom_i_told_no(store: History) -> None:
    store.record(sent(2, "sam@acme.example", "boss@reader.example", refuses=True))
    store.record(mail(1))
    store.record(mail(3, sender="kim@acme.example"))
    store.record(mail(4))
    past = store.lookup(mail(6))
    assert (past.refused, past.after_refusal) == (at(2), 2)
    colleague = store.lookup(mail(6, sender="boss@reader.example"))
    assert colleague.refused is None, "was in copy"
    assert store.lookup(mail(6, sender="new@acme.example")).refused == at(2), "the same organisation"
    store.record(sent(5, "sam@acme.example"))
    assert store.lookup(mail(6)).refused is None
    # I write with Kim, whatever I told her colleague afterwards.
    store.record(sent(5.5, "kim@acme.example"))
    store.record(sent(5.7, "sam@acme.example", refuses=True))
    assert store.lookup(mail(6, sender="kim@acme.example")).refused is None
    assert store.lookup(mail(6)).refused == at(5.7)


def test_a_no_that_went_where_reply_to_pointed(store: History) -> None:
    store.record(mail(1, n=1))
    store.record(sent(2, "inbox@replies.example", answers=("<m1@x.example>",), refuses=True))
    assert store.lookup(mail(3)).refused == at(2)
    store.record(sent(4, "sam@acme.example"))
    assert store.lookup(mail(5)).refused is None


def test_listings_from_near_to_far(store: History) -> None:
    sam = mail(5, sender="sam@mail.acme.example")
    assert store.lookup(sam).listed is None
    store.record(listing("acme.example", False))
    assert store.lookup(sam).listed == listing("acme.example", False)
    store.record(listing("mail.acme.example", True))
    assert store.lookup(sam).listed == listing("mail.acme.example", True)
    store.record(listing("sam@mail.acme.example", False))
    store.record(listing("sam@mail.acme.example", True))
    assert store.lookup(sam).listed == listing("sam@mail.acme.example", True)
    assert store.lookup(mail(5, sender="sam@tacme.example")).listed is None
    assert store.unlist(ADA, "sam@mail.acme.example")
    assert not store.unlist(ADA, "sam@mail.acme.example")
    assert store.lookup(sam).listed == listing("mail.acme.example", True)


def test_corrections(store: History) -> None:
    store.record(correction(3, "outreach", mail(1, n=1, template=(1, 2))))
    store.record(correction(2, "personal", mail(1, n=2, template=(8, 9))))
    past = store.lookup(mail(0, template=(7, 9)))
    assert past.corrected == "outreach", "the last one, also for an older mail"
    assert past.corrected_template == "personal"
    assert [c.kind for c in past.corrections] == ["personal", "outreach"]
    assert past.corrections[1] == correction(3, "outreach", mail(1, n=1))._replace(sender="")
    store.record(correction(4, "junk", mail(1, n=1)))
    assert [c.kind for c in store.lookup(mail(5)).corrections] == ["personal", "junk"]
    assert store.undo(1, ADA)
    assert not store.undo(1, ADA)
    assert store.lookup(mail(5)).corrected == "personal"
    assert store.lookup(mail(5, sender="kim@acme.example")).corrected == ""


def test_the_last_corrections_are_kept_in_mind(store: History) -> None:
    for n in range(MANY_CORRECTIONS + 3):
        store.record(correction(n, "junk", mail(1, n=n + 1)))
    corrections = store.lookup(mail(1)).corrections
    assert len(corrections) == MANY_CORRECTIONS
    assert corrections[0].time == at(3)


def test_an_address_is_forgotten(store: History) -> None:
    empty = store.lookup(mail(9, template=(1, 2), persona="mills sam"))
    kim = mail(2, sender="kim@acme.example", template=(1, 2))
    for event in (
        mail(1, template=(1, 2), persona="mills sam"),
        kim,
        sent(3, "sam@acme.example", "kim@acme.example", answers=("<m1001@x.example>",)),
        correction(4, "junk", mail(1)),
        listing("sam@acme.example", False),
    ):
        store.record(event)
    assert store.forget(ADA, "sam@acme.example") == 4
    assert store.forget(ADA, "sam@acme.example") == 0
    past = store.lookup(mail(9, template=(1, 2), persona="mills sam"))
    assert past == empty._replace(
        of_organisation=(kim.time,),
        of_template=(kim.time,),
        template_senders=1,
        sent_since=at(3),
        written_to_organisation=(at(3),),
    )
    assert store.lookup(mail(9, sender="kim@acme.example")).written_to == (at(3),)


def test_an_organisation_is_forgotten(store: History) -> None:
    store.record(mail(1))
    store.record(mail(2, sender="kim@acme.example"))
    store.record(mail(2, sender="pat@other.example"))
    store.record(sent(3, "sam@acme.example", "pat@other.example"))
    store.record(correction(4, "junk", mail(1)))
    store.record(listing("acme.example", False))
    assert store.forget(ADA, "acme.example") == 5
    assert store.lookup(mail(9)) == Past(remembers=True, sent_since=at(3))
    assert len(store.lookup(mail(9, sender="pat@other.example")).of_sender) == 1
    assert len(store.lookup(mail(9, sender="pat@other.example")).written_to) == 1


def test_pruning_spares_what_the_reader_said(store: History) -> None:
    events: tuple[Event, ...] = (
        mail(1),
        sent(2, "sam@acme.example"),
        mail(30),
        correction(1, "junk", mail(1)),
        listing("acme.example", True),
    )
    for event in events:
        store.record(event)
    assert store.stats() == Stats(2, 1, 1, 1, at(1), at(30))
    assert store.prune(at(30)) == 1
    assert store.stats() == Stats(1, 1, 1, 1, at(2), at(30))
    past = store.lookup(mail(40))
    assert past.of_sender == (at(30),)
    assert past.written_to == past.written_to_organisation == (at(2),)
    assert store.prune(at(30), sent=True) == 1
    assert store.stats() == Stats(1, 0, 1, 1, at(30), at(30))
    past = store.lookup(mail(40))
    assert past.of_sender == (at(30),)
    assert past.written_to == past.written_to_organisation == ()
    assert past.sent_since is None
    assert past.corrected == "junk"
    assert past.listed


@pytest.mark.parametrize("first", ["mail", "answer"])
def test_whom_i_answered_outlives_their_mail(store: History, first: str) -> None:
    events: list[Event] = [mail(1, n=1), sent(2, "desk@acme-mail.example", answers=("<m1@x.example>",))]
    for event in events if first == "mail" else reversed(events):
        store.record(event)
    assert store.prune(at(900)) == 1
    past = store.lookup(mail(1_000, references=("<s2@reader.example>",)))
    assert (past.of_sender, past.answered) == ((), (at(2),))
    assert past.thread_is_mine
    assert store.forget(ADA, "acme.example") == 0, "no event of theirs is left"
    assert store.lookup(mail(1_000)).answered == ()


def test_an_answer_counts_however_much_came_since(store: History) -> None:
    store.record(mail(1, n=1))
    store.record(sent(1.5, "desk@acme-mail.example", answers=("<m1@x.example>",)))
    for day in range(2, 60):
        store.record(mail(day))
    assert store.lookup(mail(60)).answered == (at(1.5),)


def test_no_history_remembers_nothing() -> None:
    store: History = NoHistory()
    store.record(mail(1))
    assert store.lookup(mail(2)) == UNKNOWN
    assert not UNKNOWN.remembers
    assert not any((store.undo(1, ADA), store.unlist(ADA, ""), store.forget(ADA, ""), store.prune(at(9))))
    assert NO_HISTORY.stats() == Stats()


PEOPLE = st.sampled_from(
    ["sam@acme.example", "kim@acme.example", "lea@gmail.com", "boss@reader.example", "é@ü.example"]
)
READERS = st.sampled_from([ADA, "bob@reader.example"])
# Quarters of a day, so that times meet; a year, since what is older than `RETENTION` may be gone.
DAYS = st.integers(0, 4 * 365).map(lambda quarter: quarter / 4)
TEMPLATES = st.sampled_from([(), (1, 2), (1, 3), (4, 2)])
NUMBERS = st.integers(1, 6)
REFERENCES = st.sampled_from([(), ("<m1@x.example>",), ("<s9.0@reader.example>", "<m2@x.example>")])
SIGHTINGS = st.builds(
    mail, DAYS, PEOPLE, READERS, TEMPLATES, NUMBERS, REFERENCES, st.sampled_from(["", "mills sam"])
) | st.builds(mail, DAYS, PEOPLE, READERS).map(lambda sighting: sighting._replace(message_id=""))
EVENTS = st.one_of(
    SIGHTINGS,
    st.builds(
        lambda day, to, *rest: sent(day, *to, refuses=rest[0], answers=rest[1], sender=rest[2]),
        st.sampled_from([3.0, 9.0, 30.0, 77.5]) | DAYS, st.lists(PEOPLE, max_size=3), st.booleans(), REFERENCES, READERS,
    ),
    st.builds(correction, DAYS, st.sampled_from(["junk", "personal"]), SIGHTINGS),
    st.builds(listing, st.sampled_from(["acme.example", "example", "sam@acme.example"]), st.booleans(), READERS),
)  # fmt: skip
ASKED = st.lists(SIGHTINGS, min_size=1, max_size=4)


@pytest.mark.parametrize("kind", ["sqlite", "redis"])
@given(
    events=st.lists(EVENTS, max_size=25),
    asked=ASKED,
    forgotten=st.sampled_from(["", "sam@acme.example", "acme.example"]),
    before=DAYS,
    too=st.booleans(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_stores_answer_alike(
    kind: str,
    request: pytest.FixtureRequest,
    events: list[Event],
    asked: list[Sighting],
    forgotten: str,
    before: float,
    too: bool,
) -> None:
    memory: History = MemoryHistory()
    with tempfile.TemporaryDirectory() as folder:
        other: History
        if kind == "redis":
            server: Server = request.getfixturevalue("server")
            server.empty()
            other = RedisHistory(server.url)
        else:
            other = SqliteHistory(Path(folder) / "history.db")
        for event in events:
            memory.record(event)
            other.record(event)
        assert [other.lookup(one) for one in asked] == [memory.lookup(one) for one in asked]
        assert other.stats() == memory.stats()
        if forgotten:
            assert other.forget(ADA, forgotten) == memory.forget(ADA, forgotten)
        assert other.prune(at(before / 2), too) == memory.prune(at(before / 2), too)
        assert [other.lookup(one) for one in asked] == [memory.lookup(one) for one in asked]
        assert other.stats() == memory.stats()
        other.close()


@given(st.lists(EVENTS, max_size=12), st.randoms(use_true_random=False), ASKED)
@settings(max_examples=60, deadline=None)
def test_mails_may_be_recorded_in_any_order(events: list[Event], random: Random, asked: list[Sighting]) -> None:
    mails = [event for event in events if type(event).__name__ in ("Sighting", "Sent")]
    shuffled = list(mails)
    random.shuffle(shuffled)
    first, second = MemoryHistory(), MemoryHistory()
    for one in mails:
        first.record(one)
        first.record(one)
    for one in shuffled:
        second.record(one)
    assert [first.lookup(mail) for mail in asked] == [second.lookup(mail) for mail in asked]


def test_references_newest_first() -> None:
    raw = b"In-Reply-To: <c@x.example>\nReferences: <a@x.example> <b@x.example>\n\t<c@x.example>\n\nHello"
    assert references_of(parse(raw)) == ("<c@x.example>", "<b@x.example>", "<a@x.example>")
    many = b"References: " + b" ".join(b"<%d@x.example>" % i for i in range(2_000)) + b"\n\nHello"
    assert references_of(parse(many))[0] == "<1999@x.example>"
    assert len(references_of(parse(many))) == 20


def test_names_of_persons() -> None:
    assert persona_of("Berg, Anna") == persona_of("Anna Berg") == "anna berg"
    assert persona_of("ANNA BÉRG") == "anna berg"
    for name in ("", "Anna", "Acme Sales Team", "Customer Service", "GitHub", "one two three four five six"):
        assert persona_of(name) == ""
