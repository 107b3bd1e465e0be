"""Occasion: what had happened that a program tells of: a sign-in, an order, a parcel, an absence, an appointment, an alert."""

from __future__ import annotations

from classifier.evidence import Evidence, Reading, counted, evidence
from classifier.expressions import expression
from classifier.mail import MAX_LETTER, Mail
from classifier.signals.phrases import MAX_HITS, said
from classifier.signals.signal import signal
from classifier.signals.wording import occasion as wording

MAX_LABEL, MAX_VALUE = 40, 80
"""Characters before and after the colon of a labelled value: longer ones are sentences."""
_LABEL = expression(r"\W{0,4}[^\W\d_][^\s:]{0,24}(?: [^\s:]{1,24}){0,3} ?")
"""At most four words, behind a bullet or an asterisk or two; in French a blank stands before the colon."""
_WHERE_TO_REACH = expression(
    r"(?i)\W{0,4}(?:t|tel|telephone|telefono|téléphone|telefon|telefoon|phone|ph|p|fax|f|cell|cellular|mobile?|mob|m|c|gsm|handy|portable|kom"
    r"|direct|durchwahl|office|desk|work|home|e-?mail|mail|courriel|e|web|website|site|www|w|skype|whatsapp|linkedin)\b.{0,14}"
)
_ADDRESS_OR_NUMBER = expression(
    r"<?\S+@\S+>?|<?(?:https?://|www\.)\S+|[+(]{0,2}\d[\d ()./+-]{5,24}(?: ?(?:x|ext\.?) ?\d{1,6})?"
)
"""What stands behind the name on a card."""


@signal(unit="count")
def labelled_values(mail: Mail) -> Reading:
    """Lines that are a label, a colon and a short value: "Amount: 41.20 EUR".

    Why: programs fill in forms where people write sentences, in every language.
    Misses: receipts set as tables. People quote forms, settings and errors; how to reach somebody ("Tel: …") does not count.
    """
    lines: list[Evidence] = []
    text = mail.text.new[:MAX_LETTER]
    for line in text.split("\n") if ": " in text else ():
        colon = line.find(": ", 2, MAX_LABEL)
        if colon > 0 and 0 < len(line) - colon - 2 <= MAX_VALUE and _LABEL.fullmatch(line, 0, colon):
            if _WHERE_TO_REACH.fullmatch(line, 0, colon) and _ADDRESS_OR_NUMBER.fullmatch(line[colon + 2 :].strip()):
                continue
            lines.append(evidence("body", line))
            if len(lines) == MAX_HITS:
                break
    return counted(lines)


@signal(unit="count")
def code_or_password(mail: Mail) -> Reading:
    """The letter hands out a code, or tells of a sign-in or a changed password.

    Why: systems send such mail when somebody signs in.
    Misses: a bare number; phishing imitates it.
    """
    return counted(said(mail, wording.CODE))


@signal(unit="count")
def order_or_receipt(mail: Mail) -> Reading:
    """The letter confirms an order, a payment or an invoice in the words of shops and banks.

    Why: such mail answers a purchase, not a wish to sell.
    Misses: receipts without sentences; people who write about orders use some of the words.
    """
    return counted(said(mail, wording.ORDER))


@signal(unit="count")
def delivery(mail: Mail) -> Reading:
    """The letter tells where a parcel is.

    Why: carriers and shops send such mail at each step of the way.
    Misses: steps told in other words; phishing imitates it.
    """
    return counted(said(mail, wording.DELIVERY))


@signal(unit="count")
def account_or_trial(mail: Mail) -> Reading:
    """The letter tells of the reader's account, trial, subscription, or of something shared with them.

    Why: onboarding and renewals answer a registration, even where they are signed by a founder.
    Misses: tips without a word of the account; outreach offers trials, but not "your trial".
    """
    return counted(said(mail, wording.ACCOUNT))


@signal(unit="count")
def absence_reply(mail: Mail) -> Reading:
    """The letter says that its writer is away, as automatic replies do.

    Why: a mail program sends it to whoever writes.
    Misses: jokes and dates without the usual words; people tell colleagues of their holidays in similar words.
    """
    return counted(said(mail, wording.ABSENCE))


@signal(unit="count")
def undeliverable(mail: Mail) -> Reading:
    """The letter says that another mail could not be delivered.

    Why: mail systems say so to the sender.
    Misses: bare status codes; people ask about bounces in the same words.
    """
    return counted(said(mail, wording.UNDELIVERABLE))


@signal(unit="count")
def appointment_or_event(mail: Mail) -> Reading:
    """The letter confirms, moves or recalls an appointment or booking as calendars and practices do.

    Why: it was triggered by an entry in a calendar.
    Misses: appointments agreed between people, on purpose; invitations to buy.
    """
    return counted(said(mail, wording.APPOINTMENT))


@signal(unit="count")
def ticket_or_build(mail: Mail) -> Reading:
    """The letter gives the state of a ticket, a build, an alert, a form or a maintenance window.

    Why: a system reports what happened in it.
    Misses: logs without sentences; people quote ticket numbers and failed tests.
    """
    return counted(said(mail, wording.TICKET))


SIGNALS = (
    labelled_values,
    code_or_password,
    order_or_receipt,
    delivery,
    account_or_trial,
    absence_reply,
    undeliverable,
    appointment_or_event,
    ticket_or_build,
)
