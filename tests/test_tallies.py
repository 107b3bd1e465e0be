"""Tallies: how many signals of a camp saw something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from classifier.signals import FROM_HISTORY, OF_LETTER
from classifier.tallies import AT_MOST, CAMPS, STEPS, spread, tallied

NAMES = sorted({name for members in CAMPS.values() for name in members})


def test_camps_are_of_signals_that_read_the_letter_and_share_none() -> None:
    assert set(NAMES) <= {s.name for s in OF_LETTER} - FROM_HISTORY
    assert len(NAMES) == sum(map(len, CAMPS.values()))
    assert set(CAMPS).isdisjoint(NAMES)


def test_signals_are_counted_however_many_steps_they_passed() -> None:
    passed = ("robot_address>=1", "labelled_values>=1", "labelled_values>=2", "labelled_values>=3", "live_talk>=0.06")
    assert tallied(passed) == ("marks_of_machines>=1", "marks_of_machines>=2", "marks_of_people>=1")
    assert tallied(()) == ()


@given(st.lists(st.sampled_from(NAMES), unique=True))
def test_a_tally_is_a_number_of_signals(names: list[str]) -> None:
    steps = tallied(f"{name}>=1" for name in names)
    assert set(steps) <= set(STEPS)
    for camp, members in CAMPS.items():
        mine = [step for step in steps if step.startswith(camp)]
        assert len(mine) == min(AT_MOST, sum(name in members for name in names))


@given(st.lists(st.sampled_from([*NAMES, "bullets", "list_server"]), unique=True))
def test_what_a_tally_adds_goes_to_those_it_counts(names: list[str]) -> None:
    weights = dict.fromkeys(names, 1.0)
    of_tallies = {step.partition(">=")[0]: 6.0 for step in tallied(f"{name}>=1" for name in names)}
    told = spread({**weights, **of_tallies})
    assert set(told) == set(names)
    assert abs(sum(told.values()) - len(names) - 6.0 * len(of_tallies)) < 1e-9
    assert all(told[name] == 1.0 for name in names if name not in NAMES)
