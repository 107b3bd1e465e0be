"""Options that several commands share → what they stand for, or a `Failure` that says what to mend."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from classifier.cli.exits import CANNOT_CREATE, CONFIG, DATA, NO_INPUT, Failure
from classifier.history import NO_HISTORY, History, HistoryError
from classifier.history.stores import open_history
from classifier.mailbox import Item, MailboxError, read_mailbox
from classifier.model import ModelError
from classifier.pipeline import Classifier


def add_model(parser: ArgumentParser) -> None:
    """Add ``--model``."""
    parser.add_argument(
        "--model", type=Path, metavar="DIR", help="folder of an exported model (default: the shipped one)"
    )


def classifier(model: Path | None, history: History = NO_HISTORY) -> Classifier:
    """A classifier with the model of a folder, by default the shipped one."""
    try:
        return Classifier(model, history=history)
    except ModelError as error:
        raise Failure(CONFIG, f"model: {error}") from None


def history(name: str) -> History:
    """``none``, ``memory``, or a store at a path or URL."""
    try:
        return open_history(name)
    except HistoryError as error:
        raise Failure(CONFIG, f"history: {error}") from None


def messages(paths: list[str]) -> Iterator[Item]:
    """Messages of all mailboxes, one after the other."""
    for path in paths:
        try:
            yield from read_mailbox(path)
        except MailboxError as error:
            raise Failure(NO_INPUT if error.missing else DATA, str(error)) from None


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there only when all was written."""
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as out:
            yield out
        unfinished.replace(path)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Failure(CANNOT_CREATE, f"{path}: {error.strerror}") from None
    finally:
        unfinished.unlink(missing_ok=True)
