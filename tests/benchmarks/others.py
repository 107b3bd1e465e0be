"""Bogofilter and SpamBayes, trained on mails of two classes and asked about others: what we are measured beside.

bogofilter is Debian's package of that name; SpamBayes is PyPI's ``spambayes-lite``, its tokenizer and chi-square classifier.
"""

from __future__ import annotations

import email
import email.errors
import email.header
import email.message
import email.utils
import importlib
import importlib.util
import random
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from classifier.mailbox import read_mailbox

FROM = b"From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n"
Train = Callable[[Sequence[bytes], Sequence[bool], Sequence[bytes]], list[float]]
"""(mails, whether each is unwanted, others) → how unwanted each of the others is, 0 to 1."""


def peers() -> dict[str, Train]:
    """Those that are installed here, by name; says on standard output which are not."""
    found: dict[str, Train] = {}
    if shutil.which("bogofilter"):
        found["bogofilter"] = bogofilter
    else:
        print("bogofilter is not installed: apt-get install bogofilter")
    if importlib.util.find_spec("spambayes_lite"):
        found["SpamBayes"] = spambayes
    else:
        print("SpamBayes is not installed: pip install spambayes-lite")
    return found


def bogofilter(train: Sequence[bytes], unwanted: Sequence[bool], others: Sequence[bytes]) -> list[float]:
    """Of one word list in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        box = Path(folder) / "box"
        for flag, wanted in (("-n", False), ("-s", True)):
            box.write_bytes(_mbox([raw for raw, bad in zip(train, unwanted, strict=True) if bad == wanted]))
            subprocess.run(["bogofilter", "-d", folder, flag, "-M", "-I", box], check=True)
        box.write_bytes(_mbox(others))
        # Its exit code tells the class of the last mail.
        told = subprocess.run(
            ["bogofilter", "-d", folder, "-T", "-M", "-I", box], capture_output=True, text=True, check=False
        )
    scores = [float(line.split()[1]) for line in told.stdout.splitlines() if line.strip()]
    assert len(scores) == len(others), told.stderr
    return scores


def _mbox(mails: Sequence[bytes]) -> bytes:
    # A line of a body that begins with "From " would begin another mail.
    return b"".join(FROM + raw.replace(b"\nFrom ", b"\n>From ") + b"\n" for raw in mails)


def _ask_spambayes(box: str) -> None:
    """What its command does with a mailbox: learnt little, asked of all."""
    mails = [item.octets for item in read_mailbox(box)]
    spambayes(mails[:2], [False, True], mails)


def spambayes(train: Sequence[bytes], unwanted: Sequence[bool], others: Sequence[bytes]) -> list[float]:
    """With its own options as they come."""
    _as_of_old()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        classifier = importlib.import_module("spambayes_lite.classifier").Classifier()
        tokenize = importlib.import_module("spambayes_lite.tokenizer").tokenize

    def tokens(raw: bytes) -> Any:  # Any: its tokens, in an untyped package
        return tokenize(email.message_from_string(raw.decode("latin-1"), _class=_Latin))

    both = list(zip(train, unwanted, strict=True))
    random.Random(1).shuffle(both)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for raw, bad in both:
            classifier.learn(tokens(raw), bad)
        return [float(classifier.spamprob(tokens(raw))) for raw in others]


class _Latin(email.message.Message):
    """Payloads as text, as Python 2 gave them."""

    def get_payload(self, i: Any = None, decode: bool = False) -> Any:  # Any: as the standard library has it
        payload: Any = super().get_payload(i, decode)  # type: ignore[call-overload]
        return payload.decode("latin-1") if isinstance(payload, bytes) else payload


def _as_of_old() -> None:
    """Three names of the standard library as spambayes-lite knows them."""
    decode = email.header.decode_header

    def as_text(header: str) -> list[tuple[str, str | None]]:
        return [
            (part if isinstance(part, str) else part.decode("latin-1"), charset) for part, charset in decode(header)
        ]

    setattr(email.errors, "Errors", email.errors)  # noqa: B010
    setattr(email.utils, "Utils", email.utils)  # noqa: B010
    setattr(email.header.Header, "decode_header", staticmethod(as_text))  # noqa: B010


if __name__ == "__main__":
    _ask_spambayes(sys.argv[1])
