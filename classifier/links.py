"""`Message` and `Html` → links, tracking pixels; host names → registrable domains."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from classifier.expressions import expression
from classifier.html import Html, Image

MAX_LINKS = 500
"""Links of one mail that are looked at."""

_URL = expression(r"\b(?:https?://|www\.)[^\s<>\"'\])}]{3,2000}", re.I)
_DOMAIN_IN_TEXT = expression(r"^(?:https?://)?(?:www\.)?((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})\b", re.I)
_SMALL = expression(r"^0*[0-3](?:px)?$")
_SMALL_STYLE = expression(r"(?:width|height)\s*:\s*[0-3](?:px)?\s*(?:;|!|$)|display\s*:\s*none", re.I)

_REWRITERS = {
    "safelinks.protection.outlook.com": "url",
    "urldefense.proofpoint.com": "u",
    "linkprotect.cudasvc.com": "a",
    "google.com": "q",
}
"""Hosts of mail security that wrap a link → the parameter that holds it. They belong to the reader, not the sender."""


class Link(NamedTuple):
    """One link, unwrapped from what the reader's mail security put around it."""

    url: str
    host: str
    """Lower case, no port; empty for ``mailto:`` and broken links."""
    text: str
    """What the reader clicks on; empty for a bare URL."""


class Links(NamedTuple):
    """All that a mail points to."""

    links: tuple[Link, ...]
    """Of the newly written text, in order."""
    pixels: tuple[Link, ...]
    """Images too small to see, loaded from the network: someone learns that the mail was opened."""
    images: int
    """Remote images that can be seen."""


def find_links(text: str, html: Html) -> Links:
    """Links of the plain text and of the HTML part's visible text; a URL in both is told once."""
    links: dict[str, Link] = {}
    for anchor in html.anchors[:MAX_LINKS]:
        link = _link(anchor.href, anchor.text)
        if link.url:
            links.setdefault(link.url, link)
    if "://" in text or "www." in text:
        for match in _URL.finditer(text):
            link = _link(match.group(0).rstrip(".,;:!?*_"), "")
            links.setdefault(link.url, link)
            if len(links) >= MAX_LINKS:
                break
    remote = [i for i in html.images if i.src[:8].lower().startswith(("http://", "https://", "//"))]
    pixels = tuple(_link(i.src, "") for i in remote if _is_pixel(i))
    return Links(tuple(links.values()), pixels, len(remote) - len(pixels))


def _is_pixel(image: Image) -> bool:
    if _SMALL.match(image.width) and _SMALL.match(image.height):
        return True
    return bool(image.style) and _SMALL_STYLE.search(image.style) is not None


def _link(url: str, text: str) -> Link:
    for _ in range(3):
        host = host_of(url)
        inner = _unwrapped(url, host)
        if inner is None:
            break
        url = inner
    return Link(url[:2000], host_of(url), text[:200])


def _unwrapped(url: str, host: str) -> str | None:
    """The link inside one that a mail gateway rewrote; ``None`` for any other."""
    for rewriter, parameter in _REWRITERS.items():
        if host == rewriter or host.endswith("." + rewriter):
            values = parse_qs(urlsplit(url).query, max_num_fields=50).get(parameter) if url.count("&") < 50 else None
            if values and values[0][:4].lower() == "http":
                return unquote(values[0])
    if host == "urldefense.com" and "/v3/__" in url:
        return url.partition("/v3/__")[2].partition("__;")[0]
    return None


def host_of(url: str) -> str:
    """Host of an http(s) URL, or of one that begins with ``www.``; empty for anything else."""
    if url[:4].lower() == "www.":
        url = "http://" + url
    elif url[:2] == "//":
        url = "http:" + url
    if url[:7].lower() not in ("http://", "https:/"):
        return ""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def shown_host(text: str) -> str:
    """The host that a link's text claims to lead to; empty when the text is no address."""
    match = _DOMAIN_IN_TEXT.match(text.strip())
    return match.group(1).lower() if match else ""


@cache
def _rules() -> list[bytes]:
    """Sorted: making a set of 10,000 names takes four times as long as reading them, and a mail asks for a few hosts."""
    return (Path(__file__).parent / "public_suffixes.txt").read_bytes().rstrip().split(b"\n")


def _is_rule(name: str) -> bool:
    rules, octets = _rules(), name.encode("utf-8", "replace")
    place = bisect_left(rules, octets, 1)  # the first line is a comment
    return place < len(rules) and rules[place] == octets


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """The domain under a public suffix that a host belongs to: ``mail.shop.co.uk`` → ``shop.co.uk``.

    Empty for a public suffix itself, an address literal, or no name. By the algorithm of publicsuffix.org/list: the
    longest rule wins, ``*`` stands for one label, ``!`` excepts; an unknown top-level domain is a suffix.
    """
    labels = host.lower().strip(".").split(".")
    if len(labels) < 2 or labels[-1].isdigit() or "" in labels or ":" in host:
        return ""
    for i in range(len(labels)):
        name = ".".join(labels[i:])
        parent = ".".join(labels[i + 1 :])
        if _is_rule("!" + name):
            return name
        if _is_rule(name) or _is_rule("*." + parent):
            return ".".join(labels[i - 1 :]) if i else ""
    return ".".join(labels[-2:])
