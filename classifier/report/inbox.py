"""Letters and what the reader sent → the inbox: who pesters, in which sequences, and what gave them away."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from classifier.history import Sent
from classifier.report.letters import Letter, Proof, template_of

PAUSE = timedelta(days=45)
"""Longer gaps end a sequence: the next mail opens another. Tools leave a month at most between steps."""
SEQUENCE = 3
"""Mails from which on a series is one: two are a letter and a reminder, as people send."""
PLATFORM_SIGNALS = ("sales_platform", "marketing_platform", "transactional_platform")
"""Their evidence begins with the platform's name."""
PROOFS = 3
"""Examples told of each signal."""


class Dealings(NamedTuple):
    """What the reader wrote, in the order of time."""

    known: bool
    """Whether there was any mail of the reader to read; without, nothing is said of answers."""
    written: dict[str, list[datetime]]
    """Address or organisation → when the reader wrote to it."""
    refused: dict[str, datetime]
    """… when they first told it no."""

    def unanswered(self, letters: Sequence[Letter]) -> int | None:
        """How many of a sender's mails were not followed by one of the reader; ``None`` where that is not known."""
        if not self.known:
            return None
        latest = max((time for one in letters for time in self.to(one)), default=None)
        return sum(1 for one in letters if one.time and (latest is None or one.time > latest))

    def after_no(self, letters: Sequence[Letter]) -> int:
        """How many of them came after a no; without mail of the reader, as many as the verdicts tell."""
        told = [reason.value or 0.0 for one in letters for reason in one.reasons if reason.signal == "mails_after_a_no"]
        refusals = [
            self.refused[key] for one in letters for key in (one.address, one.organisation) if key in self.refused
        ]
        counted = sum(1 for one in letters if refusals and one.time and one.time > min(refusals))
        return max([counted, *(int(n) for n in told)])

    def to(self, letter: Letter) -> list[datetime]:
        """When the reader wrote to a letter's sender or their organisation."""
        return self.written.get(letter.address, []) + self.written.get(letter.organisation or "-", [])


class Approach(NamedTuple):
    """Mails of one approach, in the order of time."""

    letters: tuple[Letter, ...]
    answers: tuple[datetime, ...]
    """When the reader wrote to them in its course."""

    @property
    def days(self) -> tuple[int, ...]:
        """Days of each mail since the first."""
        times = [one.time for one in self.letters if one.time]
        return tuple((time.date() - times[0].date()).days for time in times)

    @property
    def gaps(self) -> tuple[int, ...]:
        """Days between mails."""
        return tuple(b - a for a, b in pairwise(self.days))

    @property
    def senders(self) -> tuple[str, ...]:
        """Addresses it came from."""
        return tuple(dict.fromkeys(one.address for one in self.letters))


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
    organisations: tuple[Organisation, ...]
    """Worst first: who went on after a no, then who wrote most."""
    platforms: tuple[tuple[str, int], ...]
    """Software and the unwanted mails in whose reasons it is told."""
    giveaways: tuple[Giveaway, ...]
    lists: tuple[Letter, ...]
    """Offers of address lists."""
    subscriptions: tuple[Subscription, ...]
    """Most frequent first."""
    leaned: int


def inbox_of(letters: Iterable[Letter], sent: Iterable[Sent] = ()) -> Inbox:
    """Put it together.

    Args:
        letters: what the reader got.
        sent: what they wrote, as far as it is there.
    """
    known = dealings_of(sent)
    ordered = sorted(letters, key=lambda one: (_time(one), one.position))
    unwanted = [one for one in ordered if one.kind in ("outreach", "junk")]
    maybe = [one for one in ordered if one.kind == "personal" and one.label != "human"]
    sure = [one for one in ordered if one.label == "human"]
    outreach = [one for one in ordered if one.kind == "outreach"]
    return Inbox(
        tuple(ordered),
        known,
        Counter(one.kind for one in ordered),
        len(sure),
        _a_sender_once(sorted(maybe, key=lambda one: -one.human)),
        _a_sender_once(sorted(sure, key=lambda one: one.human)),
        sequences_of(outreach, known),
        _organisations(ordered, known),
        tuple(_platforms(unwanted).most_common()),
        _giveaways(outreach),
        tuple(one for one in unwanted if any(reason.signal == "list_offered" for reason in one.reasons)),
        _subscriptions([one for one in ordered if one.kind == "newsletter"], known),
        sum(one.leaned for one in ordered),
    )


def dealings_of(sent: Iterable[Sent]) -> Dealings:
    """What the reader wrote, by whom it went to."""
    written: dict[str, list[datetime]] = defaultdict(list)
    refused: dict[str, datetime] = {}
    ordered = sorted(sent, key=lambda one: one.time)
    for one in ordered:
        time = datetime.fromtimestamp(one.time, UTC)
        for key in (*one.to, *one.organisations):
            written[key].append(time)
            if one.refuses:
                refused.setdefault(key, time)
    return Dealings(bool(ordered), dict(written), refused)


def sequences_of(outreach: Iterable[Letter], dealings: Dealings) -> tuple[Approach, ...]:
    """Outreach in the order of time → its sequences, longest first.

    A mail continues the latest one of the same sender or organisation, the same full name (senders rotate domains) or
    the same long subject (… and names), unless that is longer ago than `PAUSE`.
    """
    latest: dict[tuple[str, str], list[Letter]] = {}
    found: list[list[Letter]] = []
    for letter in outreach:
        if letter.time is None:
            continue
        keys = [("sender", letter.sender)]
        if " " in letter.name:
            keys.append(("name", letter.name.lower()))
        if template := template_of(letter.subject):
            keys.append(("subject", template))
        running = [latest[key] for key in keys if key in latest and letter.time - _time(latest[key][-1]) <= PAUSE]
        mine = running[0] if running else []
        if not mine:
            found.append(mine)
        mine.append(letter)
        latest.update(dict.fromkeys(keys, mine))
    made = [Approach(tuple(mails), _answers(mails, dealings)) for mails in found if len(mails) >= SEQUENCE]
    return tuple(sorted(made, key=lambda one: (-len(one.letters), one.letters[0].position)))


def _answers(mails: Sequence[Letter], dealings: Dealings) -> tuple[datetime, ...]:
    times = sorted({time for one in mails for time in dealings.to(one)})
    return tuple(times[bisect_right(times, _time(mails[0])) : bisect_right(times, _time(mails[-1]) + PAUSE)])


def _time(letter: Letter) -> datetime:
    return letter.time or datetime.min.replace(tzinfo=UTC)


def _a_sender_once(letters: Sequence[Letter]) -> tuple[tuple[Letter, int], ...]:
    counts = Counter(one.address for one in letters)
    first = {one.address: one for one in reversed(letters)}
    chosen = dict.fromkeys(one.address for one in letters)
    return tuple((first[address], counts[address] - 1) for address in chosen)


def _organisations(letters: Iterable[Letter], dealings: Dealings) -> tuple[Organisation, ...]:
    by_sender: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        by_sender[letter.sender].append(letter)
    made = []
    for name, theirs in by_sender.items():
        unwanted = tuple(one for one in theirs if one.kind in ("outreach", "junk"))
        if name and unwanted:
            people = sum(one.kind == "personal" for one in theirs)
            made.append(
                Organisation(name, unwanted, people, dealings.unanswered(unwanted), dealings.after_no(unwanted))
            )
    return tuple(sorted(made, key=lambda one: (-one.after_no, -len(one.letters), one.name)))


def _platforms(letters: Iterable[Letter]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for letter in letters:
        proofs = [p for reason in letter.reasons if reason.signal in PLATFORM_SIGNALS for p in reason.proofs]
        counts.update({proof.excerpt.partition(":")[0] for proof in proofs})
    return counts


def _giveaways(letters: Sequence[Letter]) -> tuple[Giveaway, ...]:
    """Signals by the mails that they told, with proofs of different senders; without a proof there is nothing to show."""
    counts: Counter[str] = Counter()
    proofs: dict[str, dict[str, tuple[Letter, Proof]]] = defaultdict(dict)
    for letter in letters:
        for reason in letter.reasons:
            if reason.proofs and reason.signal != "wording":  # single words, masked: they tell a person nothing
                counts[reason.signal] += 1
                proofs[reason.signal].setdefault(letter.sender, (letter, reason.proofs[0]))
    return tuple(Giveaway(name, n, tuple(proofs[name].values())[:PROOFS]) for name, n in counts.most_common())


def _subscriptions(letters: Iterable[Letter], dealings: Dealings) -> tuple[Subscription, ...]:
    by_address: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        by_address[letter.address].append(letter)
    made = []
    for address, theirs in by_address.items():
        months = max(1.0, (_time(theirs[-1]) - _time(theirs[0])).days / 30.4)
        answered = len(dealings.written.get(address, [])) if dealings.known else None
        made.append(Subscription(theirs[-1].name, address, len(theirs), len(theirs) / months, theirs[-1].day, answered))
    return tuple(sorted(made, key=lambda one: (-one.a_month, one.address)))
