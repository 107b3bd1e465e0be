"""Features, model, decision: exported numbers give what scikit-learn gave, and bad models are refused by name."""

from __future__ import annotations

import json
import math
import shutil
import struct
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from classifier import features
from classifier.decision import LABELS, Policy, decide
from classifier.evidence import Reading
from classifier.features import BUCKETS, Features
from classifier.forest import Forest, forest_of
from classifier.mail import Mail
from classifier.message import parse
from classifier.model import KINDS, Model, ModelError, default_directory, load, probabilities
from classifier.pipeline import WEIGHED, Classifier
from classifier.signals import CATALOGUE
from classifier.training.boost import boost, columns, levels
from classifier.training.export import export
from classifier.training.fit import STEP_SCALE, WORD_SCALE, Calibration, Linear, robots_of
from classifier.training.learn import Trained
from classifier.training.table import STEPS, matrix
from classifier.trees import LEAF, Trees, trees_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.ensemble import HistGradientBoostingClassifier

RNG = np.random.default_rng(7)


def some_features() -> Features:
    steps = tuple(str(s) for s in RNG.choice(STEPS, size=12, replace=False))
    words = {int(b): float(v) for b, v in zip(RNG.integers(0, BUCKETS, 80), RNG.random(80), strict=True)}
    length = math.sqrt(sum(v * v for v in words.values()))
    return Features(steps, {b: v / length for b, v in words.items()})


ROWS = [some_features() for _ in range(400)]
OF_ROBOTS = np.asarray([-2.5, 0, 0, 0, 0])


class Fitted(NamedTuple):
    """A model fitted by scikit-learn."""

    regression: LogisticRegression
    trees: HistGradientBoostingClassifier

    def expected(self, rows: list[Features]) -> NDArray[np.float64]:
        """Probabilities by scikit-learn alone: the regression's logits, half of the trees', and what calibration adds."""
        x = matrix(rows, STEP_SCALE, WORD_SCALE)
        words = x[:, len(STEPS) :] @ self.regression.coef_[:, len(STEPS) :].T
        grown = self.trees.decision_function(columns(levels(x[:, : len(STEPS)]), words))
        z = self.regression.decision_function(x) + 0.5 * grown + np.outer(robots_of(x), OF_ROBOTS)
        return np.asarray(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Model, Fitted]:
    """A model fitted by scikit-learn, and the same model after export and loading."""
    x, y = matrix(ROWS, STEP_SCALE, WORD_SCALE), np.arange(len(ROWS)) % 5
    regression = LogisticRegression(C=1.0, max_iter=200).fit(x, y)
    linear = Linear(regression.coef_, regression.intercept_)
    boosted = boost(columns(levels(x[:, : len(STEPS)]), linear.parts(x)[1]), y, np.ones(len(y)))
    folder = tmp_path_factory.mktemp("model")
    export(
        Trained(linear, boosted, Calibration((1.0, 0.5), np.zeros(5), OF_ROBOTS), {"balanced": Policy(0.6, 0.7)}),
        "0" * 64,
        folder,
    )
    return load(folder, WEIGHED), Fitted(regression, boosted.classifier)


def said(model: Model, row: Features) -> tuple[float, ...]:
    return probabilities(model.logits(row.signals, model.word_logits(row.words)))


def test_one_message_as_scikit_learn(exported: tuple[Model, Fitted]) -> None:
    model, fitted = exported
    np.testing.assert_allclose([said(model, row) for row in ROWS], fitted.expected(ROWS), atol=1e-6)


def test_many_messages_as_one(exported: tuple[Model, Fitted]) -> None:
    model, _ = exported
    many = model.word_logits_of_many([row.words for row in ROWS])
    np.testing.assert_allclose(many, [model.word_logits(row.words) for row in ROWS], atol=1e-9)


def test_contributions_of_trees_are_what_the_trees_said(exported: tuple[Model, Fitted]) -> None:
    """From the mean of all mail to the leaf: the steps on the way add up to what the trees say."""
    trees = exported[0].trees
    assert isinstance(trees, Trees)
    for row in ROWS[:5]:
        x = trees.inputs(row.signals, exported[0].word_logits(row.words))
        begun = [
            base + sum(trees.value[root] for root in roots)
            for base, roots in zip(trees.baseline, trees.roots, strict=True)
        ]
        added = [sum(trees.contributions(x, kind)) for kind in range(5)]
        np.testing.assert_allclose(np.add(begun, added), trees.logits(x), atol=1e-4)


def test_a_forest_says_what_its_trees_say(exported: tuple[Model, Fitted]) -> None:
    """To the last bit, also where a value stands on a threshold, and where nothing was read at all."""
    for model in (exported[0], load()):
        trees, forest = model.trees, model.for_many().trees
        assert isinstance(trees, Trees)
        assert isinstance(forest, Forest)
        inputs = [trees.inputs(row.signals, model.word_logits(row.words)) for row in ROWS[:50]]
        inputs += [[threshold] * len(inputs[0]) for threshold in sorted(set(trees.threshold))[::20]]
        inputs += [[0.0] * len(inputs[0]), [-90.0] * len(inputs[0])]
        for x in inputs:
            assert forest.logits(x) == trees.logits(x)
            assert all(forest.contributions(x, kind) == trees.contributions(x, kind) for kind in range(5))


def test_a_tree_with_more_leaves_than_an_octet_has_bits_is_walked() -> None:
    """A chain of nine questions, each answered by a leaf on the left."""
    asked = [0, LEAF] * 9 + [LEAF]
    right = [i + 2 if a != LEAF else 0 for i, a in enumerate(asked)]
    n = len(asked)
    octets = struct.pack(f"<{n}d{n}f{n}H{n}h", *range(n), *range(n), *right, *asked)
    trees = trees_of(["questions>=1"], [0.0] * 5, [[0]] * 5, memoryview(octets))
    assert forest_of(trees) is trees


@given(st.lists(st.floats(-80, 80), min_size=5, max_size=5))
def test_probabilities_sum_to_one(logits: list[float]) -> None:
    p = probabilities(logits)
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
        ({"calibration": {}}, "slopes"),
        ({"trees": {"steps": ["no_such_signal>=1"], "baseline": [0] * 5, "roots": [[0]] * 5}}, "no_such_signal"),
        ({"trees": {"steps": [], "baseline": [0] * 5, "roots": [[1 << 20]] * 5}}, "not there"),
    ],
)
def test_a_model_that_does_not_fit_is_refused(copy: Path, changes: dict[str, object], reason: str) -> None:
    rewrite(copy, **changes)
    with pytest.raises(ModelError, match=reason):
        load(copy, WEIGHED)


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
    assert load(None, WEIGHED).name == "default"


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
    vector = features.word_vector(features.ngrams(mail).buckets)
    assert math.isclose(sum(v * v for v in vector.values()), 1)
    assert all(0 <= bucket < BUCKETS for bucket in vector)


@given(st.text(max_size=30), st.text(max_size=300))
def test_each_word_and_pair_is_told_as_it_was_hashed(subject: str, letter: str) -> None:
    grams = features.Grams(*features.ngrams(Mail(parse(f"Subject: {subject}\n\n{letter}".encode(errors="replace")))))
    for n, bucket in enumerate(grams.buckets):
        assert crc32(grams.text(n).encode()) % BUCKETS == bucket


def test_names_do_not_reach_the_words() -> None:
    raw = b"From: Sam Vance <sam@acme.example>\nTo: Ada Okafor <ada@kestrel.example>\n\nDear Ada, Vance here from Acme. Is Kestrel open?"
    grams = features.ngrams(Mail(parse(raw)))
    said = {grams.text(n) for n in range(len(grams.buckets))}
    assert not said & {"ada", "vance", "acme", "kestrel", "okafor", "sam"}


def test_history_moves_the_verdict_the_same_way_in_one_pass_and_in_two() -> None:
    classifier = Classifier()
    raw = b"From: Sam <sam@acme.example>\nSubject: Re: scanners\n\nHi, just bumping this."
    one, many = classifier.examine(raw), classifier.examine_many([raw, raw])
    assert one.grounds.steps == many[1].grounds.steps
    np.testing.assert_allclose(one.logits, many[1].logits, atol=1e-9)
