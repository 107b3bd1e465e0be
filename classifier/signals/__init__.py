"""All signals, in the order in which reports and the model name them."""

from __future__ import annotations

from collections.abc import Iterable

from classifier.evidence import Reading
from classifier.history import Past, Sighting
from classifier.mail import NO_MESSAGE, Mail
from classifier.signals import (
    approach,
    attention,
    author,
    automation,
    bought_list,
    broadcast,
    dealings,
    greeting,
    handwriting,
    layout,
    merge_fields,
    occasion,
    offers,
    permission,
    personalization,
    pestering,
    prose,
    sequence,
    software,
    thread,
)
from classifier.signals.signal import Documentation, Signal, documentation, signal

__all__ = [
    "CATALOGUE",
    "FROM_HISTORY",
    "OF_HISTORY",
    "OF_LETTER",
    "Documentation",
    "Signal",
    "documentation",
    "read",
    "read_history",
    "signal",
]

CATALOGUE: tuple[Signal, ...] = (
    *merge_fields.SIGNALS,
    *greeting.SIGNALS,
    *personalization.SIGNALS,
    *sequence.SIGNALS,
    *offers.SIGNALS,
    *approach.SIGNALS,
    *bought_list.SIGNALS,
    *software.SIGNALS,
    *author.SIGNALS,
    *automation.SIGNALS,
    *occasion.SIGNALS,
    *permission.SIGNALS,
    *pestering.SIGNALS,
    *attention.SIGNALS,
    *dealings.SIGNALS,
    *thread.SIGNALS,
    *handwriting.SIGNALS,
    *prose.SIGNALS,
    *broadcast.SIGNALS,
    *layout.SIGNALS,
)
FROM_HISTORY = frozenset(
    s.name
    for s in (
        sequence.sequence_step,
        sequence.steps_days_apart,
        sequence.regular_gaps,
        sequence.template_copies,
        sequence.rotating_senders,
        thread.thread_of_others,
        *pestering.SIGNALS,
    )
)
"""Names of the signals that read `Mail.past`: batch scoring reads them in a later, chronological pass."""
OF_LETTER = tuple(s for s in CATALOGUE if s.name not in FROM_HISTORY)
OF_HISTORY = tuple(s for s in CATALOGUE if s.name in FROM_HISTORY)


def read(some: Iterable[Signal], mail: Mail) -> dict[str, Reading]:
    """Name → reading of each signal, in order."""
    return {name: function(mail) for name, _, _, function in some}  # named, they would cost 10 µs a mail


def read_history(sighting: Sighting, past: Past) -> dict[str, Reading]:
    """Name → reading of the signals that look at nothing but history; the mail itself may be long gone."""
    mail = Mail(NO_MESSAGE, past=past)
    mail.sighting = sighting
    return read(OF_HISTORY, mail)
