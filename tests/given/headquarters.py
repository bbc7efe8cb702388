"""Headquarters for tests: a real PostgreSQL, shared by all workers, and a new database each time.

`a_headquarters` is the real server code without the wire; `a_server` is the real process.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from fieldapp.records import KINDS
from fieldapp.signing.keys import DeviceKey
from sync.protocol import frame
from sync.protocol.anchors import Anchor, compact, remember
from sync.protocol.body import Body, write_body
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.messages import (
    Answer,
    Batch,
    Certificate,
    Cursor,
    Receipt,
    Request,
    ScopePage,
    Stage,
    read_answer,
    write_request,
)
from sync.server.admission import Admission
from sync.server.authority import Entity
from sync.server.board_password import BoardPasswords
from sync.server.board_routes import BoardDesk
from sync.server.books_sql import SqlRealm
from sync.server.bundles import Bundles
from sync.server.checking import Checks
from sync.server.database import migrate, open_engine
from sync.server.desk import Desk
from sync.server.enrolling import Enrolling
from sync.server.envelopes import EnvelopeDesk
from sync.server.file_desk import FileDesk
from sync.server.file_parts import FileParts
from sync.server.files import open_files
from sync.server.guessing import Guesses
from sync.server.keys import Keys, make_keys, open_keys
from sync.server.month import MonthDesk
from sync.server.paper_desk import PaperDesk
from sync.server.postgres import running_postgres
from sync.server.register import Register
from sync.server.trust_desks import TrustDesks, trust_desks
from sync.server.verify_routes import PaperDoor
from sync.server.web import Headquarters, make_app
from tests.given.bodies import receipts
from tests.given.packs import pack

PASSPHRASE = "la contraseña de las claves"
NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)

_numbers = itertools.count(1)


@contextlib.contextmanager
def a_postgres() -> Generator[str]:
    """The address of the PostgreSQL that all workers of this run of the tests share."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    folder = Path(tempfile.gettempdir()) / f"bitacora-tests-{run}"
    try:
        with running_postgres(folder, durable=False) as address:
            yield address
    finally:
        if not (folder / "data" / "postmaster.pid").exists():
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def a_database(address: str, template: str = "template1") -> Generator[str]:
    """A new database on a server, dropped at the end; gives its address."""
    name = f"t{os.getpid()}_{next(_numbers)}"
    server = create_engine(
        make_url(address).set(drivername="postgresql+psycopg"),
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
    )
    with server.connect() as connection:
        connection.execute(text(f"create database {name} template {template}"))
    try:
        yield make_url(address).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"drop database {name} with (force)"))


@contextlib.contextmanager
def a_filled_template(address: str) -> Generator[str]:
    """A database with tables, scopes, two offices and three accounts, to copy from; its name.

    Accounts: yriascos and cangulo in Cauca (19), mquispe in Nariño (52), elena at headquarters.
    """
    with a_database(address) as made:
        engine = open_engine(made, 2)
        migrate(engine)
        register = Register(engine, lambda: NOON - timedelta(days=1), _chance(1))
        country = pack("CO")
        register.begin(country)
        register.add_office(country, "SEDE", "Nivel central", "CO")
        register.add_office(country, "CAUCA", "Dirección Territorial Cauca", "19")
        register.add_office(country, "NARINO", "Dirección Territorial Nariño", "52")
        register.add_account(country, "yriascos", "Yesenia Riascos", "CAUCA", "officer")
        register.add_account(country, "cangulo", "Célimo Angulo", "CAUCA", "officer")
        register.add_account(country, "mquispe", "Milena Quispe", "NARINO", "officer")
        register.add_account(country, "elena", "Elena Duarte", "SEDE", "admin")
        engine.dispose()
        yield str(make_url(made).database)


@dataclass
class HeadquartersGiven:
    """The real server code over one database, with a clock and chances that a test controls."""

    engine: Engine
    folder: Path
    address: str
    at: datetime = NOON
    seed: int = 7
    kinds: Any = KINDS
    bundle_rows_min: int = 5_000
    bucket: tuple[str, str] | None = None
    """Where files are kept, and at which service; without it, in a folder."""

    def now(self) -> datetime:
        """The clock of this headquarters; a microsecond later each time it is asked."""
        self.at += timedelta(microseconds=1)
        return self.at

    @cached_property
    def random_bytes(self) -> Any:
        """Bytes that are the same in every run."""
        return _chance(self.seed)

    @cached_property
    def keys(self) -> Keys:
        """The opened keys."""
        make_keys(self.folder / "keys", PASSPHRASE, self.random_bytes, cost=2)
        return open_keys(self.folder / "keys", PASSPHRASE)

    @cached_property
    def register(self) -> Register:
        """Accounts and devices."""
        return Register(self.engine, self.now, self.random_bytes)

    @cached_property
    def desk(self) -> Desk:
        """Where syncs are answered."""
        checks = Checks(self.kinds, pack("CO"))
        realm, offer = SqlRealm(self.engine), self.bundles.offer
        certifying = self.trust.certifying
        return Desk(
            realm,
            checks,
            self.keys,
            self.now,
            self.random_bytes,
            offer=offer,
            certifying=certifying,
        )

    @cached_property
    def trust(self) -> TrustDesks:
        """Where keys are certified, the time is stamped and papers are completed."""
        files, entity = self.files.parts.files, Entity.of(pack("CO"))
        return trust_desks(self.engine, self.keys, files, entity, self.now, self.random_bytes)

    def forged_desk(self) -> Desk:
        """A desk over the same database, of somebody who has another key for answers."""
        forged = replace(self.keys, answers=Ed25519PrivateKey.generate())
        return replace(self.desk, keys=forged)

    @cached_property
    def bundles(self) -> Bundles:
        """Where whole territories are made into files."""
        return Bundles(
            engine=self.engine,
            realm=SqlRealm(self.engine),
            checks=Checks(self.kinds, pack("CO")),
            keys=self.keys,
            shelf=self.files.parts.files.shelf,
            now=self.now,
            rows_min=self.bundle_rows_min,
        )

    @cached_property
    def envelopes(self) -> EnvelopeDesk:
        """Where envelopes are handed in."""
        return EnvelopeDesk(self.engine, self.desk, self.files.parts)

    @cached_property
    def enrolling(self) -> Enrolling:
        """Where laptops become devices."""
        return Enrolling(
            self.engine,
            self.keys,
            self.now,
            self.random_bytes,
            lambda: UUID(bytes=self.random_bytes(16), version=4),
            self.trust.certifying,
        )

    @cached_property
    def files(self) -> FileDesk:
        """Where files are kept and given."""
        place, endpoint = self.bucket or (str(self.folder / "files"), "")
        return FileDesk(FileParts(self.engine, open_files(place, endpoint), self.now))

    @cached_property
    def board(self) -> BoardDesk:
        """The coordinators' page."""
        months, shelf = MonthDesk(self.kinds, pack("CO")), self.files.parts.files
        passwords = BoardPasswords(self.folder / "board")
        return BoardDesk(self.engine, months, passwords, shelf, self.now)

    def rows(self, question: str, **values: object) -> list[tuple[Any, ...]]:
        """Look into the database as its owner."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(question), values)]

    def contests(self, about: UUID | None = None) -> list[tuple[str, Any, Any]]:
        """The values (of a record) that wait for a person: field, what stands, what was offered."""
        found = self.rows(
            "select vals->>'field', vals->>'kept', vals->>'offered' from record "
            "where kind = 'conflict' and not gone and vals->>'state' = 'open' "
            "and :about in ('', vals->>'about') order by 1, 3",
            about=str(about or ""),
        )
        return [(name, json.loads(kept), json.loads(offered)) for name, kept, offered in found]

    def force(self, statement: str) -> None:
        """Change the database behind everybody's back."""
        with self.engine.begin() as connection:
            connection.execute(text(statement))

    def a_laptop(self, login: str = "yriascos") -> LaptopGiven:
        """A freshly enrolled laptop of somebody."""
        key = DeviceKey(self.random_bytes(32))
        code = self.register.new_code(self.keys, login)
        enrolled = self.enrolling.enrol(EnrolRequest(code, key.public, "0.1.0", 1, "Windows 10"))
        return LaptopGiven(self, key, enrolled)


@dataclass
class LaptopGiven:
    """A laptop reduced to what headquarters sees of it: batches that go, pages that come."""

    headquarters: HeadquartersGiven
    key: DeviceKey
    enrolled: EnrolAnswer
    number: int = 0
    cursors: dict[str, Cursor] = field(default_factory=dict)
    records: dict[tuple[str, UUID], dict[str, Any]] = field(default_factory=dict)
    revs: dict[tuple[str, UUID], int] = field(default_factory=dict)

    @property
    def device(self) -> UUID:
        """The device's id."""
        return self.enrolled.device

    @property
    def person(self) -> UUID:
        """The officer's own record."""
        return self.enrolled.officer.person

    def a_copy(self, number: int) -> LaptopGiven:
        """The same vault on another disk, as it was when its last batch had this number."""
        return replace(self, number=number, cursors={}, records={}, revs={})

    def as_successor(self, key: DeviceKey, certificate: Certificate) -> LaptopGiven:
        """The same vault under the id and key by which it goes on."""
        enrolled = msgspec.structs.replace(self.enrolled, device=certificate.device)
        return replace(self, key=key, enrolled=enrolled, number=0)

    def batch(self, body: Body | bytes, device: UUID | None = None) -> Batch:
        """Freeze a body under the next number."""
        self.number += 1
        written = body if isinstance(body, bytes) else write_body(body)
        return Batch(device or self.device, self.number, written)

    def frame(self, **wishes: Any) -> bytes:
        """A signed request frame."""
        known: dict[str, Any] = {"protocol": 1, "schema": 1, "app": "0.1.0", "now": 1}
        request = Request(**{**known, **wishes})
        return frame.write(write_request(request), self.device, self.key.sign)

    def ask(self, *batches: Batch, **wishes: Any) -> Answer:
        """Send one request and read its answer, believing only headquarters' signature."""
        asked = self.frame(batches=list(batches), **wishes)
        return self.read(asked, self.headquarters.desk.answer(asked).frame)

    def read(self, asked: bytes, answered: bytes) -> Answer:
        """Read an answer frame as a careful laptop does."""
        arrived = frame.read(answered, frame.ANSWER_BYTES_MAX)
        public = self.headquarters.keys.answers.public_key()
        public.verify(arrived.signature, arrived.signed)
        answer = read_answer(arrived.payload())
        assert answer.answers == frame.answer_mark(asked)
        return answer

    def send(self, *bodies: Body) -> list[Receipt]:
        """Send bodies, each in a batch of its own, and give their receipts."""
        return receipts(self.ask(*[self.batch(body) for body in bodies]))

    def sync(self, *batches: Batch, **wishes: Any) -> Answer:
        """Send batches and take in every page that comes, as a whole laptop would."""
        answer = self.ask(*batches, cursors=self.cursors, **wishes)
        first = answer
        while self._take(answer):
            answer = self.ask(cursors=self.cursors, **wishes)
        return first

    def _take(self, answer: Answer) -> bool:
        more = False
        for page in answer.scopes:
            self._take_rows(page)
            if page.anchor is None:
                continue
            if page.more:
                more = True
                known = self.cursors.get(page.scope, Cursor())
                self.cursors[page.scope] = Cursor(known.anchors, Stage(page.upto, page.anchor))
            else:
                held = self._anchors.setdefault(page.scope, ())
                self._anchors[page.scope] = remember(held, page.anchor)
                self.cursors[page.scope] = Cursor(compact(self._anchors[page.scope]))
        return more

    @cached_property
    def _anchors(self) -> dict[str, tuple[Anchor, ...]]:
        return {}

    def _take_rows(self, page: ScopePage) -> None:
        for rows in page.rows:
            for place, record in enumerate(rows.ids):
                if rows.revs[place] <= self.revs.get((rows.kind, record), 0):
                    continue
                self.revs[rows.kind, record] = rows.revs[place]
                self.records[rows.kind, record] = {
                    name: column[place]
                    for name, column in rows.columns.items()
                    if column[place] is not None
                }
        for mine in page.yours:
            for record, rev in zip(mine.ids, mine.revs, strict=True):
                self.revs[mine.kind, record] = rev
        for gone in page.gone:
            if gone.rev < self.revs.get((gone.kind, gone.id), 0):
                continue
            self.records.pop((gone.kind, gone.id), None)
            self.revs.pop((gone.kind, gone.id), None)


@contextlib.contextmanager
def a_headquarters(address: str, template: str, folder: Path) -> Generator[HeadquartersGiven]:
    """A headquarters on a copy of a filled database."""
    with a_database(address, template) as own:
        engine = open_engine(own, 8)
        try:
            yield HeadquartersGiven(engine, folder, own)
        finally:
            engine.dispose()


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back over HTTP."""

    status: int
    content: bytes
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        """The content, read as JSON."""
        return json.loads(self.content)


@dataclass(frozen=True, slots=True)
class Line:
    """A line to a running server, one connection for each request."""

    port: int

    def send(
        self, method: str, path: str, content: Any = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send one request; an iterable content goes in chunks, without saying its length."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(method, path, content, dict(headers or {}))
            answer = line.getresponse()
            return Reply(answer.status, answer.read(), dict(answer.getheaders()))
        finally:
            line.close()


@contextlib.contextmanager
def a_web(given: HeadquartersGiven, at_once: int = 4) -> Generator[Line]:
    """The real routes of a headquarters on a free port of this process."""
    admission = Admission(at_once, lambda: 7)
    guesses = Guesses(given.now)
    desks = Headquarters(
        desk=given.desk,
        enrolling=given.enrolling,
        files=given.files,
        admission=admission,
        guesses=guesses,
        envelopes=given.envelopes,
        bundles=given.bundles,
        stamping=given.trust.stamping,
        upkeep=given.trust.upkeep,
        papers=PaperDoor(PaperDesk(given.engine, given.keys, pack("CO"), given.now)),
        board=given.board,
    )
    server = uvicorn.Server(uvicorn.Config(make_app(desks), log_level="warning", log_config=None))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Line(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


def server_environment(folder: Path, address: str) -> dict[str, str]:
    """What `fieldapp-server` reads to work in a folder, on a database or on one of its own."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        **({"DATABASE_URL": address} if address else {}),
        "BITACORA_KEYS": str(folder / "keys"),
        "BITACORA_KEYS_PASSPHRASE": PASSPHRASE,
        "FIELDAPP_SERVER_HOME": str(folder / "headquarters"),
    }


@contextlib.contextmanager
def a_server(environment: Mapping[str, str], *arguments: str) -> Generator[str]:
    """A real `fieldapp-server serve` of a headquarters that `init` made; gives its URL."""
    running = subprocess.Popen(
        [sys.executable, "-m", "sync.server", "serve", "--port", "0", *arguments],
        env=dict(environment),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    try:
        yield json.loads(running.stdout.readline())["url"]
    finally:
        running.terminate()
        running.wait(30)
        running.stdout.close()


def server_command(environment: Mapping[str, str], *arguments: str) -> str:
    """Run one command of `fieldapp-server` as a process and give what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "sync.server", *arguments],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _chance(seed: int) -> Any:
    drawn = itertools.count()

    def random_bytes(size: int) -> bytes:
        made = b""
        while len(made) < size:
            made += sha256(f"{seed} {next(drawn)}".encode()).digest()
        return made[:size]

    return random_bytes
