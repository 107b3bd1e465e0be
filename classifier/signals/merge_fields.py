"""Merge fields: what a template leaves open, or fills with the wrong thing."""

from __future__ import annotations

import re
from itertools import islice

from classifier.evidence import NOTHING, Evidence, Reading, evidence, found
from classifier.expressions import expression
from classifier.mail import Mail
from classifier.signals.greeting import greeting_of, proof_of, readers_of
from classifier.signals.signal import signal
from classifier.words import fold

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
# How mailers write a field, by a character of its beginning: a text without that is not searched. Delimiters that prose and code
# use too ({x}, [x], %x%, $x) count with words that only fields are named by. A pattern begins with its literal, which re
# finds quickly, and looks behind it afterwards: ${{x}}, a{x} and ="{x}" are code.
_MERGE_FIELDS = tuple(
    (opener, expression(pattern))
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
        ("|", r"\*\|[a-z][a-z_:]{1,29}\|\*"),
        ("<", rf"<(?:<{_LOOSE}>>|%=? ?{_LOOSE} ?%>|(?:first|last|company)[ _]?name>)"),
        ("#", rf"#(?<![\w#]#)(?:#{_LOOSE}##|{_STRICT}#(?!\w))"),
        (
            "$",
            rf"\$(?<!\w\$)(?:\{{ ?{_STRICT} ?\}}|(?:first_?name|last_?name|company_?name|fname|lname)(?=[,.!?]|'s| [a-z]))",
        ),
        ("_", rf"__(?<!\w__){_FIELD}__(?!\w)"),
        ("@", rf"@@{_LOOSE}@@"),
    )
)
# Word's mail merge. Folding makes quotes of guillemets, so this one reads the letter itself; French puts blanks inside.
_GUILLEMETS = expression(rf"«{_LOOSE}»", re.I)
# A field of any name, where the reader's name belongs.
_GREETED_FIELD = expression(
    r"(?:hi|hello|hey|dear|hallo|liebe[rs]?|bonjour|cher|chere|hola|estimad[oa]|dzien dobry|witaj|dobry den|ciao|gentile|ola|prezad[oa]|beste) "
    r"(?:\{{1,3}[^{}|]{1,40}(?:\|[^{}|]{0,40})?\}{1,3}|\[(?:name|nom|nombre|nome|imie|naam)\]|%[a-z_]{3,20}%|<name>|\$\w{4,20}\b)"
)
# "your newsletter began with 'Dear {{first_name}}'": the reader's own template, sent back to them.
_OPEN_QUOTE = expression(r"(?:^|[\s(:])[\"'][^\"']{0,40}$")
_SENDERS_FIELDS = (
    *("from", "reply-to", "to", "sender", "return-path", "message-id", "list-unsubscribe", "list-id", "organization"),
    *("feedback-id", "x-mailer", "x-campaign", "x-campaign-id", "x-uid"),
)
"""Header fields that the sender's software writes; filters on the way leave fields of their own open."""
_HEADER_FIELD = expression(
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
    # All values at once first, as hardly any header holds such a mark.
    if _has_marks("\n".join([values[0] for values in map(mail.message.fields.get, _SENDERS_FIELDS) if values])):
        for name in _SENDERS_FIELDS:
            value = mail.message.field(name)
            if _has_marks(value) and (match := _HEADER_FIELD.search(value)):
                hits.append(evidence(f"header:{name.title()}", match.group(), match.start()))
    return found(*hits[:3])


def _has_marks(value: str) -> bool:
    return "{" in value or "%" in value or "[" in value or "]" in value or "|" in value


# What a program says when it has nothing, and the names of columns.
_NO_NAME = expression(
    r"(?:null|undefined|none|nan|#?n/?a|unknown|blank|empty|first ?_?name|fname|last ?_?name|first ?name last ?name|full ?name|your name|customer name|client name|contact name|company name|recipient"
    r"|vorname|nachname|vorname nachname|prenom|prenom nom|nombre|nombre apellidos?|imie|imie i nazwisko|jmeno|osloveni|nome|nome cognome|voornaam)"
)
_AT = r"(?:at|for|bei|chez|fur|para|dla|presso|voor|pro|per|van)"
_NOTHING_SAID = {
    word: expression(rf"{word}(?=[,.!?']|$| (?:and|team|is|has|could|can|weet)\b)")
    for word in ("null", "undefined", "nan", "company_name")
}
_SHEET_ERROR = expression(r"#(?:ref!|value!|name\?|n/a\b)")
_AFTER_AT = expression(rf"\b{_AT} $")
"""For "at null" and "for #REF!": who writes about a program or a spreadsheet has these elsewhere."""
_ENCODED = expression(
    r"&(?:amp|quot|#\d{2,4}|[a-z]{1,3}(?:acute|grave|uml|cedil|circ|tilde|caron|ron|lig|eth));|&eth;|%20|=c3="
)


@signal(unit="flag")
def merge_field_badly_filled(mail: Mail) -> Reading:
    """A merge field was filled with nothing's name, its own name or an encoding: "Hi null,", "Dear Vorname,", "Ren&eacute;e".

    Why: the list's column was empty or shifted, and nobody read the letter before it went out.
    Misses: fields filled with a likely but wrong value.
    """
    greeting = greeting_of(mail)
    if greeting is not None:
        name = fold(greeting.name)
        if greeting.end and _NO_NAME.fullmatch(name):
            # There are people called Null, None and Nan.
            if not any(name in fold(f"{r.name} {r.local}") for r in readers_of(mail)):
                return found(proof_of(mail, greeting))
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


_SPINTAX = expression(r"\{(?<![{$\w\\]\{)(?:(?:random|spin) ?\| ?)?([^{}|\n]{1,80}(?:\|[^{}|\n]{0,80}){1,12})\}")
_NESTED_SPINTAX = expression(r"\{\{ ?(?:random|spin) ?\|([^{}]{1,200})\}\}", re.I)
_SPUN = expression(r"[^\W\d_](?:[^\W\d_]|[ ',.!?-](?=[^\W\d_])){0,80}[,.!?]?$")
_OPTIONS = frozenset(
    "start stop on off yes no true false up down add del get set enable disable show left right".split()
)
"""Alternatives that usage lines of programs name."""
_BEFORE_SPUN = expression(
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


SIGNALS = (
    merge_field_left_open,
    merge_field_badly_filled,
    spintax_left_open,
)
