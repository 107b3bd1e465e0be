"""Features, model, decision: exported numbers give what scikit-learn gave, and bad models are refused by name."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from classifier import features
from classifier.decision import LABELS, Policy, decide
from classifier.evidence import Reading
from classifier.features import BUCKETS, Features
from classifier.mail import Mail
from classifier.message import parse
from classifier.model import KINDS, Model, ModelError, default_directory, load
from classifier.pipeline import SIGNAL_NAMES, Classifier
from classifier.signals import CATALOGUE
from classifier.training.evaluate import Trained
from classifier.training.export import export
from classifier.training.fit import STEP_SCALE, WORD_SCALE, Calibration, Linear
from classifier.training.table import STEPS, matrix

RNG = np.random.default_rng(7)


def some_features() -> Features:
    steps = tuple(str(s) for s in RNG.choice(STEPS, size=12, replace=False))
    words = {int(b): float(v) for b, v in zip(RNG.integers(0, BUCKETS, 80), RNG.random(80), strict=True)}
    length = math.sqrt(sum(v * v for v in words.values()))
    return Features(steps, {b: v / length for b, v in words.items()})


ROWS = [some_features() for _ in range(60)]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Model, LogisticRegression]:
    """A model fitted by scikit-learn, and the same model after export and loading."""
    regression = LogisticRegression(C=1.0, max_iter=200).fit(matrix(ROWS, STEP_SCALE, WORD_SCALE), np.arange(60) % 5)
    folder = tmp_path_factory.mktemp("model")
    linear = Linear(regression.coef_, regression.intercept_)
    export(Trained(linear, Calibration(1.0, np.zeros(5)), Policy(0.6, 0.7)), "0" * 64, folder)
    return load(folder, SIGNAL_NAMES), regression


def test_one_message_as_scikit_learn(exported: tuple[Model, LogisticRegression]) -> None:
    model, regression = exported
    expected = regression.predict_proba(matrix(ROWS, STEP_SCALE, WORD_SCALE))
    found = [model.probabilities(model.logits(row)) for row in ROWS]
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_many_messages_as_scikit_learn(exported: tuple[Model, LogisticRegression]) -> None:
    model, regression = exported
    many = model.logits_of_many(ROWS)
    np.testing.assert_allclose(many, [model.logits(row) for row in ROWS], atol=1e-9)
    expected = regression.predict_proba(matrix(ROWS, STEP_SCALE, WORD_SCALE))
    np.testing.assert_allclose([model.probabilities(z) for z in many.tolist()], expected, atol=1e-6)


@given(st.lists(st.floats(-80, 80), min_size=5, max_size=5))
def test_probabilities_sum_to_one(logits: list[float]) -> None:
    p = load().probabilities(logits)
    assert math.isclose(sum(p), 1)
    assert all(0 <= x <= 1 for x in p)


@given(st.lists(st.floats(0.001, 1), min_size=5, max_size=5), st.floats(0.5, 1), st.floats(0.5, 1))
def test_a_label_is_given_above_its_threshold_alone(weights: list[float], human: float, spam: float) -> None:
    p = [w / sum(weights) for w in weights]
    label, kind, leaned = decide(Policy(human, spam), p)
    assert label in LABELS
    assert kind == KINDS[int(np.argmax(p))]
    assert label != "human" or p[0] >= human
    assert label != "spam" or p[4] >= spam
    if leaned:
        assert label == "bot"
        assert max(p[0], p[4]) > p[1] + p[2] + p[3]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped model, to be damaged."""
    return Path(shutil.copytree(default_directory(), tmp_path / "model"))


def rewrite(folder: Path, **changes: object) -> None:
    described = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps({**described, **changes}))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format": 99}, "format 99"),
        ({"features": 99}, "features of version 99"),
        ({"weights_sha256": "0"}, "SHA-256 differs"),
        ({"steps": {"no_such_signal>=1": [0, 0, 0, 0, 0]}}, "no_such_signal"),
        ({"intercept": [1, 2]}, "finite numbers"),
        ({"intercept": [1, 2, 3, 4, float("nan")]}, "finite numbers"),
        ({"kinds": ["ham", "spam"]}, "kinds"),
        ({"calibration": {}}, "slope"),
    ],
)
def test_a_model_that_does_not_fit_is_refused(copy: Path, changes: dict[str, object], reason: str) -> None:
    rewrite(copy, **changes)
    with pytest.raises(ModelError, match=reason):
        load(copy, SIGNAL_NAMES)


def test_a_damaged_model_is_refused(copy: Path) -> None:
    (copy / "weights.bin").write_bytes((copy / "weights.bin").read_bytes()[:-4] + b"\0\0\0\1")
    with pytest.raises(ModelError, match="SHA-256"):
        load(copy)
    (copy / "weights.bin").write_bytes(b"")
    with pytest.raises(ModelError, match=r"weights\.bin"):
        load(copy)
    (copy / "model.json").write_text("[")
    with pytest.raises(ModelError, match="no JSON"):
        load(copy)
    with pytest.raises(ModelError, match="No such file"):
        load(copy / "nowhere")


def test_the_shipped_model_is_small_and_weighs_known_signals() -> None:
    assert sum(f.stat().st_size for f in default_directory().iterdir()) < 5_000_000
    assert load(None, SIGNAL_NAMES).name == "default"


def test_steps_are_a_thermometer() -> None:
    signal = next(s for s in CATALOGUE if s.name == "bullets")
    assert features.passed_steps([signal], {"bullets": Reading(3.0)}) == (
        "bullets>=1",
        "bullets>=2",
        "bullets>=3",
    )
    assert features.passed_steps([signal], {"bullets": Reading(0.0)}) == ()
    assert features.passed_steps([signal], {"bullets": Reading(None)}) == ()


@given(st.text(max_size=300))
def test_word_values_have_length_one(text: str) -> None:
    mail = Mail(parse(b"Subject: Keys\n\n" + text.encode()))
    vector = features.word_vector(features.ngrams(mail))
    assert math.isclose(sum(v * v for v in vector.values()), 1)
    assert all(0 <= bucket < BUCKETS for bucket in vector)


def test_names_do_not_reach_the_words() -> None:
    raw = b"From: Sam Vance <sam@acme.example>\nTo: Ada Okafor <ada@kestrel.example>\n\nDear Ada, Vance here from Acme. Is Kestrel open?"
    said = {text for _, text in features.ngrams(Mail(parse(raw)))}
    assert not said & {"ada", "vance", "acme", "kestrel", "okafor", "sam"}


def test_history_moves_the_verdict_the_same_way_in_one_pass_and_in_two() -> None:
    classifier = Classifier()
    raw = b"From: Sam <sam@acme.example>\nSubject: Re: scanners\n\nHi, just bumping this."
    one, many = classifier.examine(raw), classifier.examine_many([raw, raw])
    assert one.grounds.steps == many[1].grounds.steps
    np.testing.assert_allclose(one.logits, many[1].logits, atol=1e-9)
