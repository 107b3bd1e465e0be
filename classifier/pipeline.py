"""The whole flow in one function: octets in, `Verdict` out. Nothing else in the package joins two of its arrows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from classifier import decision, features, signals
from classifier.decision import Grounds, Leanings, Policy, Verdict
from classifier.evidence import Reading
from classifier.features import Features
from classifier.history import NO_HISTORY, Correction, Event, History, Past, Sighting
from classifier.mail import Envelope, Facts, Mail
from classifier.message import parse
from classifier.model import Model, load, probabilities
from classifier.outgoing import event_of
from classifier.rules import Case
from classifier.settings import Settings
from classifier.signals import CATALOGUE, OF_HISTORY, OF_LETTER
from classifier.standing import Standing, addressed, standing_of
from classifier.tallies import CAMPS

SIGNAL_NAMES = frozenset(s.name for s in CATALOGUE)
WEIGHED = SIGNAL_NAMES | CAMPS.keys()
"""All that a model may weigh."""


class Examined(NamedTuple):
    """All that a mail says by itself, before anybody asks what is known of its sender. Small, and without octets."""

    facts: Facts
    sighting: Sighting
    logits: tuple[float, ...]
    grounds: Grounds
    defects: tuple[str, ...]
    standing: Standing
    event: Event
    """What a history is told of it: a sighting, or that the reader sent it."""


class Classifier:
    """A model, a policy and a history, ready to judge mail.

    Args:
        model: an exported model, or where it is; the shipped one by default.
        policy: thresholds; those fitted with the model by default.
        history: what is remembered of senders; nothing by default.
        settings: who the reader is and whose authentication counts; nobody's by default. The rest is the caller's.

    Raises:
        ModelError: the model cannot be used.
    """

    def __init__(
        self,
        model: Model | Path | None = None,
        policy: Policy | None = None,
        history: History = NO_HISTORY,
        settings: Settings = Settings(),
    ) -> None:
        self.model = model if isinstance(model, Model) else load(model, WEIGHED)
        self.policy = policy or decision.policy_of(self.model, settings.policy)
        self.history = history
        self.settings = settings

    def classify(self, raw: bytes, envelope: Envelope = Envelope()) -> Verdict:
        """Judge one mail by its octets. Never raises on account of what is in them."""
        examined = self.examine(raw, envelope)
        # Recorded first: a store that cannot be written then says so in the past of this very mail.
        self.history.record(examined.event)
        return self.conclude(examined, self.history.lookup(examined.sighting))

    def examine(self, raw: bytes, envelope: Envelope = Envelope()) -> Examined:
        """Octets → what they say by themselves."""
        mail = Mail(parse(raw), addressed(envelope, self.settings))
        read = _read(mail)
        return self._examined(mail, read, self.model.word_logits(read.features.words), self.model.leanings)

    def examine_many(self, raws: Sequence[bytes]) -> list[Examined]:
        """The same for many mails, weighed together by numpy."""
        self.model = self.model.for_many()
        mails = [Mail(parse(raw), addressed(Envelope(), self.settings)) for raw in raws]
        reads = [_read(mail) for mail in mails]
        word_logits = self.model.word_logits_of_many([read.features.words for read in reads]).tolist()
        leanings = self.model.leanings_by_numpy
        return [self._examined(*parts, leanings) for parts in zip(mails, reads, word_logits, strict=True)]

    def conclude(self, examined: Examined, past: Past) -> Verdict:
        """What a mail says by itself, and what is known of its sender → the verdict."""
        grounds = examined.grounds
        logits: Sequence[float] = examined.logits
        if past.remembers:
            readings = signals.read_history(examined.sighting, past)
            steps = features.passed_steps(OF_HISTORY, readings)
            if steps:
                grounds = grounds._replace(steps=grounds.steps + steps, readings={**grounds.readings, **readings})
                logits = self.model.logits(grounds.steps, grounds.word_logits)
        case = Case(examined.standing, past, examined.grounds.steps)
        return decision.verdict(self.model, self.policy, logits, grounds, case, examined.defects)

    def _examined(self, mail: Mail, read: _Read, word_logits: Sequence[float], leanings: Leanings) -> Examined:
        told = {name: reading for name, reading in read.readings.items() if reading.value}
        logits = self.model.logits(read.features.signals, word_logits)
        wording = decision.wording(leanings, logits, read.features.words, read.grams)
        grounds = Grounds(read.features.signals, told, tuple(word_logits), wording)
        standing = standing_of(mail.message, mail.envelope, self.settings)
        event = event_of(mail, standing)
        return Examined(mail.facts, mail.sighting, tuple(logits), grounds, mail.message.defects, standing, event)


def correction_of(examined: Examined, kind: str, now: float) -> Correction:
    """What a history is told when the reader says that a mail is of a kind.

    Args:
        examined: the mail.
        kind: one of the five.
        now: seconds since 1970.
    """
    sighting = examined.sighting
    return Correction(
        sighting.recipient,
        sighting.sender,
        sighting.template,
        sighting.identity,
        now,
        kind,
        examined.grounds.steps,
        # Without history and adjustment: those change with what is remembered, and the correction does not.
        probabilities(examined.logits),
    )


class _Read(NamedTuple):
    readings: dict[str, Reading]
    grams: features.Grams
    features: Features


def _read(mail: Mail) -> _Read:
    readings = signals.read(OF_LETTER, mail)
    grams = features.ngrams(mail)
    return _Read(readings, grams, features.extract(OF_LETTER, readings, grams))
