"""Earlier mails of a thread → what a mail program puts below, or above, an answer."""

from __future__ import annotations

from classifier.training.wrap.draft import Draft, Quoted
from classifier.training.wrap.html import lines_of, marked_up
from classifier.training.wrap.mime import wrapped_text
from classifier.training.wrap.phrases import phrases_of, written_date

RULE = "_" * 32
"""What Outlook puts above a quoted mail's header in plain text."""
GMAIL_QUOTE = (
    'class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"'
)


def who(quoted: Quoted) -> str:
    """Author of a quoted mail with their address."""
    return f"{quoted.name} <{quoted.address}>".strip()


def attribution(draft: Draft, quoted: Quoted, program: str) -> str:
    """The line above a quoted mail, of ``gmail``, ``apple`` or ``thunderbird``."""
    phrases = phrases_of(draft.letter.language)
    pattern: str = getattr(phrases, program)
    author = who(quoted) if program != "thunderbird" else quoted.name or quoted.address
    return written_date(pattern, quoted.date, author, draft.letter.language)


def block(draft: Draft, quoted: Quoted) -> list[tuple[str, str]]:
    """Outlook's header of a quoted mail: label and value."""
    labels = phrases_of(draft.letter.language).labels
    date = written_date("{day} {d} {month} {y} {t}", quoted.date, "", draft.letter.language)
    return list(zip(labels, (who(quoted), date, quoted.to, quoted.subject), strict=True))


def plain_quotes(draft: Draft, program: str) -> str:
    """What is quoted, for a plain part; empty when nothing is."""
    return _plain(draft, draft.quoted, program)


def _plain(draft: Draft, rest: tuple[Quoted, ...], program: str) -> str:
    if not rest:
        return ""
    quoted = rest[0]
    older = _plain(draft, rest[1:], program)
    text = quoted.text + (f"\n\n{older}" if older else "")
    if draft.forwards and program in ("gmail", "apple"):
        lines = [
            phrases_of(draft.letter.language).forwarded,
            *(f"{label}: {value}" for label, value in block(draft, quoted)),
        ]
        return "\n".join([*lines, "", text])
    if program == "outlook":
        return "\n".join([RULE, *(f"{label}: {value}" for label, value in block(draft, quoted)), "", text])
    if program == "desktop":
        lines = [f"{label}: {value}" for label, value in block(draft, quoted)]
        return "\n".join([phrases_of(draft.letter.language).original, *lines, "", text])
    line = attribution(draft, quoted, program)
    if program != "apple":
        text = wrapped_text(text, 72)
    marked = "\n".join(f"> {x}" if x and x[0] != ">" else f">{x}" for x in text.split("\n"))
    if program == "apple":
        return f"> {line}\n> \n{marked}"
    return f"{line}\n\n{marked}" if program == "gmail" else f"{line}\n{marked}"


def html_quotes(draft: Draft, program: str) -> str:
    """What is quoted, for an HTML part; empty when nothing is."""
    return _html(draft, draft.quoted, program)


def _html(draft: Draft, rest: tuple[Quoted, ...], program: str) -> str:
    if not rest:
        return ""
    quoted = rest[0]
    text = lines_of(quoted.text, "<div>{}</div>", "<div><br></div>") + _html(draft, rest[1:], program)
    rows = block(draft, quoted)
    head = "<br>\n".join(f"<b>{label}:</b> {marked_up(value)}" for label, value in rows)
    if program == "outlook":
        return (
            '<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">'
            '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">'
            f"{head}</font>"
            f"<div>&nbsp;</div>\n</div>\n<div>{text}</div>"
        )
    if program == "desktop":
        body = lines_of(
            quoted.text, '<p class="MsoNormal">{}<o:p></o:p></p>\n', '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n'
        )
        return (
            '<div>\n<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">\n'
            f'<p class="MsoNormal">{head}<o:p></o:p></p>\n</div>\n</div>\n{body}{_html(draft, rest[1:], program)}'
        )
    if draft.forwards:
        line = marked_up(phrases_of(draft.letter.language).forwarded) + f"<br>{head}<br><br>"
    else:
        line = marked_up(attribution(draft, quoted, program))
    if program == "gmail":
        return (
            f'<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{line}<br></div>'
            f"<blockquote {GMAIL_QUOTE}>{text}</blockquote></div>"
        )
    if program == "thunderbird":
        return (
            f'    <div class="moz-cite-prefix">{line}<br>\n    </div>\n    <blockquote type="cite">\n{text}\n'
            "    </blockquote>\n"
        )
    return (
        f'<div><br><blockquote type="cite"><div>{line}</div><br class="Apple-interchange-newline">'
        f"<div>{text}</div></blockquote></div>"
    )
