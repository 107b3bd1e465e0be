"""Mails that answer or report by themselves, and the mails that an answer answers."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from classifier.training.letters import Letter
from classifier.training.wrap.draft import Draft, Quoted, Sent
from classifier.training.wrap.mime import Body, Fields, multipart, text_body
from classifier.training.wrap.parts import date_field, subject_field, to_value
from classifier.training.wrap.people import ABSENT, Person, domain_of, invented
from classifier.training.wrap.routes import hoster
from classifier.training.wrap.tokens import (
    DIGITS,
    apple_id,
    desktop_id,
    exchange_server,
    gmail_id,
    java_id,
    outlook_id,
    postfix_id,
    queue_id,
    token,
    uuid_id,
)

_MAIL_SYSTEM = re.compile(r"\bmail (?:server|system|delivery)|mailer-daemon|\bbounce", re.I)
_REPORTS = re.compile(
    r"undeliver|not (?:be )?delivered|couldn.t be delivered|delivery (?:status|fail)|unzustellbar|nicht zugestellt"
    r"|non remis|no entregado|mancat[oa] (?:recapito|consegna)|onbestelbaar|niet (?:worden )?bezorgd|niedostarcz"
    r"|nedoruč|não entregue|returned|zwrot",
    re.I,
)
MOST = 0.7
"""Share of letters of such roles sent as the role would have it; the rest goes out like any other notification."""


def sent(draft: Draft, send: Callable[[Draft], Sent]) -> Sent:
    """The letter as its software sends it, unless it is an absence's answer or a mail server's report."""
    letter = draft.letter
    if letter.kind == "notification" and draft.kept("special").random() < MOST:
        if ABSENT.search(letter.role):
            return automatic_answer(draft, send)
        if _MAIL_SYSTEM.search(letter.role) and _REPORTS.search(f"{letter.subject} {letter.text[:200]}"):
            return report(draft)
    return send(draft)


def automatic_answer(draft: Draft, send: Callable[[Draft], Sent]) -> Sent:
    """An answer that a mailbox gives while its owner is away (RFC 3834)."""
    draw, kept = draft.draw, draft.kept("automatic_answer")
    if kept.random() < 0.7:
        draft = draft._replace(answered=(some_message_id(draft.reader.host, draft.date, draw),))
    answer = send(draft)
    own: Fields = [("Auto-Submitted", "auto-replied")] if kept.random() < 0.75 else []
    if kept.random() < 0.5:
        own.append(("X-Auto-Response-Suppress", "All"))
    if kept.random() < 0.3:
        own.append(("Precedence", kept.choice(("bulk", "auto_reply", "junk"))))
    at = next(i for i, (name, _) in enumerate(answer.fields) if name == "Subject")
    told = {name for name, _ in answer.fields}
    fields = [*answer.fields[:at], *(field for field in own if field[0] not in told), *answer.fields[at:]]
    return answer._replace(fields=fields, bounce="" if kept.random() < 0.6 else answer.bounce)


def report(draft: Draft) -> Sent:
    """A mail server's report that it could not deliver (RFC 3464)."""
    draw, kept = draft.draw, draft.kept("report")
    reader = draft.reader
    local = kept.choice(("MAILER-DAEMON", "mailer-daemon", "postmaster"))
    display = kept.choice(("Mail Delivery Subsystem", "Mail Delivery System", ""))
    daemon = draft.sender._replace(address=f"{local}@mail.{reader.domain}", display=display, domain=reader.domain)
    draft = draft._replace(conversation=draft.conversation._replace(sender=daemon))
    route = hoster(draft, "", "postfix")
    message_id = postfix_id(draw, draft.zone_utc, f"mail.{reader.domain}")
    status = (
        f"Reporting-MTA: dns; mail.{reader.domain}\nX-Queue-Id: {queue_id(draw)}\n\n"
        f"Final-Recipient: rfc822; someone@{domain_of(invented(draft.letter.language, draw), draw)}\n"
        "Action: failed\nStatus: 5.1.1\n"
    )
    told = Body([("Content-Type", "message/delivery-status")], status.encode())
    body = multipart(
        "report",
        f"{token(draw, DIGITS, 11)}.{int(draft.date.timestamp())}/mail.{reader.domain}",
        [text_body(draft.letter.text + "\n", encoding="8bit"), told],
        parameters="; report-type=delivery-status",
    )
    fields: Fields = [
        *route.fields,
        date_field(draft),
        ("From", f"{display} <{daemon.address}>" if display else daemon.address),
        subject_field(draft),
        ("To", to_value(draft)),
        ("Auto-Submitted", "auto-replied"),
        ("MIME-Version", "1.0"),
        *body.fields,
        ("Message-Id", message_id),
    ]
    return Sent(fields, body.octets, message_id, "", route.host, route.ip)


def third_party(language: str, draw: random.Random) -> Person:
    """Somebody whose mail is passed on."""
    person = invented(language, draw)
    domain = domain_of(person, draw)
    return person._replace(address=f"info@{domain}", domain=domain)


def some_message_id(host: str, date: datetime, draw: random.Random) -> str:
    """A Message-ID of any mail program."""
    if host == "gmail.com" or draw.random() < 0.3:
        return gmail_id(draw)
    choices = (
        lambda: outlook_id(draw, *exchange_server(draw)),
        lambda: apple_id(draw, host),
        lambda: uuid_id(draw, host),
        lambda: desktop_id(draw, host),
        lambda: java_id(draw, date, host),
    )
    return draw.choice(choices)()


def earlier_mails(
    letters: Sequence[Letter], author: Person, to: Person, subject: str, before: datetime, draw: random.Random
) -> tuple[Quoted, ...]:
    """Letters as mails of a thread, newest first: author and reader write in turn."""
    mails = []
    for letter in letters:
        before -= timedelta(minutes=draw.randint(20, 6_000))
        name = author.name if draw.random() < 0.8 else author.first
        mails.append(Quoted(name, author.address, to.address, subject, before, letter.text))
        author, to = to, author
    return tuple(mails)
