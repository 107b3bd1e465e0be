"""Drip sequences: the same sender again and again, on a timetable, and the wording that goes with it."""

from __future__ import annotations

import re
from itertools import islice

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Reading, counted, evidence, found, measured
from classifier.expressions import expression
from classifier.history.base import DAY
from classifier.links import registrable_domain
from classifier.mail import Mail
from classifier.providers import MAIL_PROVIDERS
from classifier.signals import timetable
from classifier.signals.phrases import said
from classifier.signals.signal import signal
from classifier.signals.wording import sequence as wording
from classifier.words import fold

REPLY_SUBJECT = expression(r"\s*(?:\[[^\]]{0,60}\]\s*)?(?:re|aw|sv|antw|odp|rif|res|ref|vs)\s*(?:\[\d+\])?\s*:", re.I)
FORWARD_SUBJECT = expression(r"\s*(?:\[[^\]]{0,60}\]\s*)?(?:fwd?|wg|tr|rv|i|enc|doorst|pd|vl)\s*:", re.I)

_PATCH_SUBJECT = expression(r"\[[^\]]{0,30}\b(?:patch|rfc)\b", re.I)
_MESSAGE_ID = expression(r"<([^<>\s@]{1,250}@([^<>\s@]{1,250}))>")
_SEPARATOR = expression(r"\s*[-_]{3,}")
"""``-----Original Message-----``: who wrote stands in the lines below it."""
_FROM_LINE = expression(r"\s{0,3}\*?(?:from|von|de|od|da|van)\*?\s*:\s*\S", re.I)
_MANY_IDS = 100
"""Message-IDs of a thread that are looked at."""
_SHORTEST_STEP = 1.5
"""Days. Senders' own advice is two to fourteen days between steps; the hour of day varies."""
_LONGEST_STEP = 22.0
"""Days: fourteen, and a week that a holiday or a full daily quota puts off."""


@signal(unit="count")
def follow_up_wording(mail: Mail) -> Reading:
    """The letter bumps, circles back or follows up.

    Why: steps two and later of a sequence often say hardly anything else.
    Misses: steps that bring a new angle instead; and people chase answers too.
    """
    return counted(said(mail, wording.FOLLOW_UP))


@signal(unit="count")
def earlier_mail_mentioned(mail: Mail) -> Reading:
    """The letter speaks of a mail that its writer sent before, or asks whether it was read.

    Why: a second mail leans on the first; a first mail claims one that never was.
    Misses: whether there was one; mails spoken of in other words.
    """
    return counted(said(mail, wording.EARLIER_MAIL))


@signal(unit="count")
def silence_remarked_on(mail: Mail) -> Reading:
    """The letter remarks that the reader has not answered, or excuses it: they must be busy.

    Why: who gets no answer and goes on writing says so; templates assume it in advance.
    Misses: sequences that pass over it; friends and creditors remark on silence too.
    """
    return counted(said(mail, wording.SILENCE))


@signal(unit="count")
def break_up_wording(mail: Mail) -> Reading:
    """The letter announces that it is the last one, or that the writer gives up: "should I close your file?".

    Why: sequences end with a step that plays on loss.
    Misses: sequences that just stop, or part in words of their own.
    """
    return counted(said(mail, wording.BREAK_UP))


@signal(unit="count")
def numbered_attempt(mail: Mail) -> Reading:
    """The writer counts their own mails: "my third email", "four mails, no reply".

    Why: a template knows its place in the sequence; people rarely keep count.
    Misses: sequences that do not count; collectors and fraudsters count too.
    """
    return counted(said(mail, wording.NUMBERED))


@signal(unit="count")
def asks_for_a_yes_or_no(mail: Mail) -> Reading:
    """A word or a number is all that the writer asks for: "reply 1, 2 or 3", "a simple yes or no".

    Why: whoever writes to thousands makes the answer as short as can be.
    Misses: questions that merely happen to be answered by yes or no.
    """
    return counted(said(mail, wording.YES_OR_NO, subject=False))


@signal(unit="count")
def earlier_contact_claimed(mail: Mail) -> Reading:
    """A mail that answers nothing speaks of an earlier call, talk or agreement.

    Why: cold letters claim an acquaintance; the thread that would show it is missing.
    Misses: whether it is true: that is for history to say.
    """
    fields = mail.message.fields
    if not mail.message.has_transport or "in-reply-to" in fields or "references" in fields:
        return DOES_NOT_APPLY
    return counted(said(mail, wording.EARLIER_CONTACT))


@signal(unit="flag")
def reply_without_a_thread(mail: Mail) -> Reading:
    """The subject says Re:, and neither header nor text holds anything that it would answer.

    Why: a faked reply is opened more often; every mail program writes In-Reply-To (RFC 5322 section 3.6.4) or quotes.
    Misses: sequences that thread on their own first mail, and those that quote it.
    """
    message = mail.message
    if not message.has_transport:
        return DOES_NOT_APPLY
    if not REPLY_SUBJECT.match(message.subject):
        return NOTHING
    if any(name in message.fields for name in ("in-reply-to", "references", "thread-index")):
        return NOTHING
    # Old programs and some telephones write no In-Reply-To, but they quote what they answer.
    if mail.text.quoted and not _own_quote(mail):
        return NOTHING
    return found(evidence("subject", message.subject, 0))


@signal(unit="count")
def thread_of_the_sender_alone(mail: Mail) -> Reading:
    """How many earlier mails the header names, all of them by the sender's own host, and none by anybody else's.

    Why: had the reader ever answered, References would name their mail too (RFC 5322 section 3.6.4).
    Misses: mailboxes at Gmail and the like, whose Message-IDs tell no owner; people add to their own mails too.
    """
    message = mail.message
    if "in-reply-to" not in message.fields and "references" not in message.fields:
        return DOES_NOT_APPLY
    named = {
        match.group(1): match.group(2)
        for match in islice(
            _MESSAGE_ID.finditer(f"{message.field('references')} {message.field('in-reply-to')}"), _MANY_IDS
        )
    }
    own = _MESSAGE_ID.match(message.message_id)
    if own:
        named.pop(own.group(1), None)  # ticket systems name the mail itself
    if not named or not all(_of_sender(mail, host.lower(), own) for host in named.values()):
        return NOTHING
    if _written_to_several(mail) or _written_to_a_colleague(mail):
        return NOTHING
    # A series of patches answers its own cover letter.
    if mail.text.patch or _PATCH_SUBJECT.search(message.subject):
        return NOTHING
    if mail.text.attributions and not _own_quote(mail):
        return NOTHING
    return measured(len(named), evidence("header:References", " ".join(f"<{name}>" for name in named)))


@signal(unit="flag")
def own_mail_quoted(mail: Mail) -> Reading:
    """What is quoted below was written by the sender, and the mail is to one reader.

    Why: only the sender ever wrote in this thread: a step of a sequence under the one before.
    Misses: quotes without a line that says who wrote them; people also add to what they wrote.
    """
    if not mail.text.attributions:
        return NOTHING if mail.text.quoted else DOES_NOT_APPLY
    own = "" if _written_to_several(mail) else _own_quote(mail)
    return found(evidence("quoted", own)) if own else NOTHING


@signal(unit="count")
def sequence_step(mail: Mail) -> Reading:
    """How many mails this sender has sent to this reader within 180 days, this one included, less one.

    Why: a fifth unanswered mail is not a first contact. In a thread with others it is a conversation, and no step.
    Misses: sequences that change their sender; `template_copies` sees those.
    """
    past = mail.past
    if not past.remembers:
        return DOES_NOT_APPLY
    earlier = past.of_sender
    if not earlier or past.thread_of_others:
        return NOTHING
    days = (mail.sighting.time - earlier[0]) / DAY
    return measured(len(earlier), evidence("history", f"mail {len(earlier) + 1} in {days:.0f} days"))


@signal(unit="count")
def steps_days_apart(mail: Mail) -> Reading:
    """How many mails in a row this sender sent, each two to twenty-two days after the one before, and never sooner.

    Why: day 0, 3, 7, 14: a timetable lets days pass between steps; people write back and forth within hours.
    Misses: sequences that write daily; a weekly letter in its first three months. Counted anew after a mail of the reader.
    """
    past = mail.past
    if not past.remembers:
        return DOES_NOT_APPLY
    gaps = timetable.gaps(mail)
    if not gaps or min(gaps) < _SHORTEST_STEP or max(gaps) > _LONGEST_STEP:
        return NOTHING
    return measured(len(gaps), evidence("history", timetable.told(gaps)))


@signal(unit="share")
def regular_gaps(mail: Mail) -> Reading:
    """How regular the gaps between this sender's mails are: 1 for whole days apart at one time of day.

    Why: a timetable sends on day 0, 3, 7 and 14 at the same hour; people do not.
    Misses: senders that spread the hour at random; fewer than three mails; what has gone on for more than three months is
    a subscription.
    """
    past = mail.past
    if not past.remembers:
        return DOES_NOT_APPLY
    gaps = timetable.gaps(mail)
    if len(gaps) < 2 or min(gaps) < 0.5:
        return NOTHING
    # Hours picked by chance lie a quarter of a day off on average: that is 0.
    off = sum(abs(gap - round(gap)) for gap in gaps) / len(gaps)
    regular = 1 - 4 * off
    return measured(regular, evidence("history", timetable.told(gaps))) if regular > 0 else NOTHING


@signal(unit="count")
def template_copies(mail: Mail) -> Reading:
    """How many copies of this letter came before, whatever names were filled in.

    Why: one template for everybody is what software sends.
    Misses: letters below twenty words; templates that are rewritten for each reader.
    """
    past = mail.past
    if not past.remembers or not mail.sighting.template:
        return DOES_NOT_APPLY
    copies = len(past.of_template)
    return measured(copies, *([evidence("history", f"earlier copies of this letter: {copies}")] if copies else []))


@signal(unit="count")
def rotating_senders(mail: Mail) -> Reading:
    """How many other addresses sent a copy of this letter before.

    Why: sending tools rotate mailboxes and domains to stay below limits.
    Misses: a rotation seen for the first time.
    """
    past = mail.past
    if not past.remembers or not mail.sighting.template:
        return DOES_NOT_APPLY
    n = past.template_senders
    return measured(n, *([evidence("history", f"other addresses that sent a copy: {n}")] if n else []))


def _own_quote(mail: Mail) -> str:
    """The first line that says who wrote what is quoted, if each such line names the sender; else empty."""
    sender = mail.message.sender
    # A list that rewrites From puts its own address there: it says nothing of who wrote.
    if not sender.address or any(sender.address == to.address for to in mail.message.to):
        return ""
    lines = list(mail.text.attributions[:5])
    for i, line in enumerate(lines):
        if _SEPARATOR.match(line):
            below = [text for text in mail.text.quoted[:2_000].split("\n") if _FROM_LINE.match(text)]
            lines[i] = below[0] if below else line
    name = fold(sender.name)
    own = all(sender.address in fold(line) or (len(name) >= 5 and name in fold(line)) for line in lines)
    return lines[0] if lines and own else ""


def _of_sender(mail: Mail, host: str, own: re.Match[str] | None) -> bool:
    """Whether a Message-ID made at ``host`` is one that only the sender's side makes."""
    domain = registrable_domain(host)
    if domain in MAIL_PROVIDERS:
        # Microsoft names the mailbox server, which a stranger hardly shares: DB7PR04MB4618.eurprd04.prod.outlook.com.
        return host.endswith(".prod.outlook.com") and own is not None and own.group(2).lower() == host
    return domain == mail.organisation != "" or (own is not None and own.group(2).lower() == host)


def _written_to_several(mail: Mail) -> bool:
    """Software writes to each reader alone; people who add to their own mail keep its Cc."""
    return len({a.address for a in (*mail.message.to[:20], *mail.message.cc[:20])}) > 1


def _written_to_a_colleague(mail: Mail) -> bool:
    """Whether reader and sender share a host, so that it does not tell whose a Message-ID is."""
    hosts = [a.domain for a in (*mail.message.to[:20], *mail.message.cc[:20])]
    hosts.append(mail.envelope.recipient.rpartition("@")[2].lower())
    return any(registrable_domain(host) == mail.organisation != "" for host in hosts)


SIGNALS = (
    follow_up_wording,
    earlier_mail_mentioned,
    silence_remarked_on,
    break_up_wording,
    numbered_attempt,
    asks_for_a_yes_or_no,
    earlier_contact_claimed,
    reply_without_a_thread,
    thread_of_the_sender_alone,
    own_mail_quoted,
    sequence_step,
    steps_days_apart,
    regular_gaps,
    template_copies,
    rotating_senders,
)
