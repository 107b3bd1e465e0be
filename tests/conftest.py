"""No test reads or writes what the user who runs it has configured or keeps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def a_user_of_our_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without configuration and without a store, for this test alone; commands that it starts inherit it."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("COLDSIEVE_") and name != "COLDSIEVE_CORPORA"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    return home
