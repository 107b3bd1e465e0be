"""Outlook's own files → messages: ``.msg`` by extract-msg, ``.pst`` and ``.ost`` by the program readpst."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime

from classifier.mailbox import mbox, pst
from classifier.mailbox.base import ExtraMissing, Item, MailboxError, NotMail

_MSG = b"\xd0\xcf\x11\xe0"
"""OLE: .msg, but also .doc and .xls of old."""
_NAME_IN_UTF16 = "__properties_version1.0".encode("utf-16-le")
"""The stream that every .msg has ([MS-OXMSG] section 2.4), in OLE's directory."""


def items_of(name: str, head: mbox.Lookahead) -> Iterator[Item]:
    """Messages of a .msg, .pst or .ost.

    Raises:
        ExtraMissing: what reads it is not installed.
        MailboxError: it cannot be read.
        NotMail: it is another OLE file.
    """
    if head.peek(4) == _MSG:
        yield Item(name, _of_msg(name, head.read()))
    else:
        yield from pst.items_of(name, head)


def _of_msg(name: str, octets: bytes) -> bytes:
    """By the library that mail-parser itself uses for .msg (its extra ``outlook``)."""
    if _NAME_IN_UTF16 not in octets:
        raise NotMail(name, "is no mailbox and no message")
    try:
        import extract_msg
    except ImportError:
        raise ExtraMissing(name, "Outlook's .msg needs a package: pip install 'coldsieve[outlook]'") from None
    try:
        with extract_msg.openMsg(octets) as message:
            if not isinstance(message, extract_msg.msg_classes.MessageBase):
                raise NotMail(name, "is an appointment, a contact or a task")
            try:
                mail = message.asEmailMessage()
            except Exception:  # what is attached cannot be converted, as in any signed mail (0.57): the letter can
                message.attachments = []
                mail = message.asEmailMessage()
            # Mail that never left its Exchange server has no header, and the library makes one without these.
            if message.subject and "Subject" not in mail:
                mail["Subject"] = " ".join(message.subject.split())
            if isinstance(message.date, datetime) and "Date" not in mail:
                mail["Date"] = format_datetime(message.date)
            return mail.as_bytes()
    except NotMail:
        raise
    except Exception as error:  # whatever a broken file makes of the library
        raise MailboxError(name, f"extract-msg: {error}") from None
