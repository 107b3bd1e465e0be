"""Author: whether From and the end of a letter name a person or a thing."""

from __future__ import annotations

import re

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Reading, evidence, found
from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.mail import Mail
from classifier.message import Address
from classifier.signals.signal import signal
from classifier.signals.wording import author as wording
from classifier.words import fold

OPENING, MOST_MENTIONS = 3_000, 6
"""Characters and mentions of a name that are looked at."""
_WORDS = expression(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_PART = r"(?:d'|o'|mac|mc|van|de|le|la)?[^\W\d_][^\W\d_]{1,20}(?:[-'’][^\W\d_]{1,20}){0,2}"
_PERSON = expression(rf"(?:[^\W\d_]{{1,2}}\.? ){{0,2}}{_PART}(?: (?:[^\W\d_]\.?|{_PART})){{1,3}}", re.I)
"""Two to five words, some of them initials or "de la"."""
_SHOUTED = expression(r"\b[A-Z]{3,}\b|[a-z][A-Z][A-Z]")
_SWAPPED = expression(r"([^,]{2,30}), ([^,]{2,30})")
_APART = expression(r"[(<\[/|]| via ")
"""Behind it a display name tells the firm, the address or the list."""
_SEPARATORS = expression(r"[._+-]+")
_FIRST_NAME = expression(r"\W{0,3}(?P<name>[^\W\d_]{2,11})\W{0,3}")


def _is_person(address: Address) -> bool:
    """Whether a display name reads as that of a person: "Anna Berg", "Berg, Anna", "J. R. de la Cruz"."""
    name = " ".join(_APART.split(address.name[:120], 1)[0].strip("'\" ").split())
    if swapped := _SWAPPED.fullmatch(name):
        name = f"{swapped.group(2)} {swapped.group(1)}"
    if not _PERSON.fullmatch(name) or not (name[0].isupper() and name.rpartition(" ")[2][0].isupper()):
        return False
    if _SHOUTED.search(name) and not name.isupper():
        return False
    words = [w for w in _WORDS.findall(fold(name)) if w not in wording.TITLES]
    brand = registrable_domain(address.domain).partition(".")[0]
    # "Acme Anna" <mail@acme.example> is a firm's, "Anna Berg" <anna@berg.example> a person's.
    firm = (brand in words or "".join(words) == brand) and not any(w in address.local for w in words if w != brand)
    return len(words) > 1 and wording.THINGS.isdisjoint(words) and not firm


@signal(unit="flag")
def no_author(mail: Mail) -> Reading:
    """The header names no author: From is missing, empty or holds no address.

    Why: every mail program writes From (RFC 5322 section 3.6.2); reports of mail systems and pieces of mail lack it.
    Misses: robots that name themselves.
    """
    if mail.message.sender.address:
        return NOTHING
    return found(evidence("header:From", mail.message.field("from") or "(none)"))


@signal(unit="flag")
def author_is_a_thing(mail: Mail) -> Reading:
    """From names a role, a product, a firm or a domain: "Acme Support Team", "acme.example", billing@.

    Why: machines and departments are named after what they do.
    Misses: things that are called by words of their own; people who write from the mailbox of their office.
    """
    sender = mail.message.sender
    if not sender.address:
        return DOES_NOT_APPLY
    parts = _SEPARATORS.split(sender.local.rstrip("0123456789"))
    name = fold(sender.name.strip("'\" ")).partition(" via ")[0]
    if not name or "@" in name:
        return found(evidence("header:From", sender.address)) if not wording.THINGS.isdisjoint(parts) else NOTHING
    words = _WORDS.findall(name)
    thing = not wording.THINGS.isdisjoint(words) or any(firm in name for firm in wording.FIRMS)
    if not thing and not wording.THINGS.isdisjoint(parts):
        thing = not _is_person(sender)
    if not thing and len(words) == 1 and sender.name.islower():
        # A nickname stands in its owner's address too, or is short for what stands there.
        thing = len(words[0]) > 3 and words[0] not in sender.address
    return found(evidence("header:From", sender.name)) if thing else NOTHING


@signal(unit="flag")
def address_of_a_task(mail: Mail) -> Reading:
    """The author's local part, or a part of it, is a task or a role: billing@, exchange.administrator@, daily-offers@.

    Why: whom nobody is, a machine or a department is.
    Misses: tasks in other words; people of small firms, who write from info@ and mail@.
    """
    sender = mail.message.sender
    if not sender.address:
        return DOES_NOT_APPLY
    task = not wording.THINGS.isdisjoint(_SEPARATORS.split(sender.local.rstrip("0123456789")))
    return found(evidence("header:From", sender.address)) if task else NOTHING


@signal(unit="flag")
def signed_with_a_bare_name(mail: Mail) -> Reading:
    """The last line is a first name, and nothing else: no surname, title or firm.

    Why: who is known needs no more.
    Misses: people who do not sign, or whose program adds a card; personal templates imitate it.
    """
    where, lines = "signature", mail.text.signature[:60].strip("-_ \n").split("\n")
    if lines == [""]:
        where, lines = "body", mail.text.new[-90:].rstrip("-_=* \n").split("\n")[1:][-1:]
    match = _FIRST_NAME.fullmatch(lines[0].strip()) if len(lines) == 1 else None
    if match is None:
        return NOTHING
    name = match.group("name")
    word = fold(name)
    return found(evidence(where, name)) if name.istitle() and word not in wording.NO_SIGNATURE else NOTHING


@signal(unit="flag")
def author_in_third_person(mail: Mail) -> Reading:
    """The letter speaks of its author by name: "Acme is pleased", "syncbot has found", "Anna Berg invited you".

    Why: people say I; programs and companies tell of themselves, or of the one who pressed the button.
    Misses: authors who say we, and names that differ from those in From. Secretaries write so for their chief.
    """
    sender, text = mail.message.sender, mail.folded[:OPENING]
    name = _APART.split(fold(sender.name[:60]).strip("'\" "), 1)[0].partition(" from ")[0].strip()
    names = {name, " ".join(reversed(name.split(", "))), *_WORDS.findall(name)[:1], mail.organisation.partition(".")[0]}
    for one in sorted(names - wording.THINGS):
        at = text.find(one) if len(one) > 3 else -1
        for _ in range(MOST_MENTIONS):
            if at < 0:
                break
            if not text[max(0, at - 1) : at].isalnum() and wording.TOLD_OF.match(text, at + len(one)):
                return found(evidence("body", mail.letter[at : at + len(one) + 30], at))
            at = text.find(one, at + 1)
    return NOTHING


SIGNALS = (
    no_author,
    author_is_a_thing,
    address_of_a_task,
    signed_with_a_bare_name,
    author_in_third_person,
)
