"""Prose: whether a letter is made of sentences that somebody says to somebody, or of lines that a program fills in."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Evidence, Reading, counted, evidence, found, measured
from classifier.mail import MOST_WORDS, Mail
from classifier.signals.language import language_of
from classifier.signals.phrases import MAX_HITS, said
from classifier.signals.signal import signal
from classifier.signals.wording import prose as wording

OPENING = 1_600
"""Characters of a letter that are looked at: after a page its manner does not change."""
MANNER = 4_000
"""Characters in which rows of three are counted."""
SHORT_NOTE = 60
"""Words of a note of two or three sentences."""


@cache
def _small_words(language: str) -> frozenset[str]:
    return frozenset(wording.SMALL_WORDS[language].split())


def _small(mail: Mail, language: str) -> bytes:
    """A byte for each word of the letter: 1 for a small one."""
    return bytes(map(_small_words(language or "en").__contains__, mail.spoken[:MOST_WORDS]))


@signal(unit="flag")
def nothing_written(mail: Mail) -> Reading:
    """The mail is empty: no word new or quoted, nothing attached, no picture.

    Why: people say at least a word, or send something.
    Misses: the one line that a program puts over nothing; people press Send too soon.
    """
    message = mail.message
    if mail.spoken or mail.text.quoted or mail.text.patch or message.attachments or mail.html.images:
        return NOTHING
    return found(evidence("body", mail.letter or "(empty)"))


@signal(unit="flag")
def begins_with_a_link_or_label(mail: Mail) -> Reading:
    """The first line is a link, or a label and its value: "URL: https://...", "Status: open".

    Why: people begin with a word to their reader, programs with what they have to tell.
    Misses: programs that greet. People forward links, and some begin "Anna: ..." or "Note: ...".
    """
    line = mail.text.new[:200].partition("\n")[0]
    if not line or wording.FIRST_LINE.match(line) is None:
        return NOTHING
    return found(evidence("body", line))


@signal(unit="count")
def words_without_a_sentence(mail: Mail) -> Reading:
    """The longest run of words without a small one, such as the, to, is, you.

    Why: nobody speaks ten nouns in a row; tables, logs and offers do.
    Misses: machines that write sentences. People paste lists of names.
    """
    language = language_of(mail)
    # Without a language it is a log, or a letter in a language of another script.
    if not mail.spoken or not (language or mail.letter.isascii()):
        return DOES_NOT_APPLY
    return measured(max(map(len, _small(mail, language).split(b"\1"))))


@signal(unit="count")
def reports_in_passive(mail: Mail) -> Reading:
    """The letter reports what happened to a thing, with nobody who did it: "was suspended at", "has been closed".

    Why: systems report events.
    Misses: events told in the present or by a noun. Officials and engineers report so too.
    """
    return counted(said(mail, wording.REPORTS))


@signal(unit="share")
def live_talk(mail: Mail) -> Reading:
    """Words of live talk for each sentence: can you, I'll check, she said, let me know, I was at, that works.

    Why: people who have to do with each other speak of what goes on between them, in few words.
    Misses: people who write in full. Sellers imitate it, thinned by what they sell.
    """
    spoken = mail.spoken[:MOST_WORDS]
    pairs = [pair for pair in pairwise(spoken) if pair in wording.TALK_OF_TWO]
    words = wording.TALK & mail.vocabulary
    if not pairs and not words:
        return NOTHING
    opening = mail.letter[:OPENING]
    sentences = 1 + opening.count(". ") + opening.count("? ") + opening.count("! ")
    proofs: list[Evidence] = []
    for text in (*sorted(words), *map(" ".join, pairs[:3])):
        if (start := mail.folded.find(text)) >= 0:
            proofs.append(evidence("body", mail.letter[start : start + len(text)], start))
    return measured(min(1.0, (len(pairs) + len(words)) / sentences), *proofs[:3])


@signal(unit="flag")
def short_note(mail: Mail) -> Reading:
    """A few sentences and nothing else: at most sixty words, no link, label, table, exact time, code or picture.

    Why: this is what a person writes to somebody they know.
    Misses: long letters. Machines send bare lines as well, and some outreach is as short.
    """
    words = len(mail.spoken)
    if not 2 <= words <= SHORT_NOTE or mail.links.links or mail.html.images or mail.text.patch:
        return NOTHING
    text = mail.text.new
    if wording.CLOCK.search(text) or sum(map(str.isdigit, text)) > words:
        return NOTHING
    if any(map(wording.MACHINE_LINE.match, text.split("\n"))):
        return NOTHING
    small = _small(mail, language_of(mail)).count(1)
    return found(evidence("body", mail.letter, 0)) if small * 4 > words else NOTHING


@signal(unit="count")
def three_in_a_row(mail: Mail) -> Reading:
    """Three words of a kind in a row: "fast, simple and safe", "hotels, clinics and schools".

    Why: copywriters, and programs that learnt from them, write in threes.
    Misses: rows of longer parts. People list what they bought.
    """
    letter = mail.letter[:MANNER]
    rows: list[Evidence] = []
    for match in wording.THREE[language_of(mail) or "en"].finditer(letter):
        start = letter.rfind(" ", 0, match.start()) + 1
        rows.append(evidence("body", letter[start : match.end()], start))
    return counted(rows[:MAX_HITS])


SIGNALS = (
    nothing_written,
    begins_with_a_link_or_label,
    words_without_a_sentence,
    reports_in_passive,
    live_talk,
    short_note,
    three_in_a_row,
)
