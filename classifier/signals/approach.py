"""Approach: how strangers begin who want business: who they are, what you have, figures, a small offer, an answer."""

from __future__ import annotations

from classifier.evidence import Evidence, Reading, counted, evidence
from classifier.expressions import expression
from classifier.mail import Mail
from classifier.signals.phrases import MAX_HITS, said
from classifier.signals.signal import signal
from classifier.signals.wording import approach as wording

MOST_NUMBERS, READ = 60, 4_000
"""Numbers and characters of a letter that are looked at: offers tell their figures early."""
_NUMBER = expression(r"\d(?<![\w.,/:+-]\d)\d{0,2}(?:[.,]?\d{3}){0,3}")


@signal(unit="count")
def company_introduced(mail: Mail) -> Reading:
    """The writer presents their company: we are an agency, our platform, specialised in, founded in.

    Why: who is known need not say what they are.
    Misses: companies that tell a story instead. Suppliers one has asked, partners and applicants introduce themselves as well.
    """
    return counted(said(mail, wording.INTRODUCED))


@signal(unit="count")
def readers_business_spoken_of(mail: Mail) -> Reading:
    """The letter speaks of the reader's website, company, team, customers, sales: what every business has.

    Why: a stranger knows that there is a business and nothing else of it; a customer speaks of a shelf, a bill, a Tuesday.
    Misses: letters that were researched. Colleagues of other firms speak of your team, and programs of your domain.
    """
    return counted(said(mail, wording.READERS_BUSINESS))


@signal(unit="count")
def boasts_in_figures(mail: Mail) -> Reading:
    """Results or customers told in round figures: by 30 %, up to 40% less, 10x, 500+, over 2,000 firms.

    Why: a stranger brings figures instead of an acquaintance.
    Misses: figures in words. Engineers measure gains too, and newspapers count crowds.
    """
    text = mail.folded[:READ]
    hits: list[Evidence] = []
    for _, match in zip(range(MOST_NUMBERS), _NUMBER.finditer(text), strict=False):
        start, end = match.span()
        after = text[end : end + 24]
        if share := wording.PERCENT.match(after):
            before = text[max(0, start - 24) : start]
            boast = wording.BEFORE_A_SHARE.search(before) or wording.BEHIND_A_SHARE.match(after, share.end())
        else:
            # "%02x" is how a programmer prints a number.
            boast = wording.BEHIND_A_FIGURE.match(after) if text[start] != "0" else None
            # All that stands before a figure of a boast ends in one of these letters and a blank.
            if not boast and text[max(0, start - 2) : start] in wording.ENDS_BEFORE_A_FIGURE:
                before = text[max(0, start - 24) : start]
                boast = None if wording.NO_BOAST.match(after) else wording.BEFORE_A_FIGURE.search(before)
        if boast:
            hits.append(evidence("body", mail.letter[max(0, start - 16) : end + 16], max(0, start - 16)))
    return counted(hits[:MAX_HITS])


@signal(unit="count")
def answer_wanted_before_all(mail: Mail) -> Reading:
    """An answer is wanted before the matter is told: did you get my message, I have a proposal, more when you reply.

    Why: whoever answers has picked themselves out of the thousands written to.
    Misses: baits that ask a plain question. People ask whether their mail arrived, and say which one.
    """
    return counted(said(mail, wording.BAIT))


@signal(unit="count")
def help_offered_unasked(mail: Mail) -> Reading:
    """A sample, a look or a calculation is offered: shall I show you, would you like me to run it, is that something for you.

    Why: fluent cold letters end in a small offer that costs one word to take; customers end in what they need.
    Misses: offers in other words. Colleagues and suppliers ask whether to send things as well.
    """
    return counted(said(mail, wording.OFFERED))


SIGNALS = (
    company_introduced,
    readers_business_spoken_of,
    boasts_in_figures,
    answer_wanted_before_all,
    help_offered_unasked,
)
