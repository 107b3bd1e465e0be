"""Rules against pesterers → text for a mail server, for Gmail or for people. Mail is filed or held, never refused."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from classifier.report.filters import Filter
from classifier.report.marks import Mark

NO_DATE = "1970-01-01T00:00:00Z"


def sieve(filters: list[Filter]) -> str:
    """RFC 5228: into the folder ``Outreach``, which is made when it is missing (RFC 5490)."""
    text = 'require ["fileinto", "mailbox"];\n'
    for one in filters:
        text += f"\n{_comments(one)}if {_sieve_test(one.mark)} {{\n"
        text += '    fileinto :create "Outreach";\n    stop;\n}\n'
    return text


def procmail(filters: list[Filter]) -> str:
    """Into the Maildir folder ``.Outreach``."""
    return "".join(f"{_comments(one)}:0\n* {_expression(one.mark)}\n.Outreach/\n\n" for one in filters)


def postfix(filters: list[Filter]) -> str:
    """For ``header_checks = regexp:FILE`` (or pcre): held in the queue, not refused, so that nothing is lost by it."""
    return "".join(f"{_comments(one)}/{_expression(one.mark)}/ HOLD outreach: {one.mark.name}\n" for one in filters)


def gmail_xml(filters: list[Filter]) -> str:
    """What Gmail's settings export and import: an Atom feed (RFC 4287) with Gmail's own properties.

    Gmail can look for neither signatures nor fields of software: of those rules only the comment is written.
    """
    latest = max((letter.time for one in filters for letter in one.caught if letter.time), default=None)
    updated = latest.strftime("%Y-%m-%dT%H:%M:%SZ") if latest else NO_DATE
    head = f"<id>tag:mail.google.com,2008:filters:coldsieve</id>\n<updated>{updated}</updated>\n"
    text = "<?xml version='1.0' encoding='UTF-8'?>\n"
    text += "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:apps='http://schemas.google.com/apps/2006'>\n"
    text += f"<title>Mail Filters</title>\n{head}<author><name>coldsieve</name></author>\n"
    for one in filters:
        told = escape("; ".join(one.why)).replace("--", "- -")
        if one.mark.field != "from":
            text += f"<!-- Gmail has no filter for this: {told} -->\n"
            continue
        text += f"<entry>\n<!-- {told} -->\n<category term='filter'/>\n<title>Mail Filter</title>\n"
        text += f"<id>tag:mail.google.com,2008:filter:{one.mark.text}</id>\n<updated>{updated}</updated>\n<content/>\n"
        for name, value in (("from", f"@{one.mark.text}"), ("label", "Outreach"), ("shouldArchive", "true")):
            text += f"<apps:property name={quoteattr(name)} value={quoteattr(value)}/>\n"
        text += "</entry>\n"
    return text + "</feed>\n"


def plain(filters: list[Filter]) -> str:
    """For people."""
    return "".join("\n  ".join(one.why) + "\n" for one in filters)


FORMATS: dict[str, Callable[[list[Filter]], str]] = {
    "sieve": sieve,
    "procmail": procmail,
    "gmail-xml": gmail_xml,
    "postfix": postfix,
    "text": plain,
}
"""Name → what writes it."""


def _sieve_test(mark: Mark) -> str:
    if mark.field == "from":
        return (
            f'anyof (address :domain :is "from" "{mark.text}",\n'
            f'          address :domain :matches "from" "*.{mark.text}")'
        )
    if mark.field == "dkim-signature":
        return f'header :contains "dkim-signature" [" d={mark.text};", ";d={mark.text};", "\td={mark.text};"]'
    return f'header :contains "{mark.field}" "{mark.text}"' if mark.text else f'exists "{mark.field}"'


def _expression(mark: Mark) -> str:
    r"""For egrep and POSIX. ``[@.]`` before a domain: notacme.example is somebody else. No ``\<``: procmail reads a word's edge."""
    text = mark.text.replace(".", r"\.")
    if mark.field == "from":
        return rf"^From:.*[@.]{text}([^-a-z0-9.]|$)"
    if mark.field == "dkim-signature":
        return rf"^DKIM-Signature:.*[^-a-z0-9.]d={text};"
    return f"^{mark.field.title()}:" + (f".*{text}" if text else "")


def _comments(one: Filter) -> str:
    return "".join(f"# {line}\n" for line in one.why)
