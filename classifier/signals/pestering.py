"""Pestering: how often a sender writes, and whether the reader ever answers. Persistence alone is no offence."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Reading, evidence, measured
from classifier.history.base import DAY
from classifier.mail import Mail
from classifier.signals.signal import signal

_LATELY = 14
"""Days that are compared with the rest of a quarter: two weeks hold both workdays and weekends, so neither skews them."""
_QUARTER = 90
"""Days."""
_ENOUGH_LATELY = 3
"""Mails in those days, this one included, below which chance makes a rate rise."""
_ENOUGH_BEFORE = 2
"""Mails before them, without which there was no rate that could rise: a new sender always begins with one."""
_RISEN = 2.0
"""Times the former rate; less is the ordinary unevenness of mail."""
_WEEK = 7
"""Days: the shortest time in which a letter for every workday is as frequent as another."""
_ESTABLISHED = 6
"""Weeks, and mails in them, that make a usual rate."""
_SELDOM = 0.25
"""Share of mails that a reader answers who is in touch with their writer: colleagues' notes need no answer, most of them."""


def _since(mail: Mail, times: tuple[float, ...], days: int) -> int:
    """How many of the ascending times lie within so many days before this mail."""
    return len(times) - bisect_left(times, mail.sighting.time - days * DAY)


def _within(mail: Mail, times: tuple[float, ...], days: int, who: str) -> Reading:
    if not mail.past.remembers:
        return DOES_NOT_APPLY
    n = _since(mail, times, days)
    return measured(n, evidence("history", f"earlier mails of this {who} in {days} days: {n}")) if n else NOTHING


@signal(unit="count")
def mails_of_sender_in_a_day(mail: Mail) -> Reading:
    """Earlier mails of this sender within 24 hours.

    Why: alerts come in bursts, and so do answers; a timetable never sends twice a day.
    Misses: whether they were answered.
    """
    return _within(mail, mail.past.of_sender, 1, "sender")


@signal(unit="count")
def mails_of_sender_in_a_week(mail: Mail) -> Reading:
    """Earlier mails of this sender within 7 days.

    Why: a stranger who writes thrice a week wants something.
    Misses: whether they were answered.
    """
    return _within(mail, mail.past.of_sender, 7, "sender")


@signal(unit="count")
def mails_of_sender_in_a_month(mail: Mail) -> Reading:
    """Earlier mails of this sender within 30 days.

    Why: a sequence takes two to six weeks.
    Misses: whether they were answered.
    """
    return _within(mail, mail.past.of_sender, 30, "sender")


@signal(unit="count")
def mails_of_organisation_in_a_quarter(mail: Mail) -> Reading:
    """Earlier mails of this organisation within 90 days, whoever signed them.

    Why: sequences hand a reader from one colleague to the next.
    Misses: senders with a free mailbox, who have no organisation.
    """
    return _within(mail, mail.past.of_organisation, _QUARTER, "organisation")


@signal(unit="share")
def rising_rate(mail: Mail) -> Reading:
    """Share of this sender's mails in 90 days that came in the last 14, where they write at least twice as often as before.

    Why: a list turned up from monthly to daily, a seller who gets no answer and writes more: both pester.
    Misses: whether the reader writes more too, as in any conversation that gathers pace.
    """
    if not mail.past.remembers:
        return DOES_NOT_APPLY
    times = mail.past.of_sender
    lately = 1 + _since(mail, times, _LATELY)
    before = 1 + _since(mail, times, _QUARTER) - lately
    if lately < _ENOUGH_LATELY or before < _ENOUGH_BEFORE:
        return NOTHING
    # Counted from the first mail: a weekly letter that began last month is no rise.
    days = (mail.sighting.time - times[-(before + lately - 1)]) / DAY - _LATELY
    if days < _LATELY or lately / _LATELY < _RISEN * before / days:
        return NOTHING
    told = f"{lately} mails in {_LATELY} days, {before} in the {days:.0f} before"
    return measured(lately / (lately + before), evidence("history", told))


@signal(unit="count")
def above_usual_rate(mail: Mail) -> Reading:
    """How many times its usual rate a sender keeps to who has long been writing, and to whom the reader does not write.

    Why: who subscribed to a weekly letter did not ask for a daily one.
    Misses: senders of less than six weeks and six mails; the days before Christmas.
    """
    if not mail.past.remembers:
        return DOES_NOT_APPLY
    times = mail.past.of_sender
    lately = 1 + _since(mail, times, _WEEK)
    before = 1 + len(times) - lately
    weeks = (mail.sighting.time - times[0]) / DAY / _WEEK - 1 if times else 0.0
    if lately < _ENOUGH_LATELY or before < _ESTABLISHED or weeks < _ESTABLISHED or _in_touch(mail):
        return NOTHING
    usual = before / weeks
    if lately < _RISEN * usual:
        return NOTHING
    return measured(
        lately / usual, evidence("history", f"{lately} mails in a week, {usual:.1f} a week in the {weeks:.0f} before")
    )


@signal(unit="count")
def mails_of_name_from_elsewhere(mail: Mail) -> Reading:
    """Earlier mails under the sender's name from other addresses.

    Why: a sequence that rotates its domains keeps the person whom it made up: Dana at getacme, Dana at tryacme.
    Misses: names of one word; namesakes, and people who write from home and from work.
    """
    if not mail.past.remembers or not mail.sighting.persona:
        return DOES_NOT_APPLY
    n = len(mail.past.of_persona)
    if not n or _in_touch(mail):
        return NOTHING
    others = mail.past.persona_senders
    return measured(n, evidence("history", f"earlier mails under this name: {n}, from other addresses: {others}"))


@signal(unit="count")
def unanswered_mails(mail: Mail) -> Reading:
    """Earlier mails of this sender in a row that the reader did not answer; nothing of one with whom they are in touch.

    Why: people stop when nobody answers; a sequence stops only when somebody does.
    Misses: what the reader answered by telephone; newsletters and notices are not answered either.
    """
    since = mail.past.sent_since
    if since is None:
        return DOES_NOT_APPLY
    if _in_touch(mail):
        return NOTHING
    mine = _mails_of_mine(mail)
    row = [time for time in mail.past.of_sender if time > max([since, *mine[-1:]])]
    if not row:
        return NOTHING
    days = (mail.sighting.time - row[0]) / DAY
    return measured(len(row), evidence("history", f"unanswered: {len(row)} in {days:.0f} days, before this one"))


@signal(unit="share")
def share_unanswered(mail: Mail) -> Reading:
    """Share of this sender's mails in 90 days that got no answer, where it is more than three of four.

    Why: nobody keeps on writing to a wall, save software.
    Misses: fewer than three mails; newsletters and notices are not answered either.
    """
    since = mail.past.sent_since
    if since is None:
        return DOES_NOT_APPLY
    earliest = max(since, mail.sighting.time - _QUARTER * DAY)
    times = [time for time in mail.past.of_sender if time > earliest]
    if len(times) < _ENOUGH_LATELY:
        return NOTHING
    mine = _mails_of_mine(mail)
    # An answer lies between a mail and the next one.
    answered = sum(
        bisect_left(mine, start) < bisect_left(mine, end) for start, end in pairwise([*times, mail.sighting.time])
    )
    if answered / len(times) >= _SELDOM:
        return NOTHING
    told = f"answered: {answered} of {len(times)} earlier mails in {_QUARTER} days"
    return measured(1 - answered / len(times), evidence("history", told))


@signal(unit="count")
def mails_after_a_no(mail: Mail) -> Reading:
    """Mails of this sender and their organisation, this one included, since the reader told them no.

    Why: a no ends a conversation between people; a list goes on.
    Misses: a no in words that are not known, or said by a click; the answer to the no itself is not counted.
    """
    past = mail.past
    if past.sent_since is None:
        return DOES_NOT_APPLY
    # "Understood, I will not write again."
    if past.refused is None or (past.thread_is_mine and not past.after_refusal):
        return NOTHING
    days = (mail.sighting.time - past.refused) / DAY
    n = past.after_refusal + 1
    return measured(n, evidence("history", f"mail {n} since the reader said no, {days:.0f} days ago"))


def _mails_of_mine(mail: Mail) -> list[float]:
    """When the reader wrote to this sender."""
    return sorted({*mail.past.written_to, *mail.past.answered})


def _in_touch(mail: Mail) -> bool:
    """Whether the reader wrote to this sender within a quarter, and did not say no."""
    mine = _mails_of_mine(mail)
    return bool(mine) and mail.past.refused is None and mail.sighting.time - mine[-1] < _QUARTER * DAY


SIGNALS = (
    mails_of_sender_in_a_day,
    mails_of_sender_in_a_week,
    mails_of_sender_in_a_month,
    mails_of_organisation_in_a_quarter,
    rising_rate,
    above_usual_rate,
    mails_of_name_from_elsewhere,
    unanswered_mails,
    share_unanswered,
    mails_after_a_no,
)
