"""The daemon as its clients meet it: a process, a socket, mail, and clients and workers that misbehave."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import expressions, headers
from classifier.cli import asking
from classifier.filtering import Failed
from classifier.octets import header_end
from classifier.pipeline import Classifier
from classifier.serve import judge, spamd
from classifier.serve.judge import Question, Ready, answered
from classifier.serve.metrics import HELP, Metrics
from classifier.serve.pool import Pool
from classifier.signals import phrases
from tests.daemons import Daemon, daemon, received
from tests.servers.machine import free_ports

LETTER = (Path(__file__).parents[1] / "data" / "sample.eml").read_bytes()
FORGED = b"X-Coldsieve-Label: human\r\nx-coldsieve-kind :\r\n personal\r\n"
FUZZ = int(os.environ.get("COLDSIEVE_FUZZ", "200"))
"""Broken requests; 10,000 in `make test-faults`."""
DELAY = 1.0
"""Seconds that another client may wait longer meanwhile."""
LEAK = 4_000
"""KiB that a process may have grown by: half a KiB a request would be more."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    with daemon(tmp_path_factory.mktemp("serve"), "--workers", "2") as running:
        yield running


def head_and_body(mail: bytes) -> tuple[bytes, bytes]:
    end = re.search(rb"\r?\n\r?\n", mail)
    assert end
    return mail[: end.end()], mail[end.end() :]


def test_process_puts_our_fields_on_top_and_takes_forged_ones_out(server: Daemon) -> None:
    mail = FORGED + LETTER.replace(b"\n", b"\r\n")
    told, content = server.ask("PROCESS", mail)
    assert told.startswith(b"SPAMD/1.1 0 EX_OK\r\nContent-length: %d\r\n" % len(content))
    assert content.startswith(b"X-Coldsieve-Label: bot\r\n")
    assert headers.without_ours(content) == LETTER.replace(b"\n", b"\r\n")
    assert server.ask("HEADERS", mail)[1] == head_and_body(content)[0]


def test_no_mail_waits_for_an_expression_to_be_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = judge.load({"history": str(tmp_path / "history.db")}, 20)
    for module in (expressions, phrases):
        monkeypatch.setattr(module, "compiled", pytest.fail)
    expressions.compile_all()
    phrases.compile_all()
    assert answered(ready.classifier, Question(), LETTER).label


def test_the_score_is_how_little_one_wants_it_and_spam_is_the_label(server: Daemon) -> None:
    """An outreach letter scores high and is no spam; `spamc -E` and Exim's condition go by the second."""
    told, content = server.ask("CHECK", LETTER)
    assert re.search(rb"^Spam: False ; (8|9|10)\.\d / 5\.0$", told, re.M)
    assert content == b""
    label, kind, score = server.ask("REPORT", LETTER)[1].split(b"\n")[0].decode().split()
    assert (label, kind) == ("bot", "outreach")
    assert f"Spam: False ; {10 * float(score):.0f}" in told.decode() or abs(float(score) * 10 - 9) <= 1
    assert server.ask("SYMBOLS", LETTER)[1].startswith(b"bot,outreach,")
    assert server.ask("REPORT_IFSPAM", LETTER)[1] == b""


def test_spam_is_told(server: Daemon) -> None:
    assert server.ask("TELL", LETTER, "Message-class: spam", "Set: local", "User: eve@reader.example")[0].endswith(
        b"DidSet: local"
    )
    told, report = server.ask("REPORT_IFSPAM", LETTER, "User: eve@reader.example")
    assert b"\r\nSpam: True ; " in told
    assert report.startswith(b"spam junk ")
    # One reader's correction is nobody else's.
    assert b"\r\nSpam: False ; " in server.ask("CHECK", LETTER, "User: tom@reader.example")[0]
    assert server.ask("TELL", LETTER, "Remove: local", "User: eve@reader.example")[0].endswith(b"DidRemove: local")
    assert b"\r\nSpam: False ; " in server.ask("CHECK", LETTER, "User: eve@reader.example")[0]


def test_old_clients_get_old_answers(server: Daemon) -> None:
    """Exim asks in 1.2 and reads the answer with sscanf."""
    told, report = server.ask("REPORT", LETTER, version="1.2")
    assert re.fullmatch(rb"SPAMD/1\.1 0 EX_OK\r\nSpam: False ; \d+\.\d / 5\.0", told)
    assert report.startswith(b"bot outreach ")
    assert re.fullmatch(rb"SPAMD/1\.1 0 EX_OK\r\nContent-length: \d+", server.ask("PROCESS", LETTER, version="1.2")[0])
    assert server.ask("PROCESS", LETTER, version="1.0")[0] == b"SPAMD/1.1 0 EX_OK"
    assert server.say(b"PING SPAMC/1.2\r\n") == b"SPAMD/1.5 0 PONG\r\n"


def test_a_mail_without_a_length_ends_where_the_client_ends(server: Daemon) -> None:
    assert b"Spam: False" in server.say(b"CHECK SPAMC/1.5\r\n\r\n" + LETTER, half_close=True)


REFUSED = {
    b"": b"",
    b"\r\n\r\n": b"76 EX_PROTOCOL",
    b"EAT SPAMC/1.5\r\n\r\n": b"76 EX_PROTOCOL",
    b"CHECK SPAMC/one\r\n\r\n": b"76 EX_PROTOCOL",
    b"CHECK SPAMC/1.5\r\nContent-length: -5\r\n\r\n": b"76 EX_PROTOCOL",
    b"CHECK SPAMC/1.5\r\nContent-length: 99\r\n\r\nshort": b"76 EX_PROTOCOL",
    b"CHECK SPAMC/1.5\r\nContent-length: 999999999999\r\n\r\n": b"65 EX_DATAERR",
    b"CHECK SPAMC/1.5\r\nno field\r\n\r\n": b"76 EX_PROTOCOL",
    b"CHECK SPAMC/1.5\r\n" + b"A: b\r\n" * 99 + b"\r\n": b"76 EX_PROTOCOL",
    b"CHECK " + b"x" * 99_999 + b"\r\n": b"76 EX_PROTOCOL",
    b"TELL SPAMC/1.5\r\nContent-length: 0\r\n\r\n": b"64 EX_USAGE",
    b"\x00\xff\xfe\r\n": b"76 EX_PROTOCOL",
}


@pytest.mark.parametrize("octets", REFUSED, ids=lambda o: repr(o[:30]))
def test_what_is_no_request_is_refused_and_harms_nobody(octets: bytes, server: Daemon) -> None:
    answer = server.say(octets, half_close=True)
    assert answer == (b"SPAMD/1.1 %b\r\n\r\n" % REFUSED[octets] if REFUSED[octets] else b"")
    assert b"Spam: False" in server.ask("CHECK", LETTER)[0]
    assert server.metric("octets ") == 0


def test_fuzzed_requests_end_no_daemon_leak_nothing_and_delay_nobody(
    server: Daemon, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Most are a good request with a few octets changed, so that they get far; the others are noise, or stop anywhere."""
    with daemon(tmp_path_factory.mktemp("undisturbed"), "--workers", "2") as undisturbed:
        # What the first mails allocate is no leak; several at once, so that each worker gets some.
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda octets: server.say(octets, half_close=True), fuzzed(100)))
        workers, before = set(server.workers()), server.memory()
        waits: dict[Daemon, list[float]] = {server: [], undisturbed: []}
        is_over = threading.Event()

        def ask(asked: Daemon) -> None:
            """Another client, all the while."""
            while not is_over.wait(0.05):
                began = time.monotonic()
                assert b"Spam: False" in asked.ask("CHECK", LETTER)[0]
                waits[asked].append(time.monotonic() - began)

        others = [threading.Thread(target=ask, args=(asked,)) for asked in waits]
        for other in others:
            other.start()
        try:
            for octets in fuzzed(FUZZ):
                answer = server.say(octets, half_close=True)
                assert answer == b"" or answer.startswith(b"SPAMD/1."), octets
        finally:
            is_over.set()
            for other in others:
                other.join()
        assert server.process.poll() is None
        assert "Traceback" not in server.log()
        assert set(server.workers()) == workers, "one died"
        until(lambda: (server.metric("octets "), server.metric("connections ")) == (0, 1))
        after, (longest, usual) = server.memory(), map(max, waits.values())
        print(
            f"\n{FUZZ} requests; KiB {before}, then {after}; another client waited {longest:.2f} s at most, elsewhere {usual:.2f}"
        )
        # A busy machine makes everybody wait.
        assert longest < DELAY + 3 * usual
        for pid, held in after.items():
            assert held < before[pid] + LEAK


def fuzzed(number: int) -> Iterator[bytes]:
    chance = random.Random(8)
    for n in range(number):
        method = chance.choice(["PROCESS", "HEADERS", "CHECK", "SYMBOLS", "REPORT", "REPORT_IFSPAM", "TELL", "PING"])
        lines = [
            f"{method} SPAMC/1.{chance.randrange(7)}",
            "User: ada@reader.example",
            f"Content-length: {len(LETTER)}",
        ]
        lines += chance.choices(["Message-class: spam", "Set: local", "Remove: local", "Compress: zlib", "Coldsieve-Body: 9"], k=2)  # fmt: skip
        octets = bytearray("\r\n".join([*lines, "", ""]).encode() + LETTER)
        if n % 4 == 0:
            del octets[chance.randrange(len(octets)) :]
        if n % 50 == 0:
            octets[:] = chance.randbytes(chance.randrange(99))
        head = chance.choice((len(octets), 120))
        for _ in range(chance.randrange(6)):
            at = chance.randrange(min(head, len(octets)) + 1)
            octets[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
        yield bytes(octets)


def test_clients_that_stand_still_delay_nobody(server: Daemon) -> None:
    idle = [server.connect() for _ in range(60)]
    for client in idle[:30]:
        client.sendall(b"PROCESS SPAMC/1.5\r\nContent-length: 9999\r\n\r\nFrom: a")
    began = time.monotonic()
    assert b"Spam: False" in server.ask("CHECK", LETTER)[0]
    assert time.monotonic() - began < 5
    for client in idle:
        client.close()


def test_one_user_cannot_take_all_places(server: Daemon) -> None:
    idle = [server.connect() for _ in range(128)]
    try:
        assert server.say(b"PING SPAMC/1.5\r\n\r\n") == b"SPAMD/1.1 75 EX_TEMPFAIL\r\n\r\n"
    finally:
        for client in idle:
            client.close()
    deadline = time.monotonic() + 20
    while server.say(b"PING SPAMC/1.5\r\n\r\n") != b"SPAMD/1.5 0 PONG\r\n":
        assert time.monotonic() < deadline


def test_a_client_that_leaves_its_answer_is_left(server: Daemon) -> None:
    with server.connect() as client:
        mail = LETTER + b"x" * 3_000_000
        client.sendall(b"PROCESS SPAMC/1.5\r\nContent-length: %d\r\n\r\n" % len(mail) + mail)
    assert b"Spam: False" in server.ask("CHECK", LETTER)[0]


def test_an_answer_that_nobody_takes_is_held_and_counted(server: Daemon) -> None:
    mail = LETTER + b"x" * 8_000_000
    until(lambda: server.metric("octets ") == 0)
    before = server.metric('requests_total{method="PROCESS",outcome="ok"}')
    with server.connect() as client:
        client.sendall(b"PROCESS SPAMC/1.5\r\nContent-length: %d\r\n\r\n" % len(mail) + mail)
        until(lambda: server.metric('requests_total{method="PROCESS",outcome="ok"}') > before)
        assert server.metric("octets ") == len(mail)
    until(lambda: server.metric("octets ") == 0)


def test_one_user_cannot_hold_all_octets(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    with daemon(tmp_path, "--history", "none", "--tcp", f"127.0.0.1:{port}") as server:
        held = [server.connect() for _ in range(3)]
        for client in held:
            client.sendall(b"CHECK SPAMC/1.5\r\nContent-length: 60000000\r\n\r\n")
        for client in held[:2]:
            client.sendall(b"x" * 59_999_999)
        until(lambda: server.metric("octets ") == 2 * 59_999_999)
        with suppress(BrokenPipeError, ConnectionResetError):
            held[2].sendall(b"x" * 59_999_999)
        assert received(held[2]) in (b"SPAMD/1.1 75 EX_TEMPFAIL\r\n\r\n", b"")
        assert server.metric('requests_total{method="CHECK",outcome="busy"}') == 1
        # Another, as the kernel tells them apart, still has room.
        with socket.create_connection(("127.0.0.1", port), 20) as other:
            other.sendall(b"CHECK SPAMC/1.5\r\nContent-length: %d\r\n\r\n" % len(LETTER) + LETTER)
            assert b"Spam: False" in received(other)
        for client in held:
            client.close()


def until(is_so: Callable[[], bool]) -> None:
    """Wait for it."""
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_many_at_once_all_get_their_own_mail(server: Daemon) -> None:
    def one(n: int) -> None:
        mail = LETTER + b"letter %d\n" % n * 1000
        results[n] = headers.without_ours(server.ask("PROCESS", mail)[1]) == mail

    results: dict[int, bool] = {}
    threads = [threading.Thread(target=one, args=(n,)) for n in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == dict.fromkeys(range(30), True)


def test_a_worker_that_is_killed_is_replaced(server: Daemon) -> None:
    for _ in range(3):
        victims = server.workers()
        assert len(victims) == 2
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        assert b"Spam: False" in server.ask("CHECK", LETTER)[0]
    assert server.metric("workers_replaced_total") >= 3


def test_a_worker_that_hangs_costs_one_mail_and_is_replaced(tmp_path: Path) -> None:
    """One whose mail says so, in C code, and one that is stopped."""
    (tmp_path / "sitecustomize.py").write_text(
        "import itertools, mailparser\n"
        "given = mailparser.MailParser.__init__\n"
        "def hang(self, message=None):\n"
        "    if message and message['subject'] == 'hang': sum(itertools.repeat(1))\n"
        "    if message and message['subject'] == 'die': import os; os.kill(os.getpid(), 9)\n"
        "    given(self, message)\n"
        "mailparser.MailParser.__init__ = hang\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", ""), str(Path.cwd())])
    with daemon(tmp_path, "--workers", "2", "--time-limit", "2", environment={"PYTHONPATH": path}) as server:
        began = time.monotonic()
        assert server.ask("CHECK", b"Subject: hang\n\nHi\n")[0] == b"SPAMD/1.1 75 EX_TEMPFAIL"
        assert 1.5 < time.monotonic() - began < 10
        assert server.ask("CHECK", b"Subject: die\n\nHi\n")[0] == b"SPAMD/1.1 75 EX_TEMPFAIL"
        deadline = time.monotonic() + 20
        while server.metric("workers ") < 2:
            assert time.monotonic() < deadline
        assert b"Spam: False" in server.ask("CHECK", LETTER)[0]
        assert server.metric('workers_replaced_total{why="hung"}') == 1
        assert server.metric('workers_replaced_total{why="died"}') == 4


def test_reload_reads_settings_anew_and_keeps_the_old_where_they_are_wrong(tmp_path: Path) -> None:
    config = tmp_path / "coldsieve" / "config.toml"
    config.parent.mkdir()
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    mail = LETTER.replace(b"constance.everhart@everhart.example", b"tom@reader.example").replace(
        b"Received:", b"X-Was:"
    )
    with daemon(tmp_path, "--history", "none", environment=environment) as server:
        assert b"own_organisation" not in server.ask("SYMBOLS", mail)[1]
        config.write_text('organisation = ["reader.example"]\n')
        server.process.send_signal(signal.SIGHUP)
        server.wait_for("reloaded")
        assert b"own_organisation" in server.ask("SYMBOLS", mail)[1]
        config.write_text("organisation = 5\n")
        server.process.send_signal(signal.SIGHUP)
        server.wait_for("going on as before")
        assert b"own_organisation" in server.ask("SYMBOLS", mail)[1]


def test_it_ends_when_those_that_wait_have_their_answers(tmp_path: Path) -> None:
    with daemon(tmp_path) as server:
        with server.connect() as client:
            client.sendall(b"CHECK SPAMC/1.5\r\nContent-length: %d\r\n\r\n" % len(LETTER) + LETTER[:-1])
            time.sleep(0.3)
            server.process.terminate()
            time.sleep(0.3)
            client.sendall(LETTER[-1:])
            assert b"Spam: False" in received(client)
        assert server.process.wait(20) == 0
        assert not server.path.exists()


def test_nobody_outlives_a_daemon_that_is_killed(tmp_path: Path) -> None:
    with daemon(tmp_path) as server:
        workers = server.workers()
        server.process.kill()
        server.process.wait()
        deadline = time.monotonic() + 10
        while any(
            Path(f"/proc/{pid}").exists() and "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
            for pid in workers
        ):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    # The socket that it left is no obstacle.
    with daemon(tmp_path) as server:
        assert b"Spam: False" in server.ask("CHECK", LETTER)[0]
        second = subprocess.run(
            [sys.executable, "-m", "classifier.cli", "serve", "--socket", str(server.path), "--history", "none"],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert (second.returncode, second.stderr) == (69, f"coldsieve: {server.path}: a daemon answers there\n")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_who_may_correct(tmp_path: Path) -> None:
    """The kernel tells who asks, and nobody's word about it counts."""
    tell = (
        "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]);"
        "s.sendall(b'TELL SPAMC/1.5\\r\\nMessage-class: spam\\r\\nSet: local\\r\\nUser: root\\r\\nContent-length: 9\\r\\n\\r\\nFrom: a\\n\\n');"
        "print(s.recv(99).split()[1].decode())"
    )
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o11)
    for args, expected in (((), "77"), (("--tell", "nobody"), "0")):
        with daemon(tmp_path, *args) as server:
            done = subprocess.run(
                ["/usr/bin/python3", "-c", tell, str(server.path)],
                user="nobody",
                capture_output=True,
                text=True,
                timeout=60,
                check=True,
            )
        assert done.stdout.strip() == expected


def test_a_correction_that_cannot_be_kept_is_refused(tmp_path: Path) -> None:
    with daemon(tmp_path) as server:
        server.ask("CHECK", LETTER)
        db = sqlite3.connect(tmp_path / "daemon.db", isolation_level=None)
        db.execute("BEGIN EXCLUSIVE")
        told = server.ask("TELL", LETTER, "Message-class: ham", "Set: local")[0]
        db.close()
    assert told == b"SPAMD/1.1 75 EX_TEMPFAIL"


def test_the_readme_tells_of_metrics_that_there_are() -> None:
    told = set(re.findall(r"`coldsieve_(\w+)`", (Path(__file__).parents[1] / "README.md").read_text()))
    assert len(told) > 8
    assert told <= set(HELP)


USAGE = [(["--workers", "0"], 64), (["--tcp", "here"], 64), (["--tell", "nobody-of-this-name"], 64), (["--mode", "9"], 64),
         (["--history", "memory"], 78), (["--model", "/nonexistent"], 78), (["--socket", "/nonexistent/socket"], 73)]  # fmt: skip


@pytest.mark.parametrize(("args", "code"), USAGE)
def test_what_cannot_be_served(args: list[str], code: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "classifier.cli", "serve", "--socket", str(tmp_path / "s"), *args],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_sockets_that_are_handed_over(tmp_path: Path) -> None:
    """As systemd hands them over: file descriptors from 3 on, an environment that says so, and one that is told of the start."""
    code = (
        "import os, socket, sys; s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); os.dup2(s.fileno(), 3);"
        "t = socket.create_server(('127.0.0.1', int(sys.argv[2]))); os.dup2(t.fileno(), 4);"
        "os.set_inheritable(3, True); os.set_inheritable(4, True);"
        "os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='2');"
        "os.execv(sys.executable, [sys.executable, '-m', 'classifier.cli', *sys.argv[3:]])"
    )
    (port,) = free_ports(1)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(str(tmp_path / "notify"))
        supervisor.settimeout(20)
        with daemon(
            tmp_path,
            environment={"NOTIFY_SOCKET": str(tmp_path / "notify")},
            command=(sys.executable, "-c", code, str(tmp_path / "socket"), str(port)),
        ) as server:
            assert supervisor.recv(99) == b"READY=1"
            assert b"Spam: False" in server.ask("CHECK", LETTER)[0]
            with socket.create_connection(("127.0.0.1", port), 20) as client:
                client.sendall(b"PING SPAMC/1.5\r\n\r\n")
                assert received(client) == b"SPAMD/1.5 0 PONG\r\n"
    assert (tmp_path / "socket").exists(), "it is not the daemon's to remove"


# In this process.


def test_only_a_worker_that_is_there_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of one that the kernel forgot may be anybody's by now."""
    killed = []

    async def one() -> None:
        pool = Pool(lambda: Ready(JUDGE, 4), 1, Metrics())
        await pool.start()
        (worker,) = pool.workers
        os.kill(worker.pid, signal.SIGKILL)
        while Path(f"/proc/{worker.pid}").exists():
            pool.reap()
            await asyncio.sleep(0.01)
        monkeypatch.setattr(os, "kill", lambda *args: killed.append(args))
        worker.end()

    asyncio.run(one())
    assert killed == []


# Laws, in this process.


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_first_line_and_field_is_read_or_refused(octets: bytes) -> None:
    for read in (spamd.request, spamd.field):
        try:
            read(octets)
        except Failed as failure:
            assert failure.word == "protocol"


JUDGE = Classifier()
LINES = st.sampled_from([b"From x y", b"Subject: Keys", b" folded", b"", b"\r", b"no colon", b"X-Coldsieve-Label: human", b"\tX", b"\r\n"])  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(LINES, max_size=8).map(b"\n".join))
def test_the_daemon_writes_what_the_filter_writes(raw: bytes) -> None:
    """Bit for bit, although it sees the header alone."""
    answer = answered(JUDGE, Question(), raw)
    assert not answer.error
    octets = answer.head + raw[answer.body :]
    assert octets == headers.with_fields(raw, headers.fields(JUDGE.classify(raw)))
    # And the filter takes it for what it is, unless there was nowhere to put our fields.
    assert asking.is_spliced(octets, raw) == (octets != headers.without_ours(raw))
    assert answer.body >= header_end(raw)
