"""systemd takes the units, and what they start is a command that there is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from classifier import recipes
from tests.servers import machine

pytestmark = pytest.mark.servers


def test_the_units_are_valid(folder: Path) -> None:
    machine.needs("systemd-analyze")
    command = machine.coldsieve(folder)
    for name in ("service", "timer"):
        machine.write_recipe(f"prune.{name}", folder / f"coldsieve-prune.{name}", command)
    done = subprocess.run(
        ["systemd-analyze", "verify", folder / "coldsieve-prune.service", folder / "coldsieve-prune.timer"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_what_they_start_prunes(folder: Path) -> None:
    command = machine.coldsieve(folder)
    line = next(
        line for line in recipes.text("prune.service", str(command)).splitlines() if line.startswith("ExecStart=")
    )
    done = subprocess.run(
        line.removeprefix("ExecStart=").split(), env={"HOME": str(folder)}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 mails forgotten" in done.stdout
