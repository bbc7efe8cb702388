"""Whether headquarters is whole: what `check` looks at, each finding in words.

A fault is something that must be mended before it costs anybody's work; a warning is something
that will become one, or that a person should know.
"""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from alembic.config import Config
from alembic.script import ScriptDirectory
from cryptography import x509
from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, Engine, text

from fieldapp.records.text import Refused, Text, say
from sync.protocol.digest import moved, row_digest
from sync.server.backups import remembered
from sync.server.database import APP_ROLE, MIGRATIONS
from sync.server.file_check import file_faults
from sync.server.files import FileStore
from sync.server.keys import PURPOSES, open_keys

State = Literal["ok", "warning", "fault"]

WARN_BEFORE: Final = timedelta(days=60)
BACKUP_AGE: Final = timedelta(days=7)
SCOPED: Final = ("record", "history", "held", "file_use", "bundle", "quarantine")
"""Tables whose rows a request sees only of its scopes, or not at all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    state: State
    text: Text


def database_findings(connection: Connection) -> Iterator[Finding]:
    """Look at the tables: their revision, the walls, the digests and the order of revisions."""
    yield _schema(connection)
    yield _walls(connection)
    yield _digests(connection)
    yield _revisions(connection)
    yield _seals(connection)


def key_findings(folder: Path, passphrase: str) -> Iterator[Finding]:
    """Look at the key folder: complete, for nobody else's eyes, and opened by its passphrase."""
    try:
        keys = open_keys(folder, passphrase)
    except Refused as refusal:
        yield Finding("keys", "fault", refusal.text)
        return
    except (OSError, ValueError, InvalidTag):
        broken = say("Las claves de {folder} no se pueden leer.", folder=str(folder))
        yield Finding("keys", "fault", broken)
        return
    kept = [folder, folder / "folder.json", *(folder / f"{one}.key" for one in PURPOSES)]
    kept += keys.authorities.files()
    seen = [path.name for path in kept if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if seen:
        yield Finding(
            "keys", "fault", say("Otros usuarios pueden leer: {files}.", files=", ".join(seen))
        )
        return
    whole = say("Las claves abren. Guarde {folder} aparte de la base de datos.", folder=str(folder))
    yield Finding("keys", "ok", whole)


def certificate_finding(certificate: Path, now: datetime) -> Finding:
    """Look at when the server's TLS certificate ends."""
    try:
        ends = x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        unread = say("No se puede leer el certificado «{file}».", file=str(certificate))
        return Finding("certificate", "fault", unread)
    day = f"{ends:%Y-%m-%d}"
    if ends <= now:
        return Finding("certificate", "fault", say("El certificado TLS venció el {day}.", day=day))
    if ends - now < WARN_BEFORE:
        return Finding("certificate", "warning", say("El certificado TLS vence {day}.", day=day))
    return Finding("certificate", "ok", say("El certificado TLS sirve hasta {day}.", day=day))


def file_finding(engine: Engine, files: FileStore) -> Finding:
    """Read every file and compare it with its digest: sealed actas and evidence."""
    faults = list(file_faults(engine, files))
    if not faults:
        return Finding("files", "ok", say("Los archivos están completos."))
    missing = sum(fault.missing for fault in faults)
    names = ", ".join(fault.name[:16] for fault in faults[:5])
    return Finding(
        "files",
        "fault",
        say(
            "Archivos que faltan: {missing}; dañados: {damaged} ({names}…). Recupérelos de la "
            "copia de la carpeta de archivos.",
            missing=missing,
            damaged=len(faults) - missing,
            names=names,
        ),
    )


def backup_finding(home: Path, now: datetime) -> Finding:
    """Look at how old the last backup is."""
    last = remembered(home)
    if last is None:
        return Finding(
            "backup", "warning", say("Nunca se hizo una copia: fieldapp-server backup ARCHIVO")
        )
    days = (now - last.made_at.astimezone(UTC)).days
    told = say("La última copia es de hace {days} días: {file}", days=days, file=last.file)
    return Finding("backup", "ok" if now - last.made_at <= BACKUP_AGE else "warning", told)


def _schema(connection: Connection) -> Finding:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    newest = ScriptDirectory.from_config(config).get_current_head()
    here = connection.execute(text("select version_num from schema_version")).scalar_one()
    if here == newest:
        return Finding("schema", "ok", say("Las tablas están al día ({revision}).", revision=here))
    return Finding(
        "schema",
        "fault",
        say("Las tablas son de la revisión {here}, no de {newest}.", here=here, newest=str(newest)),
    )


def _walls(connection: Connection) -> Finding:
    role = connection.execute(
        text("select rolsuper or rolbypassrls from pg_roles where rolname = :role"),
        {"role": APP_ROLE},
    ).scalar_one_or_none()
    if role is None or role:
        high = say("El papel {role} falta o pasa por encima de los permisos.", role=APP_ROLE)
        return Finding("walls", "fault", high)
    walled = set(
        connection.execute(
            text(
                "select relname from pg_class where relrowsecurity "
                "and relnamespace = 'public'::regnamespace"
            )
        ).scalars()
    )
    if open_tables := sorted(set(SCOPED) - walled):
        return Finding(
            "walls",
            "fault",
            say("Tablas sin permisos por territorio: {tables}.", tables=", ".join(open_tables)),
        )
    return Finding("walls", "ok", say("Cada territorio está separado en la base de datos."))


def _digests(connection: Connection) -> Finding:
    summed: dict[str, int] = {}
    rows = connection.execution_options(yield_per=5000).execute(
        text("select scope_id, kind, id, rev from record where not gone")
    )
    for scope, kind, record, rev in rows:
        summed[scope] = moved(summed.get(scope, 0), [row_digest(kind, record, rev)])
    told = connection.execute(text("select id, digest from scope order by id"))
    wrong = [scope for scope, digest in told if int(digest) != summed.get(scope, 0)]
    if wrong:
        return Finding(
            "digests",
            "fault",
            say(
                "La suma de control no corresponde a los registros en: {scopes}.",
                scopes=", ".join(wrong),
            ),
        )
    return Finding("digests", "ok", say("Las sumas de control corresponden a los registros."))


def _revisions(connection: Connection) -> Finding:
    twice, stray, ahead = connection.execute(
        text(
            "with ended as (select rev, lag(rev, 1, 0::bigint) over (order by rev) as before "
            "from commit) select "
            "(select count(*) from (select rev from record group by rev having count(*) > 1) t), "
            "(select count(*) from record r left join ended e on e.rev = r.commit_rev "
            "where e.rev is null or r.rev > e.rev or r.rev <= e.before), "
            "(select count(*) from realm where rev <> "
            "coalesce((select max(rev) from commit), 0))"
        )
    ).one()
    if twice or stray or ahead:
        return Finding(
            "revisions",
            "fault",
            say(
                "Revisiones repetidas: {twice}; sin su confirmación: {stray}; contador "
                "equivocado: {ahead}.",
                twice=twice,
                stray=stray,
                ahead=ahead,
            ),
        )
    return Finding("revisions", "ok", say("Las revisiones son únicas y siguen su orden."))


def _seals(connection: Connection) -> Finding:
    """Every acta that says it is sealed is locked, and its paper is here or on its way."""
    unlocked, waiting = connection.execute(
        text(
            "select count(*) filter (where not sealed), "
            "count(*) filter (where f.sha256 is null) from record r "
            "left join file f on f.sha256 = decode(r.vals->>'file_sha256', 'hex') "
            "where r.kind = 'minutes' and not r.gone and r.vals->>'status' = 'sealed'"
        )
    ).one()
    if unlocked:
        return Finding(
            "seals", "fault", say("Actas firmadas que no están cerradas: {n}.", n=unlocked)
        )
    if waiting:
        return Finding(
            "seals",
            "warning",
            say("Actas firmadas cuyo PDF aún no llega del equipo: {n}.", n=waiting),
        )
    return Finding("seals", "ok", say("Las actas firmadas están cerradas y con su PDF."))
