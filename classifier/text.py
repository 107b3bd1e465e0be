"""`Message` → what its sender newly wrote, apart from quoted mails, signature, footers and patches.

Three kept libraries were tried on 877 real mails before this was written (experiment 1 in notebooks/README.md): each
left quoted text of one mail in five behind, or knew English only, or did not end within 5 s on hostile input.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from classifier import banners
from classifier.expressions import expression
from classifier.signature import split_signature

if TYPE_CHECKING:
    from classifier.html import Html
    from classifier.message import Message

MAX_LINES = 5_000
"""Lines of a letter that are looked at."""
MAX_LINE = 2_000
"""Characters of a line that are matched against patterns."""
SHORT_PART = 300
"""Characters up to which a plain part may be a stub: "View online: https://…"."""

# "On 3 May 2024 at 10:12, Anna Berg <anna@berg.example> wrote:", in the nine languages. The verb ends the line, so
# the test for the first word comes first and is cheap.
_ATTRIBUTION_START = expression(r"\s*(?:on|at|in|am|le|el|il|em|op|w dniu|dnia|dne|quoting)\b", re.I)
_DATED = expression(r".{0,60}\b(?:19|20)\d\d\b")
_ATTRIBUTION_END = expression(
    r"(?:\bwrote|\bwrites|\bschrieb(?: .{0,100})?|\ba écrit|\bécrit|\bescribió|\bnapisał(?:\(a\)|a)?|\bha scritto|\bescreveu"
    r"|\bschreef(?: .{0,100})?|\bnapsal(?:\(a\)|a)?|\bskrev(?: .{0,100})?|\bpisze|\bgeschreven)\s*:\s*$",
    re.I,
)
# Outlook separates with a header block instead, in the language of its user.
_ORIGINAL = expression(
    r"\s*(?:-{3,}|_{3,})\s*(?:original message|original appointment|forwarded (?:message|by)|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|message d.origine|message transféré|mensaje original|mensaje reenviado|wiadomość oryginalna|oryginalna wiadomość"
    r"|przekazana wiadomość|messaggio originale|messaggio inoltrato|mensagem original|mensagem encaminhada"
    r"|oorspronkelijk bericht|doorgestuurd bericht|původní zpráva|přeposlaná zpráva|původní e-mail)"
    r"|\s*begin forwarded message:|\s*anfang der weitergeleiteten|\s*début du message (?:transféré|réexpédié)",
    re.I,
)
_HEADER_FROM = expression(r"\s*\*?(?:from|von|de|od|da|van|expéditeur|mittente|remetente)\*?\s*:\s*\*?\s*\S", re.I)
_HEADER_NEXT = expression(
    r"\s*\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|enviada|fecha|para|asunto|assunto|data"
    r"|wysłano|do|temat|inviato|a|oggetto|verzonden|aan|onderwerp|odesláno|komu|předmět|cc)\*?\s*(?: le| el| em)?\s*:",
    re.I,
)
# Who reports a mail pastes its header.
_TRACE = expression(
    r"\s*(?:(?:return-path|delivered-to|x-original-to|envelope-to): ?<?\S*@|received: (?:from|by) \S)", re.I
)
_QUOTED = expression(r"\s{0,3}(?:>|\|\s?>|[A-Z]{1,3}> ?)")
_OWN_MARK = expression(r"[^\w\s\"'(\[<.„“«]{1,3}")
_BULLETS_AND_RULES = "-*+•–·=_~"
_LEFT_OUT = expression(r"\W{0,3}(?:sni[pt](?:ped)?|\.\.\.|…)\W{0,3}$", re.I)
_LIST_FOOTER = expression(
    r"\s*(?:to unsubscribe(?: from this (?:list|group)|, e?-?mail|,? send)|unsubscribe from this (?:list|group)|you received this message because you are subscribed"
    r"|you are receiving this (?:mail|message) because:|more majordomo info at|please read the faq at|this sf\.net email|for unsubscribe|list archives?:|mailing list (?:archive|faq))"
    r"|-{5,} ?yahoo! groups sponsor|.{1,60}\bmailing list\s*$|\s*https?://\S{1,100}/(?:mailman|listinfo|postorius)\b",
    re.I,
)
_RULE = expression(r"\s*[-_=*~#]{20,}\s*$")
_PATCH = expression(
    r"(?:diff --git | \S{1,200} {1,80}\| {1,6}(?:\d+ [+-]*|Bin )|Index: \S+|--- a/|\+\+\+ b/|@@ -\d+,\d+ \+\d+|-----BEGIN PGP SIGNATURE|begin \d{3} \S)"
)
_URL = expression(r"https?://\S+")
_PGP = expression(r"-----BEGIN PGP SIGNED MESSAGE-----|Hash: SHA\d+$")
# How lines begin that footers, patches, header blocks and the like begin with.
_MARKED = expression(
    r"\s*(?:[-_=*~#+@]|(?:from|von|de|od|da|van|expéditeur|mittente|remetente)\*?\s*:|begin|anfang|début|diff --git|index: |hash: "
    r"|to unsubscribe|unsubscribe|you (?:received|are)|more majordomo|please read|this sf|for unsub|list archive|mailing list|http"
    r"|return-path:|delivered-to:|x-original-to:|envelope-to:|received:)",
    re.I,
)


class Text(NamedTuple):
    """A letter taken apart; every line of its text stands in one of these."""

    new: str
    """What the sender newly wrote, closing words included."""
    signature: str
    """Name, role, address, phone's advertisement, disclaimer."""
    quoted: str
    """Earlier mails that are repeated."""
    attributions: tuple[str, ...]
    """Lines that say who wrote what is quoted."""
    footer: str
    """What a list server or group appended."""
    patch: str
    """Source code, encoded files and PGP blocks sent in the text."""


def written(message: Message, html: Html) -> Text:
    """What the sender newly wrote, from the plain part or, where that is missing or a stub, from the HTML."""
    visible = html.visible.strip()
    text = split_text(message.plain)
    stub = len(message.plain) < SHORT_PART and len(_URL.sub("", text.new).strip()) < len(visible) // 2
    if visible and (stub or not text.new):
        text = split_text(visible)
        return text._replace(quoted="\n".join(filter(None, (text.quoted, html.quoted.strip()))))
    return text


def split_text(text: str) -> Text:
    """Text of a mail → its pieces, in one pass over its lines."""
    lines = text.split("\n", MAX_LINES)[:MAX_LINES]
    colons = _near_a_colon(lines)
    new: list[str] = []
    quoted: list[str] = []
    footer: list[str] = []
    patch: list[str] = []
    attributions: list[str] = []
    i, n = banners.height(lines), len(lines)
    footer.extend(lines[:i])
    mark = ">"
    while i < n:
        line = lines[i][:MAX_LINE]
        if (">" in line[:7] and _QUOTED.match(line)) or (mark != ">" and line.startswith(mark)):
            quoted.append(line.removeprefix(mark).lstrip(" >|"))
        elif not line.strip():
            new.append("")
        elif height := _attribution(lines, i) if colons[i] else 0:
            attributions.append(" ".join(" ".join(lines[i : i + height]).split())[:300])
            i += height
            mark = _mark(lines, i)
            if not mark:  # all that follows is hers
                quoted.extend(lines[i:])
                break
            continue
        elif not _may_end_the_letter(line):
            new.append(line)
        elif _ORIGINAL.match(line) or _header_block(lines, i):
            attributions.append(line.strip()[:300])
            below = _below_header_block(lines, i)
            # Where nothing stands above but what follows is marked, the answers stand between its lines.
            i, begun = (n if any(new) or not _quote_follows(lines, below) else below), i
            quoted.extend(lines[begun:i])
            continue
        elif _TRACE.match(line):
            quoted.extend(lines[i:])
            break
        elif _LIST_FOOTER.match(line) or (_RULE.match(line) and _footer_follows(lines, i + 1)):
            footer.extend(lines[i:])
            break
        elif _PATCH.match(line):
            if new and new[-1] == "---":  # git puts it before the list of files
                new.pop()
            patch.extend(lines[i:])
            break
        elif not _PGP.match(line):
            new.append(line)
        i += 1
    body, signature = split_signature(new)
    return Text(
        "\n".join(body).strip(),
        "\n".join(signature).strip(),
        "\n".join(quoted).strip(),
        tuple(attributions[:20]),
        "\n".join(footer).strip(),
        "\n".join(patch).strip(),
    )


def _may_end_the_letter(line: str) -> bool:
    """Whether a line needs a closer look; most need none. Footers end in "mailing list", git writes "file.c | 2 +-"."""
    return _MARKED.match(line) is not None or "|" in line or line.rstrip()[-1:] in ("t", "T")


def _near_a_colon(lines: list[str]) -> list[bool]:
    """Of each line whether it or one of the next two ends with a colon: an attribution, which takes so many, does."""
    ends = [line.rstrip()[-1:] == ":" for line in lines]
    return list(map(any, zip(ends, [*ends[1:], False], [*ends[2:], False, False], strict=False)))


def _attribution(lines: list[str], i: int) -> int:
    """How many lines an attribution takes that begins at line ``i``; 0 when none does."""
    first = lines[i][:MAX_LINE]
    if not (_ATTRIBUTION_START.match(first) or _DATED.match(first)):
        # "Anna Berg <anna@berg.example> wrote:" has no first word to know it by.
        likely = first.rstrip()[-1:] == ":" and len(first) < 200 and ("wr" in first or "@" in first)
        return int(likely and _ATTRIBUTION_END.search(first) is not None)
    for height in (1, 2, 3):
        if i + height > len(lines):
            break
        last = lines[i + height - 1][:MAX_LINE]
        if not last.strip():
            break
        # German and Dutch put the verb before the name, so that it may stand a line above the end.
        if last.rstrip().endswith(":") and len(last) < 300 and _ATTRIBUTION_END.search(" ".join(lines[i : i + height])):
            # "At the pavilion my sister wrote:" tells no date and no address.
            told = any(c.isdigit() or c == "@" for line in lines[i : i + height] for c in line)
            return height if told or _quote_follows(lines, i + height) else 0
    return 0


def _quote_follows(lines: list[str], i: int) -> bool:
    """Whether the next line with text is marked as quoted."""
    for line in lines[i : i + 4]:
        if line.strip():
            return _QUOTED.match(line) is not None
    return False


def _mark(lines: list[str], i: int) -> str:
    """What marks the quoted lines that begin at line ``i``: ">", or a sign of the writer's own such as "| "; empty when nothing does."""
    ahead = [line for line in lines[i : i + 8] if line.strip() and not _LEFT_OUT.match(line[:40])][:3]
    if any(_QUOTED.match(line) for line in ahead):
        return ">"
    if not ahead or not (found := _OWN_MARK.match(ahead[0])):
        return ""
    mark = found[0]
    # "#general is where we meet" is no quote: a sign of one character must come twice.
    marked = len(mark) > 1 or sum(line.startswith(mark) for line in ahead) > 1
    return mark if marked and mark.strip(_BULLETS_AND_RULES) else ""


def _header_block(lines: list[str], i: int) -> bool:
    """Whether Outlook's block of From, Sent, To, Subject begins at line ``i``."""
    if not _HEADER_FROM.match(lines[i][:80]):
        return False
    following = [line for line in lines[i + 1 : i + 6] if line.strip()][:3]
    return sum(_HEADER_NEXT.match(line[:80]) is not None for line in following) >= 2


def _below_header_block(lines: list[str], i: int) -> int:
    """Where the text begins below a line that announces another mail, and the few header fields that may follow it."""
    end = min(i + 9, len(lines))
    i += 1
    while i < end and (not lines[i].strip() or _HEADER_FROM.match(lines[i][:80]) or _HEADER_NEXT.match(lines[i][:80])):
        i += 1
    return i


def _footer_follows(lines: list[str], i: int) -> bool:
    return any(_LIST_FOOTER.match(line[:MAX_LINE]) for line in lines[i : i + 3])
