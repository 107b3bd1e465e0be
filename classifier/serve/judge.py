"""A question about a mail → its answer, in a worker process that asks nobody else; and how the two cross a socket."""

from __future__ import annotations

import json
import os
import signal
import struct
import time
from contextlib import closing
from socket import socket
from typing import NamedTuple, NoReturn

from classifier import expressions, headers, places, settings
from classifier.filtering import Failed, Fields, limit_memory, where
from classifier.history.stores import open_careful, open_history
from classifier.mail import Envelope
from classifier.model import ModelError
from classifier.octets import envelope_line_end, header_end
from classifier.outgoing import sent_by_reader
from classifier.pipeline import Classifier, correction_of
from classifier.signals import phrases

SIZES = struct.Struct(">II")
"""Octets of the JSON and of the mail that follow."""
_WARMING = (
    b"From: Ann <ann@berg.example>\nTo: ada@reader.example\nSubject: Keys\n\n<p>Hi Ada, thanks for the keys!</p>\n",
    b"""\
Received: from mail.berg.example (mail.berg.example [192.0.2.7]) by mx.reader.example; Mon, 3 Mar 2025 09:00:00 +0000
From: =?utf-8?Q?J=C3=B6rg?= Berg <joerg@berg.example>
To: Ada <ada@reader.example>
Subject: =?utf-8?B?UmU6IFNjaGzDvHNzZWw=?=
Date: Mon, 3 Mar 2025 10:00:00 +0100
Message-ID: <1@berg.example>
References: <2@reader.example>
List-Unsubscribe: <https://berg.example/leave>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="part"

--part
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Danke f=C3=BCr die Schl=C3=BCssel, see https://berg.example/keys

> Did you get the keys?
--part
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: base64

PHA+RGFua2UsIHNlZSA8YSBocmVmPSJodHRwczovL2JlcmcuZXhhbXBsZS9rZXlzIj5oZXJlPC9hPjwvcD4=
--part--
""",
)
"""Between them they pass through what most mails do: modules and tables are then there before workers are forked."""


class Question(NamedTuple):
    """What a worker is asked about a mail."""

    envelope: Envelope = Envelope()
    task: str = "judge"
    """``judge``; ``correct`` or ``undo``, as the reader wants it; ``sent`` for a mail that the reader sends."""
    kind: str = ""
    """What to correct to."""


class Answer(NamedTuple):
    """What it says. Where it has no verdict, ``error`` is the word why, and ``report`` the line for the log."""

    label: str = ""
    kind: str = ""
    score: float = 0.0
    """P(outreach) + P(junk), 0 to 1."""
    symbols: tuple[str, ...] = ()
    report: str = ""
    body: int = 0
    """Where in the mail its body begins; all before it is replaced by the ``head``."""
    error: str = ""
    head: bytes = b""
    """The mail's header with our fields, and the empty line after it."""

    @property
    def fields(self) -> Fields:
        """The fields of a verdict, which the report ends with."""
        pairs = (line.partition(": ") for line in self.report.splitlines()[1:])
        return [(name, value) for name, _, value in pairs]


class Ready(NamedTuple):
    """What all workers share: loaded once, by the process that they are forked from."""

    classifier: Classifier
    seconds: float
    """For one mail."""


def load(options: dict[str, str | tuple[str, ...] | None], seconds: float) -> Ready:
    """Settings and model as they are now, with all that the first mail would wait for.

    Raises:
        Failed: they cannot be used.
    """
    try:
        chosen = settings.load(options)
        if chosen.history == "memory":
            raise Failed("settings", "history is memory, which workers do not share: give none, or a store")
        chosen = chosen._replace(history=chosen.history or places.default_history())
        classifier = Classifier(chosen.model_folder, settings=chosen)
        classifier.model = classifier.model.for_many()
    except settings.SettingsError as error:
        raise Failed("settings", str(error)) from None
    except ModelError as error:
        raise Failed("model", str(error)) from None
    expressions.compile_all()
    phrases.compile_all()
    for letter in _WARMING:
        headers.fields(classifier.classify(letter))
    return Ready(classifier, seconds)


def work(channel: socket, ready: Ready) -> NoReturn:
    """Answer questions until nobody asks any more. All that a worker process does."""
    chosen = ready.classifier.settings
    store = open_careful(chosen.history, chosen.key_file, ready.seconds / 4)
    classifier = Classifier(ready.classifier.model, ready.classifier.policy, store, chosen)
    try:
        limit_memory()
        store.lookup(classifier.examine(_WARMING[0]).sighting)  # opens it now rather than for the first mail
        with channel.makefile("rwb") as stream:
            while len(sizes := stream.read(SIZES.size)) == SIZES.size:
                size, octets = SIZES.unpack(sizes)
                question, raw = json.loads(stream.read(size)), stream.read(octets)
                envelope, task, kind = question
                # One that hangs in C is killed by its parent; should that be gone, the kernel does it.
                signal.setitimer(signal.ITIMER_REAL, ready.seconds + 1)
                answer = answered(classifier, Question(Envelope(*envelope), task, kind), raw)
                signal.setitimer(signal.ITIMER_REAL, 0)
                stream.write(packed(answer[:-1], answer.head))
                stream.flush()
                if answer.error == "memory":
                    break
    finally:
        store.close()
        os._exit(0)


def answered(classifier: Classifier, question: Question, raw: bytes) -> Answer:
    """The answer. Whatever a mail breaks, the next one is answered too."""
    try:
        if question.task == "judge":
            return _judged(classifier, question, raw)
        _remember(classifier, question, raw)
        return Answer()
    except MemoryError:
        return Answer(error="memory", report="not enough of it")
    except Exception as error:
        return Answer(error="internal", report=where(error))


def packed(head: object, octets: bytes) -> bytes:
    """As a question or an answer crosses a socket."""
    told = json.dumps(head).encode()
    return SIZES.pack(len(told), len(octets)) + told + octets


def unpacked(told: bytes, head: bytes) -> Answer:
    """An answer that crossed one."""
    label, kind, score, symbols, report, body, error = json.loads(told)
    return Answer(label, kind, score, tuple(symbols), report, body, error, head)


def _judged(classifier: Classifier, question: Question, raw: bytes) -> Answer:
    verdict = classifier.classify(raw, question.envelope)
    fields = headers.fields(verdict)
    lines = [verdict.line, *(f"{name}: {value}" for name, value in fields)]
    symbols = (verdict.label, verdict.kind, *(reason.signal for reason in verdict.reasons))
    body = max(envelope_line_end(raw), header_end(raw))
    # The empty line goes with the header, as spamc wants it.
    body += 2 if raw.startswith(b"\r\n", body) else raw.startswith(b"\n", body)
    head = headers.with_fields(raw[:body], fields)
    return Answer(verdict.label, verdict.kind, verdict.unwanted, symbols, "\n".join(lines) + "\n", body, "", head)


def _remember(classifier: Classifier, question: Question, raw: bytes) -> None:
    """What the reader sent or says of a mail; who asks is told when the store cannot be used."""
    chosen = classifier.settings
    with closing(open_history(chosen.history, chosen.key_file, timeout=1.0)) as store:
        if question.task == "sent":
            # Now, whatever the clock of its writer's machine says: an answer must come after it.
            store.record(sent_by_reader(raw, chosen, question.envelope.account)._replace(time=time.time()))
            return
        examined = classifier.examine(raw, question.envelope)
        if question.task == "undo":
            store.undo(examined.sighting.identity, examined.sighting.recipient)
        else:
            store.record(correction_of(examined, question.kind, time.time()))
