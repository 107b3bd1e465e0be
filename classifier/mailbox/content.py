"""A stream of octets → its messages, whatever they are packed in: compression, archives, mbox, emlx, one message, Outlook."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from classifier.mailbox import mbox, takeout
from classifier.mailbox.base import ExtraMissing, Item, MailboxError, NotMail, Watch

DEEPEST = 4
"""Archives in archives, and compression: Takeout as ``.tgz`` needs two, exports of Purview three."""
HEAD = 4096
"""Octets by which a kind is told."""
IN_MEMORY = 8 << 20
"""An archive in a pipe or in another archive has to be kept for its list at the end; above this, on the disk."""

_FIELD = rb"[A-Za-z][A-Za-z0-9!#$%&'*+.^_`|~-]{0,75}[ \t]*:"
_MESSAGE = re.compile(rb"(?:\xef\xbb\xbf)?(?:[\r\n]*)(?:From [^\r\n]*\r?\n)?" + _FIELD + rb"[^\r\n]*(?:\r?\n|\r|\Z)")
# Every message has one of these among its first fields; notes and settings, `key: value`, have none.
_OF_MAIL = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id|received|return-path|delivered-to|mime-version|reply-to|sender)[ \t]*:",
    re.I | re.M,
)
_EMLX = re.compile(rb"(\d{1,10})[ \t]*\r?\n")
_EMLX_FLAGS = re.compile(rb"<key>flags</key>\s{0,9}<integer>(\d{1,19})</integer>")
_EMLX_DELETED = 1 << 1
_MOZILLA_STATUS = re.compile(rb"^X-Mozilla-Status: ([0-9a-fA-F]{4})", re.M)
_MOZILLA_DELETED = 0x0008
"""Expunged, and still there until the folder is compacted (nsMsgMessageFlags.h)."""


def items_of_file(path: str, watch: Watch) -> Iterator[Item]:
    """Messages of a file.

    Raises:
        MailboxError: it cannot be read, or is broken.
        NotMail: it holds none.
    """
    try:
        with Path(path).open("rb") as file:
            yield from items_of(path, cast("BinaryIO", Watched(file, watch)), watch)
    except OSError as error:
        raise MailboxError(path, error.strerror or str(error), missing=True) from None


def items_of(name: str, stream: BinaryIO, watch: Watch, deep: int = 0, whole: bool = False) -> Iterator[Item]:
    """Messages of a stream.

    Args:
        name: what it is called, for keys and errors.
        stream: read once, from here on.
        watch: told of broken parts.
        deep: how many packings it was in.
        whole: it is one message, as in a Maildir, however it begins.

    Raises:
        MailboxError: it is broken.
        NotMail: it holds no mail.
    """
    head = mbox.Lookahead(stream)
    start = head.peek(HEAD)
    if not start.strip():
        return
    for mark, unpack in _PACKED.items():
        if start.startswith(mark) and deep < DEEPEST:
            stream, broken = unpack(cast("BinaryIO", head), name)
            try:
                yield from items_of(name, stream, watch, deep + 1, whole)
            except broken as error:
                raise MailboxError(name, str(error)) from None
            return
    if b"\n" not in start and b"\r" in start.strip():
        head = mbox.Lookahead(cast("BinaryIO", mbox.MacLines(head)))
        start = head.peek(HEAD)
    if whole:
        yield Item(name, head.read())
    elif start.startswith(b"PK\x03\x04") and deep < DEEPEST:
        yield from _of_zip(name, stream, head, watch, deep)
    elif start[257:262] == b"ustar" and deep < DEEPEST:
        yield from _of_tar(name, head, watch, deep)
    elif mbox.looks_like_mbox(start):
        for octets in mbox.split(head):
            if not _is_left_over(octets):
                yield Item(name, octets)
    elif looks_like_message(start):
        yield Item(name, head.read())
    elif (counted := _EMLX.match(start)) and looks_like_message(start[counted.end() :]):
        octets = head.read()
        if (message := _of_emlx(octets, counted)) is not None:
            yield Item(name, message)
    elif start.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"!BDN")):
        from classifier.mailbox import outlook

        yield from outlook.items_of(name, head)
    else:
        raise NotMail(name, "is no mailbox and no message")


def part(name: str, stream: BinaryIO, watch: Watch, deep: int = 0, whole: bool = False) -> Iterator[Item]:
    """The same for a part of a folder or an archive: what is no mail is passed over, what is broken too, and told."""
    try:
        yield from items_of(name, stream, watch, deep, whole)
    except NotMail:
        return
    except ExtraMissing:
        raise
    except MailboxError as error:
        watch.broken(error)
    except OSError as error:
        watch.broken(MailboxError(name, error.strerror or str(error)))


def looks_like_message(start: bytes) -> bool:
    """Whether a file that begins so is a message: its first line is a header field, and some field is mail's."""
    return _MESSAGE.match(start) is not None and _OF_MAIL.search(start.replace(b"\r", b"\n")) is not None


def spooled(stream: mbox.Readable) -> BinaryIO:
    """The rest of a stream, as a file that can be searched; on the disk where it is large."""
    kept = tempfile.SpooledTemporaryFile(IN_MEMORY, prefix="coldsieve-")  # noqa: SIM115 (lives as long as its reader)
    shutil.copyfileobj(cast("BinaryIO", stream), kept, mbox.CHUNK)
    kept.seek(0)
    return cast("BinaryIO", kept)


def _of_zip(name: str, stream: BinaryIO, head: mbox.Lookahead, watch: Watch, deep: int) -> Iterator[Item]:
    with ExitStack() as stack:
        try:
            # A file on the disk is read where it lies; a pipe, and what lies in another archive, is not.
            file = stream if deep == 0 and _seekable(stream) else stack.enter_context(spooled(head))
            archive = stack.enter_context(zipfile.ZipFile(file))
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise MailboxError(name, str(error)) from None
        for member in archive.infolist():
            where = f"{name}/{member.filename}"
            try:
                with archive.open(member) as opened:
                    yield from part(where, cast("BinaryIO", opened), watch, deep + 1)
            except (
                *_BROKEN_MEMBER,
                RuntimeError,
                NotImplementedError,
            ) as error:  # the last two: encrypted, or a packer
                watch.broken(MailboxError(where, str(error)))


def _of_tar(name: str, head: mbox.Lookahead, watch: Watch, deep: int) -> Iterator[Item]:
    try:
        with tarfile.open(fileobj=cast("BinaryIO", head), mode="r|") as archive:
            for member in archive:
                if opened := archive.extractfile(member) if member.isfile() else None:
                    yield from part(f"{name}/{member.name}", cast("BinaryIO", opened), watch, deep + 1)
    except tarfile.TarError as error:
        raise MailboxError(name, str(error)) from None


def _of_emlx(octets: bytes, counted: re.Match[bytes]) -> bytes | None:
    """Apple Mail's file: the message's length, the message, a property list. None for one that is deleted.

    The length can be wrong: then the property list's own beginning ends the message.
    """
    begin = counted.end()
    end = begin + int(counted.group(1))
    if not octets[end:].lstrip().startswith(b"<?xml"):
        end = octets.rfind(b"<?xml version=", begin)
        end = end if end >= 0 else len(octets)
    flags = _EMLX_FLAGS.search(octets, end)
    return None if flags and int(flags.group(1)) & _EMLX_DELETED else octets[begin:end]


def _is_left_over(octets: bytes) -> bool:
    """Whether a message of an mbox is none: Takeout's chats and drafts, Thunderbird's deleted ones, UW imapd's note to itself."""
    if octets.startswith(b"X-"):  # most begin otherwise, and there are a hundred thousand of them
        if octets.startswith((b"X-Mozilla-", b"X-Account-Key:")):
            status = _MOZILLA_STATUS.search(octets, 0, 300)
            return status is not None and bool(int(status.group(1), 16) & _MOZILLA_DELETED)
        if takeout.is_no_mail(octets):
            return True
    return octets.find(b"FOLDER INTERNAL DATA", 0, 1000) >= 0 and b"\nX-IMAP" in octets[:1000]


def _seekable(stream: BinaryIO) -> bool:
    """Whether one can go back in it: a pipe says no."""
    try:
        stream.seek(0)
    except (OSError, ValueError):
        return False
    return True


class Watched:
    """A file whose reading is told of."""

    def __init__(self, file: BinaryIO, watch: Watch) -> None:
        self._file, self._watch = file, watch
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` octets."""
        octets = self._file.read(size)
        self._watch.read(len(octets))
        return octets


_Unpacked = tuple[BinaryIO, tuple[type[Exception], ...]]
"""A stream of what was packed, and what its reading raises where it is broken."""


def _gunzip(stream: BinaryIO, _name: str) -> _Unpacked:
    return cast("BinaryIO", gzip.GzipFile(fileobj=stream)), (gzip.BadGzipFile, EOFError, zlib.error)


def _unxz(stream: BinaryIO, _name: str) -> _Unpacked:
    return cast("BinaryIO", lzma.LZMAFile(stream)), (lzma.LZMAError, EOFError)


def _bunzip(stream: BinaryIO, _name: str) -> _Unpacked:
    # bz2 says OSError; one that has a number is the disk's.
    return cast("BinaryIO", bz2.BZ2File(stream)), (EOFError, ValueError)


def _unzst(stream: BinaryIO, name: str) -> _Unpacked:
    try:  # of the standard library from Python 3.14 on (PEP 784)
        from compression import zstd
    except ImportError:
        try:
            from backports import zstd
        except ImportError:
            raise ExtraMissing(name, "Zstandard needs a package: pip install 'coldsieve[zstd]'") from None
    return cast("BinaryIO", zstd.ZstdFile(stream)), (zstd.ZstdError, EOFError)


_PACKED: dict[bytes, Callable[[BinaryIO, str], _Unpacked]] = {
    b"\x1f\x8b\x08": _gunzip,
    b"\xfd7zXZ\x00": _unxz,
    b"BZh": _bunzip,
    b"\x28\xb5\x2f\xfd": _unzst,
}
"""What packed octets begin with → what unpacks them."""
_BROKEN_MEMBER = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)
"""What reading a member of a zip raises where it is broken."""
