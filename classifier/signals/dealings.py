"""Dealings: what people say who have something to do with each other.

What they did, what is wrong, what was agreed, thanks, sorry, a customer's question. This is what keeps honest strangers'
letters from being lost, so its phrases are held to be rare in letters that sell.
"""

from __future__ import annotations

from classifier.evidence import NOTHING, Reading, counted, evidence, found
from classifier.expressions import expression
from classifier.mail import Mail
from classifier.signals.phrases import said
from classifier.signals.signal import signal
from classifier.signals.wording import dealings as wording

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
_BEGINS_AS_ANSWER = expression(
    rf"\W{{0,3}}(?:(?:{_GREETINGS})\b(?:[ ,.!:;-]{{1,3}}[^ ,.!?:;]{{1,20}}){{0,4}}?[ ,.!:;-]{{1,4}}|[a-z]{{2,15}}(?: [a-z]{{2,15}})?(?:[,!.:]| -) )?(?P<answer>{_ANSWERS})(?!\w)"
)


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
def own_doings_told(mail: Mail) -> Reading:
    """The writer tells what they did: I paid, I rang, I was there on Friday.

    Why: people write to a business because something happened to them; sellers came across it.
    Misses: verbs that stand in no list; scams tell a life's story as well.
    """
    return counted(said(mail, wording.OWN_DOINGS))


@signal(unit="count")
def shared_things_referred_to(mail: Mail) -> Reading:
    """The letter takes things as known that only writer and reader share: my order, as you said, the form you sent.

    Why: this could only have been written to this reader.
    Misses: shared things that are called by a name; sequences that claim a conversation.
    """
    return counted(said(mail, wording.SHARED_THINGS))


@signal(unit="count")
def problem_described(mail: Mail) -> Reading:
    """Something is broken, missing, wrong, late or cannot be done.

    Why: that is why customers, tenants and users write.
    Misses: troubles told as a story; alerts and bounces describe problems too, and some sellers name the reader's.
    """
    return counted(said(mail, wording.PROBLEM))


@signal(unit="count")
def asks_as_a_customer(mail: Mail) -> Reading:
    """The writer asks what a customer asks: how much, do you have, are you open, can I bring it on Friday.

    Why: money is to come from the writer, not from the reader.
    Misses: requests that are no questions; fake purchase enquiries ask the same.
    """
    return counted(said(mail, wording.CUSTOMERS_QUESTION))


@signal(unit="count")
def errand_asked_for(mail: Mail) -> Reading:
    """The reader is asked to do something that only they can: could you sign, please bring, let me know by when.

    Why: the writer needs this reader, and no other would do.
    Misses: errands in other words; newsletters and notices say please before a click.
    """
    return counted(said(mail, wording.ERRAND))


@signal(unit="count")
def thanks_or_apologises(mail: Mail) -> Reading:
    """The writer gives thanks for something done, or is sorry for something.

    Why: there is something between the two already.
    Misses: thanks that stand alone at the end; machines and scams are sorry for the inconvenience in many words.
    """
    return counted(said(mail, wording.THANKS_OR_APOLOGY))


@signal(unit="count")
def own_life_told(mail: Mail) -> Reading:
    """The writer's family, neighbours, illness or birthday come up.

    Why: sellers have no mother-in-law.
    Misses: people who keep to business; scams have dying husbands.
    """
    return counted(said(mail, wording.OWN_LIFE))


@signal(unit="count")
def thinks_aloud(mail: Mail) -> Reading:
    """The writer thinks, guesses, does not know: I think, I'm not sure, maybe, apparently.

    Why: who writes to one reader may doubt; a template is sure.
    Misses: people who are sure; columnists think aloud in public.
    """
    return counted(said(mail, wording.THINKING_ALOUD))


@signal(unit="flag")
def seeks_work_press_or_study(mail: Mail) -> Reading:
    """A stranger applies for work, or asks for an article, a broadcast or a thesis.

    Why: these are strangers whose letters must not be lost, though they write to many.
    Misses: applications without the usual words; agencies that offer candidates or articles use some of them.
    """
    return found(*said(mail, wording.WORK_PRESS_OR_STUDY)[:3])


SIGNALS = (
    begins_as_an_answer,
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
