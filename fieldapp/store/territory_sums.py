"""How much happened in some territories: counted by the tables, whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fieldapp.records.describe import FieldSpec
from fieldapp.rules.people_seen import Came, People, people_of
from fieldapp.store.columns import from_stored, to_stored
from fieldapp.store.connection import marks
from fieldapp.store.unit_of_work import Reading

_MEETINGS_MOST: Final = 1000
_HELD: Final = "status IN ('in_progress', 'done', 'closed')"


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
    row = reading.connection.execute(
        f"""SELECT count(*) FILTER (WHERE {_HELD}), count(space) FILTER (WHERE {_HELD}),
          count(*) FILTER (WHERE status = 'planned'),
          min(planned_on) FILTER (WHERE {_HELD}), max(planned_on) FILTER (WHERE {_HELD})
        FROM activity WHERE annulled IS NULL AND territory IN ({marks(territories)})""",
        territories,
    ).one()
    day = reading.schema["activity"].spec["planned_on"]
    return Meetings(*row[:3], *(_day(day, value) for value in row[3:]))


def people_in(reading: Reading, territories: Sequence[str], since: date) -> People:
    """Count who came to the meetings there from a day on; of very many only the newest."""
    stored = to_stored(reading.schema["activity"].spec["planned_on"], since)
    newest = reading.connection.execute(
        f"""SELECT id FROM activity WHERE annulled IS NULL AND territory IN ({marks(territories)})
        AND planned_on >= ? AND {_HELD} ORDER BY planned_on DESC LIMIT {_MEETINGS_MOST}""",
        (*territories, stored),
    )
    meetings = newest.scalars()
    came = reading.connection.execute(
        f"""SELECT coalesce(person, id_number), full_name, organization_name FROM attendance
        WHERE activity IN ({marks(meetings)}) AND annulled IS NULL
        AND (presence IS NULL OR presence = 'present')""",
        meetings,
    )
    return people_of(len(meetings), [Came(*row) for row in came])


def _day(field: FieldSpec, stored: Any) -> date | None:
    return None if stored is None else from_stored(field, stored)
