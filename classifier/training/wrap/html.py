"""Typed text → HTML as each mail program or service marks it up."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from html import escape

Link = Callable[[str], str]
"""Address of a link → where it leads in the mail: itself, or a counter."""

_ADDRESS = re.compile(
    r"(?<![\w@./-])(?:(?P<mail>[\w.+-]{1,64}@(?:[\w-]{1,40}\.){1,4}example)"
    r"|(?P<url>(?:https?://)?(?:[a-z0-9-]{1,40}\.){1,4}example(?:/[\w/?=&.%#~-]*[\w/])?))",
    re.I,
)

WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" \
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="Generator" content="Microsoft Word 15 (filtered medium)">
<style><!--
/* Font Definitions */
@font-face
	{font-family:"Cambria Math";
	panose-1:2 4 5 3 5 4 6 3 2 4;}
@font-face
	{font-family:%(font)s;
	panose-1:2 15 5 2 2 2 4 3 2 4;}
/* Style Definitions */
p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin:0cm;
	font-size:%(size)s;
	font-family:"%(font)s",sans-serif;
	mso-fareast-language:EN-US;}
a:link, span.MsoHyperlink
	{mso-style-priority:99;
	color:#0563C1;
	text-decoration:underline;}
span.EmailStyle17
	{mso-style-type:personal-compose;
	font-family:"%(font)s",sans-serif;
	color:windowtext;}
.MsoChpDefault
	{mso-style-type:export-only;
	mso-fareast-language:EN-US;}
@page WordSection1
	{size:612.0pt 792.0pt;
	margin:70.85pt 70.85pt 2.0cm 70.85pt;}
div.WordSection1
	{page:WordSection1;}
--></style>
</head>
<body lang="%(lang)s" link="#0563C1" vlink="#954F72" style="word-wrap:break-word">
<div class="WordSection1">
"""
APPLE_HEAD = (
    '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>'
    '<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'
)
ROUNDCUBE_HEAD = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /></head>'
    "<body style='font-size: 10pt; font-family: Verdana,Geneva,sans-serif'>\n"
)
PHONE_HEAD = '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">'
MOZILLA_HEAD = (
    "<!DOCTYPE html>\n<html>\n  <head>\n\n"
    '    <meta http-equiv="content-type" content="text/html; charset=UTF-8">\n  </head>\n  <body>\n'
)
OFFICE_HEAD = (
    '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
    '<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\n'
    '</head>\n<body dir="ltr">\n'
)
OFFICE_LINE = (
    'class="elementToProof" style="font-family: Aptos, Aptos_EmbeddedFont, Calibri, Helvetica, sans-serif; '
    'font-size: 12pt; color: rgb(0, 0, 0);"'
)
GMAIL_SIGNATURE = (
    '<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br>'
    '<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">'
)


def same(url: str) -> str:
    """A link that leads where it says."""
    return url


def marked_up(line: str, link: Link = same, attributes: str = "") -> str:
    """One line, escaped, its addresses made links."""
    out, at = [], 0
    for match in _ADDRESS.finditer(line):
        shown = match.group()
        href = f"mailto:{shown}" if match["mail"] else link(shown if "://" in shown else f"http://{shown}")
        out += [escape(line[at : match.start()]), f'<a href="{escape(href)}"{attributes}>{escape(shown)}</a>']
        at = match.end()
    return "".join(out) + escape(line[at:])


def lines_of(text: str, one: str, empty: str, link: Link = same, attributes: str = "") -> str:
    """Each line in ``one``, where ``{}`` stands for it; empty ones as ``empty``."""
    return "".join(one.replace("{}", marked_up(x, link, attributes)) if x.strip() else empty for x in text.split("\n"))


def paragraphs_of(text: str, one: str, link: Link = same, attributes: str = "", line_end: str = "<br>\n") -> str:
    """Each paragraph in ``one``, its lines divided by ``line_end``."""
    paragraphs = re.split(r"\n{2,}", text.strip("\n"))
    return "".join(
        one.replace("{}", line_end.join(marked_up(x, link, attributes) for x in p.split("\n"))) for p in paragraphs
    )


def gmail(text: str, link: Link = same, direction: str = "ltr") -> str:
    """Gmail: the first line bare, the others in ``div``; the signature in one of its own."""
    letter, dashes, signature = text.partition("\n-- \n")
    first, _, rest = letter.partition("\n")
    html = f'<div dir="{direction}">{marked_up(first, link)}'
    if rest:
        html += lines_of(rest, "<div>{}</div>", "<div><br></div>", link)
    if dashes:
        html += f"{GMAIL_SIGNATURE}{lines_of(signature, '{}<br>', '<br>')}</div></div>"
    return html + "</div>"


def word(text: str, language: str, draw: random.Random, link: Link = same) -> str:
    """Outlook for Windows, which is Word: without the end, so that a quoted mail may follow."""
    font, size = draw.choice((("Calibri", "11.0pt"), ("Calibri", "11.0pt"), ("Aptos", "12.0pt"), ("Arial", "10.0pt")))
    head = WORD_HEAD % {
        "font": font,
        "size": size,
        "lang": {"en": "EN-GB", "cs": "CS", "pt": "PT-BR"}.get(language, language.upper()),
    }
    return head + lines_of(
        text, '<p class="MsoNormal">{}<o:p></o:p></p>\n', '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n', link
    )


def office(text: str, link: Link = same) -> str:
    """Outlook on the web and the new Outlook; without the end."""
    return OFFICE_HEAD + lines_of(
        text, f"<div {OFFICE_LINE}>\n{{}}</div>\n", f"<div {OFFICE_LINE}>\n<br>\n</div>\n", link
    )


def apple(text: str, link: Link = same) -> str:
    """Apple Mail; without the end."""
    return APPLE_HEAD + lines_of(text, "<div>{}</div>", "<div><br></div>", link)


def phone(text: str, link: Link = same) -> str:
    """Mail on phones, Apple's and others; without the end."""
    first, _, rest = text.partition("\n")
    return f"{PHONE_HEAD}{marked_up(first, link)}" + (
        lines_of(rest, "<div>{}</div>", "<div><br></div>", link) if rest else ""
    )


def mozilla(text: str, link: Link = same) -> str:
    """Thunderbird; without the end."""
    return MOZILLA_HEAD + paragraphs_of(text, "    <p>{}</p>\n", link, ' class="moz-txt-link-freetext"', "<br>\n      ")


def script(text: str, link: Link = same) -> str:
    """What a script makes of text: line ends become tags."""
    return paragraphs_of(text, "{}<br />\n<br />\n", link, line_end="<br />\n")


def styled(text: str, link: Link = same) -> str:
    """What sequencers make of text: paragraphs of a rich-text editor."""
    return lines_of(text, "<div>{}</div>\n", "<div><br></div>\n", link, ' target="_blank"')


def pixel(url: str, draw: random.Random) -> str:
    """An image too small to see."""
    style = draw.choice(
        (
            'width="1" height="1" border="0"',
            'width="1" height="1" style="display:none"',
            'width="1" height="1" alt=""',
            'style="width:1px;height:1px;opacity:0"',
            'height="1" width="1" style="display:none !important"',
        )
    )
    return f'<img src="{escape(url)}" {style}>'
