"""What every kind of mailbox is read into, and what can go wrong with one."""

from __future__ import annotations

from typing import NamedTuple


class MailboxError(Exception):
    """A path that holds no mail; the text names it and the reason."""

    def __init__(self, path: str, reason: str, missing: bool = False) -> None:
        super().__init__(f"{path}: {reason}")
        self.missing = missing
        """Whether the path itself cannot be read, rather than what it holds."""


class NotMail(MailboxError):
    """Something else than mail: in a folder or an archive it is passed over."""


class ExtraMissing(MailboxError):
    """A program or package that this kind of mailbox needs is not installed; the text says how to get it."""


class Item(NamedTuple):
    """One message of a mailbox."""

    key: str
    """Where it is: the file's name, or the mailbox's for those that are one file."""
    octets: bytes
    sent: bool = False
    """It lies among what the owner of the mailbox sent; Takeout says that in the octets (`is_sent` asks for both)."""


class Watch:
    """Is told how the reading goes; this one listens to nothing."""

    def read(self, octets: int) -> None:
        """So many octets of the mailbox's file or files were read, packed as they are."""

    def broken(self, error: MailboxError) -> None:
        """A part of a folder or an archive cannot be read; it is passed over, and the rest is read."""
