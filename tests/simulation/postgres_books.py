"""Headquarters' books in a real PostgreSQL: a database a story, a copy of it for a backup."""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from sync.protocol.messages import Certificate
from sync.server.books import Books
from sync.server.books_sql import SqlRealm
from sync.server.database import migrate, open_engine
from sync.server.records import ROW_COLUMNS, read_row
from sync.server.units import Rows
from tests.given.headquarters import a_database, a_postgres
from tests.simulation.headquarters import SCOPES

_LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)
_OFFICE: Final = UUID(int=1)
_numbers = count(1)


@dataclass(slots=True)
class Server:
    """One PostgreSQL with a database of empty tables to copy from."""

    address: str
    template: str
    admin: Engine
    made: list[str] = field(default_factory=list[str])
    opened: list[Engine] = field(default_factory=list[Engine])

    def copy(self, database: str) -> str:
        """Copy a database nobody is connected to; give the copy's name."""
        name = f"{self.template}_{next(_numbers)}"
        with self.admin.connect() as connection:
            connection.execute(text(f"create database {name} template {database}"))
        self.made.append(name)
        return name

    def open(self, database: str) -> Engine:
        """Open a database; closed when the copies are dropped."""
        address = make_url(self.address).set(database=database)
        self.opened.append(open_engine(address.render_as_string(hide_password=False), 1))
        return self.opened[-1]

    def drop(self) -> None:
        """Close and drop the copies."""
        while self.opened:
            self.opened.pop().dispose()
        with self.admin.connect() as connection:
            while self.made:
                connection.execute(text(f"drop database {self.made.pop()} with (force)"))


@contextmanager
def a_server() -> Generator[Server]:
    """A real PostgreSQL with an empty headquarters of the simulation's three territories."""
    with a_postgres() as address, a_database(address) as made:
        engine = open_engine(made, 1)
        migrate(engine)
        with engine.begin() as connection:
            connection.execute(
                text("insert into scope (id) values (:id)"), [{"id": scope} for scope in SCOPES]
            )
            connection.execute(
                text("insert into office values (:id, 'DT', 'Dirección Territorial', '19', '19')"),
                {"id": _OFFICE},
            )
        engine.dispose()
        admin = create_engine(
            make_url(address).set(drivername="postgresql+psycopg"),
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
        )
        server = Server(address, str(make_url(made).database), admin)
        try:
            yield server
        finally:
            server.drop()


class PostgresRealm:
    """A `Realm` over a database of its own, and the register of its accounts and devices."""

    def __init__(self, server: Server) -> None:
        server.drop()
        self._server = server
        self._engine: Engine
        self._open(server.copy(server.template))

    def _open(self, name: str) -> None:
        self._name = name
        self._engine = self._server.open(name)
        self._realm = SqlRealm(self._engine)

    # The product's

    def writing(self, scopes: Collection[str]) -> AbstractContextManager[Books]:
        return self._realm.writing(scopes)

    def snapshot(self, scopes: Collection[str]) -> AbstractContextManager[Books]:
        return self._realm.snapshot(scopes)

    def register_again(self, certificate: Certificate, now: datetime) -> None:
        self._realm.register_again(certificate, now)

    def succeed(
        self, device: UUID, public_key: bytes, successor: UUID, now: datetime
    ) -> tuple[UUID, str] | None:
        return self._realm.succeed(device, public_key, successor, now)

    # What the people of the simulation's headquarters do and see

    def add_account(self, account: UUID, person: UUID, scopes: Sequence[str]) -> None:
        self._do(
            "insert into account values (:account, cast(:account as text), '', 'officer', "
            ":office, :person, true, :at)",
            account=account, office=_OFFICE, person=person, at=_LONG_AGO,
        )  # fmt: skip
        for scope in scopes:
            self.permit(account, scope, granted=True)

    def enrol(self, device: UUID, account: UUID, public_key: bytes) -> str:
        (number,) = self._do("update realm set devices = devices + 1 returning devices")[0]
        code = f"D{number:02}"
        self._do(
            "insert into device (id, account, public_key, code, enrolled_at) "
            "values (:device, :account, :key, :code, :at)",
            device=device, account=account, key=public_key, code=code, at=_LONG_AGO,
        )  # fmt: skip
        return code

    def permit(self, account: UUID, scope: str, *, granted: bool) -> None:
        self._do(
            "insert into permit values (:account, :scope, :since, :until) "
            "on conflict (account, scope_id, since) do update set until = excluded.until",
            account=account, scope=scope, since=_LONG_AGO,
            until=None if granted else _LONG_AGO,
        )  # fmt: skip

    def granted(self, account: UUID) -> list[str]:
        asked = "select scope_id from permit where account = :account and until is null order by 1"
        return [scope for (scope,) in self._do(asked, account=account)]

    def revoke(self, device: UUID) -> None:
        self._do("update device set state = 'revoked' where id = :device", device=device)

    def devices(self) -> int:
        return self._do("select count(*) from device")[0][0]

    def revision(self) -> int:
        return self._do("select rev from realm")[0][0]

    def rows(self) -> Rows:
        found = self._do(f"select {ROW_COLUMNS} from record where not gone order by rev")
        return {row.key: row for row in (read_row(*columns) for columns in found)}

    def waiting(self) -> list[bytes]:
        asked = "(select body from quarantine order by number)"
        found = self._do(f"{asked} union all (select body from held order by number)")
        return [bytes(body) for (body,) in found]

    def copied(self) -> str:
        self._engine.dispose()
        return self._server.copy(self._name)

    def restored(self, backup: str) -> None:
        accounts = self._do("select id, person_id from account")
        permits = self._do("select account, scope_id, until from permit")
        revoked = self._do("select id from device where state = 'revoked'")
        self._engine.dispose()
        self._open(self._server.copy(backup))
        known = {account for (account,) in self._do("select id from account")}
        for account, person in accounts:
            if account not in known:
                self.add_account(account, person, ())
        for account, scope, until in permits:
            self.permit(account, scope, granted=until is None)
        for (device,) in revoked:
            self.revoke(device)

    def _do(self, statement: str, **values: Any) -> list[Any]:
        with self._engine.begin() as connection:
            found = connection.execute(text(statement), values)
            return list(found) if found.returns_rows else []
