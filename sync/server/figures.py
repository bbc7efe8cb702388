"""How much headquarters holds: records of each kind in each territory, and what waits aside."""

from typing import Any

from sqlalchemy import Connection, text


def figures(connection: Connection) -> dict[str, Any]:
    """Count records by kind, and by territory and kind; annulled ones are counted apart.

    A record that stands in two scopes (a body of the directory) is counted once by kind.
    """
    held = connection.execute(
        text(
            "select scope_id, kind, count(*) from record "
            "where not gone and not vals ? 'annulled' group by 1, 2 order by 1, 2"
        )
    ).all()
    by_kind = connection.execute(
        text(
            "select kind, count(distinct id) as records from record "
            "where not gone and not vals ? 'annulled' group by 1 order by 1"
        )
    )
    by_scope: dict[str, dict[str, int]] = {}
    for scope, kind, number in held:
        by_scope.setdefault(scope, {})[kind] = number
    return {
        "records_by_kind": {row.kind: row.records for row in by_kind},
        "records_by_scope": by_scope,
        "annulled": _one(connection, "record where not gone and vals ? 'annulled'"),
        "conflicts": _one(connection, "conflict where state = 'open'"),
        "quarantined": _one(connection, "quarantine where state = 'open'"),
        "held": _one(connection, "held"),
        "files": _one(connection, "file"),
        "devices": _one(connection, "device"),
        "revision": connection.execute(text("select rev from realm")).scalar_one(),
    }


def _one(connection: Connection, rows: str) -> int:
    return connection.execute(text(f"select count(*) from {rows}")).scalar_one()
