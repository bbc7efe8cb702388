"""Revisions for what the descriptions cannot say: moving data that is already there.

New kinds, fields and indices need none (see `evolution`). Alembic costs a fifth of a second to
import, so it is imported only when a vault is behind. A field is never renamed or retyped: add
one, copy, retire the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from fieldapp.records.text import Outside, say


@dataclass(frozen=True, slots=True)
class Revisions:
    """A folder with revisions, and the newest of them (None while there is none)."""

    folder: Path
    newest: str | None


SHIPPED = Revisions(Path(__file__).parent, "0001")


def revision_of(connection: Connection) -> str | None:
    """The last revision this database has been through."""
    table = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.exec_driver_sql(table).first():
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def stamp(connection: Connection, revisions: Revisions) -> None:
    """Note in a new database that it needs none of the revisions."""
    if revisions.newest is None:
        return
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revisions.newest,))


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

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection)
        try:
            environment.run_migrations()
        except CommandError as fault:
            raise Outside(
                say("Estos registros son de una versión más nueva del programa. Actualícelo.")
            ) from fault
