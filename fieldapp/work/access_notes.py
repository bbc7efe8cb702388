"""The audit trail of personal data: a record each time guarded values leave their place."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.privacy import DataAccess
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.desk import Desk


def was_noted_today(desk: Desk, reading: Reading, what: str, about: UUID) -> bool:
    """Tell whether this officer did it today already: once a day says enough."""
    earlier = reading.all(
        DataAccess,
        {"about": about, "what": Code(what), "created_by": desk.posting.officer},
        order_by=("created_at",),
    )
    newest = earlier[-1].created_at if earlier else None
    return newest is not None and desk.day_of(newest) == desk.today()


def note_access(
    desk: Desk,
    writing: Writing,
    what: str,
    *,
    about_kind: str = "",
    about: UUID | None = None,
    rows: int | None = None,
    reason: str = "",
) -> None:
    """Write down, in the transaction under way, what was done; never a value of anybody.

    Who and when are the record's own. It stays in the territory of the officer's office.
    """
    writing.put(
        DataAccess(
            id=desk.new_id(),
            what=Code(what),
            about_kind=about_kind,
            about=about,
            rows=rows,
            reason=reason,
            territory=TerritoryCode(desk.posting.home_scope),
        )
    )
