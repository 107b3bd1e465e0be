"""The header of a message → what a mail server's own filter can know its sender by, besides From."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.message import Message
from classifier.providers import MAIL_PROVIDERS
from classifier.signals.platform_table import table
from classifier.signals.platforms import of_host

DOMAIN = expression(r"(?=.{4,253}\Z)[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z0-9-]{2,63}")
"""A host name of letters, digits, hyphens and dots alone: no text of a sender gets into a rule."""
SIGNATURES = 4
"""DKIM signatures that are read of one mail."""
_SIGNER = expression(r"[;\s]d=([\w.-]{4,253});")
_FIELD = expression(r"[a-z0-9-]{2,60}\Z")
_WORD = expression(r"[a-z][a-z0-9]{2,40}")


class Mark(NamedTuple):
    """A test of one header field. Letters, digits, hyphens and dots, and ``<`` before a Message-ID."""

    field: str
    """Lower case; ``from`` for a domain of senders and ``dkim-signature`` for one of signers."""
    text: str
    """The domain, or else what the field holds; empty when it is enough that it is there."""
    name: str
    """The domain, or what the software is called."""


def marks_of(message: Message) -> tuple[Mark, ...]:
    """Its marks: domains that signed it, but for those of mail providers and sending platforms, and sales software.

    Of software only traces that every filter can look for: a field that it adds, its name in X-Mailer, the beginning of a
    Message-ID. Other shapes need expressions that procmail and sieve do not have. Software that sends receipts and
    newsletters too, or that people have their mail sent by, leaves no mark.
    """
    return tuple(dict.fromkeys([*_signers(message), *_software(message)]))


def _signers(message: Message) -> Iterator[Mark]:
    for value in message.fields.get("dkim-signature", ())[:SIGNATURES]:
        if match := _SIGNER.search(f" {value[:1000]}"):
            domain = match.group(1).lower()
            shared = registrable_domain(domain) in MAIL_PROVIDERS or of_host(domain) is not None
            if DOMAIN.fullmatch(domain) and not shared:
                yield Mark("dkim-signature", domain, domain)


def _software(message: Message) -> Iterator[Mark]:
    by_kind = table().by_kind
    found = []
    for field in message.fields:
        row = by_kind["field"].get(field) or by_kind["prefix"].get("-".join(field.split("-", 2)[:2]))
        if row and _FIELD.match(field):
            found.append((row, field, ""))
    if match := _WORD.match(message.field("x-mailer")[:80].lower()):
        row = by_kind["mailer"].get(match.group())
        if row:
            found.append((row, "x-mailer", match.group()))
    if message.message_id.startswith("<sw-"):
        found.append((by_kind["shape"]["sw_uuid"], "message-id", "<sw-"))
    for row, field, text in found:
        if row.platform.category == "sales-automation":
            yield Mark(field, text, row.platform.name)
