"""Imports go one way, and scoring one message loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "classifier"

# What stands on one line may import what stands on the lines above, and its own line.
LAYERS = (
    ("compiled",),
    ("expressions", "places"),
    ("octets", "evidence", "words", "fingerprint", "providers", "mailbox", "recipes"),
    ("message", "html", "settings", "banners", "signature"),
    ("text", "links"),
    ("authentication",),
    ("history",),
    ("mail",),
    ("signals", "tallies"),
    ("features",),
    ("trees",),
    ("forest",),
    ("model",),
    ("standing",),
    ("rules", "adjustment", "outgoing"),
    ("decision",),
    ("headers", "report"),
    ("pipeline", "filtering"),
    ("spool",),
    ("batch", "archive", "serve"),
    ("training",),
    ("cli",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
LONGEST = 320
"""Lines of a module: past that it wants to be two."""
TRAINING_COMMANDS = {
    "cli/labelled.py",
    "cli/train.py",
    "cli/evaluate.py",
    "cli/compare.py",
    "cli/corpora/mailbox.py",
    "cli/corpora/fetch.py",
}
ONLY = {
    "mailparser": {"message.py"},
    "selectolax": {"html.py"},
    "joblib": {"batch.py", "training/table.py", "training/learn.py"},
    "redis": {"history/redis.py"},
    "distributed": {"batch.py"},
}


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Modules that a file imports at run time; ``if TYPE_CHECKING`` is for readers."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            if node.module == "classifier":
                yield from (f"classifier.{alias.name}" for alias in node.names)
            else:
                yield node.module


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    here = path.relative_to(PACKAGE)
    mine = here.parts[0].removesuffix(".py")
    if mine == "__init__":
        return
    assert mine in LEVEL, f"{mine} has no place in the table"
    for name in imports(path):
        top = name.split(".")[0]
        if top in ONLY:
            assert str(here) in ONLY[top], f"{here} imports {name}"
        if top in ("sklearn", "scipy"):
            assert mine == "training", f"{here} imports {name}"
        if top == "classifier" and room(name) in LEVEL:
            theirs = room(name)
            assert LEVEL[theirs] < LEVEL[mine] or theirs == mine, f"{here} imports {name}"
            if theirs == "training" and mine != "training":
                assert str(here) in TRAINING_COMMANDS, f"{here} imports {name}"


def test_scoring_one_message_loads_nothing_heavy() -> None:
    program = """
import sys
from classifier.pipeline import Classifier
Classifier().classify(b"From: Ann <ann@berg.example>\\nSubject: Hello\\n\\n<p>How are you?</p>")
heavy = {"numpy", "scipy", "sklearn", "joblib", "asyncio", "multiprocessing", "redis", "sqlite3"} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_modules_are_small() -> None:
    long = {
        str(p.relative_to(PACKAGE)): n for p in modules() if (n := len(p.read_text("utf-8").splitlines())) > LONGEST
    }
    assert not long, "do two ideas share a room?"
