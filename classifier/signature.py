"""New text of a letter → the letter, and what stands below it: signature, card, disclaimer, advertisement of a telephone or a mailbox."""

from __future__ import annotations

import re

from classifier.expressions import expression

ADVERTISEMENT_LINES = 6
"""An advertisement of the mailbox's provider stands within this many lines of the end, its line above included."""
SIGNATURE_LINES = 14
"""A signature stands within this many lines of the end."""
LEAST_WORDS = 3
"""Words that must stand above a card: a letter of less is the card's, "Kimberly's number is below"."""

_DELIMITER = expression(r"-- ?$|--$|—$|-{2,3} $|_{2,9}$|\*{3,}$")
_CLOSING = expression(
    r"\s*(?:(?:with )?(?:best|kind|warm|many|all the best|thanks|thank you|regards|cheers|sincerely|yours|respectfully|cordially|take care|talk soon|love)\b"
    r"|mit (?:freundlichen|besten|lieben|herzlichen)|(?:viele|beste|liebe|herzliche|freundliche|schöne) grüße|gruß|lg\b|mfg\b|hochachtungsvoll|servus"
    r"|cordialement|bien (?:cordialement|à vous)|(?:meilleures|sincères) salutations|salutations|amicalement|bonne journée|cdlt"
    r"|(?:un )?(?:cordial )?saludos?\b|atentamente|un abrazo|cordialmente|quedo a|saludos cordiales"
    r"|(?:z |serdecznie |łączę )?(?:poważaniem|pozdrowieni\w*|pozdrawiam)|z wyrazami|pozdr\b"
    r"|cordiali saluti|distinti saluti|un saluto|saluti|a presto|buona giornata"
    r"|(?:com os )?(?:melhores )?cumprimentos|atenciosamente|abraços?|att\b|obrigad[oa]"
    r"|met vriendelijke groet\w*|vriendelijke groet\w*|groet(?:en|jes)?\b|mvg\b|hartelijke groet\w*"
    r"|s (?:pozdravem|přátelským|úctou)|hezký den|zdravím|děkuji)"
    r"[^\n.?!]{0,40}[.,!]?\s*$",
    re.I,
)
_ADVERTISEMENT = expression(r"_{20,}\s*$")
"""Providers of free mailboxes draw this line above the few lines in which they advertise themselves."""
_CONTACT = expression(
    r"(?!\d{4}-\d\d-\d\d)(?<![\w-])\+?\(?(?=(?:\D?\d){7})\d{1,5}\)?(?:[ ./-]{1,2}\(?\d{2,8}\)?){1,5}(?!\w)|(?:\b|\()(?:tel|phone|ph|fax|mobile?|cell|direct|pager|office|e-?mail)\b[.:)]|[\w.+-]@[\w-]+\.\w",
    re.I,
)
_PERSON = expression(r"[^\W\d_][\w.'’-]*(?: [^\W\d_(\"'][\w.'’\")-]*){1,3}(?:, [\w. ]{2,20})?$")
# What a telephone or a firm puts below a letter, by its first words: most lines begin with none of them.
_BELOW = {
    word: expression(pattern, re.I)
    for words, pattern in {
        "sent": r"\s*sent (?:from|via|with) (?:my )?\w",
        "get": r"\s*get outlook for",
        "von": r"\s*von meinem .{1,40} gesendet",
        "gesendet": r"\s*gesendet (?:von|mit|aus)\b",
        "envoyé": r"\s*envoyé (?:de|depuis) (?:mon|ma)\b",
        "enviado": r"\s*enviado (?:desde|do|de) (?:mi|meu)\b",
        "wysłane wysłano": r"\s*wysłan[eo] z (?:mojego|telefonu|iphone)",
        "inviato": r"\s*inviato da(?:l mio)? ",
        "verzonden": r"\s*verzonden vanaf? mijn",
        "odesláno": r"\s*odesláno z(?: mého)? ",
        "télécharger": r"\s*télécharger outlook",
        "outlook": r"\s*outlook für ",
        "this": r"\W*this (?:e-?mail|message|communication|transmission)\b.{0,120}\b(?:confidential|intended|privileged|property)",
        "confidential confidentiality": r"\W*confidential(?:ity)?\b.{0,20}(?:notice|note|:)",
        "the": r"\W*the information (?:contained )?in this (?:e-?mail|message)",
        "disclaimer": r"\W*disclaimer\b",
        "important": r"\W*important notice:",
        "diese": r"\W*diese (?:e-?mail|nachricht) (?:enthält|ist|kann)",
        "der": r"\W*der inhalt dieser e-?mail",
        "ce": r"\W*ce (?:message|courriel|mail)\b.{0,80}confidentiel",
        "este": r"\W*este (?:mensaje|correo|e-?mail|mensagem)\b.{0,80}confiden",
        "esta": r"\W*esta mensagem\b.{0,80}confiden",
        "ta": r"\W*ta wiadomość\b.{0,80}(?:poufn|przeznaczon)",
        "niniejsza": r"\W*niniejsza wiadomość",
        "questo": r"\W*questo messaggio\b.{0,80}(?:riservat|confiden)",
        "dit": r"\W*dit (?:e-?mail)?bericht\b.{0,80}(?:vertrouwelijk|bestemd)",
        "tato": r"\W*tato zpráva\b.{0,80}(?:důvěrn|určen)",
        "please": r"\W*please consider the environment",
        "think": r"\W*think before you print",
        "pensez": r"\W*pensez à l.environnement",
    }.items()
    for word in words.split()
}
_FIRST_BELOW = expression(rf"\W*+({'|'.join(_BELOW)})(?!\w)", re.I)


def split_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """New text → (letter, signature), at a delimiter, a disclaimer, or after closing words near the end."""
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        del lines[0]
    cut = len(lines)
    for i, line in enumerate(lines):
        if len(line) <= 12 and i and _DELIMITER.match(line) and len(lines) - i <= 4 * SIGNATURE_LINES:
            cut = i
            break
        if i and (_stands_below(line[:240]) or _advertisement(lines, i)):
            cut = i
            break
    for i in range(max(1, cut - SIGNATURE_LINES), cut):
        if len(lines[i]) < 60 and _CLOSING.match(lines[i]) and _all_short(lines[i + 1 : cut]):
            return lines[: i + 1], lines[i + 1 :]
    card = _card(lines, cut)
    return lines[:card], lines[card:]


def _card(lines: list[str], cut: int) -> int:
    """Where, above ``cut``, a card begins that no closing words announce: a name, and short lines of which one tells how to reach it; else ``cut``."""
    start, told = cut, False
    for i in range(cut - 1, max(0, cut - SIGNATURE_LINES), -1):
        line = lines[i].strip()
        if not line:
            if told and _names_somebody(lines[start].strip()):
                return start if sum(len(above.split()) for above in lines[:i]) >= LEAST_WORDS else cut
        elif len(line) >= 60 or line[-1] in "?!;" or (line[-1] in ".,:" and line.count(" ") > 4):
            break
        else:
            start, told = i, told or _CONTACT.search(line) is not None
    return cut


def _names_somebody(line: str) -> bool:
    """Whether a line is a name as a person writes it: two to four words, the first and the last of them capitalised."""
    name = line.partition(",")[0].split(" ")
    return _PERSON.match(line) is not None and name[0][0].isupper() and name[-1][0].isupper()


def _stands_below(line: str) -> bool:
    first = _FIRST_BELOW.match(line)
    pattern = _BELOW.get(first.group(1).lower()) if first else None
    return pattern is not None and pattern.match(line) is not None


def _advertisement(lines: list[str], i: int) -> bool:
    """Whether line ``i`` is the one that a provider draws above its advertisement, the last few lines of the mail."""
    return len(lines) - i <= ADVERTISEMENT_LINES and _ADVERTISEMENT.match(lines[i]) is not None


def _all_short(lines: list[str]) -> bool:
    return all(len(line) < 90 for line in lines)
