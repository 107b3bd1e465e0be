"""An exported model: plain numbers in ``model.json`` and ``weights.bin`` → logits, and what each signal added to them.

Loading runs no code: JSON and numbers. The words of many mails are weighed by numpy, all else in pure Python; both give
what scikit-learn gave.
"""

from __future__ import annotations

import hashlib
import json
import math
import mmap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from classifier import features
from classifier.features import BUCKETS
from classifier.forest import Forest, forest_of
from classifier.tallies import spread
from classifier.trees import Trees, trees_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = ("personal", "outreach", "newsletter", "notification", "junk")
"""What a mail can be, in the order of every list of five numbers."""

FORMAT = 2


class ModelError(Exception):
    """A model that cannot be used; the text names the file and the reason."""


class Model(NamedTuple):
    """A multinomial logistic regression and boosted trees, their logits added. Lists of five are in the order of `KINDS`."""

    directory: Path
    """Where it was read from."""
    name: str
    intercept: tuple[float, ...]
    steps: dict[str, tuple[float, ...]]
    """Feature name (a signal's step) → five weights."""
    words: memoryview[float]
    """`BUCKETS` × 5 float32, row by row."""
    word_scale: float
    """What word values are multiplied by: lets one regularisation serve words and signals."""
    trees: Trees | Forest
    """Ask signals and the words' logits."""
    slopes: tuple[float, float]
    """The regression's logits are multiplied by the first, the trees' by the second …"""
    shift: tuple[float, ...]
    """… and this is added: calibration on held-out sources."""
    policies: dict[str, dict[str, float]]
    """Name → label → least probability at which it may be given; see `decision`."""

    def for_many(self) -> Model:
        """The same model, whose trees are made ready for many mails."""
        return self._replace(trees=forest_of(self.trees)) if isinstance(self.trees, Trees) else self

    @property
    def identity(self) -> str:
        """SHA-256 of ``model.json``, which names that of the weights: the same model in another place has the same."""
        return hashlib.sha256((self.directory / "model.json").read_bytes()).hexdigest()

    def word_logits(self, words: Mapping[int, float]) -> list[float]:
        """What the words of a mail (bucket → value) add to the regression's logits."""
        weights, scale = self.words, self.word_scale
        a = b = c = d = e = 0.0
        for bucket, value in words.items():
            i = bucket * 5
            a += value * weights[i]
            b += value * weights[i + 1]
            c += value * weights[i + 2]
            d += value * weights[i + 3]
            e += value * weights[i + 4]
        return [scale * total for total in (a, b, c, d, e)]

    def word_logits_of_many(self, rows: Sequence[Mapping[int, float]]) -> NDArray[np.float64]:
        """The same for many mails at once: n × 5."""
        import numpy as np

        weights = np.asarray(self.words).reshape(BUCKETS, 5)
        out = np.zeros((len(rows), 5))
        for i, row in enumerate(rows):
            if row:
                buckets = np.fromiter(row.keys(), dtype=np.int64, count=len(row))
                values = np.fromiter(row.values(), dtype=np.float64, count=len(row))
                out[i] = self.word_scale * (values @ weights[buckets].astype(np.float64))
        return out

    def logits(self, steps: Sequence[str], word_logits: Sequence[float]) -> list[float]:
        """Five calibrated logits of a mail that passed these steps; those that the model does not know add nothing."""
        a, b, c, d, e = [i + w for i, w in zip(self.intercept, word_logits, strict=True)]
        weighed = self.steps
        for name in steps:
            weights = weighed.get(name)
            if weights is not None:
                one, two, three, four, five = weights
                a += one
                b += two
                c += three
                d += four
                e += five
        grown = self.trees.logits(self.trees.inputs(steps, word_logits))
        linear, other = self.slopes
        return [linear * x + other * t + s for x, t, s in zip((a, b, c, d, e), grown, self.shift, strict=True)]

    def contributions(
        self, kind: int, steps: Sequence[str], word_logits: Sequence[float]
    ) -> tuple[dict[str, float], float]:
        """What each signal, and what the words, added to the logit of a kind against the others' mean; tallies in the signals that they count."""
        one, other = self.slopes
        by_signal: dict[str, float] = {}
        grown = self.trees.contributions(self.trees.inputs(steps, word_logits), kind)
        for name in steps:
            weights = self.steps.get(name)
            signal = name.partition(">=")[0]
            if signal not in by_signal:
                column = self.trees.columns.get(name)
                by_signal[signal] = other * grown[column] if column is not None else 0.0
            if weights is not None:
                by_signal[signal] += one * against_others(weights, kind)
        return spread(by_signal), one * against_others(word_logits, kind) + other * sum(grown[self.trees.words_from :])

    def leanings(self, buckets: Sequence[int], kinds: Sequence[int]) -> list[list[float]]:
        """How much the words in these hash buckets speak for each of some kinds, against the mean of the others, word scale included."""
        weights, scale = self.words, self.word_scale
        words = [[scale * weight for weight in weights[b * 5 : b * 5 + 5].tolist()] for b in buckets]
        totals = list(map(sum, words))
        return [[five[k] - (total - five[k]) / 4 for five, total in zip(words, totals, strict=True)] for k in kinds]

    def leanings_by_numpy(self, buckets: Sequence[int], kinds: Sequence[int]) -> list[list[float]]:
        """The same to the last bit; faster once numpy is there."""
        import numpy as np

        five = self.word_scale * np.asarray(self.words).reshape(BUCKETS, 5)[buckets].astype(np.float64).T
        total = five[0] + five[1] + five[2] + five[3] + five[4]
        return [(five[kind] - (total - five[kind]) / 4).tolist() for kind in kinds]


def probabilities(logits: Sequence[float]) -> tuple[float, ...]:
    """Probabilities of these log-odds: positive, and their sum is 1 (softmax)."""
    top = max(logits)
    powers = [math.exp(x - top) for x in logits]
    total = sum(powers)
    return tuple(p / total for p in powers)


def against_others(five: Sequence[float], kind: int) -> float:
    """One of five numbers less the mean of the others."""
    return five[kind] - (sum(five) - five[kind]) / 4


def default_directory() -> Path:
    """Where the shipped model is: inside the installed package, or in the checkout of an editable install."""
    package = Path(__file__).parent
    installed = package / "models" / "default"
    return installed if installed.is_dir() else package.parent / "models" / "default"


def load(directory: Path | None = None, signals: frozenset[str] | None = None) -> Model:
    """Read an exported model, by default the shipped one.

    Args:
        directory: holds ``model.json`` and ``weights.bin``.
        signals: names of the signals that this program has; a model that weighs another is refused.

    Raises:
        ModelError: a file is missing, damaged, or of another version.
    """
    directory = directory or default_directory()
    described = _read_json(directory / "model.json")
    path = directory / "weights.bin"
    try:
        with path.open("rb") as file:
            octets = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: {error}") from None
    try:
        return _checked(directory, described, octets, signals)
    except KeyError as error:
        raise ModelError(f"{directory / 'model.json'}: lacks {error}") from None
    except (TypeError, ValueError) as error:
        raise ModelError(f"{directory / 'model.json'}: {error}") from None


def _read_json(path: Path) -> dict[str, Any]:  # Any: JSON
    try:
        described = json.loads(path.read_bytes())
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise ModelError(f"{path}: no JSON: {error}") from None
    if not isinstance(described, dict):
        raise ModelError(f"{path}: no JSON object")
    return described


def _checked(directory: Path, described: dict[str, Any], octets: mmap.mmap, signals: frozenset[str] | None) -> Model:
    if described["format"] != FORMAT:
        raise ValueError(f"format {described['format']}, this program reads {FORMAT}")
    if described["features"] != features.VERSION:
        raise ValueError(f"made for features of version {described['features']}, this program has {features.VERSION}")
    if tuple(described["kinds"]) != KINDS:
        raise ValueError(f"kinds are {described['kinds']}")
    if hashlib.sha256(octets).hexdigest() != described["weights_sha256"]:
        raise ValueError("weights.bin is not the file it was exported with (SHA-256 differs)")
    words = BUCKETS * 5 * 4
    if len(octets) <= words:
        raise ValueError(f"weights.bin has {len(octets)} octets, of which words alone are {words}")
    steps = {name: _five(weights) for name, weights in described["steps"].items()}
    asked = {*steps, *described["trees"]["steps"]}
    if signals is not None and (unknown := {name.partition(">=")[0] for name in asked} - signals):
        raise ValueError(f"weighs signals that this program does not have: {', '.join(sorted(unknown))}")
    trees = described["trees"]
    return Model(
        directory=directory,
        name=str(described["name"]),
        intercept=_five(described["intercept"]),
        steps=steps,
        words=memoryview(octets)[:words].cast("f"),
        word_scale=float(described["word_scale"]),
        trees=trees_of(trees["steps"], _five(trees["baseline"]), trees["roots"], memoryview(octets)[words:]),
        slopes=_two(described["calibration"]["slopes"]),
        shift=_five(described["calibration"]["shift"]),
        policies={
            name: {label: float(least[label]) for label in ("human", "spam")}
            for name, least in described["policies"].items()
        },
    )


def _five(numbers: Sequence[float]) -> tuple[float, ...]:
    if len(numbers) != len(KINDS) or not all(map(math.isfinite, numbers)):
        raise ValueError(f"expected {len(KINDS)} finite numbers, found {numbers}")
    return tuple(map(float, numbers))


def _two(numbers: Sequence[float]) -> tuple[float, float]:
    one, other = numbers
    return float(one), float(other)
