"""Say how long ago something happened, the way people do."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldapp.packs.formats import Formats
from fieldapp.records.text import Text, say, say_n

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def ago(then: datetime, now: datetime, formats: Formats) -> Text:
    """Return "hace 2 s", "hace 5 min", then the hour, then the day and the hour."""
    passed = max(now - then, timedelta())
    if passed < _MINUTE:
        return say("hace {n} s", n=passed.seconds)
    if passed < _HOUR:
        return say("hace {n} min", n=passed.seconds // 60)
    hour = formats.clock(then)
    day, today = formats.day_of(then), formats.day_of(now)
    if day == today:
        return say("a las {hour}", hour=hour)
    if day == today - timedelta(days=1):
        return say("ayer {hour}", hour=hour)
    return say("{day}, {hour}", day=formats.day(day), hour=hour)


def late(days: int) -> Text:
    """Return "vencido hace 12 días"; `days` counts those after the due day."""
    return say_n("vencido hace {n} día", "vencido hace {n} días", days)
