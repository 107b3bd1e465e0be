"""A mail's octets → the same octets with our fields on top; whatever breaks on the way, with an error's fields.

The process that holds the mail reads, waits and writes. Everything that can hang, crash or eat memory (parsing, model,
store) is done by a child process, whose answer is waited for as long as the budget lasts and no longer: neither a loop in
C code, which no signal handler of Python's interrupts, nor a segmentation fault or the kernel's OOM killer gets to the mail.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import time
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from classifier import __version__, headers

SECONDS = 4.0
"""Budget: far below what a mail server waits, unless told otherwise (Dovecot 10 s, procmail 960)."""
MEMORY = 1 << 30
"""Octets of address space that a child may take: an honest mail needs a tenth."""

Fields = list[tuple[str, str]]


class Failed(Exception):
    """Why there is no verdict: a word for the header, and a line for the log."""

    def __init__(self, word: str, detail: str) -> None:
        super().__init__(" ".join(detail.split())[:500])
        self.word = word


class Filtered(NamedTuple):
    """What goes on to the mail server."""

    octets: bytes
    failure: Failed | None
    """Why the mail carries an error's fields; ``None`` when it carries a verdict's."""


def filtered(raw: bytes, judge: Callable[[bytes], Fields], seconds: float = SECONDS) -> Filtered:
    """The mail with the fields that ``judge`` gives for it, or with an error's when it gives none in time."""
    try:
        return Filtered(headers.with_fields(raw, _as_fields(apart(lambda: _as_octets(judge(raw)), seconds))), None)
    except Failed as failure:
        return failed(raw, failure)


def left(seconds: float, reading: float) -> float:
    """What is left of a budget that began when the mail server started this process.

    On a machine that is short of CPU, starting Python takes a second and more of it, and the server's own limit runs.

    Args:
        seconds: the budget.
        reading: seconds that this process waited for the mail, which may be for a person who types it.
    """
    return max(0.1, seconds - max(0.0, _age() - reading))


def _age() -> float:
    """Seconds since this process was started; 0 where the system does not tell (proc(5), ``starttime``)."""
    try:
        with open("/proc/self/stat", "rb") as file:  # noqa: PTH123 (pathlib takes 8 ms to import)
            ticks = int(file.read().rpartition(b")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError, IndexError):
        return 0.0


def failed(raw: bytes, failure: Failed) -> Filtered:
    """The mail with an error's fields; forged ones are gone here as well."""
    return Filtered(headers.with_fields(raw, failure_fields(failure)), failure)


def failure_fields(failure: Failed) -> Fields:
    """What a mail without a verdict carries."""
    names = headers.NAMES
    return [(names[0], "error"), (names[-2], failure.word), (names[-1], __version__)]


def apart(work: Callable[[], bytes], seconds: float = SECONDS) -> bytes:
    """What ``work`` returns, made by a child process that is killed when the time is over.

    Raises:
        Failed: ``work`` raised (`Failed` is handed on as it is), the time is over, or the child died.
    """
    deadline = time.monotonic() + seconds
    reading, writing = os.pipe()
    try:
        child = os.fork()
    except OSError as error:
        os.close(reading)
        os.close(writing)
        raise Failed("process", f"cannot fork: {error.strerror}") from None
    if child == 0:
        _work(work, writing, seconds)
    os.close(writing)
    answer = None
    try:
        answer = _answer(reading, deadline)
    finally:
        os.close(reading)
        _end(child, killed=answer is None)
    if answer is None:
        raise Failed("time", f"no verdict in {seconds:.2g} s")
    # Its exit code is not asked: where SIGCHLD is ignored there is none.
    if not answer.endswith(_END):
        raise Failed("killed", "the process that judged the mail died")
    if answer.startswith(_GOOD):
        return answer[len(_GOOD) : -len(_END)]
    word, _, detail = answer[len(_BAD) : -len(_END)].decode("utf-8", "replace").partition(" ")
    raise Failed(word, detail)


_GOOD, _BAD, _END = b"+", b"-", b"\0"
"""First and last octet of a child's answer; one without its last octet is from a child that died."""


def _work(work: Callable[[], bytes], writing: int, seconds: float) -> NoReturn:
    """All that the child does."""
    # One mail, and then the process ends: collecting garbage would be a twelfth of its CPU.
    gc.disable()
    try:
        # Should the parent be killed, nobody else ends a child that hangs: the kernel does, without Python's help.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)
        # What a library prints would be part of the mail.
        os.dup2(2, 1)
        limit_memory()
        answer = _GOOD + work()
    except Failed as failure:
        answer = _BAD + f"{failure.word} {failure}".encode()
    except MemoryError:
        answer = _BAD + b"memory not enough of it"
    except BaseException as error:  # whatever it is, the mail goes on
        answer = _BAD + f"internal {where(error)}".encode()
    try:
        answer += _END
        while answer:
            answer = answer[os.write(writing, answer) :]
    finally:
        os._exit(0)


def limit_memory() -> None:
    """Let this process take no more than `MEMORY`."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [limit for limit in (MEMORY, soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))


def where(error: BaseException) -> str:
    """An exception in one line, with the place that raised it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"  # noqa: PTH119
    return f"{type(error).__name__} at {place}: {error}"


def _answer(reading: int, deadline: float) -> bytes | None:
    """All that comes until the child closes its end; ``None`` when the time is over before."""
    chunks: list[bytes] = []
    ready = select.poll()
    ready.register(reading, select.POLLIN)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not ready.poll(1000 * left):
            return None
        chunk = os.read(reading, 1 << 16)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)


def _end(child: int, killed: bool) -> None:
    """Wait for a child that closed its end; kill one that did not, and wait for none that the kernel holds on a disk."""
    try:
        if killed:
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, os.WNOHANG if killed else 0)
    except ChildProcessError:
        pass  # a caller left SIGCHLD ignored


def _as_octets(fields: Fields) -> bytes:
    return "\n".join(f"{name}: {value}" for name, value in fields).encode("ascii")


def _as_fields(answer: bytes) -> Fields:
    pairs = (line.partition(": ") for line in answer.decode("ascii").split("\n"))
    return [(name, value) for name, _, value in pairs]
