"""Doubting the laptop's clock before it dates an official paper.

A wrong clock never stops work; it is asked about once, where the date cannot be taken back.
"""

from __future__ import annotations

from datetime import datetime

from fieldapp.records.text import Text, say
from fieldapp.records.values import instant_of
from fieldapp.store.ledger import numbers
from fieldapp.store.settings import BEACON, KeptBeacon, remembered
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk


def doubt_of_the_clock(desk: Desk, reading: Reading, now: datetime) -> Text | None:
    """A question when the clock's day is before one this laptop has seen; None when it is not."""
    seen, formats = _latest_seen(reading), desk.pack.formats
    if seen is None or formats.day_of(now) >= formats.day_of(seen):
        return None
    return say(
        "El reloj de este equipo dice {now}, pero aquí hay algo del {seen}. "
        "¿Es {now} la fecha correcta?",
        now=formats.day(formats.day_of(now)),
        seen=formats.day(formats.day_of(seen)),
    )


def _latest_seen(reading: Reading) -> datetime | None:
    """The newest instant that this laptop has proof of: headquarters, a number, a record."""
    taken = [one.taken_at for one in numbers(reading)]
    written = [
        row[0]
        for kind in ("activity", "minutes", "attendance")
        for row in reading.listing(kind, ("created_at",), {}, ("-created_at",), 1)
    ]
    beacon = remembered(reading, BEACON, KeptBeacon)
    told = [instant_of(beacon.at_us)] if beacon else []
    return max([*taken, *told, *(one for one in written if one is not None)], default=None)
