"""Handwriting: how a letter is typed and signed; nothing here may tell languages apart, as capitals in German would."""

from __future__ import annotations

from itertools import islice, pairwise
from operator import eq

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Evidence, Reading, counted, evidence, found, measured
from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.mail import Mail
from classifier.signals.signal import signal
from classifier.signals.wording import handwriting as wording
from classifier.words import fold

OPENING = 2_500
"""Characters of a letter in which its manner is looked for: a page, after which it does not change."""
BEGINNING = 300
"""Words of a letter among which doubled ones are looked for."""
SHORT_LINE = 50
"""Characters of a line that can be a name with a title or a firm beside it; sentences are longer."""
MOST = 20
"""Marks of one sort that are counted: more say no more, and bound what a sender can make us do."""
_BULLET = expression(r"\n[ \t]{0,12}([-*•●▪◦‣✓✔✅➤➜→·–]|\d{1,2}[.)])[ \t]{1,4}(?=\S)")
_NAME = expression(r"[^\W\d_]{3,}")
_DOUBTFUL_COMMA = expression(r",(?:(?! )|(?<= ,))")
_NO_WORD = expression(r"\w[.@/:]\w|://")
_WITHIN = (". ", "? ", "! ", ".\n", "?\n", "!\n")
"""Ends of sentences that another one follows."""


@signal(unit="share")
def sentences_standing_alone(mail: Mail) -> Reading:
    """Share of paragraphs that are a single sentence, where three or more are.

    Why: sales copy gives each sentence a line of its own, to be skimmed on a telephone.
    Misses: copy that is set otherwise; instructions and short notes are written so by people too.
    """
    paragraphs = [p for p in mail.text.new[:OPENING].split("\n\n") if p.count(" ") + p.count("\n") >= 4]
    if not paragraphs:
        return DOES_NOT_APPLY
    alone = [p for p in paragraphs if len(p) < 220 and _is_one_sentence(p.rstrip())]
    if len(alone) < 3:
        return NOTHING
    return measured(len(alone) / len(paragraphs), *(evidence("body", p) for p in alone[:2]))


def _is_one_sentence(paragraph: str) -> bool:
    return paragraph[-1:] in ".?!" and not any(end in paragraph for end in _WITHIN)


@signal(unit="share")
def loosely_typed(mail: Mail) -> Reading:
    """Marks of loose typing for each sentence: dots, "??", smileys, small letters where a sentence begins.

    Why: people type so to people they know.
    Misses: careful writers; some outreach imitates it.
    """
    letter = mail.letter[:OPENING]
    if not letter:
        return DOES_NOT_APPLY
    begun = letter[:100].partition(" ")[0]
    # A host, a link or an address is written small by everybody.
    marks = int(begun[0].islower() and not _NO_WORD.search(begun))
    for part, loose in wording.LOOSE.items():
        if part in letter:
            marks += sum(map(letter.count, loose))
    for eyes, mouths in wording.SMILEYS.items():
        marks += sum(part.startswith(mouths) for part in letter.split(eyes)[1:])
    pieces = letter.replace("? ", ". ").replace("! ", ". ").split(". ")
    for before, after in pairwise(pieces):
        # Four letters before the full stop, as "z.B." and "np." end no sentence; nor do longer abbreviations.
        if after[:1].islower() and before[-4:].isalpha() and "://" not in after[:9]:
            marks += before.rpartition(" ")[2].lstrip("(").lower() not in wording.ABBREVIATIONS
    return measured(min(1.0, marks / len(pieces)))


@signal(unit="count")
def typing_errors(mail: Mail) -> Reading:
    """Small words said twice, and blanks missing after a comma or standing before one.

    Why: nobody read it again: haste, or a language the writer does not know. Scams and cheap offers have most.
    Misses: misspelt words; people type in a hurry too, and a conversion from HTML leaves blanks before commas.
    """
    letter, folded = mail.letter[:OPENING], mail.folded[:OPENING]
    hits: list[Evidence] = []
    spoken = mail.spoken[:BEGINNING]
    if any(map(eq, spoken, islice(spoken, 1, None))):
        for first, second in pairwise(spoken):
            if first == second and first in wording.NEVER_TWICE and (start := folded.find(f" {first} {first} ")) >= 0:
                twice = letter[start + 1 : start + 2 + 2 * len(first)]
                # Between words of a list may stand a full stop, and "IT it" is no error.
                if twice[1:].islower():
                    hits.append(evidence("body", twice, start + 1))
    # What begins with a comma is no prose.
    for comma in _DOUBTFUL_COMMA.finditer("" if folded.startswith(",") else folded):
        if len(hits) >= MOST:
            break
        if _is_misplaced(folded, comma.start()):
            start = max(0, comma.start() - 12)
            hits.append(evidence("body", letter[start : comma.start() + 12], start))
    return counted(hits[:MOST])


def _is_misplaced(text: str, position: int) -> bool:
    """Whether the comma at this place lacks its blank or has it on the wrong side; commas of numbers and code do not count."""
    before = text[max(0, position - 15) : position]
    after = text[position + 1 : position + 16]
    if before[-1] == " ":
        return before[-4:-1].isalpha() and after.lstrip(" ")[:3].isalpha()
    left, right = before.rpartition(" ")[2], after.partition(" ")[0]
    return 3 <= len(left) < 15 and 3 <= len(right) < 15 and left.isalpha() and right.isalpha()


@signal(unit="share")
def words_in_capitals(mail: Mail) -> Reading:
    """Share of words of four letters and more that stand in capitals.

    Why: shouting.
    Misses: shouting in small letters; long abbreviations count as well.
    """
    words = [w for w in mail.letter[:OPENING].split() if len(w) > 3]
    if len(words) < 5:
        return DOES_NOT_APPLY
    shouted = [w for w in filter(str.isupper, words) if len(w.strip(".,:;!?()\"'")) > 3]
    return measured(len(shouted) / len(words), *(evidence("body", w) for w in shouted[:3]))


@signal(unit="share")
def digits(mail: Mail) -> Reading:
    """Share of characters that are digits.

    Why: receipts, alerts and logs are full of them.
    Misses: nothing, but says little alone.
    """
    letter = mail.letter[:OPENING]
    return measured(sum(map(letter.count, "0123456789")) / len(letter)) if letter else DOES_NOT_APPLY


@signal(unit="count")
def exclamations(mail: Mail) -> Reading:
    """Exclamation marks in subject and letter.

    Why: advertising exclaims.
    Misses: quiet advertising; happy people.
    """
    return measured(min(MOST, mail.letter.count("!") + mail.message.subject.count("!")))


@signal(unit="count")
def bullets(mail: Mail) -> Reading:
    """Lines that begin with a bullet or a number.

    Why: offers list their points.
    Misses: lists within a sentence; people make lists as well.
    """
    lines = list(islice(_BULLET.finditer("\n" + mail.text.new[:OPENING]), MOST))
    # "12. März um zehn" and "3. Stock" begin lines too; a list of numbers begins with 1.
    if lines and not any(m.group(1)[:-1] == "1" for m in lines):
        lines = [m for m in lines if not m.group(1)[0].isdigit()]
    return measured(len(lines), *(evidence("body", m.string[m.start() : m.end() + 60]) for m in lines[:2]))


@signal(unit="flag")
def emoji(mail: Mail) -> Reading:
    """Emoji in the subject or the letter.

    Why: campaigns use them to be seen in a list of subjects.
    Misses: campaigns without; people on telephones use them as well.
    """
    for where, text in (("subject", mail.message.subject), ("body", mail.letter)):
        if not text.isascii() and (match := wording.EMOJI.search(text)):
            start = max(0, match.start() - 20)
            return found(evidence(where, text[start : match.end() + 20], start))
    return NOTHING


@signal(unit="count")
def disguised_letters(mail: Mail) -> Reading:
    """Words with letters of another script that look alike, with characters of no width, or in mathematical bold.

    Why: words are disguised from filters, or made to stand out where no bold type is.
    Misses: other disguises, such as digits for letters and pictures of text.
    """
    hits: list[Evidence] = []
    for where, text in (("subject", mail.message.subject), ("body", mail.letter[:OPENING])):
        # Nearly all mail ends here: accents, quotes and dashes stand outside these ranges.
        if not text.isascii() and wording.OTHER_SCRIPT.search(text):
            hits += [evidence(where, m.group(), m.start()) for m in islice(wording.DISGUISED.finditer(text), MOST)]
    return counted(hits[:MOST])


@signal(unit="flag")
def signed(mail: Mail) -> Reading:
    """A short line at the end holds a name of the writer.

    Why: people sign; machines rarely do, or with the name of their company.
    Misses: people who do not sign, and names below three letters.
    """
    sender = mail.message.sender
    company = registrable_domain(sender.domain).partition(".")[0]
    words = set(_NAME.findall(fold(sender.name or sender.local)[:100]))
    names = {word for word in words - wording.NOT_A_NAME if word not in company}
    if not names:
        return DOES_NOT_APPLY
    for where, lines in (
        ("body", mail.text.new[-160:].split("\n")[-3:]),
        ("signature", mail.text.signature[:160].split("\n")[:3]),
    ):
        for line in lines:
            if len(line) <= SHORT_LINE and not names.isdisjoint(_NAME.findall(fold(line))):
                return found(evidence(where, line))
    return NOTHING


@signal(unit="flag")
def written_on_a_telephone(mail: Mail) -> Reading:
    """The signature or the header says that the mail was written on a telephone.

    Why: a thumb typed it.
    Misses: telephones that do not say so; some outreach writes "Sent from my iPhone" below its template.
    """
    if match := wording.ON_THE_MOVE.search(fold(mail.text.signature[:600])):
        return found(evidence("signature", match.group()))
    for name in ("x-mailer", "user-agent", "x-ms-exchange-mobile"):
        value = mail.message.field(name)
        if value and wording.PHONE_CLIENT.match(value.lower()):
            return found(evidence(f"header:{name.title()}", value))
    return NOTHING


SIGNALS = (
    sentences_standing_alone,
    loosely_typed,
    typing_errors,
    words_in_capitals,
    digits,
    exclamations,
    bullets,
    emoji,
    disguised_letters,
    signed,
    written_on_a_telephone,
)
