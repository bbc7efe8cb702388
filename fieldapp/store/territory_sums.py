"""How much happened in some territories: counted by the tables, whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, func, select

from fieldapp.records.describe import FieldSpec
from fieldapp.rules.people_seen import Came, People, people_of
from fieldapp.store.columns import from_stored, to_stored
from fieldapp.store.unit_of_work import Reading

_MEETINGS_MOST: Final = 1000
_HELD: Final = ("in_progress", "done", "closed")


@dataclass(frozen=True, slots=True)
class Meetings:
    """Visits that were held and sessions among them, and the first and the last day of any."""

    held: int
    sessions: int
    planned: int
    first_on: date | None
    last_on: date | None


def meetings_in(reading: Reading, territories: Sequence[str]) -> Meetings:
    """Count what was held and planned there."""
    visit = reading.schema["activity"].table
    held = visit.c.status.in_(_HELD)
    asked = select(
        func.count().filter(held),
        func.count(visit.c.space).filter(held),
        func.count().filter(visit.c.status == "planned"),
        func.min(visit.c.planned_on).filter(held),
        func.max(visit.c.planned_on).filter(held),
    ).where(*_there(visit, territories))
    row = reading.connection.execute(asked).one()
    day = reading.schema["activity"].spec["planned_on"]
    return Meetings(*row[:3], *(_day(day, value) for value in row[3:]))


def people_in(reading: Reading, territories: Sequence[str], since: date) -> People:
    """Count who came to the meetings there from a day on; of very many only the newest."""
    visit, row = reading.schema["activity"].table, reading.schema["attendance"].table
    stored = to_stored(reading.schema["activity"].spec["planned_on"], since)
    newest = (
        select(visit.c.id)
        .where(*_there(visit, territories), visit.c.planned_on >= stored)
        .where(visit.c.status.in_(_HELD))
        .order_by(visit.c.planned_on.desc())
        .limit(_MEETINGS_MOST)
    )
    meetings = reading.connection.execute(newest).scalars().all()
    present = row.c.presence.is_(None) | (row.c.presence == "present")
    came = select(
        func.coalesce(row.c.person, row.c.id_number), row.c.full_name, row.c.organization_name
    ).where(row.c.activity.in_(meetings), row.c.annulled.is_(None), present)
    rows = [Came(*row) for row in reading.connection.execute(came)]
    return people_of(len(meetings), rows)


def _there(visit: FromClause, territories: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return visit.c.annulled.is_(None), visit.c.territory.in_(territories)


def _day(field: FieldSpec, stored: Any) -> date | None:
    return None if stored is None else from_stored(field, stored)
