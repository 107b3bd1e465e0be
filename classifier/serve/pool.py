"""Questions → answers of worker processes; one that hangs or dies is replaced, and its mail alone waits for that."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable

from classifier.filtering import Failed
from classifier.serve import judge
from classifier.serve.judge import SIZES, Answer, Question, Ready
from classifier.serve.metrics import Metrics

STREAM = 1 << 20
"""Octets of an answer that are read ahead."""
REST = 1.0
"""Seconds after which a fork that failed is tried again."""
TRIES = 4
"""Workers that a mail may meet dead or kill: a few may have been killed at once by somebody else, before that was noticed."""


class Worker:
    """A process that answers one question after the other, as its parent sees it."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, generation: int) -> None:
        self.pid, self.generation = pid, generation
        self._reader, self._writer = reader, writer
        self._is_over = False

    async def ask(self, question: Question, raw: bytes) -> Answer:
        """The answer.

        Raises:
            OSError, EOFError: it died.
        """
        self._writer.write(judge.packed(question, raw))
        await self._writer.drain()
        size, octets = SIZES.unpack(await self._reader.readexactly(SIZES.size))
        told = await self._reader.readexactly(size)
        return judge.unpacked(told, await self._reader.readexactly(octets))

    @property
    def is_dead(self) -> bool:
        """Whether it closed its end."""
        return self._reader.at_eof()

    def is_over(self) -> bool:
        """Whether its process is no more. Only then is its number given to others, as nobody but this asks the kernel."""
        if not self._is_over:
            self._is_over = os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return self._is_over

    def end(self) -> None:
        """Kill it; it holds nothing."""
        if not self.is_over():
            os.kill(self.pid, signal.SIGKILL)
        self._writer.close()


class Pool:
    """Workers, as many as are wanted.

    Args:
        load: gives what workers share; asked at the start and at each reload. Raises `Failed`.
        wanted: how many.
        metrics: counts.
    """

    def __init__(self, load: Callable[[], Ready], wanted: int, metrics: Metrics) -> None:
        self._load, self._wanted, self._metrics = load, wanted, metrics
        self._ready = load()
        self._generation = 0
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._forking: set[asyncio.Task[None]] = set()
        self._forked: set[Worker] = set()
        self.workers: set[Worker] = set()

    async def start(self) -> None:
        """Fork them."""
        # What is loaded stays, and is shared: a collector that wrote into each object would copy it for each worker.
        gc.collect()
        gc.freeze()
        for _ in range(self._wanted):
            self._idle.put_nowait(await self._fork())

    async def ask(self, question: Question, raw: bytes) -> Answer:
        """The answer, within the time for one mail, waiting for a worker included.

        Raises:
            Failed: it took longer, or `TRIES` workers died of it.
        """
        try:
            async with asyncio.timeout(self._ready.seconds):
                for _ in range(TRIES):
                    worker = await self._living()
                    answer = None
                    try:
                        answer = await worker.ask(question, raw)
                        break
                    except (OSError, EOFError):
                        continue
                    finally:
                        self._back(worker, answer)
                else:
                    raise Failed("killed", f"{TRIES} workers died of this mail")
        except TimeoutError:
            raise Failed("time", f"no verdict in {self._ready.seconds:.2g} s") from None
        if answer.error:
            raise Failed(answer.error, answer.report)
        return answer

    def reload(self) -> None:
        """Read settings and model anew; workers that are busy answer first.

        Raises:
            Failed: they cannot be used; all stays as it was.
        """
        self._ready = self._load()
        self._generation += 1
        for _ in range(self._idle.qsize()):
            self._replace(self._idle.get_nowait())

    def stop(self) -> None:
        """End all of them."""
        for task in self._forking:
            task.cancel()
        for worker in self.workers:
            worker.end()

    def reap(self) -> None:
        """Let the kernel forget processes that ended (SIGCHLD)."""
        self._forked = {worker for worker in self._forked if not worker.is_over()}

    async def _living(self) -> Worker:
        """One that is idle and did not die of idleness."""
        while (worker := await self._idle.get()).is_dead:
            self._metrics.add("workers_replaced_total", why="died")
            self._replace(worker)
        return worker

    def _back(self, worker: Worker, answer: Answer | None) -> None:
        """A worker after its question; one without an answer hangs or died."""
        if answer and worker.generation == self._generation and answer.error != "memory":
            self._idle.put_nowait(worker)
            return
        if not answer:
            self._metrics.add("workers_replaced_total", why="died" if worker.is_dead else "hung")
        self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        self.workers.discard(worker)
        worker.end()
        task = asyncio.create_task(self._refill())
        self._forking.add(task)
        task.add_done_callback(self._forking.discard)

    async def _refill(self) -> None:
        while True:
            try:
                self._idle.put_nowait(await self._fork())
                return
            except OSError:  # too many processes, or no memory
                await asyncio.sleep(REST)

    @property
    def busy(self) -> int:
        """Workers that answer now."""
        return len(self.workers) - self._idle.qsize()

    async def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            reader, writer = await asyncio.open_connection(sock=ours, limit=STREAM)
            try:
                pid = os.fork()
            except OSError:
                writer.close()
                raise
            if pid == 0:
                _become_worker(theirs, self._ready)
        worker = Worker(pid, reader, writer, self._generation)
        self.workers.add(worker)
        self._forked.add(worker)
        return worker


def _become_worker(channel: socket.socket, ready: Ready) -> None:
    """All that a forked process does: it lets go of what belongs to its parent, and answers."""
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGCHLD, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        # Clients' connections among them, which would stay open when their parent closes them.
        kept = channel.fileno()
        os.closerange(3, kept)
        os.closerange(kept + 1, 1 << 16)
        judge.work(channel, ready)
    except BaseException as error:  # a worker that returned would be a second daemon
        sys.stderr.write(f"coldsieve: serve: worker: {error!r}\n")
    finally:
        os._exit(1)
