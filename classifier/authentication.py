"""Authentication-Results (RFC 8601) that the reader's own host wrote → whether the author's domain is who it says it is.

Only fields under a configured authserv-id count, and of those only the run that stands on top: it ends at the first
``Received`` below its first field, for what our host adds stands together and what came with the mail stands lower. A
host that writes them below its own ``Received``, as milters do, leaves nothing between its fields and a forged one:
RFC 8601 section 5 makes such a host remove forged ones; where it does not, the topmost word on a method still wins.

Not the library authres: it raises RecursionError on nested comments, and drops a field that ends in ``;``, as hosts write.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.message import Message

MAX_RESULTS = 50
"""Results of one field that are looked at."""

# "dkim=pass", "header . d = acme.example", smtp.mailfrom="a b"@acme.example. A value that a host forgot to quote may hold
# "=" and "/", as header.b does.
_PAIR = expression(
    r"([a-z][a-z0-9-]{0,40}(?:\s{0,9}[./]\s{0,9}[a-z0-9_-]{1,40})?)\s{0,9}=\s{0,9}"
    r"((?:\"(?:[^\"\\]|\\.){0,1000}\"|[^\s\";]){1,1000})",
    re.I,
)
_QUOTED_PAIR = expression(r"\\(.)")
_NAMED_BY = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",), "auth": ("smtp.auth",)}
"""Method → the properties that name whom it authenticated; the first that is told counts."""


class Result(NamedTuple):
    """One result of a field."""

    method: str
    """``dmarc``, ``dkim``, ``spf`` …, lower case, without a version."""
    result: str
    """``pass``, ``fail`` …, lower case."""
    properties: dict[str, str]
    """``header.from`` and its like → value; the first where a property is told twice."""


def authenticated(message: Message, authserv_ids: tuple[str, ...]) -> str:
    """What proves that the author's domain sent this mail, as ``dmarc=pass header.from=acme.example``; else empty.

    It is DMARC's pass for the domain of From, or (where DMARC did not fail) a pass of DKIM, SPF or SMTP AUTH for a name
    within the same registrable domain.

    Args:
        message: with exactly one From field of one address, or nothing is proved.
        authserv_ids: names under which the reader's host writes, lower case.
    """
    if not authserv_ids or len(message.from_) != 1 or len(message.fields.get("from", ())) != 1:
        return ""
    domain = message.sender.domain
    organisation = registrable_domain(domain)
    results = _results(message, authserv_ids)
    by_dmarc = [result for result in results if result.method == "dmarc"]
    for result in by_dmarc:
        if result.result == "pass" and result.properties.get("header.from", "").lower().rstrip(".") == domain:
            return f"dmarc=pass header.from={domain}"
    if not organisation or any(result.result == "fail" for result in by_dmarc):
        return ""
    for method, outcome, properties in results:
        key = next((key for key in _NAMED_BY.get(method, ()) if key in properties), "")
        if key and outcome == "pass":
            value = properties[key].lower()
            if registrable_domain(value.rpartition("@")[2].rstrip(".")) == organisation:
                return f"{method}=pass {key}={value}"
    return ""


def _results(message: Message, authserv_ids: tuple[str, ...]) -> list[Result]:
    """Results of our host's fields; of a method, those of the topmost field that speaks of it."""
    results: list[Result] = []
    begun = False
    for name, value in message.trace:
        if name == "received":
            if begun:
                break
            continue
        authserv_id, found = parse(value)
        if authserv_id in authserv_ids:
            begun = True
            told = {result.method for result in results}
            results += [result for result in found if result.method not in told]
    return results


def parse(value: str) -> tuple[str, list[Result]]:
    """Value of one field → (authserv-id in lower case, results); an empty id for a field that is malformed."""
    parts = _split(value)
    if not parts:
        return "", []
    words = parts[0].split()
    # "mx.berg.example 1" tells the version; Microsoft leaves the id out, and a result stands in its place.
    if not words or len(words) > 2 or "=" in parts[0] or (len(words) == 2 and not words[1].isdigit()):
        return "", []
    results = []
    for part in parts[1 : MAX_RESULTS + 1]:
        pairs = [(match.group(1), _unquoted(match.group(2))) for match in _PAIR.finditer(part)]
        if pairs and part.lstrip().startswith(pairs[0][0]):
            method = pairs[0][0].partition("/")[0].strip().lower()
            properties: dict[str, str] = {}
            for key, text in pairs[1:]:
                properties.setdefault("".join(key.split()).lower(), text)
            results.append(Result(method, pairs[0][1].lower(), properties))
    return _unquoted(words[0]).lower(), results


def _split(value: str) -> list[str]:
    """A value without its comments, cut at ``;``; nothing when a comment or a quotation does not end."""
    parts: list[str] = []
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for c in value:
        if escaped or c == "\\":
            escaped = not escaped
            if not depth:
                kept.append(c)
        elif c == '"' and not depth:
            quoted = not quoted
            kept.append(c)
        elif quoted:
            kept.append(c)
        elif c == "(":
            depth += 1
        elif c == ")":
            if not depth:
                return []
            depth -= 1
            kept.append(" ")
        elif not depth and c == ";":
            parts.append("".join(kept))
            kept = []
        elif not depth:
            kept.append(c)
    return [] if depth or quoted or escaped else [*parts, "".join(kept)]


def _unquoted(text: str) -> str:
    return _QUOTED_PAIR.sub(r"\1", text.replace('"', "")) if '"' in text else text
