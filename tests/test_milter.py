"""The milter as mail servers meet it: their steps in, changes of the header out; broken, hostile and old servers too."""

from __future__ import annotations

import asyncio
import os
import random
import re
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import headers
from classifier.mail import Envelope
from classifier.octets import MAX_OCTETS
from classifier.pipeline import Classifier
from classifier.serve.judge import Answer, Question, answered
from classifier.serve.metrics import Metrics
from classifier.serve.milter import Milter
from classifier.serve.session import MAX_FORGED, Ended, Session
from tests.daemons import Daemon, daemon
from tests.mail_server import ALL_STEPS, Server, answers, changed, packed, packets, said

ROOT = Path(__file__).parents[1]
LETTER = (ROOT / "data" / "sample.eml").read_bytes().replace(b"\n", b"\r\n")
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.eml"))
FORGED = b"X-Coldsieve-Label: human\r\nx-coldsieve-KIND : personal\r\nX-Coldsieve-Reasons:\r\n\tnone\r\nX-COLDSIEVE-LABEL:spam\r\n"
RECEIVED = b"Received: from acme.example (out.acme.example [192.0.2.7])\n\tby mx.reader.example (Postfix) with ESMTP id 4F1\n\tfor <ada@reader.example>; Sun, 22 Nov 2026 10:00:00 +0000\n"
FUZZ = int(os.environ.get("COLDSIEVE_FUZZ", "200"))
"""Broken sessions; 10,000 in `make test-faults`."""
SERVER = Server()
JUDGE = Classifier()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    folder = tmp_path_factory.mktemp("milter")
    with daemon(folder, "--workers", "2", "--history", "none", "--milter", f"unix:{folder}/milter") as running:
        yield running


@contextmanager
def session(running: Daemon, mta: Server = SERVER) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(30)
        client.connect(str(running.path.parent / "milter"))
        client.sendall(mta.begin())
        assert said(client)[0] == b"O"
        yield client


def crlf(path: Path) -> bytes:
    mail = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return mail if b"\r\n\r\n" in mail else mail + b"\r\n"


@pytest.mark.parametrize("path", [ROOT / "data" / "sample.eml", *GOLDEN], ids=lambda path: path.stem)
def test_a_mail_gets_the_fields_of_the_filter_and_is_else_as_it_came(path: Path, server: Daemon) -> None:
    mail = FORGED + crlf(path)
    with session(server) as client:
        new = changed(mail, SERVER.deliver(client, mail))
    # As `coldsieve filter` sees it afterwards, with the server's own Received.
    seen = RECEIVED + mail.replace(b"\r\n", b"\n")
    ours = headers.fields(JUDGE.classify(seen, Envelope("sam@acme.example", "ada@reader.example", "192.0.2.7")))
    block = "".join(headers.folded(name, value, "\r\n") for name, value in ours).encode()
    assert new == block + headers.without_ours(mail)


def test_one_session_brings_many_mails(server: Daemon) -> None:
    with session(server) as client:
        for n in range(3):
            mail = FORGED * n + LETTER + b"letter %d\r\n" % n
            client.sendall(packed(b"M", b"<eve@acme.example>\0") + packed(b"L", b"X-Coldsieve-Label\0 spam\0"))
            client.sendall(packed(b"A"))  # the client began another one
            new = changed(mail, SERVER.deliver(client, mail))
            assert headers.without_ours(new) == headers.without_ours(mail)
            assert new.startswith(b"X-Coldsieve-Label: bot\r\n")


def test_what_hides_behind_a_carriage_return_goes_and_the_field_stays(server: Daemon) -> None:
    mail = b"Subject: one\r\nSUBJECT: Keys\rX-Coldsieve-Label: human\rX: y\r\nTo:\rX-Coldsieve-Kind: junk\r\n\r\nHi Ada\r\n"
    with session(server) as client:
        new = changed(mail, SERVER.deliver(client, mail))
    assert new.endswith(b"Subject: one\r\nSUBJECT: Keys\rX: y\r\nTo: \r\n\r\nHi Ada\r\n")


@pytest.mark.parametrize("version", [2, 3, 4, 6])
def test_old_servers_get_an_answer_to_each_step(version: int, server: Daemon) -> None:
    """One that offers nothing waits after each step, and takes the blank out of values and puts it in itself."""
    old = Server(version=version, actions=0x1F, steps=0x7F)
    mail = FORGED + LETTER
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(30)
        client.connect(str(server.path.parent / "milter"))
        waited = []
        begin = [packed(*packet) for packet in packets(old.begin())]
        for step in [*begin, *old.mail(mail, spaced=False, chunk=500)]:
            client.sendall(step)
            if step[4:5] not in b"DE":
                waited.append(said(client))
        version_taken, actions, steps = struct.unpack(">III", waited[0][1])
        assert (version_taken, actions, steps) == (version, 0x11, 0x40)
        assert set(waited[1:]) == {(b"c", b"")}
        new = changed(mail, answers(client), spaced=False)
    assert headers.without_ours(new) == headers.without_ours(mail)
    assert new.startswith(b"X-Coldsieve-Label: bot\r\n")


def test_of_a_long_mail_no_more_is_asked_for_than_is_read(server: Daemon) -> None:
    """And what was not asked for would have changed nothing."""
    text = LETTER + b"".join(b"line %d of a long log\r\n" % n for n in range(90_000))
    assert len(text) > MAX_OCTETS + 900_000
    with session(server) as client:
        client.sendall(b"".join(SERVER.mail(text)[:-2]))
        turns = [said(client)[0] for _ in range(len(text) // 65_535)]
        assert turns[:16] == [b"c"] * 16
        assert turns[17:] == [b"s"] * len(turns[17:])
        assert server.metric("octets ") <= MAX_OCTETS + 10_000
    with session(server) as client:
        new = changed(text, SERVER.deliver(client, text))
    ours = headers.fields(JUDGE.classify(RECEIVED.replace(b"\n", b"\r\n") + text, Envelope("sam@acme.example", "ada@reader.example", "192.0.2.7")))  # fmt: skip
    assert new == "".join(headers.folded(*field, "\r\n") for field in ours).encode() + text
    assert server.metric("octets ") == 0


def test_a_mail_with_more_forged_fields_than_any_program_writes_is_refused(server: Daemon) -> None:
    for forged, expected in ((MAX_FORGED, b"c"), (MAX_FORGED + 1, b"y")):
        mail = b"X-Coldsieve-Label: human\r\n" * forged + LETTER
        with session(server) as client:
            found = SERVER.deliver(client, mail)
            assert found[-1][0] == expected
            if expected == b"c":
                assert b"human\r\n" not in changed(mail, found)
            # The next is a mail as any other.
            assert changed(LETTER, SERVER.deliver(client, LETTER)).startswith(b"X-Coldsieve-Label: bot\r\n")


def test_a_mail_without_a_verdict_goes_on_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import itertools, mailparser\n"
        "given = mailparser.MailParser.__init__\n"
        "def hang(self, message=None):\n"
        "    if message and message['subject'] == 'hang': sum(itertools.repeat(1))\n"
        "    given(self, message)\n"
        "mailparser.MailParser.__init__ = hang\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", ""), str(Path.cwd())])
    mail = FORGED + b"Subject: hang\r\n\r\nHi\r\n"
    with daemon(tmp_path, "--milter", f"unix:{tmp_path}/milter", "--time-limit", "2", environment={"PYTHONPATH": path}) as running:  # fmt: skip
        with session(running) as client:
            new = changed(mail, SERVER.deliver(client, mail))
            assert new.startswith(b"X-Coldsieve-Label: error\r\nX-Coldsieve-Reasons: time\r\nX-Coldsieve-Version: ")
            assert headers.without_ours(new) == b"Subject: hang\r\n\r\nHi\r\n"
            assert changed(LETTER, SERVER.deliver(client, LETTER)).startswith(b"X-Coldsieve-Label: bot\r\n")
        assert running.metric('requests_total{method="milter",outcome="time"}') == 1
        assert "milter: 4F1: time: no verdict in 2 s" in running.log()


ANSWER = b"From: Sam <sam@partner.example>\r\nTo: ada@reader.example\r\nSubject: the offer\r\n\r\nHi Ada, our offer: 300 leads for your team, book a call.\r\n"


@pytest.mark.parametrize("outgoing", [Server(login=b"ada"), Server(daemon=b"ORIGINATING")], ids=["login", "service"])
def test_what_readers_send_is_remembered_and_not_labelled(outgoing: Server, tmp_path: Path) -> None:
    outgoing = outgoing._replace(
        sender=b"Ada@reader.example", recipients=(b"tom@partner.example", b"sam@partner.example")
    )
    mail = FORGED + b"From: Ada <ada@reader.example>\r\nTo: Tom <tom@partner.example>\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n\r\nHi Tom, hi Sam, when do we meet?\r\n"  # fmt: skip
    with daemon(tmp_path, "--milter", f"unix:{tmp_path}/milter") as running:

        def reasons() -> bytes:
            with session(running) as client:
                new = changed(ANSWER, SERVER.deliver(client, ANSWER))
            return re.sub(rb"\s+", b" ", new.partition(b"Reasons:")[2].partition(b"X-Coldsieve")[0])

        assert b"i_wrote_to_them" not in reasons()
        with session(running, outgoing) as client:
            assert changed(mail, outgoing.deliver(client, mail)) == headers.without_ours(mail)
            if outgoing.login:  # which was for that mail, and the next one's may be of nobody
                client.sendall(b"".join(step for step in SERVER.mail(LETTER) if step[4:5] != b"D"))
                assert changed(LETTER, answers(client)).startswith(b"X-Coldsieve-Label: bot\r\n")
        time.sleep(1)  # a Received field tells no fractions of a second
        # Tom stands in To; Sam was told in the envelope alone.
        assert b"i_wrote_to_them" in reasons()
        assert running.metric('requests_total{method="submission",outcome="ok"}') == 1


def test_a_stranger_who_writes_in_the_readers_name_has_not_been_written_to(tmp_path: Path) -> None:
    """Without any Received field, as a program writes that sends it here at once; the server shows none of its own."""
    mail = b"Date: Mon, 5 Jan 2026 10:00:00 +0000\r\nFrom: Ada <ada@reader.example>\r\nTo: Sam <sam@partner.example>\r\n\r\nHi Sam, when do we meet?\r\n"  # fmt: skip
    answer = b"Date: Tue, 6 Jan 2026 10:00:00 +0000\r\n" + ANSWER
    me = {"COLDSIEVE_ME": "ada@reader.example"}
    with daemon(tmp_path, "--milter", f"unix:{tmp_path}/milter", environment=me) as running, session(running) as client:
        assert b"X-Coldsieve-Label" in changed(mail, SERVER.deliver(client, mail))
        time.sleep(1)
        assert b"i_wrote_to_them" not in changed(answer, SERVER.deliver(client, answer))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_not_everybody_is_believed_what_readers_send(tmp_path: Path) -> None:
    """Any user may connect to the socket, and no more than ask; or else could write to themselves what they like."""
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o11)
    outgoing = Server(login=b"ada")
    tell = (
        "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]);"
        "s.sendall(bytes.fromhex(sys.argv[2])); s.settimeout(60); s.recv(17); print(s.recv(99).hex())"
    )
    octets = outgoing.begin() + b"".join(outgoing.mail(SHORT))
    for args, outcome in ((), "permission"), (("--tell", "nobody"), "ok"):
        with daemon(tmp_path, "--milter", f"unix:{tmp_path}/milter", *args) as running:
            done = subprocess.run(
                ["/usr/bin/python3", "-c", tell, str(tmp_path / "milter"), octets.hex()],
                user="nobody", capture_output=True, text=True, timeout=90, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            assert [command for command, _ in packets(bytes.fromhex(done.stdout))] == [b"m", b"c"], "no fields"
            assert running.metric(f'requests_total{{method="submission",outcome="{outcome}"}}') == 1


BROKEN = [
    b"\0\0\0\0",
    b"\xff\xff\xff\xffO",
    b"GET /metrics HTTP/1.0\r\n\r\n",
    packed(b"M", b"<sam@acme.example>\0"),
    packed(b"O"),
    packed(b"O", struct.pack(">III", 1, 0x1FF, 0)),
    packed(b"O", struct.pack(">III", 6, 0x01, 0)),
    SERVER.offer() + SERVER.offer(),
    SERVER.offer() + packed(b"Z"),
    SERVER.offer() + packed(b"M", b"no end"),
    SERVER.offer() + packed(b"L", b"Subject\0"),
    SERVER.offer() + packed(b"L", b"\0Subject\0"),
    SERVER.offer() + packed(b"C", b"out\0"),
    SERVER.offer() + packed(b"D", b"Codd\0"),
    SERVER.offer() + packed(b"D"),
    SERVER.begin() + packed(b"M"),
    SERVER.begin() + b"\0\0\0",
]


@pytest.mark.parametrize("octets", BROKEN, ids=lambda octets: repr(octets[-20:]))
def test_what_is_broken_ends_its_own_session_alone(octets: bytes, server: Daemon) -> None:
    with session(server) as other, socket.socket(socket.AF_UNIX) as client:
        client.settimeout(10)
        client.connect(str(server.path.parent / "milter"))
        client.sendall(octets)
        client.shutdown(socket.SHUT_WR)
        try:
            while client.recv(1 << 16):
                pass
        except ConnectionResetError:
            pass
        assert changed(LETTER, SERVER.deliver(other, LETTER)).startswith(b"X-Coldsieve-Label: bot\r\n")
    assert "internal" not in server.log()
    assert server.metric("octets ") == 0


def test_fuzzed_sessions_end_no_daemon_leak_nothing_and_delay_nobody(
    server: Daemon, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(8)
    whole = [SERVER.begin(), *SERVER.mail(FORGED + LETTER, chunk=3000)]
    folder = tmp_path_factory.mktemp("undisturbed")

    def fuzz(times: int) -> None:
        for _ in range(times):
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(60)
                client.connect(str(server.path.parent / "milter"))
                try:
                    client.sendall(broken(chance, whole))
                    client.shutdown(socket.SHUT_WR)
                    while client.recv(1 << 16):
                        pass
                except (BrokenPipeError, ConnectionResetError):
                    pass  # it had heard enough

    with daemon(folder, "--workers", "2", "--history", "none", "--milter", f"unix:{folder}/milter") as undisturbed:
        fuzz(100)  # what the first sessions allocate is no leak
        before = resident(server)
        waits: dict[Daemon, list[float]] = {server: [], undisturbed: []}
        stop = threading.Event()

        def deliver(asked: Daemon) -> None:
            """Another mail server, all the while."""
            with session(asked) as client:
                while not stop.wait(0.05):
                    began = time.monotonic()
                    assert SERVER.deliver(client, LETTER)[-1] == (b"c", b"")
                    waits[asked].append(time.monotonic() - began)

        others = [threading.Thread(target=deliver, args=(asked,)) for asked in waits]
        for other in others:
            other.start()
        try:
            fuzz(FUZZ)
        finally:
            stop.set()
            for other in others:
                other.join()
    longest, usual = map(max, waits.values())
    more = resident(server) - before
    print(f"\n{FUZZ} sessions; {more} KiB more; another mail took {longest:.2f} s at most, elsewhere {usual:.2f}")
    assert server.process.poll() is None
    assert "Traceback" not in server.log()
    assert "internal" not in server.log()
    assert server.metric("octets ") == 0
    assert more < 4_000
    # A busy machine makes everybody wait.
    assert longest < 1 + 3 * usual


def broken(chance: random.Random, steps: list[bytes]) -> bytes:
    """A conversation with steps left out, twice, in another place, of another kind or length, or cut."""
    chosen = [step for step in steps if chance.random() < 0.9]
    for _ in range(chance.randrange(3)):
        at = chance.randrange(len(chosen))
        chosen.insert(chance.randrange(len(chosen)), chosen[at])
    octets = bytearray(b"".join(chosen))
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(octets))
        octets[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
    return bytes(octets[: chance.randrange(len(octets)) if chance.random() < 0.5 else None])


def resident(server: Daemon) -> int:
    """KiB of the process that talks to servers."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])


def test_it_ends_when_the_mail_under_way_is_done(tmp_path: Path) -> None:
    with daemon(tmp_path, "--milter", f"unix:{tmp_path}/milter") as running:
        with session(running) as idle, session(running) as busy:
            *steps, last = SERVER.mail(LETTER)
            busy.sendall(b"".join(steps))
            time.sleep(0.3)
            running.process.terminate()
            idle.settimeout(5)
            assert idle.recv(1) == b""
            busy.sendall(last)
            assert changed(LETTER, answers(busy)).startswith(b"X-Coldsieve-Label: bot\r\n")
            busy.settimeout(10)
            assert busy.recv(1) == b"", "and not when the daemon's patience is over"
        assert running.process.wait(20) == 0
    assert not (tmp_path / "milter").exists()


def test_a_socket_that_is_handed_over_by_name(tmp_path: Path) -> None:
    code = (
        "import os, socket, sys\n"
        "for fd, name in ((3, 'socket'), (4, 'milter')):\n"
        "    s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1] + '/' + name); s.listen()\n"
        "    if s.fileno() != fd: os.dup2(s.fileno(), fd)\n"
        "    os.set_inheritable(fd, True); s.detach()\n"
        "os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='2', LISTEN_FDNAMES='coldsieve.socket:milter')\n"
        "os.execv(sys.executable, [sys.executable, '-m', 'classifier.cli', *sys.argv[2:]])"
    )
    with daemon(tmp_path, command=(sys.executable, "-c", code, str(tmp_path))) as running, session(running) as client:
        assert changed(LETTER, SERVER.deliver(client, LETTER)).startswith(b"X-Coldsieve-Label: bot\r\n")


@pytest.mark.parametrize(("address", "code"), [("here", 64), ("unix:relative", 64), ("inet:8891", 64), ("unix:/nonexistent/milter", 73)])  # fmt: skip
def test_an_address_that_cannot_be_served(address: str, code: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "classifier.cli", "serve", "--socket", str(tmp_path / "s"), "--milter", address],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert address in done.stderr


# Laws, in this process.


class Here:
    """A pool without processes."""

    async def ask(self, question: Question, raw: bytes) -> Answer:
        return answered(JUDGE, question, raw)


class Written:
    """A writer that keeps what it is given."""

    def __init__(self) -> None:
        self.octets = b""
        self.transport = self

    def write(self, octets: bytes) -> None:
        self.octets += octets

    async def drain(self) -> None: ...

    def close(self) -> None: ...

    def abort(self) -> None: ...

    async def wait_closed(self) -> None: ...


def conversation(pieces: list[bytes]) -> tuple[bytes, list[str]]:
    """All that is answered, and the log."""

    async def converse() -> None:
        reader = asyncio.StreamReader()
        task = asyncio.create_task(milter.connected(reader, writer, True))  # type: ignore[arg-type]
        for piece in pieces:
            reader.feed_data(piece)
            await asyncio.sleep(0)
        reader.feed_eof()
        await asyncio.wait_for(task, 20)

    log: list[str] = []
    milter, writer = Milter(Here(), Metrics(), log.append, frozenset()), Written()  # type: ignore[arg-type]
    asyncio.run(converse())
    assert (milter.held, milter.tasks) == (0, set())
    return writer.octets, log


SHORT = (
    b"From: Ann <ann@berg.example>\r\nX-Coldsieve-Label: human\r\nSubject: Keys\r\n\r\nHi Ada, thanks for the keys!\r\n"
)
STREAM = (
    SERVER.begin() + b"".join(SERVER.mail(SHORT, chunk=9)) + packed(b"A") + b"".join(SERVER.mail(SHORT)) + packed(b"Q")
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, len(STREAM)), max_size=12).map(sorted))
def test_any_split_of_the_stream_gets_the_same_answers(cuts: list[int]) -> None:
    edges = [0, *cuts, len(STREAM)]
    octets, log = conversation([STREAM[a:b] for a, b in pairwise(edges)])
    assert octets == conversation([STREAM])[0]
    assert not log
    assert octets.count(b"X-Coldsieve-Label\0\0") == 2


@pytest.mark.parametrize("mta", [SERVER, Server(version=2, steps=0)], ids=["new", "old"])
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_what_is_judged_is_the_mail_octet_for_octet(path: Path, mta: Server) -> None:
    """Under the field that the server does not show. An old one tells nothing of the blank after a colon."""
    mail = re.sub(rb"(?m)^([\w-]+)[ \t]*:(?=\S)", rb"\1: ", re.sub(rb"(?m)^([\w-]+)[ \t]+:", rb"\1:", crlf(path)))
    talk = Session()
    for command, data in packets(mta.begin() + b"".join(mta.mail(mail, spaced=mta == SERVER))):
        ended = talk.take(command, data, "Sun, 22 Nov 2026 10:00:00 +0000")
    assert isinstance(ended, Ended)
    top = RECEIVED.replace(b" (Postfix) with ESMTP", b" with SMTP").replace(b"\n\tfor <ada@reader.example>; ", b";\n\t").replace(b"\n", b"\r\n")  # fmt: skip
    assert ended.raw == top + mail
    assert ended.question.envelope == Envelope(
        "sam@acme.example", "ada@reader.example", "192.0.2.7", "ada@reader.example"
    )


COMMANDS = st.sampled_from([bytes([octet]) for octet in b"ABCDEHKLMNOQRTUxZ\0"])
DATA = st.one_of(
    st.binary(max_size=40),
    st.lists(st.sampled_from([b"M", b"E", b"Subject", b"X-Coldsieve-Label", b"", b"{auth_authen}", b"<a@b.example>"]), max_size=5).map(lambda parts: b"\0".join([*parts, b""])),
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(COMMANDS, DATA), max_size=12), st.binary(max_size=9))
def test_random_packets_never_break_it(steps: list[tuple[bytes, bytes]], rest: bytes) -> None:
    octets, log = conversation([SERVER.offer() + b"".join(packed(*step) for step in steps) + rest])
    assert list(packets(octets))
    assert not [line for line in log if "internal" in line]


def test_an_independent_library_reads_and_writes_the_same() -> None:
    """kilter.protocol, by its own reading of the protocol, as server."""
    from kilter.protocol import messages as k
    from kilter.protocol.buffer import SimpleBuffer

    buffer = SimpleBuffer(1 << 16)
    for step in (
        k.Negotiate(6, k.ActionFlags(0x1FF), k.ProtocolFlags(ALL_STEPS)),
        k.Macro(ord("C"), {"j": "mx.reader.example"}),
        k.Connect("out.acme.example", IPv4Address("192.0.2.7"), 25),
        k.Helo("acme.example"),
        k.EnvelopeFrom(b"<sam@acme.example>"),
        k.EnvelopeRecipient(b"<ada@reader.example>"),
        k.Header("X-Coldsieve-Label", b" spam"),
        k.Header("Subject", b" Keys"),
        k.EndOfHeaders(),
        k.Body(b"Hi Ada, thanks for the keys!\r\n"),
        k.EndOfMessage(b""),
        k.Close(),
    ):
        step.pack(buffer)
    written = SimpleBuffer(1 << 16)
    written[:] = conversation([bytes(buffer[:])])[0]
    read = []
    while written.filled:
        message, length = k.Message.unpack(written)
        told = (message.index, message.name, bytes(message.value)) if isinstance(message, k.ChangeHeader) else ()
        read.append((type(message), *told))
        message.release()
        del written[:length]
    # To the offer, the end of the header that it sent all the same, the body; then what changes.
    assert [kind for kind, *_ in read[:3]] == [k.Negotiate, k.Continue, k.Continue]
    assert read[3] == (k.ChangeHeader, 1, "X-Coldsieve-Label", b"")
    assert {told[:2] for told in read[4:-1]} == {(k.InsertHeader, 0)}
    assert [told[2] for told in read[4:-1]] == [
        name for name in reversed(headers.NAMES) if any(name in t for t in read)
    ]
    assert read[-2][2] == "X-Coldsieve-Label"
    assert read[-2][3] in (b" human", b" bot")
    assert read[-1] == (k.Continue,)
