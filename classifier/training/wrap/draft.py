"""`Letter` → `Draft`: everything that software needs to know to send a letter, drawn at random."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from classifier.text import split_text
from classifier.training.letters import Letter
from classifier.training.wrap.mime import Fields
from classifier.training.wrap.names import names_of
from classifier.training.wrap.people import Person, reader_of, sender_of, writes
from classifier.training.wrap.phrases import phrases_of

TRACES = {
    "pixel": 0.5,  # open pixels, where the software can
    "tracked": 0.5,  # links that lead through a counter
    "list_unsubscribe": 0.5,
    "way_out": 0.35,  # a line to leave by, below the letter
    "own_id": 0.5,  # a Message-ID that names the vendor
    "own_fields": 0.5,  # header fields that name the vendor
    "own_domain": 0.6,  # tracking and bounces at the sender's domain
    "plain": 0.3,  # text without HTML
    "html_only": 0.15,
    "quotes": 0.65,  # earlier mails of the thread below
    "threads": 0.75,  # steps of a sequence answer each other
    "same_hour": 0.4,  # steps of a sequence go out at one time of day
    "quoted_names": 0.4,  # display names always in quotes
    "signature": 0.25,  # firm's lines below the name
    "disclaimer": 0.08,
    "extension": 0.08,  # a browser extension that reports openings
    "reply_to": 0.1,  # answers go to another address of the sender
    "cc": 0.08,
    "precedence": 0.3,  # Precedence, where software that sends in bulk may say so
    "automatic": 0.4,  # Auto-Submitted and the like, where software may say so
    "bottom": 0.2,  # the answer stands below what it quotes
}
"""Trace → share of the mails that carry it, of those whose software can. None is sure, so that none is needed."""
WHOLE_DAY = {"person": 0.08, "editor": 0.1, "machine": 0.6}
"""Who writes → share of mail sent at any hour of any day; the rest goes out in working hours."""
FIRST_DAY = datetime(2021, 1, 4, tzinfo=UTC)
"""A Monday. Years would tell nothing, were they not the same for all kinds."""
WEEKS = 280
"""Until the middle of 2026."""
WITH_SUMMER = (0, 60, -300, -360, -480)
"""Zones, in minutes, most of whose people change their clocks."""

REPLY = re.compile(r"\s*(?:(?:re|aw|sv|antw|odp|rif|res|r)\s*:\s*)+", re.I)
FORWARD = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|enc|doorst|pd)\s*:\s*", re.I)


class Quoted(NamedTuple):
    """An earlier mail of the thread, as it is repeated below an answer."""

    name: str
    address: str
    to: str
    """Name and address of its reader."""
    subject: str
    date: datetime
    text: str


class Conversation(NamedTuple):
    """What is the same for all mails that one sender writes to one reader."""

    sender: Person
    reader: Person
    to: str
    """To, where it does not name the reader: a mailing list, undisclosed recipients."""
    traces: frozenset[str]
    zone: int
    """Minutes east of Greenwich, in winter."""
    start: datetime
    base: int
    """Seed of what software keeps from mail to mail: hosts, accounts, campaigns."""


class Draft(NamedTuple):
    """A letter that is about to be sent."""

    letter: Letter
    conversation: Conversation
    date: datetime
    answered: tuple[str, ...]
    """Message-IDs of the thread, oldest first."""
    quoted: tuple[Quoted, ...]
    """Earlier mails to be repeated, newest first."""
    draw: random.Random

    @property
    def sender(self) -> Person:
        """Who sends it."""
        return self.conversation.sender

    @property
    def reader(self) -> Person:
        """Who gets it."""
        return self.conversation.reader

    @property
    def subject(self) -> str:
        """The letter's."""
        return self.letter.subject

    @property
    def forwards(self) -> bool:
        """It passes a mail on and answers none."""
        return FORWARD.match(self.letter.subject) is not None

    @property
    def zone_utc(self) -> datetime:
        """The date as servers tell it."""
        return self.date.astimezone(UTC)

    def has(self, trace: str) -> bool:
        """Whether this conversation carries a trace of `TRACES`."""
        return trace in self.conversation.traces

    def kept(self, purpose: str) -> random.Random:
        """Random numbers for a purpose, the same for each mail of the conversation."""
        return random.Random(f"{self.conversation.base} {purpose}")  # noqa: S311


class Sent(NamedTuple):
    """A message as it left the sender's software, without what the receiving side adds."""

    fields: Fields
    octets: bytes
    message_id: str
    bounce: str
    """Return path; empty for the null sender."""
    host: str
    """Name of the host that hands it over."""
    ip: str
    signers: tuple[str, ...] = ()
    """Domains of its DKIM signatures."""


def conversation_of(letters: Sequence[Letter], provider: str, draw: random.Random) -> Conversation:
    """Who writes to whom, from which day on, with which traces; for one letter or all steps of a sequence."""
    sender = sender_of(letters, provider, draw)
    reader = reader_of(letters[0], draw)
    traces = frozenset(trace for trace, share in TRACES.items() if draw.random() < share)
    to = ""
    # People and machines alike send to a list of hidden readers, or to themselves with hidden copies.
    if (hidden := draw.random()) < 0.04:
        to = draw.choice(("undisclosed-recipients:;", "Undisclosed recipients:;")) if hidden < 0.03 else sender.address
    zone = draw.choice(names_of(letters[0].language).zones)
    return Conversation(sender, reader, to, traces, zone, start_of(letters, zone, draw), draw.getrandbits(48))


def start_of(letters: Sequence[Letter], zone: int, draw: random.Random) -> datetime:
    """When a letter, or the first of a sequence, is sent; its weekday is one that keeps later steps off weekends."""
    monday = FIRST_DAY + timedelta(weeks=draw.randrange(WEEKS))
    weekdays = draw.sample(range(5), 5)
    weekday = min(weekdays, key=lambda first: sum((first + step.day) % 7 > 4 for step in letters))
    seconds = int(draw.triangular(7 * 3600, 19 * 3600, 10 * 3600))
    if draw.random() < WHOLE_DAY[writes(letters[0])]:
        weekday, seconds = draw.randrange(7), draw.randrange(86_400)
    return local(monday + timedelta(days=weekday, seconds=seconds), zone)


def date_of(letter: Letter, conversation: Conversation, draw: random.Random) -> datetime:
    """When a step is sent: its day after the first, at the same time or at another hour of work."""
    if letter.day == 0:
        return conversation.start
    minutes = draw.randint(-4, 9) if "same_hour" in conversation.traces else draw.randint(-200, 300)
    shift = timedelta(days=letter.day, minutes=minutes, seconds=draw.randint(0, 59))
    return local(conversation.start + shift, conversation.zone)


def local(clock: datetime, zone: int) -> datetime:
    """What a clock shows as a time in a zone, which is an hour ahead in summer."""
    ahead = 60 if summer(clock) and zone in WITH_SUMMER else 0
    return clock.replace(tzinfo=timezone(timedelta(minutes=zone + ahead)))


def summer(date: datetime) -> bool:
    """Whether clocks are an hour ahead, near enough."""
    return 4 <= date.month <= 10


def is_reply(letter: Letter) -> bool:
    """Whether the subject claims that the letter answers."""
    return REPLY.match(letter.subject) is not None


def bare_subject(subject: str) -> str:
    """A subject without what answering and passing on put before it."""
    return FORWARD.sub("", REPLY.sub("", subject)).strip() or subject


def quotes_already(text: str) -> bool:
    """Whether a letter repeats an earlier mail as it was written."""
    return bool(split_text(text).quoted)


def text_of(draft: Draft, mark: str = "-- ") -> str:
    """The letter with what its sender's settings put below it: the firm's lines, a disclaimer."""
    text = draft.letter.text
    person = draft.sender
    if writes(draft.letter) != "person" or quotes_already(text):
        return text
    signed = person.first in text[-120:]  # by the name that was understood; another one below would be odd
    if signed and draft.has("signature") and not re.search(r"\d{3}", "".join(text.split("\n")[-3:])):
        lines = [f"{person.role} | {person.firm}", f"T {person.phone}", f"www.{person.domain}", person.place]
        if person.last not in text[-80:]:
            lines.insert(0, person.name)
        keep = draft.kept("signature").randint(2, 4)
        text += "\n\n" + "\n".join(([mark] if mark else []) + lines[:keep])
    if draft.has("disclaimer"):
        text += "\n\n" + draft.kept("disclaimer").choice(phrases_of(draft.letter.language).disclaimer)
    return text
