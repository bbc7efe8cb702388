"""The photographs of a visit, as its annex shows them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from fieldapp.records.visits import Attachment
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

if TYPE_CHECKING:
    from fieldapp.documents.photo_annex import Photograph


def photographs_of(desk: Desk, reading: Reading, activity: UUID) -> list[Photograph]:
    """Those that this laptop holds and that may be shown, in the order in which they were taken."""
    from fieldapp.documents.photo_annex import Photograph

    rows = reading.all(Attachment, {"activity": activity, "kind": "photo"}, order_by=("taken_at",))
    return [
        Photograph(desk.files.read(row.sha256), row.caption, _taken(desk, row.taken_at))
        for row in rows
        if row.sensitivity != "reserved" and desk.files.has(row.sha256)
    ]


def _taken(desk: Desk, at: datetime | None) -> str:
    return desk.pack.formats.moment(at, apart=", ") if at else ""
