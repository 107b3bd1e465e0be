"""The protocol of a store: `Sighting` in, `Past` out; and the store that does nothing."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from classifier.mail import Envelope
    from classifier.message import Message

DAY = 86_400.0
"""Seconds."""
WINDOW = 180 * DAY
"""How far back a lookup looks: sequences end within three months, pestering is told over 90 days."""


class Sighting(NamedTuple):
    """One mail as a store sees it: who, to whom, when, and what it looks like; small enough to keep for a mailbox."""

    recipient: str
    """Account that the mail was delivered to; history is apart for each."""
    sender: str
    """Address of the author."""
    organisation: str
    """Registrable domain of the author; empty for mail providers, which thousands of strangers share."""
    template: tuple[int, ...]
    """Bands of the letter's `fingerprint`: letters that share one are copies of one template."""
    time: float
    """When it was received: seconds since 1970, UTC."""
    identity: int
    """Hash of Message-ID and letter: the same mail delivered twice is one event."""


class Past(NamedTuple):
    """What was known of a sender before this mail came. Times are seconds since 1970, ascending."""

    remembers: bool = False
    """False when nobody kept a history: then nothing follows from its silence."""
    of_sender: tuple[float, ...] = ()
    """Earlier mails of this address within `WINDOW`."""
    of_organisation: tuple[float, ...] = ()
    """Earlier mails of this organisation, this address included."""
    of_template: tuple[float, ...] = ()
    """Earlier copies of this letter, whoever sent them."""
    template_senders: int = 0
    """Distinct other addresses that sent a copy of this letter."""


UNKNOWN = Past()


class History(Protocol):
    """A store of sightings. Stores differ in where they keep them, never in what they answer."""

    def lookup(self, sighting: Sighting) -> Past:
        """What was known at ``sighting.time``; the sighting itself does not count."""

    def record(self, sighting: Sighting) -> None:
        """Remember a mail. The same mail twice is remembered once."""


class NoHistory:
    """A store that remembers nothing, so that nobody has to ask whether there is one."""

    def lookup(self, sighting: Sighting) -> Past:  # noqa: ARG002
        """Always `UNKNOWN`."""
        return UNKNOWN

    def record(self, sighting: Sighting) -> None:
        """Forget it."""


NO_HISTORY = NoHistory()


def sighting_of(
    message: Message, envelope: Envelope, organisation: str, letter: str, template: tuple[int, ...]
) -> Sighting:
    """The sighting of a parsed mail. Order is by the topmost Received, else the ``From `` line, else Date."""
    recipient = envelope.recipient or (message.to[0].address if len(message.to) == 1 else "")
    identity = zlib.crc32(f"{message.message_id}\n{letter}".encode("utf-8", "replace"))
    return Sighting(recipient.lower(), message.sender.address, organisation, template, message.received_at, identity)
