"""Units that somebody at headquarters gave back: once corrected here, they go out again whole.

Headquarters holds nothing of them, so a change alone would wait there for ever for its record.
"""

from __future__ import annotations

from fieldapp.records.kinds import Kinds
from fieldapp.store.connection import Connection
from sync.protocol.messages import Verdict

_GIVEN_BACK = """
SELECT DISTINCT a."kind", a."id" FROM "attention" AS a JOIN "review_note" AS n
ON n."unit_id" = a."id" AND n."device" = a."device" AND n."batch" = a."number"
WHERE a."verdict" = ? AND n."verdict" IN ('returned', 'rejected')"""


def mark_as_new(connection: Connection, kinds: Kinds) -> None:
    """Mark as new what headquarters never took of a unit that was given back and changed since."""
    if "review_note" not in kinds:
        return
    found = connection.execute(_GIVEN_BACK, (Verdict.QUARANTINED.value,)).all()
    for kind, root in [(kind, root) for kind, root in found if kind in kinds]:
        children = [(child.name, child.unit) for child in kinds.children_of(kind)]
        unit = {
            part: f'SELECT "id" FROM "{part}" WHERE "{leads_to}" = ?'
            for part, leads_to in [(kind, "id"), *children]
        }
        changed = any(
            connection.execute(
                f'SELECT 1 FROM "dirty" WHERE "kind" = ? AND "id" IN ({records}) LIMIT 1',
                (part, root),
            ).first()
            for part, records in unit.items()
        )
        for part, records in unit.items() if changed else ():
            connection.execute(
                f'INSERT INTO "dirty" SELECT "kind", "id", \'\', NULL FROM "row_state" '
                f'WHERE "kind" = ? AND "rev" = 0 AND "id" IN ({records}) AND ("kind", "id") '
                'NOT IN (SELECT "kind", "id" FROM "in_flight") ON CONFLICT DO NOTHING',
                (part, root),
            )
