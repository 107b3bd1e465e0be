"""Programs of people, on other mailboxes: Apple's, Thunderbird, phones, webmail of providers."""

from __future__ import annotations

from classifier.training.wrap import html
from classifier.training.wrap.draft import Draft, Sent
from classifier.training.wrap.mime import Body, Fields, text_body, wrapped_text
from classifier.training.wrap.parts import (
    alternative,
    date_field,
    extension,
    from_value,
    plain_text,
    quotes_inside,
    recipients,
    reply_to,
    subject_field,
    thread_fields,
    with_files,
)
from classifier.training.wrap.phrases import phrases_of
from classifier.training.wrap.quotes import html_quotes
from classifier.training.wrap.routes import Route, hoster, outbound
from classifier.training.wrap.tokens import (
    BASE36,
    BASE62,
    DIGITS,
    apple_id,
    java_id,
    milliseconds,
    token,
    uuid,
    uuid_id,
)

IOS = ("18H17", "19H12", "20G75", "21G93", "22A3370", "22G86")
"""Builds of iOS 14 to 18, as its Mail names them."""


def sent(draft: Draft, route: Route, message_id: str, fields: Fields, body: Body) -> Sent:
    """A message of a program that has no header of its own kind above its fields."""
    return Sent(
        [*route.fields, *fields], body.octets, message_id, draft.sender.address, route.host, route.ip, route.signers
    )


def with_advertisement(draft: Draft, which: int) -> Draft:
    """The letter with what its phone puts below, for most of them."""
    if draft.kept("advertisement").random() < 0.45 or quotes_inside(draft):
        return draft
    line = phrases_of(draft.letter.language).phones[which]
    return draft._replace(letter=draft.letter._replace(text=f"{draft.letter.text}\n\n{line}"))


def apple_mail(draft: Draft) -> Sent:
    """Mail on a Mac."""
    draw, kept = draft.draw, draft.kept("apple_mail")
    message_id = apple_id(draw, draft.sender.host)
    text = plain_text(draft, "apple", mark="")
    own = plain_text(draft._replace(quoted=()), "apple", mark="").rstrip("\n")
    typed = f"{html.apple(own)}{html_quotes(draft, 'apple')}<br></body></html>"
    version = kept.choice(
        ("15.0 \\(3693.60.0.1.1\\)", "16.0 \\(3731.700.6\\)", "16.0 \\(3774.600.62\\)", "16.0 \\(3826.400.131.1.6\\)")
    )
    charset = "us-ascii" if text.isascii() else "utf-8"
    plain = text_body(text, charset=charset, encoding="quoted-printable", parameters="")
    marked = text_body(typed, "html", charset="us-ascii" if typed.isascii() else "utf-8", encoding="quoted-printable")
    body = alternative(plain, marked, f"Apple-Mail={uuid(draw).upper()}", draft)
    body = with_files(body, draft, f"Apple-Mail={uuid(draw).upper()}")
    mailer = version.split("\\(")[1].removesuffix("\\)")
    fields: Fields = [
        ("From", from_value(draft)),
        *body.fields,
        ("Mime-Version", f"1.0 (Mac OS X Mail {version})"),
        subject_field(draft),
        *([] if draft.answered else [("Message-Id", message_id)]),
        date_field(draft),
        *thread_fields(draft, "References"),
        *reply_to(draft),
        *recipients(draft),
        *thread_fields(draft, "In-Reply-To"),
        *([("Message-Id", message_id)] if draft.answered else []),
        ("X-Mailer", f"Apple Mail (2.{mailer})"),
    ]
    return sent(draft, outbound(draft, "smtpclient.apple"), message_id, fields, body)


def iphone(draft: Draft) -> Sent:
    """Mail on an iPhone or iPad."""
    draft = with_advertisement(draft, 0)
    draw, kept = draft.draw, draft.kept("iphone")
    message_id = apple_id(draw, draft.sender.host)
    text = plain_text(draft, "apple", mark="")
    own = plain_text(draft._replace(quoted=()), "apple", mark="").rstrip("\n")
    typed = f"{html.phone(own)}{html_quotes(draft, 'apple')}</body></html>"
    charset = "us-ascii" if text.isascii() else "utf-8"
    plain = text_body(text, charset=charset, encoding="" if text.isascii() else "quoted-printable")
    marked = text_body(typed, "html", charset="utf-8", encoding="quoted-printable")
    body = alternative(plain, marked, f"Apple-Mail-{uuid(draw).upper()}", draft)
    body = with_files(body, draft, f"Apple-Mail-{uuid(draw).upper()}")
    content, *encoding = body.fields
    fields: Fields = [
        content,
        *(encoding or [("Content-Transfer-Encoding", "7bit")]),
        ("From", from_value(draft)),
        ("Mime-Version", "1.0 (1.0)"),
        date_field(draft),
        subject_field(draft),
        ("Message-Id", message_id),
        *thread_fields(draft, "References", "In-Reply-To"),
        *recipients(draft),
        (
            "X-Mailer",
            f"{kept.choice(('iPhone', 'iPhone', 'iPhone', 'iPad'))} Mail ({kept.choice(IOS)})",
        ),
    ]
    return sent(draft, outbound(draft, "smtpclient.apple"), message_id, fields, body)


def thunderbird(draft: Draft) -> Sent:
    """Thunderbird, the fields in its own odd order."""
    draw, kept = draft.draw, draft.kept("thunderbird")
    message_id = uuid_id(draw, draft.sender.host)
    text = plain_text(draft, "thunderbird")
    own = plain_text(draft._replace(quoted=()), "thunderbird").rstrip("\n")
    plain = text_body(
        wrapped_text(text, 72, flowed=True),
        charset="UTF-8",
        encoding="" if text.isascii() else kept.choice(("8bit", "8bit", "base64", "quoted-printable")),
        parameters="; format=flowed",
    )
    typed = f"{html.mozilla(own)}{html_quotes(draft, 'thunderbird')}  </body>\n</html>\n"
    marked = text_body(typed, "html", charset="UTF-8", encoding="8bit")
    body = plain if kept.random() < 0.5 else alternative(plain, marked, f"------------{token(draw, BASE62, 24)}", draft)
    body = with_files(body, draft, f"------------{token(draw, BASE62, 24)}")
    agent = kept.choice(
        (
            "Mozilla Thunderbird",
            "Mozilla Thunderbird",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:91.0) Gecko/20100101\n Thunderbird/91.13.0",
            "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101\n Thunderbird/102.15.1",
        )
    )
    language = {"en": kept.choice(("en-US", "en-GB"))}.get(draft.letter.language, draft.letter.language)
    fields: Fields = [
        ("Message-ID", message_id),
        date_field(draft),
        ("MIME-Version", "1.0"),
        ("User-Agent", agent),
        *reply_to(draft),
        subject_field(draft),
        ("Content-Language", language),
        *recipients(draft),
        *thread_fields(draft, "References"),
        ("From", from_value(draft)),
        *([("Organization", draft.sender.firm)] if kept.random() < 0.15 and draft.sender.firm.isascii() else []),
        *thread_fields(draft, "In-Reply-To"),
        *body.fields,
    ]
    return sent(
        draft, outbound(draft, f"[192.168.{kept.randint(0, 3)}.{kept.randint(2, 250)}]"), message_id, fields, body
    )


def samsung(draft: Draft) -> Sent:
    """Samsung's app and others of Android, which may send HTML alone."""
    draft = with_advertisement(draft, 1)
    draw, kept = draft.draw, draft.kept("samsung")
    message_id = f"<{token(draw, BASE36, 16)}.{milliseconds(draft.date)}@email.android.com>"
    text = plain_text(draft, "desktop", mark="")
    own = plain_text(draft._replace(quoted=()), "desktop", mark="").rstrip("\n")
    typed = f"{html.phone(own)}{html_quotes(draft, 'apple')}</body></html>"
    plain = text_body(text, encoding="base64")
    marked = text_body(typed, "html", encoding="base64")
    alone = kept.random() < 0.35 and not quotes_inside(draft)
    boundary = f"--_com.samsung.android.email_{token(draw, DIGITS, 15)}"
    body = marked if alone else alternative(plain, marked, boundary, draft)
    body = with_files(body, draft, f"--_com.samsung.android.email_{token(draw, DIGITS, 16)}")
    fields: Fields = [
        date_field(draft),
        subject_field(draft),
        ("Message-ID", message_id),
        *([("Importance", "normal")] if kept.random() < 0.6 else []),
        ("From", from_value(draft)),
        *recipients(draft),
        *thread_fields(draft, "In-Reply-To", "References"),
        ("MIME-Version", "1.0"),
        *body.fields,
    ]
    return sent(
        draft,
        outbound(draft, f"[10.{kept.randint(0, 200)}.{kept.randint(0, 200)}.{kept.randint(2, 250)}]"),
        message_id,
        fields,
        body,
    )


def k9_mail(draft: Draft) -> Sent:
    """K-9 Mail and Thunderbird for Android: text alone."""
    draft = with_advertisement(draft, 3)
    draw, kept = draft.draw, draft.kept("k9_mail")
    message_id = f"<{uuid(draw).upper()}@{draft.sender.host}>"
    text = wrapped_text(plain_text(draft, "thunderbird"), 72)
    body = text_body(text, encoding="" if text.isascii() else "quoted-printable")
    body = with_files(body, draft, f"----{token(draw, BASE36.upper(), 30)}")
    fields: Fields = [
        date_field(draft),
        ("From", from_value(draft)),
        *recipients(draft),
        subject_field(draft),
        ("User-Agent", kept.choice(("K-9 Mail for Android", "Thunderbird for Android"))),
        *thread_fields(draft, "In-Reply-To", "References"),
        ("Message-ID", message_id),
        ("MIME-Version", "1.0"),
        *body.fields,
    ]
    return sent(draft, outbound(draft, f"[127.0.0.{kept.randint(1, 9)}]"), message_id, fields, body)


def yahoo_web(draft: Draft) -> Sent:
    """Yahoo's webmail."""
    draft = with_advertisement(draft, -1) if draft.kept("yahoo on a phone").random() < 0.3 else draft
    draw, kept = draft.draw, draft.kept("yahoo_web")
    message_id = java_id(draw, draft.date, "mail.yahoo.com")
    text = plain_text(draft, "thunderbird", mark="")
    own = plain_text(draft._replace(quoted=()), "thunderbird", mark="").rstrip("\n")
    style = "font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:13px;"
    lines = html.lines_of(own, '<div dir="ltr" data-setdir="false">{}</div>', "<div><br></div>")
    typed = (
        f'<html><head></head><body><div class="ydp{token(draw, BASE36, 8)}yahoo-style-wrap" style="{style}">'
        f"{lines}</div>{html_quotes(draft, 'apple')}</body></html>"
    )
    boundary = f"----=_Part_{draw.randint(10**5, 10**7)}_{draw.randint(10**7, 10**9)}.{milliseconds(draft.date)}"
    plain = text_body(text, charset="UTF-8", encoding="" if text.isascii() else "quoted-printable")
    body = alternative(plain, text_body(typed, "html", charset="UTF-8", encoding="quoted-printable"), boundary, draft)
    body = with_files(body, draft, boundary.replace("Part_", "Part_9"))
    fields: Fields = [
        date_field(draft, utc=True),
        ("From", from_value(draft)),
        *recipients(draft),
        *reply_to(draft),
        ("Message-ID", message_id),
        *thread_fields(draft, "In-Reply-To", "References"),
        subject_field(draft),
        ("MIME-Version", "1.0"),
        *body.fields,
        ("X-Mailer", f"WebService/1.1.{kept.randint(18000, 23999)} YMailNorrin"),
    ]
    return sent(draft, hoster(draft, "webmail", "postfix"), message_id, fields, body)


def gmx_web(draft: Draft) -> Sent:
    """GMX and WEB.DE: HTML alone."""
    draw, kept = draft.draw, draft.kept("gmx_web")
    host = f"3c-app-{kept.choice(('gmx', 'webde'))}-{kept.choice(('bs', 'bap'))}{kept.randint(10, 69)}"
    message_id = f"<trinity-{uuid(draw)}-{milliseconds(draft.date)}@{host}>"
    own = plain_text(draft._replace(quoted=()), "thunderbird").rstrip("\n")
    typed = (
        '<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;">'
        f"{html.lines_of(own, '<div>{}</div>', '<div>&nbsp;</div>')}{extension(draft)}{html_quotes(draft, 'apple')}"
        "</div></body></html>"
    )
    body = text_body(typed, "html", charset="UTF-8", encoding="" if typed.isascii() else "quoted-printable")
    body = with_files(body, draft, f"=-{token(draw, BASE62, 22)}==")
    fields: Fields = [
        ("MIME-Version", "1.0"),
        ("Message-ID", message_id),
        ("From", from_value(draft)),
        *recipients(draft),
        *reply_to(draft),
        subject_field(draft),
        *body.fields,
        date_field(draft),
        *thread_fields(draft, "In-Reply-To", "References"),
        ("Importance", "normal"),
        ("Sensitivity", "Normal"),
        ("X-Priority", "3"),
        ("X-Provags-ID", f"V03:K1:{token(draw, BASE62 + '+/', 60)}"),
        ("UI-OutboundReport", f"notjunk:1;M01:P0:{token(draw, BASE62, 11)}=;{token(draw, BASE62 + '+/', 50)}"),
    ]
    return sent(draft, hoster(draft, "webmail", "postfix"), message_id, fields, body)
