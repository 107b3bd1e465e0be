"""What the reader allows and what they did before → probabilities moved by named rules, each with its evidence.

No corpus can teach this: none has an owner's Sent mail, address book or corrections. A rule either decides (it moves the
probability of some kinds to another one, and ends the matter) or leans (it adds bounded log-odds). Of the rules that decide the
first one does; those after it are not asked. Permission decides only for an author whom the reader's own host
authenticated, since anybody can write any name into From; otherwise it leans, and says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from classifier.evidence import Evidence, evidence
from classifier.history import UNKNOWN, Past
from classifier.model import KINDS
from classifier.standing import NOBODY, Standing

APPROACHES = ("outreach", "junk")
"""What only strangers send. Newsletters and notifications of a correspondent stay what they are: a receipt from a shop that I
wrote to is no letter."""

LEAN = 1.0
"""Log-odds of permission that nobody vouches for: turns a doubt, never a conviction (0.90 becomes 0.77)."""
THREAD_LEAN = 2.0
"""… and of an answer to a mail of mine: its Message-ID is known to those who got it."""
REFUSED_LEAN = -2.0
"""Of going on after a no. It does not decide, as somebody else at a large organisation may have an honest question."""
UNPUBLISHED_LEAN = -2.0
"""Of an address that was never given away. It does not decide, as a person may have it from a person."""
MOST_LEAN = 2.0
"""All leaning rules together, either way."""
LEAST = 1e-6
"""Probabilities are taken for at least this where log-odds of them are told."""


class Case(NamedTuple):
    """What rules are about: one mail's author and history. The mail itself is the model's."""

    standing: Standing = NOBODY
    past: Past = UNKNOWN
    steps: tuple[str, ...] = ()
    """Steps that the letter passed by itself, history's left out: what corrections are compared by."""


class Finding(NamedTuple):
    """What one rule says."""

    evidence: Evidence
    to: str = ""
    """The kind that it decides for, if the kind is not one of those that it leaves alone."""
    of: tuple[str, ...] = KINDS
    """The kinds whose probability goes there."""
    lean: float = 0.0
    """Log-odds for ``personal`` that it adds, if it does not decide."""


class Told(NamedTuple):
    """A rule that applied."""

    rule: str
    evidence: Evidence
    before: tuple[float, ...]
    """Probabilities without it …"""
    after: tuple[float, ...]
    """… and with it."""

    def weight(self, k: int) -> float:
        """What it added to the log-odds of the k-th kind."""
        return _log_odds(self.after[k]) - _log_odds(self.before[k])


class Ruling(NamedTuple):
    """What came of all rules."""

    probabilities: tuple[float, ...]
    decided: bool
    """Whether one decided: then there is no doubt to lean upon."""
    told: tuple[Told, ...]


Rule = Callable[[Case], Finding | None]
"""Named by its function; its docstring begins with a statement."""


def blocked(case: Case) -> Finding | None:
    """You blocked this address or its domain."""
    listed = case.past.listed
    if listed is None or listed.allowed:
        return None
    return Finding(evidence("history", f"blocked: {listed.entry}"), "junk")


def allowed(case: Case) -> Finding | None:
    """You allowed this address or its domain: what it sends is no stranger's.

    It decides also where no authserv-id is configured, as the reader asked for it by name. Where one is, and the mail is
    not authenticated, it only leans.
    """
    listed = case.past.listed
    if listed is None or not listed.allowed:
        return None
    return _permission(case, f"allowed: {listed.entry}", by_hand=True)


def corrected_sender(case: Case) -> Finding | None:
    """You said of a mail of this address what it was; the last time counts."""
    kind = case.past.corrected
    if not kind:
        return None
    if kind == "personal":
        found = _permission(case, "you said: human", by_hand=True)
        return found._replace(of=KINDS) if found.to else found
    return Finding(evidence("history", f"you said: {kind}"), kind)


def corrected_copy(case: Case) -> Finding | None:
    """You said of a copy of this letter that it was no person's; the last time counts."""
    kind = case.past.corrected_template
    if kind in ("", "personal"):
        return None
    return Finding(evidence("history", f"you said of a copy: {kind}"), kind)


def own_organisation(case: Case) -> Finding | None:
    """A colleague: the author's address is of your organisation. Unless your host vouches for it, this counts nothing."""
    colleague = case.standing.colleague or case.standing.mine
    if not colleague:
        return None
    found = _permission(case, colleague)
    return found if found.to else found._replace(lean=0.0)


def went_on_after_no(case: Case) -> Finding | None:
    """You said no, did not write otherwise since, and they go on. An answer to that no itself is none."""
    past = case.past
    if past.refused is None or (past.thread_is_mine and not past.after_refusal):
        return None
    mails = f"{past.after_refusal + 1} {'mails' if past.after_refusal else 'mail'} since"
    return Finding(evidence("history", f"no on {day(past.refused)}, {mails}"), lean=REFUSED_LEAN)


def in_my_thread(case: Case) -> Finding | None:
    """It answers a mail of yours."""
    if not case.past.thread_is_mine or case.past.refused is not None:
        return None
    return _permission(case, "answers a mail of yours", THREAD_LEAN)


def i_answered(case: Case) -> Finding | None:
    """You answered this address before, whatever was concluded of its mail then."""
    return _written(case, case.past.answered)


def i_wrote_to_them(case: Case) -> Finding | None:
    """You wrote to this address before, though never in answer."""
    return None if case.past.answered else _written(case, case.past.written_to)


def i_wrote_to_their_organisation(case: Case) -> Finding | None:
    """You wrote to somebody else of the author's organisation. It never decides, and counts only if your host vouches."""
    times = case.past.written_to_organisation
    if not times or case.past.written_to or case.past.refused is not None or not case.standing.authenticated:
        return None
    return Finding(evidence("history", f"last on {day(times[-1])}"), lean=LEAN)


def unpublished_address(case: Case) -> Finding | None:
    """It was sent to an address that you never gave away: somebody bought or guessed it."""
    address = case.standing.unpublished
    return Finding(evidence("header:To", address), lean=UNPUBLISHED_LEAN) if address else None


RULES: tuple[Rule, ...] = (
    blocked,
    allowed,
    corrected_sender,
    corrected_copy,
    own_organisation,
    went_on_after_no,
    in_my_thread,
    i_answered,
    i_wrote_to_them,
    i_wrote_to_their_organisation,
    unpublished_address,
)
"""What the reader's hand did comes before what is concluded from what they wrote."""


def statements() -> dict[str, str]:
    """Rule → its statement."""
    return {rule.__name__: " ".join((rule.__doc__ or "").partition("\n\n")[0].split()) for rule in RULES}


def ruled(rules: Sequence[Rule], probabilities: Sequence[float], case: Case) -> Ruling:
    """Probabilities of five kinds as the rules leave them."""
    now = first = tuple(probabilities)
    told: list[Told] = []
    lean = 0.0
    for rule in rules:
        found = rule(case)
        if found is None:
            continue
        if found.to:
            # A rule that decides leaves nothing of what leaned before it.
            after = _moved(first, found)
            return Ruling(after, True, (*told, Told(rule.__name__, found.evidence, now, after)))
        bounded = max(-MOST_LEAN, min(MOST_LEAN, lean + found.lean))
        after = _leaned(now, bounded - lean)
        told.append(Told(rule.__name__, found.evidence, now, after))
        now, lean = after, bounded
    return Ruling(now, False, tuple(told))


def _permission(case: Case, text: str, lean: float = LEAN, by_hand: bool = False) -> Finding:
    """No stranger's approach, if the host vouches for the author; else it leans that way.

    Args:
        case: tells whether the host vouches.
        text: the evidence.
        lean: log-odds where it does not.
        by_hand: the reader named the author; decides unless the host was asked and does not vouch.
    """
    if case.standing.authenticated or (by_hand and not case.standing.asked):
        return Finding(evidence("history", text), "personal", (*APPROACHES, "personal"))
    return Finding(evidence("history", f"{text}; sender not authenticated"), lean=lean)


def _written(case: Case, times: tuple[float, ...]) -> Finding | None:
    if not times or case.past.refused is not None:
        return None
    return _permission(case, f"last on {day(times[-1])}")


def _moved(probabilities: tuple[float, ...], found: Finding) -> tuple[float, ...]:
    moved = min(1.0, sum(p for kind, p in zip(KINDS, probabilities, strict=True) if kind in found.of))
    return tuple(
        moved if kind == found.to else 0.0 if kind in found.of else p
        for kind, p in zip(KINDS, probabilities, strict=True)
    )


def _leaned(probabilities: tuple[float, ...], lean: float) -> tuple[float, ...]:
    personal = probabilities[0] * math.exp(lean)
    total = personal + sum(probabilities[1:])
    return tuple(p / total for p in (personal, *probabilities[1:]))


def _log_odds(p: float) -> float:
    p = min(max(p, LEAST), 1 - LEAST)
    return math.log(p / (1 - p))


def day(time: float) -> str:
    """Seconds since 1970 → a date, UTC; whatever a mail may have claimed."""
    try:
        return datetime.fromtimestamp(time, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "a day unknown"
