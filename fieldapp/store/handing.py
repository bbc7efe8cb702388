"""A visit on its way to a colleague's laptop: its records as they stand, with the same ids.

The receiver keeps them as if they had been pulled, at revision 0: headquarters gets them from the
giver alone, so nobody's creation meets a copy of itself, and what the receiver changes afterwards
goes up as changes of those very records. Sensitive answers and strokes of signatures stay with
the giver (field rule R9), and so does an acta that has a number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol
from uuid import UUID

import msgspec

from fieldapp.records.describe import FieldType, KindSpec, Sensitivity
from fieldapp.records.kinds import Kinds
from fieldapp.records.values import Json
from fieldapp.store.sync_taking import SyncTaking
from fieldapp.store.unit_of_work import Reading, Store
from fieldapp.store.wire_form import WireForm
from sync.protocol.laptop import Incoming

_ROOT: Final = "activity"
_NOT_HANDED: Final = ("ink",)
_NUMBERED: Final = "number"


class Memory(Protocol):
    """What is needed of the vault's memory of syncs."""

    def taking(self) -> AbstractContextManager[SyncTaking]:
        """Begin the transaction in which records are taken in."""
        ...


class HandedRow(msgspec.Struct, frozen=True, array_like=True):
    """One record: where it belongs, and the values that may be seen."""

    kind: str
    id: UUID
    scope: str
    values: dict[str, Any]


class HandedVisit(msgspec.Struct, frozen=True):
    """A visit as it is handed over; MessagePack."""

    visit: UUID
    country: str
    scope: str
    account: UUID
    """The giver's."""
    device: UUID
    rows: list[HandedRow]
    letter: bytes = b""
    """What the giver has not sent yet, sealed to headquarters; empty if all is received."""


def written(handed: HandedVisit) -> bytes:
    """Pack it."""
    return msgspec.msgpack.encode(handed)


def read(content: bytes) -> HandedVisit:
    """Read it back. Raises ValueError for anything else."""
    return msgspec.msgpack.decode(content, type=HandedVisit)


def gather(reading: Reading, visit: UUID) -> list[HandedRow]:
    """A visit that was frozen, what belongs to it, and what it names that only this laptop has."""
    gathering = _Gathering(reading)
    found = gathering.rows(_ROOT, "id", [visit])
    for spec in _followers(reading.schema.kinds, _ROOT):
        field = spec.unit or spec.scope_by
        found += gathering.rows(spec.name, field, [visit])
    promised = [row.id for row in found if row.kind == "commitment"]
    for spec in _followers(reading.schema.kinds, "commitment"):
        found += gathering.rows(spec.name, spec.scope_by, promised)
    return [*gathering.unsent_named_by(found), *found]


def insert(store: Store, memory: Memory, handed: HandedVisit, at_us: int) -> dict[str, int]:
    """Keep the records this laptop does not hold; how many of each kind. What is here stays."""
    by_kind: dict[str, list[HandedRow]] = defaultdict(list)
    with store.read() as reading:
        for row in handed.rows:
            if not _is_here(reading, row):
                by_kind[row.kind].append(row)
    kept: dict[str, int] = {}
    with memory.taking() as taking:
        for kind, rows in by_kind.items():
            known = taking.known(kind, [row.id for row in rows])
            new = [_incoming(row, handed, at_us) for row in rows if row.id not in known]
            taking.write(kind, new)
            kept |= {kind: len(new)} if new else {}
    return kept


class _Gathering:
    """Reads records in their wire form, without what is not handed over."""

    def __init__(self, reading: Reading) -> None:
        self._schema = reading.schema
        self._connection = reading.connection

    def rows(self, kind: str, field: str, targets: Iterable[UUID]) -> list[HandedRow]:
        """Records of a kind whose field names one of the targets."""
        if kind in _NOT_HANDED:
            return []
        spec = self._schema.kinds[kind]
        form = WireForm(spec)
        columns = ", ".join(f'k."{name}"' for name in form.names)
        shown = _shown(spec)
        asked = (
            f'SELECT k."id", s."scope", {columns} FROM "{kind}" AS k JOIN "row_state" AS s '
            f'ON s."kind" = ? AND s."id" = k."id" WHERE k."{field}" = ?'
        )
        found: list[HandedRow] = []
        for target in targets:
            for record, scope, *row in self._connection.execute(asked, (kind, target.bytes)):
                values = form.wire(form.names, row)
                if not values.get(_NUMBERED) or kind != "minutes":
                    seen = {name: value for name, value in values.items() if name in shown}
                    found.append(HandedRow(kind, UUID(bytes=record), scope, seen))
        return found

    def unsent_named_by(self, rows: Iterable[HandedRow]) -> list[HandedRow]:
        """The people and entities these rows name that headquarters has not received yet."""
        found: dict[UUID, HandedRow] = {}
        for kind, target in _named(self._schema.kinds, rows):
            if target not in found and self._is_unsent(kind, target):
                found |= {row.id: row for row in self.rows(kind, "id", [target])}
        return list(found.values())

    def _is_unsent(self, kind: str, record: UUID) -> bool:
        asked = 'SELECT "rev" FROM "row_state" WHERE "kind" = ? AND "id" = ?'
        rev = self._connection.execute(asked, (kind, record.bytes)).scalar()
        return rev == 0


def _named(kinds: Kinds, rows: Iterable[HandedRow]) -> Iterator[tuple[str, UUID]]:
    """What rows point to, outside of the visit."""
    for row in rows:
        spec = kinds[row.kind]
        for field in spec.references:
            target = row.values.get(field.name)
            if isinstance(target, str) and field.name != spec.unit:
                for kind in field.fact.to:
                    if kind != _ROOT:
                        yield kind, UUID(target)


def _followers(kinds: Kinds, root: str) -> list[KindSpec]:
    """The kinds of a record's unit, and those that have their scope from it."""
    return [
        spec
        for spec in kinds
        if (spec.unit and root in spec[spec.unit].fact.to)
        or (
            not spec.unit
            and spec.scope_by
            and spec[spec.scope_by].type is FieldType.REF
            and root in spec[spec.scope_by].fact.to
        )
    ]


def _shown(spec: KindSpec) -> frozenset[str]:
    return frozenset(
        field.name for field in spec.fields if field.fact.sensitivity is not Sensitivity.SENSITIVE
    )


def _is_here(reading: Reading, row: HandedRow) -> bool:
    """Tell whether somebody typed it here and it was not frozen yet."""
    if row.kind not in reading.schema.kinds:
        return False
    asked = f'SELECT 1 FROM "{row.kind}" WHERE "id" = ?'
    return reading.connection.execute(asked, (row.id.bytes,)).first() is not None


def _incoming(row: HandedRow, handed: HandedVisit, at_us: int) -> Incoming:
    values: Mapping[str, Json] = row.values
    return Incoming(
        id=row.id,
        scope=row.scope,
        rev=0,
        values=values,
        kept=frozenset(),
        account=handed.account,
        at=at_us,
        device=handed.device,
    )
