"""A message that went through a mailing list: what list servers write into everybody's mail."""

from __future__ import annotations

from classifier.training.wrap.draft import Draft, Sent
from classifier.training.wrap.mime import Body, Fields, multipart, text_body
from classifier.training.wrap.names import names_of
from classifier.training.wrap.tokens import BASE36, DIGITS, HEX, address_of, domain_word, queue_id, token

_MAILMAN_RULE = "_" * 47


def list_address(draft: Draft) -> str:
    """The list that a conversation goes through."""
    kept = draft.kept("list")
    names = names_of(draft.letter.language)
    topic = domain_word(kept.choice(names.trades))
    host = kept.choice(
        (f"lists.{domain_word(kept.choice(names.firms))}.example", "googlegroups.com", f"list.{topic}.example")
    )
    return f"{topic}-{kept.choice(('discuss', 'users', 'members', 'l', 'info'))}@{host}"


def through_list(sent: Sent, draft: Draft) -> Sent:
    """The message as the list server passes it on; To names the list already."""
    address = list_address(draft)
    name, _, host = address.partition("@")
    if host == "googlegroups.com":
        return _google_groups(sent, draft, name)
    kept = draft.kept("mailman")
    newer = kept.random() < 0.4
    fields: Fields = []
    tag = f"[{name}] " if kept.random() < 0.7 else ""
    for field, value in sent.fields:
        if field == "Subject" and tag and not value.startswith("=?"):
            value = tag + value
        elif field == "Subject" and tag:
            value = f"{tag.strip()}\n {value}"
        fields.append((field, value))
    received = (
        "Received",
        f"from {host} (localhost [127.0.0.1])\n"
        f"\tby {host} (Postfix) with ESMTP id {queue_id(draft.draw)};\n"
        f"\t{draft.zone_utc:%a, %d %b %Y %H:%M:%S} +0000 (UTC)",
    )
    own: Fields = [
        ("X-BeenThere", address),
        ("X-Mailman-Version", "3.3.9" if newer else "2.1.39"),
        ("Precedence", "list"),
        ("List-Id", f"<{name}.{host}>"),
        (
            "List-Unsubscribe",
            f"<mailto:{name}-leave@{host}>"
            if newer
            else f"<https://{host}/mailman/options/{name}>,\n <mailto:{name}-request@{host}?subject=unsubscribe>",
        ),
        ("List-Archive", f"<https://{host}/{'archives/list' if newer else 'pipermail'}/{name}/>"),
        ("List-Post", f"<mailto:{address}>"),
        ("List-Help", f"<mailto:{name}-request@{host}?subject=help>"),
        ("List-Subscribe", f"<mailto:{name}-join@{host}>"),
    ]
    if newer:
        own.insert(0, ("Message-ID-Hash", token(draft.draw, BASE36.upper(), 32)))
    else:
        own += [("Errors-To", f"{name}-bounces@{host}"), ("Sender", f'"{name}" <{name}-bounces@{host}>')]
    body = _with_footer(sent, draft, address, newer)
    content = body.fields
    kept_fields = [f for f in fields if f[0].lower() not in ("content-type", "content-transfer-encoding")]
    return sent._replace(
        fields=[received, *kept_fields, *own, *content],
        octets=body.octets,
        bounce=f"{name}-bounces@{host}",
        host=host,
        ip=address_of(kept),
        signers=(),
    )


def _with_footer(sent: Sent, draft: Draft, address: str, newer: bool) -> Body:
    """Mailman's footer, as a part of its own unless the body is one plain part in clear."""
    content = [f for f in sent.fields if f[0].lower() in ("content-type", "content-transfer-encoding")]
    name, _, host = address.partition("@")
    if newer:
        lines = [f"{name} mailing list -- {address}", f"To unsubscribe send an email to {name}-leave@{host}"]
    else:
        lines = [f"{name} mailing list", address, f"https://{host}/mailman/listinfo/{name}"]
    footer = "\n".join([_MAILMAN_RULE, *lines, ""])
    described = " ".join(value for _, value in content)
    if "text/plain" in described and "base64" not in described and "quoted" not in described:
        return Body(content, sent.octets.rstrip(b"\n") + f"\n\n{footer}".encode())
    boundary = f"==============={token(draft.draw, DIGITS, 19)}=="
    return multipart("mixed", boundary, [Body(content, sent.octets), text_body(footer, charset='"us-ascii"')])


def _google_groups(sent: Sent, draft: Draft, name: str) -> Sent:
    draw, kept = draft.draw, draft.kept("google_groups")
    address = f"{name}@googlegroups.com"
    number = token(kept, DIGITS[1:], 12)
    above: Fields = [
        ("X-BeenThere", address),
        ("X-Original-Sender", draft.sender.address),
        ("Sender", address),
    ]
    below: Fields = [
        ("Precedence", "list"),
        ("Mailing-list", f"list {address}; contact {name}+owners@googlegroups.com"),
        ("List-Id", f"<{name}.googlegroups.com>"),
        ("X-Google-Group-Id", number),
        ("List-Post", f"<https://groups.google.com/group/{name}/post>, <mailto:{address}>"),
        ("List-Help", f"<https://groups.google.com/support/>, <mailto:{name}+help@googlegroups.com>"),
        ("List-Unsubscribe", f"<mailto:googlegroups-manage+{number}+unsubscribe@googlegroups.com>"),
    ]
    return sent._replace(
        fields=[*above, *sent.fields, *below],
        bounce=f"{name}+bnc{token(draw, BASE36.upper(), 30)}@googlegroups.com",
        host=f"mail-{token(draw, HEX, 2)}1-f{draw.randint(50, 190)}.google.com",
        ip=address_of(draw, "209.85"),
        signers=("googlegroups.com",),
    )
