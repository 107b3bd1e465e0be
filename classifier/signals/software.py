"""Software: which program sent this mail, by the traces that it leaves."""

from __future__ import annotations

from classifier.evidence import DOES_NOT_APPLY, Evidence, Reading, counted, evidence
from classifier.expressions import expression
from classifier.mail import Mail
from classifier.signals.platforms import traces
from classifier.signals.signal import signal

_CLIENT = expression(
    r"(?:apple|iphone|ipad) mail\b|mozilla/5\.0 .{0,100}(?:thunderbird|postbox|betterbird)/|mozilla thunderbird|microsoft outlook (?:1[4-9]|for)\b|microsoft-macoutlook"
    r"|(?:neo)?mutt/|k-9 mail|evolution \d|kmail|claws mail|sylpheed|gnus/|alpine |mu4e|mailmate|airmail|mailbird|em client|the bat!|fairemail|aqua ?mail"
    r"|roundcube webmail|squirrelmail|internet messaging program|horde|open-xchange mailer|zimbra|sogomail|webservice/.{0,40}yahoomail|lotus notes|eudora|foxmail|spark",
)
# Apple Mail, Gmail's pages, Exchange and Outlook, Thunderbird: what they put between the parts of a mail.
_BOUNDARY = expression(
    r"boundary=\"?(?:apple-mail[=-]|0{10,12}[0-9a-f]{16,18}\b|_\d{3}_[a-z0-9]{20,60}_|-{4}=_nextpart_[0-9a-f]{3}_[0-9a-f]{4}_[0-9a-f]{8}\.[0-9a-f]{8}|-{12,14}[0-9a-z]{24}\b)"
)
# Gmail, Apple, Exchange Online: how they name a mail. Sending through their interfaces gives the same names.
_MESSAGE_ID = expression(
    r"<(?:CA[\w+=.-]{40,70}@mail\.gmail\.com|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}@[\w.-]{3,100}|[A-Z0-9]{20,50}@[A-Z0-9]{8,20}\.(?i:[a-z0-9]{3,20}\.prod\.(?:outlook|exchangelabs)\.com))>"
)
_TYPED_HTML = (
    'class="MsoNormal"', "class=MsoNormal", '<div dir="ltr">', '<div dir="auto">', 'class="moz-', "-webkit-nbsp-mode", "elementToProof", "divtagdefaultwrapper",
    "AppleMailSignature", "ms-outlook-mobile", "yahoo-style-wrap", 'class="gmail_default', "protonmail_",
)  # fmt: skip
"""What the editors of Outlook, Gmail, Thunderbird, Apple Mail, Yahoo and Proton leave in HTML."""


@signal(unit="count", provenance="collected")
def sales_platform(mail: Mail) -> Reading:
    """Traces of software for sales sequences, by how many independent places agree on one product.

    Why: such tools exist to send outreach.
    Misses: tools that leave no trace, and sending through connected mailboxes; one place alone can be forged or quoted.
    """
    return counted(traces(mail, "sales-automation"))


@signal(unit="count", provenance="collected")
def marketing_platform(mail: Mail) -> Reading:
    """Traces of a service for newsletters and campaigns, by how many independent places agree on one product.

    Why: bulk mail to subscribers is sent by such services.
    Misses: mailers of one's own.
    """
    return counted(traces(mail, "marketing"))


@signal(unit="count", provenance="collected")
def transactional_platform(mail: Mail) -> Reading:
    """Traces of a service that sends mail for programs, by how many independent places agree on one product.

    Why: receipts and alerts are sent by such services.
    Misses: programs that send by a mail server of their own. Sequencers use these services too, and list servers that
        pass on people's letters.
    """
    return counted(traces(mail, "transactional"))


@signal(unit="count", provenance="collected")
def notifying_platform(mail: Mail) -> Reading:
    """Traces of a service that notifies its users (calendar, tracker, forge), by how many independent places agree.

    Why: the mail was triggered by an event there.
    Misses: services that are not in the table; people answer through ticket systems by hand.
    """
    return counted(traces(mail, "notification"))


@signal(unit="count", provenance="collected")
def list_server(mail: Mail) -> Reading:
    """Traces of a server of discussion lists, by how many independent places agree.

    Why: people write through lists, so that marks of bulk mail in the header are the server's and not the writer's.
    Misses: servers that are not in the table; bots write to lists as well.
    """
    return counted(traces(mail, "mailing-list"))


@signal(unit="count", provenance="collected")
def tracker_extension(mail: Mail) -> Reading:
    """Traces of a mail program's extension that reports openings, by how many independent places agree.

    Why: salespeople use them; so do ordinary people, which is why it has a name of its own.
    Misses: extensions that are not in the table; traces in quoted mail do not count.
    """
    return counted(traces(mail, "tracker-extension"))


@signal(unit="count", provenance="collected")
def sent_by_a_library(mail: Mail) -> Reading:
    """Traces of a programmer's library or command for sending mail, by how many independent places agree.

    Why: a program sent this, not a person at a mail program.
    Misses: libraries that leave no mark. Web sites that let people write to lists, webmail and shells use them too.
    """
    return counted(traces(mail, "library"))


@signal(unit="count", provenance="collected")
def marks_of_a_mail_program(mail: Mail) -> Reading:
    """Places that agree that the mail was typed in a mail program: its name, its boundary, its Message-ID, its HTML.

    Why: people write in Gmail, Outlook, Apple Mail, Thunderbird; what software sends lacks some of their marks.
    Misses: tools that send through such a program or copy its marks; one mark alone is easily copied.
    """
    message = mail.message
    marks: list[Evidence] = []
    for name in ("user-agent", "x-mailer"):
        value = message.field(name)
        if value and _CLIENT.match(value.lower()):
            marks.append(evidence(f"header:{name.title()}", value))
    kind = message.field("content-type")
    if _BOUNDARY.search(kind[:300].lower()):
        marks.append(evidence("header:Content-Type", kind))
    if _MESSAGE_ID.match(message.message_id):
        marks.append(evidence("header:Message-Id", message.message_id))
    if address := message.field("x-originating-ip"):
        marks.append(evidence("header:X-Originating-Ip", address))
    head = message.html[:3_000]
    if head:
        marks += [evidence("html", mark) for mark in _TYPED_HTML if mark in head][:1]
    return counted(marks) if marks or message.has_transport else DOES_NOT_APPLY


SIGNALS = (
    sales_platform,
    marketing_platform,
    transactional_platform,
    notifying_platform,
    list_server,
    tracker_extension,
    sent_by_a_library,
    marks_of_a_mail_program,
)
