"""Fake personalization: a letter that pretends to know its reader."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Evidence, Reading, counted, evidence, found
from classifier.links import registrable_domain
from classifier.mail import MAX_LETTER, Mail
from classifier.message import Address
from classifier.providers import LIST_HOSTS, MAIL_PROVIDERS
from classifier.signals.phrases import MAX_HITS, said
from classifier.signals.signal import signal
from classifier.signals.wording import personalization as wording
from classifier.words import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- Who reads, and how they are greeted ------------------------------------------------------------------------------

_HEAD = 400
"""Characters of the letter in which a greeting is looked for: a preheader or a date may stand above it."""

_GREETING = re.compile(
    r"\W{0,3}(?P<word>hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|moin|servus|sehr geehrte[rs]?"
    r"|bonjour|bonsoir|salut|chere?|hola|buenos dias|buenas(?: tardes)?|estimad[oa]|querid[oa]|dzien dobry|witam|witaj|czesc|szanown[yai]|drog[ia]|dobry den|ahoj|vazen[ya]|mil[ya]"
    r"|ciao|buongiorno|buonasera|salve|gentile|gentilissim[oa]|egregio|car[oa]|ola|oi|bom dia|boa tarde|prezad[oa]|beste|geachte|dag|goedemorgen|goedemiddag)\b,?\s*"
    r"(?P<titles>(?:(?:mr|mrs|ms|miss|dr|prof|herrn?|frau|m|mme|monsieur|madame|sra?|senora?|pan|pani|panie|pane|sig|signora?|dott|dottoressa|ing|mgr|inz|heer|mevrouw|dhr|mevr|doutora?)"
    r"\b\.?\s{0,2}){0,3})(?P<name>[^,.!?:;\n]{0,60}?(?:(?:@[\w.-]{3,80}|\.[\w.-]{2,40})(?: [\w' -]{1,30})?)?)\s*(?P<end>[,!:;?]|\.(?=\s|$)|\s-|$)"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SEPARATORS = re.compile(r"[._+-]")
_LIST_HOST = re.compile(r"(?:lists?|groups?|mailman|listserv|ml)\.")
_NOT_A_PERSON = _words(
    # Words of roles, lists and companies: a display name or local part that holds one is no person's.
    "abuse account accounting accounts ag agency alert alerts announce association bakery billing biuro board bugs buchhaltung bv bulletin care career careers club co committee"
    " company contact contacto contact contatto contato corp corporation customer customers department dept desk dev devel director discuss discussion discussions editor enquiries"
    " foundation garage gmbh group groups hello help helpdesk hotel hr inc info inquiries institute jobs journal kanzlei kernel kg kontakt limited linux list lists llc ltd mail manager"
    " marketing members network news newsletter noreply nv office ohg order orders owner post postmaster praxis press project reception recipient recipients redaktion reminders reply"
    " report reports restaurant sa sales sarl sas school secretariat security sekretariat service services shop society spa spzoo srl sro store studio support team the undisclosed"
    " university unknown updates user users verein vertrieb verwaltung via webmaster zoo"
)
"""Half of it is English, since lists and roles are named so everywhere."""


class _Greeting(NamedTuple):
    """The greeting of a letter."""

    text: str
    """As it stands there, up to the mark that ends it."""
    word: str
    """Folded: "hi", "sehr geehrte"."""
    titles: str
    """"Mr. ", "Frau Dr. "; mostly empty."""
    name: str
    """Who is greeted, without titles; may be empty."""
    end: str
    """The mark; empty at the end of a line."""


@lru_cache(maxsize=8)  # five signals ask for the same one
def _greeting(head: str) -> _Greeting | None:
    """The greeting in one of the first three lines that are not blank."""
    for line in [text for text in head.split("\n") if text.strip()][:3]:
        if match := _GREETING.match(fold(line)):
            name = line[match.start("name") : match.end("name")].strip()
            return _Greeting(
                line[: match.end()], match.group("word"), match.group("titles"), name, match.group("end").strip()
            )
    return None


def _proof(mail: Mail, greeting: _Greeting) -> Evidence:
    text = " ".join(greeting.text.split())
    return evidence("body", text, max(0, mail.letter.find(text)))


def _readers(mail: Mail) -> tuple[Address, ...]:
    """Those whom the mail was sent to, as far as a letter could know them by name."""
    recipient = mail.envelope.recipient.lower()
    to = mail.message.to[:3]
    return to if not recipient or any(t.address == recipient for t in to) else (*to, Address("", recipient))


def _person(address: Address) -> tuple[str, ...]:
    """Folded names of a person, by their display name or an address such as anna.berg@; empty for lists, roles and firms."""
    words = tuple(_LETTERS.findall(fold(address.name)))
    if words:
        # "Berg & Partner" <post@berg.example> is a firm, "usrp users" a list: a person's name is in the address too.
        local = address.local
        known = local == "".join(w[0] for w in words) or any(w[:3] in local for w in words if len(w) > 2)
        role = not _NOT_A_PERSON.isdisjoint((*words, *_SEPARATORS.split(local)))
        firm = all(w in address.domain for w in words)
        return words if 2 <= len(words) <= 4 and known and not (role or firm) else ()
    parts = tuple(address.local.split("."))
    if not 2 <= len(parts) <= 3 or not all(p.isalpha() and len(p) > 2 for p in parts):
        return ()
    return tuple(map(fold, parts)) if _NOT_A_PERSON.isdisjoint(parts) else ()


def _is_list(domain: str) -> bool:
    return registrable_domain(domain) in LIST_HOSTS or _LIST_HOST.match(domain) is not None


# --- Merge fields -----------------------------------------------------------------------------------------------------

# Words that only fields are named by, in nine languages, over folded text.
_FIELD = (
    r"(?:(?:first|last|full|given)[ _.-]?name|[fl]_?name|(?:company|business|organi[sz]ation|contact|recipient|receiver|sender|customer|client|prospect|lead|subscriber)"
    r"[ _.-]?(?:(?:first|last)[ _.-]?)?(?:name|e?mail|address|website|url|domain|city)|job[ _.-]?title|your[ _.-](?:full[ _.-])?(?:name|company(?:[ _.-]name)?|title|position|phone|contact info\w*)"
    r"|ice[ _.-]?breaker|pain[ _.-]?point|(?:opening|custom|personali[sz]ed)[ _.-]?line|current[ _.-](?:date|time)|data_atual|vorname|nachname|firmenname|anrede|prenom"
    r"|nom[ _.-](?:de[ _.-])?(?:l['_ ])?(?:entreprise|societe|complet)|nombre[ _.-](?:de[ _.-]la[ _.-])?(?:empresa|completo)|apellidos?|imie|nazwisko|nazwa[ _.-]firmy"
    r"|jmeno|prijmeni|osloveni|nazev[ _.-](?:firmy|spolecnosti)|cognome|nome[ _.-](?:azienda|empresa|completo)|ragione[ _.-]sociale|primeiro[ _.-]?nome|sobrenome"
    r"|voornaam|achternaam|bedrijfsnaam)\d?"
)
# Words that fields are named by, and other things too.
_WORD = (
    r"(?:name|company|e-?mail|city|title|industry|website|domain|role|position|organi[sz]ation|country|location|greeting|salutation|signature|unsubscribe(?:[ _.-]?(?:link|url))?"
    r"|nom|entreprise|societe|nombre|empresa|firma|nome|azienda|bedrijf|naam|stadt|ville|ciudad|miasto|mesto)"
)
# {{lead.first_name}}, {{ contact.company | default: "your company" }}
_OBJECT = r"(?:(?:contact|lead|prospect|recipient|subscriber|customer|client|user|person|account|company|sender|member|merge|custom|data)[._:])?"
_STRICT = rf"{_OBJECT}{_FIELD}"
_LOOSE = rf"{_OBJECT}(?:{_FIELD}|{_WORD})"
_FALLBACK = r" ?(?:[|,:?=][^\[\]{}<>%]{0,60})?"
_RANDOM = r"rand(?:om)?(?:_[a-z]\w{0,20}|\d{0,2})"  # what is put in so that no two copies are alike

# How mailers write a field, by what it begins with: a text without that is not searched. Delimiters that prose and code
# use too ({x}, [x], %x%, $x) count with words that only fields are named by. A pattern begins with its literal, which re
# finds quickly, and looks behind it afterwards: ${{x}}, a{x} and ="{x}" are code.
_MERGE_FIELDS = tuple(
    (opener, re.compile(pattern))
    for opener, pattern in (
        (
            "{",
            rf"\{{(?<![\w$\\=('/{{]\{{)(?:\{{{{1,2}} ?[-=#]? ?{_LOOSE}{_FALLBACK}\}}{{2,3}}|%[^%{{}}]{{0,40}}?\b{_FIELD}\b[^%{{}}]{{0,60}}%\}}|% ?{_RANDOM} ?%\}}"
            rf"|[!$]? ?{_STRICT}{_FALLBACK}\}}|{_RANDOM}\}})",
        ),
        (
            "[",
            rf"\[(?<![\w$\\=('/\[]\[)(?:\[ ?{_LOOSE}{_FALLBACK}\]\]|%=? ?{_LOOSE} ?%\]|(?:recipient'?s? name|name of (?:recipient|company)"
            rf"|insert (?:\w+ ){{0,2}}(?:name|company|industry|city|title|pain point)(?: here)?|{_STRICT}){_FALLBACK}\]|rand(?:om)?_[a-z][\w-]{{0,30}}\])",
        ),
        (
            "%",
            rf"%(?<![\w=('/%]%)(?:%[a-z][\w.]{{2,30}}%%|(?:{_STRICT}|e?mail|em|recipient\.\w{{2,20}}|{_RANDOM})%(?!\w))",
        ),
        ("*|", r"\*\|[a-z][a-z_:]{1,29}\|\*"),
        ("<", rf"<(?:<{_LOOSE}>>|%=? ?{_LOOSE} ?%>|(?:first|last|company)[ _]?name>)"),
        ("#", rf"#(?<![\w#]#)(?:#{_LOOSE}##|{_STRICT}#(?!\w))"),
        (
            "$",
            rf"\$(?<!\w\$)(?:\{{ ?{_STRICT} ?\}}|(?:first_?name|last_?name|company_?name|fname|lname)(?=[,.!?]|'s| [a-z]))",
        ),
        ("__", rf"__(?<!\w__){_FIELD}__(?!\w)"),
        ("@@", rf"@@{_LOOSE}@@"),
    )
)
# Word's mail merge. Folding makes quotes of guillemets, so this one reads the letter itself; French puts blanks inside.
_GUILLEMETS = re.compile(rf"«{_LOOSE}»", re.I)
# A field of any name, where the reader's name belongs.
_GREETED_FIELD = re.compile(
    r"(?:hi|hello|hey|dear|hallo|liebe[rs]?|bonjour|cher|chere|hola|estimad[oa]|dzien dobry|witaj|dobry den|ciao|gentile|ola|prezad[oa]|beste) "
    r"(?:\{{1,3}[^{}|]{1,40}(?:\|[^{}|]{0,40})?\}{1,3}|\[(?:name|nom|nombre|nome|imie|naam)\]|%[a-z_]{3,20}%|<name>|\$\w{4,20}\b)"
)
# "your newsletter began with 'Dear {{first_name}}'": the reader's own template, sent back to them.
_OPEN_QUOTE = re.compile(r"(?:^|[\s(:])[\"'][^\"']{0,40}$")
_SENDERS_FIELDS = (
    *("from", "reply-to", "to", "sender", "return-path", "message-id", "list-unsubscribe", "list-id", "organization"),
    *("feedback-id", "x-mailer", "x-campaign", "x-campaign-id", "x-uid"),
)
"""Header fields that the sender's software writes; filters on the way leave fields of their own open."""
_HEADER_FIELD = re.compile(
    r"\{\{[^{}]{1,40}\}\}|%%[a-z][\w.]{2,40}%%|\*\|[a-z_:]{2,30}\|\*|\[\[[a-z][\w .]{1,30}\]|\]\]>?$|\$\{[a-z][\w.]{1,30}\}|%[a-z]{2,20}:[a-z]{2,30}%"
    rf"|[\[{{%#]{_STRICT}[\]}}%#]|<%[a-z]{{3,20}}\b",
    re.I,
)


@signal(unit="flag")
def merge_field_left_open(mail: Mail) -> Reading:
    """A template's merge field was sent unfilled.

    Why: software filled this letter in, and failed.
    Misses: fields that were filled with the wrong value; fields with a fallback text; fields of unusual names.
    """
    hits: list[Evidence] = []
    for where, folded, text in (
        ("subject", mail.subject, mail.message.subject),
        ("body", mail.folded, mail.letter),
        ("signature", mail.signature, mail.signature),
    ):
        for opener, pattern in _MERGE_FIELDS:
            match = pattern.search(folded) if opener in folded else None
            if match and not _OPEN_QUOTE.search(folded, max(0, match.start() - 42), match.start()):
                hits.append(evidence(where, text[match.start() : match.end()], match.start()))
    if "«" in mail.letter and (match := _GUILLEMETS.search(mail.letter)):
        hits.append(evidence("body", match.group(), match.start()))
    if not hits and (match := _GREETED_FIELD.match(mail.folded)):
        hits.append(evidence("body", mail.letter[: match.end()], 0))
    for name in _SENDERS_FIELDS:
        value = mail.message.field(name)
        if ("{" in value or "%" in value or "[" in value or "]" in value or "|" in value) and (
            match := _HEADER_FIELD.search(value)
        ):
            hits.append(evidence(f"header:{name.title()}", match.group(), match.start()))
    return found(*hits[:3])


# What a program says when it has nothing, and the names of columns.
_NO_NAME = re.compile(
    r"(?:null|undefined|none|nan|#?n/?a|unknown|blank|empty|first ?_?name|fname|last ?_?name|first ?name last ?name|full ?name|your name|customer name|client name|contact name|company name|recipient"
    r"|vorname|nachname|vorname nachname|prenom|prenom nom|nombre|nombre apellidos?|imie|imie i nazwisko|jmeno|osloveni|nome|nome cognome|voornaam)"
)
_AT = r"(?:at|for|bei|chez|fur|para|dla|presso|voor|pro|per|van)"
_NOTHING_SAID = {
    word: re.compile(rf"{word}(?=[,.!?']|$| (?:and|team|is|has|could|can|weet)\b)")
    for word in ("null", "undefined", "nan", "company_name")
}
_SHEET_ERROR = re.compile(r"#(?:ref!|value!|name\?|n/a\b)")
_AFTER_AT = re.compile(rf"\b{_AT} $")
"""For "at null" and "for #REF!": who writes about a program or a spreadsheet has these elsewhere."""
_ENCODED = re.compile(
    r"&(?:amp|quot|#\d{2,4}|[a-z]{1,3}(?:acute|grave|uml|cedil|circ|tilde|caron|ron|lig|eth));|&eth;|%20|=c3="
)


@signal(unit="flag")
def merge_field_badly_filled(mail: Mail) -> Reading:
    """A merge field was filled with nothing's name, its own name or an encoding: "Hi null,", "Dear Vorname,", "Ren&eacute;e".

    Why: the list's column was empty or shifted, and nobody read the letter before it went out.
    Misses: fields filled with a likely but wrong value.
    """
    greeting = _greeting(mail.text.new[:_HEAD])
    if greeting is not None:
        name = fold(greeting.name)
        if greeting.end and _NO_NAME.fullmatch(name):
            # There are people called Null, None and Nan.
            if not any(name in fold(f"{r.name} {r.local}") for r in _readers(mail)):
                return found(_proof(mail, greeting))
        elif "&" in greeting.text or "%" in greeting.text or "=" in greeting.text:
            line = mail.letter[: len(greeting.text) + 20]
            if match := _ENCODED.search(fold(line)):
                return found(evidence("body", line[: match.end()], 0))
    patterns = [pattern for word, pattern in _NOTHING_SAID.items() if word in mail.vocabulary]
    if "#" in mail.folded:
        patterns.append(_SHEET_ERROR)
    for pattern in patterns:
        for match in islice(pattern.finditer(mail.folded), 20):
            start = max(0, match.start() - 8)
            if at := _AFTER_AT.search(mail.folded[start : match.start()]):
                start += at.start()
                return found(evidence("body", mail.letter[start : match.end()], start))
    return NOTHING


_SPINTAX = re.compile(r"\{(?<![{$\w\\]\{)(?:(?:random|spin) ?\| ?)?([^{}|\n]{1,80}(?:\|[^{}|\n]{0,80}){1,12})\}")
_NESTED_SPINTAX = re.compile(r"\{\{ ?(?:random|spin) ?\|([^{}]{1,200})\}\}", re.I)
_SPUN = re.compile(r"[^\W\d_](?:[^\W\d_]|[ ',.!?-](?=[^\W\d_])){0,80}[,.!?]?$")
_OPTIONS = _words("start stop on off yes no true false up down add del get set enable disable show left right")
"""Alternatives that usage lines of programs name."""
_BEFORE_SPUN = re.compile(
    r"(?:^|\s)(?:i|we|you|your|my|our|a|an|the|is|are|to|that|this|of|for|it|was|be|hi|hello|dear|hey)\s$", re.I
)


@signal(unit="flag")
def spintax_left_open(mail: Mail) -> Reading:
    """Alternatives between braces, such as {Hi|Hello|Hey}, were sent as they stand.

    Why: a mailer was to pick one at random, so that no two copies are alike.
    Misses: spintax that was resolved, as it nearly always is.
    """
    for where, text in (("subject", mail.message.subject), ("body", mail.letter)):
        if "|" not in text or "{" not in text:
            continue
        if match := _NESTED_SPINTAX.search(text):
            return found(evidence(where, match.group(), match.start()))
        for match in _SPINTAX.finditer(text):
            parts = [p for p in (part.strip() for part in match.group(1).split("|")) if p]
            # Tables of LaTeX, code and grammars hold more than words; a usage line names options.
            if len(parts) < 2 or not all(map(_SPUN.match, parts)) or _OPTIONS.intersection(p.lower() for p in parts):
                continue
            # A blank within, or a capital as at the beginning of a sentence, or "I {hope|trust} you".
            if (
                any(" " in p for p in parts)
                or (
                    parts[0].istitle() and all(p[0].isupper() for p in parts) and where == "body" and match.start() < 40
                )
                or _BEFORE_SPUN.search(text[max(0, match.start() - 8) : match.start()])
            ):
                return found(evidence(where, match.group(), match.start()))
    return NOTHING


# --- Greetings --------------------------------------------------------------------------------------------------------

_NOBODY_AT = re.compile(r" at [,.?](?=\s|$)")
_WHO_IS_AT = re.compile(r"\b(?:team|work|people|role|everyone|folks|growth|things|doing)$")
_BLANK_BEFORE_MARK = re.compile(r"\w [,.!?](?=\s|$)")
_NEEDS_NO_NAME = tuple(
    _words(
        "bom boa bonjour bonsoir buenas buenos buon dag dobry dzien goede good greetings guten moin salve servus witam"
    )
)
"""Beginnings of greetings in which nothing is missing: "Good day ," breaks a rule of typing only."""


@signal(unit="flag")
def gap_where_a_name_belongs(mail: Mail) -> Reading:
    """The letter has a gap where a name should be, as in "Hi ," or "the team at .".

    Why: the merge field was empty for this address.
    Misses: greetings that fall back to "there" or "team"; people who type "Hi ," and nothing else that tells their habit.
    """
    hits: list[Evidence] = []
    for match in _NOBODY_AT.finditer(mail.folded):
        if who := _WHO_IS_AT.search(mail.folded[max(0, match.start() - 12) : match.start()]):
            start = match.start() - len(who.group())
            hits.append(evidence("body", mail.letter[start : match.end()], start))
            break
    greeting = _greeting(mail.text.new[:_HEAD])
    if (
        greeting is not None
        and not greeting.name
        and greeting.end in (",", "!", ":")
        and greeting.text[-2:-1].isspace()
    ):
        # Some people put a blank before every mark, or answer in haste; an empty field leaves the only one.
        habit = _BLANK_BEFORE_MARK.search(mail.letter, len(greeting.text), 4_000)
        if not greeting.word.startswith(_NEEDS_NO_NAME) and not habit and not mail.text.quoted:
            hits.append(_proof(mail, greeting))
    return found(*hits)


_NOBODY = _words(
    # Whom people greet without a name.
    "again all allemaal alle allen allerseits amici amigo amigos ami amis and applicant applicants avocats avvocato bewohner both buren buenas chere cheres chers chicas chicos client"
    " cliente clientes clients colleague colleagues collega collegas collegue collegues colleghi companeros customer customers damen damy doctor doktor dottore dottoressa doutor doutora"
    " drodzy eltern equipa equipe equipo euch everybody everyone folks freunde friend friends gente gentlemen guys herren herr heer hiring iedereen ihr investor kolege kolegove kolegyne"
    " koledzy kollege kollegen kollegin kolleginnen kolezanki kunde kunden ladies leute lezer liebe list maam madam madame malta manager member members meneer mensen messieurs mesdames"
    " mevrouw mitglied mitglieder monsieur nachbarn neighbor neighbors neighbour neighbours noches owner pan pane pani panie panowie panove panstwo panstwu parents participants partner"
    " people pessoal preji professeur professor professore profesor ragazze ragazzi reader resident senhor senhora senhores senor senora senoras senores serdecznie signora signore signori"
    " sir sirs student students subscriber tardes taxpayer team there todas todos tous toutes trader tutte tutti tym tyme valued volunteers vsem vsichni wszystkim you zdravim zespole"
    " zusammen"
)
_SHORT_FORMS = _words(
    # Short forms that do not begin as the name does.
    "alex andy asia beppe becky bess betty bill billy bob bobby chico chuck concha dick dino drew franta gene gigi gosia hank hannes hans harry honza honzo jack jenda jim jimmy jos kike"
    " kuba larry lisa liz libby lola mandy meg misha nacho ned nell nick nino ola paco pancho patty peggy peppe pepa pepe pepo polly quique rick ricky rob sandy sascha sasha sepp tanja ted"
    " teddy tina tonda toni tonio tony asiu franto gosiu jendo kubo olu tondo toninho trina vanya will ze"
)
_NO_NAMES = _NOBODY | _SHORT_FORMS | _NOT_A_PERSON


@signal(unit="flag")
def greeting_names_somebody_else(mail: Mail) -> Reading:
    """The greeting's name is no part of the reader's name or address.

    Why: a row of a bought list was out of step, or its contact has left.
    Misses: readers whose name stands in neither To nor the address; wrong names that begin as the right one does.
    """
    to = mail.message.to
    person = _person(to[0]) if len(to) == 1 else ()
    greeting = _greeting(mail.text.new[:_HEAD])
    # An answer may greet whom it answers while To names another.
    if not person or greeting is None or mail.text.quoted or mail.message.field("references"):
        return DOES_NOT_APPLY
    words = _LETTERS.findall(fold(greeting.name))
    if not 1 <= len(words) <= 2 or not greeting.end or len(words[0]) < 3:
        return NOTHING
    if not greeting.name[0].isupper() or not greeting.name.replace(" ", "").isalpha():
        return NOTHING
    if not _NO_NAMES.isdisjoint(words):
        return NOTHING
    others = [w for a in mail.message.cc[:5] for w in _LETTERS.findall(fold(a.name))]
    for known in (*person, *others):
        # Jo, Joe and Johannes; Panie Marku and Marek; Bete and Elisabete.
        if any(known[0] == word[0] or word[:3] in known or known[:3] in word for word in words):
            return NOTHING
    return found(_proof(mail, greeting), evidence("header:To", to[0].name or to[0].address))


_LOCAL_AS_NAME = _words(
    # Role addresses that no person would greet; "Dear Support" and "Dear Sales" people do write.
    "accounts billing biuro compta comptabilite contabilidad contact contacto contacts contato contatto e-mail email enquiries firma hello inbox info inquiries kontakt mail mailbox noreply"
    " obchod office orders post postmaster reception redaktion sekretariat sprzedaz vendite ventas vertrieb welcome"
)


@signal(unit="flag")
def address_taken_for_a_name(mail: Mail) -> Reading:
    """The reader is greeted by their address, or by a part of it that is no name: "Hi Info,", "Hello Linux-Raid".

    Why: a list had an address and no name, so software made one.
    Misses: local parts that are names; people who greet a mailing list by its name write so too.
    """
    readers = _readers(mail)
    greeting = _greeting(mail.text.new[:_HEAD])
    if greeting is None or not readers:
        return DOES_NOT_APPLY
    name = fold(greeting.name)
    if len(name) < 4:
        return NOTHING
    for reader in readers:
        local = reader.local
        # Jean-Pierre is a name; spice-devel, tm.office and anna1987 are not.
        made = local in _LOCAL_AS_NAME or "." in local or any(c.isdigit() for c in local)
        made = made or not _NOT_A_PERSON.isdisjoint(local.split("-")[1:])
        domain = registrable_domain(reader.domain)
        if (
            name.startswith(reader.address)
            or (made and name == local)
            or (domain and name.startswith(domain) and not name[len(domain) : len(domain) + 1].isalnum())
        ):
            return found(_proof(mail, greeting), evidence("header:To", reader.address))
    return NOTHING


@signal(unit="flag")
def greeted_as_in_a_table(mail: Mail) -> Reading:
    """The greeting has the reader's name as a table has it: first and last name, or capitals, and no title.

    Why: "Hi Doug Gilbert," and "Dear SAMANTHA," are what a column holds; people say Doug, Samantha or Mr Gilbert.
    Misses: tables that are in good order; people who write so to strangers whose first name they cannot tell.
    """
    greeting = _greeting(mail.text.new[:_HEAD])
    if greeting is None or greeting.titles or not greeting.end:
        return NOTHING
    words = _LETTERS.findall(fold(greeting.name))
    if not words or not _NO_NAMES.isdisjoint(words):
        return NOTHING
    readers = _readers(mail)
    full = len(words) > 1 and any(person and {person[0], person[-1]} <= set(words) for person in map(_person, readers))
    # Some write all of a letter so, and a firm may be called UNESCO.
    capitals = len(words[0]) > 3 and greeting.name.replace(" ", "").isalpha() and greeting.name.isupper()
    capitals = capitals and not greeting.text.isupper() and not any(words[0] in r.domain for r in readers)
    return found(_proof(mail, greeting)) if full or capitals else NOTHING


# --- Companies --------------------------------------------------------------------------------------------------------


def _companies(mail: Mail) -> list[str]:
    """Registrable domains of readers that are somebody's own, and not the writer's."""
    domains = {registrable_domain(r.domain) for r in _readers(mail) if not _is_list(r.domain)}
    return sorted(domains - MAIL_PROVIDERS - {"", registrable_domain(mail.message.sender.domain)})


_BETWEEN = r"(?: ?[&+.-] ?| (?:and|und|et|y|e|en|i|a) | )"


def _as_spelled(label: str, vocabulary: frozenset[str]) -> str:
    """Pattern of a domain's first label as the letter's words spell it, ``tallow-finch`` as Tallow & Finch; or empty."""
    parts = [p for p in label[:40].split("-") if p]
    while parts and parts[-1] in _NOT_A_PERSON:  # acme-gmbh.example
        parts.pop()
    if len("".join(parts)) < 4:
        return ""
    if vocabulary.issuperset(parts):
        return _BETWEEN.join(map(re.escape, parts))
    # "wickerandwool": two or three words written as one.
    for i in range(3, len(label) - 2) if len(parts) == 1 else ():
        if label[:i] in vocabulary:
            for j in range(i + 3, len(label) + 1):
                if label[i:j] in vocabulary and (j == len(label) or (len(label) > j + 2 and label[j:] in vocabulary)):
                    words = [w for w in (label[:i], label[i:j], label[j:]) if w and w not in ("and", "und")]
                    return _BETWEEN.join(map(re.escape, words))
    return ""


def _mentions(folded: str, pattern: str) -> list[re.Match[str]]:
    """Where a name stands by itself and not in an address or a path; at most 20 places."""
    places = []
    for match in re.finditer(pattern, folded):
        before, after = folded[max(0, match.start() - 4) : match.start()], folded[match.end() : match.end() + 1]
        if (not before or before == "www." or not (before[-1].isalnum() or before[-1] in "@/.-_")) and not (
            after.isalnum() or after in ("@", "/", "_", "-")
        ):
            places.append(match)
            if len(places) == 20:
                break
    return places


# "your website", "the team at", "companies like": where a template has the company's name, in nine languages.
_YOUR = r"(?:your|ihre?[rnms]?|eure[rnms]?|votre|vos|su|tu|vuestra|panstwa|wasz[aey]j?|vas[ei]|vasich|vostr[oa]|su[oa]|seu|vossa|uw|jullie)"
_OWNED = (
    r"(?:website|site|domain|company|brand|business|store|shop|team|blog|firm|webseite|seite|firma|unternehmen|domaine|entreprise|societe|boutique|empresa|pagina|web|sitio|dominio|tienda|strona|strone|strony"
    r"|firme|firmy|firmie|domen[aey]|spolecnosti?|stranky|webu|firmu|azienda|sito|negozio|loja|bedrijf|webshop|domein)"
)
_HOST_IN_A_SLOT = re.compile(
    rf"(?:\b{_YOUR} (?:\w{{1,20}} ){{0,2}}{_OWNED}(?: (?:at|of|on|named|called|bei|von|de|chez|em|di|van|w|na))?,?"
    r"|\b(?:team|folks|people|guys|everyone|work|role|founder|owner|director|equipe|equipo|zespol|zespole|tym|equipa) (?:at|bei|von|chez|de|em|di|da|van|bij|w|ve)"
    r"|\b(?:companies|businesses|brands|firms|unternehmen|firmen|entreprises|empresas|firmy|aziende|bedrijven) (?:like|such as|wie|comme|como|jak|takie jak|jako|come|zoals)) ?(?:https?://)?(?:www\.)?$"
)
_OF_A_MAILBOX = re.compile(
    r"[- ](?:account|address|inbox|user|mailbox|adresse|postfach|konto|compte|cuenta|email|mail|e-mail|calendar|group|list)"
)
_UNMISTAKABLE = _words(
    "aol freenet gmail gmx googlegroups googlemail hotmail icloud laposte libero protonmail seznam wanadoo yahoo yahoogroups"
)
"""Names of providers and list hosts that are no ordinary word."""


@signal(unit="flag")
def mail_host_taken_for_a_company(mail: Mail) -> Reading:
    """The letter speaks of the reader's mail provider or list host as if it were their company.

    Why: the company was made from the address: "your domain googlegroups.com", "the team at Gmail".
    Misses: readers with a domain of their own; providers named by a common word, such as Orange, unless with their domain.
    """
    applies = False
    for reader in _readers(mail):
        host = registrable_domain(reader.domain)
        if host not in MAIL_PROVIDERS and not _is_list(reader.domain):
            continue
        applies = True
        label = host.partition(".")[0]
        if label not in mail.vocabulary:
            continue
        for match in _mentions(mail.folded, re.escape(label if label in _UNMISTAKABLE else host)):
            start = max(0, match.start() - 60)
            slot = _HOST_IN_A_SLOT.search(mail.folded[start : match.start()])
            if slot and not _OF_A_MAILBOX.match(mail.folded, match.end()):
                at = start + slot.start()
                return found(evidence("body", mail.letter[at : match.end()], at), evidence("header:To", reader.address))
    return NOTHING if applies else DOES_NOT_APPLY


_SLOT_BEFORE = re.compile(
    r"\b(?:(?:(?:help|support)(?:ing|ed)?|(?:companies|businesses|teams|brands|firms|shops|agencies) (?:like|such as)|(?:your team|the team|your role|growth|hiring|building) at"
    r"|(?:fit|results|ideas?|proposal|opportunit(?:y|ies)|value|solution|leads|clients|customers|recommendations|audit|plan) for|partner(?:ing)? with|noticed(?: that)?|saw(?: that)?|looking at|came across"
    r"|impressed (?:by|with)|loved? what)(?: the)?"
    r"|(?:unternehmen|firmen|betriebe) wie|(?:team|position|rolle|arbeit|wachstum|situation) (?:von|bei)|(?:idee|ideen|vorteile?|potenzial|potential|angebot|losung|vorschlag) (?:fur|bei)|(?:gesehen|aufgefallen), dass"
    r"|(?:entreprises|societes) comme|(?:equipe|croissance|travail|activite|developpement) (?:de|chez)|(?:idees?|proposition|opportunites?|solution) pour|(?:remarque|vu) que|aider|accompagner"
    r"|empresas como|(?:equipo|crecimiento|trabajo) (?:de|en)|(?:ideas?|propuesta|oportunidad|solucion) para|(?:notado|visto) que|ayudar a"
    r"|firm(?:y)? (?:takie jak|takich jak|jak)|(?:zespol|zespolu|rozwoj|rozwoju)(?: firmy)?|(?:propozycj[ae]|ofert[ae]|rozwiazanie|pomysl) dla|zauwazyl[ae]m, ze|wesprzec"
    r"|firm(?:y|am) jako|(?:tym|tymu|rust|rustu) (?:ve|v|firmy)|(?:nabidk[au]|reseni|napad|navrh) pro|vsiml[a]? (?:jsem )?si, ze|pomoci"
    r"|aziende come|(?:team|crescita|lavoro) (?:di|in|da)|(?:idea|idee|proposta|soluzione|opportunita) per|(?:notato|visto) che|aiutare"
    r"|(?:equipa|equipe|crescimento|trabalho) (?:da|do|na|no)|(?:ideias?|proposta|solucao|oportunidade) para(?: [ao])?|(?:notei|reparei|vi) que(?: [ao])?|ajudar(?: [ao])?"
    r"|bedrijven (?:zoals|als)|(?:team|groei|werk) (?:van|bij)|(?:idee|ideeen|voorstel|kansen|oplossing) voor|(?:zag|gezien|viel me op) dat) $"
)
_SLOT_AFTER = re.compile(
    r"(?:'s|s') (?:\w{1,20} )?(?:website|site|team|growth|sales|marketing|pipeline|revenue|customers|clients|brand|hiring|products?|content|outreach|visibility|traffic|seo|online|presence|mission|success|needs|goals)\b"
    r"| (?:could (?:use|benefit|be|save|see|gain)|is (?:doing|growing|hiring|scaling|expanding|currently|missing|losing|leaving|looking)|might be|has been growing|deserves)\b"
)


@signal(unit="count")
def company_dropped_in(mail: Mail) -> Reading:
    """The reader's company, as their domain spells it, stands where a template has its field: "teams like Acme".

    Why: a stranger who names your company to you in a sentence that fits any other read it from a list.
    Misses: companies whose name differs from their domain; other sentences; answers; customers who name the shop too.
    """
    domains = _companies(mail)
    if not domains:
        return DOES_NOT_APPLY
    hits: list[Evidence] = []
    for domain in domains if not mail.text.quoted else ():
        name = _as_spelled(domain.partition(".")[0], mail.vocabulary)
        for match in _mentions(mail.folded, name) if name else ():
            before = _SLOT_BEFORE.search(mail.folded[: match.end()], max(0, match.start() - 40), match.start())
            after = _SLOT_AFTER.match(mail.folded, match.end())
            if before or after:
                at = before.start() if before else match.start()
                hits.append(evidence("body", mail.letter[at : after.end() if after else match.end()], at))
    return counted(hits)


_ANSWER = re.compile(r"(?:re|aw|fwd?|wg|tr|rv|odp|pd|r|i|antw|vs|sv|enc|res|betr)\s?:")
# "Anna, quick question", "hi Anna", "one idea for Anna"; not "Anna's invoice", "meeting with Anna".
_CALLED = re.compile(
    r"(?:^(?:(?:hi|hey|hello|hallo|bonjour|hola|ciao|ola|czesc|ahoj|dear)\s)?|, |\b(?:for|fur|pour|para|dla|pro|per|voor) )$"
)
_CALL_ENDS = re.compile(r"\s?[,:!?]")
# "Acme <> Fooforce", "Fooforce x Acme", "question about Acme", "leads for Acme".
_PAIRED = re.compile(
    r"(?:<-?>|<=>| [x+|]|//|\b(?:questions?|ideas?|thoughts?|proposal|quick note|partnership|clients|leads|customers|frage|idee|pytanie|idea|pregunta|dotaz|vraag) (?:about|for|on|to|re|zu|an|fur|pour|para|per|dla|do|pro|na|voor|with)|^for|meets) $"
)
_PAIRS = re.compile(r" ?(?:<-?>|<=>)| [x+|] | ?// ?| meets ")


@signal(unit="flag")
def subject_carries_readers_name(mail: Mail) -> Reading:
    """The subject calls its reader by name, gives their address, or sets their company beside another.

    Why: a field in the subject is the cheapest personal touch; people do not write a reader's name over a letter to them.
    Misses: answers; readers whose name stands in neither To nor the address.
    """
    subject = mail.subject
    if not subject or _ANSWER.match(subject):
        return NOTHING
    readers = _readers(mail)
    places: list[tuple[int, int]] = []
    for reader in readers:
        if len(reader.address) > 5 and (start := subject.find(reader.address)) >= 0:
            places.append((start, start + len(reader.address)))
        # Several readers: one of them may be spoken of.
        for name in _person(reader) if len(readers) == 1 else ():
            if len(name) > 2 and name in subject and (match := re.search(rf"\b{name}\b", subject)):
                before = subject[: match.start()]
                if _CALLED.search(before) and (before.strip() or _CALL_ENDS.match(subject, match.end())):
                    places.append(match.span())
    for domain in _companies(mail):
        name = _as_spelled(domain.partition(".")[0], mail.vocabulary)
        for match in _mentions(subject, name) if name else ():
            if _PAIRED.search(subject[: match.start()]) or _PAIRS.match(subject, match.end()):
                places.append(match.span())
    return found(*(evidence("subject", mail.message.subject[a:b], a) for a, b in places[:2]))


_ROLES = _words(
    "ceo cfo charge chief cio ciso cmo cofounder coo cro cto decision director evp executive founder head lead leader maker manager marketer officer owner president principal recruiter"
    " responsible svp vp"
)
_ROLE = r"(?:(?:co-?)?founder|owner|(?:vice )?president|c[etfmos]o|cio|ciso|cro|s?vp|evp|head|director|manager|lead|leader|principal|executive|decision[- ]maker|recruiter|marketer|officer|person (?:in charge|responsible))"
_TITLE = rf"(?:an? |the |a fellow )?(?:[\w&-]{{1,20}} ){{0,3}}?{_ROLE}\b(?: of [\w&-]{{1,20}})?"
# The English ones begin with "as" and "you", which stand everywhere: literals are found faster than by a table.
_AS_ROLE = re.compile(
    rf"as {_TITLE} (?:at|for|with|of|here at) .{{2,40}}?,? (?:i (?:\w{{1,20}} ){{1,2}}(?:you|your)|you(?:r|'re|'ve)? (?:know|are|will|must|probably|likely|may|might|understand|already|team|role|time|want|need)|chances are)\b"
)
_YOU_ARE_ROLE = re.compile(rf"you(?:'re| are) {_TITLE} (?:at|for|of|with) ")
_TOLD = re.compile(r"\b(?:since|saw|noticed|see|understand|read|found|linkedin) (?:that )?$")
_YOUR_ROLE = re.compile(
    r"your (?:\w{1,20} )?(?:role|position) (?:as |of )?(?:an? |the )?(?:[\w&-]{1,20} ){0,6}?(?:at|for|with|within)\b"
)
_GIVEN = re.compile(r"\b(?:given|in|on|about|with|considering|due to) $")


@signal(unit="flag")
def role_at_company(mail: Mail) -> Reading:
    """The reader is told their own role: "as a marketing manager at Acme, you", "in your role as".

    Why: a list has a column for titles, and a template has a place for it.
    Misses: titles named elsewhere; letters that really turn to an office and its holder.
    """
    hits = said(mail, wording.ROLE_AT_COMPANY, subject=False)
    tries: list[tuple[re.Pattern[str], re.Pattern[str] | None]] = []
    if not _ROLES.isdisjoint(mail.vocabulary):
        tries += [(_AS_ROLE, None), (_YOU_ARE_ROLE, _TOLD)]
    if "role" in mail.vocabulary or "position" in mail.vocabulary:
        tries += [(_YOUR_ROLE, _GIVEN)]
    for pattern, before in tries:
        for match in islice(pattern.finditer(mail.folded), MAX_HITS):
            start = max(0, match.start() - 20)
            lead = mail.folded[start : match.start()]
            if before.search(lead) if before else not lead[-1:].isalnum():
                hits.append(evidence("body", mail.letter[match.start() : match.end()], match.start()))
                break
    return found(*hits[:2])


# --- Praise -----------------------------------------------------------------------------------------------------------

# What strangers say they came across. Not "your patch", "your mail", "your question": those the reader sent them.
_SITE = r"(?:\w{1,20} ){0,2}(?:web ?site|site|web ?page|page|company|profile|linkedin|store|shop|brand|business|blog|channel|work|portfolio|agency|startup|products?|listing|firm|organi[sz]ation|team|instagram|background|studio)\b"
_YOUR_SITE = re.compile(rf"your {_SITE}")
_SEEN = re.compile(
    r"\b(?:(?:came|come|stumbled) (?:across|upon|on(?:to)?)|(?:noticed|saw|visited|browsing|checking out|checked out|exploring|visiting|browsed)(?: that| through)?|(?:looking|looked|going|went|reviewing|reviewed)(?: at| over| through| around)?) $"
)
_SEEN_ENDS = _words(
    "across around at browsed browsing exploring going looked looking noticed on onto out over reviewed reviewing saw that through upon visited visiting went"
)
# "while I was looking for a joiner", "because your name is on a magnet", "through friends in Ghent"; but "through Google".
_REASON = re.compile(
    r"\b(?:because|after (?:i|we|my|seeing|hearing|reading)|thanks to|(?:looking|searching|search|hunting|googling) for|(?:my|our) (?:mother|father|mum|mom|dad|wife|husband|friends?|neighbou?rs?|colleagues?|sister|brother|son|daughter)"
    r"|recommended|weil|nachdem|dank|gesucht|suche nach|empf\w{3,9}|parce que|grace a|cherch\w{1,5}|recommand\w{1,5}|porque|gracias a|buscando|buscaba|recomend\w{1,6}|szuka\w{1,6}|poniewaz|dzieki|polec\w{2,6}|hledal\w?|hledani"
    r"|protoze|diky|doporuc\w{1,6}|cercando|cercavo|perche|grazie a|consigli\w{1,5}|procura\w{0,4}|gracas a|zoek\w{0,4}|omdat|dankzij|aangeraden"
    r"|(?:through|via|durch|a traves de|przez|pres|tramite|atraves de) (?!your|our|the (?:web|internet)|linkedin|google|facebook|instagram|zufall|przypadek|nahodou|caso|acaso|hasard|una ricerca|eine suche)\w)"
)
_YOUR_GOOD_WORK = re.compile(
    rf"your (?:(?:\w{{1,20}} )?{wording.GOOD} (?:\w{{1,20}} )?{wording.DONE}\b|(?:\w{{1,20}} )?{wording.DONE} (?:is|are|looks?) (?:really |truly |very |so |absolutely )?{wording.GOOD}\b)"
)
_SENTENCE_END = re.compile(r"[.?!]+(?=\s+[A-ZÀ-Ž¿¡\"“„«(]|\s*$)")  # not "no. 31"


def _sentence(mail: Mail, hit: Evidence) -> str:
    """The sentence of the letter that a hit stands in, without the greeting; at most 600 characters."""
    text, at = mail.letter, hit.start
    words = text[at : at + 60]
    for paragraph in mail.text.new[:MAX_LETTER].split("\n\n"):
        joined = " ".join(paragraph.split())
        if words[:40] in joined:
            text, at = joined, joined.find(words[:40])
            break
    start = max(0, at - 300)
    if greeting := _GREETING_END.match(text):
        start = min(at, max(start, greeting.end()))
    ends = [m.end() for m in _SENTENCE_END.finditer(text, start, at)]
    end = _SENTENCE_END.search(text, at + 1, at + 300)
    return text[ends[-1] if ends else start : end.end() if end else at + 300].strip()


_GREETING_END = re.compile(r"[^,.!?:]{1,40}[,!:] (?=[A-ZÀ-Ž])")


@signal(unit="count")
def came_across_the_reader(mail: Mail) -> Reading:
    """The writer says that they came across the reader's site, company or profile.

    Why: cold letters open so, since anybody has a site that can be come across.
    Misses: other openings; letters that say in the same sentence what was looked for, or through whom, as people do.
    """
    hits = said(mail, wording.CAME_ACROSS, subject=False)
    folded = mail.folded
    at = folded.find("your ")
    while at > 0 and len(hits) < MAX_HITS:
        # Most "your" follow another word: that is told before a pattern is tried.
        if folded[folded.rfind(" ", 0, at - 1) + 1 : at - 1] in _SEEN_ENDS and (match := _YOUR_SITE.match(folded, at)):
            start = max(0, at - 30)
            if seen := _SEEN.search(folded[start:at]):
                hits.append(evidence("body", mail.letter[start + seen.start() : match.end()], start + seen.start()))
        at = folded.find("your ", at + 5)
    return counted([hit for hit in hits if not _REASON.search(fold(_sentence(mail, hit)))])


@signal(unit="count")
def flattery(mail: Mail) -> Reading:
    """The writer is impressed by the reader, loves what they do, congratulates them on their growth.

    Why: cold letters open with praise that fits anybody.
    Misses: praise in other words; and a person may be impressed.
    """
    return counted(_praise(mail))


def _praise(mail: Mail) -> list[Evidence]:
    hits = said(mail, wording.FLATTERY, subject=False)
    if wording.GOOD_WORDS.isdisjoint(mail.vocabulary):
        return hits
    for match in islice(_YOUR_GOOD_WORK.finditer(mail.folded), MAX_HITS):
        hits.append(evidence("body", mail.letter[match.start() : match.end()], match.start()))
    return hits


_TITLE_OR_NUMBER = re.compile(r"\d|[\"“”„«][^\"“”„«»]{4,80}[\"“”»]|https?://[^\s/]+/\w|@\w")
_CAPITALISED = re.compile(r"(?<=[\w,;:'\")-] )[^\W\d_]['\w-]+")
_NO_FACT = _words(
    # Capitalised in politeness or by custom, and no fact about anybody.
    "b2b ceo company euch eure facebook firma google i'd i'll i'm i've ich ihnen ihr ihre ihrem ihren ihrer ihres instagram internet la le lei linkedin loro pan pana pani panie panstwa"
    " panstwo panstwu panu seo sie site su sua suo sus team u usted ustedes uw vam vami vas vase vasem vasi vasich voce vos vossa vosso votre vous wam was wasz wasza wasze waszej web"
    " webseite website wir"
)
_GERMAN = re.compile(r"\b(?:ich|und|ihre?[nmr]?|eure?[nmr]?|von|hat|wir) ")
_GERMAN_PLACE = re.compile(r"\b(?:in|aus|nach) (?!Ihr|Eur)[A-ZÄÖÜ]\w+(?!\w)")


@signal(unit="flag")
def flattery_without_a_fact(mail: Mail) -> Reading:
    """A sentence praises the reader and names no number, name, date or title.

    Why: who was impressed can say by what; a template cannot.
    Misses: facts that were scraped; German, whose nouns all have capitals, is held to numbers, titles and places; answers.
    """
    if mail.text.quoted:
        # "Great work you've done!" from somebody in the conversation.
        return NOTHING
    for hit in _praise(mail):
        sentence = _sentence(mail, hit)
        if not _names_a_fact(sentence, mail.names):
            return found(evidence("body", sentence, mail.letter.find(sentence, max(0, hit.start - 301))))
    return NOTHING


def _names_a_fact(sentence: str, names: frozenset[str]) -> bool:
    if _TITLE_OR_NUMBER.search(sentence):
        return True
    if _GERMAN.search(fold(sentence)):
        return _GERMAN_PLACE.search(sentence) is not None
    words = [fold(w).removesuffix("'s") for w in _CAPITALISED.findall(sentence) if w[0].isupper()]
    return any(w not in _NO_FACT and w not in names for w in words)


SIGNALS = (
    merge_field_left_open,
    merge_field_badly_filled,
    spintax_left_open,
    gap_where_a_name_belongs,
    greeting_names_somebody_else,
    address_taken_for_a_name,
    greeted_as_in_a_table,
    mail_host_taken_for_a_company,
    came_across_the_reader,
    flattery,
    flattery_without_a_fact,
    company_dropped_in,
    subject_carries_readers_name,
    role_at_company,
)
