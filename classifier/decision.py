"""Probabilities of five kinds → a label under a policy, with the reasons for it: the `Verdict`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nlargest
from operator import mul
from typing import NamedTuple

from classifier import adjustment
from classifier.evidence import Evidence, Reading, evidence
from classifier.features import Grams
from classifier.model import KINDS, Model, ModelError, against_others, probabilities
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
"""Words and pairs that are weighed one by one for the reasons …"""
LOUDEST = 5
"""… and those that are told."""


Leanings = Callable[[Sequence[int], Sequence[int]], Iterable[Iterable[float]]]
"""Hash buckets of words, indices of kinds → how much each word speaks for each of them: `Model.leanings`."""


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


class Grounds(NamedTuple):
    """What reasons are made of."""

    steps: tuple[str, ...]
    """Steps that readings passed."""
    readings: Mapping[str, Reading]
    """Signal → reading, at least of those that passed a step."""
    word_logits: tuple[float, ...]
    """What the words added to the regression's five logits."""
    wording: tuple[tuple[str, ...], ...]
    """Kind, in the order of `KINDS` → the words that speak loudest for it."""


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
    def unwanted(self) -> float:
        """P(outreach) + P(junk), 0 to 1: how little the reader wants to see it, whatever the label."""
        return self.kinds["outreach"] + self.kinds["junk"]

    @property
    def level(self) -> int:
        """Tenths of `unwanted`, 0 to 10."""
        return round(10 * self.unwanted)

    @property
    def line(self) -> str:
        """Label, kind and `unwanted`, as ``coldsieve verdict`` writes them."""
        return f"{self.label} {self.kind} {self.unwanted:.2f}"


DEFAULT_POLICY = "balanced"


def policy_of(model: Model, chosen: str = "") -> Policy:
    """A policy that was fitted with the model, or one's own.

    Args:
        model: has policies.
        chosen: the name of one, `DEFAULT_POLICY` when empty; or thresholds, ``human=0.9,spam=0.8``, where one that is left
            out is that of the default.

    Raises:
        ModelError: the model has none of this name, or a threshold is no probability.
    """
    least = model.policies.get(chosen or DEFAULT_POLICY)
    if least is None and "=" in chosen:
        least = {**model.policies[DEFAULT_POLICY], **_thresholds(chosen)}
    if least is None:
        raise ModelError(f"no policy {chosen!r}; there are {', '.join(model.policies)}, or human=NUMBER,spam=NUMBER")
    return Policy(least["human"], least["spam"])


def _thresholds(chosen: str) -> dict[str, float]:
    found = {}
    for part in chosen.split(","):
        label, _, number = part.strip().partition("=")
        try:
            found[label.strip()] = float(number)
        except ValueError:
            raise ModelError(f"policy {chosen!r}: {number!r} is no number") from None
    if not found.keys() <= {"human", "spam"} or not all(0 <= least <= 1 for least in found.values()):
        raise ModelError(f"policy {chosen!r}: expected human=NUMBER,spam=NUMBER between 0 and 1")
    return found


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
    ruling = ruled(policy.rules, adjustment.adjusted(probabilities(logits), shift), case)
    label, kind, leaned = decide(policy, ruling.probabilities, ruling.decided)
    by_label = dict.fromkeys(LABELS, 0.0)
    for k, p in zip(KINDS, ruling.probabilities, strict=True):
        by_label[LABEL_OF[k]] += p
    kinds = dict(zip(KINDS, ruling.probabilities, strict=True))
    reasons = (*_rules_told(ruling, kind, case), *reasons_for(model, kind, grounds, _corrected(shift, kind, case)))
    return Verdict(label, kind, by_label, kinds, leaned, reasons[:REASONS], defects)


def wording(
    leanings: Leanings,
    logits: Sequence[float],
    values: Mapping[int, float],
    grams: Grams,
) -> tuple[tuple[str, ...], ...]:
    """The words that speak loudest for each kind, as the model sees them: entities masked, ``s:`` before those of the subject.

    Only the two most probable kinds are told of: history, asked later, rarely moves a mail to a third.

    Args:
        leanings: of the model that weighs the words.
        logits: of the mail, without history.
        values: hash bucket → value.
        grams: of the mail.
    """
    places = {bucket: n for n, bucket in enumerate(grams.buckets[:TOLD_WORDS])}
    told: list[tuple[str, ...]] = [()] * len(KINDS)
    if places:
        buckets = list(places)
        likely = nlargest(2, range(len(KINDS)), key=logits.__getitem__)
        weights = list(map(values.__getitem__, buckets))
        for k, leaning in zip(likely, leanings(buckets, likely), strict=True):
            speak = list(map(mul, weights, leaning))
            # Which words are loud is seen before any is put into text: most are not.
            least = nlargest(LOUDEST, speak)[-1]
            loud = [(w, grams.text(places[b])) for w, b in zip(speak, buckets, strict=True) if w >= least and w > 0]
            told[k] = tuple(text for _, text in sorted(loud, reverse=True)[:LOUDEST])
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
    told = evidence("history", f"{len(case.past.corrections)} of yours")
    return (Reason(CORRECTIONS, None, (told,), against_others(shift, k)),)


def reasons_for(model: Model, kind: str, grounds: Grounds, more: tuple[Reason, ...] = ()) -> tuple[Reason, ...]:
    """What spoke for a kind, ``more`` included, strongest first, at most `REASONS`; what spoke against it is left out."""
    k = KINDS.index(kind)
    by_signal, by_words = model.contributions(k, grounds.steps, grounds.word_logits)
    reasons = [*more, *(Reason(name, *grounds.readings[name], weight) for name, weight in by_signal.items())]
    if grounds.wording:
        said = tuple(_word(text) for text in grounds.wording[k])
        reasons.append(Reason(WORDING, None, said, by_words))
    told = [reason for reason in reasons if reason.weight >= LEAST_WEIGHT]
    return tuple(sorted(told, key=lambda reason: -reason.weight)[:REASONS])


def _word(text: str) -> Evidence:
    return Evidence("subject", text[2:]) if text.startswith("s:") else Evidence("body", text)
