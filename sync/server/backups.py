"""A backup of headquarters: one file with the database, what it must hold, and the list of files.

Not in it, on purpose: the key folder, without which every laptop distrusts the restored server and
which must not lie beside the data it protects; and the bytes of attachments, which are files by
their digest and are copied with whatever copies folders or buckets.
"""

import io
import tarfile
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, Engine, text

from fieldapp.records.text import Outside, Refused, say
from sync.server.database import APP_ROLE
from sync.server.dumps import dump, load
from sync.server.places import engine_of

_FORMAT: Final = "bitacora backup 1"
_MANIFEST, _DUMP, _FILES = "manifest.json", "database.dump", "files.txt"
_LAST: Final = "last_backup.json"


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds, so that whoever restores it can tell whether all of it came back."""

    format: str
    made_at: datetime
    schema: str
    country: str
    revision: int
    digests: Mapping[str, str]
    """The digest of each scope, as decimal text: whole numbers of 64 bits."""
    rows: Mapping[str, int]
    """How many rows each table has."""
    files: int
    files_bytes: int


class LastBackup(msgspec.Struct, frozen=True):
    """What is remembered of the last backup, for `check`."""

    file: str
    made_at: datetime
    revision: int


def make_backup(engine: Engine, address: str, file: Path, now: datetime) -> Manifest:
    """Write a backup of what the database holds at one moment.

    Others go on working meanwhile. Raises `Refused` when the file is there already.
    """
    if file.exists():
        raise Refused(say("«{file}» ya existe: elija otro nombre.", file=str(file)))
    coming = file.with_name(f"{file.name}.part")
    with (
        engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ) as connection,
        tempfile.TemporaryDirectory(dir=file.parent) as folder,
    ):
        snapshot = connection.execute(text("select pg_export_snapshot()")).scalar_one()
        manifest = described(connection, now)
        dump(address, Path(folder) / _DUMP, snapshot)
        with tarfile.open(coming, "w") as archive:
            _add(archive, _MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
            _add(archive, _FILES, _files_list(connection))
            archive.add(Path(folder) / _DUMP, _DUMP)
    coming.chmod(0o600)
    coming.replace(file)
    return manifest


def restore_backup(address: str, file: Path) -> Manifest:
    """Read a backup into an empty database and see that all of it came back.

    Raises `Refused` when the database is not empty or the file is no backup, `Outside` when
    something did not come back.
    """
    with engine_of(address) as engine:
        with engine.begin() as connection:
            if _tables(connection):
                raise Refused(
                    say(
                        "La base de datos no está vacía: una copia se recupera solo en una vacía. "
                        "Nada se tocó."
                    )
                )
            _make_role(connection)
        with tempfile.TemporaryDirectory() as folder:
            manifest = _unpacked(file, Path(folder))
            load(address, Path(folder) / _DUMP)
        with engine.connect() as connection:
            differing = differences(manifest, described(connection, manifest.made_at))
    if differing:
        raise Outside(say("La copia no volvió completa: {what}.", what=", ".join(differing)))
    return manifest


def read_manifest(file: Path) -> Manifest:
    """What a backup says it holds. Raises `Refused` for another file."""
    with tempfile.TemporaryDirectory() as folder:
        return _unpacked(file, Path(folder))


def described(connection: Connection, now: datetime) -> Manifest:
    """What the database holds now."""
    country, revision = connection.execute(text("select country, rev from realm")).one()
    digests = connection.execute(text("select id, digest::text from scope order by id"))
    files, files_bytes = connection.execute(
        text("select count(*), coalesce(sum(bytes), 0)::bigint from file")
    ).one()
    counted = {
        table: connection.execute(text(f"select count(*) from {table}")).scalar_one()
        for table in _tables(connection)
    }
    schema = connection.execute(text("select version_num from schema_version")).scalar_one()
    return Manifest(
        format=_FORMAT,
        made_at=now,
        schema=schema,
        country=country,
        revision=revision,
        digests={row.id: row.digest for row in digests},
        rows=counted,
        files=files,
        files_bytes=files_bytes,
    )


def differences(one: Manifest, other: Manifest) -> list[str]:
    """Name what two descriptions do not agree on."""
    return [
        name
        for name in ("schema", "country", "revision", "digests", "rows", "files", "files_bytes")
        if getattr(one, name) != getattr(other, name)
    ]


def remember(home: Path, file: Path, manifest: Manifest) -> None:
    """Note the last backup, so that `check` can tell how old it is."""
    last = LastBackup(str(file), manifest.made_at, manifest.revision)
    home.mkdir(parents=True, exist_ok=True)
    coming = home / f"{_LAST}.part"
    coming.write_bytes(msgspec.json.encode(last))
    coming.replace(home / _LAST)


def remembered(home: Path) -> LastBackup | None:
    """The last backup of this headquarters; None if nobody made one here."""
    try:
        return msgspec.json.decode((home / _LAST).read_bytes(), type=LastBackup)
    except (OSError, msgspec.DecodeError):
        return None


def _tables(connection: Connection) -> list[str]:
    found = connection.execute(
        text("select tablename from pg_tables where schemaname = 'public' order by 1")
    )
    return list(found.scalars())


def _make_role(connection: Connection) -> None:
    """Make the role of requests where the cluster is new: a dump grants to it, and has it not."""
    connection.execute(
        text(
            f"do $$ begin create role {APP_ROLE} nologin nosuperuser nobypassrls; "
            "exception when duplicate_object or unique_violation then null; end $$"
        )
    )
    connection.execute(text(f"grant {APP_ROLE} to current_user"))


def _files_list(connection: Connection) -> bytes:
    found = connection.execute(text("select sha256, bytes from file order by sha256"))
    return "".join(f"{bytes(name).hex()} {size}\n" for name, size in found).encode()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o600
    archive.addfile(entry, io.BytesIO(content))


def _unpacked(file: Path, folder: Path) -> Manifest:
    no_backup = Refused(
        say("«{file}» no es una copia hecha con «fieldapp-server backup».", file=str(file))
    )
    try:
        with tarfile.open(file, "r:") as archive:
            archive.extract(_MANIFEST, folder, filter="data")
            archive.extract(_DUMP, folder, filter="data")
        manifest = msgspec.json.decode((folder / _MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError as fault:
        raise Outside(say("No se puede leer «{path}».", path=str(file))) from fault
    except (tarfile.TarError, KeyError, msgspec.DecodeError) as fault:
        raise no_backup from fault
    if manifest.format != _FORMAT:
        raise no_backup
    return manifest
