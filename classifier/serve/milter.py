"""Mail servers' sessions of the milter protocol → verdicts of the pool as header fields, within bounds of size and time.

A mail always goes on. One that gets no verdict is told so in our fields, as by ``coldsieve filter``; where a session breaks,
the server does what its configuration says for a milter that is gone (Postfix: ``milter_default_action = accept``). Mail
that readers send is not labelled but remembered: whom they wrote to.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from email.utils import formatdate

from classifier.filtering import Failed, Fields, failure_fields, where
from classifier.serve import packets
from classifier.serve.metrics import Metrics
from classifier.serve.packets import LENGTH, MAX_PACKET
from classifier.serve.pool import Pool
from classifier.serve.session import Ended, Session

SESSIONS = 400
"""At once: Postfix has one for each SMTP client, by default 100 (``default_process_limit``)."""
OCTETS = 128 << 20
"""Of mail that is held at once, in all sessions."""
BUFFER = 1 << 16
PATIENCE = 30.0
"""Seconds for an offer, for the rest of a packet, and to take an answer."""
IDLE = 7210.0
"""Seconds until the next packet, as in libmilter: an SMTP client may take long."""


class Milter:
    """All sessions.

    Args:
        pool: gives verdicts.
        metrics: counts.
        log: takes a line.
        submission: values of the macro ``{daemon_name}`` of services that take nothing but mail of the readers themselves.
    """

    def __init__(self, pool: Pool, metrics: Metrics, log: Callable[[str], None], submission: frozenset[str]) -> None:
        self._pool, self._metrics, self._log, self._submission = pool, metrics, log, submission
        self._open: dict[Session, asyncio.StreamWriter] = {}
        self._weights: dict[Session, int] = {}
        self._ending = False
        self.tasks: set[asyncio.Task[None]] = set()
        self.held = 0

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, may_tell: bool) -> None:
        """A session, from its first packet to its end. Whatever breaks it ends no other.

        Args:
            reader: its octets.
            writer: takes the answers.
            may_tell: whether the server is believed what readers send.
        """
        task, session = asyncio.current_task(), Session(self._submission, may_tell)
        assert task
        self.tasks.add(task)
        try:
            if len(self.tasks) > SESSIONS:
                raise Failed("busy", f"more than {SESSIONS} sessions")
            self._open[session] = writer
            await self._converse(session, reader, writer)
            writer.close()
            async with asyncio.timeout(PATIENCE):
                await writer.wait_closed()
        except Failed as failure:
            self._count(failure)
        except (OSError, EOFError, TimeoutError, asyncio.CancelledError):
            pass  # the server went away, or stands still; or the daemon ends
        except Exception as error:
            self._count(Failed("internal", where(error)))
        finally:
            writer.transport.abort()
            self.tasks.discard(task)
            self._open.pop(session, None)
            self.held -= self._weights.pop(session, 0)

    def end(self) -> None:
        """No more mail: sessions end when theirs is done, those without one at once."""
        self._ending = True
        for session, writer in self._open.items():
            if session.is_idle:
                writer.transport.abort()

    async def _converse(self, session: Session, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not (self._ending and session.is_idle):
            async with asyncio.timeout(IDLE if session.agreed else PATIENCE):
                (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
            if not 0 < length <= MAX_PACKET:
                raise Failed("protocol", f"a packet of {length} octets")
            async with asyncio.timeout(PATIENCE):
                packet = await reader.readexactly(length)
            command = packet[:1]
            if command == packets.QUIT:
                return
            answer = session.take(command, packet[1:], formatdate() if command == packets.END else "")
            self._weigh(session)
            if self.held > OCTETS:
                session.drop()
            if isinstance(answer, Ended):
                answer = session.changes(await self._added(session, answer))
            self._weigh(session)
            if answer:
                writer.write(answer)
                async with asyncio.timeout(PATIENCE):
                    await writer.drain()

    def _weigh(self, session: Session) -> None:
        self.held += session.held - self._weights.get(session, 0)
        self._weights[session] = session.held

    async def _added(self, session: Session, ended: Ended) -> Fields:
        """Fields for a whole mail."""
        question = ended.question
        began, method = time.monotonic(), "milter" if question.task == "judge" else "submission"
        try:
            if session.dropped:
                raise Failed("busy", f"more than {OCTETS} octets at once")
            if not question.task:
                raise Failed("permission", "the server may not tell what readers send: see --tell")
            answer = await self._pool.ask(question, ended.raw)
        except Failed as failure:
            self._count(failure, method, ended.name)
            return failure_fields(failure) if method == "milter" else []
        self._metrics.add("seconds_total", time.monotonic() - began)
        self._metrics.add("requests_total", method=method, outcome="ok")
        if answer.label:
            self._metrics.add("verdicts_total", label=answer.label)
        return answer.fields

    def _count(self, failure: Failed, method: str = "milter", name: str = "session") -> None:
        self._metrics.add("requests_total", method=method, outcome=failure.word)
        self._log(f"{method}: {name}: {failure.word}: {failure}")
