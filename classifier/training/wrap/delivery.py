"""`Sent` → octets in the reader's mailbox: what the receiving side writes above, and for Microsoft below, a message.

Whose mail host receives depends on the reader alone, never on the letter.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from classifier.training.wrap.draft import Draft, Sent
from classifier.training.wrap.mime import Fields, header
from classifier.training.wrap.routes import pacific, stamp
from classifier.training.wrap.tokens import (
    BASE36,
    HEX,
    address_of,
    base64_lines,
    base64_token,
    exchange_server,
    exim_id,
    hex_groups,
    queue_id,
    token,
    uuid,
)

PASSES = 0.93
"""Share of mails whose sender's host is one that its domain names (SPF): forwarding breaks it for everybody alike."""
UNTOLD = 0.12
"""Share of mails that bear no word of the receiving side."""
FILTERED = 0.35
"""Share of hosts that write a spam filter's findings into what they take in; drawn without a look at the mail."""

Receiver = Callable[[Sent, Draft, random.Random], Fields]


def delivered(sent: Sent, draft: Draft) -> bytes:
    """The message as a mailbox holds it."""
    provider = draft.reader.host.partition(".")[0]
    if draft.kept("untold").random() < UNTOLD:
        receiver = ""
    elif provider in ("gmail", "outlook", "hotmail", "live"):
        receiver = "google" if provider == "gmail" else "microsoft"
    elif not draft.reader.host.endswith(".example"):
        receiver = "postfix"
    else:
        receiver = draft.kept("receiver").choice(
            ("postfix", "postfix", "postfix", "exim", "google", "google", "microsoft", "microsoft")
        )
    return received(sent, draft, receiver)


def received(sent: Sent, draft: Draft, receiver: str) -> bytes:
    """The message as a mailbox at a host of `RECEIVERS` holds it."""
    return header(RECEIVERS[receiver](sent, draft, draft.draw)) + b"\n" + sent.octets


def _nobody(sent: Sent, draft: Draft, draw: random.Random) -> Fields:
    """Kept where it was written, or exported by a program that drops what servers say."""
    del draft, draw
    dropped = (
        "received",
        "x-received",
        "x-gm-message-state",
        "x-gm-gg",
        "x-google-smtp-source",
        "dkim-signature",
        "x-google-dkim-signature",
        "arc-seal",
        "arc-message-signature",
        "arc-authentication-results",
    )
    return [field for field in sent.fields if field[0].lower() not in dropped]


def _postfix(sent: Sent, draft: Draft, draw: random.Random) -> Fields:
    kept = draft.kept("receiving postfix")
    reader = draft.reader
    mx = f"{kept.choice(('mx', 'mail', 'mx1'))}.{_host_of(reader.host)}"
    when = stamp(draft.date + timedelta(seconds=draw.randint(1, 40)))
    secured = kept.choice(
        (
            "",
            "\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n"
            "\t key-exchange X25519 server-signature RSA-PSS (2048 bits))\n"
            "\t(No client certificate requested)",
        )
    )
    fields: Fields = [
        ("Return-Path", f"<{sent.bounce}>"),
        *([("X-Original-To", reader.address)] if kept.random() < 0.6 else []),
        ("Delivered-To", reader.address),
        (
            "Received",
            f"from {sent.host} ({sent.host} [{sent.ip}]){secured}\n"
            f"\tby {mx} (Postfix) with ESMTPS id {queue_id(draw)}\n\tfor <{reader.address}>; {when}",
        ),
    ]
    if kept.random() < 0.7:
        fields.append(("Authentication-Results", f"{mx};\n\t{_findings(sent, draft, draw, ';' + chr(10) + chr(9))}"))
    if kept.random() < FILTERED:
        score = draw.uniform(-3, 4)
        fields += [
            ("X-Spam-Score", f"{score:.1f}"),
            (
                "X-Spam-Status",
                f"No, score={score:.1f} required=5.0 tests=HTML_MESSAGE,\n"
                "\tSPF_HELO_NONE autolearn=no autolearn_force=no version=4.0.0",
            ),
        ]
    return fields + sent.fields


def _exim(sent: Sent, draft: Draft, draw: random.Random) -> Fields:
    kept = draft.kept("receiving exim")
    reader = draft.reader
    when = stamp(draft.date + timedelta(seconds=draw.randint(1, 40)))
    fields: Fields = [
        ("Return-path", f"<{sent.bounce}>"),
        ("Envelope-to", reader.address),
        ("Delivery-date", when),
        (
            "Received",
            f"from {sent.host} ([{sent.ip}]:{draw.randint(30000, 60000)})\n"
            f"\tby host{kept.randint(2, 90)}.hosting.example with esmtps  (TLS1.3) tls TLS_AES_256_GCM_SHA384\n"
            f"\t(Exim 4.{kept.choice((94, 96, 98))})\n\t(envelope-from <{sent.bounce}>)\n"
            f"\tid {exim_id(draw)}\n\tfor {reader.address};\n\t{when}",
        ),
    ]
    if kept.random() < FILTERED:
        fields += [
            ("X-Spam-Status", f"No, score={draw.uniform(-3, 4):.1f}"),
            ("X-Spam-Bar", "/"),
            ("X-Spam-Flag", "NO"),
        ]
    return fields[:-2] + sent.fields + fields[-2:] if len(fields) > 5 else fields + sent.fields


def _google(sent: Sent, draft: Draft, draw: random.Random) -> Fields:
    reader = draft.reader
    when = pacific(draft.date + timedelta(seconds=draw.randint(1, 40)))
    name = f"2002:a05:{hex_groups(draw, 4, 3)}:b0:{hex_groups(draw, 3, 4, 4)}"
    seconds = int(draft.date.timestamp())
    findings = _findings(sent, draft, draw, ";\n       ")
    number = f"{token(draw, HEX, 20)}si{draw.randint(10**5, 10**8)}{token(draw, BASE36, 3)}"
    known = "spf=pass" in findings
    verdict = f"{'pass' if known else 'softfail'} (google.com: domain of {sent.bounce or 'postmaster@' + sent.host}"
    verdict += " designates" if known else " does not designate"
    fields: Fields = [
        ("Delivered-To", reader.address),
        (
            "Received",
            f"by {name} with SMTP id {token(draw, BASE36, 12)}csp{draw.randint(10**5, 10**7)}{token(draw, HEX, 3)};\n"
            f"        {when}",
        ),
        ("X-Google-Smtp-Source", f"AGHT+I{base64_token(draw, 51)}"),
        (
            "X-Received",
            f"by {name} with SMTP id\n"
            f"        {token(draw, BASE36, 18)}.{draw.randint(1, 60)}.{seconds * 1000 + draw.randint(0, 999)};\n"
            f"        {when}",
        ),
        (
            "ARC-Seal",
            f"i=1; a=rsa-sha256; t={seconds}; cv=none;\n        d=google.com; s=arc-20240605;\n"
            f"        b={base64_lines(draw, 256, 70, '         ')}",
        ),
        (
            "ARC-Message-Signature",
            "i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605;\n"
            "        h=to:subject:message-id:date:from:mime-version:dkim-signature;\n"
            f"        bh={base64_token(draw, 32)};\n        b={base64_lines(draw, 256, 70, '         ')}",
        ),
        ("ARC-Authentication-Results", f"i=1; mx.google.com;\n       {findings}"),
        ("Return-Path", f"<{sent.bounce}>"),
        (
            "Received",
            f"from {sent.host} ({sent.host}. [{sent.ip}])\n"
            f"        by mx.google.com with ESMTPS id {number}.{draw.randint(1, 900)}\n"
            f"        for <{reader.address}>\n"
            f"        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n        {when}",
        ),
        (
            "Received-SPF",
            f"{verdict} {sent.ip} as permitted sender) client-ip={sent.ip};",
        ),
        ("Authentication-Results", f"mx.google.com;\n       {findings}"),
    ]
    return fields + sent.fields


def _microsoft(sent: Sent, draft: Draft, draw: random.Random) -> Fields:
    server, region = exchange_server(draft.kept("receiving exchange"))
    other, _ = exchange_server(draw)
    arrived = draft.zone_utc + timedelta(seconds=draw.randint(1, 40))
    findings = _findings(sent, draft, draw, ";\n ").replace("header.i=@", "header.d=")
    build = f"15.20.{draw.randint(5000, 8999)}.{draw.randint(10, 39)}"
    front = f"{token(draw, 'ABCDEFGHKLMNPRSTVXZ0123456789', 20)}.mail.protection.outlook.com"
    mapi = "Microsoft SMTP Server (version=TLS1_3,\n cipher=TLS_AES_256_GCM_SHA384)"
    fields: Fields = [
        (
            "Received",
            f"from {other}.{region}.prod.outlook.com (2603:10a6:{token(draw, HEX, 3)}::{draw.randint(1, 30)})\n"
            f" by {server}.{region}.prod.outlook.com with HTTPS; {stamp(arrived)}",
        ),
        ("Authentication-Results", f"{findings}; compauth=pass reason=100"),
        (
            "Received-SPF",
            f"{'Pass' if 'spf=pass' in findings else 'None'} (protection.outlook.com: domain of {sent.host}\n"
            f" designates {sent.ip} as permitted sender)\n"
            f" receiver=protection.outlook.com; client-ip={sent.ip}; helo={sent.host}; pr=C",
        ),
        (
            "Received",
            f"from {sent.host} ({sent.ip}) by\n {front} ({address_of(draw, '10.167')}) with {mapi} id\n"
            f" {build}; {stamp(arrived)}",
        ),
    ]
    below: Fields = [
        ("Return-Path", sent.bounce),
        ("X-MS-Exchange-Organization-ExpirationStartTime", f"{arrived:%d %b %Y %H:%M:%S}.0000 (UTC)"),
        ("X-MS-Exchange-Organization-Network-Message-Id", uuid(draw)),
        ("X-EOPAttributedMessage", "0"),
        ("X-MS-Exchange-Organization-MessageDirectionality", "Incoming"),
        ("X-MS-Exchange-Organization-AuthSource", front),
        ("X-MS-Exchange-Organization-AuthAs", "Anonymous"),
        ("X-MS-Exchange-Organization-SCL", "1"),
        ("X-Microsoft-Antispam", "BCL:0;"),
        ("X-MS-Exchange-Transport-EndToEndLatency", f"00:00:0{draw.randint(1, 9)}.{draw.randint(10**6, 10**7 - 1)}"),
    ]
    if not sent.bounce:
        below[0] = ("Return-Path", "<>")
    return fields + sent.fields + below


def _findings(sent: Sent, draft: Draft, draw: random.Random, between: str) -> str:
    """What a receiver finds of signatures and of the host (RFC 8601)."""
    parts = [f"dkim=pass header.i=@{signer} header.s=s1 header.b={token(draw, BASE36, 8)}" for signer in sent.signers]
    good = draw.random() < PASSES
    where = sent.bounce or f"postmaster@{sent.host}"
    parts.append(
        f"spf={'pass' if good else draw.choice(('softfail', 'none', 'neutral'))} "
        f"({sent.host}: sender {sent.ip}) smtp.mailfrom={where}"
    )
    author = draft.sender.host
    aligned = author in sent.signers or (good and where.endswith(author))
    parts.append(f"dmarc={'pass' if aligned else draw.choice(('none', 'fail'))} (p=NONE) header.from={author}")
    return between.join(parts)


def _host_of(domain: str) -> str:
    return domain if domain.endswith(".example") else f"mx.{domain}"


RECEIVERS: dict[str, Receiver] = {
    "": _nobody,
    "postfix": _postfix,
    "exim": _exim,
    "google": _google,
    "microsoft": _microsoft,
}
"""Who runs a mailbox → what its hosts write; nobody tells where mail was kept by who wrote it."""
