"""The letters that stand in every language: whole, faithful by their length and figures, unlike each other, and untrained."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import combinations
from pathlib import Path
from statistics import median

import pytest

from classifier.training.letters import LANGUAGES, LettersError, read_letters
from classifier.training.pairs import Pair, read_pair, read_pairs
from tests.test_imports import imports, modules
from tests.test_letters import _ADDRESS, _DOMAIN, _LINK

DATA = Path(__file__).parent.parent / "data"
LEAST = {"personal": 40, "outreach": 20, "newsletter": 20, "notification": 20, "junk": 20}
_TOKEN = re.compile(r"\w+")


@cache
def pairs() -> tuple[Pair, ...]:
    return tuple(read_pairs(DATA / "pairs"))


def grams(text: str) -> set[tuple[str, ...]]:
    words = _TOKEN.findall(text.lower())
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}


def figures(text: str) -> list[str]:
    """Numbers of two digits and more, however a language groups them; full hours lose their ``.00``."""
    text = re.sub(r"(?<=\d)[.:h]00\b", "", re.sub(r"(?<=\d) h (?=\d)", ":", text))
    return re.findall(r"\d{2,}", re.sub(r"(?<=\d)[.,:h\s](?=\d)", "", text))


@pytest.mark.parametrize(("kind", "least"), LEAST.items())
def test_there_are_enough(kind: str, least: int) -> None:
    assert sum(pair.kind == kind for pair in pairs()) >= least


def test_every_name_once_and_people_both_answer_and_write_first() -> None:
    assert len({pair.name for pair in pairs()}) == len(pairs())
    answers = [pair.versions["en"].thread for pair in pairs() if pair.kind == "personal"]
    assert 10 <= sum(answers) <= len(answers) - 10
    assert not any(pair.versions["en"].thread for pair in pairs() if pair.kind != "personal")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_is_clean(language: str) -> None:
    for pair in pairs():
        letter = pair.versions[language]
        whole = f"{letter.subject}\n{letter.text}"
        assert letter.text == letter.text.strip(), pair.name
        assert unicodedata.is_normalized("NFC", whole), pair.name
        assert not [c for c in whole if unicodedata.category(c) in {"Cc", "Co", "Cn"} and c != "\n"], pair.name
        assert not _DOMAIN.findall(whole), pair.name
        assert all(".example" in found for found in _ADDRESS.findall(whole) + _LINK.findall(whole)), pair.name


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_version_says_as_much_as_the_english(language: str) -> None:
    for pair in pairs():
        ours, english = (len(pair.versions[at].text) for at in (language, "en"))
        assert 0.75 <= ours / english <= 1.6 or abs(ours - english) < 40, (pair.name, ours, english)
        lines = [pair.versions[at].text.count("\n\n") for at in (language, "en")]
        assert lines[0] == lines[1], (pair.name, "paragraphs")
        assert pair.versions[language].text != pair.versions["en"].text, pair.name
    ratios = [len(pair.versions[language].text) / len(pair.versions["en"].text) for pair in pairs()]
    assert 0.9 <= median(ratios) <= 1.25


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_version_names_the_same_figures(language: str) -> None:
    faults = []
    for pair in pairs():
        ours, english = (set(figures(pair.versions[at].text)) for at in (language, "en"))
        if len(english - ours) > max(1, len(english) // 3):
            faults.append((pair.name, english - ours, ours - english))
    assert not faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_is_another_one(language: str) -> None:
    told = [(pair.name, grams(pair.versions[language].text)) for pair in pairs()]
    alike = [(a, b) for (a, x), (b, y) in combinations(told, 2) if len(x & y) > 0.2 * len(x | y)]
    assert not alike


def test_nothing_trains_on_them() -> None:
    """No module but the counterfactuals reads pairs, and no letter for training is one of them or nearly."""
    readers = {path.name for path in modules() if "classifier.training.pairs" in set(imports(path))}
    assert readers <= {"counterfactuals.py"}
    assert not [
        path
        for path in modules()
        if path.name not in ("pairs.py", "counterfactuals.py") and "data/pairs" in path.read_text("utf-8")
    ]
    trained: dict[str, list[set[tuple[str, ...]]]] = {}
    for letter in read_letters(DATA / "letters"):
        trained.setdefault(letter.language, []).append(grams(letter.text))
    for pair in pairs():
        for language, letter in pair.versions.items():
            mine = grams(letter.text)
            assert not any(len(mine & other) > 0.3 * len(mine | other) for other in trained[language]), pair.name


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("[cs]", "[cz]"), "should have each once"),
        (("[cs]", "[pl]"), "should have each once"),
        (("Role: ", "Rolle: "), "header lacks"),
        (("Kind: personal", "Kind: junk"), "its folder is personal"),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    path = tmp_path / "personal" / "thursday.txt"
    path.parent.mkdir()
    text = (DATA / "pairs" / "personal" / "thursday.txt").read_text("utf-8")
    path.write_text(text.replace(*change), "utf-8")
    with pytest.raises(LettersError, match=complaint):
        read_pair(path)
    with pytest.raises(LettersError, match="holds no KIND"):
        read_pairs(tmp_path / "personal")
