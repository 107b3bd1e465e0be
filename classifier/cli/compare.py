"""``coldsieve compare``: two exported models and the same labelled mail → which of them labels more of it right."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from classifier.cli import opened
from classifier.cli.exits import CONFIG, DATA, NO_INPUT, UNAVAILABLE, USAGE, Failure
from classifier.decision import policy_of
from classifier.model import KINDS, Model, ModelError, load
from classifier.pipeline import WEIGHED

if TYPE_CHECKING:
    from classifier.training.corpora import Labelled


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("first", type=Path, metavar="A", help="folder of an exported model")
    parser.add_argument("second", type=Path, metavar="B", help="folder of the one that may be better")
    parser.add_argument(
        "mail",
        nargs="*",
        metavar="CORPORA|KIND=MAILBOX",
        help=f"folder of SOURCE/{{messages.mbox.gz,labels.jsonl}}, or a mailbox and what all its mail is: {', '.join(KINDS)}",
    )
    parser.add_argument(
        "--letters", type=Path, metavar="DIR", help="folder of written letters, each wrapped as one mail"
    )
    parser.add_argument(
        "--policy",
        default="",
        metavar="NAME",
        help="thresholds of both models: strict, balanced or open (default: balanced)",
    )
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown", help="default: markdown")
    parser.add_argument(
        "--jobs", "-j", type=int, default=-1, metavar="N", help="worker processes (default: one a core)"
    )


def run(args: Namespace) -> int:
    """Compare, and print the table."""
    if not args.mail and args.letters is None:
        raise Failure(USAGE, "compare: name labelled mail, or --letters DIR")
    first, second = _model(args.first, args.policy), _model(args.second, args.policy)
    if importlib.util.find_spec("sklearn") is None:
        raise Failure(UNAVAILABLE, "comparing needs what training needs: pip install 'coldsieve[train]'")
    from classifier.training import compare, table
    from classifier.training.corpora import CorpusError
    from classifier.training.letters import LettersError

    try:
        rows = table.build(_labelled(args.mail, args.letters), args.jobs)
    except (CorpusError, LettersError) as error:
        raise Failure(DATA, str(error)) from None
    found = compare.compare(rows, first, second, args.policy)
    print(json.dumps(compare.as_json(found), indent=1) if args.format == "json" else compare.table(found))
    return 0


def _model(path: Path, policy: str) -> Model:
    """A model that has the policy: asked before minutes are spent on reading."""
    try:
        model = load(path, WEIGHED)
        policy_of(model, policy)
        return model
    except ModelError as error:
        raise Failure(CONFIG, f"model: {error}") from None


def _labelled(places: list[str], letters: Path | None) -> Iterator[Labelled]:
    """The mail of all places, and each letter once."""
    from classifier.training.corpora import read_corpora
    from classifier.training.letters import read_letters
    from classifier.training.table import SEED
    from classifier.training.wrap import wrapped

    for place in places:
        kind, equals, mailbox = place.partition("=")
        if equals and kind in KINDS:
            yield from _of_mailbox(mailbox, kind)
        elif not Path(place).exists():
            raise Failure(NO_INPUT, f"{place}: No such file or directory; a mailbox is named KIND={place}")
        elif not Path(place).is_dir():
            raise Failure(USAGE, f"{place}: say what its mail is, KIND={place}, KIND being one of {', '.join(KINDS)}")
        else:
            yield from read_corpora(Path(place))
    if letters is not None:
        yield from wrapped(read_letters(letters), SEED, copies=1)


def _of_mailbox(mailbox: str, kind: str) -> Iterator[Labelled]:
    from classifier.training.corpora import Labelled

    for item in opened.messages([mailbox]):
        name = hashlib.sha1(item.octets, usedforsecurity=False).hexdigest()[:12]
        yield Labelled(mailbox, name, kind, "", "", "", "", "", 0, item.octets)
