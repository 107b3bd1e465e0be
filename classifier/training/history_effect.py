"""Labelled mail and a model → what a history adds, step by step of sequences, and what it does to people who write again.

``python -m classifier.training.history_effect CORPORA data/letters > notebooks/0003-history.md``
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import log
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from classifier.decision import Verdict
from classifier.history import UNKNOWN, MemoryHistory
from classifier.pipeline import Classifier
from classifier.training.corpora import Labelled, read_corpora
from classifier.training.letters import read_letters
from classifier.training.traces import without_list_traces
from classifier.training.wrap import wrapped

CHUNK = 64
SEED = 7
"""Of the wrapping: not the one that training draws with."""
MANY = 5
"""Steps from this one on are told together: few sequences have more."""


OUTREACH = ("outreach",)
UNWANTED = ("outreach", "junk")


class Judged(NamedTuple):
    """One mail, judged without and with what a history knew when it came."""

    mail: Labelled
    nth: int
    """Which mail of its sender to this reader it is, as far as the history knows."""
    known: bool
    """Whether the history knew a mail of its sender, organisation or name, or a copy of it."""
    without: Verdict
    history: Verdict


def judge(mails: Iterable[Labelled], classifier: Classifier) -> Iterator[Judged]:
    """Every mail, in chronological order. List traces are taken off, and the reader of a list's mail is the list."""
    examined = []
    rest = iter(mails)
    while chunk := list(islice(rest, CHUNK)):
        found = classifier.examine_many([without_list_traces(mail.raw) for mail in chunk])
        examined += [(mail._replace(raw=b""), one) for mail, one in zip(chunk, found, strict=True)]
    history = MemoryHistory()
    for mail, one in sorted(examined, key=lambda pair: pair[1].sighting.time):
        one = one._replace(sighting=one.sighting._replace(recipient=mail.list or one.sighting.recipient))
        past = history.lookup(one.sighting)
        known = bool(past.of_organisation or past.of_template or past.of_persona)
        nth = len(past.of_sender) + 1
        yield Judged(mail, nth, known, classifier.conclude(one, UNKNOWN), classifier.conclude(one, past))
        history.record(one.sighting)


def report(name: str, judged: Sequence[Judged]) -> str:
    """Markdown: a table of the sequences by step, and one of other senders by the number of their mail."""
    steps = [(one.mail.step, one) for one in judged if one.mail.step]
    others = [(one.nth, one) for one in judged if not one.mail.step and one.mail.kind in ("personal", "notification")]
    tables = (("sequences, by step", steps), ("other mail, by number of its sender's mail", others))
    return "".join(f"## {name}: {title}\n\n{_table(numbered)}\n" for title, numbered in tables)


def _table(numbered: Sequence[tuple[int, Judged]]) -> str:
    lines = [
        "| kind | mail | n | known | P(outreach) without | with | log-odds of outreach | raised | P(unwanted) without | with | human without | with |",
        "|---" * 12 + "|",
    ]
    for kind in sorted({one.mail.kind for _, one in numbered}):
        for n in range(1, MANY + 1):
            some = [one for i, one in numbered if one.mail.kind == kind and min(i, MANY) == n]
            if some:
                lines.append(f"| {kind} | {n}{' and later' if n == MANY else ''} | {_row(some)} |")
        later = [one for i, one in numbered if one.mail.kind == kind and i > 1]
        if later:
            lines.append(f"| {kind} | **2 and later** | {_row(later)} |")
    return "\n".join(lines) + "\n"


def _row(some: Sequence[Judged]) -> str:
    both = [one.without for one in some], [one.history for one in some]
    outreach, unwanted = (
        [[_p(verdict, *kinds) for verdict in told] for told in both] for kinds in (OUTREACH, UNWANTED)
    )
    moved = [_log_odds(after) - _log_odds(before) for before, after in zip(*outreach, strict=True)]
    cells = [str(len(some)), f"{fmean(one.known for one in some):.2f}"]
    cells += [f"{fmean(told):.3f}" for told in outreach]
    cells += [f"{fmean(moved):+.2f}", f"{fmean(m > 0 for m in moved):.2f}"]
    cells += [f"{fmean(told):.3f}" for told in unwanted]
    cells += [f"{fmean(verdict.label == 'human' for verdict in told):.3f}" for told in both]
    return " | ".join(cells)


def _p(verdict: Verdict, *kinds: str) -> float:
    return sum(verdict.kinds[kind] for kind in kinds)


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-9), 1 - 1e-9)
    return log(p / (1 - p))


HEAD = """# What history adds

Mean P(outreach), mean P(outreach) + P(junk) and share labelled `human`, by the shipped model, without a history and with
one that was told every mail before in chronological order; mean change of the log-odds of outreach, and share of mails whose
P(outreach) it raised. Known: the history held a mail of the sender, the organisation or the name, or a copy. The model was fitted on this mail: the differences tell,
not the levels. No corpus has a Sent folder, so what hangs on answers is not measured here. Generated by
`python -m classifier.training.history_effect`.

"""

if __name__ == "__main__":
    classifier = Classifier()
    real = list(judge(read_corpora(Path(sys.argv[1])), classifier))
    written = list(judge(wrapped(read_letters(Path(sys.argv[2])), SEED, 1), classifier))
    sys.stdout.write(HEAD + report("real mail", real) + "\n" + report("letters", written))
