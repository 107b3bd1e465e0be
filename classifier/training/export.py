"""A trained model → ``model.json`` and ``weights.bin``: plain numbers, the same octets for the same numbers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classifier import features
from classifier.features import BUCKETS
from classifier.model import FORMAT, KINDS
from classifier.training.boost import as_numbers
from classifier.training.fit import OF_A_ROBOT, STEP_SCALE, WORD_SCALE
from classifier.training.learn import Trained
from classifier.training.table import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable

DIGITS = 6
"""Decimals of exported weights of steps: the same as float32 at their size."""


def export(trained: Trained, data_sha256: str, folder: Path, name: str = "default") -> None:
    """Write a model into a folder.

    Args:
        trained: what to write.
        data_sha256: `hash_of_labels` of the mail it was trained on.
        folder: made when it is not there.
        name: told by the loaded model.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = np.ascontiguousarray(trained.linear.coef[:, len(STEPS) :].T, dtype="<f4")
    assert words.shape == (BUCKETS, len(KINDS))
    grown = as_numbers(trained.boosted)
    octets = words.tobytes() + grown.octets
    of_steps = trained.linear.coef[:, : len(STEPS)] * STEP_SCALE
    # Added behind the slope by calibration; an exported model multiplies all steps by it.
    of_steps[:, STEPS.index(OF_A_ROBOT)] += trained.calibration.robots / trained.calibration.slopes[0]
    steps = {
        step: _plain(of_steps[:, i]) for i, step in enumerate(STEPS) if np.abs(of_steps[:, i]).max() >= 10**-DIGITS
    }
    described: dict[str, Any] = {  # Any: JSON
        "format": FORMAT,
        "features": features.VERSION,
        "name": name,
        "kinds": list(KINDS),
        "intercept": _plain(trained.linear.intercept),
        "word_scale": WORD_SCALE,
        "calibration": {"slopes": _plain(trained.calibration.slopes), "shift": _plain(trained.calibration.shift)},
        "policies": {
            name: {"human": round(policy.human, DIGITS), "spam": round(policy.spam, DIGITS)}
            for name, policy in trained.policies.items()
        },
        "weights_sha256": hashlib.sha256(octets).hexdigest(),
        "data_sha256": data_sha256,
        "trees": {"steps": STEPS, "baseline": _plain(grown.baseline), "roots": grown.roots},
        "steps": steps,
    }
    (folder / "weights.bin").write_bytes(octets)
    lines = json.dumps({key: value for key, value in described.items() if key != "steps"}, indent=1)
    weighed = ",\n".join(f"  {json.dumps(step)}: {json.dumps(numbers)}" for step, numbers in steps.items())
    (folder / "model.json").write_text(f'{lines[:-2]},\n "steps": {{\n{weighed}\n }}\n}}\n', "utf-8")


def _plain(numbers: Iterable[float]) -> list[float]:
    return [round(float(n), DIGITS) for n in numbers]


def hash_of_labels(labels: Iterable[tuple[str, str]]) -> str:
    """Hash over (id, kind that it was taken for) of mails, whatever their order."""
    return hashlib.sha256("\n".join(sorted(map(" ".join, labels))).encode()).hexdigest()
