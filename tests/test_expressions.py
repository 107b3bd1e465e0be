"""Lazily compiled expressions: every one of the package compiles, and none is compiled by importing."""

from __future__ import annotations

import importlib
import marshal
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import classifier
from classifier import compiled as beforehand
from classifier import expressions, pipeline
from classifier.expressions import _Lazy, expression, unfolded
from classifier.signals.phrases import patterns

assert pipeline
SOURCES: list[tuple[Any, int]] = [
    *expressions.sources(),
    *((pattern, 0) for pattern in patterns()),
]  # Any: text or octets


def test_it_is_a_pattern_from_its_first_use_on() -> None:
    lazy = expression(r"(a)(b)?", re.I)
    assert lazy.pattern == r"(a)(b)?"
    match = lazy.search("xA")
    assert match is not None
    assert match.span() == (1, 2)
    assert lazy.sub("-", "aba") == "--"
    assert lazy.groups == 2
    assert expression(rb"\d+").findall(b"1 22") == [b"1", b"22"]


def test_every_expression_compiles() -> None:
    count = 0
    for info in pkgutil.walk_packages(classifier.__path__, "classifier."):
        if info.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(info.name)).values():
            if isinstance(value, dict):
                value = tuple(value.values())
            for one in value if isinstance(value, tuple) else [value]:
                for part in one if isinstance(one, tuple) else [one]:
                    if isinstance(part, _Lazy):
                        re.compile(part.pattern, part.flags)
                        count += 1
    assert count > 50


def test_importing_compiles_none_of_ours() -> None:
    program = """
import re, email, mailparser, hashlib, json, mmap
seen = []
compiled = re.compile
re.compile = lambda *a, **k: seen.append(a[0]) or compiled(*a, **k)
import classifier.pipeline
assert not seen, seen
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "__pycache__" / "expressions.bin"
    monkeypatch.setattr(beforehand, "FILE", str(path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    beforehand._kept.cache_clear()
    beforehand.write(SOURCES)
    beforehand._kept.cache_clear()
    yield path
    monkeypatch.undo()
    beforehand._kept.cache_clear()


def test_what_was_compiled_beforehand_is_what_would_be_compiled(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({beforehand.hash_of(source) for source in SOURCES}) == len(set(SOURCES))
    fresh = {(pattern, flags): re.compile(pattern, flags) for pattern, flags in SOURCES}
    monkeypatch.setattr(re, "compile", None)
    for source, pattern in fresh.items():
        kept = beforehand.compiled(*source)
        assert kept == pattern  # the same pattern, flags and code
        assert (kept.groups, kept.groupindex) == (pattern.groups, pattern.groupindex)


@pytest.mark.parametrize("harm", ["cut", "noise", "other Python", "a bit", "gone", "empty"])
def test_a_file_that_cannot_be_used_is_as_none(harm: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    octets = bytearray(file.read_bytes())
    if harm == "other Python":
        monkeypatch.setattr(beforehand, "_STAMP", "another")
    elif harm == "a bit":  # of a record's pattern: it is another's then
        octets[octets.index(b"unsubscribe")] ^= 1
    elif harm == "gone":
        file.unlink()
    if harm != "gone":
        file.write_bytes(bytes({"cut": octets[:-7], "noise": b"\xff" * 99, "empty": b""}.get(harm, octets)))
    beforehand._kept.cache_clear()
    for pattern, flags in SOURCES:
        assert beforehand.compiled(pattern, flags) == re.compile(pattern, flags)


def test_it_is_written_where_that_may_be_and_when_something_is_new(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.stat().st_mtime_ns
    beforehand.write(SOURCES[:9])
    assert file.stat().st_mtime_ns == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    beforehand.write([("new", 0)])
    assert file.stat().st_mtime_ns == before
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    with monkeypatch.context() as patch:
        patch.setattr(beforehand, "FILE", "/proc/nobody/may/write/here")
        beforehand.write([("new", 0)])
    beforehand.write([("new", 0)])
    beforehand._kept.cache_clear()
    assert beforehand.compiled("new") == re.compile("new")
    assert marshal.loads(file.read_bytes())[0] == ("new", 0)


HEADS = st.recursive(
    st.sampled_from(["a", "b ", r"\w", "[ab|(]", r"\(", "(?!b)", "a?", "b+"]),
    lambda inner: (
        st.builds(
            lambda parts, quantifier: f"(?:{'|'.join(parts)}){quantifier}",
            st.lists(inner, min_size=1, max_size=3),
            st.sampled_from(["", "", "?", "??", "{2}", "*"]),
        )
        | st.lists(inner, min_size=2, max_size=3).map("".join)
    ),
    max_leaves=6,
)


@given(st.lists(HEADS, min_size=1, max_size=3).map("|".join), st.text("ab (|", max_size=20))
def test_an_unfolded_pattern_matches_the_same(pattern: str, text: str) -> None:
    expected = re.compile(pattern)
    assert [m.span() for m in re.finditer(unfolded(pattern), text)] == [m.span() for m in expected.finditer(text)]


def test_alternatives_are_unfolded_until_they_begin_with_characters() -> None:
    assert unfolded(r"(?:can|may) i\b|(?:so )?glad") == r"can i\b|may i\b|so glad|glad"
    assert unfolded("(?:please )?(?:stop|go)") == "please (?:stop|go)|stop|go"
    assert unfolded("(?:can|may) i") == "(?:can|may) i"  # `re` sees through the only one


def test_most_phrases_tell_what_they_begin_with() -> None:
    def hidden(pattern: str) -> bool:
        parsed = re._parser.parse(pattern)  # type: ignore[attr-defined]
        literal = re._compiler._get_literal_prefix(parsed, re.UNICODE)[0]  # type: ignore[attr-defined]
        return not (literal or re._compiler._get_charset_prefix(parsed, re.UNICODE))  # type: ignore[attr-defined]

    every = patterns()
    assert sum(map(hidden, every)) < len(every) / 8
