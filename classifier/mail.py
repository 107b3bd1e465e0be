"""`Message`, `Envelope` and `Past` → `Mail`: one mail with the views that signals share, each made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, NamedTuple, TypeVar

from classifier import banners, words
from classifier.expressions import expression
from classifier.fingerprint import fingerprint
from classifier.history import UNKNOWN, Past, Sighting, sighting_of
from classifier.html import Html, read_html
from classifier.links import Links, find_links, registrable_domain
from classifier.message import Message
from classifier.providers import MAIL_PROVIDERS
from classifier.text import Text, written

MAX_LETTER = 20_000
"""Characters of a letter that phrases are looked for in."""
MOST_WORDS = 200
"""Words of a letter that are counted: what it is after, and its manner, show at its beginning."""

_NAME = expression(r"[^\W\d_]{2,}")
_SENTENCE = expression(r"[^.?!\n]*[^.?!\n\s][^.?!\n]*[.?!]?")
_CLOSE = 300
"""Characters at the end of a letter among which its last six sentences begin, if they are as short as closing words."""
_ROLES = frozenset(
    [
        "info",
        "mail",
        "office",
        "contact",
        "sales",
        "support",
        "admin",
        "hello",
        "team",
        "the",
        "via",
        "list",
        "lists",
        "noreply",
        "reply",
        "service",
        "news",
    ]
)


NO_MESSAGE = Message({}, (), (), (), (), "", None, 0.0, "", "", (), 0, ())
"""Stands for a mail whose octets are gone and of which only history is asked."""


class Envelope(NamedTuple):
    """What SMTP knew of a delivery (RFC 5321); empty strings where nobody told."""

    sender: str = ""
    recipient: str = ""
    client_ip: str = ""
    account: str = ""
    """Whose history is asked: one reader may have several addresses. Empty for the recipient's own."""


class Facts(NamedTuple):
    """What a report says of a mail besides the verdict. Sender's text, unescaped."""

    message_id: str
    from_: str
    subject: str
    date: str
    """ISO 8601, UTC; empty when the mail has none that can be read."""


_T = TypeVar("_T")


def shared(view: Callable[[Mail], _T]) -> Callable[[Mail], _T]:
    """Make a view of a mail once for all who ask for it: what several signals share and nobody else needs."""

    @wraps(view)
    def kept(mail: Mail) -> _T:
        made: _T
        try:
            made = mail.views[view]
        except KeyError:
            made = mail.views[view] = view(mail)
        return made

    return kept


class Mail:
    """One mail to be judged. Signals read it and never change it."""

    def __init__(self, message: Message, envelope: Envelope = Envelope(), past: Past = UNKNOWN) -> None:
        self.message = message
        self.envelope = envelope
        self.past = past
        self.views: dict[Callable[[Mail], object], Any] = {}  # Any: what each function makes
        """What `shared` functions made of this mail."""

    @property
    def facts(self) -> Facts:
        """What a report says of it."""
        m = self.message
        sender = f"{m.sender.name} <{m.sender.address}>" if m.sender.name else m.sender.address
        return Facts(m.message_id, sender or m.field("from"), m.subject, m.date.isoformat() if m.date else "")

    @cached_property
    def html(self) -> Html:
        """The HTML part."""
        return read_html(self.message.html)

    @cached_property
    def text(self) -> Text:
        """The letter, taken apart."""
        return written(self.message, self.html)

    @cached_property
    def links(self) -> Links:
        """What the newly written part points to."""
        return find_links("\n".join((self.text.new, self.text.signature)), self.html)

    @cached_property
    def letter(self) -> str:
        """The newly written text in one line."""
        return " ".join(self.text.new[:MAX_LETTER].split())

    @cached_property
    def folded(self) -> str:
        """`letter` folded, offset for offset."""
        return words.fold(self.letter)

    @cached_property
    def subject(self) -> str:
        """The subject, folded."""
        return words.fold(self.message.subject[:500])

    @cached_property
    def signature(self) -> str:
        """The signature in one line, folded."""
        return words.fold(" ".join(self.text.signature[:4_000].split()))

    @cached_property
    def spoken(self) -> list[str]:
        """All words of the letter, folded, in order, unmasked."""
        return words.letters_in(self.folded)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each of the first `MOST_WORDS` words of the letter is said."""
        return Counter(self.spoken[:MOST_WORDS])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words of subject and letter, folded."""
        return frozenset(self.spoken).union(words.letters_in(self.subject))

    @cached_property
    def last_sentences(self) -> list[str]:
        """Up to six sentences or lines at the end of the letter, folded."""
        letter = self.text.new[:MAX_LETTER]
        start = 1 + max(letter.rfind(end, 0, -_CLOSE) for end in ".?!\n")
        return [sentence.strip() for sentence in _SENTENCE.findall(words.fold(letter[start:]))[-6:]]

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of writer, readers and their domains, folded, as they must not reach the model as words."""
        m = self.message
        found: set[str] = set()
        for address in (*m.from_[:2], *m.reply_to[:1], *m.to[:5], *m.cc[:5]):
            found.update(_NAME.findall(words.fold(address.name)))
            found.update(_NAME.findall(words.fold(address.local)))
            found.update(_NAME.findall(registrable_domain(address.domain).partition(".")[0]))
        return frozenset(found - _ROLES)

    @cached_property
    def masked_subject(self) -> list[str]:
        """Words of the subject as the model sees them."""
        return words.masked_words(banners.without_tag(self.message.subject[:500]), self.names)

    @cached_property
    def masked_letter(self) -> list[str]:
        """Words of the letter as the model sees them."""
        return words.masked_words(self.text.new[:MAX_LETTER], self.names)

    @cached_property
    def organisation(self) -> str:
        """Registrable domain of the author; empty for mail providers."""
        return organisation_of(self.message.sender.domain)

    @cached_property
    def sighting(self) -> Sighting:
        """This mail as a history sees it."""
        template = fingerprint(self.masked_letter)
        sighting = sighting_of(self.message, self.envelope, self.organisation, self.letter, template)
        return sighting._replace(recipient=self.envelope.account or sighting.recipient)


def organisation_of(domain: str) -> str:
    """Registrable domain of an address's domain; empty for mail providers."""
    organisation = registrable_domain(domain)
    return "" if organisation in MAIL_PROVIDERS else organisation
