"""Letters and what the reader sent → the inbox: who pesters, in which sequences, and what gave them away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from classifier.history import Sent
from classifier.report.letters import Letter, Proof
from classifier.report.sequences import (
    UNWANTED,
    Approach,
    Dealings,
    dealings_of,
    newsletter_like,
    sequences_of,
    time_of,
)

PESTERS = 5
"""Unanswered mails from which on persistence is pestering: the last one of most sequences is said to be the last."""
PLATFORM_SIGNALS = ("sales_platform", "marketing_platform", "transactional_platform")
"""Their evidence begins with the platform's name."""
PROOFS = 3
"""Examples told of each signal."""


class Organisation(NamedTuple):
    """Who sends outreach."""

    name: str
    """Its domain, or an address at a mail provider."""
    letters: tuple[Letter, ...]
    """Its outreach and junk, in the order of time."""
    people: int
    """Letters from there that are of a person, or may be."""
    unanswered: int | None
    after_no: int

    @property
    def span(self) -> int:
        """Days from the first to the last."""
        times = [one.time for one in self.letters if one.time]
        return (times[-1] - times[0]).days if times else 0

    @property
    def addresses(self) -> int:
        """How many addresses it used."""
        return len({one.address for one in self.letters})

    @property
    def manner(self) -> str:
        """``pestering`` after a no or from `PESTERS` unanswered mails on, ``persistence`` from the second on, or empty."""
        if self.after_no or (self.unanswered or 0) >= PESTERS:
            return "pestering"
        unanswered = len(self.letters) if self.unanswered is None else self.unanswered
        return "persistence" if unanswered > 1 else ""


class Subscription(NamedTuple):
    """A newsletter."""

    name: str
    address: str
    letters: int
    a_month: float
    last: str
    answered: int | None
    """How often the reader wrote there; ``None`` where that is not known. Whether it was read, no mailbox tells."""


class Giveaway(NamedTuple):
    """A signal that told outreach."""

    signal: str
    letters: int
    proofs: tuple[tuple[Letter, Proof], ...]


class Inbox(NamedTuple):
    """What the report tells, in its order."""

    letters: tuple[Letter, ...]
    """In the order of time; those without a date come first."""
    dealings: Dealings
    kinds: Counter[str]
    people: int
    doubtful: tuple[tuple[Letter, int], ...]
    """Leaned letters of kind personal, likeliest person first: one a sender, and how many more there are of them."""
    narrow: tuple[tuple[Letter, int], ...]
    """Letters labelled human, least certain first; as `doubtful`."""
    sequences: tuple[Approach, ...]
    """Longest first."""
    steady: tuple[Approach, ...]
    """Series that were called outreach, but that come as newsletters do, see `newsletter_like`. Their senders are not told among the organisations."""
    organisations: tuple[Organisation, ...]
    """Worst first: who went on after a no, then who wrote most. Without those from where more letters are people's."""
    platforms: tuple[tuple[str, int], ...]
    """Software and the unwanted mails in whose reasons it is told."""
    giveaways: tuple[Giveaway, ...]
    """Those first that weighed most in all outreach together."""
    lists: tuple[Letter, ...]
    """Offers of address lists."""
    subscriptions: tuple[Subscription, ...]
    """Most frequent first; those of one letter are none."""
    leaned: int


def inbox_of(letters: Iterable[Letter], sent: Iterable[Sent] = ()) -> Inbox:
    """Put it together.

    Args:
        letters: what the reader got.
        sent: what they wrote, as far as it is there.
    """
    known = dealings_of(sent)
    ordered = sorted(letters, key=lambda one: (time_of(one), one.position))
    unwanted = [one for one in ordered if one.kind in UNWANTED]
    maybe = [one for one in ordered if one.kind == "personal" and one.label != "human"]
    sure = [one for one in ordered if one.label == "human"]
    outreach = [one for one in ordered if one.kind == "outreach"]
    steady: list[Approach] = []
    sequences: list[Approach] = []
    by_address = _by_address(ordered)
    for approach in sequences_of(outreach, known):
        (steady if newsletter_like(approach, by_address) else sequences).append(approach)
    return Inbox(
        tuple(ordered),
        known,
        Counter(one.kind for one in ordered),
        len(sure),
        _a_sender_once(sorted(maybe, key=lambda one: -one.human)),
        _a_sender_once(sorted(sure, key=lambda one: one.human)),
        tuple(sequences),
        tuple(steady),
        _organisations(ordered, known, frozenset(one.senders[0] for one in steady)),
        tuple(_platforms(unwanted).most_common()),
        _giveaways(outreach),
        tuple(one for one in unwanted if any(reason.signal == "list_offered" for reason in one.reasons)),
        _subscriptions([one for one in ordered if one.kind == "newsletter"], known),
        sum(one.leaned for one in ordered),
    )


def _a_sender_once(letters: Sequence[Letter]) -> tuple[tuple[Letter, int], ...]:
    counts = Counter(one.address for one in letters)
    first = {one.address: one for one in reversed(letters)}
    chosen = dict.fromkeys(one.address for one in letters)
    return tuple((first[address], counts[address] - 1) for address in chosen)


def _organisations(letters: Iterable[Letter], dealings: Dealings, steady: frozenset[str]) -> tuple[Organisation, ...]:
    by_sender: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        by_sender[letter.sender].append(letter)
    made = []
    for name, theirs in by_sender.items():
        unwanted = tuple(one for one in theirs if one.kind in UNWANTED and one.address not in steady)
        if name and unwanted:
            people = sum(one.kind == "personal" for one in theirs)
            if people <= len(unwanted):
                made.append(
                    Organisation(name, unwanted, people, dealings.unanswered(unwanted), dealings.after_no(unwanted))
                )
    return tuple(sorted(made, key=lambda one: (-one.after_no, -len(one.letters), one.name)))


def _by_address(letters: Iterable[Letter]) -> dict[str, list[Letter]]:
    found: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        found[letter.address].append(letter)
    return found


def _platforms(letters: Iterable[Letter]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for letter in letters:
        proofs = [p for reason in letter.reasons if reason.signal in PLATFORM_SIGNALS for p in reason.proofs]
        counts.update({proof.excerpt.partition(":")[0] for proof in proofs})
    return counts


def _giveaways(letters: Sequence[Letter]) -> tuple[Giveaway, ...]:
    """Signals by what they weighed, with proofs of different senders; without a proof there is nothing to show."""
    counts: Counter[str] = Counter()
    weights: dict[str, float] = defaultdict(float)
    proofs: dict[str, dict[str, tuple[Letter, Proof]]] = defaultdict(dict)
    for letter in letters:
        for reason in letter.reasons:
            if reason.proofs and reason.signal != "wording":  # single words, masked: they tell a person nothing
                counts[reason.signal] += 1
                weights[reason.signal] += reason.weight
                proofs[reason.signal].setdefault(letter.sender, (letter, reason.proofs[0]))
    ordered = sorted(counts, key=lambda name: (-weights[name], name))
    return tuple(Giveaway(name, counts[name], tuple(proofs[name].values())[:PROOFS]) for name in ordered)


def _subscriptions(letters: Iterable[Letter], dealings: Dealings) -> tuple[Subscription, ...]:
    made = []
    for address, theirs in _by_address(letters).items():
        if len(theirs) < 2:
            continue
        months = max(1.0, (time_of(theirs[-1]) - time_of(theirs[0])).days / 30.4)
        answered = len(dealings.written.get(address, [])) if dealings.known else None
        made.append(Subscription(theirs[-1].name, address, len(theirs), len(theirs) / months, theirs[-1].day, answered))
    return tuple(sorted(made, key=lambda one: (-one.a_month, one.address)))
