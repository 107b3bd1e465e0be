"""Bought lists: signs that the reader's address was bought or scraped.

Tables are made of words that people rarely use: an anchor is what its pattern costs, for every letter that holds it.
"""

from __future__ import annotations

import re

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Evidence, Reading, evidence, found
from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.mail import Mail
from classifier.providers import MAIL_PROVIDERS
from classifier.signals.phrases import said
from classifier.signals.signal import signal
from classifier.signals.wording import bought_list as wording
from classifier.signals.wording.offers import OFFER
from classifier.words import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ANSWERING = _words(
    "reply replying respond responding answer subject let tell say antwort antworten antworte nachricht bescheid genugt"
    " repondez repondre repondant reponse signalez responda responder respondiendo conteste contestar avise odpowiedz"
    " odpisac odpisujac odpowiedzi odpowiedzia zwrotnej prosze prosimy odpovezte odepiste odepisete odpovedet odpovedi odpoved"
    " napiste rispondi risponda rispondere rispondete risposta scrivere comunicarcelo respondendo envie basta antwoord"
    " antwoorden beantwoord reageer stuur laat afmelden"
)
"""Without one of these no opt-out by answer is put into words."""
_OPT_OUT_IN_SIGNATURE = expression(
    r"\b(?:reply|respond|answer|antwort\w*|repon\w+|respond\w+|odpowied\w*|odpis\w+|odpov\w+|rispo\w+|antwoord\w*)\b[^.?!]{0,60}?"
    r"\b(?:stopp?|remove|unsubscribe|opt[- ]?out|abmelden|desabonn\w*|baja|wypisz|odhlasit|cancell\w+|sair|afmelden)\b"
)
_WAY_OUT = _words(
    "unsubscribe unsubscribing opt optout abmelden abbestellen austragen desinscrire desabonner desinscription desabonnement"
    " baja wypisz wypisac subskrypcji rezygnacja odhlasit odhlaseni disiscriviti disiscrizione cancellarti descadastrar"
    " afmelden uitschrijven remove"
)
_POSTAL = expression(
    r"\b(?:\d{1,5}[a-z]?,? (?:[a-z]+\.? ){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|suite|blvd|boulevard|square|court)\b|suite \d|p\.? ?o\.? ?box|\d{1,4},? (?:bis )?(?:rue|avenue|boulevard)\b"
    r"|[a-z]{3,}(?:strasse|straße|str\.|weg|platz|gasse|allee|straat|laan|plein) \d|(?:ul|al|os)\. ?[a-z]|(?:via|viale|piazza|corso|calle|c/|avenida|av\.|rua|avda\.?|plaza) [a-z. ]{3,40},? ?(?:n\.? ?|no\.? ?)?\d"
    r"|\d{5},? [a-z]{3,}|[a-z]{3,} \d{5}\b|\d{2}-\d{3} [a-z]{3,}|\d{3} \d{2} [a-z]{3,}|\d{4} ?[a-z]{2} [a-z]{3,}|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b|\d{4}-\d{3} [a-z]{3,})"
)
"""A street with a number, a box, or a postcode beside a town, as the nine languages' countries write them."""

# ------------------------------------------------------------------------------------------------------- addresses

_NAMELESS = expression(
    r"\W{0,5}(?:(?:dear|hello|hi|hey|attn|attention|good (?:day|morning|afternoon|evening)|greetings)[,:]? (?:to )?(?:my |our |all )?(?:dear |valued |esteemed |respected )?"
    r"(?:sirs?(?: ?(?:/|,|or|and|&|\|)? ?(?:madam|ma'?am|sir)s?){0,2}|madam(?: ?(?:/|or|and)? ?sir)?|ladies (?:and|&) gentlemen|(?:purchas\w+|procurement|marketing|sales|hr|website|web ?site|site|business|company|store|shop|domain|blog|hiring|account|e-?mail)[ /](?:manager|department|team|owner|director|officer|holder|user|admin)"
    r"|manager|web ?master|owner|admin|customer|client|user|subscriber|supplier|vendor|partner|beneficiary|recipient|winner|friend|colleague|editor|sales|info|business partner|one|beloved|sir\w* madam)"
    r"|to whom (?:so ?ever )?it may concern|sirs?|sir ?(?:/|or) ?madam|(?:(?:hello|hi|my|good (?:day|morning)),? ){0,2}(?:my )?dear(?:est)?(?: (?:friend|one|beloved|in \w+))?|beloved(?: \w+)?"
    r"|sehr geehrte(?: damen(?: und|,)? (?:sehr geehrte )?herren|[rs]?(?:/r)? (?:kund\w+|geschaftspartner\w*|nutzer\w*|unternehmer\w*))|guten tag,? (?:sehr geehrte )?damen und herren|liebe[rs]? (?:kund\w+|team|unternehmer\w*|webmaster)"
    r"|(?:bonjour,? )?(?:madame|mesdames|monsieur|messieurs),? ?(?:/|ou|et)? ?(?:monsieur|messieurs|madame)?|chere?(?:\(e\))?s? (?:client|partenaire|ami|abonne|collegue)\w*(?:\(e\))?|a qui de droit"
    r"|estimad[oa]s?(?:/[ao]s?|\(a\))? (?:senor(?:es|a)?(?:/a|\(a\))?|cliente|amig[oa]|usuari[oa]|proveedor|soci[oa]|empresari[oa])s?|a quien corresponda|muy senores (?:mios|nuestros)"
    r"|szanowni panstwo|drodzy panstwo|szanown[ya] (?:pani(?:e)? ?/ ?pan(?:i|ie)?|kliencie|uzytkowniku)|drog[ia] (?:kliencie|przyjaci\w+)"
    r"|vazeni(?: (?:obchodni |a mili )?(?:pratele|partneri|zakaznici|obchodni partneri))?|vazena pani,? ?/? ?vazeny pane|vazeny (?:zakazniku|kliente|uzivateli|pane ?/ ?pani)"
    r"|gentil[ei] (?:signor[ie]|cliente|utente|clienti)|egregi signori|spett(?:\.|abile|\.le) ?(?:le )?(?:ditta|azienda|societa)?|a chi di competenza|caro (?:amico|cliente)"
    r"|prezad[oa]s?(?:\(a\))?,? ?(?:senhor(?:es|a)?(?:\(a\))?|client|parceir|usuari|amig)\w*(?:\(a\))?|exm[oa]s?\.? ?(?:\(as\))? ?(?:srs?|senhor\w*)\.?|caro (?:cliente|senhor|amigo)"
    r"|geachte (?:heer,? ?(?:/|of|en)? ?(?:mevrouw|dame)|mevrouw,? ?(?:/|of)? ?(?:meneer|heer)|lezer|klant|relatie|heren|dames en heren)|beste (?:klant|relatie|ondernemer|lezer|vriend|webmaster)|l\.s\.)"
    r"\s*(?:[,.!:;?-]|$)"
)
_ROLE = expression(
    r"(?:info\d?|sales|contact|contactus|hello|hi|office|admin|administration|support|help|service|services|marketing|hr|jobs|careers|press|media|webmaster|postmaster|enquir(?:y|ies)|inquir(?:y|ies)|accounts|orders|mail|reception|team|purchasing|export"
    r"|kontakt|zentrale|vertrieb|verkauf|einkauf|sekretariat|bewerbung|accueil|commercial|ventes|ventas|contacto|comercial|administracion|biuro|sekretariat|handlowy|recepcja|obchod|recepce|podatelna|prodej|commerciale|vendite|amministrazione|segreteria|contato|geral|vendas|verkoop|receptie|administratie)(?:\+[^@]*)?"
)
_AFFIX = expression(
    r"(?:try|get|use|meet|join|hey|hello|ask|gtm)-?(?P<before>[a-z][a-z0-9-]{2,})|(?P<after>[a-z][a-z0-9-]{2,}?)(?:-?(?:hq|reach|outreach)|-(?:team|app|mail|growth|co|inc|labs|io|sales|hello))"
)
"""What is bought around a brand when its own domain's reputation is to be spared."""


@signal(unit="flag")
def no_way_out(mail: Mail) -> Reading:
    """A company's offer names no link, no postal address and no way to be left alone.

    Why: commercial mail must tell who sends it and how to stop it; who rotates domains tells neither.
    Misses: offers in other words than companies use; footers made to look complete.
    """
    if mail.links.links or "list-unsubscribe" in mail.message.fields:
        return NOTHING
    hits = said(mail, OFFER)
    if not hits or not _WAY_OUT.isdisjoint(mail.vocabulary):
        return NOTHING
    end = f"{mail.folded[-400:]} {mail.signature}"
    if "unsubscribe" in end or _POSTAL.search(end) or _opted_out(mail):
        return NOTHING
    return found(hits[0])


# --------------------------------------------------------------------------------------------- signs of the address


@signal(unit="flag")
def address_found_somewhere(mail: Mail) -> Reading:
    """The writer says where the reader's address was found.

    Why: who has to explain where an address comes from did not get it from the reader.
    Misses: letters that keep silent about it, as most do; people who say so honestly.
    """
    return found(*said(mail, wording.FOUND_ADDRESS)[:2])


@signal(unit="flag")
def right_person_asked_for(mail: Mail) -> Reading:
    """The writer asks whether the reader is the right person, or who is.

    Why: a list gives an address, not the one who decides.
    Misses: people who honestly do not know whom to ask.
    """
    return found(*said(mail, wording.RIGHT_PERSON)[:2])


@signal(unit="flag")
def opt_out_by_reply(mail: Mail) -> Reading:
    """The reader may get off the list by an answer: "reply STOP".

    Why: a letter to one person needs no way out; one to thousands does, and a link would give it away.
    Misses: opt-outs by link, and letters with no way out at all.
    """
    return found(*_opted_out(mail)[:2])


def _opted_out(mail: Mail) -> list[Evidence]:
    hits = [] if _ANSWERING.isdisjoint(mail.vocabulary) else said(mail, wording.OPT_OUT)
    if not hits and (match := _OPT_OUT_IN_SIGNATURE.search(mail.signature)):
        hits = [evidence("signature", match.group(), match.start())]
    return hits


@signal(unit="flag")
def nameless_greeting(mail: Mail) -> Reading:
    """The greeting is for anybody: "Dear Sir/Madam", "Dear business owner".

    Why: the sender has an address and no name.
    Misses: "Hi there" and "Hi team", which people say as well; people writing to a company do it too.
    """
    first = mail.text.new[:120].split("\n", 1)[0]
    match = _NAMELESS.match(fold(first))
    return found(evidence("body", first[: match.end()], 0)) if match else NOTHING


@signal(unit="flag")
def role_address_written_to(mail: Mail) -> Reading:
    """The mail went to info@, sales@, contact@ or the like.

    Why: such addresses stand on every website and so on every list.
    Misses: scraped personal addresses; customers write there too.
    """
    for address in [a.address for a in mail.message.to[:5]] + [mail.envelope.recipient.lower()]:
        if _ROLE.fullmatch(address.partition("@")[0]):
            return found(evidence("header:To", address))
    return NOTHING


@signal(unit="flag")
def reader_not_addressed(mail: Mail) -> Reading:
    """The envelope's recipient stands in neither To nor Cc.

    Why: one copy went to many by Bcc.
    Misses: everything where the envelope is not known; forwarding does the same to honest mail.
    """
    message = mail.message
    recipient = _without_tag(mail.envelope.recipient.lower())
    # A list's copies and resent mail are addressed to the list and to the first reader.
    if not recipient or "list-id" in message.fields or "resent-to" in message.fields:
        return DOES_NOT_APPLY
    if any(_without_tag(a.address) == recipient for a in (*message.to, *message.cc)):
        return NOTHING
    return found(evidence("envelope", recipient))


def _without_tag(address: str) -> str:
    """``anna+shop@host`` is Anna's mailbox too (RFC 5233)."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" if local else address


@signal(unit="flag")
def recipients_undisclosed(mail: Mail) -> Reading:
    """To is missing, names an empty group such as undisclosed recipients, or holds the sender's own address.

    Why: the sender hides to how many this went.
    Misses: mailers that send each copy apart; people send round letters so, and notes to themselves.
    """
    message = mail.message
    to = message.field("to")
    if not to and not message.cc:
        # Exports that drop the fields of the delivery drop this one as well.
        return found(evidence("header:To", "(absent)")) if message.has_transport else DOES_NOT_APPLY
    # "undisclosed-recipients:;" is an empty group (RFC 5322 section 3.4); other languages name it otherwise.
    if "undisclosed" in to.lower() or (not message.to and to.endswith(":;")):
        return found(evidence("header:To", to))
    if len(message.to) == 1 and not message.cc and message.to[0].address == message.sender.address != "":
        return found(evidence("header:To", to))
    return NOTHING


@signal(unit="flag")
def answers_go_elsewhere(mail: Mail) -> Reading:
    """Reply-To leads to another organisation than From, or from one free mailbox to another.

    Why: the mailbox that sends is not the one that reads, because it is stolen or will be closed.
    Misses: help desks and lists do the same for good reasons.
    """
    message = mail.message
    if not message.reply_to or not message.sender.address:
        return NOTHING
    answer, sender = message.reply_to[0], message.sender
    if answer.address == sender.address or any(answer.address == a.address for a in (*message.to, *message.cc)):
        return NOTHING
    # A list that writes in its authors' stead, because of DMARC, tells them in Reply-To.
    if sender.domain.startswith(("lists.", "list.")) or " via " in sender.name or "list-id" in message.fields:
        return NOTHING
    there, here = registrable_domain(answer.domain), registrable_domain(sender.domain)
    if not there or not here or (there == here and here not in MAIL_PROVIDERS):
        return NOTHING
    return found(evidence("header:Reply-To", answer.address), evidence("header:From", sender.address))


@signal(unit="flag")
def lookalike_sender_domain(mail: Mail) -> Reading:
    """The sender's domain is a brand with something put before or after it: tryacme.com, acme-hq.io.

    Why: senders burn such domains so that their own keeps its reputation.
    Misses: throw-away domains of other shapes; mail that does not name the brand.
    """
    domain = mail.organisation
    match = _AFFIX.fullmatch(domain.partition(".")[0]) if domain else None
    if match is None:
        return NOTHING
    brand = match.group("before") or match.group("after")
    own = False
    for link in mail.links.links[:20]:
        linked = registrable_domain(link.host)
        if linked.partition(".")[0] == brand:
            return found(evidence("header:From", domain), evidence("link", link.host))
        own = own or linked == domain
    # Some brands are really named so: they link to the domain that they write from.
    told = re.search(
        rf"\b{re.escape(brand)}\b", f"{fold(mail.message.sender.name)} {mail.signature} {mail.folded[:2_000]}"
    )
    if own or told is None:
        return NOTHING
    return found(evidence("header:From", domain), evidence("body", told.group()))


SIGNALS = (
    no_way_out,
    address_found_somewhere,
    right_person_asked_for,
    opt_out_by_reply,
    nameless_greeting,
    role_address_written_to,
    reader_not_addressed,
    recipients_undisclosed,
    answers_go_elsewhere,
    lookalike_sender_domain,
)
