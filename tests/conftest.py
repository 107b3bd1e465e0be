"""No test reads or writes what the user who runs it has configured or keeps."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
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


@pytest.fixture
def nothing_else_to_collect() -> Iterator[None]:
    """For tests that count the CPU: what other tests keep, such as all letters as mails, takes the collector a second to walk."""
    gc.freeze()
    yield
    gc.unfreeze()
