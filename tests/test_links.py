"""Links, pixels, and the registrable domain by Mozilla's list."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from classifier.html import Html, read_html
from classifier.links import find_links, host_of, registrable_domain, shown_host
from classifier.training import public_suffixes

SUFFIXES = PublicSuffixList()


def test_the_shipped_list_is_the_packages() -> None:
    shipped = public_suffixes.TARGET.read_text("utf-8").split("\n", 1)
    compiled = public_suffixes.compiled().split("\n", 1)
    if shipped[0] == compiled[0]:
        assert shipped[1] == compiled[1]
    else:  # a newer package than the one it was made from: most rules are the same
        mine, theirs = set(shipped[1].split()), set(compiled[1].split())
        assert len(mine & theirs) > 0.9 * len(theirs)


def test_as_the_lists_own_test_says() -> None:
    spec = find_spec("publicsuffixlist")
    assert spec is not None
    assert spec.origin is not None
    for line in (Path(spec.origin).parent / "test_psl.txt").read_text("utf-8").splitlines():
        if line.startswith("checkPublicSuffix("):
            host, expected = (
                part.strip(" '") for part in line[len("checkPublicSuffix(") : line.rindex(")")].split(",")
            )
            if host != "null" and not host.startswith("."):
                assert registrable_domain(host) == ("" if expected == "null" else expected), line


@given(
    st.lists(
        st.sampled_from(["com", "co", "uk", "jp", "kobe", "city", "ck", "www", "github", "io", "a", "b", "xn--p1ai"]),
        min_size=1,
        max_size=5,
    )
)
def test_as_the_package_says(labels: list[str]) -> None:
    host = ".".join(labels)
    assert registrable_domain(host) == (SUFFIXES.privatesuffix(host) or "")


@pytest.mark.parametrize("host", ["", ".", "localhost", "192.0.2.1", "a..b", "[::1]", "co.uk"])
def test_no_registrable_domain(host: str) -> None:
    assert registrable_domain(host) == ""


def test_links_of_text_and_html_are_told_once() -> None:
    html = read_html('<a href="https://shop.example/a">shop</a><a href="mailto:x@y.example">write</a>')
    links = find_links("See https://shop.example/a, www.other.example/b. or (http://third.example)", html).links
    assert [(link.host, link.text) for link in links if link.host] == [
        ("shop.example", "shop"),
        ("www.other.example", ""),
        ("third.example", ""),
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.example%2Fa&data=1",
        "https://www.google.com/url?q=https://shop.example/a",
        "https://urldefense.com/v3/__https://shop.example/a__;!!Aut0!x$",
    ],
)
def test_links_rewritten_by_the_readers_own_host_are_unwrapped(wrapped: str) -> None:
    assert find_links(wrapped, Html()).links[0].url == "https://shop.example/a"


def test_pixels_and_pictures() -> None:
    html = read_html(
        '<img src="https://t.example/o.gif" width="1" height="1"><img src="https://t.example/p" style="display:none">'
        '<img src="https://t.example/logo.png" width="120"><img src="cid:logo" width="1" height="1">'
    )
    links = find_links("", html)
    assert [p.url for p in links.pixels] == ["https://t.example/o.gif", "https://t.example/p"]
    assert links.images == 1


def test_hosts() -> None:
    assert host_of("HTTP://Shop.Example:80/a") == "shop.example"
    assert host_of("//cdn.example/x") == "cdn.example"
    assert host_of("mailto:a@b.example") == host_of("http://[") == ""
    assert shown_host("https://www.shop.example/sale") == shown_host("shop.example") == "shop.example"
    assert shown_host("click here") == ""
