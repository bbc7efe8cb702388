"""Children whose root this laptop does not hold: kept aside, so that no pull ever stops for them.

Headquarters sends a unit's root before its children, so this is for what nobody foresaw. A row
that pointed to no root could not be committed; it waits in `unknown_record`, as it came, and takes
its place when the root does.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from fieldapp.records.kinds import Kinds
from fieldapp.store.connection import Connection
from fieldapp.store.wire_form import WireForm


def set_aside(connection: Connection, kinds: Kinds, written: Collection[str]) -> None:
    """Move rows of these kinds that have no root out of their tables."""
    for spec in (kinds[kind] for kind in sorted(written) if kind in kinds and kinds[kind].unit):
        form, root = WireForm(spec), spec[spec.unit].fact.to[0]
        columns = ", ".join(f'"{name}"' for name in form.names)
        found = connection.execute(
            f'SELECT "id", "extra", {columns} FROM "{spec.name}" WHERE "{spec.unit}" IS NOT NULL '
            f'AND "{spec.unit}" NOT IN (SELECT "id" FROM "{root}")'
        ).all()
        for record, extra, *row in found:
            fields = form.wire(form.names, row) | json.loads(extra or "{}")
            connection.execute(
                'INSERT INTO "unknown_record" VALUES (?, ?, ?) '
                'ON CONFLICT DO UPDATE SET "fields" = excluded."fields"',
                (spec.name, record, json.dumps(fields)),
            )
            connection.execute(f'DELETE FROM "{spec.name}" WHERE "id" = ?', (record,))


def waiting_for(
    connection: Connection, kinds: Kinds, root: str, written: Collection[UUID]
) -> list[tuple[str, UUID, dict[str, Any]]]:
    """Take out the children that were set aside and whose root is among those written now."""
    taken: list[tuple[str, UUID, dict[str, Any]]] = []
    ids = {str(one) for one in written}
    for spec in kinds.children_of(root):
        aside = connection.execute(
            'SELECT "id", "fields" FROM "unknown_record" WHERE "kind" = ?', (spec.name,)
        ).all()
        for record, written_fields in aside:
            fields = json.loads(written_fields)
            if fields.get(spec.unit) in ids:
                taken.append((spec.name, UUID(bytes=record), fields))
                connection.execute(
                    'DELETE FROM "unknown_record" WHERE "kind" = ? AND "id" = ?',
                    (spec.name, record),
                )
    return taken
