"""A headquarters of its own for a measurement: a real process, its embedded PostgreSQL, laptops."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine
from uuid_utils.compat import uuid7

from fieldapp.app import Opened, enrol, open_vault
from fieldapp.machine.places import Places
from fieldapp.packs import load_pack
from fieldapp.work.enrolment import Headquarters
from sync.server.authority import Entity
from sync.server.certifying import Certifying
from sync.server.enrolling import Enrolling
from sync.server.keys import Keys, open_keys
from sync.server.places import ServerPlaces
from sync.server.register import Register
from tests.benchmarks.memory import family, resident_mib
from tests.given.web import Ministry

PASSPHRASE = "una contraseña de medir"
DEPARTMENT = "19"


def utc_now() -> datetime:
    """Give the real clock: a measurement has no other."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Serving:
    """A running `fieldapp-server serve`."""

    url: str
    pid: int

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.url).port or 0

    @property
    def rss_mib(self) -> float:
        """The memory of all its processes, without PostgreSQL's."""
        return resident_mib(*family(self.pid))


@dataclass(frozen=True, slots=True)
class Measured:
    """A headquarters in a folder that `init` made; nothing runs yet."""

    folder: Path
    environment: dict[str, str]

    def laptop(self, name: str, login: str, address: str, authority: str = "") -> Opened:
        """Enrol a new laptop at an address and open its vault."""
        code = json.loads(self.order("device", "code", login, "--json"))["code"]
        places = Places.under(self.folder / name)
        enrol(places, Headquarters(address, authority), code, PASSPHRASE, utc_now, {})
        return open_vault(places, PASSPHRASE)

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[Serving]:
        """Serve on a free port until the end of the block."""
        running = subprocess.Popen(
            [sys.executable, "-m", "sync.server", "serve", "--port", "0", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert running.stdout is not None
            yield Serving(json.loads(running.stdout.readline())["url"], running.pid)
        finally:
            running.terminate()
            running.wait(timeout=60)

    @contextmanager
    def serving_tls(self, ministry: Ministry) -> Iterator[Serving]:
        """Serve with TLS under a ministry's own authority, beside the plain one."""
        now = utc_now()
        file = str(ministry.certified(now - timedelta(days=1), now + timedelta(days=30)))
        with self.serving("--tls-certificate", file, "--tls-key", file) as served:
            yield served

    @contextmanager
    def desk(self) -> Iterator[tuple[Engine, Keys, Register, Enrolling]]:
        """Headquarters' own code over the same database, for what no laptop does."""
        places = ServerPlaces.chosen(None, self.environment)
        keys = open_keys(places.keys, places.key_passphrase())
        with places.database_open(4) as engine:
            register = Register(engine, utc_now, secrets.token_bytes)
            entity = Entity.of(load_pack(register.country()))
            certifying = Certifying(engine, keys.authorities, entity, utc_now, secrets.token_bytes)
            enrolling = Enrolling(engine, keys, utc_now, secrets.token_bytes, uuid7, certifying)
            yield engine, keys, register, enrolling

    def order(self, *words: str) -> str:
        """Run one command of `fieldapp-server`."""
        done = subprocess.run(
            [sys.executable, "-m", "sync.server", *words],
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            sys.exit(f"fieldapp-server {' '.join(words)}: {done.stderr}")
        return done.stdout


@contextmanager
def a_headquarters(folder: Path) -> Iterator[Measured]:
    """Make a headquarters of Colombia with one office and two officers in Cauca."""
    environment = {
        **os.environ,
        "FIELDAPP_SERVER_HOME": str(folder / "headquarters"),
        "BITACORA_KEYS_PASSPHRASE": "una contraseña de las claves",
    }
    for variable in ("DATABASE_URL", "BITACORA_KEYS"):
        environment.pop(variable, None)
    measured = Measured(folder, environment)
    measured.order("init", "--country", "CO")
    with measured.desk() as (_, _, register, _):
        pack = load_pack("CO")
        register.add_office(pack, "CAUCA", "Dirección Territorial Cauca", DEPARTMENT)
        for login, name in (("uno", "Ana Mina"), ("dos", "Luis Grueso")):
            register.add_account(pack, login, name, "CAUCA", "officer")
        yield measured
