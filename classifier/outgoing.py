"""A mail that the reader wrote → `Sent`: to whom, in which thread, and whether it says no."""

from __future__ import annotations

from email.utils import getaddresses

from classifier.history import Sent, Sighting, references_of
from classifier.mail import Envelope, Mail, organisation_of
from classifier.message import parse
from classifier.settings import Settings
from classifier.signals.phrases import said
from classifier.signals.wording.refusal import REFUSAL, SUBJECTS
from classifier.standing import Standing, addressed

MANY = 50
"""Readers of one mail that are remembered; more are a mailing."""
SHORT = 40
"""Characters of a letter below which its subject can be all that it says."""
_SUBJECTS = frozenset(SUBJECTS.split())


def event_of(mail: Mail, standing: Standing) -> Sighting | Sent:
    """What a history is told of a mail: a sighting, or that the reader sent it.

    Anybody can write the reader's address into From. It is the reader's own mail when their host says so, or when it never
    travelled: programs keep a copy of what they send without any Received field.
    """
    if standing.mine and (standing.authenticated or "received" not in mail.message.fields):
        return sent_of(mail, mail.sighting.recipient, frozenset((standing.mine,)))
    return mail.sighting


def sent_by_reader(raw: bytes, settings: Settings, account: str = "") -> Sent:
    """A mail that the reader sent, whoever it says it is from: of an archive's Sent mailbox, or of a user who logged in.

    Args:
        raw: the mail.
        settings: who the reader is.
        account: whose it is, where the settings do not say: by default that of the address that it is from.
    """
    envelope = addressed(Envelope(account=account), settings)
    mail = Mail(parse(raw), envelope)
    return sent_of(mail, envelope.account or mail.message.sender.address, frozenset(settings.me))


def sent_of(mail: Mail, account: str, mine: frozenset[str]) -> Sent:
    """A mail of the reader.

    Args:
        mail: what was sent.
        account: whose history it belongs to.
        mine: addresses of the reader: a copy to oneself tells nothing.
    """
    message, sighting = mail.message, mail.sighting
    hidden = [address.lower() for _, address in getaddresses(message.fields.get("bcc", [])[:5])]
    told = dict.fromkeys([address.address for address in (*message.to, *message.cc)] + hidden)
    to = tuple(address for address in told if "@" in address and address not in mine and address != account)[:MANY]
    organisations = dict.fromkeys(organisation_of(address.rpartition("@")[2]) for address in to)
    return Sent(
        account,
        to,
        tuple(name for name in organisations if name),
        sighting.time,
        sighting.message_id,
        references_of(message),
        refuses(mail),
    )


def refuses(mail: Mail) -> bool:
    """Whether it tells its readers no: "not interested", "take me off your list"."""
    if len(mail.folded) < SHORT and mail.subject.removeprefix("re: ").strip(" .!") in _SUBJECTS:
        return True
    return bool(said(mail, REFUSAL, subject=False))
