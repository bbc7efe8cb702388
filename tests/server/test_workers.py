"""Several processes answer at one address, and none that dies takes headquarters with it."""

import os
import signal
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.server.serving import Door
from tests.benchmarks.memory import children_of
from tests.given.headquarters import (
    Line,
    a_database,
    a_server,
    server_command,
    server_environment,
)

MINUTE_S = 60


@contextmanager
def two_workers(folder: Path, postgres: str) -> Iterator[int]:
    """The port of a headquarters that two processes answer."""
    with a_database(postgres) as address:
        environment = server_environment(folder, address)
        server_command(environment, "init", "--country", "CO")
        with a_server(environment, "--workers", "2") as url:
            yield urllib.parse.urlsplit(url).port or 0


def workers() -> list[int]:
    """The processes that listen for this test's server."""
    serving = [one for one in children_of(os.getpid()) if b"sync.server" in _started_as(one)]
    return [one for one in children_of(*serving) if b"spawn_main" in _started_as(one)]


def _started_as(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_worker_that_dies_is_replaced_and_all_end_together(tmp_path: Path, postgres: str) -> None:
    with two_workers(tmp_path, postgres) as port:
        begun = workers()
        assert len(begun) == 2
        assert Line(port).send("GET", "/v1/health").json == {"protocol": 1}
        os.kill(begun[0], signal.SIGKILL)
        until = time.monotonic() + MINUTE_S
        while len(set(workers()) - {begun[0]}) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        replaced = workers()
        assert len(replaced) == 2
        assert begun[1] in replaced
        assert Line(port).send("GET", "/v1/health").json == {"protocol": 1}
    assert not any(Path(f"/proc/{one}").exists() for one in replaced)


def test_workers_end_when_whoever_started_them_is_killed(tmp_path: Path, postgres: str) -> None:
    with two_workers(tmp_path, postgres):
        (serving,) = [one for one in children_of(os.getpid()) if b"serve" in _started_as(one)]
        begun = workers()
        os.kill(serving, signal.SIGKILL)
        until = time.monotonic() + MINUTE_S
        while any(_runs(one) for one in begun) and time.monotonic() < until:
            time.sleep(0.1)
        assert not any(_runs(one) for one in begun)


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


@pytest.mark.parametrize("workers", [1, 2, 64])
def test_workers_share_the_transactions_that_postgresql_should_see(workers: int) -> None:
    alone = Door("127.0.0.1", 0).at_once
    shared = Door("127.0.0.1", 0, workers=workers).at_once
    assert shared >= 1
    assert shared * workers <= max(alone, workers)
