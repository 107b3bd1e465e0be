"""Message, envelope and settings → `Standing`: who the author is to the reader, and whether the reader's host vouches for it."""

from __future__ import annotations

from typing import NamedTuple

from classifier.authentication import authenticated
from classifier.mail import Envelope
from classifier.message import Message
from classifier.settings import Settings


class Standing(NamedTuple):
    """Who wrote to whom, as far as settings and the reader's own host tell. Empty texts where they tell nothing."""

    authenticated: str = ""
    """What proves that the author's domain sent the mail: ``dmarc=pass header.from=acme.example``."""
    asked: bool = False
    """Whether anybody could have proved it: an authserv-id is configured."""
    colleague: str = ""
    """The domain of the reader's organisation that the author's address claims."""
    mine: str = ""
    """The reader's own address, where the author claims that."""
    unpublished: str = ""
    """The never published address that it was sent to."""


NOBODY = Standing()


def standing_of(message: Message, envelope: Envelope, settings: Settings) -> Standing:
    """The standing of a mail's author."""
    sender = message.sender
    return Standing(
        authenticated(message, settings.authserv_ids),
        bool(settings.authserv_ids),
        next((domain for domain in settings.organisation if is_within(sender.domain, domain)), ""),
        sender.address if sender.address in settings.me else "",
        next((address for address in settings.unpublished if address in _recipients(message, envelope)), ""),
    )


def is_within(domain: str, of: str) -> bool:
    """Whether a domain is another one or stands under it."""
    return domain == of or domain.endswith("." + of)


def addressed(envelope: Envelope, settings: Settings) -> Envelope:
    """The envelope with the account whose history is asked: all addresses of one reader share the first one's."""
    me = settings.me
    recipient = (envelope.account or envelope.recipient).lower()
    return envelope._replace(account=me[0] if me and (not recipient or recipient in me) else recipient)


def _recipients(message: Message, envelope: Envelope) -> set[str]:
    found = {address.address for address in (*message.to, *message.cc)}
    found.update(value.strip("<>").lower() for value in message.fields.get("delivered-to", ()))
    return found | {envelope.recipient.lower()}
