"""Merging the units of one batch and writing the result, inside the batch's transaction.

The merge itself is pure and done in memory; the database is read once before and written once
after. A unit that cannot be taken is quarantined whole; one that came before its root is held.
"""

from collections import ChainMap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, IntegrityError, InternalError

from fieldapp.records.text import SPANISH, Text, say
from sync.protocol.messages import Ruling, Verdict
from sync.server.checking import Author, Checks
from sync.server.devices import find_author
from sync.server.keys import RandomBytes
from sync.server.merging import (
    Contest,
    Key,
    OfferedUnit,
    Rows,
    merge_unit,
    missing_in,
    moves_to,
    touched,
)
from sync.server.moving import unit_moved
from sync.server.records import Commit, keep_contests, load_rows, lock_scopes, write_records

NO_SCOPE: Final = ""
"""Where quarantined bytes lie whose scope nobody can tell."""


@dataclass(slots=True)
class Applied:
    """What became of a batch's units."""

    rulings: list[Ruling] = field(default_factory=list[Ruling])
    revision: int = 0
    plain: dict[Key, tuple[int, int]] = field(default_factory=dict[Key, tuple[int, int]])
    """Rows that stand exactly as sent: their revision before this batch, and now."""
    standing: set[Key] = field(default_factory=set[Key])
    """Rows that do not stand as sent."""


@dataclass(slots=True)
class _Work:
    """A batch as merged so far, not yet written."""

    before: Rows
    after: Rows = field(default_factory=Rows)
    contests: list[Contest] = field(default_factory=list[Contest])
    plain: set[Key] = field(default_factory=set[Key])
    standing: set[Key] = field(default_factory=set[Key])


@dataclass(frozen=True, slots=True)
class Applying:
    """Applies units for their author. Clock and randomness are handed in."""

    checks: Checks
    now: Callable[[], datetime]
    random_bytes: RandomBytes

    def apply(
        self, connection: Connection, author: Author, units: list[OfferedUnit], commit: Commit
    ) -> Applied:
        """Merge units in order and write them as one commit.

        Should PostgreSQL refuse a value that every check let pass, the units are applied one by
        one, so that only the guilty one is set aside.
        """
        # Locked before the savepoint: giving locks back half-way would break their order.
        before = _loaded(connection, author, units)
        try:
            with connection.begin_nested():
                return self._applied(connection, author, before, units, commit)
        except (DataError, IntegrityError, InternalError):
            if len(units) > 1:
                return self._one_by_one(connection, author, units, commit)
        problem = say("La base de datos no admite estos valores.")
        ruling = self._set_aside(connection, author, units[0], commit, problem)
        return Applied([ruling], realm_revision(connection), {}, set())

    def _applied(
        self,
        connection: Connection,
        author: Author,
        before: Rows,
        units: list[OfferedUnit],
        commit: Commit,
    ) -> Applied:
        work = _Work(before)
        rulings = [self._merge(connection, author, work, unit, commit) for unit in units]
        self._merge_held(connection, work)
        keep_contests(connection, work.contests, commit)
        revision, revs = write_records(connection, work.before, work.after, commit)
        plain = {
            key: (work.before[key].rev if key in work.before else 0, revs[key])
            for key in work.plain - work.standing
            if key in revs
        }
        return Applied(rulings, revision, plain, work.standing)

    def _one_by_one(
        self, connection: Connection, author: Author, units: Iterable[OfferedUnit], commit: Commit
    ) -> Applied:
        whole = Applied()
        for unit in units:
            own = Commit(
                self.random_bytes(8), commit.at, commit.account, commit.device, commit.batch
            )
            applied = self.apply(connection, author, [unit], own)
            whole.rulings += applied.rulings
            whole.revision = max(whole.revision, applied.revision)
            whole.plain |= applied.plain
            whole.standing |= applied.standing
        return whole

    def _merge(
        self,
        connection: Connection,
        author: Author,
        work: _Work,
        unit: OfferedUnit,
        commit: Commit,
    ) -> Ruling:
        """Merge one unit into the work so far, or put it where it waits."""
        rows = ChainMap(work.after, work.before)
        if problem := self.checks.problem_with(author, rows, unit):
            return self._set_aside(connection, author, unit, commit, problem)
        if (awaited := missing_in(rows, unit)) is not None:
            _hold(connection, unit, awaited, commit)
            return Ruling(Verdict.HELD, SPANISH(say("Falta un registro que aún no ha llegado.")))
        merged = merge_unit(self.checks.kinds, rows, unit, author.account)
        scope = moves_to(self.checks.kinds, rows, unit)
        work.after |= merged.rows
        work.contests += merged.contests
        work.plain |= merged.plain
        work.standing |= {offer.key for offer in unit.offers} - merged.plain
        if scope is not None:
            root = rows[unit.kind, unit.id]
            stood, moved = unit_moved(connection, self.checks.kinds, rows, root, scope)
            work.before |= {key: row for key, row in stood.items() if key not in work.before}
            work.after |= moved
        return merged.ruling

    def _merge_held(self, connection: Connection, work: _Work) -> None:
        """Apply the units that waited for records which came, and for what these bring in turn."""
        asked: set[Key] = set()
        while come := work.after.keys() - work.before.keys() - asked:
            asked |= come
            waiting = connection.execute(
                text(
                    "delete from held where waits_for = any(:ids) "
                    "returning number, device, batch, account, at, body"
                ),
                {"ids": [record for _, record in come]},
            ).all()
            for _, device, number, account, at, body in sorted(waiting, key=lambda one: one[0]):
                unit = msgspec.msgpack.decode(body, type=OfferedUnit)
                author, _ = find_author(connection, account, self.now())
                rows = _loaded(connection, author, [unit])
                work.before |= {key: row for key, row in rows.items() if key not in work.before}
                then = Commit(b"", at, account, device, number)
                self._merge(connection, author, work, unit, then)

    def _set_aside(
        self,
        connection: Connection,
        author: Author,
        unit: OfferedUnit,
        commit: Commit,
        problem: Text,
    ) -> Ruling:
        """Quarantine a unit for a person at headquarters."""
        reason = SPANISH(problem)
        scope = unit.scope if unit.scope in author.write_scopes else NO_SCOPE
        quarantine(connection, scope, commit, reason, msgspec.msgpack.encode(unit))
        return Ruling(Verdict.QUARANTINED, reason)


def realm_revision(connection: Connection) -> int:
    """Read the newest revision."""
    return connection.execute(text("select rev from realm")).scalar_one()


def quarantine(
    connection: Connection, scope: str, commit: Commit, reason: str, body: bytes
) -> None:
    """Keep bytes that were not applied, once for each device, with the reason in words."""
    connection.execute(
        text(
            "insert into quarantine (scope_id, device, batch, reason, body, mark, at) "
            "values (:scope, :device, :batch, :reason, :body, :mark, :at) on conflict do nothing"
        ),
        {
            "scope": scope,
            "device": commit.device,
            "batch": commit.batch,
            "reason": reason,
            "body": body,
            "mark": sha256(body).digest(),
            "at": commit.at,
        },
    )


def _hold(connection: Connection, unit: OfferedUnit, awaited: UUID, commit: Commit) -> None:
    connection.execute(
        text(
            "insert into held (scope_id, waits_for, device, batch, account, body, at) "
            "values (:scope, :awaited, :device, :batch, :account, :body, :at)"
        ),
        {
            "scope": unit.scope,
            "awaited": awaited,
            "device": commit.device,
            "batch": commit.batch,
            "account": commit.account,
            "body": msgspec.msgpack.encode(unit),
            "at": commit.at,
        },
    )


def _loaded(connection: Connection, author: Author, units: list[OfferedUnit]) -> Rows:
    """Lock the scopes that units name or whose records they touch, and read those records."""
    ids = set(touched(units))
    named = {unit.scope for unit in units} & set(author.write_scopes)
    found = load_rows(connection, ids, author.write_scopes)
    scopes = named | {row.scope for row in found.values()}
    lock_scopes(connection, scopes)
    return load_rows(connection, ids, scopes)
