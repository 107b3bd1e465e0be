"""The package publicsuffixlist → ``classifier/public_suffixes.txt``: the rules alone, a line each.

Loading that list takes the package 40 ms a process; the lines load in one. Run after an update of the package:
``python -m classifier.training.public_suffixes``.
"""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

TARGET = Path(__file__).parent.parent / "public_suffixes.txt"


def compiled() -> str:
    """The file's text: a comment with the source and its licence, then one rule a line, sorted, in IDNA form too."""
    import publicsuffixlist

    source = Path(publicsuffixlist.__file__).parent / "public_suffix_list.dat"
    rules: set[str] = set()
    for line in source.read_text("utf-8").splitlines():
        rule = line.split("//")[0].strip()
        if rule:
            rules.add(rule)
            rules.add(_idna(rule))
    version = importlib.metadata.version("publicsuffixlist")
    head = f"# Mozilla's Public Suffix List (MPL-2.0, publicsuffix.org) as of publicsuffixlist {version}. Generated: do not edit.\n"
    return head + "\n".join(sorted(rules)) + "\n"


def _idna(rule: str) -> str:
    if rule.isascii():
        return rule
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in rule.split(".")
    )


if __name__ == "__main__":
    TARGET.write_text(compiled(), "utf-8")
