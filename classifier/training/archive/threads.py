"""Letters of people → stories: somebody writes or is written to, it goes back and forth, and it ends."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from classifier.training.archive.cast import Party, in_zone
from classifier.training.archive.rhythms import answered_at
from classifier.training.archive.sending import Planned, Posted
from classifier.training.archive.sentences import Names, Note, note, spoken
from classifier.training.archive.world import Story, World
from classifier.training.letters import Letter
from classifier.training.wrap.draft import Quoted, bare_subject, quotes_already
from classifier.training.wrap.people import ABSENT

ANSWERS = 0.42
"""Share of people's letters that the owner answers: the rest was done by telephone or needed nothing."""
ANSWERING = 0.36
"""Share of written letters that answer one of the owner's."""
BEGINS = 0.25
"""Share of stories between people who know each other that the owner begins."""
REPLIES = 0.5
"""Share of the owner's mails that are answered: most end with a thank you that nobody writes."""
NEW = 0.5
"""Share of stories that somebody unknown begins, or that begin with a written letter, while there are any left."""
WORN = 0.12
"""The same once all letters were sent; they come with other names and numbers then."""
ABSENCES = 0.025
"""Share of the owner's mails that meet somebody's holiday."""
DEPTH = 3
"""Earlier mails that an answer repeats."""


def correspondence(world: World, start: datetime, draw: random.Random) -> Story:
    """One subject between the owner and somebody else, from the first mail to the last."""
    language = world.language_for("people", draw)
    first = world.deck("people", language, lambda x: x.kind == "personal" and not x.thread)
    answer = world.deck("replies", language, lambda x: x.kind == "personal" and x.thread)
    deck = answer if draw.random() < ANSWERING else first
    if len(deck) and draw.random() < (NEW if deck.fresh else WORN):
        return _of_letter(world, *deck.take(), start, draw)
    parties = [party for party in world.known if party.language == world.language] if draw.random() < 0.8 else []
    return _of_known(world, draw.choice(parties or world.known), start, draw)


def _of_letter(world: World, letter: Letter, again: bool, start: datetime, draw: random.Random) -> Story:
    """A written letter: from somebody new, or for some that were sent before from somebody known."""
    # A letter that was sent before comes from somebody else, who does not take their name from it.
    party = world.party([letter._replace(text="", subject="") if again else letter], "person", draw)
    world.meet(party, draw)
    past: list[Posted] = []
    thread = world.thread(start)
    date = in_zone(start, party.conversation.zone)
    if letter.thread:  # it answers the owner, who wrote about it before
        opening = world.unwritten(lambda: note("about", *_to(world, party), start, draw))
        first = _letter(opening.text, bare_subject(letter.subject), world.language)
        past.append((yield Planned(in_zone(start, world.owner.zone), party, first, thread, out=True)))
        date = answered_at(start, party.conversation.zone, draw)
        if date >= world.last:
            return
    [letter] = world.adapted([letter], again, party, date)
    while not world.remember(letter.text):
        letter = letter._replace(text=f"{letter.text}\n\nPS {draw.randint(100, 9999)}")
    if past:
        letter = letter._replace(subject=_re(past[0].quoted.subject, party))
    yield from _exchange(world, party, letter, date, thread, past, draw)


def _of_known(world: World, party: Party, start: datetime, draw: random.Random) -> Story:
    """Something new between people who know each other; either may begin."""
    thread = world.thread(start)
    if draw.random() < BEGINS:
        opening = world.unwritten(lambda: note("open", *_to(world, party), start, draw))
        letter = _letter(opening.text, opening.subject, world.language)
        planned = Planned(in_zone(start, world.owner.zone), party, letter, thread, out=True)
        past = [(yield planned)]
        if draw.random() < ABSENCES:
            yield from _absence(world, party, past[0], planned.date, thread, draw)
        date = answered_at(start, party.conversation.zone, draw)
        if draw.random() > 0.8 or date >= world.last:
            return
        letter = _back(world, party, past, date, draw, opening.answers)
        yield from _exchange(world, party, letter, date, thread, past, draw)
        return
    date = in_zone(start, party.conversation.zone)
    asked = world.unwritten(lambda: note("ask", *_from(world, party), date, draw))
    letter = _letter(asked.text, asked.subject, party.language)
    yield from _exchange(world, party, letter, date, thread, [], draw, asked.answers)


def _exchange(
    world: World,
    party: Party,
    letter: Letter,
    date: datetime,
    thread: int,
    past: list[Posted],
    draw: random.Random,
    answers: tuple[str, ...] = (),
) -> Story:
    """A letter to the owner, an answer, perhaps an answer to that, until somebody has said enough.

    ``answers`` are what may be said to the letter; without any, what may be said to all.
    """
    while True:
        reply = answered_at(date, world.owner.zone, draw)
        goes_on = draw.random() < ANSWERS and reply < world.last
        planned = Planned(date, party, letter, thread, _ids(past), _below(letter, past, date), answered=goes_on)
        past.append((yield planned))
        if not goes_on:
            return
        mine = _said(world, "answer", _to(world, party), reply, draw, answers)
        answers = ()
        answer = _letter(mine.text, "Re: " + bare_subject(letter.subject), world.language)
        reply = in_zone(reply, world.owner.zone)
        past.append((yield Planned(reply, party, answer, thread, _ids(past), _below(answer, past, reply), out=True)))
        if draw.random() < ABSENCES:
            yield from _absence(world, party, past[-1], reply, thread, draw)
        date = answered_at(reply, party.conversation.zone, draw)
        if draw.random() > REPLIES or date >= world.last:
            return
        letter = _back(world, party, past, date, draw)


def _absence(world: World, party: Party, answered: Posted, date: datetime, thread: int, draw: random.Random) -> Story:
    """Somebody's mailbox answers by itself, within seconds."""
    language = spoken(party.language)
    deck = world.deck("absence", language, lambda x: x.kind == "notification" and ABSENT.search(x.role) is not None)
    date = in_zone(date + timedelta(seconds=draw.randint(3, 50)), party.conversation.zone)
    if not len(deck) or date >= world.last:
        return
    [letter] = world.adapted([deck.take()[0]], True, party, date)
    prefix = "Automatische Antwort: " if language == "de" else "Automatic reply: "
    letter = letter._replace(subject=prefix + bare_subject(answered.quoted.subject))
    yield Planned(date, party, letter, thread, (answered.message_id,), automatic=True)


def _back(
    world: World,
    party: Party,
    past: list[Posted],
    date: datetime,
    draw: random.Random,
    answers: tuple[str, ...] = (),
) -> Letter:
    made = _said(world, "back", _from(world, party), date, draw, answers)
    return _letter(made.text, _re(past[0].quoted.subject, party), party.language)


def _said(
    world: World,
    what: str,
    between: tuple[str, Names],
    date: datetime,
    draw: random.Random,
    answers: tuple[str, ...],
) -> Note:
    return world.unwritten(lambda: note(what, *between, date, draw, draw.choice(answers) if answers else ""))


def _letter(text: str, subject: str, language: str) -> Letter:
    return Letter("", "personal", language, "", "", subject, text)


def _re(subject: str, party: Party) -> str:
    """Outlook speaks its user's language."""
    outlook = party.shape.name.startswith("outlook")
    return ("AW: " if outlook and party.language == "de" else "RE: " if outlook else "Re: ") + bare_subject(subject)


def _to(world: World, party: Party) -> tuple[str, Names]:
    """Language and names of the owner's letter to somebody."""
    person = party.person
    return spoken(party.language), Names(person.first, person.last, world.owner.person.first)


def _from(world: World, party: Party) -> tuple[str, Names]:
    """Of somebody's to the owner."""
    owner = world.owner.person
    return spoken(party.language), Names(owner.first, owner.last, party.person.first)


def _ids(past: list[Posted]) -> tuple[str, ...]:
    return tuple(mail.message_id for mail in past)


def _below(letter: Letter, past: list[Posted], date: datetime) -> tuple[Quoted, ...]:
    """What an answer repeats, with times by the clock of who answers; nothing where the letter does so itself."""
    if quotes_already(letter.text):
        return ()
    return tuple(
        mail.quoted._replace(date=mail.quoted.date.astimezone(date.tzinfo)) for mail in reversed(past[-DEPTH:])
    )
