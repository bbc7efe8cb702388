"""The country's public bodies as headquarters holds them (field rule R5).

They are the records a laptop makes when somebody picks a body: same ids, same values, the territory
they stand in as scope. Written here once, they reach every laptop with its first sync, and whoever
picked one before is told that it existed.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from fieldapp.packs import Pack
from fieldapp.records.kinds import Kinds
from fieldapp.records.values import record_to_wire
from fieldapp.rules.directory import Directory
from sync.server.books import Commit
from sync.server.records import lock_scopes, write_records
from sync.server.units import Row


def write_directory(connection: Connection, kinds: Kinds, pack: Pack, commit: Commit) -> int:
    """Write the bodies and offices of a pack that no scope ever held; give how many there were.

    One that stands is left as people made it: corrected, annulled, or moved elsewhere.
    """
    rows = list(_rows(kinds, pack))
    lock_scopes(connection, {row.scope for row in rows})
    found = connection.execute(
        text("select kind, id from record where id = any(:ids)"),
        {"ids": [row.id for row in rows]},
    )
    known = {tuple(columns) for columns in found}
    new = {row.key: row for row in rows if row.key not in known}
    write_records(connection, {}, new, commit)
    return len(new)


def _rows(kinds: Kinds, pack: Pack) -> Iterator[Row]:
    directory = Directory(pack)
    for record in (*directory.entities.values(), *directory.offices.values()):
        spec = kinds.spec_of(record)
        scope = pack.territories.level1(record.territory or pack.country)
        yield Row(scope, spec.name, record.id, record.id, record_to_wire(spec, record))
