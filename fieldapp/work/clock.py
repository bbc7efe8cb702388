"""Doubting the laptop's clock before it dates an official paper.

A wrong clock never stops work; it is asked about once, where the date cannot be taken back, and
the paper says that its hour is not verified.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from fieldapp import RELEASED_AT
from fieldapp.records.text import Text, say
from fieldapp.records.values import instant_of
from fieldapp.rules.acta_content import Beacon
from fieldapp.rules.claimed_time import Seen, why_unverified
from fieldapp.store.ledger import numbers
from fieldapp.store.settings import (
    BEACON,
    CLOCK,
    KeptBeacon,
    KeptClock,
    identity,
    remembered,
)
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

_UNHEARD_MAX: Final = timedelta(days=366)


def doubt_of_the_clock(desk: Desk, reading: Reading, now: datetime) -> Text | None:
    """A question when the clock's day is before one this laptop has seen; None when it is not."""
    told, written = _told(reading), _written(reading, {})
    seen, formats = max(filter(None, (told, written)), default=None), desk.pack.formats
    if seen is None or formats.day_of(now) >= formats.day_of(seen):
        return None
    return say(
        "El reloj de este equipo dice {now}, pero aquí hay algo del {seen}. "
        "¿Es {now} la fecha correcta?",
        now=formats.day(formats.day_of(now)),
        seen=formats.day(formats.day_of(seen)),
    )


def believed_now(desk: Desk, reading: Reading) -> datetime:
    """This instant, or the latest one this laptop has proof of when its clock cannot be right.

    A clock is not believed before what headquarters told or this program's making, nor more than
    a year after (rule R22): nobody works that long without a sync.
    """
    proven = max(filter(None, (_told(reading), RELEASED_AT)))
    now = desk.now()
    return now if proven <= now <= proven + _UNHEARD_MAX else proven


def doubt_on_paper(desk: Desk, reading: Reading, now: datetime) -> str:
    """Why an acta issued now says that its hour is not verified; empty when nothing speaks so."""
    clock = remembered(reading, CLOCK, KeptClock)
    seen = Seen(
        told=_told(reading),
        written=_written(reading, {"created_by": desk.posting.officer}),
        off=timedelta(microseconds=clock.ahead_us if clock else 0),
    )
    return desk.pack.words.named(why_unverified(now, seen))


def newest_beacon(reading: Reading) -> Beacon:
    """Headquarters' newest proof of a time, as an acta carries it; empty when there is none."""
    kept = remembered(reading, BEACON, KeptBeacon)
    if kept is None:
        return Beacon()
    return Beacon(at=kept.at_us, body=kept.beacon.body, signature=kept.beacon.signature)


def _told(reading: Reading) -> datetime | None:
    """The newest time that headquarters told: in a beacon, or when it enrolled this laptop."""
    beacon, who = newest_beacon(reading), identity(reading)
    told_us = max(beacon.at, who.enrolment.now if who else 0)
    return instant_of(told_us) if told_us else None


def _written(reading: Reading, whose: dict[str, object]) -> datetime | None:
    """The latest time at which a number was taken here, or a record that fits was made."""
    taken = [one.taken_at for one in numbers(reading)]
    made = [
        row[0]
        for kind in ("activity", "minutes", "attendance")
        for row in reading.listing(kind, ("created_at",), whose, ("-created_at",), 1)
    ]
    return max([*taken, *(one for one in made if one is not None)], default=None)
