"""Where labelled mail lies on this machine, if any does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CORPORA = Path(os.environ.get("COLDSIEVE_CORPORA", Path(__file__).parents[2] / "shared" / "corpora"))


def labelled_mail(source: str = "") -> Path:
    """The folder of all labelled mail, or of one source of it; without it the test that asks is skipped."""
    folder = CORPORA / source
    if not folder.is_dir():
        pytest.skip(f"no labelled mail at {CORPORA}; set COLDSIEVE_CORPORA")
    return folder
