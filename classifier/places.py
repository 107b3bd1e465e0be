"""The environment of a user → where configuration, state and sockets are. Imports nothing: the filter asks here first."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

SYSTEM_FILE = "/etc/coldsieve/config.toml"
SYSTEM_STATE = "/var/lib/coldsieve"
SYSTEM_SOCKET = "/run/coldsieve/socket"


def user_file(environment: Mapping[str, str] = os.environ) -> str:
    """Where a user's configuration is looked for; empty for a user without a home."""
    folder = environment.get("XDG_CONFIG_HOME") or _home(environment, ".config")
    return os.path.join(folder, "coldsieve", "config.toml") if folder else ""  # noqa: PTH118


def state_folder(environment: Mapping[str, str] = os.environ, system_state: str = SYSTEM_STATE) -> str:
    """Where the store is by default, made or not.

    ``$XDG_STATE_HOME/coldsieve`` where that is set; the system's, for whom it was made so that they may write in it (a
    service's own user); else ``~/.local/state/coldsieve``.
    """
    folder = environment.get("XDG_STATE_HOME")
    if not folder and not os.access(system_state, os.W_OK):
        folder = _home(environment, ".local/state")
    return os.path.join(folder, "coldsieve") if folder else system_state  # noqa: PTH118


def default_history(environment: Mapping[str, str] = os.environ) -> str:
    """The store where the setting ``history`` is empty, made or not."""
    return os.path.join(state_folder(environment), "history.db")  # noqa: PTH118


def user_socket(environment: Mapping[str, str] = os.environ) -> str:
    """Where a user's own daemon listens. Mail servers leave XDG_RUNTIME_DIR out; systemd makes that folder so."""
    return (environment.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}") + "/coldsieve/socket"


def _home(environment: Mapping[str, str], folder: str) -> str:
    home = environment.get("HOME") or os.path.expanduser("~")  # noqa: PTH111
    return os.path.join(home, folder) if os.path.isabs(home) else ""  # noqa: PTH117, PTH118
