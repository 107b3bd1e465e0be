"""Attention: whether a letter talks with its reader or at them, and what sellers say to get theirs.

We and our, gains, proof, prices, gifts, calls, a small yes. What people say who have dealings with each other is read in
dealings.py.
"""

from __future__ import annotations

import re

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Reading, counted, evidence, found, measured
from classifier.expressions import expression
from classifier.mail import MOST_WORDS, Mail
from classifier.signals.language import language_of
from classifier.signals.phrases import said
from classifier.signals.signal import signal
from classifier.signals.wording import attention as wording

# Words of each language, folded. An English "my" is a Polish "we" and a French "je" a Dutch "you": words are counted for
# the letter's language only.

_I = {
    "en": "i i'm i've i'll i'd my me mine myself",
    "de": "ich mir mich mein meine meinen meinem meiner meines",
    "fr": "je j'ai j'etais j'avais j'aimerais j'aurais moi mon ma mes me m'a",
    "es": "yo mi mis me conmigo soy estoy tengo quiero quisiera puedo necesito he",
    "pl": "ja mnie mi moj moja moje mojej moim mojego jestem mam moge chce chcialbym chcialabym bylem bylam",
    "cs": "ja me mi mne muj moje moji mou mem jsem bych mam muzu mohu chci",
    "it": "io mio mia miei mie mi me ho vorrei posso devo",
    "pt": "eu meu minha meus minhas me mim comigo estou tenho sou quero preciso posso gostaria",
    "nl": "ik mijn mij me mezelf m'n",
}
_WE = {
    "en": "we we're we've we'll we'd our ours us",
    "de": "wir uns unser unsere unseren unserem unserer unseres",
    "fr": "nous notre nos",
    "es": "nosotros nosotras nuestro nuestra nuestros nuestras nos somos tenemos ofrecemos hacemos trabajamos",
    "pl": "my nas nam nami nasz nasza nasze naszej naszych naszym naszego jestesmy mamy",
    "cs": "my nas nam nami nase nasi nasich nasim nasem jsme mame",
    "it": "noi ci nostro nostra nostri nostre siamo abbiamo facciamo",
    "pt": "nos nosso nossa nossos nossas connosco conosco somos temos fazemos",
    "nl": "wij we ons onze",
}
# Only endings that hardly anything else has; Polish -my is left to the list: "firmy", "systemy" and "problemy" are nouns.
_WE_ENDINGS = {"cs": ("ame", "ime", "eme"), "it": ("iamo",), "es": ("amos", "emos"), "pt": ("amos", "emos")}
_NOT_WE = frozenset(["tramos", "reclamos", "gramos", "kilogramos", "richiamo", "reklame", "extremos", "supremos"])
_YOU = {
    "en": "you you're you've you'll you'd your yours yourself",
    "de": "sie ihr ihre ihren ihrem ihrer ihnen du dir dich dein deine euch euer eure",
    "fr": "vous votre vos tu te toi ton ta tes t'ai",
    "es": "usted ustedes su sus tu tus te ti vosotros vuestro vuestra os le les",
    "pl": "pan pani pana panu panem panstwo panstwa panstwu panstwem ci cie ciebie twoj twoja wy was wam wasz wasza wasze",
    "cs": "vy vas vam vami vase vasi vasich vasim vaseho ty te ti tobe tvuj tva",
    "it": "lei voi vi vostro vostra vostri vostre suo sua suoi sue tu ti tuo tua",
    "pt": "voce voces seu sua seus suas lhe te tu ti teu tua vos vosso vossa",
    "nl": "u uw je jij jou jouw jullie",
}
_NOT = {
    "en": "but not no never nor don't doesn't didn't can't cannot couldn't won't wouldn't isn't aren't wasn't weren't haven't hasn't hadn't shouldn't nothing nobody",
    "de": "aber nicht kein keine keinen keiner nie nichts niemand doch sondern",
    "fr": "mais pas jamais rien personne n'est n'ai n'a n'y aucun aucune",
    "es": "pero no nunca nada nadie ni sino tampoco",
    "pl": "ale nie nigdy nic nikt bo jednak ani",
    "cs": "ale ne nic nikdo nikdy neni nemam nejsem nemohu nemuzu nevim jenze ani",
    "it": "ma non no mai niente nulla nessuno pero",
    "pt": "mas nao nunca nada ninguem nem porem",
    "nl": "maar niet geen nooit niets niemand",
}
_LONG = {"en": 7, "pl": 9}
"""Language → letters from which a word is long; 8 for the others. Chosen so that one word in six is long in each
language (counted in 1,900 letters), so that the language itself says nothing."""


def _by_language(table: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in table.items()}


_I_WORDS, _WE_WORDS, _YOU_WORDS, _NOT_WORDS = map(_by_language, (_I, _WE, _YOU, _NOT))


def _share(mail: Mail, table: dict[str, frozenset[str]], endings: dict[str, tuple[str, ...]] | None = None) -> Reading:
    """Share of the letter's words that stand in its language's list."""
    counts, language, total = mail.counts, language_of(mail), min(MOST_WORDS, len(mail.spoken))
    if total < 5 or not language:
        return DOES_NOT_APPLY
    words = table[language]
    if endings and language in endings:
        words |= {w for w in mail.vocabulary if w.endswith(endings[language]) and len(w) > 5 and w not in _NOT_WE}
    return measured(sum([counts[word] for word in words if word in counts]) / total)


_BOOKING_HOSTS = (
    ".calendly.com",
    ".cal.com",
    ".savvycal.com",
    ".chilipiper.com",
    ".tidycal.com",
    ".zcal.co",
    ".youcanbook.me",
    ".koalendar.com",
    ".oncehub.com",
    ".appointlet.com",
    ".zeeg.me",
    ".meetergo.com",
    ".lemcal.com",
    ".zohobookings.com",
    ".calendar.app.google",
    ".meetings.hubspot.com",
    ".meetings-eu1.hubspot.com",
)
"""Hosts on which people publish when they are free; each with a dot before it, to be compared with "." + host."""
_BOOKING_PATHS = expression(
    r"https?://(?:outlook\.office(?:365)?\.com/(?:bookwithme|owa/calendar|book)/|calendar\.google\.com/calendar/(?:u/\d/)?(?:appointments|selfsched)"
    r"|doodle\.com/bp/|app\.apollo\.io/#/meet|app\.reclaim\.ai/m/|app\.usemotion\.com/meet)",
    re.I,
)
"""The same on hosts that have other pages as well."""
_CALENDAR_TYPES = frozenset(["text/calendar", "application/ics"])


@signal(unit="share")
def talk_of_i(mail: Mail) -> Reading:
    """Share of words that are I, my, me.

    Why: people speak of what they did, saw and want.
    Misses: what the verb alone says, in Polish, Czech, Spanish, Italian and Portuguese, but for some common verbs.
    """
    return _share(mail, _I_WORDS)


@signal(unit="share")
def talk_of_we(mail: Mail) -> Reading:
    """Share of words that are we, our, us, or a verb that says we.

    Why: companies speak of themselves.
    Misses: Polish verbs, whose ending many nouns share; colleagues and families say we too.
    """
    return _share(mail, _WE_WORDS, _WE_ENDINGS)


@signal(unit="share")
def talk_of_you(mail: Mail) -> Reading:
    """Share of words that are you and your.

    Why: who wants something from a stranger talks of them, not with them.
    Misses: what the verb alone says; German "sie" is also they and she.
    """
    return _share(mail, _YOU_WORDS)


@signal(unit="share")
def buts_and_nots(mail: Mail) -> Reading:
    """Share of words that are but, not, never, can't, nobody.

    Why: life is full of what does not fit; advertising says what is, and leaves out what is not.
    Misses: notes of a few words; terms of business and error reports deny much as well.
    """
    return _share(mail, _NOT_WORDS)


@signal(unit="share")
def long_words(mail: Mail) -> Reading:
    """Share of words that are long for their language.

    Why: what could only have been written to one reader is about particular things, which have short names (key, van,
    Tuesday, roof); solutions, opportunities and optimisation are for anybody.
    Misses: experts, lawyers and officials, who write long words to one another.
    """
    counts, language, total = mail.counts, language_of(mail), min(MOST_WORDS, len(mail.spoken))
    if total < 5 or not language:
        return DOES_NOT_APPLY
    long = _LONG.get(language, 8)
    return measured(sum([count for word, count in counts.items() if len(word) >= long]) / total)


@signal(unit="flag")
def ends_with_a_question(mail: Mail) -> Reading:
    """The last sentence before the closing words is a question.

    Why: sequences are written to end in one, easy to answer.
    Misses: letters that end in a statement; people ask as well, but say why afterwards.
    """
    for sentence in reversed(mail.last_sentences):
        if sentence.endswith("?"):
            return found(evidence("body", sentence))
        # Short lines after the question are closing words and names.
        if len(sentence) > 45:
            return NOTHING
    return NOTHING


@signal(unit="count")
def call_asked_for(mail: Mail) -> Reading:
    """The writer asks for a call, a demo, some minutes or a telephone number.

    Why: that is what a sequence is for.
    Misses: asks in other words; journalists and customers want a quarter of an hour too.
    """
    return counted(said(mail, wording.CALL))


@signal(unit="flag")
def booking_link(mail: Mail) -> Reading:
    """A link leads to the writer's calendar.

    Why: the reader is to book the call that nobody has agreed on.
    Misses: booking pages on a domain of one's own; people who know each other send such links as well.
    """
    for link in mail.links.links[:50]:
        # The bare host is the maker's front page.
        path = link.url.partition("//")[2].partition("/")[2]
        if path and (f".{link.host}".endswith(_BOOKING_HOSTS) or _BOOKING_PATHS.match(link.url)):
            return found(evidence("link", link.url))
    return NOTHING


@signal(unit="flag")
def calendar_entry(mail: Mail) -> Reading:
    """A calendar entry comes with the mail.

    Why: a calendar sent it, for a meeting that was agreed or, uninvited, as a way in.
    Misses: links to calendars; which of the two it is.
    """
    for attachment in mail.message.attachments:
        if attachment.content_type in _CALENDAR_TYPES or attachment.filename.lower().endswith(".ics"):
            return found(evidence("body", attachment.filename or attachment.content_type))
    return NOTHING


@signal(unit="count")
def something_given_freely(mail: Mail) -> Reading:
    """Something is offered for nothing, for less or without obligation: an audit, a trial, a discount.

    Why: gifts from strangers are bait.
    Misses: gifts in other words; shops give discounts, and customers ask for one.
    """
    return counted(said(mail, wording.GIFT))


@signal(unit="count")
def benefit_promised(mail: Mail) -> Reading:
    """The letter promises more sales, less cost or hours saved, or tells whom the writer helps.

    Why: a value proposition is the middle of every sales template.
    Misses: promises in other words, and those that are made of facts.
    """
    return counted(said(mail, wording.BENEFIT))


@signal(unit="count")
def customers_named_as_proof(mail: Mail) -> Reading:
    """Other customers are brought up as proof: our clients, a case study, firms of your size.

    Why: a stranger has nothing else to be believed by.
    Misses: customers who are called by name alone.
    """
    return counted(said(mail, wording.PROOF))


@signal(unit="count")
def price_by_the_unit(mail: Mail) -> Reading:
    """A price is told for a month, a seat, a piece or an hour, or a minimum order.

    Why: price lists are for anybody; people who owe each other money name the sum.
    Misses: prices of the whole; landlords and suppliers tell their customers a monthly price as well.
    """
    return counted(said(mail, wording.PRICE))


@signal(unit="count")
def interest_asked_for(mail: Mail) -> Reading:
    """The writer asks whether the reader is interested, or may be sent more.

    Why: permission for the next mail is the smallest yes that a template can ask for.
    Misses: letters that ask outright.
    """
    return counted(said(mail, wording.INTEREST))


@signal(unit="count")
def urgency(mail: Mail) -> Reading:
    """The letter hurries its reader.

    Why: pressure is a means of selling and of fraud.
    Misses: pressure in other words; some things are urgent.
    """
    return counted(said(mail, wording.URGENCY))


SIGNALS = (
    talk_of_i,
    talk_of_we,
    talk_of_you,
    buts_and_nots,
    long_words,
    ends_with_a_question,
    call_asked_for,
    booking_link,
    calendar_entry,
    something_given_freely,
    benefit_promised,
    customers_named_as_proof,
    price_by_the_unit,
    interest_asked_for,
    urgency,
)
