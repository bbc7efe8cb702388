"""A headquarters of its own for a measurement: a real process, its embedded PostgreSQL, laptops."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fieldapp.app import Opened, enrol, open_vault
from fieldapp.machine.places import Places
from fieldapp.work.enrolment import Headquarters
from tests.benchmarks.relay import Relay, Traffic, a_relay

PASSPHRASE = "una contraseña de medir"
DEPARTMENT = "19"


def utc_now() -> datetime:
    """Give the real clock: a measurement has no other."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Measured:
    """A running headquarters behind a relay that counts."""

    folder: Path
    address: str
    traffic: Traffic
    environment: dict[str, str]

    def laptop(self, name: str, login: str) -> Opened:
        """Enrol a new laptop and open its vault."""
        code = json.loads(_order(self.environment, "device", "code", login, "--json"))["code"]
        places = Places.under(self.folder / name)
        enrol(places, Headquarters(self.address), code, PASSPHRASE, utc_now, {})
        return open_vault(places, PASSPHRASE)


@contextmanager
def a_headquarters(folder: Path) -> Iterator[Measured]:
    """Start `fieldapp-server` on a free port with one office and two officers of Cauca."""
    environment = {
        **os.environ,
        "FIELDAPP_SERVER_HOME": str(folder / "headquarters"),
        "BITACORA_KEYS_PASSPHRASE": "una contraseña de las claves",
    }
    for variable in ("DATABASE_URL", "BITACORA_KEYS"):
        environment.pop(variable, None)
    _order(environment, "init", "--country", "CO")
    _order(environment, "office", "add", "CAUCA", "Dirección Territorial Cauca",
           "--territory", DEPARTMENT)  # fmt: skip
    for login, name in (("uno", "Ana Mina"), ("dos", "Luis Grueso")):
        _order(environment, "user", "add", login, name, "--office", "CAUCA")
    serving = subprocess.Popen(
        [sys.executable, "-m", "sync.server", "serve", "--port", "0"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert serving.stdout is not None
        port = int(json.loads(serving.stdout.readline())["url"].rsplit(":", 1)[1])
        with counting_relay(port) as (relayed, traffic):
            yield Measured(folder, f"http://127.0.0.1:{relayed}", traffic, environment)
    finally:
        serving.terminate()
        serving.wait(timeout=30)


def _order(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "sync.server", *words],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"fieldapp-server {' '.join(words)}: {done.stderr}")
    return done.stdout
