"""An HTML part → what a reader sees, what is hidden from them, and where its links and images point."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from classifier.expressions import expression

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_ELEMENTS = 2_000
"""Anchors, images and styled elements that are looked at, each; a newsletter has about 100."""

MAX_TAGS = 10_000
"""HTML is read this far: lexbor needs quadratic time for elements that are never closed."""

_SPACE = expression(r"\s+")
_BLOCK = expression(r"(?=<(?:br|hr|/?(?:p|div|tr|li|ul|ol|table|h[1-6]|blockquote|pre|section|article))\b)", re.I)
_HIDING = expression(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0\s*(?:;|!|$)|max-height\s*:\s*0(?:px)?\s*(?:;|!|$)|mso-hide\s*:\s*all)",
    re.I,
)
_UNSEEN = "script, style, title, noscript, template, object"
_QUOTING = "blockquote[type=cite], .gmail_quote, .yahoo_quoted, #divRplyFwdMsg ~ *, .moz-cite-prefix, #appendonsend ~ *"
"""How Apple Mail and Thunderbird, Gmail, Yahoo, Outlook and Thunderbird mark a quoted mail."""


class Anchor(NamedTuple):
    """A link as the reader sees it."""

    href: str
    text: str


class Image(NamedTuple):
    """An image loaded from somewhere when the mail is opened."""

    src: str
    width: str
    height: str
    style: str


class Html(NamedTuple):
    """One HTML part, read once."""

    visible: str = ""
    """Text outside quoted mails, a line a block."""
    quoted: str = ""
    """Text of quoted mails, as mail programs mark them up."""
    hidden: str = ""
    """Text that its style keeps from the reader."""
    anchors: tuple[Anchor, ...] = ()
    """Links outside quoted mails."""
    images: tuple[Image, ...] = ()
    """Images outside quoted mails."""
    tables: int = 0
    styled: int = 0
    """Elements with a style attribute: designed mail has many."""


def read_html(html: str) -> Html:
    """HTML of a part → `Html`. Never raises: lexbor builds a tree from anything."""
    if not html.strip():
        return Html()
    # White space in the source means nothing; line ends are put where blocks begin and end.
    tree = _parser()(_BLOCK.sub("\n", _SPACE.sub(" ", _bounded(html))))
    body = tree.body
    if body is None:
        return Html()
    _cut(tree.css(_UNSEEN), _UNSEEN)
    quoted = _cut(tree.css(_QUOTING), _QUOTING)
    styled = tree.css("[style]")
    # A hidden block that holds an image stays: that is how tracking pixels are kept out of sight.
    hidden = _cut([n for n in styled if _hides(n) and n.css_first("img[src]") is None], "[style]")
    anchors = [
        Anchor((a.attributes.get("href") or "").strip(), _line(a.text())) for a in tree.css("a[href]")[:MAX_ELEMENTS]
    ]
    images = [_image(i) for i in tree.css("img[src]")[:MAX_ELEMENTS]]
    visible = body.text(separator="")
    return Html(visible, quoted, hidden, tuple(anchors), tuple(images), len(tree.css("table")), len(styled))


def _bounded(html: str) -> str:
    if html.count("<") <= MAX_TAGS:
        return html
    position = -1
    for _ in range(MAX_TAGS):
        position = html.find("<", position + 1)
    return html[:position]


@cache
def _parser() -> type[LexborHTMLParser]:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser


def _hides(node: LexborNode) -> bool:
    style = node.attributes.get("style") or ""
    return node.tag not in ("img", "body") and _HIDING.search(style) is not None


def _cut(nodes: list[LexborNode], selector: str) -> str:
    """Take nodes, which ``selector`` matches, out of their tree and return their text.

    A node inside one that is already gone must not be touched: its memory is free.
    """
    texts = []
    gone: set[int] = set()
    for node in nodes[:MAX_ELEMENTS]:
        if node.mem_id in gone:
            continue
        gone.update(inner.mem_id for inner in node.css(selector))
        texts.append(node.text(separator=""))
        node.decompose()
    return "\n".join(texts)


def _image(node: LexborNode) -> Image:
    a = node.attributes
    return Image(
        (a.get("src") or "").strip(),
        (a.get("width") or "").strip(),
        (a.get("height") or "").strip(),
        a.get("style") or "",
    )


def _line(text: str) -> str:
    return " ".join(text.split())
