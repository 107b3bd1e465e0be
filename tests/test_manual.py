"""The man page and the completions that are shipped tell of every command and option that there is."""

from __future__ import annotations

import re
import shutil
import subprocess
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator

import pytest

from classifier import recipes
from classifier.cli import main
from tests.manual import FOLDER, complete


def words(parser: ArgumentParser) -> Iterator[str]:
    """Names of commands and of long options, of the commands of commands too."""
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--"))
        if isinstance(action, _SubParsersAction):
            for name, command in action.choices.items():
                yield name
                yield from words(command)


@pytest.mark.parametrize("name", ["coldsieve.1", "coldsieve.bash", "_coldsieve"])
def test_it_tells_of_all_commands_and_options(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8").replace("\\-", "-")
    missing = {word for word in words(complete()) if word not in ("--help",) and not re.search(rf"{word}\b", text)}
    assert not missing, "run: make manual"


def test_the_man_page_is_well_formed() -> None:
    if not shutil.which("man"):
        pytest.skip("no man(1) here")
    done = subprocess.run(
        ["man", "--warnings", "-l", FOLDER / "coldsieve.1"], capture_output=True, text=True, check=True, timeout=60
    )
    assert "EXIT STATUS" in done.stdout
    assert not [
        line for line in done.stderr.splitlines() if "warning" in line and "adjust" not in line and "break" not in line
    ]


@pytest.mark.parametrize("name", recipes.names())
def test_a_recipe_says_how_to_install_test_and_undo_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recipe", name, "--folder", "/srv/sieve"]) == 0
    text = capsys.readouterr().out
    assert not re.search(r"@[A-Z]+@", text)
    if name not in ("prune.timer", "postfix-pipe", "serve.socket"):  # parts of another one
        assert all(f"# {word}  " in text for word in ("Install", "Test   ", "Undo   "))
    for used in re.findall(r"(/\S+/coldsieve)(?:$|[ \"])", text, re.M):
        assert used.startswith("/")


def test_recipes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recipe"]) == 0
    listed = capsys.readouterr().out
    assert all(re.search(rf"^{re.escape(name)} +\S.*[.:]", listed, re.M) for name in recipes.names())
    assert main(["recipe", "qmail"]) == 64
