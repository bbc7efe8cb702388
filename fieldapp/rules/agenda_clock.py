"""How long each point of a meeting takes: stamps given with a key while people talk."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from fieldapp.records.visits import AgendaItem


def is_running(point: AgendaItem) -> bool:
    """Tell whether the point is being treated now."""
    return point.started_at is not None and point.ended_at is None


def begun(point: AgendaItem, now: datetime) -> AgendaItem:
    """The point under way; one that is taken up again keeps its first stamp."""
    return msgspec.structs.replace(point, started_at=point.started_at or now, ended_at=None)


def ended(point: AgendaItem, now: datetime) -> AgendaItem:
    """The point done; an end before its beginning (a clock set back) is its beginning."""
    return msgspec.structs.replace(point, ended_at=max(now, point.started_at or now))


def minutes_taken(point: AgendaItem, now: datetime) -> int:
    """Whole minutes from the first stamp to the last, or to now; 0 if never begun."""
    if point.started_at is None:
        return 0
    return max(timedelta(), (point.ended_at or now) - point.started_at) // timedelta(minutes=1)
