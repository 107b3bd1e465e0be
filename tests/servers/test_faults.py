"""Mail is counted: while something breaks, all that was sent arrives, octet for octet, and none of it twice.

Twenty deliveries at a time, each with fields that the sender forged; meanwhile the store is locked, its disk is full, the
model is swapped for garbage and back, filters and the children that judge for them are killed (-9), or hang: each alone,
and all at once. Behind Postfix it is the daemon that is killed and started again, told to take the model anew, and whose
workers are stopped. ``make test-faults`` sends 2,000 by each way through each; ``make test-servers`` 200 through all at once and
20 through each.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import smtplib
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from classifier import headers, model
from tests.daemons import Daemon
from tests.servers import machine
from tests.servers.dovecot import dovecot
from tests.servers.test_dovecot import TRACE, sessions
from tests.servers.test_milter import Domain, as_sent, domain, listening, ours
from tests.servers.test_procmail_maildrop import FORGED, FROM_LINE, QUESTION, Mailbox

pytestmark = pytest.mark.servers
ALL = "all at once"
FAULTS = ("store locked", "disk full", "model swapped", "killed", "hanging")
DELIVERIES = {
    fault: int(os.environ.get("COLDSIEVE_DELIVERIES", "20" if fault in FAULTS else "200")) for fault in (ALL, *FAULTS)
}
"""What breaks → mails sent meanwhile."""
AT_ONCE = 20

BEFORE = """
import os, random
os.environ["COLDSIEVE_HISTORY"] = "{folder}/store/history.db"
os.environ["COLDSIEVE_MODEL"] = "{folder}/model"
dice = random.random()
if dice < {hanging}:
    import itertools, time, types
    class Hanging(types.ModuleType):
        def __getattr__(self, name):
            time.sleep(60) if dice < {hanging} * 0.75 else sum(itertools.repeat(1))
    sys.modules["mailparser"] = Hanging("mailparser")
"""


def before(folder: Path, fault: str) -> str:
    """What the command runs first: it has the store and the model that break, and hangs at times."""
    return BEFORE.format(folder=folder, hanging={"hanging": 0.05, ALL: 0.02}.get(fault, 0))


def letters(n: int) -> dict[bytes, bytes]:
    """Number → mail."""
    draw = random.Random(7)
    return {
        b"%06d" % n: QUESTION.replace(b"<3@", b"<%06d@" % n)
        + draw.randbytes(draw.randrange(2000)).replace(b"\r", b"").replace(b"\0", b"")
        + b"\n"
        for n in range(n)
    }


@contextmanager
def small_disk(at: Path) -> Iterator[bool]:
    """A disk for the store that fills up; without root's rights a folder, and false."""
    at.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=400k,mode=777", "none", str(at)]
    small = os.getuid() == 0 and not subprocess.run(command, capture_output=True, check=False).returncode
    try:
        yield small
    finally:
        if small:
            subprocess.run(["umount", "-l", at], check=True)


@contextmanager
def trouble(folder: Path, fault: str) -> Iterator[Counter[str]]:
    """One of `FAULTS` or all, until the end of the block; how often is counted."""
    done: Counter[str] = Counter()
    stop = threading.Event()
    state = folder / "store"
    good, bad, used = folder / "good", folder / "bad", folder / "model"
    shutil.copytree(model.default_directory(), good)
    bad.mkdir()
    for name in ("model.json", "weights.bin"):
        (bad / name).write_bytes(os.urandom(5000))
    used.symlink_to(good)

    def swap() -> None:
        for target in (bad, good):
            (folder / "next").symlink_to(target)
            (folder / "next").replace(used)
            done["model swapped"] += 1
            stop.wait(0.3 if target is bad else 1.5)

    def lock() -> None:
        store = state / "history.db"
        if store.exists():
            with contextlib.suppress(sqlite3.Error):
                db = sqlite3.connect(store, isolation_level=None, timeout=0.1)
                db.execute("BEGIN EXCLUSIVE")
                done["store locked"] += 1
                stop.wait(1.5)
                db.close()
        stop.wait(1)

    def fill() -> None:
        with contextlib.suppress(OSError):
            (state / "ballast").write_bytes(b"x" * 400_000)
        done["disk full"] += 1
        stop.wait(1)
        (state / "ballast").unlink(missing_ok=True)
        stop.wait(1)

    def kill() -> None:
        found = filters(folder)
        if found:
            with contextlib.suppress(OSError):
                os.kill(random.choice(found), 9)
                done["killed"] += 1
        stop.wait(1)

    causes = {"store locked": lock, "disk full": fill, "model swapped": swap, "killed": kill}
    with small_disk(state) as small:
        if not small:
            del causes["disk full"]
        with repeated([cause for name, cause in causes.items() if fault in (name, ALL)], stop):
            yield done


@contextmanager
def repeated(tasks: list[Callable[[], None]], stop: threading.Event) -> Iterator[None]:
    """Each again and again, until the end of the block."""

    def repeat(task: Callable[[], None]) -> None:
        while not stop.is_set():
            task()

    with ThreadPoolExecutor(len(FAULTS)) as pool:
        running = [pool.submit(repeat, task) for task in tasks]
        try:
            yield
        finally:
            stop.set()
            for task in running:
                task.result(30)


def filters(folder: Path) -> list[int]:
    """Processes that run the command of this test, and no others."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if f"{folder}/".encode() in path.read_bytes() and b"/coldsieve\0" in path.read_bytes():
                found.append(int(path.parent.name))
    return found


def deliver_all(deliver: Callable[[bytes], bool], sent: dict[bytes, bytes]) -> int:
    """Deliver all, as a mail server does: what was not taken is offered again. Returns how many were."""

    def one(mail: bytes) -> int:
        for turn in range(20):
            if deliver(mail):
                return turn
            time.sleep(0.2)
        raise AssertionError("was never taken")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(one, [FORGED + mail for mail in sent.values()]))


def check(found: list[bytes], sent: dict[bytes, bytes]) -> Counter[str]:
    """All, once, as they were; no forged label. Returns how often each label was given."""
    numbers = [re.search(rb"^Message-ID: <(\d{6})@", mail, re.M) for mail in found]
    counted = Counter(number.group(1) if number else b"?" for number in numbers)
    assert counted == Counter(dict.fromkeys(sent, 1)), [c for c in counted.items() if c[1] != 1][:9]
    labels: Counter[str] = Counter()
    for mail, number in zip(found, numbers, strict=True):
        assert number
        assert headers.without_ours(mail) == sent[number.group(1)]
        said = re.findall(rb"^x-coldsieve-label[ \t]*:\s*(\w+)", mail.partition(b"\n\n")[0], re.I | re.M)
        assert len(said) <= 1
        labels[said[0].decode() if said else "none"] += 1
    return labels


@pytest.mark.parametrize("fault", DELIVERIES)
def test_procmail(fault: str, folder: Path) -> None:
    box = Mailbox(folder, "procmail", before(folder, fault))
    sent = letters(DELIVERIES[fault])
    with trouble(folder, fault) as done:
        again = deliver_all(lambda mail: box.deliver(FROM_LINE + mail) == 0, sent)
    labels = check([mail for name in (".", ".Junk", ".Outreach") for mail in box.mails(name)], sent)
    print(
        f"\nprocmail, {fault}: {len(sent)} sent, all arrived once; {dict(labels)}; {again} offered again; {dict(done)}"
    )


@pytest.mark.parametrize("fault", DELIVERIES)
def test_lmtp(fault: str, folder: Path) -> None:
    machine.needs("dovecot", "sieve-test")
    sent = letters(DELIVERIES[fault])

    with dovecot(folder, machine.coldsieve(folder, before(folder, fault))) as server:

        def deliver(mail: bytes) -> bool:
            try:
                with smtplib.LMTP("127.0.0.1", server.lmtp, timeout=600) as client:
                    client.sendmail("sam@acme.example", ["ada@reader.example"], mail.replace(b"\n", b"\r\n"))
            except (smtplib.SMTPDataError, smtplib.SMTPServerDisconnected):
                return False
            return True

        with trouble(folder, fault) as done:
            again = deliver_all(deliver, sent)
        found = [mail for name in ("INBOX", "Junk", "Outreach") for mail in server.mails("ada", name)]
        log = server.log()
    labels = check([_as_sent(mail) for mail in found], sent)
    print(f"\nLMTP, {fault}: {len(sent)} sent, all arrived once; {dict(labels)}; {again} offered again; {dict(done)}")
    # For one reason alone; see test_dovecot.
    panicked, late = sessions(log, "Panic"), sessions(log, "Execution timed out")
    assert panicked <= late, log
    assert again <= len(late), log


@pytest.mark.skipif(os.getuid() != 0, reason="Postfix starts as root alone")
def test_milter(folder: Path) -> None:
    sent = letters(DELIVERIES[ALL])
    up = threading.Event()
    with domain(folder) as servers:

        def deliver(mail: bytes) -> bool:
            if random.random() < 0.9:  # most are to meet a daemon, which takes its time to start
                up.wait(120)
            try:
                servers.send(mail)
            except (smtplib.SMTPDataError, smtplib.SMTPServerDisconnected):
                return False
            return True

        with trouble(folder, ALL) as done, unsteady(servers, folder, up, done):
            again = deliver_all(deliver, sent)
        found = servers.mails(len(sent), seconds=600)
    labels = check([ours(mail)[0] + as_sent(mail) for mail in found], sent)
    print(f"\nmilter: {len(sent)} sent, all arrived once; {dict(labels)}; {again} offered again; {dict(done)}")


@contextmanager
def unsteady(servers: Domain, folder: Path, up: threading.Event, done: Counter[str]) -> Iterator[None]:
    """A daemon that is killed and started again and takes its model anew, and whose workers are killed and stopped.

    ``up`` is set while there is one.
    """
    stop = threading.Event()
    args = ("--history", f"{folder}/store/history.db", "--model", f"{folder}/model", "--time-limit", "4")

    stopped: list[int] = []

    def disturb(running: Daemon) -> None:
        tasks = ("worker killed", "worker stopped", "reloaded", "daemon killed")
        (task,) = random.choices(tasks, (3, 3, 3, 1))
        with contextlib.suppress(OSError, IndexError):
            if task.startswith("worker"):
                worker = random.choice(running.workers())
                os.kill(worker, 9 if task == "worker killed" else signal.SIGSTOP)
                stopped.append(worker)
            elif task == "reloaded":
                running.process.send_signal(signal.SIGHUP)
            else:
                up.clear()
                running.process.kill()
            done[task] += 1

    def serve() -> None:
        while not stop.is_set():
            # It does not begin where the model is garbage at that moment.
            with contextlib.suppress(AssertionError, OSError), listening(servers, *args) as running:
                up.set()
                judged = 0.0
                while running.process.poll() is None and not stop.wait(1):
                    # Not again before it recovered: what is to be counted is mail that meets trouble, not mail without a daemon.
                    if (now := running.metric('requests_total{method="milter",outcome="ok"}')) > judged:
                        judged = now
                        disturb(running)
            up.clear()
            # One that was stopped as it was forked holds the socket, and outlives a daemon that is killed.
            while stopped:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(stopped.pop(), 9)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(120)


def _as_sent(mail: bytes) -> bytes:
    """Without what LMTP put on top, our fields left in."""
    mail = mail.replace(b"\r\n", b"\n")
    ours = mail[: len(mail) - len(headers.without_ours(mail))] if headers.without_ours(mail) != mail else b""
    return ours + TRACE.sub(b"", mail[len(ours) :])
