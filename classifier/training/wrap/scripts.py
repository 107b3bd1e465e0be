"""Mail written by programs on a host of their own: scripts, applications, bulk mailers, ticket systems, web forms."""

from __future__ import annotations

from classifier.training.wrap import html
from classifier.training.wrap.draft import Draft, Sent
from classifier.training.wrap.mime import Body, Fields, text_body
from classifier.training.wrap.parts import (
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
from classifier.training.wrap.people import writes
from classifier.training.wrap.quotes import html_quotes
from classifier.training.wrap.routes import Route, hoster
from classifier.training.wrap.tokens import (
    BASE62,
    DIGITS,
    HEX,
    exim_id,
    java_id,
    milliseconds,
    postfix_id,
    python_id,
    token,
)

PHPMAILER = "https://github.com/PHPMailer/PHPMailer"


def sent(draft: Draft, route: Route, message_id: str, fields: Fields, body: Body, bounce: str = "") -> Sent:
    """A message of a program."""
    return Sent(
        [*route.fields, *fields],
        body.octets,
        message_id,
        bounce or draft.sender.address,
        route.host,
        route.ip,
        route.signers,
    )


def declared(draft: Draft) -> Fields:
    """What a program says of itself (RFC 3834 and its forerunners), where it says so."""
    fields: Fields = []
    if draft.has("precedence") and writes(draft.letter) != "person":
        fields.append(("Precedence", draft.kept("precedence").choice(("bulk", "list", "bulk"))))
    if draft.has("automatic") and writes(draft.letter) != "person":
        fields.append(
            draft.kept("automatic").choice(
                (
                    ("Auto-Submitted", "auto-generated"),
                    ("Auto-Submitted", "auto-generated"),
                    ("X-Auto-Response-Suppress", "OOF, AutoReply"),
                )
            )
        )
    return fields


def bodies(draft: Draft, boundary: str, charset: str = "utf-8", marked_up: bool = True) -> Body:
    """Plain and HTML part of a script, or plain alone."""
    text = plain_text(draft, "gmail")
    encoding = "" if text.isascii() else draft.kept("encoding").choice(("8bit", "quoted-printable", "base64"))
    plain = text_body(text, charset=charset, encoding=encoding)
    if not marked_up:
        return with_files(plain, draft, f"{boundary}_m")
    own = plain_text(draft._replace(quoted=()), "gmail").rstrip("\n")
    marked = text_body(
        f"<html><body>\n{html.script(own)}{html_quotes(draft, 'gmail')}</body></html>\n",
        "html",
        charset=charset,
        encoding=encoding,
    )
    return with_files(alternative(plain, marked, boundary, draft, html_alone=True), draft, f"{boundary}_m")


def php_mail(draft: Draft) -> Sent:
    """PHP's ``mail()``, on a web host."""
    draw, kept = draft.draw, draft.kept("php_mail")
    route = hoster(draft, "")
    message_id = (
        f"<E{exim_id(draw)}@{route.host}>" if kept.random() < 0.4 else postfix_id(draw, draft.zone_utc, route.host)
    )
    body = bodies(draft, f"PHP-alt-{token(draw, HEX, 32)}", "UTF-8", kept.random() < 0.4)
    fields: Fields = [
        *recipients(draft),
        subject_field(draft),
        *(
            [
                (
                    "X-PHP-Originating-Script",
                    f"{kept.choice((33, 48, 1000, 10012))}:{kept.choice(('mail', 'contact', 'send', 'index'))}.php",
                )
            ]
            if draft.has("own_fields")
            else []
        ),
        date_field(draft),
        ("From", from_value(draft)),
        *([("Reply-To", draft.sender.address)] if kept.random() < 0.4 else reply_to(draft)),
        *thread_fields(draft),
        *declared(draft),
        ("Message-Id", message_id),
        *(
            [("X-Mailer", f"PHP/{kept.choice(('7.4.33', '8.0.30', '8.1.27', '8.2.14'))}")]
            if kept.random() < 0.5
            else []
        ),
        ("MIME-Version", "1.0"),
        *body.fields,
    ]
    account = f"{draft.sender.host.partition('.')[0][:12]}@{route.host}"
    return sent(draft, route, message_id, fields, body, account if kept.random() < 0.5 else "")


def phpmailer(draft: Draft) -> Sent:
    """The library PHPMailer: shops, forms, WordPress, and scripts of senders."""
    draw, kept = draft.draw, draft.kept("phpmailer")
    route = hoster(
        draft, kept.choice(("localhost", f"www.{draft.sender.domain}", f"vps{kept.randint(100, 9999)}.hosting.example"))
    )
    name = token(draw, BASE62, 42)
    message_id = f"<{name}@{draft.sender.host}>"
    body = bodies(draft, f"b1={name}", "UTF-8" if kept.random() < 0.7 else "iso-8859-1", kept.random() < 0.75)
    fields: Fields = [
        date_field(draft),
        *recipients(draft),
        ("From", from_value(draft)),
        *([("Reply-To", draft.sender.address)] if kept.random() < 0.5 else reply_to(draft)),
        subject_field(draft),
        *thread_fields(draft),
        ("Message-ID", message_id),
        *([("X-Priority", "3")] if kept.random() < 0.2 else []),
        *(
            [
                (
                    "X-Mailer",
                    f"PHPMailer {kept.choice(('5.2.28', '6.1.7', '6.5.3', '6.8.0', '6.9.1'))} ({PHPMAILER})",
                )
            ]
            if draft.has("own_fields")
            else []
        ),
        *declared(draft),
        ("MIME-Version", "1.0"),
        *body.fields,
    ]
    return sent(draft, route, message_id, fields, body)


def python_script(draft: Draft) -> Sent:
    """Python's own mail package, from a server or somebody's desk."""
    draw, kept = draft.draw, draft.kept("python_script")
    computer = kept.choice(
        ("localhost", f"ip-10-0-{kept.randint(0, 90)}-{kept.randint(2, 250)}", f"app{kept.randint(1, 9)}")
    )
    route = hoster(draft, computer)
    message_id = python_id(draw, draft.date, computer if kept.random() < 0.6 else draft.sender.domain)
    body = bodies(draft, f"==============={token(draw, DIGITS, 19)}==", marked_up=kept.random() < 0.6)
    content, *encoding = body.fields
    fields: Fields = [
        content,
        ("MIME-Version", "1.0"),
        *encoding,
        subject_field(draft),
        ("From", from_value(draft)),
        *recipients(draft),
        *reply_to(draft),
        *thread_fields(draft),
        ("Message-ID", message_id),
        date_field(draft, utc=kept.random() < 0.5),
        *declared(draft),
    ]
    return sent(draft, route, message_id, fields, body)


def java_application(draft: Draft) -> Sent:
    """JavaMail: banks, shops, CRMs, Jenkins."""
    draw, kept = draft.draw, draft.kept("java_application")
    computer = f"{kept.choice(('app', 'srv', 'prod', 'node'))}{kept.randint(1, 40)}"
    route = hoster(draft, f"{computer}.{draft.sender.domain}")
    message_id = java_id(draw, draft.date, computer if draft.has("own_id") else draft.sender.host)
    body = bodies(
        draft, f"----=_Part_{draw.randint(10, 10**6)}_{draw.randint(10**7, 10**9)}.{milliseconds(draft.date)}", "UTF-8"
    )
    fields: Fields = [
        date_field(draft),
        ("From", from_value(draft)),
        *([("Sender", draft.sender.address)] if kept.random() < 0.15 else []),
        *reply_to(draft),
        *recipients(draft),
        ("Message-ID", message_id),
        *thread_fields(draft),
        subject_field(draft),
        ("MIME-Version", "1.0"),
        *body.fields,
        *declared(draft),
    ]
    return sent(draft, route, message_id, fields, body)


def bare_host(draft: Draft) -> Sent:
    """A line in a script and ``sendmail``: text and the least header that there is."""
    draw, kept = draft.draw, draft.kept("bare_host")
    route = hoster(draft, "", "postfix")
    message_id = postfix_id(draw, draft.zone_utc, route.host)
    text = draft.letter.text + "\n"
    body = text_body(text, encoding="8bit")
    fields: Fields = [
        ("From", from_value(draft)),
        *recipients(draft),
        subject_field(draft),
        *thread_fields(draft),
        *(declared(draft) if kept.random() < 0.5 else []),
        *([("MIME-Version", "1.0"), *body.fields] if kept.random() < 0.6 or not text.isascii() else []),
        ("Message-Id", message_id),
        date_field(draft),
    ]
    return sent(draft, route, message_id, fields, body)
