"""``score --backend dask`` on a real scheduler with two workers, of which one is killed: the rows are those of one machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from classifier.cli import exits, main
from classifier.mailbox import read_mailbox
from classifier.model import Model
from classifier.spool import Done, Spool
from tests.servers import machine

pytest.importorskip("distributed")
ROOT = Path(__file__).parents[1]
LONGEST = 180
"""Seconds in which a busy machine starts them."""


class Cluster:
    """A scheduler and two workers on loopback, each a process of its own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        (port,) = machine.free_ports(1)
        self.address = f"tcp://127.0.0.1:{port}"
        self._folder, self._stack = folder, stack
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-show")
        self.workers = [
            self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
            for _ in range(2)
        ]

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *arguments]
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": str(ROOT)})
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    def ready(self) -> None:
        """Wait for both workers."""
        from distributed import Client

        with Client(self.address, timeout=LONGEST) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2, timeout=LONGEST)


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with ExitStack() as stack:
        made = Cluster(tmp_path_factory.mktemp("cluster"), stack)
        made.ready()
        yield made


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "made"
    assert main(["corpora", "mailbox", "--messages", "700", "--years", "1", "-o", str(folder)]) == 0
    return next(folder.glob("*.mbox"))


def killed(dying: subprocess.Popen[bytes], chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a process die when so many chunks have come back."""
    add = Spool.add
    chunks = count(1)

    def watched(self: Spool, done: Sequence[Done]) -> None:
        if next(chunks) == chunk:
            dying.kill()
        add(self, done)

    monkeypatch.setattr(Spool, "add", watched)


@pytest.mark.filterwarnings("default")  # those of Dask are not ours
def test_a_worker_is_killed(box: Path, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, many = tmp_path / "one.jsonl", tmp_path / "many.jsonl"
    assert main(["score", str(box), "-o", str(one)]) == 0
    killed(cluster.workers[0], 3, monkeypatch)
    assert main(["score", str(box), "-o", str(many), "--backend", "dask", "--scheduler", cluster.address]) == 0
    assert cluster.workers[0].wait(10) == -signal.SIGKILL
    assert many.read_bytes() == one.read_bytes()
    found = [json.loads(line)["index"] for line in many.read_text("utf-8").splitlines()]
    assert found == list(range(len(list(read_mailbox(str(box))))))


@pytest.mark.filterwarnings("default")
def test_the_scheduler_is_killed(
    box: Path, cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["score", str(box), "-o", str(tmp_path / "x.jsonl")]
    with monkeypatch.context() as patched:
        killed(cluster.scheduler, 2, patched)
        assert main([*arguments, "--backend", "dask", "--scheduler", cluster.address]) == exits.UNAVAILABLE
    told = capsys.readouterr().err
    assert "--resume goes on from there" in told
    assert cluster.address in told
    assert main([*arguments, "--resume"]) == 0, "on one machine, where the cluster ended"
    assert main(["score", str(box), "-o", str(tmp_path / "y.jsonl")]) == 0
    assert (tmp_path / "x.jsonl").read_bytes() == (tmp_path / "y.jsonl").read_bytes()


@pytest.mark.filterwarnings("default")
def test_what_a_cluster_lacks_is_told(
    box: Path, cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = ["--backend", "dask", "--scheduler", cluster.address]
    with monkeypatch.context() as patched:
        patched.setattr(Model, "identity", "another")
        assert main(["score", str(box), *there]) == exits.CONFIG
        assert "is another model than here" in capsys.readouterr().err
    assert main(["score", str(box), "--backend", "dask"]) == exits.USAGE
    assert main(["score", str(box), "--scheduler", cluster.address]) == exits.USAGE
    monkeypatch.setattr("classifier.batch.CONNECTED_WITHIN", 1)
    (port,) = machine.free_ports(1)
    assert main(["score", str(box), "--backend", "dask", "--scheduler", f"tcp://127.0.0.1:{port}"]) == exits.UNAVAILABLE
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["score", str(box), *there]) == exits.UNAVAILABLE
    assert "coldsieve[dask]" in capsys.readouterr().err
