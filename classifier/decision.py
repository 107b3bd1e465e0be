"""Probabilities of five kinds → a label under a policy, with the reasons for it: the `Verdict`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from classifier import adjustment
from classifier.evidence import Evidence, Reading, evidence
from classifier.model import KINDS, Model
from classifier.rules import RULES, Case, Rule, Ruling, ruled

LABEL_OF = {"personal": "human", "outreach": "bot", "newsletter": "bot", "notification": "bot", "junk": "spam"}
"""Kind → label."""
LABELS = ("human", "bot", "spam")
WORDING = "wording"
"""Name under which words, which are no signals, stand among the reasons."""
CORRECTIONS = "corrections"
"""… under which the adjustment by the reader's corrections does …"""
UNAVAILABLE = "history_unavailable"
"""… and under which it is told that the store could not be asked."""
REASONS = 8
"""Reasons told."""
LEAST_WEIGHT = 0.02
"""Log-odds below which a reason is noise."""
TOLD_WORDS = 400
"""Words and pairs that are weighed one by one for the reasons."""


class Policy(NamedTuple):
    """When a label may be given. Where neither is reached, the answer is ``bot``."""

    human: float
    """Least P(human) for ``human``."""
    spam: float
    """Least P(spam) for ``spam``."""
    rules: tuple[Rule, ...] = RULES
    """What the reader allows, asked in this order."""


class Reason(NamedTuple):
    """One signal's part in the verdict, or one rule's."""

    signal: str
    value: float | None
    evidence: tuple[Evidence, ...]
    weight: float
    """What it added to the log-odds of the verdict's kind against the other kinds' mean."""


class Wording(NamedTuple):
    """What the words of a mail speak for, as to one kind."""

    weight: float
    words: tuple[str, ...]
    """Those that weigh most, as the model sees them: entities masked, ``s:`` before words of the subject."""


class Grounds(NamedTuple):
    """What reasons are made of."""

    steps: tuple[str, ...]
    """Steps that readings passed."""
    readings: Mapping[str, Reading]
    """Signal → reading, at least of those that passed a step."""
    wording: tuple[Wording, ...]
    """In the order of `KINDS`."""


class Verdict(NamedTuple):
    """What coldsieve says about one mail."""

    label: str
    """``human``, ``bot`` or ``spam``."""
    kind: str
    """The most probable of the five kinds, whatever the label."""
    probability: dict[str, float]
    """Label → probability."""
    kinds: dict[str, float]
    """Kind → probability."""
    leaned: bool
    """``bot`` only because nothing else was certain enough."""
    reasons: tuple[Reason, ...]
    """Rules first, in order; then signals, strongest first."""
    defects: tuple[str, ...]

    @property
    def level(self) -> int:
        """Tenths of P(outreach) + P(junk), 0 to 10: what a reader does not want to see."""
        return round(10 * (self.kinds["outreach"] + self.kinds["junk"]))


def policy_of(model: Model) -> Policy:
    """The policy that was fitted with the model."""
    return Policy(model.thresholds["human"], model.thresholds["spam"])


def decide(policy: Policy, probabilities: Sequence[float], decided: bool = False) -> tuple[str, str, bool]:
    """Five probabilities → (label, kind, leaned). Where a rule decided, there is no doubt that could lean."""
    human, spam = probabilities[0], probabilities[4]
    bot = 1.0 - human - spam
    kind = KINDS[max(range(5), key=probabilities.__getitem__)]
    if decided:
        return LABEL_OF[kind], kind, False
    if human >= policy.human and human >= spam:
        return "human", kind, False
    if spam >= policy.spam:
        return "spam", kind, False
    return "bot", kind, max(human, spam) > bot


def verdict(
    model: Model,
    policy: Policy,
    logits: Sequence[float],
    grounds: Grounds,
    case: Case = Case(),
    defects: tuple[str, ...] = (),
) -> Verdict:
    """The verdict on a mail with these logits: the model's word, moved by corrections, then by rules."""
    shift = adjustment.shift(case.past.corrections, case.steps)
    ruling = ruled(policy.rules, adjustment.adjusted(model.probabilities(logits), shift), case)
    label, kind, leaned = decide(policy, ruling.probabilities, ruling.decided)
    by_label = dict.fromkeys(LABELS, 0.0)
    for k, p in zip(KINDS, ruling.probabilities, strict=True):
        by_label[LABEL_OF[k]] += p
    kinds = dict(zip(KINDS, ruling.probabilities, strict=True))
    reasons = (*_rules_told(ruling, kind, case), *reasons_for(model, kind, grounds, _corrected(shift, kind, case)))
    return Verdict(label, kind, by_label, kinds, leaned, reasons[:REASONS], defects)


def wording(
    model: Model, logits: Sequence[float], values: Mapping[int, float], ngrams: Iterable[tuple[int, str]]
) -> tuple[Wording, ...]:
    """What the words speak for, kind by kind: the sum of their weights, and the words that weigh most.

    Only the two most probable kinds are told of: history, asked later, rarely moves a mail to a third.

    Args:
        model: weighs the words.
        logits: of the mail, without history.
        values: hash bucket → value.
        ngrams: (hash bucket, text) in the order of the mail.
    """
    texts = dict(islice(ngrams, TOLD_WORDS))
    weights = [(values[bucket], text, model.word_weights(bucket)) for bucket, text in texts.items()]
    told = [Wording(0.0, ())] * len(KINDS)
    for k in nlargest(2, range(len(KINDS)), key=logits.__getitem__):
        weighed = [(value * (1.25 * five[k] - 0.25 * sum(five)), text) for value, text, five in weights]
        told[k] = Wording(sum(w for w, _ in weighed), tuple(text for w, text in nlargest(5, weighed) if w > 0))
    return tuple(told)


def _rules_told(ruling: Ruling, kind: str, case: Case) -> tuple[Reason, ...]:
    """Every rule that applied, also where it spoke against the kind; and whether the store failed."""
    k = KINDS.index(kind)
    told = tuple(Reason(one.rule, None, (one.evidence,), one.weight(k)) for one in ruling.told)
    if why := case.past.unavailable:
        return (Reason(UNAVAILABLE, None, (evidence("history", why),), 0.0), *told)
    return told


def _corrected(shift: Sequence[float], kind: str, case: Case) -> tuple[Reason, ...]:
    """The adjustment, as a reason; none without corrections."""
    if not case.past.corrections:
        return ()
    k = KINDS.index(kind)
    weight = shift[k] - (sum(shift) - shift[k]) / 4
    return (Reason(CORRECTIONS, None, (evidence("history", f"{len(case.past.corrections)} of yours"),), weight),)


def reasons_for(model: Model, kind: str, grounds: Grounds, more: tuple[Reason, ...] = ()) -> tuple[Reason, ...]:
    """What spoke for a kind, ``more`` included, strongest first, at most `REASONS`; what spoke against it is left out."""
    k = KINDS.index(kind)
    by_signal: dict[str, float] = {}
    for name in grounds.steps:
        weights = model.steps.get(name)
        if weights is not None:
            signal = name.partition(">=")[0]
            weight = weights[k] - (sum(weights) - weights[k]) / 4
            by_signal[signal] = by_signal.get(signal, 0.0) + weight
    reasons = [*more, *(Reason(name, *grounds.readings[name], weight) for name, weight in by_signal.items())]
    if grounds.wording:
        said = tuple(_word(text) for text in grounds.wording[k].words)
        reasons.append(Reason(WORDING, None, said, grounds.wording[k].weight))
    told = [reason for reason in reasons if reason.weight >= LEAST_WEIGHT]
    return tuple(sorted(told, key=lambda reason: -reason.weight)[:REASONS])


def _word(text: str) -> Evidence:
    return Evidence("subject", text[2:]) if text.startswith("s:") else Evidence("body", text)
