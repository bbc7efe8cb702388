"""Doubting the laptop's clock before it stamps a meeting or dates an official paper.

A wrong clock never stops work; it is asked about where a meeting begins and where the date cannot
be taken back, and the paper says that its hour is not verified.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from fieldapp import RELEASED_AT
from fieldapp.records.text import Text, say
from fieldapp.records.values import instant_of, microseconds
from fieldapp.rules.acta_content import Beacon
from fieldapp.rules.claimed_time import SLACK, TOLD_BY_A_PERSON, Seen, why_unverified
from fieldapp.store.last_written import last_written
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
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.told_clock import ToldClock

_UNHEARD_MAX: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class EngineClock:
    """The laptop's clock as the sync engine reads it: UTC microseconds."""

    now: Callable[[], datetime]

    def now_us(self) -> int:
        """This instant."""
        return microseconds(self.now())


def doubt_of_the_clock(desk: Desk, reading: Reading, now: datetime) -> Text | None:
    """A question when the clock's day is before one this laptop has seen; None when it is not."""
    told, written = _told(reading), _written(reading)
    seen, formats = max(filter(None, (told, written)), default=None), desk.pack.formats
    if seen is None or formats.day_of(now) >= formats.day_of(seen):
        return None
    return say(
        "El reloj de este equipo dice {now}, pero aquí hay algo del {seen}. "
        "¿Es {now} la fecha correcta?",
        now=formats.day(formats.day_of(now)),
        seen=formats.day(formats.day_of(seen)),
    )


class Clocks:
    """What an officer says of the laptop's clock."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def doubt(self) -> Text | None:
        """Why the clock cannot be right, or None: it went back, or ran far ahead (rule R22)."""
        with self._desk.reading() as reading:
            return _lie(self._desk, reading)

    def tell(self, day: date, hour: time) -> Saved:
        """Say what day and hour it is in the country; every stamp from now on follows.

        What the machine itself believes is left alone.
        """
        clock, zone = self._desk.clock, self._desk.pack.formats.zone
        with self._desk.writing() as writing:
            if isinstance(clock, ToldClock):
                clock.tell(writing, datetime.combine(day, hour, zone).astimezone(UTC))
        return Saved(frozenset(), self._desk.posting.device)


def _lie(desk: Desk, reading: Reading) -> Text | None:
    now, told = desk.now(), _told(reading)
    seen = max(filter(None, (told, _written(reading, desk.posting.officer))), default=None)
    if seen is not None and now < seen - SLACK:
        return say(
            "El reloj de este equipo dice {now}, pero aquí hay algo de una hora posterior: {seen}.",
            now=_worded(desk, now),
            seen=_worded(desk, seen),
        )
    proven = _proven(told)
    if now > proven + _UNHEARD_MAX:
        return say(
            "El reloj de este equipo dice {now}, más de un año después de la última hora de que "
            "hay prueba: {seen}.",
            now=_worded(desk, now),
            seen=_worded(desk, proven),
        )
    return None


def _worded(desk: Desk, at: datetime) -> str:
    return desk.pack.formats.moment(at, apart=", ")


def believed_now(desk: Desk, reading: Reading) -> datetime:
    """This instant, or the latest one this laptop has proof of when its clock cannot be right.

    A clock is not believed before what headquarters told or this program's making, nor more than
    a year after (rule R22): nobody works that long without a sync.
    """
    proven, now = _proven(_told(reading)), desk.now()
    return now if proven <= now <= proven + _UNHEARD_MAX else proven


def doubt_on_paper(desk: Desk, reading: Reading, now: datetime) -> str:
    """Why an acta issued now says that its hour is not verified; empty when nothing speaks so."""
    if isinstance(desk.clock, ToldClock) and desk.clock.is_told:
        return TOLD_BY_A_PERSON
    clock = remembered(reading, CLOCK, KeptClock)
    seen = Seen(
        told=_told(reading),
        written=_written(reading, desk.posting.officer),
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


def _proven(told: datetime | None) -> datetime:
    """The latest time there is proof of: what headquarters told, or this program's making."""
    return max(filter(None, (told, RELEASED_AT)))


def _written(reading: Reading, person: UUID | None = None) -> datetime | None:
    """The latest time at which a number was taken here, or something was written by a person."""
    taken = [one.taken_at for one in numbers(reading)]
    made = last_written(reading, ("activity", "minutes", "attendance"), person)
    return max([*taken, *([made] if made else [])], default=None)
