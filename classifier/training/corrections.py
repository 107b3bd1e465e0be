"""Mail of held-out sources, as one reader's mailbox → what their corrections change on the rest of it.

A reader corrects some mails whose label is wrong. What is judged again is the rest, less all mail of the senders that
were corrected: for those the rules decide, and here the adjustment is to show what it does alone.
Run as ``python -m classifier.training.corrections CORPORA LETTERS`` (experiment 11; about half an hour of two cores).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from classifier.adjustment import adjusted, shift
from classifier.decision import DEFAULT_POLICY, LABEL_OF, Policy, decide
from classifier.history import Correction
from classifier.model import KINDS
from classifier.signals import FROM_HISTORY

DRAWS = 10
"""Readers of one mailbox, who correct different mails of it."""
JUDGED = 1_000
"""Mails that are judged again, drawn from the rest."""
ASKED = ((10, 0), (50, 0), (200, 0), (0, 20), (50, 20))
"""Right corrections and wrong ones."""


class Held(NamedTuple):
    """One mail, and what a model that saw nothing of its source says of it."""

    kind: str
    sender: str
    steps: tuple[str, ...]
    """Those that the letter passed by itself."""
    probabilities: tuple[float, ...]


class Mailbox(NamedTuple):
    """The mails that one fold tests."""

    name: str
    mails: list[Held]
    policy: Policy


class Errors(NamedTuple):
    """Shares of wrong verdicts. `Errors.of` makes one."""

    label: float
    people_lost: float
    """Of personal mail: not labelled human."""
    passed_as_human: float
    """Of all other mail."""

    @staticmethod
    def of(said: Iterable[tuple[str, str]]) -> Errors:
        """(true kind, label given) of each mail → shares."""
        pairs = list(said)
        people = [label for kind, label in pairs if kind == "personal"]
        others = [label for kind, label in pairs if kind != "personal"]
        wrong = sum(LABEL_OF[kind] != label for kind, label in pairs)
        return Errors(
            wrong / max(1, len(pairs)),
            sum(label != "human" for label in people) / max(1, len(people)),
            sum(label == "human" for label in others) / max(1, len(others)),
        )


class Outcome(NamedTuple):
    """Errors on the rest of a mailbox."""

    corrections: int
    """Right ones that could be made: half of the errors stay, to be judged."""
    before: Errors
    after: Errors


def label_of(policy: Policy, probabilities: Sequence[float]) -> str:
    """The label that a policy gives."""
    return decide(policy, probabilities)[0]


def corrected(mailbox: Mailbox, right: int, wrong: int, draw: random.Random) -> Outcome:
    """What so many corrections of the wrong verdicts, and so many that are themselves wrong, do to the rest."""
    mails, policy = mailbox.mails, mailbox.policy
    order = draw.sample(range(len(mails)), len(mails))
    erred = [i for i in order if label_of(policy, mails[i].probabilities) != LABEL_OF[mails[i].kind]]
    mistaken = set(erred)
    fine = [i for i in order if i not in mistaken][:wrong]
    chosen = erred[: min(right, len(erred) // 2)]
    corrections = [_correction(mails[i], mails[i].kind) for i in chosen]
    corrections += [_correction(mails[i], draw.choice([k for k in KINDS if k != mails[i].kind])) for i in fine]
    known = {mails[i].sender for i in (*chosen, *fine) if mails[i].sender}
    gone = {*chosen, *fine}
    rest = [mails[i] for i in order if i not in gone and mails[i].sender not in known]
    rest = draw.sample(rest, min(JUDGED, len(rest)))
    before = Errors.of((m.kind, label_of(policy, m.probabilities)) for m in rest)
    moved = ((m.kind, adjusted(m.probabilities, shift(corrections, m.steps))) for m in rest)
    return Outcome(len(chosen), before, Errors.of((kind, label_of(policy, p)) for kind, p in moved))


def _correction(mail: Held, kind: str) -> Correction:
    return Correction("", mail.sender, (), 0, 0.0, kind, mail.steps, mail.probabilities)


def table(mailboxes: Sequence[Mailbox], draws: int = DRAWS) -> str:
    """Means over the draws, in Markdown."""
    lines = [
        "| mailbox | corrections (right, wrong) | wrong label | people lost | passed as human |",
        "|---|---|---|---|---|",
    ]
    for mailbox in mailboxes:
        for right, wrong in ASKED:
            outcomes = [corrected(mailbox, right, wrong, random.Random(n)) for n in range(draws)]  # noqa: S311
            cells = [
                f"{_mean(o.before[i] for o in outcomes):.3f} → {_mean(o.after[i] for o in outcomes):.3f}"
                for i in range(len(Errors._fields))
            ]
            made = round(_mean(o.corrections for o in outcomes))
            lines.append(f"| {mailbox.name} | {made}, {wrong} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _mean(numbers: Iterable[float]) -> float:
    values = list(numbers)
    return sum(values) / len(values)


def mailboxes(corpora: Path, letters: Path) -> list[Mailbox]:
    """Each fold's test mail, judged by a model that saw nothing of it."""
    from classifier.training import folds
    from classifier.training.evaluate import judge
    from classifier.training.learn import Table
    from classifier.training.review import reviewed
    from classifier.training.table import read

    rows = reviewed(read(corpora, letters))
    made, prepared = folds.make_folds(rows), Table(rows)
    found = []
    for fold in made:
        trained = prepared.train(fold.train, [other for other in made if other.name != fold.name])
        judged = judge(prepared, fold.name, trained, fold.test).where_clear()
        mails = [
            Held(row.kind, row.sender, _of_letter(row.plain.signals), tuple(p))
            for row, p in zip(judged.rows, judged.probabilities.tolist(), strict=True)
        ]
        found.append(Mailbox(fold.name, mails, trained.policies[DEFAULT_POLICY]))
    return found


def _of_letter(steps: Iterable[str]) -> tuple[str, ...]:
    return tuple(step for step in steps if step.partition(">=")[0] not in FROM_HISTORY)


if __name__ == "__main__":
    sys.stdout.write(table(mailboxes(Path(sys.argv[1]), Path(sys.argv[2]))))
