"""History of a sender → the gaps between the mails that could be steps of one sequence."""

from __future__ import annotations

from itertools import pairwise

from classifier.history.base import DAY
from classifier.mail import Mail

_STEPS = 8
"""The latest mails whose gaps are measured: few sequences have more steps."""
_LONGEST_SEQUENCE = 92.0
"""Days. Sequences end within three months; who goes on for longer, however regularly, sends a weekly letter."""


def gaps(mail: Mail) -> list[float]:
    """Days between this sender's latest mails, this one included; none where they are no sequence.

    A mail of the reader ends a sequence, unless it says no: what comes after it begins anew. A mail in a thread with
    others is part of none.
    """
    past = mail.past
    if past.thread_of_others:
        return []
    times = past.of_sender
    mine = (*past.written_to, *past.answered)
    if mine and past.refused is None:
        times = tuple(time for time in times if time > max(mine))
    if not times or mail.sighting.time - times[0] > _LONGEST_SEQUENCE * DAY:
        return []
    return [(b - a) / DAY for a, b in pairwise((*times[-_STEPS:], mail.sighting.time))]


def told(days: list[float]) -> str:
    """The last gaps as evidence."""
    return f"gaps of {'-'.join(f'{gap:.1f}' for gap in days[-5:])} days"
