"""The filter as a mail server runs it: the mail always goes on, and nothing but our fields is put in or taken out."""

from __future__ import annotations

import email
import os
import pty
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classifier import __version__, headers
from classifier.cli import asking, delivery
from classifier.cli import filter as filter_
from classifier.filtering import Failed, apart, filtered
from classifier.mail import Envelope

LETTER = (Path(__file__).parents[1] / "data" / "sample.eml").read_bytes()
FROM_LINE = b"From ann@berg.example Mon Jan  1 10:00:00 2024\n"
COMMAND = [sys.executable, "-m", "classifier.cli"]
FORGED = b"X-Coldsieve-Label: human\r\nx-coldsieve-kind :\r\n personal\r\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A user of their own, without settings."""
    path = os.pathsep.join(filter(None, [str(tmp_path / "path"), os.environ.get("PYTHONPATH", ""), str(Path.cwd())]))
    return {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "PYTHONPATH": path}


def run(
    environment: dict[str, str], *args: str, mail: bytes = LETTER, command: str = "filter"
) -> subprocess.CompletedProcess[bytes]:
    """The command, with time enough on a machine that is busy, unless the test is about time."""
    limit = () if "--time-limit" in args else ("--time-limit", "60")
    return subprocess.run(
        [*COMMAND, command, *args, *limit], input=mail, env=environment, capture_output=True, timeout=120, check=False
    )


def label(octets: bytes) -> str:
    return str(email.message_from_bytes(octets.removeprefix(FROM_LINE))["X-Coldsieve-Label"])


SHAPES = {
    "LF": LETTER,
    "CRLF": LETTER.replace(b"\n", b"\r\n"),
    "mixed": FROM_LINE + LETTER.replace(b"\n", b"\r\n"),
    "NUL": b"From: a@b.example\nSubject: a\0b\n\n\0\0 Hi \0",
    "8 bit": b"From: \xff\xfe@b.example\nSubject: Gr\xfc\xdfe\n\nGr\xc3\xbc\xc3\x9fe \x80\n",
    "no final newline": LETTER.rstrip(),
    "From_ line": FROM_LINE + LETTER,
    "header alone": b"From: a@b.example\nSubject: Keys\n",
    "header without its end": b"From: a@b.example",
    "body alone": b"\nHi\n",
    "no header": b"Hi Ada, the keys are under the mat.\n",
    "empty": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "50 MB": b"From: a@b.example\nSubject: Film\n\n" + b"0123456789abcdef" * (50 << 16),
}


@pytest.mark.parametrize("mail", SHAPES.values(), ids=SHAPES)
def test_what_comes_out_is_what_went_in_and_our_fields(mail: bytes, environment: dict[str, str]) -> None:
    done = run(environment, mail=mail)
    assert (done.returncode, done.stderr) == (0, b"")
    assert headers.without_ours(done.stdout) == mail
    assert re.search(rb"^X-Coldsieve-Label: (human|bot|spam)\r?\n", done.stdout, re.M)


# Anything that breaks: arguments, more environment, a module that misbehaves when it is imported, and the word that says so.
LOOP = "import itertools; sum(itertools.repeat(1))"
"""C code that neither returns nor lets a signal handler of Python's run."""
FAULTS: dict[str, tuple[list[str], dict[str, str], str, str]] = {
    "unknown option": (["--frobnicate"], {}, "", "usage"),
    "help": (["--help"], {}, "", "usage"),
    "abbreviation": (["--rec", "a@b.example"], {}, "", "usage"),
    "argument": (["letter.eml"], {}, "", "usage"),
    "no time": (["--time-limit", "nan"], {}, "", "usage"),
    "bad setting": ([], {"COLDSIEVE_ME": "nobody"}, "", "settings"),
    "model missing": (["--model", "/nonexistent"], {}, "", "model"),
    "model broken": (["--model", "{tmp}/garbage"], {}, "", "model"),
    "too slow": (["--time-limit", "1"], {}, "import time; time.sleep(60)", "time"),
    "hangs in C": (["--time-limit", "1"], {}, LOOP, "time"),
    "stopped": (["--time-limit", "1"], {}, "import os; os.kill(os.getpid(), 19)", "time"),
    "killed": ([], {}, "import os; os.kill(os.getpid(), 9)", "killed"),
    "crashes": ([], {}, "import ctypes, resource; resource.setrlimit(4, (0, 0)); ctypes.string_at(0)", "killed"),
    "leaves": ([], {}, "import os; os._exit(0)", "killed"),
    "no memory": ([], {}, "x = bytearray(3 << 30)", "memory"),
    "a bug": ([], {}, "1 / 0", "internal"),
    "too deep": ([], {}, "def f(): f()\nf()", "internal"),
    "wants to end": ([], {}, "raise SystemExit(3)", "internal"),
    "interrupted": ([], {}, "raise KeyboardInterrupt", "internal"),
    "not installed": ([], {}, "raise ImportError('no module named mailparser')", "internal"),
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "garbage").mkdir()
    (tmp_path / "garbage" / "model.json").write_bytes(os.urandom(999))
    (tmp_path / "garbage" / "weights.bin").write_bytes(os.urandom(999))
    (tmp_path / "path").mkdir()
    return tmp_path


@pytest.mark.parametrize(("args", "variables", "code", "word"), FAULTS.values(), ids=FAULTS)
def test_whatever_breaks_the_mail_goes_on(
    args: list[str], variables: dict[str, str], code: str, word: str, broken: Path, environment: dict[str, str]
) -> None:
    if code:
        (broken / "path" / "mailparser.py").write_text(code)
    args = [arg.replace("{tmp}", str(broken)) for arg in args]
    mail = FORGED + LETTER.replace(b"\n", b"\r\n")
    done = run({**environment, **variables}, *args, mail=mail)
    assert done.returncode == 0
    assert done.stdout == headers.with_fields(
        LETTER.replace(b"\n", b"\r\n"),
        [("X-Coldsieve-Label", "error"), ("X-Coldsieve-Reasons", word), ("X-Coldsieve-Version", __version__)],
    )
    assert done.stderr.startswith(f"coldsieve: filter: {word}: ".encode())
    assert done.stderr.count(b"\n") == 1
    asked = run({**environment, **variables}, *args, "--tempfail", mail=mail)
    assert (asked.returncode, asked.stdout) == (75, b"")


@pytest.mark.parametrize("module", ["decision", "filtering", "headers", "cli.delivery"])
def test_an_installation_that_is_broken_loses_nothing(module: str, broken: Path, environment: dict[str, str]) -> None:
    (broken / "path" / "sitecustomize.py").write_text(f"import sys\nsys.modules['classifier.{module}'] = None\n")
    done = run(environment)
    assert (done.returncode, headers.without_ours(done.stdout)) == (0, LETTER)
    forged = run(environment, mail=FORGED + LETTER)
    assert (forged.returncode, headers.without_ours(forged.stdout)) in ((0, LETTER), (75, b""))
    assert label(forged.stdout) != "human"


def lock(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    db.execute("BEGIN EXCLUSIVE")
    return db


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(9999))


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("harm", [lock, garbage, folder, pipe])
def test_a_store_that_cannot_be_used_takes_no_label_away(
    harm: Callable[[Path], sqlite3.Connection | None], tmp_path: Path, environment: dict[str, str]
) -> None:
    assert b"history_unavailable" not in run(environment).stdout
    store = tmp_path / "state" / "coldsieve" / "history.db"
    assert store.exists()
    if harm is not lock:
        for part in ("-wal", "-shm"):
            store.with_name(store.name + part).unlink(missing_ok=True)
    held = harm(store)
    done = run(environment, *(("--time-limit", "4") if harm is pipe else ()))
    if held:
        held.close()
    assert (done.returncode, headers.without_ours(done.stdout)) == (0, LETTER)
    if harm is pipe:  # which nobody writes to: opening it never ends, and the time limit does its work
        assert label(done.stdout) == "error"
    else:
        assert label(done.stdout) in ("human", "bot", "spam")
        assert b"history_unavailable" in done.stdout


def test_what_is_printed_by_accident_is_no_part_of_the_mail(broken: Path, environment: dict[str, str]) -> None:
    (broken / "path" / "sitecustomize.py").write_text("import classifier.words\n")
    (broken / "path" / "mailparser.py").write_text("import os; print('hello', flush=True); os.write(1, b'x'); 1 / 0")
    done = run(environment)
    assert headers.without_ours(done.stdout) == LETTER
    assert b"hello" in done.stderr


def test_a_machine_without_memory(environment: dict[str, str]) -> None:
    """The limit of a mail server's `ulimit -v`: either there is room to say so, or the caller keeps the mail."""
    for megabytes in (40, 60, 80, 120):
        limit = (megabytes << 20, megabytes << 20)
        done = subprocess.run(
            [*COMMAND, "filter"], input=LETTER, env=environment, capture_output=True, timeout=60, check=False,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_AS, limit),
        )  # fmt: skip
        if b"Fatal Python error" not in done.stderr and b"error while loading" not in done.stderr:
            assert (done.returncode, headers.without_ours(done.stdout)) in ((0, LETTER), (75, b"")), done


@pytest.mark.parametrize("target", ["/dev/full", "closed", "gone"])
def test_0_means_that_all_was_written(target: str, environment: dict[str, str]) -> None:
    command = " ".join(COMMAND) + " filter"
    shell = {"/dev/full": f"{command} > /dev/full", "closed": f"{command} >&-", "gone": f"{command} | true"}[target]
    mail = LETTER + b"a line that fills a pipe\n" * 10_000
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", shell], input=mail, env={**environment, "PATH": os.environ["PATH"]},
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (75, b"")


@pytest.mark.parametrize("given", ["<&-", "0>/dev/null"])
def test_without_a_whole_mail_nothing_is_written(given: str, environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", " ".join(COMMAND) + f" filter {given}"], env={**environment, "PATH": os.environ["PATH"]},
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (75, b"")


def test_a_slow_reader_gets_all(environment: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    mail = LETTER + b"a line that fills a pipe\n" * 40_000
    running = subprocess.Popen([*COMMAND, "filter"], stdin=subprocess.PIPE, stdout=writing, env=environment)
    os.close(writing)
    assert running.stdin
    running.stdin.write(mail)
    running.stdin.close()
    time.sleep(1)
    with os.fdopen(reading, "rb") as out:
        assert headers.without_ours(out.read()) == mail
    assert running.wait(60) == 0


def test_a_filter_that_is_killed_has_written_nothing(broken: Path, environment: dict[str, str]) -> None:
    (broken / "path" / "mailparser.py").write_text(LOOP)
    (broken / "mail").write_bytes(LETTER)
    with (broken / "mail").open("rb") as mail:
        running = subprocess.Popen(
            [*COMMAND, "filter", "--time-limit", "6"], stdin=mail, stdout=subprocess.PIPE, env=environment
        )
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while not (child := children.read_text().strip()):
        time.sleep(0.05)
    running.kill()
    # The pipe ends when the child, too, has let go of it.
    assert (running.communicate(timeout=10)[0], running.returncode) == (b"", -signal.SIGKILL)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{child}/status").exists() and "State:\tZ" not in Path(f"/proc/{child}/status").read_text():
        assert time.monotonic() < deadline, "the child that hangs outlives the time limit"
        time.sleep(0.1)


def test_a_caller_that_ignores_and_blocks_signals(broken: Path, environment: dict[str, str]) -> None:
    def careless() -> None:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())

    for code, expected in (("", 0), (LOOP, 1)):
        if code:
            (broken / "path" / "mailparser.py").write_text(code)
        done = subprocess.run(
            [*COMMAND, "filter", "--time-limit", "5"], input=LETTER, env=environment, capture_output=True, timeout=60,
            check=False, preexec_fn=careless,
        )  # fmt: skip
        assert (done.returncode, headers.without_ours(done.stdout)) == (0, LETTER)
        assert (label(done.stdout) == "error") == bool(expected)


def test_a_person_at_a_terminal_gets_help(environment: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "filter", "--help"], stdin=theirs, env=environment, capture_output=True, timeout=60, check=False
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0
    assert b"--tempfail" in done.stdout


# Laws, in this process.

FIELDS = [("X-Coldsieve-Label", "bot"), ("X-Coldsieve-Reasons", "open_pixels (https://t.example/)")]
NAMES = st.sampled_from(headers.NAMES).flatmap(
    lambda name: st.lists(st.booleans(), min_size=len(name), max_size=len(name)).map(
        lambda up: "".join(c.upper() if u else c.lower() for c, u in zip(name, up, strict=True)).encode()
    )
)
BLANKS = st.text(" \t", max_size=3).map(str.encode)
EOLS = st.sampled_from([b"\n", b"\r\n"])
FORGERIES = st.builds(
    lambda name, before, after, eol, folds: (
        name + before + b":" + after + b"human" + b"".join(eol + b" " + fold for fold in folds)
    ),
    NAMES, BLANKS, BLANKS, EOLS, st.lists(st.sampled_from([b"human", b"", b"\thuman", b": human"]), max_size=2),
)  # fmt: skip
HONEST = st.sampled_from(
    [b"Subject: Keys", b"Received: a\r\n\tby b", b"no colon", b"X-Coldsieve-Labels: mine", b"\xff: \0"]
)
HEADERS = st.lists(st.tuples(st.one_of(FORGERIES, HONEST), st.sampled_from([b"\n", b"\r\n", b"\r"])), max_size=6).map(
    lambda lines: b"".join(line + eol for line, eol in lines)
)


def judge(raw: bytes) -> list[tuple[str, str]]:
    return FIELDS


def fail(raw: bytes) -> list[tuple[str, str]]:
    raise Failed("model", "is gone")


def labels(octets: bytes) -> set[str]:
    """What any reader takes for our label: lines end at LF, or also at a lone CR; blanks may stand before the colon."""
    header = re.split(rb"\r?\n\r?\n", octets, maxsplit=1)[0]
    found = re.findall(rb"(?:^|[\r\n])x-coldsieve-label[ \t]*:[ \t]*([^\r\n]*)", header, re.I)
    return {value.decode("latin-1").strip() for value in found}


@settings(deadline=None)
@given(st.sampled_from([b"", FROM_LINE]), HEADERS, st.sampled_from([judge, fail]))
@example(b"", b"X: a\rX-Coldsieve-Label: human\r\n", fail)
def test_a_forged_label_never_survives(start: bytes, header: bytes, judged: object) -> None:
    mail = start + header + b"To: b@c.example\n\nHi\n"
    done = filtered(mail, judged)  # type: ignore[arg-type]
    assert labels(done.octets) == {"bot" if judged is judge else "error"}
    assert headers.without_ours(done.octets) == headers.without_ours(mail)
    parsed = email.message_from_bytes(done.octets)
    assert "human" not in {str(value) for value in parsed.get_all("X-Coldsieve-Label", [])}


def test_the_budget_begins_with_the_process(environment: dict[str, str]) -> None:
    """As the mail server's own limit does; waiting for the mail does not count."""
    late = "import time; time.sleep(1)\nfrom classifier.filtering import left; print(left(4, 0), left(4, 0.9), left(0.5, 0))"
    done = subprocess.run([sys.executable, "-c", late], env=environment, capture_output=True, timeout=60, check=True)
    much, more, none = map(float, done.stdout.split())
    assert 1 < much < 3
    assert 0.8 < more - much < 0.91
    assert none == 0.1


def test_work_apart() -> None:
    assert apart(lambda: b"a\0" * 300_000) == b"a\0" * 300_000
    started = time.monotonic()
    with pytest.raises(Failed) as failed:
        apart(lambda: time.sleep(30) or b"", 0.2)  # type: ignore[func-returns-value]
    assert failed.value.word == "time"
    assert time.monotonic() - started < 3


ARGUMENTS = st.sampled_from(
    [f"--{name}" for name in ("recipient", "sender", "client-ip", "time-limit", "socket", "history", "model")]
    + [
        "--recipient=a@b.example",
        "--sender=",
        "--client_ip",
        "--time-limit=nan",
        "--history=none",
        "--mod",
        "--tempfail",
    ]
    + [
        "--tempfail=1",
        "--what",
        "--",
        "-",
        "",
        "3",
        "1e9",
        "-1",
        "none",
        "a@b.example",
        "<>",
        "a b",
        "-x",
        "--sender --x",
    ]
)


@settings(deadline=None)  # a machine may be busy
@given(st.lists(ARGUMENTS, max_size=6))
@example(["--client_ip", "192.0.2.1"])
@example(["--time-limit", "nan"])
@example(["--sender", "-x"])
@example(["--tempfail=1"])
def test_plain_options_are_read_as_argparse_reads_them(arguments: list[str]) -> None:
    """A filter does without argparse where it can, and its daemon is asked what the filter itself would be."""

    def read() -> delivery.Options | str:
        try:
            return delivery.parse("coldsieve filter", filter_.configure, arguments)
        except Failed as failure:
            return str(failure)

    quick = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "plain", lambda *_: None)
        assert quick == read()


ENVELOPES: list[tuple[list[str], dict[str, str], Envelope]] = [
    ([], {}, Envelope()),
    (["--recipient", "<Ada@reader.example>", "--sender", "", "--client-ip", "192.0.2.1"], {"SENDER": "x@y.example"},
     Envelope("<>", "Ada@reader.example", "192.0.2.1", "Ada@reader.example")),
    # Dovecot's LMTP for virtual users, after an alias
    ([], {"USER": "ada", "SENDER": "ann@berg.example", "RECIPIENT": "ada@reader.example", "ORIG_RECIPIENT": "info@reader.example"},
     Envelope("ann@berg.example", "info@reader.example", "", "ada@reader.example")),
    # Postfix's local(8) through procmail -p; a bounce
    ([], {"USER": "ada", "SENDER": "MAILER-DAEMON", "RECIPIENT": "ada@reader.example", "CLIENT_ADDRESS": "192.0.2.7"},
     Envelope("<>", "ada@reader.example", "192.0.2.7", "ada@reader.example")),
    # procmail -d ada: no address is known, and "ada" is none
    ([], {"LOGNAME": "ada"}, Envelope()),
    ([], {"LOGNAME": "ada@reader.example"}, Envelope("", "ada@reader.example", "", "ada@reader.example")),
]  # fmt: skip


@pytest.mark.parametrize(("args", "variables", "expected"), ENVELOPES)
def test_the_envelope(args: list[str], variables: dict[str, str], expected: Envelope) -> None:
    told = delivery.parse("coldsieve filter", filter_.configure, args)
    assert delivery.envelope(told, variables) == expected


def test_verdict_is_a_line_without_its_end(environment: dict[str, str]) -> None:
    done = run(environment, command="verdict")
    assert done.returncode == 0
    assert re.fullmatch(rb"(human|bot|spam) [a-z]+ [01]\.\d\d", done.stdout)
    coded = run(environment, "--exit-code", command="verdict")
    assert coded.stdout == done.stdout
    assert coded.returncode == {b"human": 10, b"bot": 11, b"spam": 12}[done.stdout.split()[0]]


@pytest.mark.parametrize(
    ("args", "code"), [(["--model", "/nonexistent"], 78), (["--time-limit", "0.01"], 75), (["--what"], 64)]
)
def test_a_verdict_that_fails_says_nothing(
    args: list[str], code: int, broken: Path, environment: dict[str, str]
) -> None:
    if "--time-limit" in args:  # a tenth of a second is left in any case, and can be enough on a quiet machine
        (broken / "path" / "mailparser.py").write_text("import time; time.sleep(60)")
    done = run(environment, *args, "--exit-code", command="verdict")
    assert (done.returncode, done.stdout) == (code, b"")
    assert b"Traceback" not in done.stderr
