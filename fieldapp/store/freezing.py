"""Freezing: what changed since the last time becomes batches of bytes that are never made again.

A batch is whole units in an order in which headquarters can apply them. The base of a changed
field is the value the officer saw first; headquarters compares it with what it has. What is
changed after the freeze goes into the next batch, whose base is the value in this one.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from fieldapp.records.values import Json
from fieldapp.store import given_back
from fieldapp.store.connection import Connection
from fieldapp.store.outbox_book import fields_of
from fieldapp.store.schema import Schema
from fieldapp.store.scopes import Scopes, in_order
from fieldapp.store.wire_form import WireForm
from sync.protocol.body import Body, Changed, Created, Unit, write_body
from sync.protocol.canonical import base_hash
from sync.protocol.frame import REQUEST_BYTES_MAX, packed_bytes
from sync.protocol.laptop import WHOLE_RECORD
from sync.protocol.packing import TooLarge, columns_of

_PACKED_MAX: Final = REQUEST_BYTES_MAX - 32 * 1024
"""A batch must fit in one request beside the cursors."""
_ROWS_MAX: Final = 3_000
"""About as many records as fit in a body; what is still too large is halved."""

_Place = tuple[str, bytes]
"""A record: its kind and the 16 bytes of its id."""


@dataclass(slots=True)
class _Parcel:
    """What goes out of one unit."""

    unit: Unit
    created: list[tuple[str, UUID, dict[str, Json]]] = field(default_factory=list[Any])
    changed: list[tuple[str, UUID, dict[str, tuple[Json, bytes]]]] = field(
        default_factory=list[Any]
    )

    def halves(self) -> list[_Parcel]:
        """The same unit in two parts, for one too large for a request: the root goes first."""
        if self.created and self.changed:
            return [_Parcel(self.unit, self.created), _Parcel(self.unit, [], self.changed)]
        made, mended = len(self.created) // 2, len(self.changed) // 2
        return [
            _Parcel(self.unit, self.created[:made], self.changed[:mended]),
            _Parcel(self.unit, self.created[made:], self.changed[mended:]),
        ]

    @property
    def records(self) -> int:
        """How many records it touches."""
        return len(self.created) + len(self.changed)


@dataclass(frozen=True, slots=True)
class Batch:
    """A body ready for the outbox, its size in a frame, and how many records of each kind."""

    body: bytes
    packed: int
    records: dict[str, int]
    fields: list[tuple[str, bytes, str]]
    """Everything in it: (kind, id, field), with `WHOLE_RECORD` for a new record."""


class Freezer:
    """Makes batches of what is dirty, inside the transaction that will keep them."""

    def __init__(self, connection: Connection, schema: Schema, scopes: Scopes) -> None:
        self._connection = connection
        self._schema = schema
        self._scopes = scopes
        self._forms = {made.spec.name: WireForm(made.spec) for made in schema}

    def freeze(self) -> Iterator[Batch]:
        """Give the batches; what is in them is not dirty any more, what is new has its scope."""
        given_back.mark_as_new(self._connection, self._schema.kinds)
        dirty: dict[_Place, dict[str, Any]] = defaultdict(dict)
        for kind, record, name, base in self._connection.execute(
            'SELECT "kind", "id", "field", "base" FROM "dirty"'
        ).all():
            if self._is_known(kind, name):
                dirty[kind, record][name] = base
        if not dirty:
            return
        parcels = self._parcels(dirty)
        self._fix_scopes(parcels)
        self._uncover(parcels)
        self._connection.execute_many(
            'DELETE FROM "dirty" WHERE "kind" = ? AND "id" = ? AND "field" = ?',
            [(*place, name) for place, fields in dirty.items() for name in fields],
        )
        for some in _portions(parcels):
            yield from _batches(some)

    def _is_known(self, kind: str, name: str) -> bool:
        """What a newer program typed waits for it: this one would send it emptied."""
        form = self._forms.get(kind)
        return form is not None and (name == WHOLE_RECORD or name in form.names)

    def _uncover(self, parcels: Sequence[_Parcel]) -> None:
        """Show what headquarters has where a change hid it and was taken back before it was sent.

        Nothing is sent of such a field, so no receipt would ever tell of it.
        """
        sent = {
            (change_kind, record.bytes, name)
            for parcel in parcels
            for change_kind, record, fields in parcel.changed
            for name in fields
        }
        hidden = self._connection.execute(
            'DELETE FROM "hidden" RETURNING "kind", "id", "field", "value"'
        ).all()
        self._connection.execute('UPDATE "applying" SET "now" = 1')
        for kind, record, name, value in hidden:
            if (kind, record, name) in sent or kind not in self._forms:
                continue
            columns, _ = self._forms[kind].stored({name: json.loads(value)})
            if name in columns:
                self._connection.execute(
                    f'UPDATE "{kind}" SET "{name}" = ? WHERE "id" = ?', (columns[name], record)
                )
        self._connection.execute('UPDATE "applying" SET "now" = 0')

    def _parcels(self, dirty: dict[_Place, dict[str, Any]]) -> list[_Parcel]:
        """Units in an order in which each finds what it leans on."""
        ranks = in_order(self._schema.kinds)
        rows = self._rows(dirty)
        self._scopes.learn_dirty({kind for kind, _ in dirty})
        parcels: dict[_Place, _Parcel] = {}
        for place in sorted(dirty, key=lambda place: (ranks[place[0]], place[1])):
            if place not in rows:
                continue
            kind, record = place
            form, wire = self._forms[kind], rows[place]
            root = self._root(place, wire)
            if root not in parcels:
                root_id = UUID(bytes=root[1])
                unit = Unit(root[0], root_id, self._scopes.of(root[0], root_id))
                parcels[root] = _Parcel(unit)
            if WHOLE_RECORD in dirty[place]:
                parcels[root].created.append((kind, UUID(bytes=record), wire))
            else:
                whole = kind == "minutes" and wire.get("status") == "sealed"
                changes = _changes(form, wire, dirty[place], whole=whole)
                if changes:
                    parcels[root].changed.append((kind, UUID(bytes=record), changes))
        ordered = sorted(parcels.items(), key=lambda one: (ranks[one[0][0]], one[0][1]))
        return [parcel for _, parcel in ordered if parcel.created or parcel.changed]

    def _rows(self, dirty: dict[_Place, dict[str, Any]]) -> dict[_Place, dict[str, Json]]:
        """The filled fields of every dirty record, read kind by kind."""
        rows: dict[_Place, dict[str, Json]] = {}
        for kind in {kind for kind, _ in dirty}:
            form = self._forms[kind]
            columns = ", ".join(f'"{name}"' for name in form.names)
            found = self._connection.execute(
                f'SELECT "id", {columns} FROM "{kind}" '
                f'WHERE "id" IN (SELECT "id" FROM "dirty" WHERE "kind" = ?)',
                (kind,),
            ).all()
            for record, *row in found:
                rows[kind, record] = form.wire(form.names, row)
        return rows

    def _root(self, place: _Place, wire: dict[str, Json]) -> _Place:
        spec = self._schema.kinds[place[0]]
        root = wire.get(spec.unit) if spec.unit else None
        if not isinstance(root, str):
            return place
        return spec[spec.unit].fact.to[0], UUID(root).bytes

    def _fix_scopes(self, parcels: Sequence[_Parcel]) -> None:
        """From its first freeze a record stays in its scope until headquarters moves it."""
        new = [
            (kind, record.bytes, parcel.unit.scope)
            for parcel in parcels
            for kind, record, _ in parcel.created
        ]
        if new:
            self._connection.execute_many(
                'INSERT INTO "row_state" ("kind", "id", "scope", "rev") VALUES (?, ?, ?, 0) '
                "ON CONFLICT DO NOTHING",
                new,
            )


def _changes(
    form: WireForm, wire: dict[str, Json], bases: dict[str, Any], *, whole: bool = False
) -> dict[str, tuple[Json, bytes]]:
    """Fields with the new value and the base's hash; what was changed back is left out.

    Not of a signed acta (`whole`): what was signed goes up as it is, changed or not. An annulment
    says besides what its author saw in all other fields, so that it does not take away what
    somebody else is writing in them meanwhile.
    """
    offered = {
        name: (wire.get(name), form.value(name, base)) for name, base in sorted(bases.items())
    }
    changed = {
        name: (new, base_hash(base))
        for name, (new, base) in offered.items()
        if whole or new != base
    }
    if "annulled" not in changed or wire.get("annulled") is None:
        return changed
    seen = {name: (value, base_hash(value)) for name, value in wire.items() if name not in offered}
    return seen | changed


def _portions(parcels: Sequence[_Parcel]) -> Iterator[list[_Parcel]]:
    """Runs of units with not many more records together than a body holds."""
    portion: list[_Parcel] = []
    room = _ROWS_MAX
    for parcel in parcels:
        if portion and parcel.records > room:
            yield portion
            portion, room = [], _ROWS_MAX
        portion.append(parcel)
        room -= parcel.records
    if portion:
        yield portion


def _batches(parcels: Sequence[_Parcel]) -> Iterator[Batch]:
    """As few batches as limits allow, in order."""
    body = _body(parcels)
    try:
        written = write_body(body)
        packed = packed_bytes(written)
        fits = packed <= _PACKED_MAX
    except TooLarge:
        written, packed, fits = b"", 0, False
    if fits or (len(parcels) == 1 and parcels[0].records <= 1):
        yield Batch(written, packed, _count(parcels), fields_of(body))
        return
    if len(parcels) == 1:
        first, second = parcels[0].halves()
        parts = [[first], [second]]
    else:
        middle = len(parcels) // 2
        parts = [parcels[:middle], parcels[middle:]]
    for part in parts:
        yield from _batches(part)


def _body(parcels: Sequence[_Parcel]) -> Body:
    created: dict[str, list[tuple[int, UUID, dict[str, Json]]]] = defaultdict(list)
    changed: list[Changed] = []
    for place, parcel in enumerate(parcels):
        for kind, record, values in parcel.created:
            created[kind].append((place, record, values))
        for kind, record, fields in parcel.changed:
            changed.append(Changed(kind, place, record, dict(fields)))
    groups = [
        Created(
            kind,
            [place for place, _, _ in rows],
            [record for _, record, _ in rows],
            columns_of([values for _, _, values in rows]),
        )
        for kind, rows in created.items()
    ]
    return Body([parcel.unit for parcel in parcels], groups, changed)


def _count(parcels: Sequence[_Parcel]) -> dict[str, int]:
    counted = Counter(kind for parcel in parcels for kind, _, _ in parcel.created)
    counted.update(kind for parcel in parcels for kind, _, _ in parcel.changed)
    return dict(counted)
