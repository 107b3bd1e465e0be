"""Permission: signs in the mail itself that the reader asked for it. What history knows is a rule of the policy."""

from __future__ import annotations

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Reading, counted, evidence, found
from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.mail import Mail
from classifier.message import Address
from classifier.providers import LIST_HOSTS
from classifier.signals.phrases import said
from classifier.signals.signal import signal
from classifier.signals.wording import permission as wording
from classifier.words import fold

OPENING = 1_000
"""Characters of a letter in which it says why it comes: its first paragraph or two."""

# In the head of a quoted mail: Outlook's "*Von:* Anna Berg", Gmail's "On 3 May, Anna Berg wrote:" within its mark-up.
_WRITER = expression(
    r"\W{0,3}(?:from|von|de|od|da|van|expediteur|mittente|remetente)\W{0,2}:.{3,200}"
    r"|.{5,200}\b(?:wrote|schrieb|ecrit|escribio|napisal\W?a?\W?|ha scritto|escreveu|schreef|napsal\W?a?\W?).{0,60}:\s{0,3}$"
)
_NAME = expression(r"[^\W\d_]{2,}")
_ANSWERED_ID = expression(r"<[^<>\s]{1,250}@([^<>\s@]{1,250})>")


def _readers(mail: Mail) -> tuple[Address, ...]:
    """Whom the mail is addressed to, the sender's own addresses left out."""
    message = mail.message
    sender = message.sender.address
    return tuple(a for a in (*message.to[:10], *message.cc[:10]) if a.address and a.address != sender)


def _quoted_writers(mail: Mail) -> list[str]:
    """Lines that say who wrote what is quoted, folded: attributions, and From in a block of header fields."""
    lines = [fold(line) for line in mail.text.attributions[:3]]
    if quoted := mail.text.quoted[:600]:
        lines += [m.group() for line in fold(quoted).split("\n", 6)[:6] if (m := _WRITER.match(line))]
    return lines


@signal(unit="flag")
def reader_is_quoted(mail: Mail) -> Reading:
    """What is quoted below was written by somebody the mail is addressed to.

    Why: it answers what the reader wrote.
    Misses: answers that quote nothing, or whose quote does not say who wrote it; a quote can be made up.
    """
    if not mail.text.quoted:
        return NOTHING if mail.text.attributions else DOES_NOT_APPLY
    lines = [(line, frozenset(_NAME.findall(line))) for line in _quoted_writers(mail)]
    for address in _readers(mail) if lines else ():
        for line, words in lines:
            if address.address in line or _names(words, address):
                return found(evidence("quoted", line))
    return NOTHING


def _names(words: frozenset[str], reader: Address) -> bool:
    """Whether words of a line name a reader: "Berg, Anna" is Anna Berg, anna.berg@ and aberg@."""
    name = frozenset(_NAME.findall(fold(reader.name)))
    if name <= words and (len(name) > 1 or len(reader.name) > 4):  # a single short word may stand in any line
        return True
    local = frozenset(_NAME.findall(fold(reader.local)))
    if len(local) > 1:
        return local <= words
    [login] = local or [""]
    surname = login[1:]
    return len(login) > 5 and surname in words and any(word[0] == login[0] for word in words - {surname})


@signal(unit="flag")
def answers_the_readers_mail(mail: Mail) -> Reading:
    """The mail that this one answers was named by a host of somebody it is addressed to.

    Why: the reader wrote first.
    Misses: readers whose provider names mails after itself; who knows the reader's domain can make a name up.
    """
    message = mail.message
    if not message.has_transport:
        return DOES_NOT_APPLY
    value = message.field("in-reply-to") or message.field("references")
    hosts = _ANSWERED_ID.findall(value[-2_000:]) if "<" in value else []
    if not hosts:
        return NOTHING
    host = hosts[-1].lower()
    domain = registrable_domain(host)
    # A host that named both mails, or is the sender's own, does not tell who wrote first.
    if not domain or domain == registrable_domain(message.sender.domain):
        return NOTHING
    if message.message_id.rstrip(">").lower().endswith("@" + host):
        return NOTHING
    for address in (*_readers(mail), Address("", mail.envelope.recipient.lower())):
        if registrable_domain(address.domain) == domain:
            return found(evidence("header:In-Reply-To", value[-90:]), evidence("header:To", address.address))
    return NOTHING


@signal(unit="flag")
def from_the_readers_organisation(mail: Mail) -> Reading:
    """Writer and reader have addresses at the same organisation.

    Why: colleagues.
    Misses: firms with several domains; the From field can be forged, and only the receiving host knows.
    """
    organisation = mail.organisation
    if not organisation or organisation in LIST_HOSTS:
        return NOTHING
    for address in _readers(mail):
        if registrable_domain(address.domain) == organisation:
            return found(evidence("header:To", address.address))
    return NOTHING


@signal(unit="count")
def reader_asked_for_it(mail: Mail) -> Reading:
    """The letter answers a request of the reader: "thank you for your enquiry", "as requested".

    Why: who was asked does not come uninvited.
    Misses: whether it is true; answers in other words.
    """
    return counted(said(mail, wording.ASKED_FOR, subject=False, within=OPENING))


@signal(unit="count")
def referred_by_somebody(mail: Mail) -> Reading:
    """Somebody recommended the reader, or gave their address to the writer.

    Why: people come by word of mouth; merged letters come by a list.
    Misses: whether it is true; introductions in other words.
    """
    return counted(said(mail, wording.REFERRED, subject=False, within=OPENING))


@signal(unit="flag")
def several_people_addressed(mail: Mail) -> Reading:
    """To and Cc name two to twenty people beside the writer.

    Why: a conversation among people; software sends each reader a copy of their own.
    Misses: letters to one reader.
    """
    message = mail.message
    people = {a.address for a in (*message.to, *message.cc)} - {message.sender.address, ""}
    if not 2 <= len(people) <= 20:
        return NOTHING
    return found(evidence("header:To", ", ".join(sorted(people)[:3])))


SIGNALS = (
    reader_is_quoted,
    answers_the_readers_mail,
    from_the_readers_organisation,
    reader_asked_for_it,
    referred_by_somebody,
    several_people_addressed,
)
