"""Rows → rows, some outreach among them trained with words of people's letters beside its own.

Who wants to pass as a person adds friendly words (Lowd and Meek, "Good word attacks on statistical spam filters", 2005). They
are to speak for a person where nothing else speaks for a bot, and for nobody beside an offer (experiment 32).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from classifier.training.corpora import draw
from classifier.training.friendly_ends import SHARE
from classifier.training.letters import SOURCE as LETTERS
from classifier.training.table import Row


def with_good_words(rows: Sequence[Row]) -> list[Row]:
    """The same rows; what is drawn gets words of a written letter of a person, as many again as its own."""
    people = [row for row in rows if row.source == LETTERS and row.kind == "personal"]
    if not people:
        return list(rows)
    return [
        _mixed(row, people) if row.kind == "outreach" and draw(row.id, "good words") < SHARE else row for row in rows
    ]


def _mixed(row: Row, people: Sequence[Row]) -> Row:
    other = people[int(draw(row.id, "whose words") * len(people))]
    return row._replace(trained=row.trained._replace(words=_sum(row.trained.words, other.trained.words)))


def _sum(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    """Both, so that the squares sum to 1 again."""
    words = {bucket: one.get(bucket, 0.0) + other.get(bucket, 0.0) for bucket in sorted({*one, *other})}
    length = math.sqrt(sum(value * value for value in words.values()))
    return {bucket: value / length for bucket, value in words.items()} if length else words
