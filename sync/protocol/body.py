"""What one laptop froze at one moment: records made and fields changed, in units.

A body is bytes from the moment it is frozen: its hash identifies it, and it is sent again byte
for byte until a receipt comes. Rows are laid out as columns per kind, which compress better.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import repeat
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from sync.protocol.canonical import HASH_BYTES
from sync.protocol.packing import (
    FrameError,
    TooLarge,
    decode,
    encode,
    pack_columns,
    pack_value,
    unpack_columns,
    unpack_value,
)

BODY_BYTES_MAX = 1024 * 1024
UNITS_MAX = 5_000
ROWS_MAX = 20_000
CELLS_MAX = 1_000_000
"""Values of new records, counting those that one value stands for: a small body cannot swell."""

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,79}\Z")]
"""A kind's or field's public name, in snake_case."""

Scope = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{1,40}\Z")]
"""A territory of level 1 by its code, or 0 for the nation."""


Place = Annotated[int, Meta(ge=0, lt=UNITS_MAX)]
"""Where a unit stands in its body."""


class Unit(msgspec.Struct, frozen=True, array_like=True):
    """Records that are accepted or set aside together: a root with its children."""

    kind: Name
    """The root's kind."""
    id: UUID
    """The root's id."""
    scope: Scope
    """Where the laptop believes the root belongs."""


class Created(msgspec.Struct, frozen=True, array_like=True):
    """New records of one kind; all lists and columns are equally long.

    On the line a column whose values are all the same holds it once.
    """

    kind: Name
    units: list[Place]
    """For each record, the place of its unit in the body."""
    ids: list[UUID]
    columns: dict[Name, list[Any]]


class Changed(msgspec.Struct, frozen=True, array_like=True):
    """Some fields of one record, each with the new value and the hash of the one seen before."""

    kind: Name
    unit: Place
    id: UUID
    fields: dict[Name, tuple[Any, bytes]]


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that one batch carries, in the order in which it must be applied."""

    units: Annotated[list[Unit], Meta(max_length=UNITS_MAX)] = []
    created: list[Created] = []
    changed: Annotated[list[Changed], Meta(max_length=ROWS_MAX)] = []

    def created_rows(self) -> Iterator[tuple[int, str, UUID, dict[str, Any]]]:
        """Walk the new records as (unit, kind, id, values without nulls)."""
        for group in self.created:
            fields = tuple(group.columns)
            rows = zip(*group.columns.values(), strict=True) if fields else repeat(())
            for unit, record, row in zip(group.units, group.ids, rows, strict=False):
                values = {
                    field: value
                    for field, value in zip(fields, row, strict=True)
                    if value is not None
                }
                yield unit, group.kind, record, values


def rows_in_order(body: Body) -> list[tuple[str, UUID]]:
    """Give kind and id of every row in the order in which it is applied.

    Unit after unit; in each first the new records, group by group, then the changed ones.
    """
    of_unit: list[list[tuple[str, UUID]]] = [[] for _ in body.units]
    for group in body.created:
        for unit, record in zip(group.units, group.ids, strict=True):
            of_unit[unit].append((group.kind, record))
    for change in body.changed:
        of_unit[change.unit].append((change.kind, change.id))
    return [row for rows in of_unit for row in rows]


def rows_written(written: bytes) -> list[tuple[str, UUID]]:
    """Give the rows of a body of one's own in that order, without looking at their values."""
    return rows_in_order(decode(Body, written))


def batch_hash(body: bytes) -> bytes:
    """Give the hash under which both sides remember a body."""
    return sha256(body).digest()


def write_body(body: Body) -> bytes:
    """Freeze a body to bytes; raises ``TooLarge`` when it must be split into several batches."""
    packed = msgspec.structs.replace(
        body,
        created=[
            msgspec.structs.replace(group, columns=pack_columns(group.columns))
            for group in body.created
        ],
        changed=[
            msgspec.structs.replace(
                change,
                fields={
                    name: (pack_value(new), base) for name, (new, base) in change.fields.items()
                },
            )
            for change in body.changed
        ],
    )
    written = encode(packed)
    if len(written) > BODY_BYTES_MAX:
        raise TooLarge(f"{len(written)} bytes of body, at most {BODY_BYTES_MAX}")
    return written


def read_body(written: bytes) -> Body:
    """Read a body and see that it holds together; raises ``FrameError`` when it does not."""
    if len(written) > BODY_BYTES_MAX:
        raise TooLarge(f"{len(written)} bytes of body, at most {BODY_BYTES_MAX}")
    body = decode(Body, written)
    rows = len(body.changed) + sum(len(group.ids) for group in body.created)
    if rows > ROWS_MAX:
        raise TooLarge(f"{rows} rows in one body, at most {ROWS_MAX}")
    cells = sum(len(group.ids) * len(group.columns) for group in body.created)
    if cells > CELLS_MAX:
        raise TooLarge(f"{cells} values in one body, at most {CELLS_MAX}")
    return msgspec.structs.replace(
        body,
        created=[_read_created(group, len(body.units)) for group in body.created],
        changed=[_read_changed(change, len(body.units)) for change in body.changed],
    )


def _read_created(group: Created, units: int) -> Created:
    if len(group.units) != len(group.ids):
        raise FrameError(f"{len(group.units)} units for {len(group.ids)} records of {group.kind}")
    for unit in group.units:
        _check_unit(unit, units)
    return msgspec.structs.replace(group, columns=unpack_columns(group.columns, len(group.ids)))


def _read_changed(change: Changed, units: int) -> Changed:
    _check_unit(change.unit, units)
    if any(len(base) != HASH_BYTES for _, base in change.fields.values()):
        raise FrameError(f"a base hash has {HASH_BYTES} bytes")
    return msgspec.structs.replace(
        change,
        fields={name: (unpack_value(new), base) for name, (new, base) in change.fields.items()},
    )


def _check_unit(unit: int, units: int) -> None:
    if not 0 <= unit < units:
        raise FrameError(f"unit {unit} of {units}")
