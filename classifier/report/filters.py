"""An inbox → rules for a mail server that keep confirmed pesterers out, each with what it would have caught and hurt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from classifier.expressions import expression
from classifier.report.inbox import Inbox
from classifier.report.letters import Letter
from classifier.report.sequences import UNWANTED

MAILS = 3
"""Unwanted mails from which on an organisation pesters."""
SHARE = 0.8
"""Share of an organisation's mail that must be unwanted: shops and colleagues write all kinds."""
CERTAIN = 0.8
"""Mean probability of kind that these must have: a rule outlives a doubt."""
_DOMAIN = expression(r"(?=.{4,253}\Z)[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z0-9-]{2,63}")


class Filter(NamedTuple):
    """A rule against one organisation."""

    domain: str
    """Registrable, of letters, digits, hyphens and dots alone: no text of a sender gets into a rule."""
    caught: int
    """Unwanted mails of the export that it would have caught."""
    span: int
    """Days that they came over."""
    after_no: int
    hurt: tuple[Letter, ...]
    """Other mail of the export that it would have caught too: newsletters and notices."""

    @property
    def why(self) -> tuple[str, ...]:
        """Its comment, a line each."""
        no = f", {self.after_no} after a no" if self.after_no else ""
        kinds = ", ".join(sorted({letter.kind for letter in self.hurt}))
        return (
            f"{self.domain}: {self.caught} mails of outreach or junk in {self.span} days{no}, none that a person wrote",
            f"would have hurt in this export: {f'{len(self.hurt)} ({kinds})' if self.hurt else 'nobody'}",
        )


def filters_of(inbox: Inbox) -> list[Filter]:
    """Rules against confirmed pesterers, worst first.

    Confirmed: `MAILS` or more, of one organisation's own domain (never a mail provider's), that the verdicts are certain of,
    no letter from there that is or may be a person's, and none to whom the reader wrote without telling them no.
    """
    by_domain: dict[str, list[Letter]] = defaultdict(list)
    for letter in inbox.letters:
        by_domain[letter.organisation].append(letter)
    found = []
    for one in inbox.organisations:
        everything = by_domain.get(one.name, [])
        written = one.name in inbox.dealings.written and one.name not in inbox.dealings.refused
        certainty = sum(letter.certainty for letter in one.letters) / len(one.letters)
        confirmed = len(one.letters) >= MAILS and len(one.letters) >= SHARE * len(everything) and certainty >= CERTAIN
        if confirmed and not one.people and not written and _DOMAIN.fullmatch(one.name):
            hurt = tuple(letter for letter in everything if letter.kind not in UNWANTED)
            found.append(Filter(one.name, len(one.letters), one.span, one.after_no, hurt))
    return found


def sieve(filters: list[Filter]) -> str:
    """RFC 5228: into the folder ``Outreach``, which is made when it is missing (RFC 5490)."""
    text = 'require ["fileinto", "mailbox"];\n'
    for one in filters:
        text += f'\n{_comments("# ", one)}if anyof (address :domain :is "from" "{one.domain}",\n'
        text += f'          address :domain :matches "from" "*.{one.domain}") {{\n'
        text += '    fileinto :create "Outreach";\n    stop;\n}\n'
    return text


def procmail(filters: list[Filter]) -> str:
    """Into the Maildir folder ``.Outreach``."""
    text = ""
    for one in filters:
        text += f"{_comments('# ', one)}:0\n* {_from(one)}\n.Outreach/\n\n"
    return text


def gmail_xml(filters: list[Filter]) -> str:
    """What Gmail's settings export and import: an Atom feed with its own properties."""
    text = "<?xml version='1.0' encoding='UTF-8'?>\n"
    text += "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:apps='http://schemas.google.com/apps/2006'>\n"
    text += "<title>Mail Filters</title>\n"
    for one in filters:
        told = "; ".join(one.why).replace("--", "- -")
        text += f"<entry>\n<!-- {escape(told)} -->\n<category term='filter'/>\n<title>Mail Filter</title>\n<content/>\n"
        for name, value in (("from", f"@{one.domain}"), ("label", "Outreach"), ("shouldArchive", "true")):
            text += f"<apps:property name={quoteattr(name)} value={quoteattr(value)}/>\n"
        text += "</entry>\n"
    return text + "</feed>\n"


def postfix(filters: list[Filter]) -> str:
    """For ``header_checks = regexp:FILE`` (or pcre): held in the queue, not refused, so that nothing is lost by it."""
    text = ""
    for one in filters:
        text += f"{_comments('# ', one)}/{_from(one)}/ HOLD outreach of {one.domain}\n"
    return text


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


def _from(one: Filter) -> str:
    r"""A From field of the domain, for egrep. ``[@.]`` before it: notacme.example is somebody else."""
    domain = one.domain.replace(".", r"\.")
    return rf"^From:.*[@.]{domain}([^-a-z0-9.]|$)"


def _comments(mark: str, one: Filter) -> str:
    return "".join(f"{mark}{line}\n" for line in one.why)
