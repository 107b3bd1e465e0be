"""`coldsieve filter` and `verdict` beside a daemon: the same octets as without it, whatever it does."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from classifier import filtering, headers
from classifier.cli import asking
from classifier.cli import filter as filter_
from tests.daemons import Daemon, daemon
from tests.test_filter import FORGED, LETTER, SHAPES, environment, run

__all__ = ["environment"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    with daemon(tmp_path_factory.mktemp("serve"), "--history", "none") as running:
        yield running


def asks(server: Daemon, method: str) -> float:
    return server.metric(f'requests_total{{method="{method}",outcome="ok"')


@pytest.mark.parametrize("mail", SHAPES.values(), ids=SHAPES)
def test_the_same_octets_with_and_without_it(mail: bytes, server: Daemon, environment: dict[str, str]) -> None:
    before = asks(server, "HEADERS")
    asked = run(environment, "--socket", str(server.path), mail=FORGED + mail if len(mail) < 9999 else mail)
    alone = run({**environment, "COLDSIEVE_HISTORY": "none"}, mail=FORGED + mail if len(mail) < 9999 else mail)
    assert asked.stdout == alone.stdout
    assert (asked.returncode, asked.stderr) == (0, b"")
    assert b"X-Coldsieve-Label: error" not in asked.stdout
    assert asks(server, "HEADERS") == before + 1


def test_the_same_line_with_and_without_it(server: Daemon, environment: dict[str, str]) -> None:
    before = asks(server, "SYMBOLS")
    asked = run(environment, "--socket", str(server.path), "--exit-code", command="verdict")
    alone = run({**environment, "COLDSIEVE_HISTORY": "none"}, "--exit-code", command="verdict")
    assert (asked.stdout, asked.returncode) == (alone.stdout, alone.returncode)
    assert re.fullmatch(rb"bot outreach 0\.\d\d", asked.stdout)
    assert asks(server, "SYMBOLS") == before + 1


def test_the_envelope_goes_along(tmp_path: Path, environment: dict[str, str]) -> None:
    """A correction for one account, made over the socket, holds for that one when the filter asks."""
    with daemon(tmp_path) as server:
        environment = {**environment, "COLDSIEVE_SOCKET": str(server.path)}
        server.ask("TELL", LETTER, "Message-class: spam", "Set: local", "User: ada@reader.example")
        assert run({**environment, "RECIPIENT": "ada@reader.example"}, command="verdict").stdout.startswith(
            b"spam junk"
        )
        assert run({**environment, "RECIPIENT": "tom@reader.example"}, command="verdict").stdout.startswith(b"bot")
        assert run(environment, "--recipient", "ada@reader.example").stdout.startswith(b"X-Coldsieve-Label: spam")


HEAD = LETTER[: LETTER.index(b"\n\n") + 2]
LABEL = b"X-Coldsieve-Label: human\nX-Coldsieve-Kind: personal\n"


def answer(content: bytes, body: int = len(HEAD), length: int | None = None) -> bytes:
    """A daemon's, in the form that it should have."""
    length = len(content) if length is None else length
    return b"SPAMD/1.1 0 EX_OK\r\nContent-length: %d\r\nColdsieve-Body: %d\r\n\r\n" % (length, body) + content


ANSWERS = {
    "nothing": b"",
    "noise": b"\xff\xfe\r\n\r\n",
    "a refusal": b"SPAMD/1.1 75 EX_TEMPFAIL\r\n\r\n",
    "too short": answer(LABEL + HEAD, length=9999),
    "no place": b"SPAMD/1.1 0 EX_OK\r\nContent-length: 25\r\n\r\nX-Coldsieve-Label: human\n",
    "a place outside": answer(b"X-Coldsieve-Label: human\n", 99999999),
    "a verdict alone": b"SPAMD/1.1 0 EX_OK\r\nContent-length: 0\r\nColdsieve-Verdict: what\r\nColdsieve-Body: 0\r\n\r\n",
    "no fields of ours": answer(HEAD),
    "the header twice": answer(LABEL + HEAD, 0),
    "a header cut short": answer(LABEL + HEAD[:-60] + b"\n\n"),
    "another's header": answer(LABEL + HEAD.replace(b"Subject: ", b"Subject: Re: ")),
    "a field that is not ours": answer(LABEL + b"Bcc: eve@acme.example\n" + HEAD),
    "a line that ends nowhere": answer(LABEL + b"X-Coldsieve-Version: 1" + HEAD),
    "an end of the header": answer(LABEL + b"\n" + HEAD),
    "octets that no field has": answer(LABEL + b"X-Coldsieve-Reasons: \0\xff\n" + HEAD),
    "no label of ours": answer(LABEL.replace(b"human", b"error") + HEAD),
}  # fmt: skip


@pytest.mark.parametrize("answered", ANSWERS.values(), ids=ANSWERS)
def test_a_daemon_that_answers_nonsense_changes_nothing(
    answered: bytes, tmp_path: Path, environment: dict[str, str]
) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()

        def serve() -> None:
            for _ in range(2):
                client, _address = listening.accept()
                client.recv(1 << 20)
                client.sendall(answered)
                client.close()

        thread = threading.Thread(target=serve)
        thread.start()
        asked = [run({**environment, "COLDSIEVE_SOCKET": str(path)}, command=c) for c in ("filter", "verdict")]
        thread.join(30)
    assert asked[0].stdout == run(environment).stdout
    assert asked[1].stdout == run(environment, command="verdict").stdout


def test_a_daemon_that_stands_still_leaves_time_enough(tmp_path: Path, environment: dict[str, str]) -> None:
    with daemon(tmp_path) as server:
        server.process.send_signal(signal.SIGSTOP)
        done = run(environment, "--socket", str(server.path), "--time-limit", "8")
        server.process.send_signal(signal.SIGCONT)
    assert headers.without_ours(done.stdout) == LETTER
    assert b"X-Coldsieve-Label: bot" in done.stdout


def test_with_a_daemon_nothing_else_is_imported(server: Daemon, environment: dict[str, str]) -> None:
    program = (
        "import sys; before = set(sys.modules); from classifier.cli import filter as f;"
        f"code = f.main(['--socket', {str(server.path)!r}]);"
        "sys.stderr.write(' '.join(sorted(set(sys.modules) - before))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(Path.cwd())!r})\n{program}"],
        input=LETTER, env=environment, capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    expected = "classifier classifier.cli classifier.cli.asking classifier.cli.filter classifier.places"
    assert set(done.stderr.decode().split()) - {"_socket", "__future__", "gc"} == set(expected.split())
    assert done.stdout.startswith(b"X-Coldsieve-Label: bot")


PLACES = [
    # option, variables, files that are there, what is asked
    ({}, {}, [], ["/run/user/{uid}/coldsieve/socket", "/run/coldsieve/socket"]),
    ({}, {"XDG_RUNTIME_DIR": "/r"}, [], ["/r/coldsieve/socket", "/run/coldsieve/socket"]),
    ({"socket": "/s"}, {"COLDSIEVE_SOCKET": "/t", "COLDSIEVE_ME": "a@b.example"}, [], ["/s"]),
    ({}, {"COLDSIEVE_SOCKET": "/t"}, [], ["/t"]),
    ({"socket": "none"}, {}, [], []),
    ({}, {"COLDSIEVE_SOCKET": "none"}, [], []),
    # Settings or a store of one's own: the system's daemon knows neither.
    ({}, {"COLDSIEVE_ME": "a@b.example"}, [], []),
    ({"history": "none"}, {}, [], []),
    ({"model": "/m"}, {}, [], []),
    ({}, {}, [("config/coldsieve/config.toml", "policy = 'strict'\n")], ["/run/user/{uid}/coldsieve/socket"]),
    ({}, {}, [("state/coldsieve/history.db", "")], ["/run/user/{uid}/coldsieve/socket"]),
    ({}, {}, [("config/coldsieve/config.toml", "# ours\nsocket = '/c'\n")], ["/c"]),
    ({}, {}, [("config/coldsieve/config.toml", "socket = 5\n")], []),
]


@pytest.mark.parametrize(("told", "variables", "files", "expected"), PLACES)
def test_who_is_asked(
    told: dict[str, str], variables: dict[str, str], files: list[tuple[str, str]], expected: list[str], tmp_path: Path
) -> None:
    for name, text in files:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    variables = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_STATE_HOME": str(tmp_path / "state"), **variables}
    assert asking.sockets(told, variables) == [path.format(uid=os.getuid()) for path in expected]


def test_the_time_limit_is_one() -> None:
    assert filter_.SECONDS == filtering.SECONDS
