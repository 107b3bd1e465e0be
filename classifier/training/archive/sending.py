"""`Planned` → `Posted`: a mail as the software of its sender and the owner's mail host leave it in the archive."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from email.utils import getaddresses
from typing import NamedTuple

from classifier.training.archive.cast import Owner, Party, in_zone
from classifier.training.letters import Letter
from classifier.training.wrap import clients, programs
from classifier.training.wrap.delivery import received
from classifier.training.wrap.draft import Conversation, Draft, Quoted, Sent, text_of
from classifier.training.wrap.mime import Fields, mailbox

OWN_TRACES = frozenset(("threads", "quotes", "signature"))
"""Of `draft.TRACES`: what the owner's own mail carries."""


class Host(NamedTuple):
    """Where an archive lies."""

    receiver: str
    """Whose fields stand above what came in, a key of `delivery.RECEIVERS`."""
    program: Callable[[Draft], Sent]
    """What the owner writes with."""


GOOGLE = Host("google", clients.gmail_web)
OWN_SERVER = Host("postfix", programs.thunderbird)


class Planned(NamedTuple):
    """A mail that is going to be sent."""

    date: datetime
    """By the sender's clock."""
    party: Party
    """Who writes it; for the owner's own mail, who gets it."""
    letter: Letter
    """Subject and text as they are sent."""
    thread: int
    """Mails that belong together have one number."""
    answers: tuple[str, ...] = ()
    """Message-IDs of the thread, oldest first."""
    quoted: tuple[Quoted, ...] = ()
    """Earlier mails that are repeated, newest first."""
    out: bool = False
    """The owner wrote it."""
    answered: bool = False
    """The owner will answer it."""
    refused: bool = False
    """The owner had told this sender to stop before it came."""
    automatic: bool = False
    """A mailbox's own answer while its owner is away."""
    campaign: int = 0
    """Outreach and junk: copies of one template have one number."""
    approach: int = 0
    """Outreach: the steps of one sequence from one sender have one number."""
    spam: bool = False
    """The owner's mail host took it for spam."""


class Posted(NamedTuple):
    """A mail that was sent, as later ones answer and quote it."""

    raw: bytes
    message_id: str
    address: str
    """Of the other side, as From or To names it: a help desk or a website's form writes for people."""
    quoted: Quoted


def posted(planned: Planned, owner: Owner, host: Host, draw: random.Random) -> Posted:
    """Send a mail, and put it into the archive."""
    conversation = _own(planned.party, owner) if planned.out else planned.party.conversation
    draft = Draft(planned.letter, conversation, planned.date, planned.answers, planned.quoted, draw)
    if planned.out:
        sent = host.program(draft)
        raw = received(sent, draft, "")
    else:
        sent = planned.party.shape.send(draft)
        if planned.automatic:
            sent = _automatic(sent)
        raw = received(sent, _at_home(draft, owner), host.receiver)
    if not raw.endswith(b"\n"):  # no message leaves SMTP so
        raw += b"\n"
    author, reader = conversation.sender, conversation.reader
    to = mailbox(reader.display, reader.address, draw)
    text = Quoted(
        author.display or author.name, author.address, to, planned.letter.subject, planned.date, text_of(draft)
    )
    if planned.out:
        return Posted(raw, sent.message_id, reader.address, text)
    written = next(value for name, value in sent.fields if name == "From")
    return Posted(raw, sent.message_id, getaddresses([written])[0][1], text)


def _own(party: Party, owner: Owner) -> Conversation:
    """The owner writes to somebody."""
    person = party.person
    name = person.name if person.display else ""
    return Conversation(owner.person, person._replace(display=name), "", OWN_TRACES, owner.zone, _EPOCH, owner.base)


def _at_home(draft: Draft, owner: Owner) -> Draft:
    """What the owner's host knows: its own address of the owner, its own clock; the same host for every mail."""
    conversation = draft.conversation._replace(reader=owner.person, base=owner.base)
    return draft._replace(conversation=conversation, date=in_zone(draft.date, owner.zone))


def _automatic(sent: Sent) -> Sent:
    fields: Fields = []
    for field in sent.fields:
        fields.append(field)
        if field[0] == "Subject":
            fields += [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")]
    return sent._replace(fields=fields, bounce="")


_EPOCH = datetime(1970, 1, 1)
"""Conversations have a start; an archive's mails have their own dates."""
