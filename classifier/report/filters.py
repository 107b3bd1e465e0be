"""An inbox → who should be kept out by a mail server's rule, and what each rule would have caught and hurt.

How rules are written for each server stands in `report.filter_formats`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from classifier.expressions import expression
from classifier.report.inbox import Inbox
from classifier.report.letters import Letter
from classifier.report.marks import DOMAIN, Mark
from classifier.report.sequences import UNWANTED

MAILS = 3
"""Unwanted mails from which on somebody pesters."""
SHARE = 0.8
"""Share of an organisation's mail that must be unwanted: shops and colleagues write all kinds."""
CERTAIN = 0.8
"""Mean probability of kind that these must have: a rule outlives a doubt."""
SIGNED_FOR = 5
"""Organisations that one domain may sign for: who signs for more is a service that others use too."""
NAMED = 3
"""Senders named whom a rule would have hurt."""
_ADDRESS = expression(r"[a-z0-9._+]{1,64}@[a-z0-9.-]{4,200}\Z")


class Filter(NamedTuple):
    """A rule against one organisation, signer or software."""

    mark: Mark
    caught: tuple[Letter, ...]
    """Unwanted mails of the export that it would have caught, in the order of time."""
    after_no: int
    hurt: tuple[Letter, ...]
    """Other mail of the export that it would have caught too: newsletters and notices."""

    @property
    def span(self) -> int:
        """Days that they came over."""
        times = [one.time for one in self.caught if one.time]
        return (times[-1] - times[0]).days if times else 0

    @property
    def whom(self) -> str:
        """Whom it is against."""
        senders = len({one.sender for one in self.caught})
        if self.mark.field == "from":
            return self.mark.name
        if self.mark.field == "dkim-signature":
            return f"{self.mark.name}, who signed the mail of {senders} sender{'' if senders == 1 else 's'} (DKIM)"
        return f"{self.mark.name}, software that {senders} sender{' uses' if senders == 1 else 's use'}"

    @property
    def why(self) -> tuple[str, ...]:
        """Its comment, a line each."""
        no = f", {self.after_no} after a no" if self.after_no else ""
        return (
            f"{self.whom}: {len(self.caught)} mails of outreach or junk in {self.span} days{no}, none that a person wrote",
            f"would have hurt in this export: {self._hurt() if self.hurt else 'nobody'}",
        )

    def _hurt(self) -> str:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(Counter(one.kind for one in self.hurt).items()))
        senders = [one for one in dict.fromkeys(letter.address for letter in self.hurt) if _ADDRESS.match(one)]
        rest = ", …" if len(senders) > NAMED else ""
        return f"{kinds}, of {', '.join(senders[:NAMED])}{rest}" if senders else kinds


def filters_of(inbox: Inbox) -> list[Filter]:
    """Rules against confirmed pesterers, worst first: organisations, then who signs for several, then sales software.

    Confirmed: `MAILS` or more that the verdicts are certain of, no letter that is or may be a person's, and none of somebody
    to whom the reader wrote without telling them no. Never the domain of a mail provider or a sending platform. A rule that
    would have caught nothing that those before it do not catch is left out.
    """
    found: list[Filter] = []
    caught: set[int] = set()
    for mark, letters in _candidates(inbox):
        unwanted = tuple(one for one in letters if one.kind in UNWANTED)
        new = {one.position for one in unwanted} - caught
        if new and _confirmed(unwanted, letters, inbox):
            hurt = tuple(one for one in letters if one.kind not in UNWANTED)
            found.append(Filter(mark, unwanted, inbox.dealings.after_no(unwanted), hurt))
            caught |= new
    return found


def _candidates(inbox: Inbox) -> Iterator[tuple[Mark, list[Letter]]]:
    by_domain: dict[str, list[Letter]] = defaultdict(list)
    by_mark: dict[Mark, list[Letter]] = defaultdict(list)
    for letter in inbox.letters:
        by_domain[letter.organisation].append(letter)
        for mark in letter.marks:
            by_mark[mark].append(letter)
    for one in inbox.organisations:
        if one.name in by_domain and DOMAIN.fullmatch(one.name):
            yield Mark("from", one.name, one.name), by_domain[one.name]
    # Signers before software: they are somebody.
    for mark, letters in sorted(by_mark.items(), key=lambda item: (item[0].field != "dkim-signature", -len(item[1]))):
        if mark.field != "dkim-signature" or len({one.sender for one in letters}) <= SIGNED_FOR:
            yield mark, letters


def _confirmed(unwanted: Sequence[Letter], letters: Sequence[Letter], inbox: Inbox) -> bool:
    if len(unwanted) < MAILS or len(unwanted) < SHARE * len(letters):
        return False
    if sum(one.certainty for one in unwanted) < CERTAIN * len(unwanted):
        return False
    written, refused = inbox.dealings.written, inbox.dealings.refused
    keys = {key for one in letters for key in (one.address, one.organisation)}
    welcome = any(key in written and key not in refused for key in keys)
    return not welcome and not any(one.kind == "personal" or one.label == "human" for one in letters)
