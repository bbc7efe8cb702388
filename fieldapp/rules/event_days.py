"""One event that two sources date differently: both are kept, and a person is asked to look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from fieldapp.packs import Pack
from fieldapp.packs.folding import fold
from fieldapp.records.text import Refused
from fieldapp.records.visits import Activity

_WRITTEN: Final = r"(?:\s+de\s+|[-/ ])[^\W\d]+(?:\s+del?\s+|[-/ ])"
_DAY: Final = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:[-/]\d{{1,2}}[-/]|{_WRITTEN})\d{{4}})\b"
)


def day_of_event(visit: Activity, pack: Pack) -> date | None:
    """The day it began, in the country's zone, or the one it is planned for."""
    return pack.formats.day_of(visit.starts_at) if visit.starts_at else visit.planned_on


def other_days_told(visit: Activity, pack: Pack) -> list[date]:
    """The days that the note on the source tells and that are not the visit's own."""
    own = day_of_event(visit, pack)
    told = dict.fromkeys(_days_in(visit.source_note, pack))
    return [day for day in told if own is not None and day != own]


def same_event_on_another_day(
    visit: Activity, others: Iterable[Activity], pack: Pack
) -> Iterator[Activity]:
    """Visits that seem to be the same event, from another source, on another day.

    Of one kind, in one territory, with the same objective whatever its accents. Asked only of a
    visit that says from which source it was written down: a monthly meeting warns nobody.
    """
    own, words = day_of_event(visit, pack), fold(visit.objective)
    if not visit.source_note or not words or own is None:
        return
    for other in others:
        alike = (other.kind, other.territory) == (visit.kind, visit.territory)
        same = alike and other.id != visit.id and fold(other.objective) == words
        if same and day_of_event(other, pack) not in (None, own):
            yield other


def _days_in(text: str, pack: Pack) -> Iterator[date]:
    for found in _DAY.finditer(text):
        try:
            yield pack.formats.parse_day(found.group())
        except Refused:
            continue
