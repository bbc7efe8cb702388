"""Revisions for what the descriptions cannot say: moving data that is already there.

New kinds, fields and indices need none (see `evolution`). Alembic costs a fifth of a second to
import, so it is imported only when a vault is behind. A field is never renamed or retyped: add
one, copy, retire the other.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldapp.records.text import Outside, say
from fieldapp.store.connection import Connection

if TYPE_CHECKING:
    from sqlalchemy import Connection as SqlConnection


@dataclass(frozen=True, slots=True)
class Revisions:
    """A folder with revisions, and the newest of them (None while there is none)."""

    folder: Path
    newest: str | None


SHIPPED = Revisions(Path(__file__).parent, "0001")


def revision_of(connection: Connection) -> str | None:
    """The last revision this database has been through."""
    table = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.execute(table).first():
        return None
    return connection.execute("SELECT version_num FROM alembic_version").scalar()


def stamp(connection: Connection, revisions: Revisions) -> None:
    """Note in a new database that it needs none of the revisions."""
    if revisions.newest is None:
        return
    connection.execute("CREATE TABLE alembic_version (version_num TEXT PRIMARY KEY)")
    connection.execute("INSERT INTO alembic_version VALUES (?)", (revisions.newest,))


def upgrade(connection: Connection, revisions: Revisions) -> None:
    """Run what is missing, in the caller's transaction, foreign keys off, triggers dropped.

    Raises Outside if the database has been through a revision this program does not know.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(revisions.folder))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)

    def steps(revision: Any, _: Any) -> Any:
        return script._upgrade_revs("head", revision)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]

    with (
        _for_alembic(connection) as worded,
        EnvironmentContext(config, script, fn=steps) as environment,
    ):
        environment.configure(connection=worded)
        try:
            environment.run_migrations()
        except CommandError as fault:
            raise Outside(
                say("Estos registros son de una versión más nueva del programa. Actualícelo.")
            ) from fault


@contextmanager
def _for_alembic(connection: Connection) -> Generator[SqlConnection]:
    """The same transaction as Alembic asks for it: SQLAlchemy neither begins nor ends it."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    from fieldapp.store.database import sqlcipher

    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: connection.driver, poolclass=StaticPool
    )
    vars(engine.dialect).update(do_commit=_leave, do_rollback=_leave)
    with engine.connect() as worded:
        yield worded


def _leave(_: object) -> None:
    """The transaction is the caller's."""
