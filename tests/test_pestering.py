"""Laws of the signals that know what the reader wrote: nothing without a Sent folder, nothing of whom the reader answers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.history import MemoryHistory
from classifier.mail import NO_MESSAGE, Mail
from classifier.signals import pestering
from tests.histories import mail, sent

DAYS = st.lists(st.integers(0, 4 * 179), max_size=40).map(lambda quarters: sorted(q / 4 for q in quarters))


def judged(theirs: list[float], mine: list[float], elsewhere: list[float], refuses: bool = False) -> Mail:
    history = MemoryHistory()
    for n, day in enumerate(theirs):
        history.record(mail(day, n=n + 1, persona="mills sam"))
    for n, day in enumerate(elsewhere):
        history.record(mail(day, n=1_000 + n, sender="sam@getacme.example", persona="mills sam"))
    for day in mine:
        history.record(sent(day, "sam@acme.example", refuses=refuses))
    one = Mail(NO_MESSAGE)
    one.sighting = mail(180, n=9_999, persona="mills sam")
    one.past = history.lookup(one.sighting)
    return one


@settings(deadline=None)
@given(DAYS, DAYS, DAYS, st.integers(4 * 91, 4 * 179))
def test_nothing_is_said_of_one_whom_the_reader_writes_to(
    theirs: list[float], mine: list[float], elsewhere: list[float], latest: int
) -> None:
    one = judged(theirs, [*mine, latest / 4], elsewhere)
    for signal in (
        pestering.unanswered_mails,
        pestering.mails_of_name_from_elsewhere,
        pestering.above_usual_rate,
        pestering.mails_after_a_no,
    ):
        assert not signal(one).value, signal.name


@settings(deadline=None)
@given(DAYS, DAYS)
def test_without_a_sent_folder_nothing_is_known_to_be_unanswered(theirs: list[float], elsewhere: list[float]) -> None:
    one = judged(theirs, [], elsewhere)
    for signal in (pestering.unanswered_mails, pestering.share_unanswered, pestering.mails_after_a_no):
        assert signal(one).value is None, signal.name


@settings(deadline=None)
@given(DAYS, st.integers(0, 4 * 179))
def test_a_no_counts_what_came_after_it(theirs: list[float], no: int) -> None:
    one = judged(theirs, [no / 4], [], refuses=True)
    assert pestering.mails_after_a_no(one).value == 1 + sum(day > no / 4 for day in theirs)
    assert pestering.unanswered_mails(one).value == sum(day > no / 4 for day in theirs)


@settings(deadline=None)
@given(DAYS, DAYS)
def test_a_share_is_told_only_where_few_are_answered(theirs: list[float], mine: list[float]) -> None:
    reading = pestering.share_unanswered(judged(theirs, mine, []))
    assert not reading.value or 0.75 < reading.value <= 1
