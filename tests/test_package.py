"""The built wheel, installed apart from the checkout, does what the checkout does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip installed the wheel, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    return target


def run(installed: Path, cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *args], cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_it_scores_with_its_own_model(installed: Path, tmp_path: Path) -> None:
    where = run(
        installed, tmp_path, "-c", "import classifier.model as m; print(m.__file__); print(m.default_directory())"
    )
    assert all(line.startswith(str(installed)) for line in where.stdout.splitlines()), where
    done = run(
        installed, tmp_path, "-m", "classifier.cli", "score", str(ROOT / "data" / "sample.mbox"), "--format", "jsonl"
    )
    assert done.returncode == 0, done.stderr
    assert all(json.loads(line)["label"] in ("human", "bot", "spam") for line in done.stdout.splitlines())
    assert (installed / "bin" / "coldsieve").exists()


def test_it_holds_no_labelled_mail_and_no_tests(installed: Path) -> None:
    names = {p.relative_to(installed).parts[0] for p in installed.rglob("*") if p.is_file()}
    assert {n for n in names if not n.startswith("coldsieve-")} == {"classifier", "bin", "share"}
    assert not list(installed.rglob("*.eml"))


def test_the_version_is_in_the_changelog() -> None:
    from classifier import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_readme_names_the_two_commands_first_and_real_commands_only() -> None:
    from classifier.cli import COMMANDS

    readme = (ROOT / "README.md").read_text("utf-8")
    block = readme.split("```")[1].split()
    assert block[:2] == ["make", "demo"]
    assert "test" in block
    used = {
        line.split()[1]
        for line in readme.splitlines()
        if line.startswith("coldsieve ") and len(line.split()) > 1 and line.split()[1].isalpha()
    }
    assert used - {"reads"} <= set(COMMANDS)
