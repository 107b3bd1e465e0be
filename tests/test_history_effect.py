"""What a history adds is measured on the steps that it saw, in order."""

from __future__ import annotations

from pathlib import Path

from classifier.pipeline import Classifier
from classifier.training.history_effect import judge, report
from classifier.training.letters import read_letters
from classifier.training.wrap import wrapped

LETTERS = Path(__file__).parents[1] / "data" / "letters"


def test_steps_are_counted_and_told() -> None:
    letters = [letter for letter in read_letters(LETTERS) if letter.sequence]
    some = {letter.sequence for letter in letters if letter.step == 4}
    chosen = [letter for letter in letters if letter.sequence in sorted(some)[:6]]
    mails = list(wrapped(chosen, seed=1, copies=1))
    judged = list(judge(reversed(mails), Classifier()))
    assert len(judged) == len(mails)
    assert [one.nth for one in judged] == [one.mail.step for one in judged], "in the order in which they came"
    assert all(one.known == (one.mail.step > 1) for one in judged)
    assert all(one.without.kinds == one.history.kinds for one in judged if one.mail.step == 1)
    moved = [one for one in judged if one.without.kinds != one.history.kinds]
    assert {one.mail.step for one in moved} >= {2, 3, 4}
    told = report("letters", judged)
    assert "| outreach | 4 | 6 | 1.00 |" in told
    assert f"| outreach | **2 and later** | {len(mails) - 6} |" in told
