"""Corrections move what resembles them, within bounds, and leave without a trace."""

from __future__ import annotations

import math
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.adjustment import STRENGTH, adjusted, shift
from classifier.decision import Policy, decide
from classifier.history import Correction
from classifier.model import KINDS

STEPS = [f"signal{i}>=1" for i in range(60)]
fives = st.lists(st.floats(0.001, 1), min_size=5, max_size=5).map(lambda ps: tuple(p / sum(ps) for p in ps))
some_steps = st.lists(st.sampled_from(STEPS), unique=True, max_size=8).map(tuple)


def correction(kind: str, steps: tuple[str, ...], probabilities: tuple[float, ...]) -> Correction:
    return Correction("anna@berg.example", "", (), 0, 0.0, kind, steps, probabilities)


corrections = st.lists(st.builds(correction, st.sampled_from(KINDS), some_steps, fives), max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corrections, some_steps)
def test_it_is_bounded_however_many_there_are(made: list[Correction], steps: tuple[str, ...]) -> None:
    assert all(abs(s) <= STRENGTH for s in shift(made, steps))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corrections, some_steps, st.randoms())
def test_order_does_not_matter(made: list[Correction], steps: tuple[str, ...], draw: random.Random) -> None:
    shuffled = draw.sample(made, len(made))
    assert shift(shuffled, steps) == pytest.approx(shift(made, steps))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fives, corrections, some_steps)
def test_probabilities_stay_probabilities(
    probabilities: tuple[float, ...], made: list[Correction], steps: tuple[str, ...]
) -> None:
    after = adjusted(probabilities, shift(made, steps))
    assert sum(after) == pytest.approx(1)
    assert all(0 < p < 1 for p in after)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fives)
def test_without_corrections_nothing_is_moved(probabilities: tuple[float, ...]) -> None:
    assert adjusted(probabilities, shift([], STEPS)) == pytest.approx(probabilities)


SURE = (0.005, 0.98, 0.005, 0.005, 0.005)
DOUBTFUL = (0.4, 0.5, 0.05, 0.025, 0.025)


def test_a_few_cannot_overturn_the_model_and_many_turn_a_doubt() -> None:
    alike = tuple(STEPS[:30])
    few = [correction("personal", alike, SURE)] * 3
    assert decide(Policy(0.5, 0.5), adjusted(SURE, shift(few, alike)))[0] == "bot"
    assert decide(Policy(0.5, 0.5), adjusted(DOUBTFUL, shift(few, alike)))[0] == "human"


def test_only_what_resembles_is_moved() -> None:
    made = [correction("personal", tuple(STEPS[:30]), SURE)] * 20
    other = max(map(abs, shift(made, STEPS[25:55])))
    assert other < 0.02 * max(map(abs, shift(made, STEPS[:30])))


def test_what_the_model_knew_already_moves_little() -> None:
    made = [correction("outreach", tuple(STEPS[:30]), SURE)] * 50
    assert max(map(abs, shift(made, STEPS[:30]))) < 0.1


@pytest.mark.usefixtures("nothing_else_to_collect")
def test_four_hundred_take_no_time() -> None:
    draw = random.Random(1)
    made = [correction("personal", tuple(draw.sample(STEPS, 40)), SURE) for _ in range(400)]
    started = time.process_time()
    shifted = shift(made, STEPS[:40])
    assert time.process_time() - started < 0.1
    assert all(map(math.isfinite, shifted))
