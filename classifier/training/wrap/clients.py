"""Programs of people, on Google and Microsoft: what Gmail and Outlook make of a letter."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.training.wrap import html
from classifier.training.wrap.draft import Draft, Sent
from classifier.training.wrap.html import Link, same
from classifier.training.wrap.mime import Body, Fields, text_body, wrapped_text
from classifier.training.wrap.parts import (
    Tail,
    alternative,
    charset_of,
    date_field,
    extension,
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
from classifier.training.wrap.routes import google, hoster, microsoft, outbound
from classifier.training.wrap.tokens import (
    HEX,
    base64_token,
    desktop_id,
    exchange_server,
    gmail_id,
    milliseconds,
    outlook_id,
    token,
    uuid,
)

GMAIL_WIDTH = 76
"""Gmail breaks lines of the plain part there."""


def gmail_web(draft: Draft) -> Sent:
    """Gmail in a browser."""
    return sent_by_gmail(draft, "web", gmail_body(draft))


def gmail_phone(draft: Draft) -> Sent:
    """Gmail's app: the same, with ``dir="auto"``."""
    return sent_by_gmail(draft, "web", gmail_body(draft, direction="auto"))


def gmail_api(draft: Draft) -> Sent:
    """A program that sends through Gmail's API for its user: mail clients of people, and everything else."""
    if draft.kept("api body").random() < 0.5:
        body = with_files(text_body(plain_text(draft, "gmail"), charset='"UTF-8"', named=False), draft, boundary(draft))
        return sent_by_gmail(draft, "api", body)
    return sent_by_gmail(draft, "api", gmail_body(draft))


def boundary(draft: Draft) -> str:
    """Gmail's boundary: zeros and the time."""
    return f"000000000000{token(draft.draw, HEX, 16)}"


def gmail_body(draft: Draft, link: Link = same, direction: str = "ltr", tail: Tail = Tail()) -> Body:
    """Plain and HTML part as Gmail writes them.

    Args:
        draft: the letter.
        link: counter that links lead through.
        direction: of the outermost ``div``.
        tail: what stands below the letter and above what is quoted.
    """
    text = plain_text(draft, "gmail", tail=tail.plain)
    plain = text_body(
        wrapped_text(text, GMAIL_WIDTH),
        charset='"UTF-8"',
        encoding="" if text.isascii() else draft.draw.choice(("base64", "quoted-printable")),
        named=False,
    )
    own = plain_text(draft._replace(quoted=()), "gmail").rstrip("\n")
    typed = html.gmail(own, link, direction) + tail.html + extension(draft) + html_quotes(draft, "gmail")
    body = alternative(
        plain, text_body(typed + "\n", "html", charset='"UTF-8"', encoding="quoted-printable"), boundary(draft), draft
    )
    return with_files(body, draft, boundary(draft))


def sent_by_gmail(
    draft: Draft, client: str, body: Body, message_id: str = "", extra: Sequence[tuple[str, str]] = ()
) -> Sent:
    """A body with the header of Gmail's own programs."""
    route = google(draft, client)
    message_id = message_id or gmail_id(draft.draw)
    fields: Fields = [
        *route.fields,
        ("MIME-Version", "1.0"),
        *thread_fields(draft, "References", "In-Reply-To"),
        *reply_to(draft),
        ("From", from_value(draft)),
        date_field(draft),
        *([("X-Gm-Features", f"AQt7F2{token(draft.draw, HEX, 30)}")] if draft.draw.random() < 0.3 else []),
        ("Message-ID", message_id),
        subject_field(draft),
        *recipients(draft),
        *extra,
        *body.fields,
    ]
    return Sent(fields, body.octets, message_id, draft.sender.address, route.host, route.ip, route.signers)


def outlook_365(draft: Draft) -> Sent:
    """Outlook on Exchange Online, for Windows or on the web."""
    return sent_by_exchange(draft, outlook_body(draft, "word" if draft.kept("outlook").random() < 0.55 else "office"))


def outlook_phone(draft: Draft) -> Sent:
    """Outlook for iOS and Android, with or without its advertisement."""
    text = draft.letter.text
    if draft.kept("advertisement").random() < 0.6:
        text += "\n\n" + phrases_of(draft.letter.language).phones[2]
    return sent_by_exchange(draft, outlook_body(draft._replace(letter=draft.letter._replace(text=text)), "office"))


def outlook_body(draft: Draft, program: str, link: Link = same, tail: Tail = Tail()) -> Body:
    """Plain and HTML part as Outlook writes them on Exchange; see `gmail_body`."""
    draw = draft.draw
    own = plain_text(draft._replace(quoted=()), "outlook", mark="").rstrip("\n")
    if program == "word":
        typed = (
            html.word(own, draft.letter.language, draw, link) + tail.html + html_quotes(draft, "desktop") + "</div>\n"
        )
    else:
        typed = html.office(own, link) + tail.html + html_quotes(draft, "outlook")
    text = plain_text(draft, "outlook", mark="", tail=tail.plain)
    charset = charset_of(text + typed, draw)
    encoding = "base64" if "utf-8" in charset and draw.random() < 0.6 else "quoted-printable"
    plain = text_body(text, charset=charset, encoding=encoding)
    body = alternative(
        plain,
        text_body(typed + "</body>\n</html>\n", "html", charset=charset, encoding=encoding),
        exchange_boundary(draft, "000"),
        draft,
        html_alone=True,
    )
    return with_files(body, draft, exchange_boundary(draft, "004"))


def exchange_boundary(draft: Draft, number: str) -> str:
    """``_000_MN2PR03MB5008DB1C…MN2PR03MB5008namp_``."""
    server, region = exchange_server(draft.kept("exchange"))
    return f"_{number}_{server}{token(draft.draw, '0123456789ABCDEF', 24)}A{server}{region[:4]}_"


def sent_by_exchange(draft: Draft, body: Body, message_id: str = "", extra: Sequence[tuple[str, str]] = ()) -> Sent:
    """A body with the header of Exchange Online."""
    draw = draft.draw
    server, region = exchange_server(draft.kept("exchange"))
    route = microsoft(draft, server, region)
    message_id = message_id or outlook_id(draw, server, region)
    subject = subject_field(draft)
    language = {"en": draft.kept("language").choice(("en-US", "en-GB")), "cs": "cs-CZ", "pt": "pt-BR"}.get(
        draft.letter.language, f"{draft.letter.language}-{draft.letter.language.upper()}"
    )
    content, *encoding = body.fields
    fields: Fields = [
        *route.fields,
        ("From", from_value(draft)),
        *recipients(draft),
        subject,
        ("Thread-Topic", subject[1]),
        ("Thread-Index", f"AQHb{base64_token(draw, 18)[4:]}{'=' * (draw.random() < 0.3)}"),
        date_field(draft, utc=True),
        ("Message-ID", message_id),
        *thread_fields(draft, "References", "In-Reply-To"),
        *reply_to(draft),
        ("Accept-Language", f"{language}, en-US"),
        ("Content-Language", language),
        ("X-MS-Has-Attach", "yes" if "mixed" in content[1] else ""),
        ("X-MS-TNEF-Correlator", ""),
        ("x-ms-publictraffictype", "Email"),
        ("x-ms-traffictypediagnostic", f"{server}:EE_"),
        ("x-ms-office365-filtering-correlation-id", uuid(draw)),
        ("x-ms-exchange-senderadcheck", "1"),
        ("x-ms-exchange-antispam-relay", "0"),
        (
            "x-microsoft-antispam",
            f"BCL:0;ARA:13230040|{draw.randint(300, 400)}016|{draw.randint(1000, 9999)}799024|38070700018",
        ),
        ("x-microsoft-antispam-message-info", f"=?us-ascii?Q?{token(draw, HEX, 56)}?="),
        *extra,
        content,
        *encoding,
        ("MIME-Version", "1.0"),
        ("X-OriginatorOrg", draft.sender.host),
        ("X-MS-Exchange-CrossTenant-AuthAs", "Internal"),
        (
            "X-MS-Exchange-CrossTenant-OriginalArrivalTime",
            f"{draft.zone_utc:%d %b %Y %H:%M:%S}.{milliseconds(draft.date) % 10000:04} (UTC)",
        ),
        ("X-MS-Exchange-CrossTenant-Network-Message-Id", uuid(draw)),
        ("X-MS-Exchange-Transport-CrossTenantHeadersStamped", server),
    ]
    return Sent(fields, body.octets, message_id, draft.sender.address, route.host, route.ip, route.signers)


def outlook_desktop(draft: Draft) -> Sent:
    """Outlook for Windows that hands its mail in by SMTP."""
    draw, kept = draft.draw, draft.kept("outlook_desktop")
    route = outbound(draft, f"DESKTOP{token(kept, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', 7)}")
    message_id = desktop_id(draw, draft.sender.host)
    number = token(draw, "0123456789ABCDEF", 17)
    part = f"----=_NextPart_000_{number[:4]}_01D{number[4:9]}.{number[9:]}"
    own = plain_text(draft._replace(quoted=()), "desktop", mark="").rstrip("\n")
    text = wrapped_text(plain_text(draft, "desktop", mark=""), 76)
    typed = html.word(own, draft.letter.language, draw) + html_quotes(draft, "desktop") + "</div>\n</body>\n</html>\n"
    charset = charset_of(text + typed, draw)
    encoding = "" if text.isascii() else draw.choice(("quoted-printable", "quoted-printable", "8bit"))
    marked = text_body(typed, "html", charset=charset, encoding="quoted-printable")
    body = alternative(text_body(text, charset=charset, encoding=encoding), marked, part, draft)
    body = with_files(body, draft, part.replace("_000_", "_001_"))
    language = {"en": kept.choice(("en-us", "en-gb")), "cs": "cs", "pt": "pt-br"}.get(
        draft.letter.language, draft.letter.language
    )
    fields: Fields = [
        *route.fields,
        *reply_to(draft),
        ("From", from_value(draft, quoted=True)),
        *recipients(draft),
        *thread_fields(draft, "References", "In-Reply-To"),
        subject_field(draft),
        date_field(draft),
        *([("Organization", draft.sender.firm)] if kept.random() < 0.15 and draft.sender.firm.isascii() else []),
        ("Message-ID", message_id),
        ("MIME-Version", "1.0"),
        *body.fields,
        ("X-Mailer", f"Microsoft Outlook {kept.choice(('16.0', '16.0', '15.0', '14.0'))}"),
        ("Thread-Index", f"AQ{base64_token(draw, 18)[2:]}{'=' * (draw.random() < 0.3)}"),
        ("Content-Language", language),
    ]
    return Sent(fields, body.octets, message_id, draft.sender.address, route.host, route.ip, route.signers)


def roundcube(draft: Draft) -> Sent:
    """The webmail of most hosters."""
    draw, kept = draft.draw, draft.kept("roundcube")
    route = hoster(draft, "webmail")
    message_id = f"<{token(draw, HEX, 32)}@{draft.sender.host}>"
    text = wrapped_text(plain_text(draft, "thunderbird"), 72)
    plain = text_body(text, charset="US-ASCII" if text.isascii() else "UTF-8", parameters=";\n format=flowed")
    own = html.paragraphs_of(plain_text(draft._replace(quoted=()), "thunderbird"), "<p>{}</p>")
    typed = f"{html.ROUNDCUBE_HEAD}{own}{html_quotes(draft, 'apple')}\n</body></html>\n"
    marked = text_body(typed, "html", charset="UTF-8", encoding="quoted-printable")
    body = plain if kept.random() < 0.4 else alternative(plain, marked, f"=_{token(draw, HEX, 32)}", draft)
    body = with_files(body, draft, f"=_{token(draw, HEX, 32)}")
    fields: Fields = [
        *route.fields,
        ("MIME-Version", "1.0"),
        date_field(draft),
        ("From", from_value(draft)),
        *recipients(draft),
        subject_field(draft),
        *reply_to(draft),
        *thread_fields(draft, "In-Reply-To", "References"),
        *(
            [("User-Agent", f"Roundcube Webmail/1.{kept.choice(('4.15', '5.2', '6.0', '6.6', '6.10'))}")]
            if kept.random() < 0.7
            else []
        ),
        ("Message-ID", message_id),
        *([("X-Sender", draft.sender.address)] if kept.random() < 0.7 else []),
        *([("Organization", draft.sender.firm)] if kept.random() < 0.1 and draft.sender.firm.isascii() else []),
        *body.fields,
    ]
    return Sent(fields, body.octets, message_id, draft.sender.address, route.host, route.ip, route.signers)
