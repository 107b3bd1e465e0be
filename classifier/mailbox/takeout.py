"""Google Takeout's fields on top of a message → whether the reader wrote it, or whether it is mail at all.

Gmail puts ``X-GM-THRID`` and ``X-Gmail-Labels`` above everything else when it exports: a sender's own fields of these names
stand below those that mail hosts added, and are not looked at.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header

# Takeout: `X-GM-THRID: 1829…`, `X-Gmail-Labels: Sent,Opened`, folded where long, RFC 2047 where not ASCII.
_LABELS = re.compile(rb"X-GM-THRID: \d{1,20}\r?\nX-Gmail-Labels: ([^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,50})")

# Labels are in the language of the account.
SENT = frozenset(
    """Sent|Gesendet|Messages envoyés|Envoyés|Enviados|Posta inviata|Inviati|Verzonden|Verzonden berichten|E-mails enviados
    |Wysłane|Skickat|Skickade|Sendt|Lähetetyt|Odeslaná pošta|Отправленные|Gönderilmiş Postalar|送信済み|送信済みメール|已发送
    |已发邮件|寄件備份|보낸편지함""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
NO_MAIL = frozenset(
    """Chat|Chats|Drafts|Draft|Entwürfe|Brouillons|Borradores|Bozze|Concepten|Rascunhos|Wersje robocze|Utkast|Kladder
    |Luonnokset|Koncepty|Черновики|Taslaklar|下書き|草稿|임시보관함""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Nobody sent what is there."""


def labels_of(octets: bytes) -> tuple[str, ...]:
    """Gmail's labels of an exported message; none where it is not from Takeout."""
    found = _LABELS.match(octets)
    if not found:
        return ()
    text = b"".join(found.group(1).splitlines()).decode("utf-8", "replace")
    if "=?" in text:
        try:
            text = str(make_header(decode_header(text)))
        except (HeaderParseError, LookupError, ValueError):
            return ()
    return tuple(label.strip().strip('"') for label in text.split(","))


def is_sent(octets: bytes) -> bool:
    """Whether the reader of the mailbox sent this message."""
    return not SENT.isdisjoint(labels_of(octets))


def is_no_mail(octets: bytes) -> bool:
    """Whether this is a chat or a draft."""
    return not NO_MAIL.isdisjoint(labels_of(octets))
