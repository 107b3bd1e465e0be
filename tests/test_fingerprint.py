"""Copies of one template share a band of their fingerprints, whatever names were filled in."""

from __future__ import annotations

from classifier.fingerprint import fingerprint
from classifier.mail import Envelope, Mail
from classifier.message import parse

LETTER = """Hi {name}, I noticed that {company} has a warehouse in {city} and thought of you. We help firms of your size to halve
the hours that are spent on counting stock, with scanners that pay for themselves within a year. Would it make sense to show you
how that looks in practice one morning next week? Best wishes, {sender}"""


def words(**names: str) -> list[str]:
    raw = f"From: {names['sender']} <{names['sender'].lower()}@acme.example>\nTo: {names['name']} <x@y.example>\n\n{LETTER.format(**names)}"
    return Mail(parse(raw.encode()), Envelope()).masked_letter


def test_copies_of_one_template_share_a_band() -> None:
    a = fingerprint(words(name="Ada", company="Okafor Tools", city="Leeds", sender="Sam"))
    b = fingerprint(words(name="Bruno", company="Silva", city="Porto", sender="Kim"))
    other = fingerprint(
        [
            "the",
            "doors",
            "are",
            "ready",
            "and",
            "can",
            "be",
            "fetched",
            "from",
            "monday",
            "on",
            "if",
            "you",
            "bring",
            "the",
            "van",
            "and",
            "somebody",
            "to",
            "help",
            "with",
            "the",
            "long",
            "ones",
            "please",
        ]
    )
    assert set(zip((0, 1), a, strict=True)) & set(zip((0, 1), b, strict=True))
    assert not set(a) & set(other)
    assert fingerprint(["short", "letter"]) == ()
