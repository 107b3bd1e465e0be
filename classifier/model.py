"""An exported model: plain numbers in ``model.json`` and ``weights.bin`` → probabilities, and what each feature added.

Loading runs no code: JSON and floats. One mail is scored in pure Python, many by numpy; both give what scikit-learn gave.
"""

from __future__ import annotations

import hashlib
import json
import math
import mmap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from classifier import features
from classifier.features import BUCKETS, Features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = ("personal", "outreach", "newsletter", "notification", "junk")
"""What a mail can be, in the order of every list of five numbers."""

FORMAT = 1


class ModelError(Exception):
    """A model that cannot be used; the text names the file and the reason."""


class Model(NamedTuple):
    """Multinomial logistic regression with its calibration. Lists of five are in the order of `KINDS`."""

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
    slope: float
    """Logits are multiplied by this …"""
    shift: tuple[float, ...]
    """… and this is added: calibration on held-out sources."""
    thresholds: dict[str, float]
    """Label → least probability at which it may be given; see `decision`."""

    def logits(self, features_: Features) -> list[float]:
        """Five uncalibrated logits."""
        totals = self.with_steps(self.intercept, features_.signals)
        words, scale = self.words, self.word_scale
        a = b = c = d = e = 0.0
        for bucket, value in features_.words.items():
            i = bucket * 5
            a += value * words[i]
            b += value * words[i + 1]
            c += value * words[i + 2]
            d += value * words[i + 3]
            e += value * words[i + 4]
        for k, total in enumerate((a, b, c, d, e)):
            totals[k] += scale * total
        return totals

    def with_steps(self, logits: Sequence[float], steps: Iterable[str]) -> list[float]:
        """Logits with the weights of some steps added; steps that the model does not weigh add nothing."""
        totals = list(logits)
        for name in steps:
            weights = self.steps.get(name)
            if weights is not None:
                for k in range(5):
                    totals[k] += weights[k]
        return totals

    def probabilities(self, logits: Sequence[float]) -> tuple[float, ...]:
        """Five calibrated probabilities that sum to 1."""
        z = [self.slope * x + s for x, s in zip(logits, self.shift, strict=True)]
        top = max(z)
        powers = [math.exp(x - top) for x in z]
        total = sum(powers)
        return tuple(p / total for p in powers)

    def logits_of_many(self, rows: Sequence[Features]) -> NDArray[np.float64]:
        """Logits of many mails at once: n × 5."""
        import numpy as np

        weights = np.asarray(self.words).reshape(BUCKETS, 5)
        out = np.tile(np.asarray(self.intercept, dtype=np.float64), (len(rows), 1))
        for i, row in enumerate(rows):
            if row.words:
                buckets = np.fromiter(row.words.keys(), dtype=np.int64, count=len(row.words))
                values = np.fromiter(row.words.values(), dtype=np.float64, count=len(row.words))
                out[i] += self.word_scale * (values @ weights[buckets].astype(np.float64))
            for name in row.signals:
                if name in self.steps:
                    out[i] += self.steps[name]
        return out

    def word_weights(self, bucket: int) -> tuple[float, ...]:
        """Five weights of a hash bucket, word scale included."""
        return tuple(self.word_scale * w for w in self.words[bucket * 5 : bucket * 5 + 5])


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
    if len(octets) != BUCKETS * 5 * 4:
        raise ValueError(f"weights.bin has {len(octets)} octets instead of {BUCKETS * 5 * 4}")
    steps = {name: _five(weights) for name, weights in described["steps"].items()}
    if signals is not None and (unknown := {name.partition(">=")[0] for name in steps} - signals):
        raise ValueError(f"weighs signals that this program does not have: {', '.join(sorted(unknown))}")
    return Model(
        directory=directory,
        name=str(described["name"]),
        intercept=_five(described["intercept"]),
        steps=steps,
        words=memoryview(octets).cast("f"),
        word_scale=float(described["word_scale"]),
        slope=float(described["calibration"]["slope"]),
        shift=_five(described["calibration"]["shift"]),
        thresholds={str(k): float(v) for k, v in described["thresholds"].items()},
    )


def _five(numbers: Sequence[float]) -> tuple[float, ...]:
    if len(numbers) != len(KINDS) or not all(math.isfinite(n) for n in numbers):
        raise ValueError(f"expected {len(KINDS)} finite numbers, found {numbers}")
    return tuple(float(n) for n in numbers)
