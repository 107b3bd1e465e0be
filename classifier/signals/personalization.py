"""Fake personalization: a letter that pretends to know its reader, their company, their role and their work."""

from __future__ import annotations

import re
from itertools import islice

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Evidence, Reading, counted, evidence, found
from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.mail import MAX_LETTER, Mail
from classifier.providers import MAIL_PROVIDERS
from classifier.signals.greeting import is_list, person_of, readers_of
from classifier.signals.phrases import MAX_HITS, said
from classifier.signals.signal import signal
from classifier.signals.wording import personalization as wording
from classifier.signals.wording.greeting import NOT_A_PERSON
from classifier.words import fold


def _companies(mail: Mail) -> list[str]:
    """Registrable domains of readers that are somebody's own, and not the writer's."""
    domains = {registrable_domain(r.domain) for r in readers_of(mail) if not is_list(r.domain)}
    return sorted(domains - MAIL_PROVIDERS - {"", registrable_domain(mail.message.sender.domain)})


_BETWEEN = r"(?: ?[&+.-] ?| (?:and|und|et|y|e|en|i|a) | )"


def _as_spelled(label: str, vocabulary: frozenset[str]) -> str:
    """Pattern of a domain's first label as the letter's words spell it, ``tallow-finch`` as Tallow & Finch; or empty."""
    parts = [p for p in label[:40].split("-") if p]
    while parts and parts[-1] in NOT_A_PERSON:  # acme-gmbh.example
        parts.pop()
    if len("".join(parts)) < 4:
        return ""
    if vocabulary.issuperset(parts):
        return _BETWEEN.join(map(re.escape, parts))
    # "wickerandwool": two or three words written as one.
    for i in range(3, len(label) - 2) if len(parts) == 1 else ():
        if label[:i] in vocabulary:
            for j in range(i + 3, len(label) + 1):
                if label[i:j] in vocabulary and (j == len(label) or (len(label) > j + 2 and label[j:] in vocabulary)):
                    words = [w for w in (label[:i], label[i:j], label[j:]) if w and w not in ("and", "und")]
                    return _BETWEEN.join(map(re.escape, words))
    return ""


def _mentions(folded: str, pattern: str) -> list[re.Match[str]]:
    """Where a name stands by itself and not in an address or a path; at most 20 places."""
    places = []
    for match in re.finditer(pattern, folded):
        before, after = folded[max(0, match.start() - 4) : match.start()], folded[match.end() : match.end() + 1]
        if (not before or before == "www." or not (before[-1].isalnum() or before[-1] in "@/.-_")) and not (
            after.isalnum() or after in ("@", "/", "_", "-")
        ):
            places.append(match)
            if len(places) == 20:
                break
    return places


@signal(unit="flag")
def mail_host_taken_for_a_company(mail: Mail) -> Reading:
    """The letter speaks of the reader's mail provider or list host as if it were their company.

    Why: the company was made from the address: "your domain googlegroups.com", "the team at Gmail".
    Misses: readers with a domain of their own; providers named by a common word, such as Orange, unless with their domain.
    """
    applies = False
    for reader in readers_of(mail):
        host = registrable_domain(reader.domain)
        if host not in MAIL_PROVIDERS and not is_list(reader.domain):
            continue
        applies = True
        label = host.partition(".")[0]
        if label not in mail.vocabulary:
            continue
        for match in _mentions(mail.folded, re.escape(label if label in wording.UNMISTAKABLE else host)):
            start = max(0, match.start() - 60)
            slot = wording.HOST_IN_A_SLOT.search(mail.folded[start : match.start()])
            if slot and not wording.OF_A_MAILBOX.match(mail.folded, match.end()):
                at = start + slot.start()
                return found(evidence("body", mail.letter[at : match.end()], at), evidence("header:To", reader.address))
    return NOTHING if applies else DOES_NOT_APPLY


@signal(unit="count")
def company_dropped_in(mail: Mail) -> Reading:
    """The reader's company, as their domain spells it, stands where a template has its field: "teams like Acme".

    Why: a stranger who names your company to you in a sentence that fits any other read it from a list.
    Misses: companies whose name differs from their domain; other sentences; answers; customers who name the shop too.
    """
    domains = _companies(mail)
    if not domains:
        return DOES_NOT_APPLY
    hits: list[Evidence] = []
    for domain in domains if not mail.text.quoted else ():
        name = _as_spelled(domain.partition(".")[0], mail.vocabulary)
        for match in _mentions(mail.folded, name) if name else ():
            before = wording.SLOT_BEFORE.search(mail.folded[: match.end()], max(0, match.start() - 40), match.start())
            after = wording.SLOT_AFTER.match(mail.folded, match.end())
            if before or after:
                at = before.start() if before else match.start()
                hits.append(evidence("body", mail.letter[at : after.end() if after else match.end()], at))
    return counted(hits)


_ANSWER = expression(r"(?:re|aw|fwd?|wg|tr|rv|odp|pd|r|i|antw|vs|sv|enc|res|betr)\s?:")


@signal(unit="flag")
def subject_carries_readers_name(mail: Mail) -> Reading:
    """The subject calls its reader by name, gives their address, or sets their company beside another.

    Why: a field in the subject is the cheapest personal touch; people do not write a reader's name over a letter to them.
    Misses: answers; readers whose name stands in neither To nor the address.
    """
    subject = mail.subject
    if not subject or _ANSWER.match(subject):
        return NOTHING
    readers = readers_of(mail)
    places: list[tuple[int, int]] = []
    for reader in readers:
        if len(reader.address) > 5 and (start := subject.find(reader.address)) >= 0:
            places.append((start, start + len(reader.address)))
        # Several readers: one of them may be spoken of.
        for name in person_of(reader) if len(readers) == 1 else ():
            if len(name) > 2 and name in subject and (match := re.search(rf"\b{name}\b", subject)):
                before = subject[: match.start()]
                if wording.CALLED.search(before) and (before.strip() or wording.CALL_ENDS.match(subject, match.end())):
                    places.append(match.span())
    for domain in _companies(mail):
        name = _as_spelled(domain.partition(".")[0], mail.vocabulary)
        for match in _mentions(subject, name) if name else ():
            if wording.PAIRED.search(subject[: match.start()]) or wording.PAIRS.match(subject, match.end()):
                places.append(match.span())
    return found(*(evidence("subject", mail.message.subject[a:b], a) for a, b in places[:2]))


@signal(unit="flag")
def role_at_company(mail: Mail) -> Reading:
    """The reader is told their own role: "as a marketing manager at Acme, you", "in your role as".

    Why: a list has a column for titles, and a template has a place for it.
    Misses: titles named elsewhere; letters that really turn to an office and its holder.
    """
    hits = said(mail, wording.ROLE_AT_COMPANY, subject=False)
    tries: list[tuple[re.Pattern[str], re.Pattern[str] | None]] = []
    if not wording.ROLES.isdisjoint(mail.vocabulary):
        tries += [(wording.AS_ROLE, None), (wording.YOU_ARE_ROLE, wording.TOLD)]
    if "role" in mail.vocabulary or "position" in mail.vocabulary:
        tries += [(wording.YOUR_ROLE, wording.GIVEN)]
    for pattern, before in tries:
        for match in islice(pattern.finditer(mail.folded), MAX_HITS):
            start = max(0, match.start() - 20)
            lead = mail.folded[start : match.start()]
            if before.search(lead) if before else not lead[-1:].isalnum():
                hits.append(evidence("body", mail.letter[match.start() : match.end()], match.start()))
                break
    return found(*hits[:2])


_SENTENCE_END = expression(r"[.?!]+(?=\s+[A-ZÀ-Ž¿¡\"“„«(]|\s*$)")  # not "no. 31"
_GREETING_END = expression(r"[^,.!?:]{1,40}[,!:] (?=[A-ZÀ-Ž])")


def _sentence(mail: Mail, hit: Evidence) -> str:
    """The sentence of the letter that a hit stands in, without the greeting; at most 600 characters."""
    text, at = mail.letter, hit.start
    words = text[at : at + 60]
    for paragraph in mail.text.new[:MAX_LETTER].split("\n\n"):
        joined = " ".join(paragraph.split())
        if words[:40] in joined:
            text, at = joined, joined.find(words[:40])
            break
    start = max(0, at - 300)
    if greeting := _GREETING_END.match(text):
        start = min(at, max(start, greeting.end()))
    ends = [m.end() for m in _SENTENCE_END.finditer(text, start, at)]
    end = _SENTENCE_END.search(text, at + 1, at + 300)
    return text[ends[-1] if ends else start : end.end() if end else at + 300].strip()


@signal(unit="count")
def came_across_the_reader(mail: Mail) -> Reading:
    """The writer says that they came across the reader's site, company or profile.

    Why: cold letters open so, since anybody has a site that can be come across.
    Misses: other openings; letters that say in the same sentence what was looked for, or through whom, as people do.
    """
    hits = said(mail, wording.CAME_ACROSS, subject=False)
    folded = mail.folded
    at = folded.find("your ")
    while at > 0 and len(hits) < MAX_HITS:
        # Most "your" follow another word: that is told before a pattern is tried.
        if folded[folded.rfind(" ", 0, at - 1) + 1 : at - 1] in wording.SEEN_ENDS and (
            match := wording.YOUR_SITE.match(folded, at)
        ):
            start = max(0, at - 30)
            if seen := wording.SEEN.search(folded[start:at]):
                hits.append(evidence("body", mail.letter[start + seen.start() : match.end()], start + seen.start()))
        at = folded.find("your ", at + 5)
    return counted([hit for hit in hits if not wording.REASON.search(fold(_sentence(mail, hit)))])


@signal(unit="count")
def flattery(mail: Mail) -> Reading:
    """The writer is impressed by the reader, loves what they do, congratulates them on their growth.

    Why: cold letters open with praise that fits anybody.
    Misses: praise in other words; and a person may be impressed.
    """
    return counted(_praise(mail))


def _praise(mail: Mail) -> list[Evidence]:
    hits = said(mail, wording.FLATTERY, subject=False)
    if wording.GOOD_WORDS.isdisjoint(mail.vocabulary):
        return hits
    for match in islice(wording.YOUR_GOOD_WORK.finditer(mail.folded), MAX_HITS):
        hits.append(evidence("body", mail.letter[match.start() : match.end()], match.start()))
    return hits


_TITLE_OR_NUMBER = expression(r"\d|[\"“”„«][^\"“”„«»]{4,80}[\"“”»]|https?://[^\s/]+/\w|@\w")
_CAPITALISED = expression(r"(?<=[\w,;:'\")-] )[^\W\d_]['\w-]+")
_GERMAN = expression(r"\b(?:ich|und|ihre?[nmr]?|eure?[nmr]?|von|hat|wir) ")
_GERMAN_PLACE = expression(r"\b(?:in|aus|nach) (?!Ihr|Eur)[A-ZÄÖÜ]\w+(?!\w)")


@signal(unit="flag")
def flattery_without_a_fact(mail: Mail) -> Reading:
    """A sentence praises the reader and names no number, name, date or title.

    Why: who was impressed can say by what; a template cannot.
    Misses: facts that were scraped; German, whose nouns all have capitals, is held to numbers, titles and places; answers.
    """
    if mail.text.quoted:
        # "Great work you've done!" from somebody in the conversation.
        return NOTHING
    for hit in _praise(mail):
        sentence = _sentence(mail, hit)
        if not _names_a_fact(sentence, mail.names):
            return found(evidence("body", sentence, mail.letter.find(sentence, max(0, hit.start - 301))))
    return NOTHING


def _names_a_fact(sentence: str, names: frozenset[str]) -> bool:
    if _TITLE_OR_NUMBER.search(sentence):
        return True
    if _GERMAN.search(fold(sentence)):
        return _GERMAN_PLACE.search(sentence) is not None
    words = [fold(w).removesuffix("'s") for w in _CAPITALISED.findall(sentence) if w[0].isupper()]
    return any(w not in wording.NO_FACT and w not in names for w in words)


SIGNALS = (
    mail_host_taken_for_a_company,
    came_across_the_reader,
    flattery,
    flattery_without_a_fact,
    company_dropped_in,
    subject_carries_readers_name,
    role_at_company,
)
