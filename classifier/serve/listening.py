"""Addresses, or what systemd hands over → sockets that listen."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

FIRST = 3
"""File descriptor of the first socket that is handed over (sd_listen_fds(3))."""

MILTER = "milter"
"""Name of a handed over socket that mail servers connect to (systemd.socket(5), ``FileDescriptorName``)."""
WAITING = 512
"""Clients that may wait to be taken."""


class Taken(Exception):
    """Somebody listens there already."""


def handed_over() -> list[tuple[str, socket.socket]]:
    """Sockets that whoever started this process listens on for it, with their names; none without LISTEN_FDS (sd_listen_fds(3))."""
    number = os.environ.get("LISTEN_FDS", "")
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or not number.isdigit():
        return []
    names = os.environ.get("LISTEN_FDNAMES", "").split(":")
    return [(names[n] if n < len(names) else "", socket.socket(fileno=FIRST + n)) for n in range(int(number))]


def for_mail_servers(address: str, mode: int) -> socket.socket:
    """A socket at an address as Sendmail and Postfix spell it: ``unix:PATH``, ``inet:PORT@HOST``, ``inet:HOST:PORT``.

    Raises:
        ValueError: it is no address.
        Taken: a daemon answers there.
        OSError: it cannot be made.
    """
    kind, _, place = address.partition(":")
    if kind in ("unix", "local") and place.startswith("/"):
        return at_path(Path(place), mode)
    port, at, host = place.partition("@")
    if kind not in ("inet", "inet6") or not (at or ":" in place):
        raise ValueError(f"{address!r} is neither unix:/PATH nor inet:PORT@HOST")
    return at_port(f"{host}:{port}" if at else place)


def at_path(path: Path, mode: int) -> socket.socket:
    """A Unix socket. One that a daemon left behind is replaced.

    Raises:
        Taken: a daemon answers there.
        OSError: it cannot be made.
    """
    made = socket.socket(socket.AF_UNIX)
    try:
        with suppress(FileNotFoundError, ConnectionRefusedError):
            with socket.socket(socket.AF_UNIX) as asking:
                asking.settimeout(1)
                asking.connect(str(path))
            raise Taken(str(path))
        if path.is_socket():
            path.unlink()
        # Closed to others until it has its mode.
        before = os.umask(0o177)
        try:
            made.bind(str(path))
        finally:
            os.umask(before)
        path.chmod(mode)
        # From now on clients wait for their turn, where they would take a refusal for no daemon.
        made.listen(WAITING)
    except BaseException:
        made.close()
        raise
    return made


def at_port(address: str) -> socket.socket:
    """A TCP socket at ``HOST:PORT``; brackets around an IPv6 address.

    Raises:
        ValueError: it is no address.
        OSError: it cannot be had.
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise ValueError(f"{address!r} is not HOST:PORT")
    host = host.strip("[]")
    return socket.create_server(
        (host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=WAITING
    )


def tell_ready() -> None:
    """Tell systemd that clients are served (sd_notify(3)); nothing without NOTIFY_SOCKET."""
    address = os.environ.pop("NOTIFY_SOCKET", "")
    if address:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            told.sendto(b"READY=1", "\0" + address[1:] if address.startswith("@") else address)
