"""Attention: whether a letter talks with its reader or at them, and what it wants of them.

Two halves. What sellers say: we and our, gains, proof, prices, gifts, calls, a small yes. And what people say who write
to one reader: what they did, what is wrong, what was agreed, thanks, sorry, a customer's question. The second half is
what keeps honest strangers' letters from being lost, so its phrases are held to be rare in letters that sell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Evidence, Reading, counted, evidence, found, measured
from classifier.mail import Mail
from classifier.signals.signal import signal

# --- who speaks of whom: words of each language, folded ---------------------------------------------------------------
# An English "my" is a Polish "we" and a French "je" a Dutch "you": words are counted for the letter's language only.

_FREQUENT = {
    "en": "the and of to is for with that this have are be not your from it on you a i our will can was they in",
    "de": "der die und das nicht mit fur ist ein wir auf den sie ich von eine im zu dem es auch oder wird",
    "fr": "le les des est pour dans que une avec et vous du je nous pas sur qui la un",
    "es": "el los las que para con una del por es en lo su un la se al como",
    "pl": "sie na nie do jest oraz ze w z i to dla czy jak po od za",
    "cs": "je se na ze pro jsem jsou by ktere v a to do si jsme s vam nebo ale jak byl uz",
    "it": "il di che per con della sono un gli la del non le una si anche dei",
    "pt": "os uma para com nao que do da em um se dos ao por na no mais voce",
    "nl": "het een van en is voor niet met de dat op ik te u we zijn aan wij",
}
"""Language → its most frequent words, by which a letter's language is told. They tell 98 of 100 letters right."""

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


_FREQUENT_WORDS, _I_WORDS, _WE_WORDS, _YOU_WORDS, _NOT_WORDS = map(_by_language, (_FREQUENT, _I, _WE, _YOU, _NOT))
_ALL_FREQUENT = frozenset().union(*_FREQUENT_WORDS.values())


@lru_cache(maxsize=4)
def _language(vocabulary: frozenset[str]) -> str:
    """The language of which a letter has most frequent words; empty when it has fewer than two of any.

    Cached for the one letter at hand, as five signals ask.
    """
    frequent = _ALL_FREQUENT & vocabulary
    counts = [(len(words & frequent), language) for language, words in _FREQUENT_WORDS.items()]
    most, language = max(counts)
    return language if most > 1 else ""


def _share(mail: Mail, table: dict[str, frozenset[str]], endings: dict[str, tuple[str, ...]] | None = None) -> Reading:
    """Share of the letter's words that stand in its language's list."""
    spoken = mail.spoken
    if len(spoken) < 5:
        return DOES_NOT_APPLY
    language = _language(mail.vocabulary)
    if not language:
        return DOES_NOT_APPLY
    words = table[language]
    if endings and language in endings:
        words |= {w for w in mail.vocabulary if w.endswith(endings[language]) and len(w) > 5 and w not in _NOT_WE}
    said = words & mail.vocabulary
    return measured(sum(map(said.__contains__, spoken)) / len(spoken)) if said else NOTHING


# --- phrases ----------------------------------------------------------------------------------------------------------

MAX_TRIES = 40
"""Places at which one word is looked at: a letter that says "please" more often is hostile."""
MAX_HITS = 20
"""Phrases of one table that are counted in one mail."""


class _Shape(NamedTuple):
    """One line of attention.tsv, for one of its words."""

    before: tuple[str, ...]
    """Of these one must end right before the word; empty when anything may."""
    after: str
    """Pattern that must follow; empty when anything may."""


@cache
def _tables() -> dict[str, dict[str, list[_Shape]]]:
    """Signal → word → shapes of phrases that the word stands in."""
    tables: dict[str, dict[str, list[_Shape]]] = {}
    for line in (Path(__file__).parent / "attention.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, _, before, words, after = line.split("\t")
        table = tables.setdefault(name, {})
        shape = _Shape(_before(before) if before else (), after)
        for word in words.split():
            table.setdefault(word, []).append(shape)
    return tables


def _before(alternatives: str) -> tuple[str, ...]:
    if "#" not in alternatives:
        return tuple(f" {words} " for words in alternatives.split("|"))
    numbers = [words.replace("#", d) for words in alternatives.split("|") if "#" in words for d in "0123456789"]
    others = [f" {words}" for words in alternatives.split("|") if "#" not in words]
    return tuple(f"{words} " for words in numbers + others)


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?!\w)")


def _said(mail: Mail, name: str) -> list[Evidence]:
    """Where phrases of a table stand in subject and letter, in order, at most `MAX_HITS`."""
    table = _tables()[name]
    # An intersection of two sets is ten times as fast as one of a set and a dictionary's keys.
    words = _words_of(name) & mail.vocabulary
    if not words:
        return []
    hits = [
        evidence(where, text[start:end], start)
        for where, text, folded in (("subject", mail.message.subject, mail.subject), ("body", mail.letter, mail.folded))
        for start, end in _places(folded, words, table)
    ]
    return hits[:MAX_HITS]


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(_tables()[name])


@lru_cache(maxsize=4)
def _spaced(folded: str) -> str:
    """A text with a blank before each word, offset by one: "¿cuanto", "15/month" and "(or" would lack it.

    Cached for the one letter at hand, as many signals ask.
    """
    for mark in '¿/("':
        folded = folded.replace(mark, " ")
    return f" {folded} "


def _places(folded: str, words: Iterable[str], table: dict[str, list[_Shape]]) -> list[tuple[int, int]]:
    """(start, end) of phrases in a folded text, in order, one for each place of a word."""
    text = _spaced(folded)
    places: list[tuple[int, int]] = []
    for word in words:
        shapes, length = table[word], len(word)
        start = text.find(f" {word}") + 1
        tries = 0
        while start and tries < MAX_TRIES:
            tries += 1
            end = start + length
            if not text[end].isalnum():
                for before, after in shapes:
                    if before and not text.endswith(before, 0, start):
                        continue
                    match = _compiled(after).match(text, end) if after else None
                    if match or not after:
                        first = next((start - len(b.lstrip()) for b in before if text.endswith(b, 0, start)), start)
                        places.append((first - 1, (match.end() if match else end) - 1))
                        break
            start = text.find(f" {word}", end) + 1
    return sorted(places)


_ANSWERS = (
    # en
    r"(?:yes|yep|yeah|ok|okay|no|nope|fine|sure|done|great|perfect|both|neither|right|correct|exactly|lovely|noted|good|agreed|received|understood|confirmed)(?:[,;:!]|\.(?! ?\d)| -|$)"
    r"|yes (?:please|it|i|we|that|the|to|and|but)|no (?:i|we|it|that|she|they|need|worries|idea)|of course|no problem|will do|not yet|i agree|got it"
    r"|(?:that|it) (?:works|was|is|did|does|worked)|that's|works for me|sounds good|fine (?:by|with|for) (?:me|us)|as requested|good (?:point|question)"
    r"|(?:many thanks|thanks|thank you|thx|cheers for|sorry|(?:my )?apologies)(?! (?:to|in advance|for (?:your (?:time|interest|attention|order|purchase|business|payment|subscri|registr)|reading|subscri|signing|registering|choosing|shopping|joining|taking)))"
    # de
    r"|(?:ja|nein|klar|gern|gerne|passt|super|genau|erledigt)(?:[,.;:!]| -|$)|(?:(?:vielen|besten|herzlichen|lieben) dank|danke)(?! (?:fur (?:ihr interesse|ihre (?:bestellung|anmeldung|anfrage|buchung|registrierung))))"
    r"|alles klar|in ordnung|verstanden|einverstanden|stimmt|tut mir leid|leider"
    # fr
    r"|(?:oui|non|parfait|entendu)(?:[,.;:!]| -|$)|merci(?! pour votre (?:commande|inscription|interet))|d'accord|c'est (?:note|bon|fait|parfait)|bien (?:recu|note|sur)|desolee?|pas de (?:souci|probleme)"
    # es
    r"|(?:si|vale|claro|perfecto)(?:[,.;:!]| -|$)|(?:muchas |mil )?gracias(?! por (?:su|tu) (?:compra|pedido|registro|interes|suscri))|de acuerdo|recibido|confirmo|confirmado"
    # pt
    r"|(?:sim|nao|certo|perfeito)(?:[,.;:!]| -|$)|(?:muito )?obrigad[oa](?! pel[ao] (?:su?a )?(?:compra|preferencia|inscricao|seu pedido))|combinado|recebido|esta (?:bem|certo)"
    # it
    r"|perfetto(?:[,.;:!]| -|$)|(?:mille |tante )?grazie(?! per (?:il (?:suo|tuo|vostro) (?:ordine|acquisto)|esser[ts]i iscritt))|va bene|ricevuto|confermo"
    # pl
    r"|(?:tak|nie|jasne|dobrze|zgoda)(?:[,.;:!]| -|$)|(?:dziekuje(?:my)?|dzieki)(?! za (?:zakup|zamowieni|rejestracj|zapis))|oczywiscie|potwierdzam|otrzymal[ea]m|pasuje"
    # cs
    r"|(?:ano|jo|ne|dobre|hotovo)(?:[,.;:!]| -|$)|(?:dekuj[iu]|dekujeme|diky)(?! za (?:objednavku|nakup|registraci))|souhlasim|potvrzuj[iu]|v poradku|domluveno"
    # nl
    r"|(?:nee|prima|oke|akkoord|klopt|goed)(?:[,.;:!]| -|$)|(?:(?:hartelijk |veel )?dank|bedankt)(?! voor (?:je|uw|jouw) (?:bestelling|aankoop|aanmelding|interesse|inschrijving))|helemaal goed|begrepen|gelukt"
)
_GREETINGS = (
    r"hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning|evening|hallo|hoi|dag|guten (?:tag|morgen|abend)|moin|servus|gruß gott|lieber?|sehr geehrter?|bonjour|bonsoir|salut|chere?|madame|monsieur|hola"
    r"|buen[oa]s?(?: dias?| tardes| noches)?|estimad[oa]|querid[oa]|dzien dobry|czesc|szanown[aiy]|ciao|salve|buongiorno|buonasera|gentile|car[oa]|ola|oi|bom dia|boa (?:tarde|noite)|prezad[oa]|exm[oa]|beste|geachte"
    r"|goedemorgen|goedemiddag|goedenavond|dobry (?:den|vecer)|ahoj|vazen[aiy]|mil[aiy]"
)
# After the greeting up to four words of address, or a name alone: "Hi Anna thanks for ...", "Sehr geehrte Frau Dr. Opitz,
# vielen Dank ...", "Yusuf - yes, ...".
_BEGINS_AS_ANSWER = re.compile(
    rf"\W{{0,3}}(?:(?:{_GREETINGS})\b(?:[ ,.!:;-]{{1,3}}[^ ,.!?:;]{{1,20}}){{0,4}}?[ ,.!:;-]{{1,4}}|[a-z]{{2,15}}(?: [a-z]{{2,15}})?(?:[,!.:]| -) )?(?P<answer>{_ANSWERS})(?!\w)"
)


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
_BOOKING_PATHS = re.compile(
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
    spoken = mail.spoken
    language = _language(mail.vocabulary)
    if len(spoken) < 5 or not language:
        return DOES_NOT_APPLY
    return measured(sum(map(_LONG.get(language, 8).__le__, map(len, spoken))) / len(spoken))


@signal(unit="flag")
def ends_with_a_question(mail: Mail) -> Reading:
    """The last sentence before the closing words is a question.

    Why: sequences are written to end in one, easy to answer.
    Misses: letters that end in a statement; people ask as well, but say why afterwards.
    """
    for sentence in reversed(mail.sentences[-6:]):
        if sentence.endswith("?"):
            return found(evidence("body", sentence))
        # Short lines after the question are closing words and names.
        if len(sentence) > 45:
            return NOTHING
    return NOTHING


@signal(unit="flag")
def begins_as_an_answer(mail: Mail) -> Reading:
    """The letter begins with yes, no, thanks, sorry or "that works".

    Why: it takes up what was said before; a first letter has nothing to take up.
    Misses: answers that come to the point at once; automatic replies begin with thanks, too.
    """
    match = _BEGINS_AS_ANSWER.match(mail.folded[:200])
    if match is None:
        return NOTHING
    start, end = match.span("answer")
    return found(evidence("body", mail.letter[start:end], start))


@signal(unit="count")
def call_asked_for(mail: Mail) -> Reading:
    """The writer asks for a call, a demo, some minutes or a telephone number.

    Why: that is what a sequence is for.
    Misses: asks in other words; journalists and customers want a quarter of an hour too.
    """
    return counted(_said(mail, "call_asked_for"))


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
    return counted(_said(mail, "something_given_freely"))


@signal(unit="count")
def benefit_promised(mail: Mail) -> Reading:
    """The letter promises more sales, less cost or hours saved, or tells whom the writer helps.

    Why: a value proposition is the middle of every sales template.
    Misses: promises in other words, and those that are made of facts.
    """
    return counted(_said(mail, "benefit_promised"))


@signal(unit="count")
def customers_named_as_proof(mail: Mail) -> Reading:
    """Other customers are brought up as proof: our clients, a case study, firms of your size.

    Why: a stranger has nothing else to be believed by.
    Misses: customers who are called by name alone.
    """
    return counted(_said(mail, "customers_named_as_proof"))


@signal(unit="count")
def price_by_the_unit(mail: Mail) -> Reading:
    """A price is told for a month, a seat, a piece or an hour, or a minimum order.

    Why: price lists are for anybody; people who owe each other money name the sum.
    Misses: prices of the whole; landlords and suppliers tell their customers a monthly price as well.
    """
    return counted(_said(mail, "price_by_the_unit"))


@signal(unit="count")
def interest_asked_for(mail: Mail) -> Reading:
    """The writer asks whether the reader is interested, or may be sent more.

    Why: permission for the next mail is the smallest yes that a template can ask for.
    Misses: letters that ask outright.
    """
    return counted(_said(mail, "interest_asked_for"))


@signal(unit="count")
def urgency(mail: Mail) -> Reading:
    """The letter hurries its reader.

    Why: pressure is a means of selling and of fraud.
    Misses: pressure in other words; some things are urgent.
    """
    return counted(_said(mail, "urgency"))


@signal(unit="count")
def own_doings_told(mail: Mail) -> Reading:
    """The writer tells what they did: I paid, I rang, I was there on Friday.

    Why: people write to a business because something happened to them; sellers came across it.
    Misses: verbs that stand in no list; scams tell a life's story as well.
    """
    return counted(_said(mail, "own_doings_told"))


@signal(unit="count")
def shared_things_referred_to(mail: Mail) -> Reading:
    """The letter takes things as known that only writer and reader share: my order, as you said, the form you sent.

    Why: this could only have been written to this reader.
    Misses: shared things that are called by a name; sequences that claim a conversation.
    """
    return counted(_said(mail, "shared_things_referred_to"))


@signal(unit="count")
def problem_described(mail: Mail) -> Reading:
    """Something is broken, missing, wrong, late or cannot be done.

    Why: that is why customers, tenants and users write.
    Misses: troubles told as a story; alerts and bounces describe problems too, and some sellers name the reader's.
    """
    return counted(_said(mail, "problem_described"))


@signal(unit="count")
def asks_as_a_customer(mail: Mail) -> Reading:
    """The writer asks what a customer asks: how much, do you have, are you open, can I bring it on Friday.

    Why: money is to come from the writer, not from the reader.
    Misses: requests that are no questions; fake purchase enquiries ask the same.
    """
    return counted(_said(mail, "asks_as_a_customer"))


@signal(unit="count")
def errand_asked_for(mail: Mail) -> Reading:
    """The reader is asked to do something that only they can: could you sign, please bring, let me know by when.

    Why: the writer needs this reader, and no other would do.
    Misses: errands in other words; newsletters and notices say please before a click.
    """
    return counted(_said(mail, "errand_asked_for"))


@signal(unit="count")
def thanks_or_apologises(mail: Mail) -> Reading:
    """The writer gives thanks for something done, or is sorry for something.

    Why: there is something between the two already.
    Misses: thanks that stand alone at the end; machines and scams are sorry for the inconvenience in many words.
    """
    return counted(_said(mail, "thanks_or_apologises"))


@signal(unit="count")
def own_life_told(mail: Mail) -> Reading:
    """The writer's family, neighbours, illness or birthday come up.

    Why: sellers have no mother-in-law.
    Misses: people who keep to business; scams have dying husbands.
    """
    return counted(_said(mail, "own_life_told"))


@signal(unit="count")
def thinks_aloud(mail: Mail) -> Reading:
    """The writer thinks, guesses, does not know: I think, I'm not sure, maybe, apparently.

    Why: who writes to one reader may doubt; a template is sure.
    Misses: people who are sure; columnists think aloud in public.
    """
    return counted(_said(mail, "thinks_aloud"))


@signal(unit="flag")
def seeks_work_press_or_study(mail: Mail) -> Reading:
    """A stranger applies for work, or asks for an article, a broadcast or a thesis.

    Why: these are strangers whose letters must not be lost, though they write to many.
    Misses: applications without the usual words; agencies that offer candidates or articles use some of them.
    """
    return found(*_said(mail, "seeks_work_press_or_study")[:3])


SIGNALS = (
    talk_of_i,
    talk_of_we,
    talk_of_you,
    buts_and_nots,
    long_words,
    ends_with_a_question,
    begins_as_an_answer,
    call_asked_for,
    booking_link,
    calendar_entry,
    something_given_freely,
    benefit_promised,
    customers_named_as_proof,
    price_by_the_unit,
    interest_asked_for,
    urgency,
    own_doings_told,
    shared_things_referred_to,
    problem_described,
    asks_as_a_customer,
    errand_asked_for,
    thanks_or_apologises,
    own_life_told,
    thinks_aloud,
    seeks_work_press_or_study,
)
