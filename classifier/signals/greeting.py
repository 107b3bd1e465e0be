"""Greeting: who reads a letter, and how its writer greets them."""

from __future__ import annotations

from typing import NamedTuple

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Evidence, Reading, evidence, found
from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.mail import Mail, shared
from classifier.message import Address
from classifier.providers import LIST_HOSTS
from classifier.signals.signal import signal
from classifier.signals.wording import greeting as wording
from classifier.words import fold

_HEAD = 400
"""Characters of the letter in which a greeting is looked for: a preheader or a date may stand above it."""
_GREETING = expression(
    r"\W{0,3}(?P<word>hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|moin|servus|sehr geehrte[rs]?"
    r"|bonjour|bonsoir|salut|chere?|hola|buenos dias|buenas(?: tardes)?|estimad[oa]|querid[oa]|dzien dobry|witam|witaj|czesc|szanown[yai]|drog[ia]|dobry den|ahoj|vazen[ya]|mil[ya]"
    r"|ciao|buongiorno|buonasera|salve|gentile|gentilissim[oa]|egregio|car[oa]|ola|oi|bom dia|boa tarde|prezad[oa]|beste|geachte|dag|goedemorgen|goedemiddag)\b,?\s*"
    r"(?P<titles>(?:(?:mr|mrs|ms|miss|dr|prof|herrn?|frau|m|mme|monsieur|madame|sra?|senora?|pan|pani|panie|pane|sig|signora?|dott|dottoressa|ing|mgr|inz|heer|mevrouw|dhr|mevr|doutora?)"
    r"\b\.?\s{0,2}){0,3})(?P<name>[^,.!?:;\n]{0,60}?(?:(?:@[\w.-]{3,80}|\.[\w.-]{2,40})(?: [\w' -]{1,30})?)?)\s*(?P<end>[,!:;?]|\.(?=\s|$)|\s-|$)"
)
LETTERS = expression(r"[^\W\d_]{2,}")
_SEPARATORS = expression(r"[._+-]")
_LIST_HOST = expression(r"(?:lists?|groups?|mailman|listserv|ml)\.")
_NOBODY_AT = expression(r" at [,.?](?=\s|$)")
_WHO_IS_AT = expression(r"\b(?:team|work|people|role|everyone|folks|growth|things|doing)$")
_BLANK_BEFORE_MARK = expression(r"\w [,.!?](?=\s|$)")


class Greeting(NamedTuple):
    """The greeting of a letter."""

    text: str
    """As it stands there, up to the mark that ends it."""
    word: str
    """Folded: "hi", "sehr geehrte"."""
    titles: str
    """"Mr. ", "Frau Dr. "; mostly empty."""
    name: str
    """Who is greeted, without titles; may be empty."""
    end: str
    """The mark; empty at the end of a line."""


@shared
def greeting_of(mail: Mail) -> Greeting | None:
    """The greeting in one of the first three lines that are not blank."""
    for line in [text for text in mail.text.new[:_HEAD].split("\n") if text.strip()][:3]:
        if match := _GREETING.match(fold(line)):
            name = line[match.start("name") : match.end("name")].strip()
            return Greeting(
                line[: match.end()], match.group("word"), match.group("titles"), name, match.group("end").strip()
            )
    return None


def proof_of(mail: Mail, greeting: Greeting) -> Evidence:
    """Where the letter has the greeting."""
    text = " ".join(greeting.text.split())
    return evidence("body", text, max(0, mail.letter.find(text)))


def readers_of(mail: Mail) -> tuple[Address, ...]:
    """Those whom the mail was sent to, as far as a letter could know them by name."""
    recipient = mail.envelope.recipient.lower()
    to = mail.message.to[:3]
    return to if not recipient or any(t.address == recipient for t in to) else (*to, Address("", recipient))


def person_of(address: Address) -> tuple[str, ...]:
    """Folded names of a person, by their display name or an address such as anna.berg@; empty for lists, roles and firms."""
    words = tuple(LETTERS.findall(fold(address.name)))
    if words:
        # "Berg & Partner" <post@berg.example> is a firm, "usrp users" a list: a person's name is in the address too.
        local = address.local
        known = local == "".join(w[0] for w in words) or any(w[:3] in local for w in words if len(w) > 2)
        role = not wording.NOT_A_PERSON.isdisjoint((*words, *_SEPARATORS.split(local)))
        firm = all(w in address.domain for w in words)
        return words if 2 <= len(words) <= 4 and known and not (role or firm) else ()
    parts = tuple(address.local.split("."))
    if not 2 <= len(parts) <= 3 or not all(p.isalpha() and len(p) > 2 for p in parts):
        return ()
    return tuple(map(fold, parts)) if wording.NOT_A_PERSON.isdisjoint(parts) else ()


def is_list(domain: str) -> bool:
    """Whether mailing lists have their addresses at a domain."""
    return registrable_domain(domain) in LIST_HOSTS or _LIST_HOST.match(domain) is not None


@signal(unit="flag")
def gap_where_a_name_belongs(mail: Mail) -> Reading:
    """The letter has a gap where a name should be, as in "Hi ," or "the team at .".

    Why: the merge field was empty for this address.
    Misses: greetings that fall back to "there" or "team"; people who type "Hi ," and nothing else that tells their habit.
    """
    hits: list[Evidence] = []
    for match in _NOBODY_AT.finditer(mail.folded):
        if who := _WHO_IS_AT.search(mail.folded[max(0, match.start() - 12) : match.start()]):
            start = match.start() - len(who.group())
            hits.append(evidence("body", mail.letter[start : match.end()], start))
            break
    greeting = greeting_of(mail)
    if greeting and not greeting.name and greeting.end in (",", "!", ":") and greeting.text[-2:-1].isspace():
        # Some people put a blank before every mark, or answer in haste; an empty field leaves the only one.
        habit = _BLANK_BEFORE_MARK.search(mail.letter, len(greeting.text), 4_000)
        if not greeting.word.startswith(wording.NEEDS_NO_NAME) and not habit and not mail.text.quoted:
            hits.append(proof_of(mail, greeting))
    return found(*hits)


@signal(unit="flag")
def greeting_names_somebody_else(mail: Mail) -> Reading:
    """The greeting's name is no part of the reader's name or address.

    Why: a row of a bought list was out of step, or its contact has left.
    Misses: readers whose name stands in neither To nor the address; wrong names that begin as the right one does.
    """
    to = mail.message.to
    person = person_of(to[0]) if len(to) == 1 else ()
    greeting = greeting_of(mail)
    # An answer may greet whom it answers while To names another.
    if not person or greeting is None or mail.text.quoted or mail.message.field("references"):
        return DOES_NOT_APPLY
    words = LETTERS.findall(fold(greeting.name))
    if not 1 <= len(words) <= 2 or not greeting.end or len(words[0]) < 3:
        return NOTHING
    if not greeting.name[0].isupper() or not greeting.name.replace(" ", "").isalpha():
        return NOTHING
    if not wording.NO_NAMES.isdisjoint(words):
        return NOTHING
    others = [w for a in mail.message.cc[:5] for w in LETTERS.findall(fold(a.name))]
    for known in (*person, *others):
        # Jo, Joe and Johannes; Panie Marku and Marek; Bete and Elisabete.
        if any(known[0] == word[0] or word[:3] in known or known[:3] in word for word in words):
            return NOTHING
    return found(proof_of(mail, greeting), evidence("header:To", to[0].name or to[0].address))


@signal(unit="flag")
def address_taken_for_a_name(mail: Mail) -> Reading:
    """The reader is greeted by their address, or by a part of it that is no name: "Hi Info,", "Hello Linux-Raid".

    Why: a list had an address and no name, so software made one.
    Misses: local parts that are names; people who greet a mailing list by its name write so too.
    """
    readers = readers_of(mail)
    greeting = greeting_of(mail)
    if greeting is None or not readers:
        return DOES_NOT_APPLY
    name = fold(greeting.name)
    if len(name) < 4:
        return NOTHING
    for reader in readers:
        local = reader.local
        # Jean-Pierre is a name; spice-devel, tm.office and anna1987 are not.
        made = local in wording.LOCAL_AS_NAME or "." in local or any(c.isdigit() for c in local)
        made = made or not wording.NOT_A_PERSON.isdisjoint(local.split("-")[1:])
        domain = registrable_domain(reader.domain)
        if (
            name.startswith(reader.address)
            or (made and name == local)
            or (domain and name.startswith(domain) and not name[len(domain) : len(domain) + 1].isalnum())
        ):
            return found(proof_of(mail, greeting), evidence("header:To", reader.address))
    return NOTHING


@signal(unit="flag")
def greeted_as_in_a_table(mail: Mail) -> Reading:
    """The greeting has the reader's name as a table has it: first and last name, or capitals, and no title.

    Why: "Hi Doug Gilbert," and "Dear SAMANTHA," are what a column holds; people say Doug, Samantha or Mr Gilbert.
    Misses: tables that are in good order; people who write so to strangers whose first name they cannot tell.
    """
    greeting = greeting_of(mail)
    if greeting is None or greeting.titles or not greeting.end:
        return NOTHING
    words = LETTERS.findall(fold(greeting.name))
    if not words or not wording.NO_NAMES.isdisjoint(words):
        return NOTHING
    readers = readers_of(mail)
    full = len(words) > 1 and any(p and {p[0], p[-1]} <= set(words) for p in map(person_of, readers))
    # Some write all of a letter so, and a firm may be called UNESCO.
    capitals = len(words[0]) > 3 and greeting.name.replace(" ", "").isalpha() and greeting.name.isupper()
    capitals = capitals and not greeting.text.isupper() and not any(words[0] in r.domain for r in readers)
    return found(proof_of(mail, greeting)) if full or capitals else NOTHING


SIGNALS = (
    gap_where_a_name_belongs,
    greeting_names_somebody_else,
    address_taken_for_a_name,
    greeted_as_in_a_table,
)
