"""Letters of strangers who want to sell → stories: sequences on their days, sent again by other mailboxes; junk."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from classifier.training.archive.cast import Party, again_as, in_zone
from classifier.training.archive.rhythms import answered_at
from classifier.training.archive.sending import Planned, Posted
from classifier.training.archive.sentences import Names, note, spoken
from classifier.training.archive.variation import from_sender
from classifier.training.archive.world import Campaign, Story, World
from classifier.training.letters import Letter
from classifier.training.wrap.draft import bare_subject, is_reply, local

SEQUENCES = 0.24
"""Share of approaches that come in steps; with four steps on average, about half of the mails."""
ROTATED = 0.25
"""Share of approaches that are a template known to the owner, from another mailbox of the same firm."""
HANDED_ON = 0.12
"""Share of sequences whose later steps come from another mailbox."""
REFUSED = 0.25
"""Share of sequences that the owner answers with a no."""
DEAF = 0.6
"""Share of refused senders who go on."""
REFUSED_ONCE = 0.05
"""The same for approaches of one mail, which there is less reason to answer."""
REPEATED = 0.3
"""Share of junk that comes again from elsewhere."""
CAUGHT = 0.55
"""Share of junk that the owner's mail host files as spam; a little outreach is as well."""
OUTREACH_CAUGHT = 0.05
CANDIDATES = 6
"""Sequences that are looked at for one that keeps off weekends when it begins on a given day."""


def approach(world: World, start: datetime, draw: random.Random) -> Story:
    """Somebody wants to sell: one mail or a sequence, a new template or one that came before."""
    if world.campaigns and draw.random() < ROTATED:
        old = draw.choice(world.campaigns)
        party = again_as(old.party, world.next("party"), draw)
        known = old.party.person.first
        letters = tuple(x._replace(text=from_sender(x.text, party.person, known)) for x in old.letters)
        campaign = Campaign(old.number, letters, party)
    else:
        campaign = _new(world, start, draw)
    world.campaigns.append(campaign)
    return _steps(world, campaign, start, draw)


def _new(world: World, start: datetime, draw: random.Random) -> Campaign:
    language = world.language_for("outreach", draw)
    singles = world.deck("outreach", language, lambda x: x.kind == "outreach" and not x.sequence)
    firsts = world.sequences(language)
    again = False
    if len(firsts) and draw.random() < SEQUENCES:
        dealt = [firsts.take() for _ in range(min(CANDIDATES, len(firsts)))]
        first, again = min(dealt, key=lambda card: (_on_weekends(world.steps(card[0]), start), card[1]))
        letters = world.steps(first)
    else:
        letter, again = singles.take()
        letters = (letter,)
    signed = [letter._replace(text="", subject="") for letter in letters] if again else list(letters)
    party = world.party(signed, "sequence" if letters[1:] else "stranger", draw)
    return Campaign(world.next("campaign"), tuple(world.adapted(letters, again, party, start)), party)


def _on_weekends(letters: tuple[Letter, ...], start: datetime) -> int:
    return sum((start + timedelta(days=letter.day)).weekday() > 4 for letter in letters)


def _steps(world: World, campaign: Campaign, start: datetime, draw: random.Random) -> Story:
    party = campaign.party
    threads = "threads" in party.conversation.traces
    quotes = "quotes" in party.conversation.traces
    several = len(campaign.letters) > 1
    handed_on = draw.randint(2, 3) if several and draw.random() < HANDED_ON else 0
    refuses = draw.randrange(len(campaign.letters) - several)  # an answer to the last step stops nobody
    if draw.random() >= (REFUSED if several else REFUSED_ONCE):
        refuses = -1
    spam = draw.random() < OUTREACH_CAUGHT
    refused = False
    past: list[tuple[int, Posted]] = []
    approach = world.next("approach")
    begun = in_zone(start, party.conversation.zone)
    for i, letter in enumerate(campaign.letters):
        if handed_on and i == handed_on:
            party, past = again_as(party, world.next("party"), draw), []
        date = _on_day(begun, letter.day, party, draw)
        if date >= world.last:
            return
        thread, same = _answered(letter, past) if past and threads else (0, [])
        thread = thread or world.thread(date)
        ids = tuple(mail.message_id for mail in same)
        below = tuple(mail.quoted for mail in reversed(same[-3:])) if quotes else ()
        no_at = answered_at(date, world.owner.zone, draw)
        next_at = begun + timedelta(days=campaign.letters[i + 1].day) if i + 1 < len(campaign.letters) else world.last
        answers = i == refuses and no_at < min(world.last, next_at - timedelta(hours=8))
        planned = Planned(
            date,
            party,
            letter,
            thread,
            ids,
            below,
            answered=answers,
            refused=refused,
            campaign=campaign.number,
            approach=approach,
            spam=spam,
        )
        mail = yield planned
        past.append((thread, mail))
        if answers:
            yield _no(world, party, mail, ids, in_zone(no_at, world.owner.zone), thread, draw)
            refused = True
            if draw.random() > DEAF:
                return


def _no(
    world: World, party: Party, mail: Posted, ids: tuple[str, ...], date: datetime, thread: int, draw: random.Random
) -> Planned:
    """The owner says no."""
    language, owner, person = spoken(party.language), world.owner.person, party.person
    made = world.unwritten(
        lambda: note(
            "no", language, Names(person.first, person.last, draw.choice((owner.first, owner.name))), date, draw
        )
    )
    letter = Letter("", "personal", world.language, "", "", "Re: " + bare_subject(mail.quoted.subject), made.text)
    quoted = mail.quoted._replace(date=mail.quoted.date.astimezone(date.tzinfo))
    return Planned(date, party, letter, thread, (*ids, mail.message_id), (quoted,), out=True)


def _answered(letter: Letter, past: list[tuple[int, Posted]]) -> tuple[int, list[Posted]]:
    """The thread that a step goes on with, by its subject or else the last one, and what it holds; 0 for a new one."""
    if not is_reply(letter):
        return 0, []
    subject = bare_subject(letter.subject)
    thread = next((n for n, mail in past if bare_subject(mail.quoted.subject) == subject), past[-1][0])
    return thread, [mail for n, mail in past if n == thread]


def _on_day(begun: datetime, day: int, party: Party, draw: random.Random) -> datetime:
    """A step's day after the first by its sender's clock, at about the same time or at another hour of work."""
    if day == 0:
        return begun
    clock = begun.replace(tzinfo=None) + timedelta(days=day)
    if "same_hour" in party.conversation.traces and 0 < clock.hour < 23:
        clock += timedelta(minutes=draw.randint(-4, 9), seconds=draw.randrange(60))
    else:
        clock = clock.replace(hour=draw.randint(7, 18), minute=draw.randrange(60), second=draw.randrange(60))
    return local(clock, party.conversation.zone)


def junk(world: World, start: datetime, draw: random.Random) -> Story:
    """Lists for sale, false invoices, advance fees; some of it again and again, with other names and figures."""
    language = world.language_for("junk", draw)
    letter, again = world.deck("junk", language, lambda x: x.kind == "junk").take()
    number = world.next("campaign")
    date = start
    while date < world.last:
        party = world.party([letter], "stranger", draw)
        [text] = world.adapted([letter], again, party, date)
        planned = Planned(
            in_zone(date, party.conversation.zone),
            party,
            text,
            world.thread(date),
            campaign=number,
            spam=draw.random() < CAUGHT,
        )
        yield planned
        if draw.random() > REPEATED:
            return
        again = True
        date += timedelta(days=draw.randint(2, 60), minutes=draw.randint(-500, 500))
