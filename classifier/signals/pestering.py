"""Pestering: how often a sender and their organisation write. Persistence alone is no offence."""

from __future__ import annotations

from bisect import bisect_left

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


SIGNALS = (
    mails_of_sender_in_a_day,
    mails_of_sender_in_a_week,
    mails_of_sender_in_a_month,
    mails_of_organisation_in_a_quarter,
    rising_rate,
)
