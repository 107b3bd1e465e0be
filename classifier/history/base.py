"""The protocol of a store: events in, `Past` out; and the store that does nothing."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple, Protocol

from classifier.expressions import expression
from classifier.words import fold

if TYPE_CHECKING:
    from classifier.mail import Envelope
    from classifier.message import Message

DAY = 86_400.0
"""Seconds."""
WINDOW = 180 * DAY
"""How far back a lookup looks for mails of others: sequences end within three months, pestering is told over 90 days."""
RETENTION = 400 * DAY
"""How long mails of others are kept: a year, and a month by which what comes once a year may be late. What the reader
wrote, corrected and listed is kept until they say otherwise: a correspondent stays one."""
MANY_REFERENCES = 20
"""Message-IDs of a mail's thread that are kept: its nearest ancestors."""

_ID = expression(r"<[^<>\s]{1,250}>")
_WORD = expression(r"[^\W\d_]{2,}")
_OFFICES = frozenset(
    (
        "team news newsletter service services support customer care info sales office noreply reply notification "
        "notifications alert alerts billing accounts account marketing admin mail mailer daemon system via "
        "kundenservice kundendienst vertrieb buchhaltung rechnung soporte clientes atencion servizio assistenza "
        "ventas contact contacto contatto suporte equipe equipo klantenservice obsluga klienta podpora"
    ).split()
)
"""Words in names of no person: two shops' "Customer Service" are not one persona."""


def forgotten_before(time: float, now: float) -> float:
    """The time before which stores forget mails of others, when a mail of ``time`` comes.

    That mail's time, so that an archive of long ago can be read, once more too; the clock, as a sender's Date can lie.
    """
    return min(time, now) - RETENTION


class HistoryError(Exception):
    """A store that cannot be used; the text names it and the reason."""

    def __init__(self, text: str, why: str = "unusable", readable: bool = False) -> None:
        super().__init__(text)
        self.why = why
        """The reason in a word or two: ``locked``, ``full``."""
        self.readable = readable
        """Whether only writing failed."""


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
    message_id: str = ""
    references: tuple[str, ...] = ()
    """Message-IDs of In-Reply-To, then of References from the newest, at most `MANY_REFERENCES`."""
    persona: str = ""
    """Name of the author, folded, when it is one of a person: two words or more, none of an office."""


class Sent(NamedTuple):
    """One mail that the account wrote."""

    recipient: str
    """The account, as in `Sighting.recipient`."""
    to: tuple[str, ...]
    """Addresses of To, Cc and Bcc, lower case, at most 50."""
    organisations: tuple[str, ...]
    """Registrable domains of those addresses, mail providers left out."""
    time: float
    message_id: str
    references: tuple[str, ...]
    """As in `Sighting`: the first is what it answers."""
    refuses: bool
    """It says no: "not interested", "take me off your list"."""


class Correction(NamedTuple):
    """The reader said what a mail was."""

    recipient: str
    sender: str
    template: tuple[int, ...]
    identity: int
    """That of the mail's `Sighting`: a second correction of a mail replaces the first."""
    time: float
    kind: str
    """One of `classifier.model.KINDS`."""
    steps: tuple[str, ...]
    """Steps that its readings passed: names of ours, nothing of the text."""
    probabilities: tuple[float, ...]
    """Of the five kinds, as the model gave them without any adjustment."""


class Listing(NamedTuple):
    """The reader lets an address or a domain pass always, or never."""

    recipient: str
    entry: str
    """Address or domain, lower case."""
    allowed: bool


Event = Sighting | Sent | Correction | Listing


class Past(NamedTuple):
    """What was known of a sender before this mail came. Times are seconds since 1970, ascending, at most some hundred.

    "My" mails are those of the account. Corrections and listings hold for older mail too.
    """

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
    of_persona: tuple[float, ...] = ()
    """Earlier mails under this author's name from other addresses."""
    persona_senders: int = 0
    """Distinct other addresses that wrote under this name."""
    sent_since: float | None = None
    """The oldest mail of mine that is kept; ``None`` when none was ever shown: then nothing is known to be unanswered."""
    written_to: tuple[float, ...] = ()
    """My mails to this address."""
    written_to_organisation: tuple[float, ...] = ()
    """My mails to this organisation."""
    answered: tuple[float, ...] = ()
    """My mails that answer one of this address (their first reference is one of its mails), wherever they went."""
    thread_is_mine: bool = False
    """It answers a mail of mine, or stands in a thread with one: a reference is the Message-ID of a mail that I sent."""
    thread_of_others: bool = False
    """It stands in a thread with an earlier mail to me from somebody else, of another organisation."""
    refused: float | None = None
    """When I last told this address no and did not write to it otherwise since; where I never wrote to the address, the
    same of its organisation."""
    after_refusal: int = 0
    """Mails of this sender and organisation since then, this one not counted."""
    listed: Listing | None = None
    """What the reader listed: the address before its domain before the domains above."""
    corrected: str = ""
    """Kind of the last correction of a mail of this sender."""
    corrected_at: float = 0.0
    """When that was."""
    corrected_template: str = ""
    """Kind of the last correction of a copy of this letter."""
    corrections: tuple[Correction, ...] = ()
    """The reader's last corrections, oldest first, at most `MANY_CORRECTIONS`; sender and template are hashes in the store, and empty here."""
    unavailable: str = ""
    """Why the store could not be asked, or not be told of this mail: ``locked``, ``full``; empty when all is well."""


UNKNOWN = Past()
MANY_CORRECTIONS = 400
"""Enough to hold what one reader means; more would only make each lookup slower."""


class Stats(NamedTuple):
    """How much a store keeps, of all accounts together."""

    mails: int = 0
    """Sightings."""
    sent: int = 0
    corrections: int = 0
    listings: int = 0
    oldest: float | None = None
    """Time of the oldest mail, seen or sent."""
    newest: float | None = None


class History(Protocol):
    """A store of events. Stores differ in where they keep them, never in what they answer.

    Every method can raise `HistoryError`; `careful.Degrading` never does.
    """

    def lookup(self, sighting: Sighting) -> Past:
        """What was known at ``sighting.time``; the sighting itself does not count."""

    def record(self, event: Event) -> None:
        """Remember an event. The same event twice is remembered once, with its earlier time."""

    def undo(self, correction_identity: int, recipient: str) -> bool:
        """Forget the correction of a mail. Whether there was one."""

    def unlist(self, recipient: str, entry: str) -> bool:
        """Forget a listing. Whether there was one."""

    def forget(self, recipient: str, address: str) -> int:
        """Forget everything of an address, or of an organisation when ``address`` has no @. How many events that were."""

    def prune(self, before: float, sent: bool = False) -> int:
        """Forget mails seen, and those ``sent`` too if that is asked for, from before a time. How many."""

    def stats(self) -> Stats:
        """How much is kept."""

    def close(self) -> None:
        """Let go of files and connections."""


class NoHistory:
    """A store that remembers nothing, so that nobody has to ask whether there is one."""

    def lookup(self, sighting: Sighting) -> Past:  # noqa: ARG002
        """Always `UNKNOWN`."""
        return UNKNOWN

    def record(self, event: Event) -> None:
        """Forget it."""

    def undo(self, correction_identity: int, recipient: str) -> bool:  # noqa: ARG002
        """There was none."""
        return False

    def unlist(self, recipient: str, entry: str) -> bool:  # noqa: ARG002
        """There was none."""
        return False

    def forget(self, recipient: str, address: str) -> int:  # noqa: ARG002
        """Nothing to forget."""
        return 0

    def prune(self, before: float, sent: bool = False) -> int:  # noqa: ARG002
        """Nothing to forget."""
        return 0

    def stats(self) -> Stats:
        """Nothing."""
        return Stats()

    def close(self) -> None:
        """Nothing to let go of."""


NO_HISTORY = NoHistory()


def sighting_of(
    message: Message, envelope: Envelope, organisation: str, letter: str, template: tuple[int, ...]
) -> Sighting:
    """The sighting of a parsed mail. Order is by the topmost Received, else the ``From `` line, else Date."""
    recipient = envelope.recipient or (message.to[0].address if len(message.to) == 1 else "")
    identity = zlib.crc32(f"{message.message_id}\n{letter}".encode("utf-8", "replace"))
    return Sighting(
        recipient.lower(), message.sender.address, organisation, template, message.received_at, identity,
        message.message_id[:500], references_of(message), persona_of(message.sender.name),
    )  # fmt: skip


def references_of(message: Message) -> tuple[str, ...]:
    """Message-IDs of In-Reply-To, then of References from the newest (RFC 5322 section 3.6.4); each once."""
    answered = _ID.findall(message.field("in-reply-to")[:2_000])
    # The end of the field is kept: the newest stand there.
    thread = _ID.findall(message.field("references")[-20_000:])
    return tuple(dict.fromkeys([*answered, *reversed(thread)]))[:MANY_REFERENCES]


def persona_of(name: str) -> str:
    """A display name as `Sighting.persona`: "Berg, Anna" and "Anna Berg" are one."""
    words = _WORD.findall(fold(name[:100]))
    return " ".join(sorted(words)) if 2 <= len(words) <= 5 and _OFFICES.isdisjoint(words) else ""
