"""Letters → the people, firms and services of an archive: who they are, with which software, for years on end."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from classifier.training.letters import Letter
from classifier.training.wrap.draft import WITH_SUMMER, Conversation, conversation_of, summer
from classifier.training.wrap.names import names_of
from classifier.training.wrap.people import Person, domain_of, invented
from classifier.training.wrap.shapes import Shape, drawn_shape
from classifier.training.wrap.tokens import domain_word

NEARBY = 0.85
"""Share of correspondents who live by the owner's clock."""
BY_ROLE = {"person": 0.12, "stranger": 0.35, "sequence": 0.35, "service": 0.1}
"""Who writes → share of them who write to the owner's info@ address: strangers find that one first."""
MACHINES = frozenset(
    "campaign program_service php_mail phpmailer python_script java_application bare_host bulk_mailer ticket_system".split()
)
"""Shapes of software that services send with."""
TYPED = {"newsletter": 0.08, "notification": 0.04}
"""Share of services whose mail a person sends with a person's program: a club's secretary, a small shop."""
OWNERS = {
    "en": (("Joanna", "Hale", "Ms"), ("Rosa", "Marsh", "Ms"), ("Tom", "Kendrick", "Mr"), ("Martin", "Lawson", "Mr")),
    "de": (("Katrin", "Vogt", "Ms"), ("Hanna", "Lorenz", "Ms"), ("Stefan", "Haas", "Mr"), ("Jonas", "Brandt", "Mr")),
}
"""Language → owners of archives, and how they are addressed."""


class Owner(NamedTuple):
    """Whose archive it is."""

    person: Person
    alias: str
    """The firm's other address, which comes to the same mailbox."""
    title: str
    """``Ms`` or ``Mr``."""
    language: str
    zone: int
    """Minutes east of Greenwich, in winter."""
    base: int
    """Seed of what the owner's own hosts and programs keep from mail to mail."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """All of the owner's addresses."""
        return (self.person.address, self.alias)


class Party(NamedTuple):
    """Somebody who writes to the owner: always from one address, with one program."""

    number: int
    conversation: Conversation
    shape: Shape
    language: str

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.conversation.sender


def owner_of(language: str, draw: random.Random) -> Owner:
    """An owner of a small firm, at its own domain."""
    first, last, title = draw.choice(OWNERS[language])
    person = invented(language, draw)._replace(first=first, last=last)
    domain = domain_of(person, draw)
    address = f"{first.lower()}@{domain}" if draw.random() < 0.5 else f"{first[0].lower()}.{last.lower()}@{domain}"
    person = person._replace(address=address, display=person.name, domain=domain)
    return Owner(person, f"info@{domain}", title, language, names_of(language).zones[0], draw.getrandbits(48))


def party_of(letters: Sequence[Letter], owner: Owner, number: int, role: str, draw: random.Random) -> Party:
    """Whoever signs a letter, or the letters of a sequence.

    Args:
        letters: one letter, or all steps of a sequence.
        owner: who gets them.
        number: tells the parties of an archive apart.
        role: a key of `BY_ROLE`.
        draw: random numbers.
    """
    shape = _shape(letters[0], role, draw)
    conversation = conversation_of(letters, shape.provider, draw)
    zone = owner.zone if draw.random() < NEARBY else conversation.zone
    alias = draw.random() < BY_ROLE[role]
    known = conversation.reader.display  # how this sender's software names people in To, if at all
    reader = owner.person._replace(
        address=owner.alias if alias else owner.person.address,
        display="" if alias or not known else draw.choice((owner.person.name, owner.person.name, owner.person.first)),
    )
    conversation = conversation._replace(reader=reader, zone=zone)
    if role in ("person", "service"):  # who is answered can be answered; services write to each customer
        conversation = conversation._replace(to="", traces=conversation.traces - {"reply_to"})
    return Party(number, conversation, shape, letters[0].language)


def _shape(letter: Letter, role: str, draw: random.Random) -> Shape:
    """A program that fits: who may be answered writes from a mailbox; a service sends with a service's software."""
    if role == "service":
        typed = draw.random() < TYPED[letter.kind]
        while (shape := drawn_shape(letter, draw)).name not in MACHINES and not (typed and shape.name != "web_form"):
            continue
        return shape
    several = letter._replace(thread=role != "stranger")  # a website's form sends no sequences
    while (shape := drawn_shape(several, draw)).name in MACHINES and role == "person":
        continue
    return shape


def colleague_of(owner: Owner, number: int, draw: random.Random) -> Party:
    """Somebody of the owner's firm, at its domain, with the programs that people have there."""
    letter = Letter("", "personal", owner.language, "", "colleague", "", "")
    party = party_of([letter], owner, number, "person", draw)
    person = invented(owner.language, draw)
    host = owner.person.host
    person = person._replace(
        firm=owner.person.firm,
        address=f"{domain_word(person.first)}.{domain_word(person.last)}@{host}",
        display=person.name,
        domain=owner.person.domain,
    )
    return party._replace(conversation=party.conversation._replace(sender=person, zone=owner.zone))


def again_as(party: Party, number: int, draw: random.Random) -> Party:
    """The same firm's next mailbox: another name at a look-alike domain, as senders rotate them."""
    old = party.person
    other = invented(party.language, draw)
    firm = old.domain.partition(".")[0].replace("-", "")[:24]
    shape = draw.choice(("get{}", "try{}", "{}hq", "{}-mail", "team{}", "{}-group", "go{}", "meet{}"))
    domain = f"{shape.format(firm)}.example"
    first, last = domain_word(other.first), domain_word(other.last)
    local = draw.choice((first, f"{first}.{last}"))
    person = old._replace(
        first=other.first,
        last=other.last,
        domain=domain,
        address=f"{local}@{domain}",
        display=f"{other.first} {other.last}",
    )
    conversation = party.conversation._replace(sender=person, base=draw.getrandbits(48))
    return party._replace(number=number, conversation=conversation)


def in_zone(moment: datetime, zone: int) -> datetime:
    """A moment by the clock of a zone, which is an hour ahead in summer."""
    local = moment.astimezone(timezone(timedelta(minutes=zone)))
    ahead = 60 if summer(local) and zone in WITH_SUMMER else 0
    return moment.astimezone(timezone(timedelta(minutes=zone + ahead)))
