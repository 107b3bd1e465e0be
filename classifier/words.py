"""Text → words as the model sees them: entities masked, so that what is learnt is wording and not who, where or when."""

from __future__ import annotations

import re

from classifier.expressions import expression

LONGEST = 400
"""Words of a letter that are looked at: the point of a letter stands at its beginning."""

# Base letters for what people of nine languages leave out when they type in a hurry; one character for one, so that
# offsets stay true.
_FOLDED = str.maketrans(
    "àáâãäåāăąçćčďđèéêëēėęěìíîïīłñńňòóôõöøōřśšťùúûüūůýÿźżžğşţțșőű’‘‛`´“”„«»–—\xa0",
    "aaaaaaaaacccddeeeeeeeeiiiiilnnnooooooorsstuuuuuuyyzzzgsttsou'''''\"\"\"\"\"-- ",
)

# Plain words come first, since most are; what follows one tells whether it begins an address, a host or a name of code.
_TOKEN = expression(
    r"(?P<word>(?>[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,20}){0,3})(?![\w@/(]|[.:][\w/]))"
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
    return lower.translate(_FOLDED)


def masked_words(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """Words of a text, folded; entities become ``_url``, ``_number``, ``_name`` (of ``names``), ``_proper`` and so on.

    A capitalised word within a sentence is taken for a proper noun.
    """
    words: list[str] = []
    within_sentence = False
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "end":
            within_sentence = False
            continue
        if kind == "word":
            word = match.group()
            folded = fold(word)
            if folded in names:
                words.append("_name")
            elif word.islower() or len(word) == 1:
                words.append(folded)
            elif folded in _CALENDAR:
                words.append("_time")
            elif _CAMEL.search(word):
                words.append("_code")
            elif within_sentence and word[1:].islower():
                words.append("_proper")
            else:
                words.append(folded)
        else:
            words.append("_" + kind)
        within_sentence = True
        if len(words) >= LONGEST:
            break
    return words
