"""The drill: a backup is only one once it came back, so bring it back beside, and use it.

A scratch database on the same server takes the backup in, is looked over like the real one, and
answers one sync of a throw-away device, which must notice that this headquarters went back in
time. Then it is dropped. The real database is only read.
"""

import secrets
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool
from uuid_utils.compat import uuid7

from fieldapp.packs import load_pack
from fieldapp.records import KINDS
from fieldapp.records.text import Outside, Refused, say
from fieldapp.signing.certificates import der_parts, officer_key
from fieldapp.signing.keys import DeviceKey, is_signed_by
from sync.protocol import PROTOCOL_VERSION, frame
from sync.protocol.anchors import Anchor, compact
from sync.protocol.body import Body, Created, Unit, write_body
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.messages import (
    Answer,
    Batch,
    Cursor,
    Receipt,
    Request,
    ScopeState,
    Verdict,
    read_answer,
    read_statement,
    write_request,
)
from sync.server.authority import Entity
from sync.server.backups import make_backup, read_manifest, restore_backup
from sync.server.books_sql import SqlRealm
from sync.server.certifying import Certifying
from sync.server.checking import Checks
from sync.server.clock import utc_now
from sync.server.database import migrate
from sync.server.desk import Desk
from sync.server.enrolling import Enrolling
from sync.server.inspection import Finding, database_findings
from sync.server.keys import Keys
from sync.server.places import engine_of
from sync.server.register import Register
from sync.server.trust_list import read_trust_list

_SCHEMA: Final = 1
_APP: Final = "restore-drill"
_NAME_MAX: Final = 40
"""Characters of the real database's name in the scratch one's: PostgreSQL keeps 63 bytes."""


@dataclass(frozen=True, slots=True)
class Drilled:
    """How the drill went. Nothing is missing of a drill that gives this."""

    revision: int
    records: int
    findings: Sequence[Finding]
    rewind_seen: bool
    received: bool
    """The throw-away device's record was taken in, with a signed receipt."""
    certified: bool
    """Its key was certified by the authorities of the key folder, which this backup believes."""
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether this backup would carry headquarters on."""
        sound = all(finding.state != "fault" for finding in self.findings)
        return sound and self.rewind_seen and self.received and self.certified


def drill(address: str, keys: Keys, file: Path | None) -> Drilled:
    """Bring a backup back beside the real database: the one in `file`, or one made now.

    Raises `Refused` or `Outside`, in words, when it does not even come back.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bitacora-drill-") as folder:
        if file is None:
            file = Path(folder) / "now.backup"
            with engine_of(address) as engine:
                make_backup(engine, address, file, utc_now())
        read_manifest(file)
        with _scratch(address) as beside:
            manifest = restore_backup(beside, file)
            with engine_of(beside) as engine:
                migrate(engine)
                with engine.connect() as connection:
                    findings = list(database_findings(connection))
                rewind_seen, received, certified = _use(engine, keys, manifest.revision)
    return Drilled(
        revision=manifest.revision,
        records=manifest.rows["record"],
        findings=findings,
        rewind_seen=rewind_seen,
        received=received,
        certified=certified,
        seconds=round(time.monotonic() - began, 1),
    )


@contextmanager
def _scratch(address: str) -> Generator[str]:
    """An empty database beside the real one, named after it; dropped whatever happens."""
    real = make_url(address).database or ""
    name = f"{real[:_NAME_MAX]}_drill_{secrets.token_hex(4)}"
    server = create_engine(
        make_url(address).set(drivername="postgresql+psycopg"),
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
    )
    quoted = server.dialect.identifier_preparer.quote(name)
    with server.connect() as connection:
        may = connection.execute(
            text("select rolcreatedb or rolsuper from pg_roles where rolname = current_user")
        ).scalar_one()
        if not may:
            raise Refused(
                say(
                    "El usuario «{user}» de DATABASE_URL no puede crear bases de datos, y el "
                    "simulacro necesita una: dele CREATEDB o use otro usuario.",
                    user=str(conninfo_to_dict(address).get("user", "")),
                )
            )
        connection.exec_driver_sql(f"create database {quoted} template template0 encoding 'UTF8'")
    try:
        yield make_url(address).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"drop database {quoted} with (force)")


def _use(engine: Engine, keys: Keys, revision: int) -> tuple[bool, bool, bool]:
    """Sync once as a device that has seen more than this backup; tell what came of it."""
    register = Register(engine, utc_now, secrets.token_bytes)
    with engine.connect() as connection:
        login = connection.execute(
            text(
                "select a.login from account a join office o on o.id = a.office_id "
                "join permit p on p.account = a.id and p.scope_id = o.scope_id "
                "where a.active and a.role <> 'auditor' and p.until is null limit 1"
            )
        ).scalar_one_or_none()
    if login is None:
        raise Outside(say("En la copia no hay ninguna cuenta activa: nadie podría sincronizar."))
    key = DeviceKey(secrets.token_bytes(32))
    pack = load_pack(register.country())
    certifying = Certifying(engine, keys.authorities, Entity.of(pack), utc_now, secrets.token_bytes)
    enrolling = Enrolling(engine, keys, utc_now, secrets.token_bytes, uuid7, certifying)
    code = register.new_code(keys, login)
    request = officer_key(key.seed).request()
    enrolled = enrolling.enrol(
        EnrolRequest(code, key.public, _APP, _SCHEMA, signing_request=request)
    )
    ahead = Anchor(revision + 1000, secrets.token_bytes(8))
    scope = enrolled.home_scope
    asked = Request(
        protocol=PROTOCOL_VERSION,
        schema=_SCHEMA,
        app=_APP,
        now=int(utc_now().timestamp() * 1_000_000),
        batches=[Batch(enrolled.device, 1, write_body(_a_note(scope)))],
        cursors={scope: Cursor(compact([ahead]))},
    )
    checks = Checks(KINDS, pack)
    desk = Desk(SqlRealm(engine), checks, keys, utc_now, secrets.token_bytes)
    answer = _believed(desk, enrolled, key, asked)
    pages = {page.scope: page.state for page in answer.scopes}
    rulings = [
        ruling.verdict
        for receipt in answer.receipts
        for ruling in read_statement(Receipt, receipt).rulings
    ]
    rewind_seen, received = pages.get(scope) is ScopeState.REWIND, rulings == [Verdict.OK]
    return rewind_seen, received, _is_believed(engine, enrolled.certificates)


def _is_believed(engine: Engine, chain: Sequence[bytes]) -> bool:
    """Whether a certificate is of authorities that the trust list, if there is one, names."""
    with engine.connect() as connection:
        told = read_trust_list(connection)
    return bool(chain) and chain[-1] in der_parts(told.roots or chain[-1])


def _believed(desk: Desk, enrolled: EnrolAnswer, key: DeviceKey, asked: Request) -> Answer:
    """Exchange frames as a laptop does, believing only headquarters' signature."""
    sent = frame.write(write_request(asked), enrolled.device, key.sign)
    arrived = frame.read(desk.answer(sent).frame, frame.ANSWER_BYTES_MAX)
    if not is_signed_by(enrolled.headquarters_key, arrived.signature, arrived.signed):
        raise Outside(say("Las claves de este servidor no firman lo que los equipos esperan."))
    return read_answer(arrived.payload())


def _a_note(scope: str) -> Body:
    """A record that harms nobody: it is dropped with the scratch database."""
    note = uuid7()
    vals = {"text": ["Simulacro de recuperación"]}
    return Body(
        units=[Unit("logbook_entry", note, scope)],
        created=[Created("logbook_entry", [0], [note], vals)],
    )
