"""The way to headquarters' PostgreSQL: one engine, migrations, and the role requests work as.

The owner of the tables migrates and administers. A request lowers itself to `bitacora_app`,
which row-level security binds to the scopes named in `app.scopes`; without them it sees nothing.
What every sync asks goes straight to the driver (`driven`, `ask`).
"""

import os
import re
import time
from collections.abc import Collection, Generator
from contextlib import closing, contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql
from psycopg.pq import ExecStatus
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from fieldapp.records.text import Outside, say

APP_ROLE = "bitacora_app"
CONNECTIONS_MAX = 2 * (os.cpu_count() or 1)
"""Transactions in PostgreSQL at once; whoever comes later waits before its BEGIN."""

MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATIONS_LOCK = 7_220_026
_PREPARED_AFTER = 5
_QUIET_S = 5.0
"""Seconds after which a connection might have been cut by somebody; one just used is trusted."""

_LOWER = "select set_config('role', :role, true), set_config('app.scopes', :scopes, true)"
_BEGIN = "begin; set local role {}; set local app.scopes = {}"
_BEGIN_SNAPSHOT = _BEGIN.replace("begin", "begin isolation level repeatable read, read only", 1)

Driver = psycopg.Connection[tuple[Any, ...]]


def open_engine(
    address: str, connections_max: int = CONNECTIONS_MAX, *, prepares: bool = False
) -> Engine:
    """Make the engine for a libpq address; nothing is connected yet.

    `prepares` lets PostgreSQL keep the plans of what is asked again and again. Not through a
    PgBouncer in transaction mode: there no prepared statement may outlive its transaction.
    """
    url = make_url(address).set(drivername="postgresql+psycopg")
    engine = create_engine(
        url,
        pool_size=connections_max,
        max_overflow=0,
        pool_timeout=30,
        hide_parameters=True,
        connect_args={
            "prepare_threshold": _PREPARED_AFTER if prepares else None,
            "connect_timeout": 10,
        },
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _must_answer)
    return engine


def migrate(engine: Engine) -> None:
    """Bring the tables to today's revision; two processes doing so at once take turns."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        with engine.begin() as connection:
            connection.execute(
                text("select pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATIONS_LOCK}
            )
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except OperationalError as error:
        raise Outside(
            say("La base de datos no responde. Revise DATABASE_URL y el servidor PostgreSQL.")
        ) from error


@contextmanager
def as_app(engine: Engine, scopes: Collection[str]) -> Generator[Connection]:
    """Open a transaction that sees only these scopes."""
    with engine.begin() as connection:
        _lower(connection, scopes)
        yield connection


@contextmanager
def driven(engine: Engine, scopes: Collection[str], *, snapshot: bool = False) -> Generator[Driver]:
    """Open such a transaction for the driver alone; `snapshot` reads one unchanging state."""
    with closing(engine.raw_connection()) as pooled:
        driver = cast("Driver", pooled.driver_connection)
        begun = driver.pgconn.exec_(_beginning(tuple(scopes), snapshot=snapshot))
        if begun.status != ExecStatus.COMMAND_OK:
            raise psycopg.OperationalError(begun.get_error_message())
        yield driver
        driver.commit()


def ask(
    connection: Connection | Driver, statement: str, **values: Any
) -> psycopg.Cursor[tuple[Any, ...]]:
    """Ask the driver, past SQLAlchemy and inside its transaction if there is one."""
    if isinstance(connection, Connection):
        connection = driver_of(connection)
    return connection.execute(_as_driver_says(statement), values or None)


def driver_of(connection: Connection) -> Driver:
    """Give the driver's connection below SQLAlchemy's, in the same transaction."""
    return cast("Driver", connection.connection.driver_connection)


def _lower(connection: Connection, scopes: Collection[str]) -> None:
    """Bind the rest of this transaction to the app's role and to these scopes."""
    ask(connection, _LOWER, role=APP_ROLE, scopes=",".join(scopes))


@lru_cache(maxsize=256)
def _beginning(scopes: tuple[str, ...], *, snapshot: bool) -> bytes:
    """Spell the begin of a transaction of the app's, lowered: one message to PostgreSQL."""
    begin = sql.SQL(_BEGIN_SNAPSHOT if snapshot else _BEGIN)
    return begin.format(sql.Identifier(APP_ROLE), ",".join(scopes)).as_bytes(None)


def _note_use(_: object, entry: ConnectionPoolEntry) -> None:
    entry.info["used"] = time.monotonic()


def _must_answer(driver: Driver, entry: ConnectionPoolEntry, _: object) -> None:
    """Let the pool replace a connection that was quiet for a while and does not answer."""
    if time.monotonic() - entry.info.get("used", 0.0) < _QUIET_S:
        return
    try:
        driver.execute("select 1")
        driver.rollback()
    except psycopg.OperationalError as cut:
        raise DisconnectionError from cut


@cache
def _as_driver_says(statement: str) -> bytes:
    """Spell `:name` as the driver does; what a request asks is not composed anew each time."""
    spelled = re.sub(r"(?<!:):([a-z_]+)", r"%(\1)s", statement.replace("%", "%%"))
    return spelled.encode()
