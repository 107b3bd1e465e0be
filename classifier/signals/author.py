"""Author: whether From, greeting and signature name people, and whether these names fit together."""

from __future__ import annotations

import re
from functools import lru_cache

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Reading, evidence, found
from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.mail import Mail
from classifier.message import Address
from classifier.signals.greeting import greeting_of, is_list, proof_of
from classifier.signals.signal import signal
from classifier.signals.wording import author as wording
from classifier.words import fold

_WORDS = expression(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_PART = r"(?:d'|o'|mac|mc|van|de|le|la)?[^\W\d_][^\W\d_]{1,20}(?:[-'’][^\W\d_]{1,20}){0,2}"
_PERSON = expression(rf"(?:[^\W\d_]{{1,2}}\.? ){{0,2}}{_PART}(?: (?:[^\W\d_]\.?|{_PART})){{1,3}}", re.I)
"""Two to five words, some of them initials or "de la"."""
_SHOUTED = expression(r"\b[A-Z]{3,}\b|[a-z][A-Z][A-Z]")
_SWAPPED = expression(r"([^,]{2,30}), ([^,]{2,30})")
_APART = expression(r"[(<\[/|]")
"""Behind it a display name tells the firm or the address."""
_SEPARATORS = expression(r"[._+-]+")
_SPLIT_LOCAL = expression(r"[a-z]{1,20}(?:\.[a-z]?)?[._][a-z][a-z'-]{1,24}\d{0,2}")
_CALLED = expression(
    r"\W{0,2}(?P<name>[^\W\d_][^\W\d_]{1,14}(?:[-'’][^\W\d_]{2,12})?(?:(?: | and | & |, |/)[^\W\d_][^\W\d_]{1,14}){0,2})(?P<end>\s?(?:[,!:;]|-{1,2}|[–—]|\.{2,3})(?=\s|$))"
)
_LINE_OF_NAMES = expression(
    r"\W{0,3}(?P<name>[^\W\d_][^\W\d_'’-]{0,14}(?: (?:[^\W\d_]\.?|[^\W\d_][^\W\d_'’-]{1,17})){0,2})\W{0,3}"
)
_LAST_WORD = expression(r"[,.!?)-] {0,3}(?P<name>[^\W\d_][^\W\d_'’-]{1,14})[.!]?$")
_LONGEST_FIRST_NAME = 11


@lru_cache(maxsize=4)  # three signals ask about one writer
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


@lru_cache(maxsize=8)  # a writer's names are asked for twice
def _names_in(address: Address) -> frozenset[str]:
    """Folded words of a display name and a local part that can be parts of a person's name."""
    words = {w for w in (*_WORDS.findall(fold(address.name)[:80]), *_WORDS.findall(address.local[:40])) if len(w) > 1}
    return frozenset(words - wording.THINGS)


@lru_cache(maxsize=4)  # two signals ask
def _readers(to: tuple[Address, ...], cc: tuple[Address, ...]) -> frozenset[str]:
    """Names of the readers, less those of lists and roles."""
    names: set[str] = set()
    for address in (*to[:5], *cc[:5]):
        if wording.THINGS.isdisjoint(_SEPARATORS.split(address.local)) and not is_list(address.domain):
            names |= _names_in(address) - {registrable_domain(address.domain).partition(".")[0]}
    return frozenset(names)


def _fits(word: str, names: frozenset[str]) -> bool:
    """Whether a word is one of these names, the beginning of one, a short form, or a part of one such as "annaberg"."""
    if word in names or any(full in names for full in wording.NICKNAMES.get(word, "").split()):
        return True
    return len(word) > 2 and any(n.startswith(word) or (n.endswith(word) and len(word) > 3) for n in names)


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
def author_named_as_a_person(mail: Mail) -> Reading:
    """The display name of From reads as a person's: "Anna Berg", "Berg, Anna", "J. P. de Vries".

    Why: a mail program is told its user's name once; programs are called by what they do.
    Misses: people who go by one name; firms that are called as people are, and software that sends under a person's name.
    """
    sender = mail.message.sender
    if not sender.name:
        return DOES_NOT_APPLY
    return found(evidence("header:From", sender.name)) if _is_person(sender) else NOTHING


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
    name = fold(sender.name.strip("'\" "))
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
def address_of_a_person(mail: Mail) -> Reading:
    """The author's address is made of a person's name: anna.berg@, a.berg@, or parts of the display name.

    Why: people get addresses that are made of their names, and robots of their tasks.
    Misses: nicknames, initials alone; whoever registers a domain can invent a person.
    """
    sender = mail.message.sender
    local = sender.local
    if not local:
        return DOES_NOT_APPLY
    parts = _SEPARATORS.split(local)
    if not wording.THINGS.isdisjoint(parts) or registrable_domain(sender.domain).partition(".")[0] in parts:
        return NOTHING
    if _SPLIT_LOCAL.fullmatch(local) and not wording.MACHINE_STEM.search(local):
        return found(evidence("header:From", sender.address))
    words = _WORDS.findall(fold(sender.name)[:80])
    made = any(w in local for w in words if len(w) > 2) or local in ("".join(w[0] for w in words), "".join(words))
    return found(evidence("header:From", sender.address)) if made and _is_person(sender) else NOTHING


@signal(unit="flag")
def reader_greeted_by_name(mail: Mail) -> Reading:
    """The greeting names somebody to whom the mail is addressed: "Hi Anna," to anna.berg@.

    Why: the writer knows whom they write to.
    Misses: readers whose name stands in no address; software fills in names as well.
    """
    greeting = greeting_of(mail)
    if greeting is None:
        return NOTHING
    readers = _readers(mail.message.to, mail.message.cc)
    words = [w for w in _WORDS.findall(fold(greeting.name)) if w not in wording.THINGS and len(w) > 1]
    return found(proof_of(mail, greeting)) if any(_fits(w, readers) for w in words[:3]) else NOTHING


@signal(unit="flag")
def begins_with_a_bare_name(mail: Mail) -> Reading:
    """The letter begins with a reader's name and a mark, and no word of greeting: "Anna," or "Kim - here is".

    Why: colleagues call each other so; templates say Hi or Dear.
    Misses: readers whose name stands in no address, unless it has the line for itself.
    """
    match = _CALLED.match(mail.text.new[:60])
    name = match.group("name") if match else ""
    greeting = greeting_of(mail)
    if (
        match is None
        or not name[0].isupper()
        or name.isupper()
        or (greeting and mail.text.new.startswith(greeting.text))
    ):
        return NOTHING
    words = [w for w in _WORDS.findall(fold(name)) if w != "and"]
    if not wording.NO_CALL.isdisjoint(words) or not wording.THINGS.isdisjoint(words):
        return NOTHING
    readers = _readers(mail.message.to, mail.message.cc)
    alone = match.group("end") == "," and len(words) < 3 and mail.text.new[match.end() : match.end() + 1] == "\n"
    if alone or any(_fits(w, readers) for w in words):
        return found(evidence("body", match.group(), 0))
    return NOTHING


@lru_cache(maxsize=4)  # two signals ask
def _last_name(end: str, signature: str) -> tuple[str, str, bool]:
    """(where, name, whether it has a line for itself) by which a letter is signed; empty when it is not.

    The first line of the signature or one of the last lines, when it is up to three words and nothing else; else the
    last word of all, behind a mark: "Thanks, Karen".
    """
    first = signature.lstrip("-_ \n").partition("\n")[0].strip()
    match = _LINE_OF_NAMES.fullmatch(first)
    if match and first[:1] != "[":
        return "signature", match.group("name"), True
    above, _, last = end.rstrip("-_=* \n").rpartition("\n")
    for line in (last, above.rstrip().rpartition("\n")[2]):
        if above and len(line) < 40 and (match := _LINE_OF_NAMES.fullmatch(line.strip())):
            return "body", match.group("name"), True
    if match := _LAST_WORD.search(last[-30:].rstrip()):
        return "body", match.group("name"), False
    return "", "", False


@signal(unit="flag")
def signed_as_the_author(mail: Mail) -> Reading:
    """The letter ends with a name, nickname or initials that fit From: "Thanks, Bob" from robert.berg@.

    Why: who wrote and who sent are one.
    Misses: people who do not sign; what stands above a signature of many lines; templates are signed as well.
    """
    sender = mail.message.sender
    where, name, _ = _last_name(mail.text.new[-90:], mail.text.signature[:60])
    if not name or not sender.address:
        return NOTHING
    words = _WORDS.findall(fold(name))
    if not wording.THINGS.isdisjoint(words):
        return NOTHING
    letters = [w[0] for w in _WORDS.findall(fold(sender.name) or sender.local)]
    initials = ("".join(letters), "".join(letters[:: len(letters) - 1]) if len(letters) > 2 else "", sender.local)
    names = _names_in(sender)
    fits = name[0].isupper() and any(_fits(w, names) for w in words if len(w) > 1)
    return found(evidence(where, name)) if fits or (len(words[0]) > 1 and words[0] in initials) else NOTHING


@signal(unit="flag")
def signed_with_a_bare_name(mail: Mail) -> Reading:
    """The last line is a first name, and nothing else: no surname, title or firm.

    Why: who is known needs no more.
    Misses: people who do not sign, or whose program adds a card; personal templates imitate it.
    """
    where, name, alone = _last_name(mail.text.new[-90:], mail.text.signature[:60])
    if not alone or not 1 < len(name) <= _LONGEST_FIRST_NAME or not name.isalpha() or not name.istitle():
        return NOTHING
    word = fold(name)
    if (
        word in wording.THINGS
        or word in wording.NO_CALL
        or (where == "signature" and "\n" in mail.text.signature.strip())
    ):
        return NOTHING
    return found(evidence(where, name))


SIGNALS = (
    no_author,
    author_named_as_a_person,
    author_is_a_thing,
    address_of_a_person,
    reader_greeted_by_name,
    begins_with_a_bare_name,
    signed_as_the_author,
    signed_with_a_bare_name,
)
