"""Settings: where they come from, in which order, and what is said about wrong ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from classifier.places import state_folder, user_file
from classifier.settings import Settings, SettingsError, documentation, load


def configured(tmp_path: Path, user: str | None = None, system: str | None = None, **variables: str) -> Settings:
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config"), **variables}
    if user is not None:
        file = Path(user_file(environment))
        file.parent.mkdir(parents=True)
        file.write_text(user, "utf-8")
    if system is not None:
        (tmp_path / "system.toml").write_text(system, "utf-8")
    return load({}, environment, str(tmp_path / "system.toml"))


def test_without_anything_all_is_default(tmp_path: Path) -> None:
    assert configured(tmp_path) == Settings()


def test_option_then_environment_then_user_then_system(tmp_path: Path) -> None:
    system = 'me = ["system@berg.example"]\npolicy = "system"\nhistory = "system"\nmodel = "system"\n'
    user = 'me = ["user@berg.example"]\npolicy = "user"\nhistory = "user"\n'
    found = configured(
        tmp_path, user, system, COLDSIEVE_ME="Anna@Berg.example, office@berg.example", COLDSIEVE_POLICY="env"
    )
    assert found.me == ("anna@berg.example", "office@berg.example")
    assert (found.policy, found.history, found.model) == ("env", "user", "system")
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "COLDSIEVE_POLICY": "env"}
    assert load({"policy": "option", "history": None}, environment, "").policy == "option"
    assert load({"policy": "option", "history": None}, environment, "").history == "user", (
        "an option not given says nothing"
    )


def test_lists_are_lower_case_and_say_each_once(tmp_path: Path) -> None:
    found = configured(tmp_path, 'organisation = ["Berg.example", "berg.example"]\nmodel = "~/model"\n')
    assert found.organisation == ("berg.example",)
    assert not found.model.startswith("~")


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ('mee = ["anna@berg.example"]', "mee", "unknown key"),
        ('me = "anna@berg.example"', "me", "list of texts"),
        ("me = [1]", "me", "list of texts"),
        ('me = ["anna"]', "me", "no address"),
        ('unpublished = ["berg.example"]', "unpublished", "no address"),
        ('organisation = ["anna@berg.example"]', "organisation", "no domain"),
        ('organisation = ["gmail.com"]', "organisation", "provider"),
        ('authserv_ids = ["mx berg"]', "authserv_ids", "blanks"),
        ("history = 3", "history", "must be text"),
        ("me = [", "", ""),
        ("[me]\na = 1", "me", "list of texts"),
    ],
)
def test_wrong_settings_name_the_file_and_the_key(tmp_path: Path, text: str, key: str, reason: str) -> None:
    with pytest.raises(SettingsError) as caught:
        configured(tmp_path, text)
    assert str(tmp_path / "config") in str(caught.value)
    assert key in str(caught.value)
    assert reason in str(caught.value)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "system.toml").write_bytes(b"me = '\xff\xfe'")
    with pytest.raises(SettingsError, match=r"system\.toml"):
        configured(tmp_path)


def test_a_wrong_variable_names_the_variable(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="COLDSIEVE_ME"):
        configured(tmp_path, COLDSIEVE_ME="anna")


def test_where_state_is_kept(tmp_path: Path) -> None:
    system, home = tmp_path / "system", {"HOME": str(tmp_path)}
    assert state_folder({"XDG_STATE_HOME": "/srv/state"}, str(system)) == "/srv/state/coldsieve"
    assert state_folder(home, str(system)) == str(tmp_path / ".local/state/coldsieve")
    system.mkdir()
    assert state_folder(home, str(system)) == str(system)


def test_readme_has_the_table() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    assert documentation() in readme, 'run: python -c "from classifier.settings import *; print(documentation())"'


def test_nothing_heavy_is_imported_without_a_file() -> None:
    program = """
import sys
from classifier.settings import load
load({}, {}, "/nowhere")
heavy = {"tomllib", "pathlib", "re", "email"} & set(sys.modules)
assert not heavy - {"re"}, heavy
"""
    subprocess.run([sys.executable, "-S", "-c", program], check=True, timeout=60, cwd=Path(__file__).parents[1])
