"""Letters that say the same in other clothes → how often a model changes its label, and how far P(human) moves.

Each letter of ``data/pairs`` goes out in one mail, and again with one thing changed that must not matter: its language,
its header block, the list it came through, names, firms, hosts, years, a signature, a disclaimer, or words that only
please filters (the good-word attack: Lowd and Meek, CEAS 2005). ``python -m classifier.training.counterfactuals``
prints the table.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from classifier.decision import Verdict
from classifier.history import NO_HISTORY
from classifier.pipeline import Classifier
from classifier.training.letters import Letter
from classifier.training.pairs import Pair, read_pairs
from classifier.training.traces import without_list_traces, without_transport
from classifier.training.wrap import wrap
from classifier.training.wrap.names import names_of
from classifier.training.wrap.phrases import phrases_of
from classifier.training.wrap.signatures import greeted, signature_of

FRIENDLY = (
    "thanks again lovely weekend grandma birthday dinner sorry miss you holiday garden kids school photos neighbour "
    "coffee yesterday train rain dog cake choir wedding uncle soup Sunday walk beach laughed sleep homework bike lake "
    "borrowed ladder kitchen key fever doctor tea snow hug cousin boots cat bread flowers market village"
)
"""Fifty words that people write to people they know."""
TECHNICAL = (
    "patch kernel commit rebase segfault mutex compile header struct pointer driver branch upstream review malloc "
    "regression bisect backtrace config Makefile stdin buffer thread scheduler bitmask inode firmware register "
    "interrupt ioctl linker warning errno socket parser checksum baud oscilloscope solder datasheet voltage "
    "resistor torque gasket flange calibration tolerance spreadsheet decimal footnote"
)
"""Fifty words of mailing lists and workshops, where hardly anybody sells."""
HOSTS = ("altmark", "brookside", "cascata", "dunemoor", "elmstadt", "fontane", "gravel", "hollins")
"""Invented hosts that take the place of a letter's."""

_HOST = re.compile(rb"\b[A-Za-z0-9-]{2,63}(?=\.example\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR_OF_HEADER = re.compile(rb"(?<= )20\d\d(?= \d\d:)")


class Moved(NamedTuple):
    """What one change did to the mails of one kind."""

    change: str
    kind: str
    mails: int
    labels: int
    """Mails whose label is another one than before."""
    human: int
    """Mails that became ``human`` by it."""
    mean: float
    """Of the distance that P(human) went, 0 to 1."""
    greatest: float
    worst: str
    """Name and language of the letter with the greatest distance."""


def measure(pairs: Iterable[Pair], classifier: Classifier, seed: int = 0) -> list[Moved]:
    """What each change does to each kind.

    Args:
        pairs: letters in every language.
        classifier: with the model to judge.
        seed: of the mails; a letter has the same shape in every language and with every change.
    """
    distances: dict[tuple[str, str], list[tuple[float, bool, bool, str]]] = {}
    for pair in pairs:
        english: Verdict | None = None
        for language in sorted(pair.versions, key=lambda language: language != "en"):
            plain, changed = _mails(pair.versions[language], seed)
            before, *after = _judged(classifier, [plain, *changed.values()])
            english = english or before
            name = f"{pair.name} {language}"
            told = [(change, before, verdict) for change, verdict in zip(changed, after, strict=True)]
            if language != "en":
                told.append(("language", english, before))
            for change, one, other in told:
                moved = (
                    abs(other.probability["human"] - one.probability["human"]),
                    other.label != one.label,
                    other.label == "human" != one.label,
                    name,
                )
                distances.setdefault((change, pair.kind), []).append(moved)
    return [_moved(change, kind, found) for (change, kind), found in sorted(distances.items())]


def table(found: Iterable[Moved]) -> str:
    """The measurement as a Markdown table."""
    head = "| change | kind | mails | label moved | became human | mean of P(human) | greatest | letter |\n"
    rows = (
        f"| {m.change} | {m.kind} | {m.mails} | {m.labels / m.mails:.1%} | {m.human / m.mails:.1%} "
        f"| {m.mean:.3f} | {m.greatest:.3f} | {m.worst} |\n"
        for m in found
    )
    return head + "|---|---|---|---|---|---|---|---|\n" + "".join(rows)


def _moved(change: str, kind: str, found: Sequence[tuple[float, bool, bool, str]]) -> Moved:
    greatest, _, _, worst = max(found)
    return Moved(
        change=change,
        kind=kind,
        mails=len(found),
        labels=sum(label for _, label, _, _ in found),
        human=sum(human for _, _, human, _ in found),
        mean=sum(distance for distance, _, _, _ in found) / len(found),
        greatest=greatest,
        worst=worst,
    )


def _judged(classifier: Classifier, raws: Sequence[bytes]) -> Iterator[Verdict]:
    for examined in classifier.examine_many(raws):
        yield classifier.conclude(examined, NO_HISTORY.lookup(examined.sighting))


def _mails(letter: Letter, seed: int) -> tuple[bytes, dict[str, bytes]]:
    """A letter as sent, and with each change."""
    plain = _sent(letter, seed)
    changed = {
        "no transport header": without_transport(plain),
        "through a list": _sent(letter, seed, listed=True),
        "list traces taken off": without_list_traces(_sent(letter, seed, listed=True)),
        "other hosts": _other_hosts(plain),
        "other years": _YEAR_OF_HEADER.sub(_year_before, _sent(_reworded(letter, _other_years), seed)),
        "other names and firms": _sent(_reworded(letter, _other_names(letter)), seed),
        "a signature": _sent(letter._replace(text=letter.text + _signature(letter)), seed),
        "a disclaimer": _sent(
            letter._replace(text=f"{letter.text}\n\n{phrases_of(letter.language).disclaimer[0]}"), seed
        ),
    }
    if letter.kind == "outreach":
        for name, words in (("50 friendly words", FRIENDLY), ("50 technical words", TECHNICAL)):
            changed[name] = _sent(letter._replace(text=f"{letter.text}\n\n{words}"), seed)
    return plain, changed


def _sent(letter: Letter, seed: int, *, listed: bool = False) -> bytes:
    return wrap(letter, random.Random(f"{seed} {letter.name}"), listed=listed)  # noqa: S311


def _reworded(letter: Letter, change: Callable[[str], str]) -> Letter:
    return letter._replace(subject=change(letter.subject), text=change(letter.text))


def _other_hosts(raw: bytes) -> bytes:
    return _HOST.sub(lambda m: HOSTS[sum(m[0].lower()) % len(HOSTS)].encode(), raw)


def _other_years(text: str) -> str:
    return _YEAR.sub(lambda m: str(int(m[0]) - 6), text)


def _year_before(match: re.Match[bytes]) -> bytes:
    return b"%d" % (int(match[0]) - 6)


def _other_names(letter: Letter) -> Callable[[str], str]:
    """The names and the firm of a letter's greeting and signature → others of its language, everywhere in it."""
    names, draw = names_of(letter.language), random.Random(f"names {letter.name}")  # noqa: S311
    name, firm = signature_of(letter.text, of_person=True)
    first, *last = name.split() or [""]
    swaps = {word: draw.choice(names.first) for word in (first, greeted(letter.text)[0]) if len(word) > 2}
    swaps |= {word: draw.choice(names.last) for word in (*last, greeted(letter.text)[1]) if len(word) > 2}
    if firm:
        swaps[firm] = f"{draw.choice(names.firms)} {draw.choice(names.trades)}"
    if not swaps:
        return lambda text: text
    found = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(swaps, key=len, reverse=True)))
    return lambda text: found.sub(lambda m: swaps[m[0]], text)


def _signature(letter: Letter) -> str:
    names, draw = names_of(letter.language), random.Random(f"signature {letter.name}")  # noqa: S311
    firm = f"{draw.choice(names.firms)} {draw.choice(names.trades)}"
    lines = (f"{draw.choice(names.first)} {draw.choice(names.last)}", draw.choice(names.roles), firm)
    return "\n\n-- \n" + "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Print the table of a model, by default the shipped one, on a folder of pairs."""
    pairs = read_pairs(Path(arguments[0]) if arguments else Path("data") / "pairs")
    print(table(measure(pairs, Classifier(Path(arguments[1]) if arguments[1:] else None))), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
