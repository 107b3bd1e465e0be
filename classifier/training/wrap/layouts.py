"""A letter → the HTML of a mail sent by a service: tables of a newsletter, or paragraphs that look typed."""

from __future__ import annotations

from html import escape

from classifier.training.wrap import html
from classifier.training.wrap.draft import Draft
from classifier.training.wrap.html import Link
from classifier.training.wrap.phrases import phrases_of
from classifier.training.wrap.tokens import HEX, token

PREHEADER = 90
"""Characters of the letter that are repeated, hidden, for the inbox's list."""
FONTS = ("Helvetica,Arial,sans-serif", "Georgia,serif", "'Open Sans',Arial,sans-serif", "Verdana,Geneva,sans-serif")
HEAD = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n'
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1.0">\n'
)
STYLE = (
    '<style type="text/css">\nbody {margin:0;padding:0;background:#f4f4f4}\n'
    "@media only screen and (max-width:%spx) {.wrap {width:100%% !important}}\n</style>\n"
)
HIDDEN = (
    '<div style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;color:#ffffff">%s%s</div>\n'
)
TABLE = (
    '<table role="presentation" width="100%%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f4f4f4">'
    '<tr><td align="center">\n'
    '<table role="presentation" class="wrap" width="%s" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff">\n'
    "%s</table>\n</td></tr></table>\n"
)
CELL = (
    '<tr><td align="{}" style="padding:{}px 24px;font-family:{};font-size:{}px;color:{};line-height:1.5">\n'
    "{}</td></tr>\n"
)
BUTTON = (
    ' style="background-color:%s;color:#ffffff;padding:10px 22px;text-decoration:none;border-radius:4px;'
    'display:inline-block"'
)


def letter(draft: Draft, link: Link, footer: list[str], unsubscribe: str, online: str) -> str:
    """A mail that a service sends, made to look typed; without the end. There is no web copy (``online``) of it."""
    del online
    below = "<br>\n".join(map(escape, footer))
    if unsubscribe:
        below += f'<br>\n<a href="{escape(unsubscribe)}">{phrases_of(draft.letter.language).unsubscribe}</a>'
    foot = f'<p style="font-size:11px;color:#888888">{below}</p>\n' if below else ""
    styles = (' style="margin:0 0 14px"', "", ' style="font-family:Arial,sans-serif;font-size:14px"')
    paragraph = f"<p{draft.kept('letter').choice(styles)}>{{}}</p>\n"
    return f"<!DOCTYPE html>\n<html>\n<body>\n{html.paragraphs_of(draft.letter.text, paragraph, link)}{foot}"


def tables(draft: Draft, link: Link, footer: list[str], unsubscribe: str, online: str) -> str:
    """A mail laid out in tables: preheader, head, text, button, foot; without the end.

    Args:
        draft: the letter.
        link: where links lead.
        footer: lines at the foot; without any there is none.
        unsubscribe: address of the way out; empty for none.
        online: address of the web copy; empty for none.
    """
    kept, phrases = draft.kept("layout"), phrases_of(draft.letter.language)
    color = "#" + token(kept, HEX, 6)
    width, font = kept.choice((560, 600, 600, 640)), kept.choice(FONTS)
    text = draft.letter.text
    hidden = ""
    if kept.random() < 0.6:
        hidden = HIDDEN % (escape(" ".join(text.split())[:PREHEADER]), "&nbsp;&zwnj;" * kept.randint(0, 40))
    cell = CELL.format
    rows = []
    if online:
        web = f'<a href="{escape(online)}" style="color:#999999">{escape(phrases.online)}</a>'
        rows.append(cell("right", 8, font, 11, "#999999", web))
    if kept.random() < 0.6:
        url = f"https://www.{draft.sender.domain}/logo-{token(kept, HEX, 8)}.png"
        size = f'width="{kept.randint(110, 260)}" height="{kept.randint(36, 90)}"'
        logo = f'<img src="{url}" {size} alt="{escape(draft.sender.firm)}" style="display:block;border:0">'
        rows.append(cell("center", 20, font, 20, color, logo))
    anchor = BUTTON % color if kept.random() < 0.4 else f' style="color:{color}"'
    body = html.paragraphs_of(text, '<p style="margin:0 0 16px 0">{}</p>\n', link, anchor)
    rows.append(cell("left", 12, font, kept.choice((14, 15, 16)), "#333333", body))
    if footer:
        below = "<br>\n".join(map(escape, footer))
        if unsubscribe:
            style = "color:#999999;text-decoration:underline"
            below += f'<br>\n<a href="{escape(unsubscribe)}" style="{style}">{escape(phrases.unsubscribe)}</a>'
        rows.append(cell("center", 20, font, 11, "#999999", below))
    head = f"{HEAD}<title>{escape(draft.subject)}</title>\n{STYLE % width}</head>\n"
    return f'{head}<body style="margin:0;padding:0">\n{hidden}{TABLE % (width, "".join(rows))}'
