"""How mail leaves its sender: the first Received fields and signatures, by who runs the mailbox."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import NamedTuple

from classifier.training.wrap.draft import Draft, summer
from classifier.training.wrap.mime import Fields
from classifier.training.wrap.tokens import (
    BASE36,
    BASE62,
    DIGITS,
    HEX,
    URL_SAFE,
    address_of,
    base64_lines,
    base64_token,
    exchange_server,
    exim_id,
    hex_groups,
    queue_id,
    token,
)

OWN_SIGNATURE = 0.75
"""Share of hosted domains that sign (DKIM); all large providers do."""


class Route(NamedTuple):
    """The upper part of a header as the sender's side writes it."""

    fields: Fields
    """Newest first."""
    host: str
    ip: str
    signers: tuple[str, ...] = ()


def pacific(date: datetime) -> str:
    """A date as Google's servers tell it: in California."""
    ahead = summer(date)
    return stamp(date.astimezone(timezone(timedelta(hours=-7 if ahead else -8))), "PDT" if ahead else "PST")


def stamp(date: datetime, zone: str = "") -> str:
    """A date as in Received: ``Thu, 3 Mar 2022 18:15:29 +0000 (UTC)``."""
    text = format_datetime(date)
    return f"{text} ({zone})" if zone else text


def signature(
    domain: str, selector: str, names: list[str], draw: random.Random, date: datetime, style: str
) -> tuple[str, str]:
    """A DKIM-Signature field (RFC 6376) with random digests, folded as ``google``, ``postfix`` or ``exim`` does."""
    indent = {"google": "        ", "postfix": "\t"}.get(style, " ")
    width = {"google": 72, "postfix": 66}.get(style, 64)
    seconds = int(date.timestamp())
    times = f"; t={seconds}" + (f"; x={seconds + 604_800}" if style == "google" else "")
    if style == "exim":
        head = f"v=1; a=rsa-sha256; q=dns/txt; c=relaxed/relaxed;\n{indent}d={domain}; s={selector};"
    else:
        head = (
            f"v=1; a=rsa-sha256; c=relaxed/{draw.choice(('relaxed', 'simple'))};\n"
            f"{indent}d={domain}; s={selector}{times};"
        )
    h = "h="
    for i, name in enumerate(names):
        long = len(h) - h.rfind("\n") + len(name) > 72
        h += (":" if i else "") + (f"\n{indent} " if long else "") + (name.lower() if style == "google" else name)
    h += ";"
    return (
        "DKIM-Signature",
        f"{head}\n{indent}{h}\n{indent}bh={base64_token(draw, 32)};\n"
        f"{indent}b={base64_lines(draw, 256, width, indent)}",
    )


SIGNED = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
"""Fields that a signature covers, as a rule."""


def google(draft: Draft, client: str) -> Route:
    """Gmail and Workspace.

    Args:
        draft: the letter.
        client: ``web``, ``api`` (a program over HTTP, told by its number), or the name of an SMTP client.
    """
    draw, kept = draft.draw, draft.kept("google")
    number = f"{draw.choice('abcdefghijkl')}{draw.choice('abcdefghijklmnop')}1"
    host = f"mail-{number}-f{draw.randint(41, 182)}.google.com"
    domain = draft.sender.host
    utc = draft.zone_utc
    when = pacific(utc)
    signed = domain
    if domain not in ("gmail.com", "googlemail.com") and kept.random() < 0.35:
        # A Workspace whose owner never set up a signature of their own.
        signed = f"{domain.replace('.', '-')}.20230601.gappssmtp.com"
    selector = "20230601" if signed == "gmail.com" or "gapps" in signed else "google"
    names = [
        "to",
        "subject",
        "message-id",
        "date",
        "from",
        *(["in-reply-to", "references"] if draft.answered else []),
        "mime-version",
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "reply-to",
    ]
    number = f"{token(draw, HEX, 20)}so{draw.randint(10**6, 10**7)}{token(draw, BASE36, 3)}"
    mark = f"{token(draw, HEX, 12)}-{token(draw, HEX, 12)}mr{draw.randint(10**6, 10**8)}{token(draw, BASE36, 2)}"
    fields: Fields = [
        (
            "Received",
            f"by {host} with SMTP id {number}.{draw.randint(0, 3)}\n        for <{draft.reader.address}>; {when}",
        ),
        signature(signed, selector, names, draw, utc, "google"),
        (
            "X-Google-DKIM-Signature",
            signature("1e100.net", "20230601", ["x-gm-message-state", *names], draw, utc, "google")[1],
        ),
        ("X-Gm-Message-State", f"AOJu0Y{token(draw, URL_SAFE, 54)}\n\t{token(draw, URL_SAFE, 40)}"),
    ]
    if draw.random() < 0.6:
        fields.append(("X-Gm-Gg", f"ASbGnc{token(draw, URL_SAFE, 60)}"))
    fields.append(("X-Google-Smtp-Source", f"AGHT+I{token(draw, BASE62 + '+/', 70)}=="))
    fields.append(
        (
            "X-Received",
            f"by 2002:a05:{hex_groups(draw, 4, 3)}:b0:{hex_groups(draw, 3, 4, 4)} with SMTP id\n"
            f" {mark}.{draw.randint(1, 60)}.{int(utc.timestamp() * 1000)}; {when}",
        )
    )
    if client == "web" and kept.random() < 0.15:
        fields.append(("Received", f"by 2002:a05:{hex_groups(draw, 4, 4, 4)}:0:0:0:0 with HTTP;\n {when}"))
    if client == "api":
        fields.append(
            (
                "Received",
                f"from {token(kept, '123456789', 12)} named unknown by gmailapi.google.com with\n HTTPREST; {when}",
            )
        )
    elif client != "web":
        fields.append(
            (
                "Received",
                f"from {client} ({address_of(kept)}. [{address_of(kept)}])\n"
                f"        by smtp.gmail.com with ESMTPSA id {mark.replace('mr', 'sm')}.{draw.randint(1, 60)}\n"
                f"        for <{draft.reader.address}>\n"
                f"        (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128);\n        {when}",
            )
        )
    return Route(fields, host, address_of(draw, "209.85"), (signed,))


def microsoft(draft: Draft, server: str, region: str) -> Route:
    """Exchange Online and outlook.com. Their hops are told by their own servers."""
    draw, kept = draft.draw, draft.kept("microsoft")
    utc = draft.zone_utc
    domain = draft.sender.host
    free = domain in ("outlook.com", "hotmail.com", "live.com")
    signed = domain
    if not free and kept.random() < 0.45:
        # A tenant without a signature of its own.
        signed = f"{domain.partition('.')[0]}.onmicrosoft.com"
    selector = "selector1" if free or signed == domain else f"selector2-{signed.replace('.', '-')}"
    other, _ = exchange_server(kept)
    names = ["From", "Date", "Subject", "Message-ID", "Content-Type", "MIME-Version", "X-MS-Exchange-SenderADCheck"]
    build = f"15.20.{draw.randint(5000, 8999)}.{draw.randint(10, 39)}"
    host = f"mail-{token(draw, BASE36, 12)}.outbound.protection.outlook.com"
    when = stamp(utc)
    fields: Fields = []
    if draw.random() < 0.7:
        seconds = int(utc.timestamp())
        fields += [
            (
                "ARC-Seal",
                "i=1; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=none;\n"
                f" b={base64_lines(draw, 256, 70, ' ')}",
            ),
            (
                "ARC-Message-Signature",
                f"i=1; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com;\n s=arcselector10001; t={seconds};\n"
                f" h={chr(58).join(names[:5])};\n bh={base64_token(draw, 32)};\n"
                f" b={base64_lines(draw, 256, 70, ' ')}",
            ),
            (
                "ARC-Authentication-Results",
                "i=1; mx.microsoft.com 1; spf=pass\n"
                f" smtp.mailfrom={domain}; dmarc=pass action=none header.from={domain};\n"
                f" dkim=pass header.d={domain}; arc=none",
            ),
        ]
    fields += [
        signature(signed, selector, names, draw, utc, "microsoft"),
        (
            "Received",
            f"from {server}.{region}.prod.outlook.com (2603:10a6:{hex_groups(draw, 3, 3)}::{draw.randint(1, 30)})\n"
            f" by {other}.{region}.prod.outlook.com (2603:10a6:{hex_groups(draw, 3, 2)}::{draw.randint(1, 30)}) with\n"
            " Microsoft SMTP Server (version=TLS1_2,\n"
            f" cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id {build}; {when}",
        ),
        (
            "Received",
            f"from {server}.{region}.prod.outlook.com\n"
            f" ([fe80::{hex_groups(draw, 4, 4, 4, 4)}]) by {server}.{region}.prod.outlook.com\n"
            f" ([fe80::{hex_groups(draw, 4, 4, 4, 4)}%{draw.randint(2, 9)}]) with mapi id {build}; {when}",
        ),
    ]
    return Route(fields, host, address_of(draw, "40.107"), (signed,))


def hoster(draft: Draft, client: str, style: str = "") -> Route:
    """A mail host with Postfix or Exim, of a provider or the firm's own.

    Args:
        draft: the letter.
        client: name of the computer that hands the mail in; empty for a script on the host itself.
        style: ``postfix`` or ``exim``; by default either.
    """
    draw, kept = draft.draw, draft.kept("hoster")
    domain = draft.sender.host
    free = not domain.endswith(".example")
    host = (
        f"{kept.choice(('mout', 'smtp', 'out1'))}.{domain}"
        if free
        else kept.choice(
            (
                f"mail.{domain}",
                f"mail.{domain}",
                f"srv{kept.randint(2, 90)}.hosting.example",
                f"mx{kept.randint(1, 9)}.mailhoster.example",
            )
        )
    )
    style = style or ("exim" if kept.random() < 0.35 and not free else "postfix")
    zone = draft.date if kept.random() < 0.6 else draft.date.astimezone(UTC)
    name = f"{client} (unknown [{address_of(kept)}])" if style == "postfix" else f"[{address_of(kept)}] (helo={client})"
    if style == "exim":
        how = (
            f"from {name}\n by {host} with esmtpsa  (TLS1.3) tls TLS_AES_256_GCM_SHA384\n"
            if client
            else f"from {draft.sender.host.partition('.')[0]} by {host} with local\n"
        )
        received = (
            f"{how} (Exim 4.{draw.choice((94, 95, 96, 97, 98))})\n (envelope-from <{draft.sender.address}>)\n"
            f" id {exim_id(draw)}\n for {draft.reader.address};\n {stamp(zone)}"
        )
    elif client:
        received = (
            f"from {name}\n\tby {host} (Postfix) with ESMTPSA id {queue_id(draw)}\n"
            f"\tfor <{draft.reader.address}>; {stamp(zone)}"
        )
    else:
        received = (
            f"by {host} (Postfix, from userid {kept.choice((33, 48, 1000, 1001))})\n"
            f"\tid {queue_id(draw)}; {stamp(zone)}"
        )
    fields: Fields = []
    signers: tuple[str, ...] = ()
    if free or kept.random() < OWN_SIGNATURE:
        selector = kept.choice(("default", "mail", "dkim", "s1", "x", token(kept, DIGITS, 8)))
        fields.append(signature(domain, selector, SIGNED, draw, draft.zone_utc, style))
        signers = (domain,)
    if client and style == "postfix" and draw.random() < 0.3:
        fields.append(
            (
                "X-Virus-Scanned",
                draw.choice(
                    (f"amavisd-new at {host}", f"Debian amavisd-new at {host}", "clamav-milter 0.103.8 at mail")
                ),
            )
        )
    return Route([*fields, ("Received", received)], host, address_of(kept), signers)


def outbound(draft: Draft, client: str) -> Route:
    """By whoever runs the sender's mailbox, for programs that hand mail in by SMTP."""
    domain = draft.sender.host
    kept = draft.kept("outbound")
    if domain.partition(".")[0] in ("outlook", "hotmail", "live"):
        return microsoft(draft, *exchange_server(kept))
    if domain == "gmail.com" or (domain.endswith(".example") and kept.random() < 0.3):
        return google(draft, client)
    return hoster(draft, client)
