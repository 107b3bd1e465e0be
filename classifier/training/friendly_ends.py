"""Written letters → the same, some outreach among them ending with words of people's letters.

What `classifier.training.good_words` does to vectors of real outreach is done here to texts, before they are sent, so that
signals are read from it too (experiment 38).
"""

from __future__ import annotations

from collections.abc import Sequence

from classifier.training.corpora import draw
from classifier.training.letters import Letter

SHARE = 0.2
"""Of outreach, by judgement: less than the share that is trained without a transport header."""
MOST = 50
"""Words that a letter gets."""


def with_friendly_ends(letters: Sequence[Letter]) -> list[Letter]:
    """The same letters; what is drawn ends with some words, in no order, of a person's letter in its language."""
    people: dict[str, list[Letter]] = {}
    for letter in letters:
        if letter.kind == "personal":
            people.setdefault(letter.language, []).append(letter)
    return [_ended(letter, people.get(letter.language, [])) for letter in letters]


def _ended(letter: Letter, people: Sequence[Letter]) -> Letter:
    if letter.kind != "outreach" or not people or draw(letter.name, "friendly end") >= SHARE:
        return letter
    other = people[int(draw(letter.name, "whose end") * len(people))]
    mixed = sorted({word for word in other.text.split() if word.isalpha()}, key=lambda word: draw(word, "order"))
    return letter._replace(text=f"{letter.text}\n\n{' '.join(mixed[:MOST])}")
