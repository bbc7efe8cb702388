"""Offices, accounts, permits and devices: what headquarters' people keep by hand.

Everything here works as the owner of the tables, from the command line; records that belong to it
(the office's, the officer's) go through the one writer like any other.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Connection, Engine, text

from fieldapp.packs import Pack
from fieldapp.records import KINDS
from fieldapp.records.describe import NATIONAL
from fieldapp.records.text import Refused, say
from fieldapp.rules.directory import Directory
from fieldapp.rules.permissions import Role
from fieldapp.rules.switches import BEGINS_WITH
from sync.server.books import Commit
from sync.server.directory import write_directory
from sync.server.keys import Keys, RandomBytes, spoken_code
from sync.server.records import load_rows, lock_scopes, write_records
from sync.server.signers import tell_signer
from sync.server.units import Row

CODE_DAYS: Final = 3
_OWN: Final = UUID("b1742c0a-7d0e-5c39-8f2f-5d1c6a0f7e11")
"""Namespace of the ids made here, so that a headquarters built anew gives the same ones."""


@dataclass(frozen=True, slots=True)
class Register:
    """Keeps accounts and devices. Clock and randomness are handed in."""

    engine: Engine
    now: Callable[[], datetime]
    random_bytes: RandomBytes

    def begin(self, pack: Pack) -> None:
        """Make the realm a country's: its departments are the scopes, and 0 is the nation.

        The directory of public bodies is full from then on; asked again with a newer pack, it adds
        what the pack adds. Raises `Refused` when it is another country's already.
        """
        places = [(NATIONAL, pack.name)]
        places += [(place.code, place.name) for place in pack.territories if place.level == 1]
        with self.engine.begin() as connection:
            country = connection.execute(text("select country from realm for update")).scalar_one()
            if country not in ("", pack.country):
                raise Refused(
                    say("Este servidor ya es de {country} y no cambia de país.", country=country)
                )
            connection.execute(text("update realm set country = :code"), {"code": pack.country})
            connection.execute(
                text(
                    "insert into scope (id, name) values (:id, :name) "
                    "on conflict (id) do update set name = excluded.name"
                ),
                [{"id": code, "name": name} for code, name in places],
            )
        # Apart, because whoever writes records locks the scopes before the realm.
        with self.engine.begin() as connection:
            commit = Commit(self.random_bytes(8), self.now())
            write_directory(connection, KINDS, pack, commit)

    def country(self) -> str:
        """Give the country's code; raises `Refused` before `init`."""
        with self.engine.connect() as connection:
            country = connection.execute(text("select country from realm")).scalar_one()
        if not country:
            raise Refused(say("Este servidor aún no está hecho: ejecute primero «init»."))
        return country

    def add_office(
        self,
        pack: Pack,
        code: str,
        name: str,
        territory: str,
        groups: Collection[str] = BEGINS_WITH,
    ) -> UUID:
        """Add an office and its record, or correct its name; its territory stays.

        `groups` are the registers a new one begins with (rule R30); `switches` changes them.
        """
        if territory not in pack.territories:
            raise Refused(say("No hay un territorio con el código «{code}».", code=territory))
        listed = (office.id for office in Directory(pack).offices.values() if office.code == code)
        office = next(listed, None) or uuid5(_OWN, f"{pack.country} office {code}")
        scope = pack.territories.level1(territory)
        vals: dict[str, Any] = {"code": code, "name": name, "territory": territory}
        with self.engine.begin() as connection:
            is_new = connection.execute(
                text(
                    "insert into office values (:id, :code, :name, :territory, :scope) "
                    "on conflict (id) do update set name = excluded.name returning xmax = 0"
                ),
                {"id": office, "code": code, "name": name, "territory": territory, "scope": scope},
            ).scalar_one()
            if is_new:
                vals["groups"] = sorted(groups)
            self.put(connection, Row(scope, "office", office, office, vals))
        return office

    def add_account(self, pack: Pack, login: str, name: str, office: str, role: str) -> UUID:
        """Add somebody with the record of the person; the office's territory is permitted.

        People at headquarters are permitted every territory, everybody the national scope.
        """
        if role not in set(Role):
            known = ", ".join(sorted(Role))
            raise Refused(
                say("El rol «{role}» no existe; use uno de: {known}.", role=role, known=known)
            )
        account = uuid5(_OWN, f"{pack.country} account {login}")
        person = uuid5(_OWN, f"{pack.country} person {login}")
        with self.engine.begin() as connection:
            place = connection.execute(
                text("select id, territory, scope_id from office where code = :code"),
                {"code": office},
            ).one_or_none()
            if place is None:
                raise Refused(say("No existe la oficina «{code}».", code=office))
            made = connection.execute(
                text(
                    "insert into account (id, login, full_name, role, office_id, person_id, "
                    "made_at) values (:id, :login, :name, :role, :office, :person, :now) "
                    "on conflict do nothing returning id"
                ),
                {
                    "id": account,
                    "login": login,
                    "name": name,
                    "role": role,
                    "office": place.id,
                    "person": person,
                    "now": self.now(),
                },
            ).one_or_none()
            if made is None:
                raise Refused(say("Ya existe la cuenta «{login}».", login=login))
            self._permit(connection, account, Role(role), place.scope_id)
            vals = {"full_name": name, "territory": place.territory}
            self.put(connection, Row(place.scope_id, "person", person, person, vals))
        return account

    def permit(
        self,
        login: str,
        scope: str,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """Let an account work in one more territory: from now, or for a time that is known."""
        begins = since or self.now()
        if until is not None and until <= begins:
            raise Refused(say("El permiso terminaría antes de empezar."))
        with self.engine.begin() as connection:
            account = _account(connection, login)
            _check_scope(connection, scope)
            self._grant(connection, account, [scope], begins, until)

    def block(self, login: str, *, blocked: bool) -> None:
        """Block an account, or let it in again.

        Nothing a person wrote is refused for it: the laptops deliver, receive nothing, and no new
        one is enrolled.
        """
        with self.engine.begin() as connection:
            connection.execute(
                text("update account set active = :active where id = :account"),
                {"active": not blocked, "account": _account(connection, login)},
            )

    def end_permit(self, login: str, scope: str) -> None:
        """End an account's permit: what it still sends is taken in, it receives nothing more."""
        with self.engine.begin() as connection:
            connection.execute(
                text(
                    "update permit set until = :now "
                    "where account = :account and scope_id = :scope "
                    "and (until is null or until > :now)"
                ),
                {"account": _account(connection, login), "scope": scope, "now": self.now()},
            )

    def new_code(self, keys: Keys, login: str) -> str:
        """Make a one-time enrolment code for an account; only its mark is kept."""
        code = spoken_code(self.random_bytes, 8)
        with self.engine.begin() as connection:
            account = _account(connection, login)
            if not _is_active(connection, account):
                raise Refused(say("La cuenta «{login}» está bloqueada.", login=login))
            connection.execute(
                text(
                    "insert into enrolment_code (mark, account, expires_at) "
                    "values (:mark, :account, :expires)"
                ),
                {
                    "mark": keys.mark_of(code),
                    "account": account,
                    "expires": self.now() + timedelta(days=CODE_DAYS),
                },
            )
        return code

    def devices(self) -> Sequence[dict[str, object]]:
        """List every device ever enrolled, in order of its series, with what waits of it here.

        `clock_ahead_s` is how far its clock was ahead of headquarters' when last seen.
        """
        with self.engine.connect() as connection:
            found = connection.execute(
                text(
                    "select d.code, a.login, a.full_name, "
                    "case when a.active then d.state else 'blocked' end as state, "
                    "d.last_batch, d.app, d.platform, d.enrolled_at, d.seen_at, "
                    "d.clock_ahead_us / 1000000 as clock_ahead_s, "
                    "(select count(*) from quarantine q where q.device = d.id "
                    "and q.state = 'open') as in_quarantine, "
                    "(select count(*) from held h where h.device = d.id) as held "
                    "from device d join account a on a.id = d.account "
                    "order by length(d.code), d.code"
                )
            )
            return [dict(row) for row in found.mappings()]

    def revoke(self, code: str, reason: str = "") -> None:
        """Revoke a device: its batches are still taken in, it receives nothing.

        Its certificate and the key of its codes end with it; when it was first revoked stands.
        """
        now = self.now()
        with self.engine.begin() as connection:
            done = connection.execute(
                text(
                    "update device set state = 'revoked', "
                    "revoked_at = coalesce(revoked_at, :now), "
                    "revocation = case when revocation = '' then :reason else revocation end "
                    "where code = :code returning id"
                ),
                {"code": code, "now": now, "reason": reason},
            ).scalar_one_or_none()
            if done is None:
                raise Refused(say("No existe el equipo «{code}».", code=code))
            tell_signer(connection, done, now, self.random_bytes)

    def recovery_code(self, keys: Keys, code: str) -> str:
        """Give the recovery code of a device's vault, for an officer who forgot the passphrase."""
        with self.engine.connect() as connection:
            sealed = connection.execute(
                text("select recovery from device where code = :code"), {"code": code}
            ).scalar_one_or_none()
        if sealed is None:
            raise Refused(say("No hay código de recuperación del equipo «{code}».", code=code))
        return keys.open_sealed(sealed).decode()

    def _permit(self, connection: Connection, account: UUID, role: Role, scope: str) -> None:
        if role in (Role.ADMIN, Role.HQ_REVIEWER, Role.AUDITOR):
            scopes = list(connection.execute(text("select id from scope")).scalars())
        else:
            scopes = [NATIONAL, scope] if scope != NATIONAL else [NATIONAL]
        self._grant(connection, account, scopes, self.now())

    def _grant(
        self,
        connection: Connection,
        account: UUID,
        scopes: Sequence[str],
        since: datetime,
        until: datetime | None = None,
    ) -> None:
        connection.execute(
            text("insert into permit values (:account, :scope, :since, :until)"),
            [
                {"account": account, "scope": scope, "since": since, "until": until}
                for scope in scopes
            ],
        )

    def put(self, connection: Connection, row: Row) -> None:
        """Write a record of headquarters' own."""
        lock_scopes(connection, [row.scope])
        before = load_rows(connection, [row.id], [row.scope])
        stood = before.get(row.key)
        vals = {**(stood.vals if stood else {}), **row.vals}
        after = {row.key: Row(row.scope, row.kind, row.id, row.unit, vals, author=None)}
        write_records(connection, before, after, Commit(self.random_bytes(8), self.now()))


def _account(connection: Connection, login: str) -> UUID:
    found = connection.execute(
        text("select id from account where login = :login"), {"login": login}
    ).scalar_one_or_none()
    if found is None:
        raise Refused(say("No existe la cuenta «{login}».", login=login))
    return found


def _is_active(connection: Connection, account: UUID) -> bool:
    return connection.execute(
        text("select active from account where id = :account"), {"account": account}
    ).scalar_one()


def _check_scope(connection: Connection, scope: str) -> None:
    known = connection.execute(
        text("select true from scope where id = :scope"), {"scope": scope}
    ).scalar_one_or_none()
    if not known:
        raise Refused(say("No hay un territorio con el código «{code}».", code=scope))
