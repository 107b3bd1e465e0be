"""Mailboxes of an archive → events of a history, and a guess at who their reader is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from classifier.authentication import parse as parse_results
from classifier.history import Sent, Sighting
from classifier.mail import Envelope, Mail, organisation_of
from classifier.message import Message, parse
from classifier.octets import header_end
from classifier.outgoing import event_of, sent_by_reader
from classifier.settings import Settings
from classifier.standing import addressed, standing_of

OFTEN = 0.05
"""Share of sent mail from which on an address is the reader's: a mail or two in somebody else's name is none."""
MOSTLY = 0.5
"""Share of received mail that names an address or an authserv-id, from which on it is the reader's."""
FEW = 5
"""Mails below which a share tells nothing."""


class Guess(NamedTuple):
    """Who the reader of an archive seems to be; what cannot be told is empty."""

    me: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    authserv_ids: tuple[str, ...] = ()


class Reader:
    """What an archive tells of its reader, mail by mail."""

    def __init__(self) -> None:
        self._sent: Counter[str] = Counter()
        self._to: Counter[str] = Counter()
        self._hosts: Counter[str] = Counter()
        self._received = 0

    def sent(self, message: Message) -> None:
        """Look at a mail that the reader sent."""
        if message.sender.address:
            self._sent[message.sender.address] += 1

    def received(self, message: Message) -> None:
        """Look at a mail that the reader got."""
        self._received += 1
        delivered = {value.strip("<> ").lower() for value in message.fields.get("delivered-to", ())}
        self._to.update(delivered or {address.address for address in message.to})
        topmost = next((value for name, value in message.trace if name != "received"), "")
        if authserv_id := parse_results(topmost)[0]:
            self._hosts[authserv_id] += 1

    def guess(self) -> Guess:
        """Who it is. Their host is the one that wrote the topmost results of most mail: it sees all of it."""
        enough = max(1, OFTEN * self._sent.total())
        me = [address for address, n in self._sent.most_common(10) if n >= enough]
        if not me:
            me = [address for address, n in self._to.most_common(1) if self._mostly(n)]
        organisations = dict.fromkeys(organisation_of(address.rpartition("@")[2]) for address in me)
        hosts = tuple(host for host, n in self._hosts.most_common(1) if self._mostly(n))
        return Guess(tuple(me), tuple(filter(None, organisations)), hosts)

    def _mostly(self, n: int) -> bool:
        return n >= FEW and n >= MOSTLY * self._received


def guess(received: Iterable[bytes], sent: Iterable[bytes]) -> Guess:
    """The reader of an archive, by the header fields of its mails."""
    reader = Reader()
    for raw in sent:
        reader.sent(parse(raw[: header_end(raw)]))
    for raw in received:
        reader.received(parse(raw[: header_end(raw)]))
    return reader.guess()


def events(received: Iterable[bytes], sent: Iterable[bytes], settings: Settings) -> Iterator[Sighting | Sent]:
    """What a history is told of an archive, in the order of its mails: a store finds the order of time by itself.

    Args:
        received: mail of one reader; what they wrote themselves, and keep there, counts as sent.
        sent: mail that they wrote, whoever it says it is from.
        settings: ``me`` and ``authserv_ids`` are read.
    """
    envelope = addressed(Envelope(), settings)
    for raw in sent:
        yield sent_by_reader(raw, settings)
    for raw in received:
        mail = Mail(parse(raw), envelope)
        yield event_of(mail, standing_of(mail.message, envelope, settings))
