"""Mail of larger programs: bulk mailers, ticket systems, and the forms of websites."""

from __future__ import annotations

from classifier.training.wrap import html
from classifier.training.wrap.draft import Draft, Sent
from classifier.training.wrap.html import Link
from classifier.training.wrap.mime import Fields, mailbox, text_body, wrapped_text
from classifier.training.wrap.parts import (
    alternative,
    date_field,
    from_value,
    recipients,
    reply_to,
    subject_field,
    thread_fields,
    with_files,
)
from classifier.training.wrap.phrases import phrases_of
from classifier.training.wrap.routes import hoster
from classifier.training.wrap.scripts import PHPMAILER, bodies, sent
from classifier.training.wrap.tokens import (
    BASE36,
    BASE62,
    HEX,
    milliseconds,
    token,
    uuid,
)


def bulk_mailer(draft: Draft) -> Sent:
    """A bulk mailer on the sender's own host, with counters of its own."""
    draw, kept = draft.draw, draft.kept("bulk_mailer")
    route = hoster(draft, kept.choice(("localhost", f"mail{kept.randint(2, 40)}.{draft.sender.domain}")))
    home = f"https://{kept.choice(('www', 'mail', 'm'))}.{draft.sender.domain}/{kept.choice(('em', 'iem', 'list'))}"
    marks = f"M={draw.randint(10**4, 10**7)}&C={token(draw, HEX, 32)}&L={kept.randint(1, 60)}&N={kept.randint(1, 900)}"
    leave = f"{home}/unsubscribe.php?{marks}"
    message_id = (
        f"<{token(draw, HEX, 32)}@{draft.sender.host}>"
        if draft.has("own_id")
        else f"<{draft.zone_utc:%Y%m%d%H%M%S}.{token(draw, HEX.upper(), 16)}@{draft.sender.host}>"
    )
    link: Link = (lambda url: f"{home}/link.php?{marks}&F=H&u={len(url)}") if draft.has("tracked") else html.same
    phrases = phrases_of(draft.letter.language)
    text, typed = draft.letter.text, html.script(draft.letter.text, link)
    if draft.has("way_out"):
        text += f"\n\n{phrases.unsubscribe.capitalize()}: {leave}"
        typed += f'<a href="{leave}">{phrases.unsubscribe.capitalize()}</a>'
    if draft.has("pixel"):
        typed += html.pixel(f"{home}/open.php?{marks}&F=H&image=.jpg", draw)
    boundary = f"b1_{token(draw, HEX, 32)}"
    marked = text_body(
        f"<html><body>\n{typed}</body></html>\n",
        "html",
        charset="UTF-8",
        encoding=kept.choice(("quoted-printable", "8bit", "base64")),
    )
    body = alternative(
        text_body(wrapped_text(text, 75) + "\n", charset="UTF-8"), marked, boundary, draft, html_alone=True
    )
    body = with_files(body, draft, f"b2_{token(draw, HEX, 32)}")
    own: Fields = [
        ("X-Mailer-LID", str(kept.randint(1, 60))),
        ("X-Mailer-RecptId", str(draw.randint(10**4, 10**7))),
        ("X-Mailer-SID", str(kept.randint(1, 900))),
        ("X-Mailer-Sent-By", str(kept.randint(1, 5))),
    ]
    fields: Fields = [
        *recipients(draft),
        subject_field(draft),
        ("From", from_value(draft)),
        *([("Reply-To", draft.sender.address)] if kept.random() < 0.5 else reply_to(draft)),
        ("MIME-Version", "1.0"),
        *([("List-Unsubscribe", f"<{leave}>")] if draft.has("list_unsubscribe") else []),
        *([("Precedence", "bulk")] if draft.has("precedence") else []),
        *thread_fields(draft),
        ("Message-ID", message_id),
        date_field(draft),
        *(own if draft.has("own_fields") else []),
        *body.fields,
    ]
    return sent(draft, route, message_id, fields, body, f"bounce@{draft.sender.host}" if kept.random() < 0.4 else "")


def ticket_system(draft: Draft) -> Sent:
    """A help desk: an agent's answer, or what its rules send."""
    draw, kept = draft.draw, draft.kept("ticket_system")
    firm = draft.sender.firm
    desk = kept.choice(("support", "help", "service", "tickets"))
    address = f"{desk}@{draft.sender.domain}"
    display = kept.choice((f"{draft.sender.first} ({firm})", f"{firm} Support", firm))
    draft = draft._replace(
        conversation=draft.conversation._replace(sender=draft.sender._replace(address=address, display=display))
    )
    route = hoster(draft, f"out-pod{kept.randint(1, 30)}.desk.example")
    kind = kept.choice(("zendesk", "otrs", "rails"))
    number = draw.randint(10**4, 10**7)
    message_id = {
        "zendesk": f"<{token(draw, BASE36.upper(), 10)}_{token(draw, HEX, 12)}_{number}_sprut@zendesk.com>",
        "otrs": f"<{milliseconds(draft.date) // 1000}.{number}.{number + 7}@{draft.sender.domain}>",
        "rails": f"<{token(draw, HEX, 13)}_{token(draw, HEX, 14)}@{draft.sender.domain}.mail>",
    }[kind]
    boundary = f"--==_mimepart_{token(draw, HEX, 12)}_{token(draw, HEX, 20)}"
    body = bodies(draft, boundary, "utf-8", kept.random() < 0.7)
    own: Fields = (
        {
            "zendesk": [
                ("X-Mailer", "Zendesk Mailer"),
                ("X-Zendesk-From-Account-Id", token(kept, HEX, 7)),
                ("X-Zendesk-Email-Id", token(draw, BASE36.upper(), 26)),
            ],
            "otrs": [("X-Mailer", "OTRS Mail Service (6.0.30)"), ("X-Powered-By", "OTRS (https://otrs.com/)")],
            "rails": [("X-Ticket-Id", str(number))],
        }[kind]
        if draft.has("own_fields")
        else []
    )
    fields: Fields = [
        date_field(draft, utc=True),
        ("From", from_value(draft)),
        (
            "Reply-To",
            mailbox(firm, f"{desk}+id{number}@{draft.sender.domain}", draw) if kept.random() < 0.5 else address,
        ),
        *recipients(draft),
        ("Message-ID", message_id),
        *thread_fields(draft),
        subject_field(draft),
        ("MIME-Version", "1.0"),
        *body.fields,
        *([("Auto-Submitted", "auto-generated")] if draft.has("automatic") else []),
        *([("X-Auto-Response-Suppress", "All")] if kept.random() < 0.4 else []),
        *own,
    ]
    return sent(draft, route, message_id, fields, body)


def web_form(draft: Draft) -> Sent:
    """The reader's own website sends what somebody typed there; answers go to them."""
    draw, kept = draft.draw, draft.kept("web_form")
    person, site = draft.sender, draft.reader.domain
    robot = kept.choice(("wordpress", "noreply", "web", "info", "website"))
    display = kept.choice((person.name, draft.reader.firm, "WordPress", ""))
    posing = person._replace(address=f"{robot}@{site}", display=display)
    as_site = draft._replace(conversation=draft.conversation._replace(sender=posing))
    route = hoster(as_site, "")
    message_id = f"<{token(draw, BASE62, 42)}@{site}>"
    text = draft.letter.text
    if kept.random() < 0.5:
        text += f"\n\n-- \n{phrases_of(draft.letter.language).form.format(f'{draft.reader.firm} (https://{site})')}"
    body = text_body(text + "\n", charset="UTF-8", encoding="" if kept.random() < 0.6 else "8bit")
    fields: Fields = [
        date_field(draft, utc=True),
        *recipients(draft),
        ("From", from_value(as_site)),
        ("Reply-To", mailbox("" if kept.random() < 0.5 else person.name, person.address, draw)),
        subject_field(draft),
        ("Message-ID", message_id),
        *(
            [
                (
                    "X-Mailer",
                    kept.choice((f"PHPMailer 6.8.1 ({PHPMAILER})", "WPMailSMTP/Mailer/smtp 3.11.1", "WPForms")),
                )
            ]
            if draft.has("own_fields")
            else []
        ),
        *([("X-WPCF7-Content-Type", "text/plain"), ("X-Form-Id", uuid(kept))] if kept.random() < 0.3 else []),
        ("MIME-Version", "1.0"),
        *body.fields,
    ]
    return sent(as_site, route, message_id, fields, body)
