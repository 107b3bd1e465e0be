"""Rows → letters: the small part of each row that the report and the rules are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any, NamedTuple

from classifier.expressions import expression
from classifier.mail import organisation_of
from classifier.report.marks import Mark
from classifier.report.row import Row
from classifier.report.terminal import one_line

SUBJECT = 160
"""Characters of a subject that are kept."""
PROOFS = 2
"""Places kept of each reason."""
_ANSWER = expression(r"(?:(?:re|aw|fwd?|wg|antw|sv|tr|odp|r)(?:\[\d{1,2}\])?: {0,3}){1,5}")
LONG_SUBJECT = 20
"""Characters from which on two subjects are not the same by chance."""


class Proof(NamedTuple):
    """One place in a message that a reason stands on."""

    where: str
    excerpt: str


class Told(NamedTuple):
    """One reason of a verdict."""

    signal: str
    value: float | None
    weight: float
    proofs: tuple[Proof, ...]


class Letter(NamedTuple):
    """One message with its verdict. All text is on one line, without control characters, and not escaped for HTML."""

    position: int
    """Position in the run."""
    time: datetime | None
    """UTC; ``None`` where the message has no date that can be read."""
    name: str
    """Of the sender; often empty."""
    address: str
    """Of the sender, lower case."""
    organisation: str
    """Registrable domain of the address; empty for mail providers."""
    subject: str
    label: str
    kind: str
    leaned: bool
    human: float
    """P(human)."""
    certainty: float
    """Probability of the kind."""
    reasons: tuple[Told, ...]
    marks: tuple[Mark, ...] = ()
    """Of its header, where that was at hand: a verdict does not tell them."""

    @property
    def sender(self) -> str:
        """Who pesters: the organisation, or the address where that is of a mail provider."""
        return self.organisation or self.address

    @property
    def person(self) -> str:
        """Name and address as people read them."""
        return f"{self.name} <{self.address}>" if self.name else self.address or "nobody"

    @property
    def day(self) -> str:
        """Date, empty where unknown."""
        return self.time.strftime("%Y-%m-%d") if self.time else ""


def letter_of(row: Row) -> Letter:
    """A row → its letter.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is no row of `coldsieve score --format jsonl`.
    """
    name, address = parseaddr(row["from"])
    address = one_line(address).lower()
    return Letter(
        int(row["index"]),
        datetime.fromisoformat(row["date"]).astimezone(UTC) if row["date"] else None,
        one_line(name)[:SUBJECT],
        address,
        organisation_of(address.rpartition("@")[2]),
        one_line(row["subject"])[:SUBJECT],
        str(row["label"]),
        str(row["kind"]),
        bool(row["leaned"]),
        float(row["probability"]["human"]),
        float(row["kinds"][row["kind"]]),
        tuple(_told(reason) for reason in row["reasons"]),
    )


def _told(reason: dict[str, Any]) -> Told:  # Any: JSON, see `Row`
    proofs = (Proof(one_line(e["where"]), one_line(e["excerpt"])) for e in reason["evidence"][:PROOFS])
    return Told(one_line(reason["signal"]), reason["value"], float(reason["weight"]), tuple(proofs))


def template_of(subject: str) -> str:
    """What mails of one template share in their subject: it without ``Re:``, in lower case; empty when it is short."""
    bare = subject.lower()
    if answer := _ANSWER.match(bare):
        bare = bare[answer.end() :]
    return bare if len(bare) >= LONG_SUBJECT else ""
