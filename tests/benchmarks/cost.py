"""CPU time a message of each step from octets to logits, beside ``email.message_from_bytes`` on the same mail.

usage: python -m tests.benchmarks.cost    (real mail from $COLDSIEVE_CORPORA, else the messages of the tests)

Caches are warm, as in a daemon or over a mailbox; what a cold start costs stands in cold_start.py.
"""

from __future__ import annotations

import email
import gc
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import mailparser

from classifier import features, signals
from classifier.mail import Mail
from classifier.mailbox import read_mailbox
from classifier.message import parse
from classifier.model import load
from classifier.signals import OF_LETTER
from classifier.signals.greeting import greeting_of
from classifier.signals.language import language_of
from classifier.signals.phrases import anchors_in
from classifier.signals.platforms import traces_by_category
from classifier.training.corpora import read_source
from tests.labelled import CORPORA

ROOT = Path(__file__).parents[2]
SOURCES = ("business_letters", "officials_letters", "lists_threads", "lists_outreach", "spamassassin", "campaign_mail")
EACH = 150
"""Messages of a source, evenly spread over it."""
MODEL = load()
RUNS = 9
"""Times that everything is measured, in turn, so that a machine's changing speed meets all steps alike."""
VIEWS: dict[str, Callable[[Mail], object]] = {
    **{
        name: attrgetter(name)
        for name in (
            *("html", "text", "links", "letter", "folded", "subject", "signature", "spoken", "counts", "vocabulary"),
            *("last_sentences", "names", "organisation", "masked_subject", "masked_letter", "sighting"),
        )
    },
    "language": language_of,
    "greeting": greeting_of,
    "anchors of phrases": anchors_in,
    "traces of platforms": traces_by_category,
}
"""What signals and features share, in an order in which each finds ready what it is made of."""


T = TypeVar("T")


def sample() -> tuple[str, list[bytes]]:
    """What the sample is, and its messages."""
    folders = [CORPORA / source for source in SOURCES]
    if all((folder / "labels.jsonl").exists() for folder in folders):
        mails: list[bytes] = []
        for folder in folders:
            source = [labelled.raw for labelled in read_source(folder)]
            mails += source[:: max(1, len(source) // EACH)][:EACH]
        return f"{EACH} each of {', '.join(SOURCES)}", mails
    paths = sorted((ROOT / "tests" / "messages").glob("*/*.eml"))
    mails = [path.read_bytes() for path in paths]
    mails += [item.octets for item in read_mailbox(str(ROOT / "data" / "sample.mbox"))]
    return "messages of the tests and data/sample.mbox", mails


def main() -> None:
    """Print the tables."""
    what, raws = sample()
    gc.disable()
    runs = [measured(raws) for _ in range(RUNS + 1)][1:]  # the first one warms up
    cost = Counter({name: median(run[name] for run in runs) for name in runs[0]})
    ratio = 1 / cost["email.message_from_bytes"]
    print(f"{len(raws)} messages of {sum(map(len, raws)) / len(raws) / 1024:.1f} KiB in the mean: {what}.\n")
    print("| step | µs a message | ratio |\n|---|--:|--:|")
    for name, microseconds in steps(cost):
        print(f"| {name} | {microseconds:.1f} | {microseconds * ratio:.2f} |")
    each = Counter({s.name: cost[s.name] for s in OF_LETTER})
    print("\n| dearest signals | µs a message | % of all |\n|---|--:|--:|")
    for name, microseconds in each.most_common(10):
        print(f"| {name} | {microseconds:.1f} | {100 * microseconds / each.total():.1f} |")


def steps(cost: Counter[str]) -> Iterator[tuple[str, float]]:
    """Lines of the first table."""
    for name in ("email.message_from_bytes", "mailparser", "parse"):
        yield name, cost[name]
    views = [f"view: {name}" for name in VIEWS]
    for name in views:
        yield name, cost[name]
    yield "**views together**", sum(cost[name] for name in views)
    families: Counter[str] = Counter()
    for s in OF_LETTER:
        families[s.family] += cost[s.name]
    for family, microseconds in families.items():
        yield f"signals: {family}", microseconds
    for name in ("**signals together**", "n-grams", "vector", "model"):
        yield name, cost[name]


def measured(raws: Sequence[bytes]) -> dict[str, float]:
    """Step → CPU time in microseconds a message, in one run over all messages.

    The collector of garbage waits: it would go through all the mails that are kept here, and charge it to any step.
    """
    cost: dict[str, float] = {}

    def timed(name: str, step: Callable[[Any], T], over: Iterable[object]) -> list[T]:  # Any: of what comes before
        start = time.process_time_ns()
        results = [step(one) for one in over]
        cost[name] = (time.process_time_ns() - start) / 1000 / len(raws)
        return results

    gc.collect()
    timed("email.message_from_bytes", email.message_from_bytes, raws)
    timed("mailparser", mailparser.parse_from_bytes, raws)
    mails = [Mail(message) for message in timed("parse", parse, raws)]
    for name, view in VIEWS.items():
        timed(f"view: {name}", view, mails)
    for s in OF_LETTER:
        timed(s.name, s.function, mails)
    readings = timed("**signals together**", lambda mail: signals.read(OF_LETTER, mail), mails)
    grams = timed("n-grams", features.ngrams, mails)
    vectors = timed("vector", lambda both: features.extract(OF_LETTER, *both), zip(readings, grams, strict=True))
    timed("model", lambda one: MODEL.logits(one.signals, MODEL.word_logits(one.words)), vectors)
    return cost


if __name__ == "__main__":
    main()
