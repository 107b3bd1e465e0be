"""Thread: whether a mail answers another, whose, and how."""

from __future__ import annotations

import re

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Evidence, Reading, counted, evidence, found, measured
from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.mail import Mail
from classifier.providers import LIST_HOSTS
from classifier.signals.sequence import FORWARD_SUBJECT, REPLY_SUBJECT
from classifier.signals.signal import signal

MAX_LINES = 300
"""Lines in which answers between quotes are looked for; longer mails are logs and digests."""
MAX_TEXT = 24_000
"""Characters of them: 80 a line."""

_MESSAGE_ID = expression(r"<[^<>\s]{1,250}@([^<>\s@]{1,250})>")
_FORWARDING = expression(
    r"forwarded (?:message|by)|weitergeleitet|transfere|reexpedie|reenviado|przekazana|inoltrato|encaminhada|doorgestuurd|preposlana",
    re.I,
)


def _answered(mail: Mail) -> tuple[str, str]:
    """(field, its value) that names the mail which this one answers; empty when none does."""
    for name in ("in-reply-to", "references"):
        value = mail.message.field(name)
        if "<" in value:
            return name, value[-2_000:]  # References ends with the mail that is answered
    return "", ""


def _host_answered(value: str) -> str:
    """Host by which the mail was named that is answered; empty where the field holds no Message-ID."""
    hosts: list[str] = _MESSAGE_ID.findall(value)
    return hosts[-1].lower() if hosts else ""


def _by_the_sender(mail: Mail, host: str) -> bool:
    """Whether a mail that was named by this host is the sender's own, as far as hosts tell.

    Those of mail providers tell nothing (they are no organisation), nor do those of an organisation from which somebody
    else is addressed.
    """
    message = mail.message
    domain = registrable_domain(host)
    if not domain or domain != mail.organisation or domain in LIST_HOSTS:
        return False
    return not any(
        registrable_domain(a.domain) == domain and a.address != message.sender.address
        for a in (*message.to[:20], *message.cc[:20])
    )


@signal(unit="flag")
def answers_in_thread(mail: Mail) -> Reading:
    """The header names the mail that this one answers, and it was not the sender's own.

    Why: mail programs write In-Reply-To when a person presses reply (RFC 5322 section 3.6.4).
    Misses: a name can be made up; bots answer too; hosts of mail providers do not tell whose mail it was.
    """
    if not mail.message.has_transport:
        return DOES_NOT_APPLY
    name, value = _answered(mail)
    if not name or _by_the_sender(mail, _host_answered(value)):
        return NOTHING
    return found(evidence(f"header:{name.title()}", value))


@signal(unit="flag")
def thread_of_others(mail: Mail) -> Reading:
    """A mail that it refers to came to this reader before, from somebody else of another organisation.

    Why: what was made up names no mail that came; several people write in this thread.
    Misses: threads of one organisation, whose sequences too hand a reader on; ticket systems answer others' mail as well.
    """
    past = mail.past
    if not past.remembers:
        return DOES_NOT_APPLY
    return found(evidence("history", "answers a mail of somebody else")) if past.thread_of_others else NOTHING


@signal(unit="count")
def hosts_in_thread(mail: Mail) -> Reading:
    """Different hosts by which the earlier mails of the thread were named, the sender's own left out.

    Why: several mail programs took part, so that several people wrote.
    Misses: people at one provider count once; a made-up thread can name any host.
    """
    if not mail.message.has_transport:
        return DOES_NOT_APPLY
    value = f"{mail.message.field('references')[:8_000]} {mail.message.field('in-reply-to')[:2_000]}"
    if "<" not in value:
        return NOTHING
    hosts = {host.lower() for host in _MESSAGE_ID.findall(value)}
    others = sorted(h for h in hosts if registrable_domain(h) != mail.organisation or not mail.organisation)
    return measured(len(others), *(evidence("header:References", host) for host in others[:2]))


@signal(unit="flag")
def subject_of_a_reply(mail: Mail) -> Reading:
    """The subject begins with Re: or its like.

    Why: it belongs to a conversation, or pretends to.
    Misses: whether it does.
    """
    return found(evidence("subject", mail.message.subject, 0)) if REPLY_SUBJECT.match(mail.message.subject) else NOTHING


@signal(unit="flag")
def forwarded(mail: Mail) -> Reading:
    """The subject begins with Fwd: or its like, or a line says that what follows was forwarded.

    Why: somebody passes on what they got.
    Misses: forwards as attachments.
    """
    if FORWARD_SUBJECT.match(mail.message.subject):
        return found(evidence("subject", mail.message.subject, 0))
    for line in mail.text.attributions[:3]:
        if _FORWARDING.search(line):
            return found(evidence("quoted", line))
    return NOTHING


@signal(unit="count")
def answers_between_quotes(mail: Mail) -> Reading:
    """Paragraphs that stand between quoted lines.

    Why: who answers point by point has read the mail; no template can.
    Misses: answers above or below the whole quote, those in red in Outlook, and those between quotes of HTML alone.
    """
    plain = mail.message.plain
    if "\n>" not in plain:
        return NOTHING
    hits: list[Evidence] = []
    quoted = blank = False
    passage = ""
    for line in plain[:MAX_TEXT].split("\n", MAX_LINES)[:MAX_LINES]:
        if line[:1] == ">":
            if passage:
                hits.append(evidence("body", passage))
                passage = ""
            quoted, blank = True, False
        elif not line or line.isspace():
            blank = True
        elif quoted and blank and not passage and line.count(" ") >= 2:
            # Without a blank line before it, it is the rest of a quoted line that was too long.
            passage = line[:200]
    return counted(hits)


SIGNALS = (
    answers_in_thread,
    thread_of_others,
    hosts_in_thread,
    subject_of_a_reply,
    forwarded,
    answers_between_quotes,
)
