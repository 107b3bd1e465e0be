"""A letter → who sends it and who gets it: taken from its greeting and signature, else invented."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from classifier.training.letters import Letter
from classifier.training.wrap.names import names_of
from classifier.training.wrap.signatures import greeted, signature_of
from classifier.training.wrap.tokens import DIGITS, domain_word, token

FREE_MAILBOX = {"personal": 0.3, "outreach": 0.3, "junk": 0.3, "newsletter": 0.1, "notification": 0.1}
"""Share of senders at a provider where anybody has a mailbox. Equal for letters and outreach: customers and one-man
agencies both write from gmail.com."""
FREE_READER = 0.12
"""Small businesses read their mail at a provider."""
ROLE_READER = 0.4
"""Share of readers written to at info@ or the like: strangers find that address first, whatever they want."""
GREETING = 6
"""Blanks of a first line: one with as many greets nobody."""
ANYBODY = {
    "google": ("gmail.com",),
    "microsoft": ("outlook.com", "hotmail.com", "outlook.com", "live.com"),
    "yahoo": ("yahoo.com", "ymail.com", "yahoo.co.uk"),
    "gmx": ("gmx.de", "gmx.net", "web.de"),
    "apple": ("icloud.com", "me.com"),
}
"""Who runs the mailbox → domains at which anybody can have one."""

_ROLES = {"info": 10, "office": 2, "contact": 2, "hello": 2, "sales": 2, "mail": 1, "admin": 1, "support": 1}
_OF_PEOPLE = {
    "{first}.{last}": 50,
    "{first}": 28,
    "{f}{last}": 20,
    "{first}{last}": 8,
    "{last}": 8,
    "{f}.{last}": 8,
    "{first}_{last}": 3,
    "{role}": 12,
}
_OF_MACHINES = {
    "noreply": 16,
    "no-reply": 12,
    "notifications": 5,
    "support": 8,
    "billing": 4,
    "service": 5,
    "alerts": 3,
    "{role}": 22,
    "{first}": 10,
    "{first}.{last}": 10,
}
_OF_EDITORS = {
    "news": 12,
    "newsletter": 10,
    "noreply": 6,
    "team": 4,
    "{role}": 30,
    "{first}": 18,
    "{first}.{last}": 14,
    "{f}{last}": 5,
}
LOCAL_PARTS = {"person": _OF_PEOPLE, "editor": _OF_EDITORS, "machine": _OF_MACHINES}
"""Who writes → shape of their address → weight."""
_NAMED = {
    "{first} {last}": 74,
    "{first}": 8,
    "{first} | {firm}": 4,
    "{first} {last} ({firm})": 4,
    "{last}, {first}": 4,
    "{firm}": 3,
    "": 6,
}
_BRANDED = {"{firm}": 62, "{first} {last}": 12, "{first} | {firm}": 7, "{first}": 4, "{firm} Info": 4, "": 8}
DISPLAY_NAMES = {"person": _NAMED, "editor": _BRANDED, "machine": _BRANDED}
"""Who writes → what stands before their address → weight."""
DOMAINS = {
    "{firm}": 70,
    "{firm}-{trade}": 8,
    "{trade}-{firm}": 4,
    "{last}": 6,
    "get{firm}": 3,
    "{firm}hq": 2,
    "{firm}group": 3,
    "{firm}{n}": 2,
}
"""Shape of a domain → weight; one table for all kinds, look-alikes included."""
_TO = {"": 52, "{first} {last}": 36, "{address}": 5, "{last}, {first}": 3, "{firm}": 4}

ABSENT = re.compile(r"auto(?:matic)?[- ]?(?:reply|respon)|out of office|vacation", re.I)
"""Roles of letters that a person's mailbox answers by itself."""

_OWN_DOMAIN = re.compile(r"\b((?:[a-z0-9-]{1,40}\.){1,3}example)\b")


class Person(NamedTuple):
    """A sender or reader."""

    first: str
    last: str
    firm: str
    """Name of the organisation."""
    role: str
    address: str
    display: str
    """What stands before the address; may be empty."""
    domain: str
    """Where their organisation lives on the web."""
    phone: str
    place: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}".strip()

    @property
    def host(self) -> str:
        """Domain of the address."""
        return self.address.rpartition("@")[2]


def writes(letter: Letter) -> str:
    """Who writes a letter of this kind: ``person``, ``editor`` or ``machine``. An absence is told by the absent."""
    if letter.kind in ("personal", "outreach", "junk") or ABSENT.search(letter.role):
        return "person"
    return "editor" if letter.kind == "newsletter" else "machine"


def pick(weights: dict[str, int], draw: random.Random) -> str:
    """One key, drawn by weight."""
    return draw.choices(list(weights), list(weights.values()))[0]


def sender_of(letters: Sequence[Letter], provider: str, draw: random.Random) -> Person:
    """Who signs a letter, or the letters of a sequence.

    Args:
        letters: one letter, or all steps of its sequence.
        provider: who must run the mailbox, a key of `ANYBODY`; ``""`` when anybody may.
        draw: random numbers.
    """
    letter = letters[0]
    signed = [signature_of(step.text, writes(step) == "person") for step in letters]
    name, firm = (max((s[i] for s in signed), key=lambda found: (found.count(" "), len(found))) for i in (0, 1))
    person = invented(letter.language, draw)
    first, _, last = name.partition(" ")
    if first and not first.endswith("."):
        person = person._replace(first=first)
    person = person._replace(last=last or person.last, firm=firm or person.firm)
    own = [m for step in letters for m in _OWN_DOMAIN.findall("\n".join(step.text.lower().split("\n")[-3:]))]
    if own:
        domain = ".".join(own[-1].split(".")[-2:])
        person = person if firm else person._replace(firm=domain.partition(".")[0].replace("-", " ").title())
    else:
        domain = domain_of(person, draw)
    host = domain
    if draw.random() < FREE_MAILBOX[letter.kind] or provider in ("yahoo", "gmx", "apple"):
        host = free_host(letter.language, provider, draw)
    local = local_part(pick(LOCAL_PARTS[writes(letter)], draw), person, host != domain, draw)
    display = pick(DISPLAY_NAMES[writes(letter)], draw).format(first=person.first, last=person.last, firm=person.firm)
    return person._replace(address=f"{local}@{host}", display=display, domain=domain)


def reader_of(letter: Letter, draw: random.Random) -> Person:
    """Who is greeted, at an invented business; and how the sender's software names them in To."""
    person = invented(letter.language, draw)
    first, last = greeted(letter.text)
    person = person._replace(first=first or person.first, last=last or person.last)
    domain = domain_of(person, draw)
    host = free_host(letter.language, "", draw) if draw.random() < FREE_READER else domain
    shape = "{role}" if draw.random() < ROLE_READER else pick(_OF_PEOPLE, draw)
    address = f"{local_part(shape, person, host != domain, draw)}@{host}"
    # Who is greeted by a name that was not understood is named by their address alone: a made-up one would be wrong.
    known = first or last or letter.text[:1].islower() or letter.text.partition("\n")[0].count(" ") >= GREETING
    shown = pick(_TO, draw) if known else ""
    display = shown.format(first=person.first, last=person.last, firm=person.firm, address=address)
    return person._replace(address=address, display=display, domain=domain)


def invented(language: str, draw: random.Random) -> Person:
    """A person of whom nothing is known but the language; without an address."""
    names = names_of(language)
    firm = f"{draw.choice(names.firms)} {draw.choice(names.trades)}"
    place = draw.choice(names.places).format(draw.randint(1, 140))
    phone = names.dial + token(draw, DIGITS, 4)
    return Person(
        draw.choice(names.first), draw.choice(names.last), firm, draw.choice(names.roles), "", "", "", phone, place
    )


def domain_of(person: Person, draw: random.Random) -> str:
    """A domain for a person's organisation."""
    words = [w for w in map(domain_word, person.firm.split()) if w] or [domain_word(person.last)]
    firm = "".join(words[:2])[:24]
    trade = words[-1][:12] if words[1:] else "online"
    shape = pick(DOMAINS, draw)
    name = shape.format(
        firm=firm if "-" not in shape else words[0][:16],
        trade=trade,
        last=domain_word(person.last) or firm,
        n=draw.randint(1, 24),
    )
    return f"{name}.example"


def free_host(language: str, provider: str, draw: random.Random) -> str:
    """A domain where anybody can have a mailbox."""
    if provider in ANYBODY:
        return draw.choice(ANYBODY[provider])
    return draw.choice((*names_of(language).providers, "gmail.com", "gmail.com", "outlook.com", "yahoo.com"))


def local_part(shape: str, person: Person, free: bool, draw: random.Random) -> str:
    """The part before the @; at free providers names are taken, so that numbers follow."""
    first, last = domain_word(person.first) or "mail", domain_word(person.last) or "office"
    role = pick(_ROLES, draw)
    if free and shape == "{role}":
        return domain_word(person.firm)[:20] + draw.choice(("", ".info", ".office"))
    local = shape.format(first=first, last=last, f=first[:1], role=role)
    return local + (str(draw.randint(1, 99)) if free and draw.random() < 0.35 else "")
