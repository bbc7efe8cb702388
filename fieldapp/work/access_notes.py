"""The audit trail of personal data: a record each time guarded values leave their place."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.privacy import DataAccess
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.desk import Desk


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
