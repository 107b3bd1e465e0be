"""What all mail programs share: recipients, thread fields, typed text with what is quoted, pairs of plain and HTML."""

from __future__ import annotations

import random
import re
from email.utils import format_datetime
from typing import NamedTuple

from classifier.training.wrap import html, quotes
from classifier.training.wrap.draft import Draft, text_of
from classifier.training.wrap.mime import Body, Fields, attachment, encoded_words, folded, mailbox, multipart
from classifier.training.wrap.people import invented
from classifier.training.wrap.tokens import BASE36, BASE62, HEX, token

ATTACHED = re.compile(
    r"\b(?:attach(?:ed|ing|ment)|enclosed|(?:im|als) anhang|anbei|angehängt|beigefügt|ci-joint|pièce jointe|en pièce"
    r"|adjunt[oa]s?|allegat[oa]|allego|bijlage|bijgevoegd|załącz\w+|v příloze|přiklád\w+|anex[oa])\b",
    re.I,
)
FILES = ("document.pdf", "scan_0{}.pdf", "invoice-{}.pdf", "offer {}.pdf", "IMG_{}.pdf", "Doc{}.pdf")


def to_value(draft: Draft) -> str:
    """The value of To."""
    if draft.conversation.to:
        return draft.conversation.to
    quoted = draft.has("quoted_names")
    return folded(
        mailbox(draft.reader.display, draft.reader.address, draft.kept("words"), quoted and bool(draft.reader.display)),
        4,
    )


def recipients(draft: Draft) -> Fields:
    """To, and Cc where somebody else reads along."""
    fields: Fields = [("To", to_value(draft))]
    if draft.has("cc") and not draft.conversation.to:
        kept = draft.kept("cc")
        other = invented(draft.letter.language, kept)
        domain = kept.choice((draft.sender, draft.reader)).host
        name = other.first.lower() if other.first.isascii() else "office"
        fields.append(("Cc", mailbox(other.name if kept.random() < 0.5 else "", f"{name}@{domain}", draft.draw)))
    return fields


def from_value(draft: Draft, quoted: bool = False) -> str:
    """The value of From."""
    quoted = quoted or draft.has("quoted_names")
    person = draft.sender
    return folded(mailbox(person.display, person.address, draft.kept("words"), quoted and bool(person.display)), 6)


def subject_field(draft: Draft) -> tuple[str, str]:
    """Subject, encoded."""
    return ("Subject", encoded_words(draft.subject, "Subject", draft.kept("words")))


def date_field(draft: Draft, utc: bool = False) -> tuple[str, str]:
    """Date, in the zone of the writer or of a server."""
    return ("Date", format_datetime(draft.zone_utc if utc else draft.date))


def thread_fields(draft: Draft, *names: str) -> Fields:
    """``In-Reply-To`` and ``References``, in the order asked for; none where nothing is answered."""
    if not draft.answered:
        return []
    values = {"In-Reply-To": draft.answered[-1], "References": "\n ".join(draft.answered[-8:])}
    return [(name, values[name]) for name in names or ("In-Reply-To", "References")]


def reply_to(draft: Draft) -> Fields:
    """Reply-To, where answers go to another mailbox of the sender: a role, or a free mailbox."""
    if not draft.has("reply_to"):
        return []
    kept = draft.kept("reply_to")
    role = kept.choice(("info", "office", "hello", "sales"))
    address = (
        f"{role}@{draft.sender.domain}"
        if kept.random() < 0.6
        else f"{draft.sender.address.partition('@')[0]}{kept.randint(10, 99)}@gmail.com"
    )
    return [("Reply-To", address if draft.draw.random() < 0.5 else mailbox(draft.sender.display, address, draft.draw))]


def plain_text(draft: Draft, program: str, mark: str = "-- ", tail: str = "") -> str:
    """The letter, its signature, ``tail``, and the quoted mails below or above it."""
    text = text_of(draft, mark) + (f"\n\n{tail}" if tail else "")
    quoted = quotes.plain_quotes(draft, program)
    if not quoted:
        return text + "\n"
    if draft.has("bottom") and program == "thunderbird":
        return f"{quoted}\n\n{text}\n"
    return f"{text}\n\n{quoted}\n"


def extension(draft: Draft) -> str:
    """What a browser extension that reports openings puts into a letter; people and salespeople use them alike."""
    if not draft.has("extension"):
        return ""
    draw, mark = draft.draw, token(draft.draw, HEX, 40)
    choice = draft.kept("extension").choice(
        ("streak", "mailtrack", "mailsuite", "hubspot", "yesware", "boomerang", "superhuman")
    )
    if choice == "streak":
        sender = token(draw, BASE62, 40)
        url = f"https://mailfoogae.appspot.com/t?sender=a{sender}&amp;type=zerocontent&amp;guid={token(draw, HEX, 8)}"
        return (
            '<div hspace="streak-pt-mark" style="max-height:1px">'
            f'<img alt="" style="width:0px;max-height:0px;overflow:hidden" src="{url}">'
            '<font color="#ffffff" size="1">ᐧ</font></div>'
        )
    if choice in ("mailtrack", "mailsuite"):
        url = f"https://mailtrack.io/trace/mail/{mark}.png?u={draw.randint(10**5, 10**7)}"
        return f'<br><img width="0" height="0" class="mailtrack-img" alt="" style="display:flex" src="{url}">'
    urls = {
        "hubspot": f"https://t.sidekickopen{draw.randint(10, 90)}.com/s3t/o/5/{token(draw, BASE62, 60)}",
        "yesware": f"https://t.yesware.com/t/{mark}/{token(draw, HEX, 32)}/spacer.gif",
        "boomerang": f"https://mailstat.us/tr/t/{token(draw, BASE36, 16)}/0.gif",
        "superhuman": f"https://r.superhuman.com/{token(draw, BASE62, 80)}.gif",
    }
    return html.pixel(urls[choice], draw)


def alternative(plain: Body, marked_up: Body, boundary: str, draft: Draft, html_alone: bool = False) -> Body:
    """Plain and HTML part; one alone where the conversation's traces, and the software, want it so."""
    if draft.has("plain") or quotes_inside(draft):
        return plain
    if html_alone and draft.has("html_only"):
        return marked_up
    return multipart("alternative", boundary, [plain, marked_up])


def quotes_inside(draft: Draft) -> bool:
    """Whether the letter itself holds marked lines of an earlier mail: such letters were typed as plain text."""
    return any(line.startswith(">") for line in draft.letter.text.split("\n"))


def with_files(body: Body, draft: Draft, boundary: str) -> Body:
    """The body with a file, for most letters that speak of one."""
    if not ATTACHED.search(draft.letter.text) or draft.draw.random() < 0.25:
        return body
    name = draft.draw.choice(FILES).format(draft.draw.randint(100, 9999))
    return multipart("mixed", boundary, [body, attachment(name, draft.draw)])


class Tail(NamedTuple):
    """What software adds between a letter and what is quoted."""

    plain: str = ""
    html: str = ""


def charset_of(text: str, draw: random.Random) -> str:
    """What older programs choose: Latin where it suffices, else UTF-8."""
    if text.isascii():
        return '"us-ascii"'
    for charset in ("iso-8859-1", "windows-1252", "iso-8859-2"):
        try:
            text.encode(charset)
        except UnicodeEncodeError:
            continue
        return f'"{charset}"' if draw.random() < 0.35 else '"utf-8"'
    return '"utf-8"'
