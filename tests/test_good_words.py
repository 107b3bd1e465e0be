"""Rows → rows of which some bots' mail is trained with words of people's letters."""

from __future__ import annotations

import pytest

from classifier.features import Features
from classifier.history import Sighting
from classifier.training.good_words import ATTACKERS, SHARE, with_good_words
from classifier.training.letters import SOURCE as LETTERS
from classifier.training.table import Row
