"""Text → words as the model sees them: entities masked, so that what is learnt is wording and not who, where or when."""

from __future__ import annotations

import re

from classifier.expressions import expression

LONGEST = 400
"""Words of a letter that are looked at: the point of a letter stands at its beginning."""
MOST_KNOWN = 1 << 14
"""Words that a process remembers, about 4 MB: nine of ten words of a mailbox are among them."""

# Base letters for what people of nine languages leave out when they type in a hurry; one character for one, so that
# offsets stay true.
_FOLDED = dict(
    zip(
        "àáâãäåāăąçćčďđèéêëēėęěìíîïīłñńňòóôõöøōřśšťùúûüūůýÿźżžğşţțșőű’‘‛`´“”„«»–—\xa0",
        "aaaaaaaaacccddeeeeeeeeiiiiilnnnooooooorsstuuuuuuyyzzzgsttsou'''''\"\"\"\"\"-- ",
        strict=True,
    )
)
_FOREIGN = expression(r"[`\x80-\U0010ffff]+")
_LETTERS = expression(r"[^\W\d_]+(?:'[a-z]+)?")
_ASCII_LETTERS = expression(r"[a-z]+(?:'[a-z]+)?")
"""The same for a folded text without other letters, as nine of ten are, in three quarters of the time."""

# What follows a word tells whether it begins an address, a host or a name of code.
_WORD = r"(?>[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,20}){0,3})(?![\w@/(]|[.:][\w/])"
# Rows of plain words come first, since most of a letter is: with a match for each word it took twice as long.
_TOKEN = expression(
    rf"(?P<words>{_WORD}(?:[ ,]++{_WORD})*+)"
    r"|(?P<end>[.?!:]+(?=\s|$)|\n)"
    r"|(?P<url>\b(?:https?://|www\.)[^\s<>]{1,400})"
    r"|(?P<address>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
    r"|(?P<host>\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.(?:com|org|net|io|co|de|fr|pl|eu|uk|in|cn|ru|info|biz|ai|tech|example)\b)"
    r"|(?P<money>[$€£¥]\s?\d[\d.,]{0,12}(?:\s?(?:k|m|bn|million|billion)\b)?|\b\d[\d.,]{0,12}\s?(?:usd|eur|gbp|euros?|dollars?|pln|zł|kč|czk|chf|€|£|\$))"
    r"|(?P<share>\b\d[\d.,]{0,6}\s?%)"
    r"|(?P<time>\b\d{1,2}(?::\d\d){1,2}(?:\s?[ap]\.?m\b)?|\b\d{1,2}\s?[ap]m\b|\b(?:19|20)\d\d\b|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b)"
    r"|(?P<number>\d[\d.,'-]{0,20}(?![\w]))"
    r"|(?P<field>\{\{|\[\[)"
    r"|(?P<code>[\w./-]{0,200}(?:[\w/]|\w\())",
    re.I,
)
_CAMEL = expression(r"[a-z][A-Z]")

_CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    ]
)


def fold(text: str) -> str:
    """Lower case without diacritics and typographic quotes, of the same length as ``text``."""
    if text.isascii():
        return text.lower()
    lower = text.lower()
    if len(lower) != len(text):  # "İ" has two characters in lower case
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    # `str.translate` would look up each character, and most are ASCII.
    for character in _FOLDED.keys() & "".join(_FOREIGN.findall(lower)):
        lower = lower.replace(character, _FOLDED[character])
    return lower


def letters_in(folded: str) -> list[str]:
    """All words of a folded text, in order: runs of letters, with an ending such as that of don't."""
    return (_ASCII_LETTERS if folded.isascii() else _LETTERS).findall(folded)


class _Known(dict[str, tuple[str, str, str]]):
    """Plain word → it folded, and what the model sees of it where a sentence begins and within one."""

    def __missing__(self, word: str) -> tuple[str, str, str]:
        if len(self) >= MOST_KNOWN:
            self.clear()
        folded = fold(word)
        first = later = folded
        if not (word.islower() or len(word) == 1):
            if folded in _CALENDAR:
                first = later = "_time"
            elif _CAMEL.search(word):
                first = later = "_code"
            elif word[1:].islower():
                later = "_proper"
        known = self[word] = (folded, first, later)
        return known


_known = _Known()


def masked_words(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """Words of a text, folded; entities become ``_url``, ``_number``, ``_name`` (of ``names``), ``_proper`` and so on.

    A capitalised word within a sentence is taken for a proper noun.
    """
    words: list[str] = []
    within_sentence = False
    known = _known.__getitem__
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "end":
            within_sentence = False
            continue
        if kind == "words":
            folded, first, later = zip(*map(known, match[0].replace(",", " ").split()), strict=True)
            begun = len(words)
            words += later
            if not within_sentence:
                words[begun] = first[0]
            if not names.isdisjoint(folded):
                words[begun:] = ["_name" if f in names else word for f, word in zip(folded, words[begun:], strict=True)]
        else:
            words.append("_" + kind)
        within_sentence = True
        if len(words) >= LONGEST:
            break
    return words[:LONGEST]
