"""The records of who signs with which device, as they follow from the tables; and revoking one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, text

from fieldapp.records import KINDS
from fieldapp.records.trust import Signer, signer_id
from fieldapp.records.values import record_to_wire
from sync.server.books import Commit
from sync.server.records import load_rows, lock_scopes, write_records
from sync.server.secret_files import RandomBytes
from sync.server.units import Row as RecordRow
from sync.server.units import Rows

_AT_ONCE: Final = 200
"""Records written in one transaction: laptops that sync meanwhile wait for the counter."""

_SPEC: Final = KINDS.spec_of(Signer)

_FOUND: Final = """
select d.id, d.code, d.public_key, d.enrolled_at, d.state, d.revoked_at, d.revocation,
    a.person_id, a.full_name, o.name as office_name, o.scope_id, c.content, c.issued_at,
    c.valid_until
from device d join account a on a.id = d.account join office o on o.id = a.office_id
left join lateral (select content, issued_at, valid_until from certificate where device = d.id
    order by issued_at desc limit 1) c on true
"""


def tell_signer(
    connection: Connection, device: UUID, now: datetime, random_bytes: RandomBytes
) -> None:
    """Bring the record of one device's signer up to date, in the caller's transaction."""
    found = connection.execute(text(f"{_FOUND} where d.id = :device"), {"device": device})
    _write(connection, found.all(), Commit(random_bytes(8), now))


def tell_signers(connection: Connection, now: datetime, random_bytes: RandomBytes) -> int:
    """Bring records that say otherwise than the tables up to date, so many at once; count them.

    Whatever changed an officer's or an office's name, or made a device, needs no thought of this.
    """
    found = connection.execute(text(f"{_FOUND} order by d.id")).all()
    standing = _standing(connection, [signer_id(one.id) for one in found])
    late = [one for one in found if _differs(standing, _record(one))]
    _write(connection, late[:_AT_ONCE], Commit(random_bytes(8), now))
    return len(late[:_AT_ONCE])


def _record(found: Row[Any]) -> RecordRow:
    revoked = found.state == "revoked"
    signer = Signer(
        id=signer_id(found.id),
        device=found.id,
        device_code=found.code,
        person=found.person_id,
        person_name=found.full_name,
        office_name=found.office_name,
        certificate=found.content,
        qr_key=bytes(found.public_key).hex(),
        valid_from=found.issued_at or found.enrolled_at,
        valid_until=found.valid_until,
        revoked_at=(found.revoked_at or found.enrolled_at) if revoked else None,
        revocation_reason=found.revocation,
    )
    return RecordRow(
        found.scope_id, _SPEC.name, signer.id, signer.id, record_to_wire(_SPEC, signer)
    )


def _differs(standing: Rows, row: RecordRow) -> bool:
    stood = standing.get(row.key)
    return stood is None or stood.scope != row.scope or stood.vals != row.vals


def _standing(connection: Connection, ids: Sequence[UUID]) -> Rows:
    scopes = connection.execute(text("select id from scope")).scalars().all()
    return load_rows(connection, ids, scopes)


def _write(connection: Connection, found: Sequence[Row[Any]], commit: Commit) -> None:
    rows = {row.key: row for row in map(_record, found)}
    if not rows:
        return
    ids = [row.id for row in rows.values()]
    scopes = {row.scope for row in (*rows.values(), *_standing(connection, ids).values())}
    lock_scopes(connection, scopes)
    before = _standing(connection, ids)
    write_records(connection, before, rows, commit)
