"""Letters and what the reader sent → the same without names, addresses and text, to show to others.

What stays: days, counts, verdicts, names of sending software, and that two mails are of one sender, organisation or
template. Domains of mail providers stay too: they are nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable

from classifier.history import Sent
from classifier.links import registrable_domain
from classifier.mail import organisation_of
from classifier.providers import MAIL_PROVIDERS
from classifier.report.inbox import PLATFORM_SIGNALS
from classifier.report.letters import Letter, Proof, Told, template_of
from classifier.signals.platform_table import table

DAY = 86_400
PLACES = frozenset(["subject", "body", "quoted", "signature", "html", "link", "envelope", "history"])
"""What a reason's place may be called; names of header fields are the sender's to choose."""


class Anonymiser:
    """Gives the same number to the same name, in the order in which they come, and keeps no other trace of it."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._platforms = frozenset(row.platform.name for rows in table().by_kind.values() for row in rows.values())

    def letters(self, letters: Iterable[Letter]) -> list[Letter]:
        """Each letter without what tells who and what."""
        return [self._letter(letter) for letter in letters]

    def sent(self, sent: Iterable[Sent]) -> list[Sent]:
        """What the reader sent, to the same numbers."""
        return [
            one._replace(
                recipient="",
                time=one.time // DAY * DAY + DAY / 2,
                to=tuple(map(self._address, one.to)),
                organisations=tuple(map(self._domain, one.organisations)),
                message_id="",
                references=(),
            )
            for one in sent
        ]

    def _letter(self, letter: Letter) -> Letter:
        address = self._address(letter.address)
        time = letter.time and letter.time.replace(hour=12, minute=0, second=0, microsecond=0)  # as of what was sent
        return letter._replace(
            time=time,
            # Two words: a full name tells more than a first one, see `report.inbox`.
            name=f"Sender {self._number('name', letter.name.lower())}" if " " in letter.name else "",
            address=address,
            organisation=organisation_of(address.rpartition("@")[2]),
            subject=self._subject(letter.subject),
            reasons=tuple(self._told(reason) for reason in letter.reasons),
            marks=(),
        )

    def _told(self, reason: Told) -> Told:
        proofs = []
        for where, excerpt in reason.proofs:
            platform = excerpt.partition(":")[0] if reason.signal in PLATFORM_SIGNALS else ""
            place = "header" if where.startswith("header:") else where
            if place in PLACES or place == "header":
                proofs.append(Proof(place, platform if platform in self._platforms else "…"))
        return reason._replace(proofs=tuple(proofs))

    def _subject(self, subject: str) -> str:
        template = template_of(subject)
        return (
            f"Subject that came {self._number('subject', template):04}" if template else f"{len(subject.split())} words"
        )

    def _address(self, address: str) -> str:
        local, _, domain = address.rpartition("@")
        return f"{'a' if local else ''}{self._number('address', address)}@{self._domain(domain)}" if address else ""

    def _domain(self, domain: str) -> str:
        registrable = registrable_domain(domain)
        if registrable in MAIL_PROVIDERS:
            return registrable
        return f"organisation{self._number('organisation', registrable or domain)}.example"

    def _number(self, what: str, name: str) -> int:
        return self._numbers.setdefault((what, name), len(self._numbers) + 1)
