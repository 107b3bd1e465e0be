"""Options and the mail server's environment → the verdict on one delivered mail, for ``filter`` and ``verdict``."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from classifier.cli import asking
from classifier.filtering import SECONDS, Failed, Fields

if TYPE_CHECKING:
    from classifier.decision import Verdict
    from classifier.mail import Envelope


def add_arguments(parser: ArgumentParser) -> None:
    """Add what ``filter`` and ``verdict`` share."""
    parser.add_argument("--recipient", metavar="ADDRESS", help="the envelope's recipient (default: the environment's)")
    parser.add_argument("--sender", metavar="ADDRESS", help="the envelope's sender (default: the environment's)")
    parser.add_argument("--client-ip", metavar="IP", help="who delivered the mail (default: the environment's)")
    parser.add_argument(
        "--time-limit",
        type=seconds,
        default=SECONDS,
        metavar="SECONDS",
        help=f"after these there is no verdict (default: {SECONDS:g}); keep it below the mail server's own limit",
    )
    parser.add_argument(
        "--socket", metavar="none|PATH", help="daemon to ask (default: the settings', the user's own, the system's)"
    )
    parser.add_argument("--history", metavar="none|PATH", help="what is remembered of senders (default: the settings')")
    parser.add_argument("--model", metavar="DIR", help="folder of an exported model (default: the settings')")


def parse(prog: str, configure: Callable[[ArgumentParser], None], arguments: Sequence[str]) -> Namespace:
    """The arguments of a command that must not end by itself.

    Raises:
        Failed: they are wrong, or ask for help.
    """
    # Without help: there is no room for its text where a mail is written to.
    parser = _Quiet(prog=prog, add_help=False, allow_abbrev=False)
    configure(parser)
    return parser.parse_args(list(arguments))


class _Quiet(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Failed("usage", message)


def fields(raw: bytes, args: Namespace) -> Fields:
    """The header fields of the verdict.

    Raises:
        Failed: settings or model cannot be used.
    """
    from classifier import headers

    return headers.fields(verdict(raw, args))


def verdict(raw: bytes, args: Namespace, environment: Mapping[str, str] = os.environ) -> Verdict:
    """The verdict on a mail that is delivered now.

    Raises:
        Failed: settings or model cannot be used.
    """
    from classifier import places, settings
    from classifier.history.stores import open_careful
    from classifier.model import ModelError
    from classifier.pipeline import Classifier

    try:
        chosen = settings.load({"history": args.history, "model": args.model}, environment)
        store = chosen.history or places.default_history(environment)
        # A store that somebody holds must not take the time that the mail needs.
        history = open_careful(store, chosen.key_file, timeout=args.time_limit / 4)
        classifier = Classifier(chosen.model_folder, history=history, settings=chosen)
    except settings.SettingsError as error:
        raise Failed("settings", str(error)) from None
    except ModelError as error:
        raise Failed("model", str(error)) from None
    return classifier.classify(raw, envelope(args, environment))


def envelope(args: Namespace, environment: Mapping[str, str]) -> Envelope:
    """What options say of the delivery, else what the mail server's environment does."""
    from classifier.mail import Envelope

    return Envelope(*asking.envelope(vars(args), environment))


def seconds(text: str) -> float:
    """An argument that is a time limit."""
    limit = float(text)
    if not 0 < limit < 1e6:
        raise ArgumentTypeError(f"no time to work in: {text!r}")
    return limit
