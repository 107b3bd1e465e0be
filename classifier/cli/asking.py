"""A mail that is delivered now → the daemon's answer about it, or none where it is to be judged in this process.

Imports nothing but a socket, and that only when there is one: the filter then costs little more than starting Python.
"""

from __future__ import annotations

import os
import time

from classifier import places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RECIPIENT = ("ORIG_RECIPIENT", "ORIGINAL_RECIPIENT", "RECIPIENT", "USER", "LOGNAME")
"""Dovecot, Postfix's local(8), both and Exim and Courier; last the mailbox, which is an address for virtual users only."""
ACCOUNT = ("RECIPIENT", "USER", "LOGNAME")
"""The address that aliases led to: the same one that is written into Delivered-To, by which a correction finds it."""
SENDER = ("SENDER",)
"""Dovecot, local(8), Exim, Courier."""
CLIENT_IP = ("CLIENT_ADDRESS", "TCPREMOTEIP")
"""local(8); Courier and qmail."""
NO_SENDER = ("", "<>", "MAILER-DAEMON")
"""A bounce's sender, as these hosts write it (RFC 5321 section 4.5.5)."""
OPTIONS = ("recipient", "sender", "client_ip", "time_limit", "socket")
"""With a value, and such that a daemon can be asked. Whoever gives others wants this process, or made a mistake."""
NONE = "none"
"""The socket that is not asked."""
VERDICTS = ("X-Coldsieve-Label: human", "X-Coldsieve-Label: bot", "X-Coldsieve-Label: spam")
"""The first line that a verdict puts on top of a mail."""
SHARE = 0.5
"""Of the time limit that a daemon may take; the rest is for judging here."""


def filtered(
    arguments: Sequence[str], raw: bytes, seconds: float, environment: Mapping[str, str] = os.environ
) -> bytes | None:
    """The mail with our fields on top, as a daemon makes it.

    Args:
        arguments: of ``coldsieve filter``.
        raw: the mail.
        seconds: the time limit unless they say another.
        environment: of this process.

    Returns:
        ``None`` when the arguments are not for a daemon, or none answers with this mail and a verdict.
    """
    told = _parsed(arguments)
    if told is None:
        return None
    try:
        seconds = float(told.get("time_limit") or seconds)
    except ValueError:
        return None
    if not 0 < seconds < 1e6:
        return None
    found = ask("HEADERS", raw, told, seconds, environment)
    if not found:
        return None
    fields, head = found
    octets = head + raw[int(fields["coldsieve-body"]) :]
    return octets if is_spliced(octets, raw) else None


def is_spliced(octets: bytes, raw: bytes) -> bool:
    """Whether these are the octets of a mail with a verdict's fields on top, and nothing else: what `headers.with_fields` makes.

    Args:
        octets: what a daemon says, with the body that it was sent.
        raw: the mail.
    """
    if b"x-coldsieve-" in raw.lower():  # rarely: this costs as much as a daemon saves
        from classifier.headers import without_ours

        raw = without_ours(raw)
    start = raw.find(b"\n") + 1 if raw.startswith(b"From ") else 0
    while raw[start : start + 1] in (b" ", b"\t"):
        start = raw.find(b"\n", start) + 1
        if not start:
            return False
    end = start + len(octets) - len(raw)
    if end <= start or octets[:start] != raw[:start] or octets[end:] != raw[start:]:
        return False
    lines = octets[start:end].decode("latin-1").replace("\r\n", "\n").split("\n")
    return (
        lines[0] in VERDICTS
        and lines.pop() == ""
        and all(line.startswith(("X-Coldsieve-", " ")) and line.isascii() and line.isprintable() for line in lines)
    )


def ask(
    method: str, raw: bytes, told: Mapping[str, str | None], seconds: float, environment: Mapping[str, str] = os.environ
) -> tuple[dict[str, str], bytes] | None:
    """The fields and the content of a daemon's answer; ``None`` when none answers.

    Args:
        method: of spamd's protocol.
        raw: the mail.
        told: option → value.
        seconds: for all, judging here included.
        environment: of this process.
    """
    names = ("Sender", "Recipient", "Client-Ip", "Account")
    facts = "".join(
        f"Coldsieve-{name}: {' '.join(value.split())}\r\n"
        for name, value in zip(names, envelope(told, environment), strict=True)
    )
    head = f"{method} SPAMC/1.5\r\n{facts}Content-length: {len(raw)}\r\n\r\n".encode("utf-8", "replace")
    deadline = time.monotonic() + SHARE * seconds
    for path in sockets(told, environment):
        try:
            return _understood(_said(path, head, raw, deadline))
        except (OSError, ValueError, KeyError):
            continue
    return None


def sockets(told: Mapping[str, str | None], environment: Mapping[str, str]) -> list[str]:
    """Where to ask, one after the other.

    A daemon judges by its own settings and remembers in its own store. So whoever brings settings or a store of their own
    is not given to the system's, unless they name it.
    """
    named = told.get("socket") or environment.get("COLDSIEVE_SOCKET")
    if named:
        return [] if named == NONE else [named]
    if told.get("history") or told.get("model") or any(name.startswith("COLDSIEVE_") for name in environment):
        return []
    own = places.user_file(environment)
    for path in (own, places.SYSTEM_FILE):
        if path and os.path.exists(path) and _names_a_socket(path):  # noqa: PTH110
            from classifier import settings

            try:
                return [settings.load(environment=environment).socket]
            except settings.SettingsError:
                return []  # told by the process that needs them
    found = [places.user_socket(environment)]
    if not os.path.exists(own) and not os.path.exists(places.default_history(environment)):  # noqa: PTH110
        found.append(places.SYSTEM_SOCKET)
    return found


def envelope(told: Mapping[str, str | None], environment: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Sender, recipient, client and account: what options say of the delivery, else what the mail server's environment does."""
    sender = _first(told.get("sender"), SENDER, environment)
    if sender is not None:
        sender = "<>" if sender in NO_SENDER else sender.strip("<>")
    recipient = told.get("recipient")
    return (
        sender or "",
        _address(recipient, RECIPIENT, environment),
        _first(told.get("client_ip"), CLIENT_IP, environment) or "",
        _address(recipient, ACCOUNT, environment),
    )


def _address(option: str | None, names: Sequence[str], environment: Mapping[str, str]) -> str:
    """The first that is an address: ``USER`` is one for virtual users only."""
    values = (option, *(environment.get(name) for name in names))
    return next((value.strip("<>") for value in values if value and "@" in value), "")


def _first(option: str | None, names: Sequence[str], environment: Mapping[str, str]) -> str | None:
    values = (option, *(environment.get(name) for name in names))
    return next((value for value in values if value is not None), None)


def _parsed(arguments: Sequence[str]) -> dict[str, str] | None:
    """Option → value; ``None`` for what argparse must look at."""
    told: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        key = name[2:].replace("-", "_")
        if name == "--tempfail" and not equals:
            continue
        if not name.startswith("--") or key not in OPTIONS:
            return None
        if not equals:
            value = next(rest, "-")
            if value.startswith("-"):
                return None
        told[key] = value
    return told


def _names_a_socket(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return any(line.lstrip().startswith(b"socket") for line in file)
    except OSError:
        return False


def _said(path: str, head: bytes, raw: bytes, deadline: float) -> bytes:
    """All that a daemon says.

    Raises:
        OSError: there is none, it went away, or takes too long.
    """
    if not os.path.exists(path):  # noqa: PTH110
        raise FileNotFoundError(path)
    import _socket  # half of what `socket` costs is names for its constants

    client = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        client.settimeout(max(0.01, deadline - time.monotonic()))
        client.connect(path)
        client.sendall(head + raw)
        chunks: list[bytes] = []
        while True:
            client.settimeout(max(0.01, deadline - time.monotonic()))
            chunk = client.recv(1 << 16)
            if not chunk:
                return b"".join(chunks)
            chunks.append(chunk)
            if time.monotonic() > deadline:
                raise TimeoutError(path)
    finally:
        client.close()


def _understood(said: bytes) -> tuple[dict[str, str], bytes]:
    """An answer that is whole.

    Raises:
        ValueError, KeyError: it is none, or a refusal.
    """
    head, _, content = said.partition(b"\r\n\r\n")
    status, *lines = head.decode("ascii").split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if not status.startswith("SPAMD/1.1 0 ") or len(content) != int(fields["content-length"]):
        raise ValueError(status)
    return fields, content
