"""A headquarters for the demo: the real `fieldapp-server`, in a process and a folder of its own."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldapp.records.text import Outside, say

_STOP_S = 30


@dataclass(frozen=True, slots=True)
class LocalHeadquarters:
    """A running server: where it listens, and its command line."""

    url: str
    environment: Mapping[str, str]

    def run(self, *words: str) -> dict[str, Any]:
        """Run one command of `fieldapp-server` and give its answer."""
        return _run(self.environment, words)

    def code(self, login: str) -> str:
        """A new one-time code with which this account enrols a laptop."""
        return str(self.run("device", "code", login)["code"])


@contextmanager
def local_headquarters(country: str) -> Generator[LocalHeadquarters]:
    """Make a headquarters, serve it on the loopback, and put everything away at the end.

    It lives in a temporary folder: its PostgreSQL may then be started by any user, and nothing
    of it is left on the machine.
    """
    folder = Path(tempfile.mkdtemp(prefix="bitacora-sede-"))
    environment = {
        **os.environ,
        "FIELDAPP_SERVER_HOME": str(folder / "headquarters"),
        "BITACORA_KEYS": str(folder / "keys"),
        "BITACORA_KEYS_PASSPHRASE": secrets.token_urlsafe(18),
        "DATABASE_URL": "",
        "BITACORA_FILES": "",
    }
    running: subprocess.Popen[str] | None = None
    try:
        # The server first, so that the commands share its PostgreSQL instead of starting one each.
        _run(environment, ("init", "--country", country))
        running = subprocess.Popen(  # noqa: S603 - our own server
            [*_server(), "serve", "--port", "0"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        yield LocalHeadquarters(_url(running), environment)
    finally:
        if running is not None:
            _stop(running)
        shutil.rmtree(folder, ignore_errors=True)


def _server() -> list[str]:
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).with_name("fieldapp-server")
        return [str(beside.with_suffix(Path(sys.executable).suffix))]
    return [sys.executable, "-m", "sync.server"]


def _run(environment: Mapping[str, str], words: Sequence[str]) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own server
        [*_server(), "--json", *words],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Outside(say("El nivel central de prueba no responde: {why}", why=done.stderr.strip()))
    return json.loads(done.stdout)


def _url(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None  # noqa: S101 - asked for above
    line = running.stdout.readline()
    if not line:
        raise Outside(say("El nivel central de prueba no arrancó."))
    return str(json.loads(line)["url"])


def _stop(running: subprocess.Popen[str]) -> None:
    running.terminate()
    try:
        running.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
    if running.stdout is not None:
        running.stdout.close()
