"""The greeting and the signature of a letter → names of its reader, its writer and the writer's firm."""

from __future__ import annotations

import re

from classifier.text import split_text

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]*"
_PARTICLE = r"(?: (?:de|da|do|dos|del|della|di|la|le|van|von|der|den|el|al|te|ten|y|e))?"
# "Anna Berg", "Dr. Hans van Dam | Office Manager", "Marcus & the Patronly team", "Mitchell from Vindbaar24"
_NAME = re.compile(
    rf"\W{{0,3}}({_CAPITAL}\.?{_PARTICLE}(?: {_CAPITAL}\.?){{0,3}})\s*"
    r"(?:[,|–(]|- |(?:za|from|at|for|@|&|and|und|et|y|i|en) |$)"
)
_NO_NAME = re.compile(
    r"\b(?:ltd|llc|llp|gmbh|inc|s\.?a\.?s?|s\.?r\.?[lo]|b\.?v|dept|department|team|unit|office|services?|support"
    r"|desk|group|company|sons|the|your|our|lists?|press|museum|association|editor\w*|abteilung|équipe|best"
    r"|thanks?|cheers|regards|warmly|sincerely|respectfully|yours|cordialement|merci|saludos|gracias"
    r"|atentamente|saluti|grazie|groet\w*|bedankt|mvg|mfg|lg|gruß|grüße|danke|pozdraw\w*|dziękuj\w*|pozdrav"
    r"|děkuj\w*|obrigad[oa]|abraço\w*|att|atenciosamente|ps|bitte|kind|dear|hello|hi|sent|name|total|date|ref"
    r"|plan|datum|status|yes|no)\b",
    re.I,
)
"""Capitalised words below a letter that are no names: closing words, firms, labels."""
_ROLE = re.compile(
    r"\b(?:\w*manager\w*|director\w*|consultant\w*|coordinator|owner|founder|partner\w*|head|lead|sales|account\w*"
    r"|executive|engineer|officer|assistant|analyst|specialist|representative|rep|sdr|ceo|cto|cfo|vp|president"
    r"|secretary|chair\w*|trainee|developer|editor|buyer|purchasing|procurement|marketing|advis[eo]r|practice"
    r"|desk|dept|department|team|\w*leit\w*|\w*berater\w*|geschäftsführ\w*|prokurist\w*|inhaber\w*|vertrieb\w*"
    r"|einkauf\w*|rechtsanw\w*|meister|responsable|gérante?|chargée?|direct\w+|attachée?|commerciale?"
    r"|assistante?|gerente|asesora?|jefa?|encargad[oa]|titolare|responsabile|ufficio|amministrazione|eigenaar"
    r"|directeur|verkoop|inkoop|adviseur|medewerker|kierowni\w*|właściciel\w*|specjalist\w*|dyrektor\w*|doradca"
    r"|koordynator\w*|dział|jednatel\w*|vedoucí|obchodn\w*|ředitel\w*|asistent\w*|konzultant\w*|sóci[oa]"
    r"|diretor\w*|gestora?|vendas|consultora?|comercial|esq|rn|phd|md|mba|fca|acca)\b",
    re.I,
)
"""What people are, which is not where they are."""
_TITLES = (
    r"(?:mr|mrs|ms|miss|dr|prof|herrn?|frau|mme|monsieur|madame|sr|sra|señora?|signora?|sig|dott|heer|mevrouw"
    r"|senhora?|pan[ie]?)"
)
_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|day)|morning|hallo|liebe[rs]?|sehr geehrte[r]?"
    r"|guten (?:tag|morgen)|moin|bonjour|cher|chère|hola|estimad[oa]|buenos días|ciao|gentile|buongiorno|cara"
    r"|caro|beste|dag|geachte|goedemorgen|oi|olá|prezad[oa]|bom dia|boa tarde|cześć|ahoj|dobrý den|vážen[ýá])[, ]+"
    rf"(?:{_TITLES}\b\.? )*({_CAPITAL})(?: ({_CAPITAL}))?\s*(?:[,!:–.-]|$)",
    re.I,
)
_TITLED = re.compile(rf"\b{_TITLES}\b", re.I)
_NOBODY = frozenset(
    (
        "Sir Sirs Madam Team All There Everyone Friends Colleague Colleagues Customer Owner Manager Director "
        "Damen Herren Kunde Kollegen Monsieur Madame Señores Titolare Lezer Heer Mevrouw Państwo Pane Paní "
        "Titular Cliente Client Again Folks Both Purchasing Website Business User Member Members Reader "
        "Vendor Sales Accounts Supplier Staff Beneficiary Office Info Exhibitor Author Authors Professor "
        "Trustees Praxen Bookseller Friend Eng Producers Clients Families Parents Tenant Resident Applicant "
    )
    .casefold()
    .split()
)
"""Who is greeted where no name is known."""


def signature_of(text: str, of_person: bool) -> tuple[str, str]:
    """Name and organisation at the end of a letter; empty where none was found.

    Args:
        text: the letter.
        of_person: a person signs; else a lone line is taken for an organisation.
    """
    letter = split_text(text)
    lines = [line.strip() for line in f"{letter.new}\n{letter.signature}".split("\n") if line.strip()]
    tail = lines[1:][-4:]  # the first line may greet by name
    names = [
        (i, m.group(1))
        for i, line in enumerate(tail)
        if len(line) < 60 and (m := _NAME.match(line)) and not _NO_NAME.search(m.group(1))
    ]
    several = [(i, name) for i, name in names if " " in name]
    at, name = several[0] if several else names[-1] if names else (len(tail), "")
    rest = tail[at].partition(name)[2].strip() if name else ""
    rest = rest[1:].strip() if rest[:1] in (",", "|", "–") else ""
    below = [line for line in (rest, *tail[at + 1 :]) if line and not re.search(r"\d|@|\.example|[.!?:]$", line)]
    pieces = [piece.strip() for line in below[:2] if len(line) < 60 for piece in re.split(r"[,|·–(]| - ", line)]
    firm = next((piece for piece in pieces if len(piece) > 2 and piece[0].isupper() and not _ROLE.search(piece)), "")
    if name and not of_person and not rest and len(tail[-1]) < 40 and at == len(tail) - 1:
        return "", name
    return name, firm


def greeted(text: str) -> tuple[str, str]:
    """First and last name in a greeting; empty where none was understood."""
    line = text.lstrip().split("\n", 1)[0][:80]
    match = _GREETING.match(line)
    if match is None or not match.group(1)[0].isupper():
        return "", ""
    one, other = match.group(1), match.group(2) or ""
    if {one.casefold(), other.casefold()} & _NOBODY or (other and not other[0].isupper()):
        return "", ""
    if other:
        return one, other
    return ("", one) if _TITLED.search(line[: match.start(1)]) else (one, "")
