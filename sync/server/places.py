"""Where headquarters keeps its things: data folder, keys, database."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from fieldapp.records.text import Refused, say
from sync.server.database import migrate, open_engine
from sync.server.postgres import running_postgres

BUNDLE_ROWS_MIN: Final = 5_000


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

    def key_passphrase(self) -> str:
        """Give the passphrase of the keys; raises `Refused` when nobody set it."""
        if not self.passphrase:
            raise Refused(
                say("Falta la contraseña de las claves: defina BITACORA_KEYS_PASSPHRASE.")
            )
        return self.passphrase

    @contextmanager
    def database_open(self, connections_max: int = 2) -> Generator[Engine]:
        """Open the database with its tables up to date, the embedded server running if needed."""
        if self.database:
            with _engine(self.database, connections_max) as engine:
                yield engine
            return
        with (
            running_postgres(self.home / "postgres") as address,
            _engine(address, connections_max, prepares=True) as engine,
        ):
            yield engine


def _whole(written: str) -> int:
    return int(written) if written.isdecimal() else 0


@contextmanager
def _engine(address: str, connections_max: int, *, prepares: bool = False) -> Generator[Engine]:
    engine = open_engine(address, connections_max, prepares=prepares)
    try:
        migrate(engine)
        yield engine
    finally:
        engine.dispose()
