"""What a gateway writes into mail from outside: ``CAUTION: This email originated outside of …`` above a letter, ``[EXTERNAL]`` in its subject.

The reader's own firm wrote it, whoever sent the mail, so that it says nothing of the sender. Exchange's mail flow rules add it
as text (`ApplyHtmlDisclaimerLocation Prepend`), and Outlook's "first contact safety tip" looks alike in exports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.expressions import expression

LINES = 8
"""A banner has at most so many lines …"""
CHARACTERS = 700
"""… and characters."""

_EXTERN = r"(?:external|extern\w{0,2}|estern[ao]|zewn[eę]trzn\w{1,3}|ext[eé]rieure?)"
_MAIL = r"(?:e-?mail|mail|message|nachricht|courriel|correo|mensaje|mensagem|messaggio|bericht|wiadomość|zpráva|sender|absender|expéditeur|remitente|remetente|mittente|afzender|nadawc\w|odes[ií]latel\w?|source|origin)"
_BEGINS = expression(
    r"[\W_]*(?:caution|warning|notice|attention|important|alert|be (?:careful|aware)|external|\[?ext\b|security|this (?:e-?mail|message)|achtung|vorsicht|warnung|hinweis|extern|diese (?:e-?mail|nachricht)"
    r"|avertissement|mise en garde|ce (?:message|courriel|mail)|atenci[oó]n|advertencia|precauci[oó]n|este (?:correo|mensaje|e-?mail)|attenzione|avviso|questa (?:e-?mail|mail)|questo messaggio"
    r"|uwaga|ostrzeżenie|ta wiadomość|aten[cç][aã]o|aviso|esta mensagem|let op|waarschuwing|pas op|deze? (?:e-?mail|mail)|dit bericht|pozor|upozornění|tato zpráva|tento e-?mail)\b",
    re.I,
)
_OUTSIDE = expression(
    rf"\b{_EXTERN}[ -]{{0,3}}{_MAIL}\b|\b{_MAIL}[ -]{{0,3}}{_EXTERN}\b"
    r"|\b(?:originat\w{1,3}|c[ao]m\w{1,3}|sent|received|is|was|been)(?: from)?(?: an?| the)? (?:external|outside)\b"
    rf"|\b{_MAIL}\b.{{0,40}}\b(?:(?!external){_EXTERN}|außerhalb|hors de|fuera de|fora d[aeo]|fuori d|spoza|van buiten|buiten (?:de|onze|uw)|mimo)\b",
    re.I,
)
_ALONE = expression(rf"[\W_]*(?:ext|{_EXTERN})(?:[ -]{_MAIL})?[\W_]*$", re.I)
_FIRST_CONTACT = expression(
    r"\W*(?:(?:you|some people who received this message) don['’]t often get e-?mail|sie erhalten nicht (?:häufig|oft) e-?mails? von|vous n['’](?:obtenez|recevez) pas souvent d['’]e-?mail"
    r"|no suele recibir correo|non si ricevono spesso messaggi|nie otrzymujesz często wiadomości|(?:você )?não costuma receber e-?mails?|u ontvangt niet vaak e-?mail|e-?maily od .{1,80} nedostáváte často)",
    re.I,
)
_ADVICE = expression(
    r"\b(?:links?|click\w*|attachments?|recogni[sz]e|safe|sender|trust\w*|klick\w*|anh[aä]nge\w*|absender|liens?|pi[eè]ces? jointes?|expéditeur|enlaces|adjuntos|remitente"
    r"|allegati|mittente|załącznik\w*|nadawc\w|anexos|remetente|bijlagen?|afzender|příloh\w*|odkaz\w*|odes[ií]latel\w*)\b",
    re.I,
)
_TAG = expression(rf"\[(?:ext|{_EXTERN})(?:[ -]{_MAIL})?\]\s*|^(?:ext|external):\s+", re.I)


def height(lines: Sequence[str]) -> int:
    """How many lines at the top of a letter a banner takes, with the empty lines and rules around it; 0 without one."""
    begin = _past_gaps(lines, 0)
    if begin == len(lines):
        return 0
    first = lines[begin][:CHARACTERS]
    if _ALONE.match(first) or _FIRST_CONTACT.match(first):
        return _past_gaps(lines, begin + 1)
    end = _told(lines, begin) if _BEGINS.match(first) else begin
    return _past_gaps(lines, end) if end > begin else 0


def _told(lines: Sequence[str], begin: int) -> int:
    """Behind the lines by which a paragraph says that the mail comes from outside, and what to beware of; ``begin`` where it does not."""
    said, end = "", begin
    for i, line in enumerate(lines[begin : begin + LINES], begin):
        said = f"{said} {line[: CHARACTERS + 1]}"
        if _gap(line) or len(said) > CHARACTERS or (end > begin and not _ADVICE.search(line)):
            break
        if end > begin or _OUTSIDE.search(said):
            end = i + 1
    return end


def without_tag(subject: str) -> str:
    """A subject without ``[EXTERNAL]``."""
    return _TAG.sub("", subject)


def _past_gaps(lines: Sequence[str], i: int) -> int:
    while i < len(lines) and _gap(lines[i]):
        i += 1
    return i


def _gap(line: str) -> bool:
    """Whether nothing but blanks and rules stands there."""
    return not line.strip(" \t-_=*~#|\xa0\u200b")
