"""Options that several commands share → what they stand for, or a `Failure` that says what to mend."""

from __future__ import annotations

import errno
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from classifier.cli.exits import CANNOT_CREATE, CONFIG, DATA, IO, NO_INPUT, UNAVAILABLE, USAGE, Failure
from classifier.headers import printable
from classifier.history import NO_HISTORY, History, HistoryError
from classifier.history.stores import ExtraMissing, open_history
from classifier.mail import Envelope
from classifier.mailbox import ExtraMissing as ExtraNeeded
from classifier.mailbox import Item, MailboxError, Watch, read_mailbox, size_of
from classifier.model import ModelError
from classifier.pipeline import Classifier
from classifier.places import default_history
from classifier.settings import Settings, SettingsError, load
from classifier.standing import addressed

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""The file could be made, and then not be written."""


def add_model(parser: ArgumentParser) -> None:
    """Add ``--model`` and ``--policy``."""
    parser.add_argument("--model", metavar="DIR", help="folder of an exported model (default: the shipped one)")
    parser.add_argument(
        "--policy",
        metavar="NAME",
        help="how sure it must be: strict, balanced or open, or thresholds, human=0.9,spam=0.8 (default: balanced)",
    )


def add_history(parser: ArgumentParser, default: str) -> None:
    """Add ``--history``; ``default`` says what is taken without it."""
    parser.add_argument(
        "--history",
        metavar="none|memory|STORE",
        help=f"what is remembered of senders: nothing, this run alone, or a store: a file, redis://HOST/DB (default: {default})",
    )


def settings(args: Namespace) -> Settings:
    """The settings in force, the command's options first."""
    try:
        return load({key: getattr(args, key, None) for key in Settings._fields})
    except SettingsError as error:
        raise Failure(CONFIG, str(error)) from None


def classifier(chosen: Settings, history: History = NO_HISTORY) -> Classifier:
    """A classifier with the model that is set, by default the shipped one."""
    try:
        return Classifier(chosen.model_folder, history=history, settings=chosen)
    except ModelError as error:
        raise Failure(CONFIG, f"model: {error}") from None


def history_name(chosen: Settings, otherwise: str = "") -> str:
    """The name of the history that is set, as `history` has it."""
    name = chosen.history or default_history()
    return (otherwise or name) if not chosen.history and not Path(name).exists() else name


def history(chosen: Settings, otherwise: str = "") -> History:
    """The history that is set.

    Args:
        chosen: where it is empty, the store in the state folder is meant.
        otherwise: the name of what is taken as long as that is not there; without it, the store is made.
    """
    name = history_name(chosen, otherwise)
    try:
        if not chosen.history and name not in ("none", "memory"):
            Path(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open_history(name, chosen.key_file)
    except HistoryError as error:
        raise Failure(UNAVAILABLE if isinstance(error, ExtraMissing) else CONFIG, f"history: {error}") from None
    except OSError as error:
        raise Failure(CANNOT_CREATE, f"{name}: {error.strerror}") from None


@contextmanager
def store(chosen: Settings) -> Iterator[History]:
    """A history that outlives the command, closed at its end; its failures are told in one line."""
    if chosen.history in ("none", "memory"):
        raise Failure(CONFIG, f"history is {chosen.history}, which keeps nothing: give --history STORE")
    opened = history(chosen)
    try:
        yield opened
    except HistoryError as error:
        raise Failure(IO, f"history: {error}") from None
    finally:
        opened.close()


def add_recipient(parser: ArgumentParser, default: str = "the first address of the setting me") -> None:
    """Add ``--recipient``; ``default`` says who is meant without it."""
    parser.add_argument("--recipient", metavar="ADDRESS", help=f"whose mail it is (default: {default})")


def account(args: Namespace, chosen: Settings) -> str:
    """Whose history a command means that is given no mail."""
    found = addressed(Envelope(recipient=args.recipient or ""), chosen).account
    if not found:
        raise Failure(USAGE, "whose mail? Give --recipient ADDRESS, or set me (see Settings in the README)")
    if "@" not in found:
        raise Failure(USAGE, f"--recipient {found}: not an address")
    return found


class Reading(Watch):
    """How far the reading of mailboxes is; parts that are broken are told on standard error, and passed over."""

    def __init__(self, paths: Sequence[str] = ()) -> None:
        sizes = [size_of(path) for path in paths]
        known = [size for size in sizes if size is not None]
        self.total = sum(known) if len(known) == len(sizes) else None
        """Octets in all; None where a pipe or a server does not say."""
        self.octets = 0

    def read(self, octets: int) -> None:
        """Count."""
        self.octets += octets

    def broken(self, error: MailboxError) -> None:
        """Tell."""
        print(f"coldsieve: {printable(str(error))}; passed over", file=sys.stderr)


def messages(paths: Sequence[str], reading: Watch | None = None) -> Iterator[Item]:
    """Messages of all mailboxes, one after the other."""
    for path in paths:
        try:
            yield from read_mailbox(path, reading or Reading())
        except ExtraNeeded as error:
            raise Failure(UNAVAILABLE, str(error)) from None
        except MailboxError as error:
            raise Failure(NO_INPUT if error.missing else DATA, str(error)) from None


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there only when all was written; a pipe or a terminal is written as it is."""
    if path is None or (path.exists() and not path.is_file()):
        try:
            with nullcontext(sys.stdout) if path is None else path.open("w", encoding="utf-8", newline="") as out:
                yield out
                out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Failure(IO, f"{path or 'standard output'}: {error.strerror}") from None
        return
    with finished(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as out:
        yield out


@contextmanager
def finished(path: Path) -> Iterator[Path]:
    """Where to write a file that takes its name only when all was written."""
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        yield unfinished
        unfinished.replace(path)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Failure(IO if error.errno in FULL else CANNOT_CREATE, f"{path}: {error.strerror or error}") from None
    finally:
        unfinished.unlink(missing_ok=True)
