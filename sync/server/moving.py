"""A unit whose root changed territory goes to another scope whole, with all that follows it.

Until its acta is issued a visit may change department freely (a draft often gets its place only
after the first sync). Afterwards only headquarters moves it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, text

from fieldapp.records.describe import FieldType, KindSpec
from fieldapp.records.kinds import Kinds
from sync.server.merging import Key, Row, Rows
from sync.server.records import ROW_COLUMNS, read_row

_STILL_OPEN: Final = frozenset({None, "draft", "review"})


def unit_moved(
    connection: Connection, kinds: Kinds, rows: Mapping[Key, Row], root: Row, scope: str
) -> tuple[Rows, Rows]:
    """Give all rows that leave with a root, as they stood and as they will stand in `scope`.

    `rows` are the rows as merged so far; what the database holds besides is read here. Nothing
    moves (both are empty) when an acta of the root was issued.
    """
    stood = {row.key: row for row in _of_unit(connection, root)}
    stood |= _all_followers(connection, kinds, root)
    current = {key: rows.get(key, row) for key, row in stood.items()}
    current |= {key: row for key, row in rows.items() if row.unit == root.unit}
    issued = any(
        row.kind == "minutes" and row.vals.get("status") not in _STILL_OPEN
        for row in current.values()
    )
    if issued:
        return Rows(), Rows()
    return stood, {key: replace(row, scope=scope) for key, row in current.items()}


def _all_followers(connection: Connection, kinds: Kinds, above: Row) -> Rows:
    """What follows a record, and what follows that in turn (a promise's follow-ups)."""
    found = Rows()
    for spec in _followers(kinds, above.kind):
        for row in _followers_of(connection, spec, above):
            found[row.key] = row
            found |= _all_followers(connection, kinds, row)
    return found


def _followers(kinds: Kinds, kind: str) -> list[KindSpec]:
    """The kinds that are units of their own and find their scope through a record of `kind`."""
    return [
        spec
        for spec in kinds
        if spec.scope_by
        and not spec.unit
        and spec[spec.scope_by].type is FieldType.REF
        and kind in spec[spec.scope_by].fact.to
    ]


def _of_unit(connection: Connection, root: Row) -> list[Row]:
    found = connection.execute(
        text(
            f"select {ROW_COLUMNS} from record "
            "where unit = :unit and scope_id = :scope and not gone order by rev"
        ),
        {"unit": root.unit, "scope": root.scope},
    )
    return [read_row(*columns) for columns in found]


def _followers_of(connection: Connection, spec: KindSpec, root: Row) -> list[Row]:
    found = connection.execute(
        text(
            f"select {ROW_COLUMNS} from record "
            "where scope_id = :scope and kind = :kind and not gone "
            "and vals->>cast(:field as text) = :root order by rev"
        ),
        {"scope": root.scope, "kind": spec.name, "field": spec.scope_by, "root": str(root.id)},
    )
    return [read_row(*columns) for columns in found]
