"""What all mails of an archive share: its owner, who is known, letters not yet sent, and what was written before."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from classifier.training.archive.cast import Owner, Party, colleague_of, owner_of, party_of
from classifier.training.archive.sending import Planned, Posted
from classifier.training.archive.sentences import Note
from classifier.training.archive.variation import from_sender, on_another_day, to_reader
from classifier.training.letters import Letter, LettersError
from classifier.training.wrap.tokens import milliseconds

Story = Generator[Planned, Posted, None]
"""Mails that follow from each other, each told when the one before was sent. Dates ascend."""

OTHER = 0.2
"""Share of letters in the owner's second language, English or German."""
ABROAD = {"people": 0.04, "newsletter": 0.0, "notification": 0.02, "outreach": 0.08, "junk": 0.12}
"""Share of letters in any language at all."""
KNOWN = 400
"""People whom the owner remembers; more would only make a long archive larger in memory."""
COLLEAGUES = 4
WRITTEN = 60_000
"""Letters that are remembered so that none is written twice: the people's of an archive of 160,000 mails."""
TRIES = 40
"""Attempts at a letter that was not written before; then numbers are added to one."""


class Deck:
    """Letters in a drawn order; once all were sent, they are sent again."""

    def __init__(self, cards: Iterable[Letter], draw: random.Random) -> None:
        self._cards = list(cards)
        self._draw = draw
        self._at = len(self._cards)
        self._round = -1

    @property
    def fresh(self) -> bool:
        """Whether the next letter was never sent."""
        return self._round < 0 or (self._round == 0 and self._at < len(self._cards))

    def take(self) -> tuple[Letter, bool]:
        """The next letter, and whether it was sent before. Raises `LettersError` where there is none at all."""
        if not self._cards:
            raise LettersError("too few letters: an archive needs each kind, and outreach outside of sequences")
        if self._at >= len(self._cards):
            self._draw.shuffle(self._cards)
            self._at = 0
            self._round += 1
        self._at += 1
        return self._cards[self._at - 1], self._round > 0

    def __len__(self) -> int:
        return len(self._cards)


class Campaign(NamedTuple):
    """Outreach that was sent, and may be sent again from another mailbox."""

    number: int
    letters: tuple[Letter, ...]
    party: Party


class World:
    """The state of an archive that is being written; bounded, however many mails there are."""

    def __init__(self, letters: Iterable[Letter], language: str, seed: int, first: datetime, last: datetime) -> None:
        draw = random.Random(f"{seed} world")  # noqa: S311
        everything = list(letters)
        self.owner: Owner = owner_of(language, draw)
        self.first = first
        self.last = last
        self.language = language
        self.languages = sorted({letter.language for letter in everything})
        self.campaigns: deque[Campaign] = deque(maxlen=60)
        self._seed = seed
        self._numbers = dict.fromkeys(("story", "thread", "party", "campaign", "approach"), 0)
        self._everything = everything
        self._steps: dict[str, tuple[Letter, ...]] = {}
        for letter in sorted(everything, key=lambda letter: letter.step):
            if letter.sequence:
                self._steps[letter.sequence] = (*self._steps.get(letter.sequence, ()), letter)
        self._decks: dict[tuple[str, str], Deck] = {}
        self._written: dict[int, None] = {}
        self.known: list[Party] = [colleague_of(self.owner, self.next("party"), draw) for _ in range(COLLEAGUES)]

    def next(self, what: str) -> int:
        """A number that was not given before."""
        self._numbers[what] += 1
        return self._numbers[what]

    def thread(self, date: datetime) -> int:
        """A number for a thread, as Gmail makes them: milliseconds since 1970 in the upper bits."""
        return milliseconds(date) << 20 | self.next("thread") & 0xFFFFF

    def draw(self) -> random.Random:
        """Random numbers for one story."""
        return random.Random(f"{self._seed} story {self.next('story')}")  # noqa: S311

    def language_for(self, budget: str, draw: random.Random) -> str:
        """The language of a letter."""
        way = draw.random()
        if way < ABROAD[budget]:
            return draw.choice(self.languages)
        return ("en" if self.language == "de" else "de") if way < ABROAD[budget] + OTHER else self.language

    def deck(self, name: str, language: str, wanted: Callable[[Letter], bool]) -> Deck:
        """The deck of a name and language, of the letters that are wanted; where a language has none, of all others."""
        key = name, language
        if key not in self._decks:
            cards = [letter for letter in self._everything if wanted(letter)]
            cards = [letter for letter in cards if letter.language == language] or cards
            self._decks[key] = Deck(cards, random.Random(f"{self._seed} {name} {language}"))  # noqa: S311
        return self._decks[key]

    def sequences(self, language: str) -> Deck:
        """First steps of the sequences of a language."""
        return self.deck("sequences", language, lambda letter: letter.step == 1)

    def steps(self, first: Letter) -> tuple[Letter, ...]:
        """All steps of the sequence of a letter."""
        return self._steps[first.sequence]

    def meet(self, party: Party, draw: random.Random) -> None:
        """Remember a person; where too many are known, in the place of one who is no colleague."""
        if len(self.known) < KNOWN:
            self.known.append(party)
        else:
            self.known[draw.randrange(COLLEAGUES, KNOWN)] = party

    def party(self, letters: list[Letter], role: str, draw: random.Random) -> Party:
        """Somebody new; see `cast.party_of`."""
        return party_of(letters, self.owner, self.next("party"), role, draw)

    def adapted(self, letters: Sequence[Letter], again: bool, party: Party, date: datetime) -> list[Letter]:
        """Letters of a party to the owner: with other names and numbers where they were sent before."""
        texts = to_reader([letter.text for letter in letters], self.owner.person, self.owner.title)
        if not again:
            return [letter._replace(text=text) for letter, text in zip(letters, texts, strict=True)]
        key = f"{party.number} {date.isoformat()}"
        return [
            letter._replace(
                text=on_another_day(from_sender(text, party.person), date, key),
                subject=on_another_day(letter.subject, date, key),
            )
            for letter, text in zip(letters, texts, strict=True)
        ]

    def unwritten(self, write: Callable[[], Note]) -> Note:
        """A note whose text nobody wrote before."""
        for _ in range(TRIES):
            made = write()
            if self.remember(made.text):
                return made
        made = write()
        text = f"{made.text}\n\n(Ref. {self.next('thread')})"
        self.remember(text)
        return made._replace(text=text)

    def remember(self, text: str) -> bool:
        """Remember a letter; whether it was new."""
        key = hash_of(text)
        if key in self._written:
            return False
        self._written[key] = None
        if len(self._written) > WRITTEN:
            del self._written[next(iter(self._written))]
        return True


def hash_of(text: str) -> int:
    """Equal for letters that differ in nothing but white space."""
    import zlib

    octets = " ".join(text.split()).encode()
    return zlib.crc32(octets) << 32 | zlib.adler32(octets)
