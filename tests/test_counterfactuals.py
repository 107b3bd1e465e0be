"""What must not matter to the shipped model, and how much it still does: the bounds are what it keeps today, with room.

The bounds marked TIGHTEN are to be brought down with every model that does better.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from classifier.message import parse
from classifier.model import KINDS
from classifier.pipeline import Classifier
from classifier.training import counterfactuals
from classifier.training.counterfactuals import FRIENDLY, TECHNICAL, Moved, measure, table
from classifier.training.letters import LANGUAGES
from classifier.training.pairs import Pair, read_pairs
from classifier.training.wrap import wrap

PAIRS = Path(__file__).parent.parent / "data" / "pairs"

# TIGHTEN: change → (share of labels that may move, of mail that is no junk and of junk; mean distance of P(human) that no kind
# may pass). Most junk is called spam at a probability near the threshold, so that less moves its label.
BOUNDS = {
    "language": (0.16, 0.63, 0.21),
    "no transport header": (0.055, 0.07, 0.05),
    "through a list": (0.05, 0.24, 0.06),
    "list traces taken off": (0.04, 0.12, 0.04),
    "other hosts": (0.02, 0.045, 0.04),
    "other years": (0.01, 0.01, 0.01),
    "other names and firms": (0.01, 0.012, 0.01),
    "a signature": (0.065, 0.07, 0.05),
    "a disclaimer": (0.025, 0.01, 0.03),
    "50 friendly words": (0.012, 0.0, 0.10),
    "50 technical words": (0.01, 0.0, 0.05),
}
# TIGHTEN: share of outreach that 50 words may make human …
OUTREACH_BY_WORDS = 0.03
# … and that the language alone may.
OUTREACH_BY_LANGUAGE = 0.02


@cache
def some_pairs() -> tuple[Pair, ...]:
    """Every second letter of each kind: all of them take half a minute."""
    return tuple(pair for i, pair in enumerate(read_pairs(PAIRS)) if i % 2 == 0)


@cache
def found() -> tuple[Moved, ...]:
    return tuple(measure(some_pairs(), Classifier()))


def test_all_changes_and_kinds_are_measured() -> None:
    assert {moved.change for moved in found()} == set(BOUNDS)
    everywhere = {(moved.change, moved.kind) for moved in found()}
    assert everywhere >= {(change, kind) for change in BOUNDS if "words" not in change for kind in KINDS}
    n = {kind: sum(pair.kind == kind for pair in some_pairs()) for kind in KINDS}
    assert all(m.mails == n[m.kind] * (len(LANGUAGES) - (m.change == "language")) for m in found())


@pytest.mark.parametrize("change", BOUNDS)
def test_what_must_not_matter_hardly_does(change: str) -> None:
    of = [moved for moved in found() if moved.change == change]
    *labels, mean = BOUNDS[change]
    for most, is_junk in zip(labels, (False, True), strict=True):
        some = [moved for moved in of if (moved.kind == "junk") == is_junk]
        assert sum(moved.labels for moved in some) <= most * sum(moved.mails for moved in some), table(of)
    assert all(moved.mean <= mean for moved in of), table(of)


def test_good_words_make_hardly_any_outreach_human() -> None:
    assert len(FRIENDLY.split()) == len(TECHNICAL.split()) == 50
    attacks = [moved for moved in found() if "words" in moved.change]
    assert len(attacks) == 2
    assert all(m.kind == "outreach" and m.human <= OUTREACH_BY_WORDS * m.mails for m in attacks), table(attacks)


def test_no_language_makes_outreach_human() -> None:
    (moved,) = (moved for moved in found() if (moved.change, moved.kind) == ("language", "outreach"))
    assert moved.human <= OUTREACH_BY_LANGUAGE * moved.mails


def test_each_change_changes_only_what_it_names() -> None:
    pair = next(pair for pair in read_pairs(PAIRS) if pair.name == "contract-comments")
    letter = pair.versions["de"]
    plain, changed = counterfactuals._mails(letter, 0)
    assert plain == wrap(letter, random.Random("0 contract-comments"), listed=False)
    assert b"\nReceived:" in plain or plain.startswith(b"Received:")
    assert b"Received:" not in changed["no transport header"]
    assert changed["no transport header"].partition(b"\n\n")[2] == plain.partition(b"\n\n")[2]
    assert b"\nList-" in changed["through a list"]
    assert b"\nList-" not in plain + changed["list traces taken off"]
    assert b"corvin-wax" in plain
    assert b"corvin-wax" not in changed["other hosts"]
    named = parse(changed["other names and firms"])
    assert "Solberg" not in str(named) and "Corvin" not in str(named)
    assert changed["other years"] != plain
    assert "50 friendly words" not in changed


def test_every_language_gets_the_same_shape() -> None:
    """The same mail program, traces and header fields: else the program is measured, not the language."""
    for pair in some_pairs():
        mailers = set()
        for language in ("en", "de", "cs"):
            raw = wrap(pair.versions[language], random.Random(f"0 {pair.name}"), listed=False)
            mailers.add((b"\nX-Mailer:" in raw, b"\nUser-Agent:" in raw))
        assert len(mailers) == 1, pair.name


def test_prints_the_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "outreach"
    folder.mkdir()
    (folder / "x.txt").write_text((PAIRS / "outreach" / "right-person.txt").read_text("utf-8"), "utf-8")
    assert counterfactuals.main([str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "| 50 friendly words | outreach | 9 |" in told
    assert "| language | outreach | 8 |" in told
