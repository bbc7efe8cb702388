"""Where headquarters keeps its things: data folder, keys, database."""

import os
import socket
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from fieldapp.packs import Pack, load_pack
from fieldapp.packs.pack import pack_of
from fieldapp.packs.pack_file import read_pack_file
from fieldapp.packs.versions import in_force, order
from fieldapp.records.text import Refused, say
from sync.server.clock import utc_now
from sync.server.database import migrate, open_engine
from sync.server.postgres import running_postgres

BUNDLE_ROWS_MIN: Final = 5_000
PACKS: Final = "packs"
"""The folder, below the data folder, of the packs that were published."""
_WORKERS_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class ServerPlaces:
    """The folders and addresses of one headquarters."""

    home: Path
    keys: Path
    database: str
    """A libpq address, or "" for the embedded PostgreSQL below `home`."""
    passphrase: str
    files: str
    """A folder, or `s3://bucket/prefix`: attachments and sealed actas."""
    files_endpoint: str = ""
    """The address of a service that speaks S3 and is not Amazon's."""
    bundle_rows_min: int = BUNDLE_ROWS_MIN
    """So many records of a territory go to a new laptop as one file."""

    @classmethod
    def chosen(cls, home: str | None, environment: Mapping[str, str]) -> "ServerPlaces":
        """Follow `--home`, else FIELDAPP_SERVER_HOME, else the habits of the operating system."""
        named = home or environment.get("FIELDAPP_SERVER_HOME")
        if not named:
            import platformdirs

            named = platformdirs.user_data_dir("BitacoraSede", appauthor=False)
        folder = Path(named).expanduser().absolute()
        return cls(
            home=folder,
            keys=Path(environment.get("BITACORA_KEYS") or folder / "keys").absolute(),
            database=environment.get("DATABASE_URL", ""),
            passphrase=environment.get("BITACORA_KEYS_PASSPHRASE", ""),
            files=environment.get("BITACORA_FILES") or str(folder / "files"),
            files_endpoint=environment.get("BITACORA_FILES_ENDPOINT", ""),
            bundle_rows_min=_whole(environment.get("BITACORA_BUNDLE_ROWS", "")) or BUNDLE_ROWS_MIN,
        )

    @property
    def board_passwords(self) -> Path:
        """The folder of the passwords of the page that coordinators look at."""
        return self.home / "board"

    @property
    def workers(self) -> int:
        """How many processes answer, if nobody says: a small office's laptop is not to be full."""
        shares = self.database and hasattr(socket, "SO_REUSEPORT")
        return min(os.cpu_count() or 1, _WORKERS_MAX) if shares else 1

    def key_passphrase(self) -> str:
        """Give the passphrase of the keys; raises `Refused` when nobody set it."""
        if not self.passphrase:
            raise Refused(
                say("Falta la contraseña de las claves: defina BITACORA_KEYS_PASSPHRASE.")
            )
        return self.passphrase

    def pack(self, country: str) -> Pack:
        """Give the country's pack in force: the newest that was published here, or the shipped one.

        The files below `home` are headquarters' own: whoever could change them could change all.
        """
        chosen = load_pack(country)
        for file in sorted((self.home / PACKS).glob("*.zip")):
            packed = read_pack_file(file.read_bytes(), lambda _, __: True)
            found = pack_of(packed.parts.get, file.name)
            newer = order(found.version) > order(chosen.version)
            today = found.formats.day_of(utc_now())
            if found.country == country and newer and in_force(found, today):
                chosen = found
        return chosen

    def keep_pack(self, version: str, content: bytes) -> None:
        """Keep a published pack; the older ones stay."""
        folder = self.home / PACKS
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{version}.zip").write_bytes(content)

    @contextmanager
    def database_open(self, connections_max: int = 2) -> Generator[Engine]:
        """Open the database with its tables up to date, the embedded server running if needed."""
        with (
            self.database_running() as address,
            engine_of(address, connections_max, prepares=not self.database) as engine,
        ):
            migrate(engine)
            yield engine

    @contextmanager
    def database_running(self) -> Generator[str]:
        """Give the database's address, the embedded server running if needed; touch no table."""
        if self.database:
            yield self.database
            return
        with running_postgres(self.home / "postgres") as address:
            yield address


def _whole(written: str) -> int:
    return int(written) if written.isdecimal() else 0


@contextmanager
def engine_of(
    address: str, connections_max: int = 2, *, prepares: bool = False
) -> Generator[Engine]:
    """An engine that lets go of its connections at the end."""
    engine = open_engine(address, connections_max, prepares=prepares)
    try:
        yield engine
    finally:
        engine.dispose()
