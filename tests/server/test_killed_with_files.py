"""A real `fieldapp-server` killed while files arrive: what it acknowledged is there afterwards."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import pytest

from fieldapp.signing.keys import DeviceKey
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from tests.given.buckets import PLACE, a_bucket
from tests.given.file_requests import put_piece
from tests.given.headquarters import Line, a_database, server_command, server_environment

SEED = bytes(range(32))
PHOTO = Random(3).randbytes(1_200_000)
PIECE = 2_000
KILLED_AFTER_S = (0.04, 0.15, 0.4)


@dataclass
class Laptop:
    """An enrolled laptop, as far as it signs."""

    key: DeviceKey
    device: UUID


@contextmanager
def serving(environment: Mapping[str, str]) -> Generator[tuple[Line, int]]:
    """Serve, and die without a word at the end."""
    running = subprocess.Popen(
        [sys.executable, "-m", "sync.server", "serve", "--port", "0", "--workers", "1"],
        env=dict(environment),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    try:
        ready = json.loads(running.stdout.readline())
        yield Line(urlsplit(ready["url"]).port or 0), ready["pid"]
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


def enrolled(line: Line, code: str) -> Laptop:
    key = DeviceKey(SEED)
    asked = msgspec.json.encode(EnrolRequest(code, key.public, "0.1.0", 1))
    answer = line.send("POST", "/v1/enrol", asked, {"Content-Type": "application/json"})
    return Laptop(key, msgspec.json.decode(answer.content, type=EnrolAnswer).device)


def send_on(line: Line, laptop: Laptop, held: int) -> tuple[int, bool]:
    """Send pieces from a byte on until the file is whole or the server is gone."""
    whole = False
    while not whole:
        try:
            answer = put_piece(line, laptop, PHOTO, held, held + PIECE)
        except (OSError, http.client.HTTPException):
            break
        assert answer.status == 200
        assert answer.json["received"] >= held + 1
        held, whole = answer.json["received"], answer.json["complete"]
    return held, whole


@pytest.mark.slow
@pytest.mark.parametrize("storage", ["folder", "bucket"])
def test_no_acknowledged_byte_is_lost_when_the_server_is_killed(
    tmp_path: Path, postgres: str, storage: str
) -> None:
    with a_database(postgres) as address, a_bucket() as endpoint:
        kept = {"BITACORA_FILES": PLACE, "BITACORA_FILES_ENDPOINT": endpoint}
        environment = server_environment(tmp_path, address) | (kept if storage == "bucket" else {})
        server_command(environment, "init", "--country", "CO")
        code = server_command(environment, "device", "code", "admin")
        held, whole, laptop = 0, False, None
        for after_s in KILLED_AFTER_S:
            with serving(environment) as (line, pid):
                laptop = laptop or enrolled(line, code)
                dying = threading.Timer(after_s, os.kill, (pid, signal.SIGKILL))
                dying.start()
                held, whole = send_on(line, laptop, held)
                dying.join()
        assert not whole, "too fast: the kills came too late to matter"
        with serving(environment) as (line, _):
            assert laptop is not None
            assert send_on(line, laptop, held) == (len(PHOTO), True)
