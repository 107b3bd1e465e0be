"""Lazily compiled expressions: every one of the package compiles, and none is compiled by importing."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys

import classifier
from classifier.expressions import _Lazy, expression


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
