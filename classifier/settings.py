"""Options, environment and configuration files → one frozen `Settings`.

An option comes first, then ``COLDSIEVE_ME`` and its like, then ``$XDG_CONFIG_HOME/coldsieve/config.toml``, then
``/etc/coldsieve/config.toml``; a key that one of them sets is not looked for in the next. The TOML reader, which takes
longer to import than everything here, is imported only when a file is there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_type_hints

from classifier.places import SYSTEM_FILE, SYSTEM_SOCKET, user_file
from classifier.providers import MAIL_PROVIDERS

if TYPE_CHECKING:
    from pathlib import Path


class SettingsError(Exception):
    """A setting that cannot be used; the text names where it stands, the key and the reason."""


class Settings(NamedTuple):
    """What a user may set. Type, default and documentation of each stand here and nowhere else."""

    me: Annotated[tuple[str, ...], "Your addresses: mail from them is mail that you sent."] = ()
    organisation: Annotated[tuple[str, ...], "Domains of your organisation: who writes from them is a colleague."] = ()
    unpublished: Annotated[
        tuple[str, ...], "Addresses of yours that you never gave away: who writes to them bought or guessed them."
    ] = ()
    authserv_ids: Annotated[
        tuple[str, ...],
        "Names under which your own mail host signs `Authentication-Results`; those of others are not believed.",
    ] = ()
    policy: Annotated[
        str, "`strict`, `balanced` or `open`, or own thresholds as `human=0.9,spam=0.8`; empty for `balanced`."
    ] = ""
    model: Annotated[str, "Folder of an exported model; empty for the shipped one."] = ""
    history: Annotated[
        str,
        "`none`, `memory` or a store. Empty: the store in the state folder. Until one is there, `score` remembers for one run.",
    ] = ""
    history_key_file: Annotated[str, "File with the key of the store's hashes; empty for the store's own."] = ""
    socket: Annotated[str, "Where the daemon listens."] = SYSTEM_SOCKET

    @property
    def model_folder(self) -> Path | None:
        """``model``; ``None`` for the shipped one."""
        return _path(self.model)

    @property
    def key_file(self) -> Path | None:
        """``history_key_file``; ``None`` for the store's own key."""
        return _path(self.history_key_file)


def load(
    options: Mapping[str, str | tuple[str, ...] | None] | None = None,
    environment: Mapping[str, str] = os.environ,
    system_file: str = SYSTEM_FILE,
) -> Settings:
    """The settings in force.

    Args:
        options: key → value as given on the command line; ``None`` where it was not given.
        environment: variables.
        system_file: read last.

    Raises:
        SettingsError: a file is no TOML, or cannot be read; a key is unknown; a value has the wrong type.
    """
    found: dict[str, Any] = {}  # Any: values of several types, checked one by one
    for path in (system_file, user_file(environment)):
        if path and os.path.exists(path):  # noqa: PTH110 (pathlib takes longer to import than the rest of this)
            found.update(_read(path))
    for key in Settings._fields:
        if (text := environment.get(f"COLDSIEVE_{key.upper()}")) is not None:
            where = f"COLDSIEVE_{key.upper()}"
            parts = text.replace(",", " ").split()
            found[key] = _checked(where, key, parts if _is_list(key) else text)
    for key, value in (options or {}).items():
        if value is not None:
            found[key] = _checked("options", key, list(value) if isinstance(value, tuple) else value)
    return Settings(**found)


def _path(text: str) -> Path | None:
    if not text:
        return None
    from pathlib import Path

    return Path(text)


def documentation() -> str:
    """The table of all settings, in Markdown."""
    lines = ["| key | type | default | |", "|---|---|---|---|"]
    for key, doc in _docs().items():
        default = f"`{value}`" if (value := Settings._field_defaults[key]) else ""
        lines.append(f"| `{key}` | {'list' if _is_list(key) else 'text'} | {default} | {doc} |")
    return "\n".join(lines) + "\n"


def _docs() -> dict[str, str]:
    hints = get_type_hints(Settings, include_extras=True)
    return {key: hints[key].__metadata__[0] for key in Settings._fields}


def _is_list(key: str) -> bool:
    return isinstance(Settings._field_defaults[key], tuple)


def _read(path: str) -> dict[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as file:  # noqa: PTH123
            table = tomllib.load(file)
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    except ValueError as error:  # no TOML, or no UTF-8
        raise SettingsError(f"{path}: {error}") from None
    return {key: _checked(path, key, value) for key, value in table.items()}


def _checked(where: str, key: str, value: object) -> str | tuple[str, ...]:
    """The value as `Settings` holds it."""
    if key not in Settings._fields:
        raise SettingsError(f"{where}: unknown key {key!r}; known are {', '.join(Settings._fields)}")
    if not _is_list(key):
        if not isinstance(value, str):
            raise SettingsError(f'{where}: {key} must be text, as {key} = "…"')
        return os.path.expanduser(value)  # noqa: PTH111
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SettingsError(f'{where}: {key} must be a list of texts, as {key} = ["…"]')
    items = tuple(dict.fromkeys(item.strip().lower() for item in value))
    for item in items:
        if problem := _problem(key, item):
            raise SettingsError(f"{where}: {key}: {item!r} {problem}")
    return items


def _problem(key: str, item: str) -> str:
    """What is wrong about one item of a list; empty when nothing is."""
    if not item or len(item.split()) != 1:
        return "is empty or holds blanks"
    if key in ("me", "unpublished"):
        local, _, domain = item.rpartition("@")
        return "" if local and domain else "is no address"
    if key == "organisation":
        if "@" in item or "." not in item:
            return "is no domain"
        if item in MAIL_PROVIDERS:
            return "is a mail provider's: everybody there would be a colleague"
    return ""
