"""Letters → raw mails, as the software of their senders would have sent them.

Each letter goes out in several shapes (`shapes`), each shape with and without each of its traces (`draft.TRACES`), so
that a model can lean on what a letter says and on traces where they are, and needs none of them. People, firms and
hosts are invented, domains end in ``.example`` or belong to mailbox providers. The same seed gives the same octets.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from classifier.training.corpora import Labelled
from classifier.training.letters import SOURCE, Letter
from classifier.training.wrap import lists, parts, special
from classifier.training.wrap.delivery import delivered
from classifier.training.wrap.draft import (
    FORWARD,
    TRACES,
    Conversation,
    Draft,
    Quoted,
    bare_subject,
    conversation_of,
    date_of,
    is_reply,
    quotes_already,
    text_of,
)
from classifier.training.wrap.mime import header, mailbox, text_body
from classifier.training.wrap.people import Person, writes
from classifier.training.wrap.shapes import BARE, LISTED, Shape, drawn_shape
from classifier.training.wrap.signatures import signature_of

__all__ = ["wrap", "wrapped"]

FOLLOWS = 0.6
"""Share of unsigned letters that come from the sender of another letter, some days after it."""


class Plan(NamedTuple):
    """How one copy of a letter, or of all steps of its sequence, is sent."""

    shape: Shape
    conversation: Conversation
    bare: bool
    listed: bool


class Mailing(NamedTuple):
    """A step that was sent: what the next ones may answer and quote."""

    message_id: str
    subject: str
    quoted: Quoted


def wrap(letter: Letter, draw: random.Random, quotable: Sequence[Letter] = (), *, listed: bool | None = None) -> bytes:
    """One letter in one mail.

    Args:
        letter: of any kind.
        draw: random numbers; the same ones give the same mail.
        quotable: letters that an answer may repeat as what it answers.
        listed: with its header, and through a mailing list or not; drawn by default.
    """
    # Drawn first: people of one language need more draws than those of another, and the sending must not notice.
    sending = random.Random(draw.random())  # noqa: S311
    plan = _plan([letter], draw)
    traces = frozenset(trace for trace, share in TRACES.items() if sending.random() < share)
    plan = plan._replace(conversation=plan.conversation._replace(traces=traces, base=sending.getrandbits(48)))
    if listed is not None:
        plan = plan._replace(bare=False, listed=listed)
    return _send(letter, plan, (), quotable, sending)[0]


def wrapped(letters: Iterable[Letter], seed: int, copies: int) -> Iterator[Labelled]:
    """Each letter in ``copies`` mails; steps of a sequence come from one sender, to one reader, on their days.

    Args:
        letters: all of them: answers repeat other letters as what they answer.
        seed: another one gives other mails.
        copies: mails of each letter; more copies leave the first ones as they are.
    """
    everything = list(letters)
    quotable: dict[str, list[Letter]] = {}
    for letter in everything:
        if letter.kind == "personal" and not letter.thread:
            quotable.setdefault(letter.language, []).append(letter)
    for copy in range(copies):
        for first, *others in _correspondences(everything, random.Random(f"{seed} {copy}")):  # noqa: S311
            draw = random.Random(f"{seed} {copy} {first.sequence or first.name}")  # noqa: S311
            plan = _plan([first, *others] if first.sequence else [first], draw)
            past: tuple[Mailing, ...] = ()
            for letter in (first, *others):
                raw, mailing = _send(letter, plan, past, quotable.get(letter.language, ()), draw)
                past = (*past, mailing) if letter.sequence else ()
                yield _labelled(letter, plan.conversation.sender.address, raw)


def _correspondences(letters: Sequence[Letter], draw: random.Random) -> list[list[Letter]]:
    """Letters that one sender writes to one reader: a sequence, or a letter with some unsigned ones that follow it.

    Customers, newsletters and services write again as well: a second mail must not mean a sequence.
    """
    found: dict[str, list[Letter]] = {}
    leaders: dict[tuple[str, str], list[str]] = {}
    followers: list[Letter] = []
    for letter in sorted(letters, key=lambda letter: letter.step):
        if not letter.sequence and letter.kind != "outreach" and draw.random() < FOLLOWS and not _signed(letter):
            followers.append(letter)
            continue
        found.setdefault(letter.sequence or letter.name, []).append(letter)
        if not letter.sequence:
            leaders.setdefault((letter.kind, letter.language), []).append(letter.name)
    for letter in followers:
        names = leaders.get((letter.kind, letter.language), [])
        known = found.setdefault(draw.choice(names) if names else letter.name, [])
        known.append(letter._replace(day=known[-1].day + draw.randint(1, 40)) if known else letter)
    return list(found.values())


def _signed(letter: Letter) -> bool:
    return bool(signature_of(letter.text, writes(letter) == "person")[0])


def _labelled(letter: Letter, sender: str, raw: bytes) -> Labelled:
    return Labelled(
        source=SOURCE,
        id=_hash(raw),
        kind=letter.kind,
        sender=_hash(sender.encode()),
        group=letter.sequence or letter.name,
        list="",
        lang=letter.language,
        sequence=letter.sequence,
        step=letter.step,
        raw=raw,
    )


def _hash(octets: bytes) -> str:
    return hashlib.sha1(octets, usedforsecurity=False).hexdigest()[:12]


def _plan(letters: Sequence[Letter], draw: random.Random) -> Plan:
    shape = drawn_shape(letters[0], draw)
    conversation = conversation_of(letters, shape.provider, draw)
    way = draw.random()
    return Plan(shape, conversation, bare=way < BARE, listed=BARE <= way < BARE + LISTED)


def _send(
    letter: Letter, plan: Plan, past: Sequence[Mailing], quotable: Sequence[Letter], draw: random.Random
) -> tuple[bytes, Mailing]:
    """One mail, and what later steps may answer."""
    conversation = plan.conversation
    date = date_of(letter, conversation, draw)
    answered, quoted = _thread(letter, date, conversation, past, quotable, draw)
    draft = Draft(letter, conversation, date, answered, quoted, draw)
    if plan.listed and not plan.bare:
        to = lists.list_address(draft)
        draft = draft._replace(conversation=conversation._replace(to=to))
    sent = special.sent(draft, plan.shape.send)
    if plan.bare:
        raw = _bare(draft)
    elif plan.listed:
        raw = delivered(lists.through_list(sent, draft), draft)
    else:
        raw = delivered(sent, draft)
    own = _quoted(conversation.sender, conversation.reader, letter.subject, text_of(draft), draft)
    return raw, Mailing(sent.message_id, letter.subject, own)


def _thread(
    letter: Letter,
    date: datetime,
    conversation: Conversation,
    past: Sequence[Mailing],
    quotable: Sequence[Letter],
    draw: random.Random,
) -> tuple[tuple[str, ...], tuple[Quoted, ...]]:
    """Message-IDs that a letter answers, and mails it repeats: its sender's earlier steps, or the reader's mail."""
    if past:
        if not is_reply(letter) or "threads" not in conversation.traces:
            return (), ()  # a new mail, or one that only says that it answers
        subject = bare_subject(letter.subject)
        thread = [m for m in past if bare_subject(m.subject) == subject] or list(past)
        quoted = tuple(m.quoted for m in reversed(thread[-3:])) if "quotes" in conversation.traces else ()
        return tuple(m.message_id for m in thread), quoted
    # People answer themselves too; and some who only claim to answer name a mail that nobody has.
    if not letter.thread and not (is_reply(letter) and draw.random() < 0.2):
        return (), ()
    own = draw.random() < (0.12 if letter.thread else 1)
    forwards = FORWARD.match(letter.subject) is not None
    author, to = (conversation.sender, conversation.reader) if own else (conversation.reader, conversation.sender)
    if forwards:
        author, to = special.third_party(letter.language, draw), conversation.sender
    ids = tuple(special.some_message_id(author.host, date, draw) for _ in range(draw.choice((1, 1, 1, 2, 3))))
    if not quotable or quotes_already(letter.text) or ("quotes" not in conversation.traces and not forwards):
        return ids, ()
    earlier = draw.sample(quotable, min(len(quotable), draw.choice((1, 1, 1, 2))))
    return ids, special.earlier_mails(earlier, author, to, bare_subject(letter.subject), date, draw)


def _quoted(author: Person, to: Person, subject: str, text: str, draft: Draft) -> Quoted:
    return Quoted(
        author.display or author.name,
        author.address,
        mailbox(to.display, to.address, draft.draw),
        subject,
        draft.date,
        text,
    )


def _bare(draft: Draft) -> bytes:
    """What exports keep that drop the header: addresses, subject, date, text."""
    text = parts.plain_text(draft, "desktop")
    body = text_body(text, encoding="8bit")
    fields = [
        parts.date_field(draft, utc=draft.draw.random() < 0.5),
        ("From", parts.from_value(draft)),
        *parts.recipients(draft)[:1],
        parts.subject_field(draft),
    ]
    draft.draw.shuffle(fields)
    if not text.isascii() or draft.draw.random() < 0.3:
        fields += [("MIME-Version", "1.0"), *body.fields]
    return header(fields) + b"\n" + body.octets
