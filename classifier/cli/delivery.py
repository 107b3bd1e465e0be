"""Options and the mail server's environment → the verdict on one delivered mail, for ``filter`` and ``verdict``."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from classifier.cli import asking
from classifier.filtering import SECONDS, Failed, Fields

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from classifier.decision import Verdict
    from classifier.mail import Envelope


class Options(NamedTuple):
    """What ``filter`` and ``verdict`` may be told; `add_arguments` says what of it."""

    recipient: str | None = None
    sender: str | None = None
    client_ip: str | None = None
    time_limit: float = SECONDS
    socket: str | None = None
    history: str | None = None
    model: str | None = None


def add_arguments(parser: ArgumentParser) -> None:
    """Add what ``filter`` and ``verdict`` share."""
    parser.add_argument("--recipient", metavar="ADDRESS", help="the envelope's recipient (default: the environment's)")
    parser.add_argument("--sender", metavar="ADDRESS", help="the envelope's sender (default: the environment's)")
    parser.add_argument("--client-ip", metavar="IP", help="who delivered the mail (default: the environment's)")
    parser.add_argument(
        "--time-limit",
        type=asking.limit,
        default=SECONDS,
        metavar="SECONDS",
        help=f"after these there is no verdict (default: {SECONDS:g}); keep it below the mail server's own limit",
    )
    parser.add_argument(
        "--socket", metavar="none|PATH", help="daemon to ask (default: the settings', the user's own, the system's)"
    )
    parser.add_argument("--history", metavar="none|PATH", help="what is remembered of senders (default: the settings')")
    parser.add_argument("--model", metavar="DIR", help="folder of an exported model (default: the settings')")


def parse(prog: str, configure: Callable[[ArgumentParser], None], arguments: Sequence[str]) -> Options:
    """The arguments of a command that must not end by itself.

    Raises:
        Failed: they are wrong, or ask for help.
    """
    told = asking.plain(arguments, Options._fields)
    if told is not None:
        try:
            seconds = asking.limit(told.pop("time_limit", str(SECONDS)))
            return Options(**told, time_limit=seconds)
        except ValueError:
            pass  # argparse says what is wrong
    from argparse import ArgumentParser

    class Quiet(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise Failed("usage", message)

    # Without help: there is no room for its text where a mail is written to.
    parser = Quiet(prog=prog, add_help=False, allow_abbrev=False)
    configure(parser)
    return options(parser.parse_args(list(arguments)))


def options(args: Namespace) -> Options:
    """What argparse found."""
    return Options(**{name: getattr(args, name) for name in Options._fields})


def fields(raw: bytes, told: Options) -> Fields:
    """The header fields of the verdict.

    Raises:
        Failed: settings or model cannot be used.
    """
    from classifier import headers

    return headers.fields(verdict(raw, told))


def verdict(raw: bytes, told: Options, environment: Mapping[str, str] = os.environ) -> Verdict:
    """The verdict on a mail that is delivered now.

    Raises:
        Failed: settings or model cannot be used.
    """
    from classifier import places, settings
    from classifier.history.stores import open_careful
    from classifier.model import ModelError
    from classifier.pipeline import Classifier

    try:
        chosen = settings.load({"history": told.history, "model": told.model}, environment)
        store = chosen.history or places.default_history(environment)
        # A store that somebody holds must not take the time that the mail needs.
        history = open_careful(store, chosen.key_file, timeout=told.time_limit / 4)
        classifier = Classifier(chosen.model_folder, history=history, settings=chosen)
    except settings.SettingsError as error:
        raise Failed("settings", str(error)) from None
    except ModelError as error:
        raise Failed("model", str(error)) from None
    return classifier.classify(raw, envelope(told, environment))


def envelope(told: Options, environment: Mapping[str, str]) -> Envelope:
    """What options say of the delivery, else what the mail server's environment does."""
    from classifier.mail import Envelope

    return Envelope(*asking.envelope(told._asdict(), environment))
