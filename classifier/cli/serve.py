"""``coldsieve serve``: the daemon, in the foreground."""

from __future__ import annotations

import os
import pwd
import socket
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from contextlib import suppress
from pathlib import Path

from classifier.cli import asking, opened
from classifier.cli.exits import CANNOT_CREATE, CONFIG, UNAVAILABLE, USAGE, Failure
from classifier.filtering import SECONDS, Failed

MAX_MEGABYTES = 64
ORIGINATING = "ORIGINATING"
"""What Postfix's own master.cf gives its submission services as ``milter_macro_daemon_name``."""
SOCKET_MODE = 0o666
"""Anybody of this host may ask; who may correct is another thing. A folder's mode says more than a socket's."""


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--socket", metavar="PATH", help="Unix socket to listen on (default: the settings')")
    parser.add_argument("--mode", type=_octal, default=SOCKET_MODE, metavar="OCTAL", help="its mode (default: 666)")
    parser.add_argument("--tcp", metavar="HOST:PORT", help="listen there too; whoever can connect may ask")
    parser.add_argument(
        "--milter", metavar="ADDRESS", help="listen for Postfix or Sendmail there: unix:/PATH or inet:PORT@HOST"
    )
    parser.add_argument(
        "--submission",
        action="append",
        default=[],
        metavar="NAME",
        help="daemon_name of a mail server's service that takes mail of your own users alone, besides ORIGINATING and of all who log in",
    )
    parser.add_argument("--workers", type=_number, metavar="N", help="processes (default: one a processor)")
    parser.add_argument(
        "--time-limit",
        type=asking.limit,
        default=SECONDS,
        metavar="SECONDS",
        help=f"for one mail, waiting for a worker included (default: {SECONDS:g})",
    )
    parser.add_argument(
        "--max-size", type=_number, default=MAX_MEGABYTES, metavar="MIB", help=f"of one mail (default: {MAX_MEGABYTES})"
    )
    parser.add_argument(
        "--tell",
        action="append",
        default=[],
        metavar="USER",
        help="may correct, and as a mail server tell what users send, besides root and the daemon's user",
    )
    parser.add_argument(
        "--history", metavar="none|STORE", help="what is remembered of senders (default: the settings')"
    )
    opened.add_model(parser)


def run(args: Namespace) -> int:
    """Serve until SIGTERM; SIGHUP reads settings and model anew."""
    import asyncio

    from classifier.serve import judge, listening
    from classifier.serve.daemon import Daemon, Options

    options = Options(
        args.workers or os.cpu_count() or 1,
        args.time_limit,
        args.max_size << 20,
        _users(args.tell),
        frozenset([ORIGINATING, *args.submission]),
    )
    told = {key: getattr(args, key) for key in ("history", "model", "policy")}
    try:
        daemon = Daemon(lambda: judge.load(told, options.seconds), options)
    except Failed as failure:
        raise Failure(CONFIG, f"{failure.word}: {failure}") from None
    given = listening.handed_over()
    milters = [handed for name, handed in given if name == listening.MILTER]
    sockets = [handed for name, handed in given if name != listening.MILTER]
    place = ""
    made = []
    try:
        if not given:
            place = args.socket or opened.settings(args).socket
            made.append(listening.at_path(Path(place), args.mode))
            sockets += made
        if args.tcp:
            place = args.tcp
            sockets.append(listening.at_port(place))
        if args.milter:
            place = args.milter
            milters.append(listening.for_mail_servers(place, args.mode))
            made.append(milters[-1])
    except listening.Taken:
        raise Failure(UNAVAILABLE, f"{place}: a daemon answers there") from None
    except ValueError as error:
        raise Failure(USAGE, f"serve: {error}") from None
    except OSError as error:
        raise Failure(CANNOT_CREATE, f"{place}: {error.strerror or error}") from None
    left = [Path(one.getsockname()) for one in made if one.family == socket.AF_UNIX]
    asyncio.run(daemon.run(sockets, milters, listening.tell_ready))
    for path in left:
        with suppress(OSError):
            path.unlink()
    return 0


def _users(names: list[str]) -> frozenset[int]:
    try:
        return frozenset(int(name) if name.isdigit() else pwd.getpwnam(name).pw_uid for name in names)
    except KeyError as error:
        raise Failure(USAGE, f"serve: --tell: {error.args[0]}") from None


def _number(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 10_000:
        raise ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _octal(text: str) -> int:
    try:
        mode = int(text, 8)
    except ValueError:
        mode = -1
    if not 0 <= mode <= 0o777:
        raise ArgumentTypeError(f"{text!r} is no mode as 660")
    return mode
