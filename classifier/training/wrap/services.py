"""Mail sent by services: newsletters and campaigns, and what programs send through somebody else's hosts."""

from __future__ import annotations

import re

from classifier.training.wrap import html
from classifier.training.wrap.draft import Draft, Sent
from classifier.training.wrap.html import Link
from classifier.training.wrap.layouts import letter, tables
from classifier.training.wrap.mime import Body, Fields, encoded_words, multipart, text_body, wrapped_text
from classifier.training.wrap.parts import (
    date_field,
    from_value,
    recipients,
    reply_to,
    subject_field,
    thread_fields,
    with_files,
)
from classifier.training.wrap.people import writes
from classifier.training.wrap.phrases import phrases_of
from classifier.training.wrap.relays import RELAYS
from classifier.training.wrap.routes import SIGNED, signature, stamp
from classifier.training.wrap.tokens import (
    BASE36,
    BASE62,
    DIGITS,
    HEX,
    address_of,
    base64_token,
    milliseconds,
    token,
    uuid,
    uuid_id,
)
from classifier.training.wrap.vendors import CAMPAIGNS, Vendor

_OWN = re.compile(r"\{own:([^{}]*(?:\{\w+\}[^{}]*)?)\}")
FOOTED = {"person": 0.5, "editor": 0.85, "machine": 0.5}
"""Who writes → share of mail through a service that ends in the sender's postal address and a way out."""
DESIGNED = {"personal": 0.0, "outreach": 0.35, "newsletter": 0.7, "notification": 0.55, "junk": 0.5}
"""Kind → share of mail through a service that is laid out; what a person sends through a program is text."""


def filled(pattern: str, draft: Draft, url: str = "", host: str = "", fixed: bool = False) -> str:
    """A pattern of `vendors` with its ids drawn; ``fixed`` ones are the same in the whole conversation."""
    draw = draft.kept("ids") if fixed else draft.draw
    label = draft.kept("own domain").choice(("em", "mail", "send", "news"))
    own = f"{label}.{draft.sender.domain}" if draft.has("own_domain") else ""
    pattern = _OWN.sub(lambda match: own or match.group(1), pattern)
    simple = {
        "domain": draft.sender.domain,
        "reader": draft.reader.address.replace("@", "="),
        "mail": draft.reader.address.replace("@", "="),
        "mail2": draft.reader.address,
        "host": host,
        "url": url.replace(":", "%3A").replace("/", "%2F"),
        "stamp": f"{draft.zone_utc:%Y%m%d%H%M%S}",
        "dots": f"{draft.zone_utc:%Y.%m.%d}",
        "ms": str(milliseconds(draft.date)),
        "uuid": uuid(draw),
        "ses": f"0102{milliseconds(draft.date):012x}-{token(draw, HEX, 8)}-{uuid(draw)[9:]}-000000",
        "b22": token(draw, BASE62, 22),
        "b22low": token(draw, BASE36, 22),
        "b6": token(draw, BASE62, 6),
        "b6low": token(draw, BASE36, 6),
        "b62": token(draw, BASE62 + "-_", 62),
        "b64": base64_token(draw, 33),
        "n2": str(draw.randint(1, 99)),
        "n3": str(draw.randint(1, 250)),
    }
    sizes = {f"hex{n}": (HEX, n) for n in (2, 4, 6, 8, 10, 16, 24, 25, 32, 40, 60)} | {
        f"d{n}": (DIGITS[1:], n) for n in (7, 8, 10, 12, 16)
    }
    drawn = {name: token(draw, *size) for name, size in sizes.items() if f"{{{name}}}" in pattern}
    return pattern.format(**simple, **drawn)


def campaign(draft: Draft) -> Sent:
    """A service for newsletters."""
    return sent_by(draft, draft.kept("vendor").choice(CAMPAIGNS))


def program_service(draft: Draft) -> Sent:
    """A service for what programs send."""
    return sent_by(draft, draft.kept("vendor").choice(RELAYS))


def sent_by(draft: Draft, vendor: Vendor) -> Sent:
    """A letter through a vendor, laid out in tables or left as it was typed."""
    draw = draft.draw
    designed = draft.kept("designed").random() < DESIGNED[draft.letter.kind]
    host = filled(vendor.host, draft, fixed=True)
    bounce = filled(vendor.bounce, draft, host=host)
    own = uuid_id(draw, draft.sender.domain)
    message_id = filled(vendor.message_id, draft, host=host) if draft.has("own_id") else own
    unsubscribe = filled(vendor.unsubscribe, draft)
    domain = draft.sender.host
    # A free mailbox's provider signs for nobody else: mail in its name has the vendor's signature alone.
    signers = [domain] if domain.endswith(".example") and draft.kept("signed").random() < 0.85 else []
    third = filled(vendor.signer, draft, host=host)
    signers += [third] if third != domain else []
    fields: Fields = [
        signature(
            d, draft.kept("selector").choice(("s1", "k1", "mail", "scph0422")), SIGNED, draw, draft.zone_utc, "vendor"
        )
        for d in signers
    ]
    local = f"{token(draw, HEX, 12)}" if draw.random() < 0.5 else f"[{address_of(draw)}]"
    fields.append(
        (
            "Received",
            f"from {local} by {host} with HTTP id\n {token(draw, BASE62, 20)};\n {stamp(draft.zone_utc, 'UTC')}",
        )
    )
    body = with_files(body_of(draft, vendor, unsubscribe, designed), draft, f"mix-{token(draw, HEX, 20)}")
    fields += [
        date_field(draft, utc=draft.kept("utc").random() < 0.6),
        ("From", from_value(draft)),
        *([("Reply-To", draft.sender.address)] if draft.kept("reply to").random() < 0.35 else reply_to(draft)),
        *recipients(draft),
        ("Message-ID", message_id),
        *thread_fields(draft),
        subject_field(draft),
        ("MIME-Version", "1.0"),
        *body.fields,
        *bulk_fields(draft, vendor, unsubscribe, host),
    ]
    return Sent(fields, body.octets, message_id, bounce, host, address_of(draw, vendor.network), tuple(signers))


def bulk_fields(draft: Draft, vendor: Vendor, unsubscribe: str, host: str) -> Fields:
    """Fields of bulk and automatic mail, and those that name the vendor; each kind as the conversation's traces say."""
    fields: Fields = []
    kept = draft.kept("bulk")
    if draft.has("list_unsubscribe") and (draft.letter.kind in ("newsletter", "junk") or kept.random() < 0.5):
        mail = f"<mailto:unsubscribe-{token(draft.draw, BASE36, 16)}@{draft.sender.domain}>"
        fields.append(("List-Unsubscribe", kept.choice((f"<{unsubscribe}>", f"<{unsubscribe}>,\n {mail}"))))
        if kept.random() < 0.75:
            fields.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
        if kept.random() < 0.4:
            name = token(kept, HEX, 24)
            fields.append(
                ("List-Id", f"{encoded_words(draft.sender.firm, 'List-Id', kept)}\n <{name}.{draft.sender.domain}>")
            )
    if draft.has("precedence"):
        fields.append(("Precedence", "bulk"))
    if draft.has("automatic") and (writes(draft.letter) == "machine" or kept.random() < 0.2):
        fields.append(
            kept.choice(
                (
                    ("Auto-Submitted", "auto-generated"),
                    ("X-Auto-Response-Suppress", "All"),
                    ("X-Auto-Response-Suppress", "DR, OOF, AutoReply"),
                )
            )
        )
    if draft.has("own_fields"):
        fields += [(name, filled(value, draft, host=host)) for name, value in vendor.fields]
        if vendor.feedback:
            fields.append(("Feedback-ID", filled(vendor.feedback, draft, fixed=True)))
    return fields


def body_of(draft: Draft, vendor: Vendor, unsubscribe: str, designed: bool) -> Body:
    """Plain and HTML part."""
    draw, phrases = draft.draw, phrases_of(draft.letter.language)
    kept = draft.kept("body")
    who = writes(draft.letter)
    link: Link = (lambda url: filled(vendor.click, draft, url)) if draft.has("tracked") else html.same
    footer: list[str] = []
    if kept.random() < FOOTED[who]:
        footer.append(f"{draft.sender.firm}, {draft.sender.place}")
        if who != "machine":
            footer.append(kept.choice(phrases.because).format(draft.sender.firm))
    if who == "machine" and kept.random() < 0.4:
        footer.insert(0, phrases.automatic)
    leave = bool(footer) and draft.letter.kind != "personal" and (who != "machine" or draft.has("way_out"))
    text = draft.letter.text
    below = "\n".join([*footer, *([f"{phrases.unsubscribe.capitalize()}: {unsubscribe}"] if leave else [])])
    plain = text_body(
        wrapped_text(
            text + (f"\n\n{kept.choice(('--', '—' * 8, '=' * 30, '* * *'))}\n{below}" if below else "") + "\n",
            kept.choice((72, 76, 500)),
        ),
        charset="utf-8",
        encoding="" if kept.random() < 0.6 else "base64",
    )
    online = filled(vendor.click, draft, draft.sender.domain) if designed and kept.random() < 0.45 else ""
    typed = (tables if designed else letter)(draft, link, footer, unsubscribe if leave else "", online)
    if draft.has("pixel"):
        typed += html.pixel(filled(vendor.pixel, draft), draw)
    marked = text_body(
        f"{typed}\n</body>\n</html>\n",
        "html",
        charset='"utf-8"',
        encoding=kept.choice(("quoted-printable", "quoted-printable", "base64")),
    )
    if draft.has("plain"):
        return plain
    if draft.has("html_only") or kept.random() < 0.15:
        return marked
    return multipart("alternative", filled(vendor.boundary, draft), [plain, marked])
