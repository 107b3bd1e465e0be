"""Layout: of which parts a mail is built: text and HTML, design, links, pictures, attachments."""

from __future__ import annotations

import re

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Reading, evidence, found, measured
from classifier.expressions import expression
from classifier.mail import Mail
from classifier.signals.signal import signal

_NOT_A_DOCUMENT = expression(
    r"image\d{3}\.|outlook-|att\d{5}|smime\.p7|signature\.asc|winmail\.dat|noname|pastedgraphic|logo", re.I
)


@signal(unit="flag")
def html_without_text(mail: Mail) -> Reading:
    """There is an HTML part and no plain one.

    Why: mail programs write both; mailers often do not.
    Misses: mailers that do.
    """
    html = mail.message.html.strip()
    return found(evidence("html", html[:200])) if html and not _plain(mail) else NOTHING


def _plain(mail: Mail) -> str:
    """The plain part, less what a list server put below it or in the place of none."""
    rule, plain = 20 * "_", mail.message.plain[:20_000]
    return "" if plain.startswith(rule) else plain.partition("\n" + rule)[0].strip()


@signal(unit="flag")
def parts_tell_different_things(mail: Mail) -> Reading:
    """Most words of the plain part are not in the HTML part, or the other way round.

    Why: mail programs make one from the other; a stub or a text against filters was put there by a mailer.
    Misses: small differences, such as a different price.
    """
    plain, html = _plain(mail), mail.html
    if not plain or not html.visible.strip():
        return DOES_NOT_APPLY
    if _foreign(html.visible, plain):
        return found(evidence("html", html.visible.strip()), evidence("body", plain))
    if _foreign(plain, f"{html.visible[:20_000]} {html.quoted[:20_000]} {html.hidden[:5_000]}"):
        return found(evidence("body", plain), evidence("html", html.visible.strip()))
    return NOTHING


def _foreign(text: str, other: str) -> bool:
    """Whether more than half of some words of a text are not in another; false for less than ten words."""
    words = [w for w in text[:2_000].split() if len(w) > 4 and w.isalpha()][:40]
    return len(words) >= 10 and sum(w not in other for w in words) * 2 > len(words)


@signal(unit="count")
def layout_tables(mail: Mail) -> Reading:
    """Tables in the HTML part.

    Why: newsletters are built of them.
    Misses: modern design without tables; typed mail with a table of figures.
    """
    return measured(mail.html.tables) if mail.message.html else DOES_NOT_APPLY


@signal(unit="count")
def styled_elements(mail: Mail) -> Reading:
    """Elements of the HTML part with a style of their own.

    Why: designed mail has hundreds, typed mail a few.
    Misses: Outlook styles every paragraph.
    """
    return measured(mail.html.styled) if mail.message.html else DOES_NOT_APPLY


@signal(unit="count")
def remote_images(mail: Mail) -> Reading:
    """Images that are loaded from the network and can be seen.

    Why: designed mail shows pictures and logos.
    Misses: embedded images.
    """
    return measured(mail.links.images) if mail.message.html else DOES_NOT_APPLY


@signal(unit="flag")
def picture_instead_of_text(mail: Mail) -> Reading:
    """The letter is a picture from the network or behind a link, with hardly a word beside it.

    Why: the text was put where neither filters nor readers without pictures see it.
    Misses: pictures that are attached; long texts below the picture.
    """
    html = mail.html
    # Twenty words: room for "view in browser" and a greeting, too little for an offer.
    if not html.images or len(mail.spoken) >= 20 or mail.text.quoted:
        return NOTHING
    linked = any(not a.text and a.href[:4].lower() == "http" for a in html.anchors[:20])
    return found(evidence("html", html.images[0].src)) if mail.links.images or linked else NOTHING


@signal(unit="count")
def links_in_letter(mail: Mail) -> Reading:
    """Different links of the letter.

    Why: who wants a click puts links.
    Misses: letters that want an answer.
    """
    links = mail.links.links
    return measured(len(links), *(evidence("link", link.url) for link in links[:2]))


@signal(unit="count")
def attachments(mail: Mail) -> Reading:
    """Attached files, less what mail programs attach of themselves: pictures of a signature, cryptographic signatures.

    Why: people and machines send documents; first cold letters rarely do.
    Misses: documents behind links.
    """
    files = [a for a in mail.message.attachments if a.filename and not _NOT_A_DOCUMENT.match(a.filename)]
    return measured(len(files), *(evidence("body", a.filename) for a in files[:2]))


SIGNALS = (
    html_without_text,
    parts_tell_different_things,
    layout_tables,
    styled_elements,
    remote_images,
    picture_instead_of_text,
    links_in_letter,
    attachments,
)
