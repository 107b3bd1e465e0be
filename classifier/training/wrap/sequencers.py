"""Software for sales sequences, and for one-off mails out of a CRM, over connected mailboxes."""

from __future__ import annotations

import random
from html import escape
from typing import NamedTuple

from classifier.training.wrap import html
from classifier.training.wrap.clients import gmail_body, outlook_body, sent_by_exchange, sent_by_gmail
from classifier.training.wrap.draft import Draft, Sent
from classifier.training.wrap.html import Link
from classifier.training.wrap.mime import Body, Fields, text_body
from classifier.training.wrap.parts import (
    Tail,
    alternative,
    date_field,
    from_value,
    plain_text,
    recipients,
    reply_to,
    subject_field,
    thread_fields,
    with_files,
)
from classifier.training.wrap.phrases import phrases_of
from classifier.training.wrap.quotes import html_quotes
from classifier.training.wrap.routes import outbound
from classifier.training.wrap.tokens import BASE62, DIGITS, HEX, token, uuid, uuid_of_time


class Sequencer(NamedTuple):
    """What one tool leaves in a mail, where it leaves anything. ``{}``-words are filled by `filled`."""

    pixel: str
    click: str
    unsubscribe: str
    message_id: str = ""
    """Where the tool writes its own."""
    fields: tuple[tuple[str, str], ...] = ()


SEQUENCERS = (
    Sequencer(
        "https://inst.{domain}/o/{uuid}",
        "https://inst.{domain}/lt/{b62}?u={url}",
        "https://inreg1.net/unsub/1/{uuid}",
        "<{uuid7}@{sender}>",
        (("X-Mail-Abuse-Inquiries", "https://app.instantly.ai/privacy/report-abuse/{uuid}"),),
    ),
    Sequencer(
        "https://open.sleadtrack.com/image?messageId=%3Csw-{uuid}",
        "https://click.sleadtrack.com/link?messageId=%3Csw-{uuid}&url={url}",
        "https://open.sleadtrack.com/unsubscribe?messageId=%3Csw-{uuid}",
        "<sw-{uuid}@{sender}>",
    ),
    Sequencer(
        "https://x.gmtrack.net/x/o?u={uuid}",
        "https://gm.ag/x/d?c={digits}&l={uuid}&r={url}",
        "https://{domain}/x/u?u={uuid}",
    ),
    Sequencer(
        "https://trail.{domain}/api/tracking/open?{b62}",
        "https://trail.{domain}/{b62}/{url}",
        "https://trail.{domain}/unsubscribe/{b62}",
    ),
    Sequencer(
        "https://app.outrch.com/api/mailings/opened/{b62}.gif",
        "https://{domain}.outrch.com/c/{b62}?u={url}",
        "https://app.outrch.com/opt/{b62}",
        fields=(("X-Outreach-Id", "{digits}"),),
    ),
    Sequencer(
        "https://salesloftlinks.com/t/{digits}/o/{uuid}.gif",
        "https://salesloftlinks.com/t/{digits}/c/{uuid}/NB2HI4{b32}/",
        "https://app.salesloft.com/unsubscribe/{uuid}",
    ),
    Sequencer(
        "https://w1.mslai.net/prod/open/{uuid}",
        "https://mslai.net/prod/link/{uuid}?u={url}",
        "https://mslai.net/unsub/{uuid}",
    ),
    Sequencer(
        "https://aplolinks.com/o/{b62}", "https://aplolinks.com/c/{b62}?u={url}", "https://aplolinks.com/u/{b62}"
    ),
    Sequencer(
        "https://d{digits}.hs-sales-engage.com/Cto/{b62}",
        "https://d{digits}.hs-sales-engage.com/Ctc/2L+23284/{b62}",
        "https://d{digits}.hs-sales-engage.com/unsubscribe/{b62}",
    ),
    Sequencer(
        "https://email.mixmax.com/e/o?messageId={b62}",
        "https://links.mixmax.com/b?l={b62}",
        "https://email.mixmax.com/unsub?u={b62}",
        fields=(("X-Mailer", "Mixmax Compose"),),
    ),
    Sequencer(
        "https://api.nylas.com/open/{b62}",
        "https://api.nylas.com/link/{b62}?u={url}",
        "https://{domain}/unsubscribe/{b62}",
        "<{b36}.{b36up}@{sender}>",
        (("X-Nylas-Send-V3", "true"),),
    ),
    Sequencer(
        "https://track.{domain}/open/{uuid}.png",
        "https://track.{domain}/click/{uuid}?to={url}",
        "https://track.{domain}/unsubscribe/{uuid}",
        fields=(("X-Campaign-ID", "{digits}"),),
    ),
    Sequencer("https://go.{domain}/p/{b62}.gif", "https://go.{domain}/l/{b62}", "https://go.{domain}/u/{b62}"),
)
"""Tools of which traces are known: hosts, ids, fields; and two that hide behind the customer's domain."""


def filled(pattern: str, draft: Draft, url: str = "", kept: random.Random | None = None) -> str:
    """A pattern with its ids drawn; with ``kept``, the ids are the same all through the conversation."""
    draw = kept or draft.draw
    return pattern.format(
        domain=draft.sender.domain,
        sender=draft.sender.host,
        url=url.replace(":", "%3A").replace("/", "%2F"),
        uuid=uuid(draw),
        uuid7=uuid_of_time(draw, draft.date) if "uuid7" in pattern else "",
        digits=token(draw, DIGITS[1:], 7),
        hex=token(draw, HEX, 32),
        b62=token(draw, BASE62, 44),
        b32=token(draw, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 60),
        b36=token(draw, "0123456789abcdefghijklmnopqrstuvwxyz", 25),
        b36up=token(draw, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 12),
    )


def sequencer_google(draft: Draft) -> Sent:
    """A sequencer over a connected Google mailbox: by API, or as an SMTP client."""
    tool = tool_of(draft)
    client = (
        "api"
        if draft.kept("client").random() < 0.5
        else f"{uuid(draft.draw, '7')}.local"
        if draft.has("own_fields")
        else "[127.0.0.1]"
    )
    body = gmail_body(draft, link_of(draft, tool), tail=tail_of(draft, tool))
    return sent_by_gmail(draft, client, body, id_of(draft, tool), fields_of(draft, tool))


def sequencer_microsoft(draft: Draft) -> Sent:
    """A sequencer over a connected Microsoft mailbox."""
    tool = tool_of(draft)
    body = outlook_body(draft, "office", link_of(draft, tool), tail_of(draft, tool))
    return sent_by_exchange(draft, body, id_of(draft, tool), fields_of(draft, tool))


def sequencer_smtp(draft: Draft) -> Sent:
    """A sequencer that hands its mail to any host, as programs with the library Nodemailer do."""
    tool, draw, kept = tool_of(draft), draft.draw, draft.kept("sequencer_smtp")
    # Random hexadecimal digits in the shape of a UUID, whose version and variant are mostly none.
    h = token(draw, HEX, 32)
    message_id = id_of(draft, tool) or f"<{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}@{draft.sender.host}>"
    body = nodemailer_body(draft, link_of(draft, tool), tail_of(draft, tool))
    route = outbound(
        draft, kept.choice(("[127.0.0.1]", f"ip-172-31-{kept.randint(0, 90)}-{kept.randint(2, 250)}.ec2.internal"))
    )
    content, *encoding = body.fields
    fields: Fields = [
        *route.fields,
        content,
        ("From", from_value(draft)),
        *recipients(draft),
        *thread_fields(draft, "In-Reply-To", "References"),
        *reply_to(draft),
        subject_field(draft),
        ("Message-ID", message_id),
        *fields_of(draft, tool),
        *encoding,
        date_field(draft, utc=True),
        ("MIME-Version", "1.0"),
    ]
    return Sent(fields, body.octets, message_id, draft.sender.address, route.host, route.ip, route.signers)


def nodemailer_body(draft: Draft, link: Link, tail: Tail) -> Body:
    """Plain and HTML part as Nodemailer writes them."""
    draw = draft.draw
    text = plain_text(draft, "gmail", tail=tail.plain)
    own = plain_text(draft._replace(quoted=()), "gmail").rstrip("\n")
    typed = html.styled(own, link) + tail.html + html_quotes(draft, "gmail")
    part = f"--_NmP-{token(draw, HEX, 16)}-Part_"
    body = alternative(
        text_body(text),
        text_body(typed + "\n", "html", encoding="quoted-printable"),
        f"{part}1",
        draft,
        html_alone=True,
    )
    return with_files(body, draft, f"{part}2")


def tool_of(draft: Draft) -> Sequencer:
    """The tool that all mails of the conversation are sent with."""
    own = [tool for tool in SEQUENCERS if "{domain}/" in tool.pixel]
    return draft.kept("tool").choice(
        own if draft.has("own_domain") and draft.kept("own tool").random() < 0.5 else SEQUENCERS
    )


def id_of(draft: Draft, tool: Sequencer) -> str:
    """The tool's Message-ID; empty where the mailbox writes its own."""
    return filled(tool.message_id, draft) if draft.has("own_id") else ""


def fields_of(draft: Draft, tool: Sequencer) -> Fields:
    """The tool's header fields, and a way to unsubscribe where its customer asked for one."""
    fields: Fields = []
    if draft.has("list_unsubscribe") and draft.letter.kind != "personal":
        kept = draft.kept("list_unsubscribe")
        url = filled(tool.unsubscribe, draft, kept=kept)
        mail = f"<mailto:{draft.sender.address}?subject=unsubscribe>"
        fields.append(("List-Unsubscribe", kept.choice((f"<{url}>", f"{mail},\n <{url}>", mail))))
        if "http" in fields[0][1] and kept.random() < 0.7:
            fields.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    if draft.has("own_fields"):
        fields += [(name, filled(value, draft, kept=draft.kept("own fields"))) for name, value in tool.fields]
    return fields


def link_of(draft: Draft, tool: Sequencer) -> Link:
    """Where links lead."""
    return (lambda url: filled(tool.click, draft, url)) if draft.has("tracked") else html.same


def tail_of(draft: Draft, tool: Sequencer) -> Tail:
    """A way out, where letters of this kind have one, and the pixel."""
    plain = typed = ""
    phrases = phrases_of(draft.letter.language)
    # Steps of one sequence have the same last line.
    if draft.has("way_out") and draft.letter.kind != "personal":
        kept = draft.kept("way out")
        line = kept.choice(phrases.way_out)
        if "“" in line or '"' in line or "«" in line or "'{" in line:
            plain = line.format(kept.choice(("STOP", "NO", "OUT")))
            typed = f"<div><br></div><div>{escape(plain)}</div>"
        else:
            url = filled(tool.unsubscribe, draft, kept=kept)
            before, _, after = line.partition("{}")
            word = phrases.unsubscribe.capitalize() if not before.strip(" ") else phrases.unsubscribe
            plain = f"{before}{word}{after} {url}"
            line = f'{escape(before)}<a href="{escape(url)}">{escape(word)}</a>{escape(after)}'
            typed = f'<div><br></div><div style="font-size:11px;color:#888888">{line}</div>'
    if draft.has("pixel"):
        typed += html.pixel(filled(tool.pixel, draft), draft.draw)
    return Tail(plain, typed)
