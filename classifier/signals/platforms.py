"""A mail and the table of platforms → which sending software left its traces, and in how many independent places.

The table is looked up, never searched: a header field by its name, a host by its suffixes, a mailer by its first words,
a path by its first segments, an identifier by the name of its shape. One place alone can be forged or quoted (of 590
phishing mails with a field of Marketing Cloud, about 30 bore a second trace of it), so a platform's places are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from classifier.evidence import Evidence, evidence
from classifier.expressions import expression
from classifier.links import host_of
from classifier.mail import Mail, shared
from classifier.message import Message
from classifier.signals.platform_table import CATEGORIES, PLACES, Platform, Row, table

__all__ = ["CATEGORIES", "PLACES", "Row", "of_host", "table", "traces"]

MAX_LINKS = 15
"""Links and pixels of a mail that are looked up, each; a platform that rewrites links rewrites all of them."""
MAX_HOPS = 5
"""Received fields that are looked at, from the oldest on; the newer ones are the reader's own."""
MAX_HOST = 253
"""A domain name's longest text (RFC 1035)."""
MAX_HEAD = 30
"""Characters of a path's first segment: the longest in the table has 24."""
MAX_PATH = 400
"""Characters of a URL behind its host that are looked at: what names the platform comes first."""

_COMPLAINTS = tuple(
    "list-id x-report-abuse x-report-abuse-to x-complaints-to x-mail-abuse-inquiries x-abuse cfbl-address".split()
)
"""Fields in which a platform names itself, for those who write to it."""

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_MESSAGE_ID = expression(
    rf"<(?:(?P<sw_uuid>sw-{_UUID}@)"  # <sw-0b4b1b52-…@acme.example>
    r"|(?P<uuid_of_its_date>0[12][0-9a-f]{6}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}@)"  # RFC 9562, version 7
    # <1f…32 digits…e_CAHx…@mail.gmail.com>: a tool sent it on, and Gmail's own Message-ID stands behind the tool's
    r"|(?P<gmail_id_behind_a_prefix>[0-9a-f]{32}_CA[\w=+.-]{30,90}@mail\.gmail\.com>)"
    r"|(?P<counted_id>20\d{12}-0\.1\.[0-9a-z]{1,4}\.[0-9a-z]{1,8}\.0\.[0-9a-z]{8,14}@)"  # <20230412074500-0.1.2j.4mxs.0.k2v0qj3k6n@…>
    r"|(?P<two_part_id>[0-9a-z]{24,25}\.[0-9A-Z]{12}@)"  # <9k2v…24 more….7Q0X5J1M2N3B@…>
    r"|(?P<mailgun_id>20\d{12}\.(?:[0-9a-f]{16}|\d\.[0-9A-F]{16})@)"
    rf"|(?P<ses_id>01[0-9a-f]{{14}}-{_UUID}-0{{6}}@)"
    r"|(?P<inx_id>INX\.)"
    rf"|(?P<calendar_id>calendar-{_UUID}@google\.com>)"
    r"|(?P<autogen_id>autogen-java-)"
    r"|(?P<rails_id>[0-9a-f]{12,14}_[0-9a-f]{4,30}@[^@\s>]{1,200}\.mail>)"
    r"|(?P<make_msgid>\d{12}\.\d{1,7}\.\d{1,20}@)"  # Python's email.utils
    r"|(?P<javamail_id>\d{1,12}\.(?:\d{1,10}\.)?\d{13}(?:\.JavaMail\.|@)))"
)
_RETURN_PATH = expression(
    r"<?(?:(?P<sendgrid_bounce>bounces\+\d{3,12}-[0-9a-f]{4}-)"  # bounces+1234567-1a2b-anna=acme.example@em12.shop.example
    r"|(?P<mailgun_bounce>bounce\+[0-9a-f]{6}\.[0-9a-f]{3,12}-)"
    r"|(?P<mailchimp_bounce>bounce-mc\.us\d)"
    r"|(?P<mandrill_bounce>bounce-md_\d)"
    r"|(?P<sparkpost_bounce>msprvs1=)"
    r"|(?P<postmark_bounce>pm_bounces@)"
    rf"|(?P<ses_bounce>01[0-9a-f]{{14}}-{_UUID}-0{{6}}@)"
    r"|(?P<marketing_cloud_bounce>bounce-\d{1,12}_(?:html|text)-\d)"
    r"|(?P<list_owner>owner-[^@\s]{1,64}@)"
    r"|(?P<list_counted_bounces>[^@\s+]{1,64}\+bounces-\d{1,10}-)"
    r"|(?P<list_return>[^@\s]{1,64}-return-\d{1,10}-)"
    r"|(?P<list_bounces>[^@\s+]{1,64}-bounces(?:\+[^@\s]{1,128})?@))",
    re.I,
)
_UUID_HOST = expression(rf"{_UUID}\.local\b")
_TWO_DAYS = 2 * 86_400
"""Seconds between the clock in an identifier and Date that are put down to time zones and queues."""

_DKIM_DOMAIN = expression(r"[;\s]d=\s{0,2}([\w.-]{3,253})")
_BRACKETED = expression(r"<([^<>\s]{5,2000})>")
_MAILER_WORD = expression(r"[a-z][a-z0-9.]*")
_BOUNDARY = expression(r"boundary=\"?[^a-z0-9\"]{0,20}([a-z0-9]{1,20})(?=[^a-z0-9])")
_DIGITS = expression(r"\d+")


_Hit = tuple[Row, str, str, str]
"""Row, one of `PLACES`, where evidence stands, its text."""


def traces(mail: Mail, category: str) -> list[Evidence]:
    """Evidence of the platform of a category on which most places agree, one for each place."""
    return traces_by_category(mail).get(category, [])


@shared
def traces_by_category(mail: Mail) -> dict[str, list[Evidence]]:
    """Category → evidence, as `traces` gives it."""
    platforms: dict[Platform, dict[str, Evidence]] = {}
    message = mail.message
    for row, place, where, text in chain(
        _in_header(message), _in_identifiers(mail), _in_hops(message), _in_links(mail)
    ):
        if place in row.places:
            places = platforms.setdefault(row.platform, {})
            if place not in places:
                places[place] = evidence(where, f"{row.platform.name}: {text}")
    best: dict[str, list[Evidence]] = {}
    for platform, places in platforms.items():
        if len(places) > len(best.get(platform.category, ())):
            best[platform.category] = list(places.values())
    return best


def _in_header(message: Message) -> Iterator[_Hit]:
    by_kind, fields = table().by_kind, message.fields
    for name in filter(_of_field, fields):
        if row := _of_field(name):
            yield row, "header", f"header:{name.title()}", fields[name][0]
    for name in ("x-mailer", "user-agent"):
        if name in fields and (row := _of_mailer(fields[name][0][:80])):
            yield row, "header", f"header:{name.title()}", fields[name][0]
    for name in ("feedback-id", "x-feedback-id"):
        if name in fields:
            last = fields[name][0].rpartition(":")[2].strip().lower()
            if row := by_kind["feedback"].get(last):
                yield row, "header", f"header:{name.title()}", fields[name][0]
    for name in _COMPLAINTS:
        if name in fields and (row := of_host(_host_in(fields[name][0]))):
            yield row, "header", f"header:{name.title()}", fields[name][0]
    content_type = message.field("content-type")
    match = _BOUNDARY.search(content_type[:500].lower()) if content_type[:4].lower() == "mult" else None
    if match and (row := by_kind["boundary"].get(match.group(1))):
        yield row, "header", "header:Content-Type", content_type


def _host_in(value: str) -> str:
    """The host of a URL, an address, or a List-Id: "Please report abuse here: http://mailchimp.com/contact/abuse"."""
    _, scheme, rest = value.partition("://")
    if scheme:
        return rest.partition("/")[0]
    _, at, rest = value.partition("@")
    if at:
        return rest.partition(" ")[0].rstrip(">")
    return value.rpartition("<")[2].rstrip(">")


@lru_cache(maxsize=4096)  # the same few hundred names stand in all mails
def _of_field(name: str) -> Row | None:
    by_kind = table().by_kind
    words = name.split("-", 2)
    prefix, suffix = "-".join(words[:2]), words[2] if words[2:] else ""
    return by_kind["field"].get(name) or by_kind["prefix"].get(prefix) or by_kind["suffix"].get(suffix)


@lru_cache(maxsize=1024)
def _of_mailer(text: str) -> Row | None:
    mailers = table().by_kind["mailer"]
    words = _MAILER_WORD.findall(text.lower())[:2] or [""]
    # "X-Mailer: mail.acme.example" is how one cold mailer signs, with every domain that it throws away.
    first = "mail.*" if words[0].startswith("mail.") and words[0].count(".") > 1 else words[0]
    return mailers.get("/".join(words)) or mailers.get(first)


def _in_identifiers(mail: Mail) -> Iterator[_Hit]:
    shapes, fields = table().by_kind["shape"], mail.message.fields
    message_id = mail.message.message_id
    match = _MESSAGE_ID.match(message_id)
    if match and (match.lastgroup != "uuid_of_its_date" or _of_its_date(message_id, mail.message)):
        yield shapes[match.lastgroup or ""], "message-id", "header:Message-Id", message_id
    if row := of_host(message_id.rpartition("@")[2].strip(">")):
        yield row, "message-id", "header:Message-Id", message_id
    sender, where = mail.envelope.sender, "envelope"
    if not sender:
        sender, where = mail.message.field("return-path"), "header:Return-Path"
    if ("-" in sender or "=" in sender or "_" in sender) and (match := _RETURN_PATH.match(sender)):
        yield shapes[match.lastgroup or ""], "return-path", where, sender
    if row := of_host(sender.rpartition("@")[2].strip("> ")):
        yield row, "return-path", where, sender
    for value in fields.get("dkim-signature", ())[:4]:
        if (match := _DKIM_DOMAIN.search(value[:1000])) and (row := of_host(match.group(1))):
            yield row, "dkim", "header:Dkim-Signature", match.group().strip("; ")


def _of_its_date(message_id: str, message: Message) -> bool:
    """Whether the clock in a UUID of version 7 agrees with Date; in a random UUID of that look it does not."""
    clock = int(message_id[1:9] + message_id[10:14], 16) / 1000
    return message.date is not None and abs(clock - message.date.timestamp()) < _TWO_DAYS


def _in_hops(message: Message) -> Iterator[_Hit]:
    by_kind = table().by_kind
    for hop in message.fields.get("received", ())[-MAX_HOPS:]:
        words = hop.split(" ", 3)
        by = words[1] if words[0] == "by" and words[1:] else hop.partition(" by ")[2].partition(" ")[0]
        names = [by]
        if words[0] == "from" and len(words) > 2:
            # "from 776393159873 named unknown by gmailapi.google.com with HTTPREST": most who call that interface are
            # people's mail programs, so only projects that are known for something count.
            if words[2] == "named" and " by gmailapi.google.com " in hop:
                if row := by_kind["project"].get(words[1]):
                    yield row, "received", "header:Received", hop
                continue
            if words[1].endswith(".local") and _UUID_HOST.match(words[1]):
                yield by_kind["shape"]["uuid_for_a_host"], "received", "header:Received", hop
            names = [words[1], words[2].lstrip("("), by]
        for row in filter(None, map(of_host, names)):
            yield row, "received", "header:Received", hop


def _in_links(mail: Mail) -> Iterator[_Hit]:
    links = mail.links
    for place, where, found in (("link", "link", links.links), ("pixel", "html", links.pixels)):
        for link in found[:MAX_LINKS]:
            if link.host:
                for row in filter(None, (of_host(link.host), _of_path(link.url, link.host))):
                    yield row, place, where, link.url
    if value := mail.message.field("list-unsubscribe"):
        for url in _BRACKETED.findall(value[:6000])[:3] or [value]:
            mailto = url[:7].lower() == "mailto:"
            host = url.partition("?")[0].rpartition("@")[2] if mailto else host_of(url)
            for row in filter(None, (of_host(host), _of_path(url, host))):
                yield row, "unsubscribe", "header:List-Unsubscribe", url


@lru_cache(maxsize=4096)
def of_host(host: str) -> Row | None:
    """The row of the longest suffix of a host name that is in the table."""
    hosts, tails = table().by_kind["host"], table().tails
    if len(host) > MAX_HOST:
        return None
    # "a1b2-dot-yamm-track.appspot.com" is how App Engine writes a version of an application.
    labels = host.lower().replace("-dot-", ".").rstrip(".;])").split(".")
    if len(labels) == 1:
        return hosts.get(labels[0].partition("-")[0] + "-*")
    tail = ".".join(labels[-2:])
    if tail in tails or _DIGITS.sub("#", tail) in tails:
        for i in range(max(0, len(labels) - 5), len(labels) - 1):
            name = ".".join(labels[i:])
            if row := hosts.get(name) or hosts.get(_DIGITS.sub("#", name)):
                return row
    return hosts.get(labels[0] + ".*")


def _of_path(url: str, host: str) -> Row | None:
    """White-label hosts hide a platform; its paths do not: ``/wf/open?upn=…``, ``/e3t/Ctc/…``."""
    start = url.find("/", 8) + 1
    if not start:
        return None
    heads, tail = table().heads, _tail(host)
    if url[start : start + MAX_HEAD].partition("/")[0].partition("?")[0].lower() not in heads and tail not in heads:
        return None
    paths = table().by_kind["path"]
    path, _, query = url[start : start + MAX_PATH].lower().partition("?")
    segments = path.split("/", 5)[:5]
    if segments[-1] == "" and segments[1:]:
        segments.pop()
    segments = [_segment(s) for s in segments]
    name = "/" + "/".join(segments)
    if query and (row := paths.get(f"{name}?{query.partition('=')[0]}")):
        return row
    for n in range(len(segments), 0, -1):
        name = "/" + "/".join(segments[:n])
        if row := paths.get(name) or paths.get(tail + name):
            return row
    return None


@lru_cache(maxsize=4096)
def _tail(host: str) -> str:
    """Last two labels."""
    return ".".join(host.rsplit(".", 2)[-2:])


def _segment(text: str) -> str:
    """A segment of a path, with ``*`` for an identifier: a number, a hash, a token, or what they hold."""
    if text.startswith("ey") and len(text) > 12:
        return "eyj*"  # base64 of JSON
    if text.startswith("ej") and len(text) > 20:
        return "ej*"  # base64 of what zlib packed
    if text.endswith("~~"):
        return "~~*"
    plus = text.replace("%2b", "+").partition("+")
    if plus[1]:
        return "*+" + plus[2]  # HubSpot writes which of its programs sent: "2K+113"
    if text.isdigit() or len(text) > 24 or (len(text) > 5 and _DIGITS.search(text)):
        return "*"
    return text
