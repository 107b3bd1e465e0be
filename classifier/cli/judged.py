"""Mailboxes or verdicts on the command line → letters, and what the reader sent: for ``report`` and ``rules``."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from classifier.archive import guess
from classifier.batch import score
from classifier.cli import opened, running
from classifier.cli.exits import DATA, NO_INPUT, Failure
from classifier.history import Sent
from classifier.mail import Envelope, Mail
from classifier.mailbox import STDIN, Item
from classifier.message import parse
from classifier.octets import header_end
from classifier.outgoing import event_of
from classifier.report.letters import Letter, letter_of
from classifier.report.marks import Mark, marks_of
from classifier.settings import Settings
from classifier.standing import addressed, standing_of


class Judged(NamedTuple):
    """What was read."""

    letters: list[Letter]
    """Without those of the reader."""
    sent: list[Sent]
    """Nothing for verdicts: they do not tell whom a mail went to."""
    settings: Settings
    """With what the mailboxes told of the reader."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the input and how it is judged."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="EXPORT|VERDICTS.jsonl",
        help="mailboxes, as for score, or what score wrote to a .jsonl file",
    )
    parser.add_argument("--me", action="append", metavar="ADDRESS", help="yours; may be repeated (default: guessed)")
    running.add_jobs(parser)
    opened.add_history(parser, "the store that was made, else memory")
    opened.add_model(parser)


def read(args: Namespace) -> Judged:
    """Judge the mailboxes, or read the verdicts."""
    settings = opened.settings(Namespace(**{**vars(args), "me": tuple(args.me or ()) or None}))
    verdicts = [path for path in args.paths if path.lower().endswith(".jsonl")]
    if not verdicts:
        return _judge(args, settings)
    if len(verdicts) < len(args.paths):
        raise Failure(DATA, "give mailboxes or verdicts, not both")
    letters = [letter for path in verdicts for letter in _letters(Path(path)) if letter.address not in settings.me]
    return Judged(letters, [], settings)


def _letters(path: Path) -> Iterator[Letter]:
    try:
        with path.open(encoding="utf-8", errors="surrogateescape") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield letter_of(json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                    raise Failure(DATA, f"{path}: line {number} is no verdict of coldsieve score") from None
    except OSError as error:
        raise Failure(NO_INPUT, f"{path}: {error.strerror}") from None


def _judge(args: Namespace, settings: Settings) -> Judged:
    if STDIN not in args.paths:  # it can be read only once
        guessed = guess((item.octets for item in opened.messages(args.paths)), ())._asdict()
        settings = settings._replace(**{k: v for k, v in guessed.items() if v and not getattr(settings, k)})
    classifier = opened.classifier(settings, opened.history(settings, otherwise="memory"))
    sent: dict[int, Sent] = {}
    marks: dict[int, tuple[Mark, ...]] = {}
    rows = score(_watched(opened.messages(args.paths), settings, sent, marks), classifier, args.jobs or 1)
    with running.working():
        letters = [letter_of(row)._replace(marks=marks[row["index"]]) for row in rows if row["index"] not in sent]
    return Judged(letters, list(sent.values()), settings)


def _watched(
    items: Iterator[Item], settings: Settings, sent: dict[int, Sent], marks: dict[int, tuple[Mark, ...]]
) -> Iterator[Item]:
    """Keep what rows do not tell, on the way to the scorer: to whom the reader wrote, and who signed the mail of others."""
    mine = [address.encode() for address in settings.me]
    envelope = addressed(Envelope(), settings)
    for index, item in enumerate(items):
        header = item.octets[: header_end(item.octets)]
        marks[index] = marks_of(parse(header))
        if any(address in header.lower() for address in mine):
            message = parse(item.octets)
            if message.sender.address in settings.me:
                event = event_of(Mail(message, envelope), standing_of(message, envelope, settings))
                if isinstance(event, Sent):
                    sent[index] = event
        yield item
