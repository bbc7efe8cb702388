"""What this laptop changed in one record, from what waits and from the batches it still keeps.

A batch names a changed field with its new value and the hash of the one before; the value itself
is known only if an earlier batch that is still here told it. Nothing is guessed: where the hash is
of another value, somebody else wrote in between.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fieldapp.records.values import Json
from fieldapp.store.unit_of_work import Reading
from fieldapp.store.wire_form import WireForm
from sync.protocol.body import Body, read_body
from sync.protocol.canonical import EMPTY_HASH, base_hash
from sync.protocol.laptop import WHOLE_RECORD


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's values in wire form; `before` means nothing where `told` is False."""

    after: Json
    before: Json = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """What one batch says of the record; `frozen_us` (the laptop's clock) is None for no batch yet.

    `received` tells that headquarters gave a receipt, whatever it ruled.
    """

    fields: Mapping[str, FieldChange]
    created: bool = False
    frozen_us: int | None = None
    received: bool = False


@dataclass(frozen=True, slots=True)
class LastWord:
    """From which device headquarters had what it last told of the record, and when it had it.

    `at_us` is None where a later receipt of this laptop took the place of that moment.
    """

    device: UUID
    at_us: int | None


@dataclass(slots=True)
class _Told:
    """The values known so far, while the steps are walked from the oldest on."""

    values: dict[str, Json] = field(default_factory=dict[str, Json])
    whole: bool = False

    def creation(self, values: Mapping[str, Json]) -> dict[str, FieldChange]:
        self.values, self.whole = dict(values), True
        return {name: FieldChange(value) for name, value in values.items()}

    def change(self, fields: Mapping[str, tuple[Json, bytes]]) -> dict[str, FieldChange]:
        changed: dict[str, FieldChange] = {}
        for name, (new, base) in fields.items():
            if base_hash(new) == base:  # an annulment also names what its author saw
                continue
            known = self.whole or name in self.values
            before = self.values.get(name)
            if base == EMPTY_HASH:
                changed[name] = FieldChange(new)
            else:
                told = known and base_hash(before) == base
                changed[name] = FieldChange(new, before if told else None, told)
        self.values |= {name: new for name, (new, _) in fields.items()}
        return changed


def steps(reading: Reading, kind: str, record: UUID) -> list[Step]:
    """What was changed here, the oldest first; the last step may have no batch yet."""
    told = _Told()
    found = [
        Step(fields, created, frozen_us, received)
        for frozen_us, received, body in _bodies(reading, kind)
        for created, fields in _said(told, body, kind, record)
        if fields
    ]
    waiting = _waiting(reading, kind, record)
    return [*found, waiting] if waiting is not None else found


def last_word(reading: Reading, kind: str, record: UUID) -> LastWord | None:
    """Whose version headquarters told last; None if it never told any."""
    state = reading.connection.execute(
        'SELECT "device", "at", EXISTS (SELECT 1 FROM "outbox" WHERE "settled_at" = s."at") '
        'FROM "row_state" AS s WHERE "kind" = ? AND "id" = ? AND "device" IS NOT NULL',
        (kind, record.bytes),
    ).first()
    if state is None:
        return None
    device, at_us, is_a_receipts = state
    return LastWord(UUID(bytes=device), None if is_a_receipts else at_us)


def _bodies(reading: Reading, kind: str) -> Iterator[tuple[int, bool, Body]]:
    """The batches that are still here and speak of the kind, read one at a time."""
    ask = reading.connection.execute
    batches = ask(
        'SELECT rowid, "records", "frozen_at", "settled_at" IS NOT NULL FROM "outbox" '
        'WHERE "body" IS NOT NULL ORDER BY rowid'
    ).all()
    for row, counted, frozen_us, received in batches:
        if kind in json.loads(counted):
            body = ask('SELECT "body" FROM "outbox" WHERE rowid = ?', (row,)).scalar_one()
            yield frozen_us, bool(received), read_body(body)


def _said(
    told: _Told, body: Body, kind: str, record: UUID
) -> Iterator[tuple[bool, dict[str, FieldChange]]]:
    for _, made, one, values in body.created_rows():
        if (made, one) == (kind, record):
            yield True, told.creation(values)
    for change in body.changed:
        if (change.kind, change.id) == (kind, record):
            yield False, told.change(change.fields)


def _waiting(reading: Reading, kind: str, record: UUID) -> Step | None:
    """What was changed since the last batch: the first values are kept beside the record."""
    ask, place = reading.connection.execute, (kind, record.bytes)
    dirty = ask('SELECT "field", "base" FROM "dirty" WHERE "kind" = ? AND "id" = ?', place)
    bases: dict[str, Any] = {row[0]: row[1] for row in dirty}
    form = WireForm(reading.schema[kind].spec)
    columns = ", ".join(f'"{name}"' for name in form.names)
    row = ask(f'SELECT {columns} FROM "{kind}" WHERE "id" = ?', (record.bytes,)).first()
    if not bases or row is None:
        return None
    now = form.wire(form.names, row)
    if WHOLE_RECORD in bases:
        return Step({name: FieldChange(value) for name, value in now.items()}, created=True)
    before = {name: form.value(name, base) for name, base in bases.items()}
    changed = {
        name: FieldChange(now.get(name), seen)
        for name, seen in before.items()
        if seen != now.get(name)
    }
    return Step(changed) if changed else None
