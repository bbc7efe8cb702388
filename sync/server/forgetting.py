"""Headquarters forgets: values taken out are not left in the history, and old ones are taken out.

What a laptop made anonymous arrives as ordinary changes, whose history holds what stood before;
that is emptied here (workflow W12). Records older than their kind's years forget whom they speak
of, by ordinary changes too, so that every laptop follows with its next sync (field rule R11). What
a signed acta locks stays.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, text

from fieldapp.records.describe import KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.values import microseconds, record_from_wire, record_to_wire
from fieldapp.rules.privacy import forgetting
from sync.protocol.canonical import base_hash
from sync.protocol.messages import Verdict
from sync.server.applying import Applying
from sync.server.books import Commit
from sync.server.books_sql import SqlBooks
from sync.server.checking import Checks
from sync.server.database import driver_of
from sync.server.records import ROW_COLUMNS, read_row
from sync.server.secret_files import RandomBytes
from sync.server.senders import Author
from sync.server.units import Offer, OfferedUnit, Row

AT_ONCE: Final = 200
"""Records that forget in one transaction: laptops that sync meanwhile wait for the counter."""

_NAMED: Final = (
    "select distinct vals->>'about_kind' as kind, cast(vals->>'about' as uuid) as id from record "
    "where kind = 'data_access' and vals->>'what' = 'anonymised' and vals ? 'about'"
)


def forget_history(connection: Connection, kinds: Kinds) -> int:
    """Empty what history kept of records that were made anonymous; count the rows that forgot.

    Only the history of kinds of which somebody was made anonymous is read: few ever are.
    """
    emptied = 0
    noted = set(connection.execute(text(f"select kind from ({_NAMED}) as named")).scalars())
    for spec in kinds:
        fields = [field.name for field in spec.personal] if spec.name in noted else []
        if fields:
            emptied += connection.execute(
                text(
                    f"update history set patch = patch - cast(:fields as text[]) from ({_NAMED}) "
                    "as named where history.kind = :kind and named.kind = :kind "
                    "and history.id = named.id and "
                    "jsonb_exists_any(patch, cast(:fields as text[]))"
                ),
                {"fields": fields, "kind": spec.name},
            ).rowcount
    return emptied


@dataclass(frozen=True, slots=True)
class Due:
    """Records of a kind that are older than its years and still tell of somebody."""

    kind: str
    years: int
    records: int


@dataclass(frozen=True, slots=True)
class Retained:
    """What was done: records that forgot, and those that a signed acta, or a rule, kept."""

    forgotten: int
    kept: int


@dataclass(frozen=True, slots=True)
class Retention:
    """What is older than it may be. Clock and randomness are handed in."""

    checks: Checks
    now: Callable[[], datetime]
    random_bytes: RandomBytes

    def due(self, connection: Connection) -> list[Due]:
        """Count what is over its time, by kind; nothing is changed."""
        counted = [
            Due(spec.name, spec.keep_years, sum(1 for _ in self._due(connection, spec)))
            for spec in self.checks.kinds
            if spec.personal
        ]
        return [one for one in counted if one.records]

    def apply(self, connection: Connection, author: Author) -> Retained:
        """Let at most `AT_ONCE` records forget, in the name of an account; call until none is left.

        A record that may not change is counted as kept, and is passed over by the next call.
        """
        scopes = frozenset(connection.execute(text("select id from scope")).scalars())
        connection.execute(
            text("select set_config('app.scopes', :scopes, true)"),
            {"scopes": ",".join(sorted(scopes))},
        )
        books = SqlBooks(driver_of(connection))
        applying = Applying(self.checks, books, self.now, self.random_bytes, scopes, scopes)
        found = [
            (spec, row)
            for spec in self.checks.kinds
            if spec.personal
            for row in self._due(connection, spec)
        ]
        forgotten = kept = 0
        for spec, row in found:
            if forgotten == AT_ONCE:
                break
            unit = self._forgetting(books, spec, row)
            commit = Commit(self.random_bytes(8), self.now(), author.account)
            with books.attempt():
                ruling = applying.apply(author, [unit], commit).rulings[0]
            taken = ruling.verdict in (Verdict.OK, Verdict.MERGED)
            forgotten, kept = forgotten + taken, kept + (not taken)
        return Retained(forgotten, kept)

    def _due(self, connection: Connection, spec: KindSpec) -> Iterator[Row]:
        """The records of a kind that were made before its years began and still tell something."""
        before = _years_before(self.now(), spec.keep_years)
        found = connection.execute(
            text(
                f"select {ROW_COLUMNS} from record where kind = :kind and not gone "
                "and cast(vals->>'created_at' as bigint) < :before order by rev"
            ),
            {"kind": spec.name, "before": microseconds(before)},
        )
        for row in (read_row(*one) for one in found):
            if self._changes(spec, row):
                yield row

    def _forgetting(self, books: SqlBooks, spec: KindSpec, row: Row) -> OfferedUnit:
        changes = self._changes(spec, row)
        bases = {name: base_hash(row.vals.get(name)) for name in changes}
        unit = books.unit(row.scope, row.unit)
        root = next((one.kind for one in unit if one.id == row.unit), row.kind)
        offer = Offer(row.kind, row.id, created=False, vals=changes, bases=bases)
        return OfferedUnit(root, row.unit, row.scope, (offer,))

    def _changes(self, spec: KindSpec, row: Row) -> dict[str, Any]:
        """What a record must change to forget, in wire form."""
        record = record_from_wire(spec, row.id, row.vals)
        changes = forgetting(spec, record)
        if not changes:
            return {}
        wire = record_to_wire(spec, msgspec.structs.replace(record, **changes))
        return {name: wire.get(name) for name in changes}


def _years_before(now: datetime, years: int) -> datetime:
    """The same day so many years ago; the 28th stands for the 29th of February."""
    return now.replace(year=now.year - years, day=min(now.day, 28))
