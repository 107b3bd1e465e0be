"""Takes off what list servers, archives and filters wrote into a mail, and what an export may lack.

People and bots write through lists alike, and each corpus came by another way: a model would learn the way.
"""

from __future__ import annotations

import re

from classifier.octets import header_end

_FIELD = re.compile(rb"(?:[!-9;-~]+[ \t]*:[^\n]*\n?(?:[ \t][^\n]*\n?)*)|[^\n]*\n?")
_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")

_OF_LISTS = re.compile(
    rb"list-|x-list|mailing-list|x-mailing-list|precedence$|sender$|errors-to$|return-path$|x-beenthere$|x-mailman|x-loop$|x-google-group|x-been-there"
    rb"|x-original-sender$|x-original-authentication|archived-at$|x-message-id-hash$|message-id-hash$|x-mailfrom$|x-content-filtered-by$|x-mailing|x-topics|x-thread|x-archive|x-subscribe"
    rb"|delivered-to$|x-original-to$|x-rcpt|envelope-to$|x-envelope|x-delivered|x-egroups|x-yahoo|x-spamassassin-bulk"
)
_OF_FILTERS = re.compile(
    rb"x-spam|x-virus|x-bogosity|x-greylist|x-amavis|x-scanned|x-razor|x-pyzor|x-pstn|x-mimedefang|x-proofpoint|x-barracuda|x-ironport|x-microsoft-antispam|x-forefront|x-hashcash"
    rb"|authentication-results$|arc-|received-spf$|x-received$|x-gm-|x-google-smtp|x-google-dkim|x-coldsieve|x-tuid$|x-status$|status$|x-uid|x-keywords$|lines$|content-length$|xref$|x-mozilla"
)
_KEPT_BY_EXPORTS = re.compile(rb"(?:from|to|cc|bcc|subject|date|reply-to|mime-version|content-[a-z-]+)$")
_TAG = re.compile(
    rb"^(subject[ \t]*:[ \t]*(?:(?:re|fwd?|aw|sv)[ \t]*:[ \t]*)*)\[(?!patch|rfc|bug|#|external|spam)[^\]\n]{1,40}\][ \t]*(?=\S)",
    re.I,
)
_VIA = re.compile(rb"^(from[ \t]*:[ \t]*\"?[^\n<\"]{1,80}?) via [^\n<\"]{1,60}(\"?[ \t]*<)", re.I)
_MAILMAN_MIME = re.compile(
    rb"_{20,}\r?\n[^\n]{0,80}mailing list\b[^\n]*\r?\n[^\n]*\r?\n[^\n]*https?://[^\n]*(?:\r?\n)?"
)


def fields_of(raw: bytes) -> tuple[list[bytes], bytes]:
    """Header fields with their line ends, and the rest from the empty line on; together the octets as they were."""
    end = header_end(raw)
    return [f for f in _FIELD.findall(raw[:end]) if f], raw[end:]


def without_list_traces(raw: bytes) -> bytes:
    """The mail without list fields, filters' fields, relays behind the first two, ``[tag]``, "via" and list footers."""
    fields, rest = fields_of(raw)
    kept: list[bytes] = []
    received = sum(_name(f) == b"received" for f in fields)
    for field in fields:
        name = _name(field)
        if _OF_LISTS.match(name) or _OF_FILTERS.match(name) or (name == b"user-agent" and b"HyperKitty" in field):
            continue
        if name == b"received":
            received -= 1
            if received >= 2:
                continue
        elif name == b"subject":
            field = _TAG.sub(rb"\1", field)
        elif name == b"from":
            field = _VIA.sub(rb"\1\2", field)
        kept.append(field)
    return b"".join(kept) + _MAILMAN_MIME.sub(b"", rest)


def without_transport(raw: bytes) -> bytes:
    """The mail as an export leaves it that keeps addresses, subject, date and nothing else of the header."""
    fields, rest = fields_of(raw)
    return b"".join(f for f in fields if _KEPT_BY_EXPORTS.match(_name(f))) + rest


def _name(field: bytes) -> bytes:
    match = _NAME.match(field)
    return match.group(1).lower() if match else b""
