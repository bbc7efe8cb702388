"""When an office attended: its first day, its closings, its openings again (domain D50)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fieldapp.records.people import Office, OfficeClosure


@dataclass(frozen=True, slots=True)
class Closing:
    """A time in which an office was shut; `until` is the day it opened again, None if it did not.

    `closed_on` and `until` are told apart: on the first it no longer attends, on the second it
    does.
    """

    closed_on: date
    until: date | None
    reason: str

    def covers(self, day: date) -> bool:
        """Tell whether the office was shut on that day."""
        return self.closed_on <= day and (self.until is None or day < self.until)

    def months(self, today: date) -> int:
        """How many whole months it lasted, or has lasted until today."""
        end = self.until or today
        between = (end.year - self.closed_on.year) * 12 + end.month - self.closed_on.month
        return between - (end.day < self.closed_on.day)


def closings_of(office: Office, closures: Iterable[OfficeClosure]) -> tuple[Closing, ...]:
    """Every time an office shut, in order of day; the last may be for good."""
    found = [
        Closing(one.closed_on, one.reopened_on, one.reason)
        for one in closures
        if one.office == office.id and one.closed_on and not one.annulled
    ]
    if office.closed_on:
        found.append(Closing(office.closed_on, None, office.reason))
    return tuple(sorted(found, key=lambda one: one.closed_on))


def was_active(office: Office, closings: Sequence[Closing], day: date) -> bool:
    """Tell whether an office attended on a day. Without a first day it always had."""
    if office.annulled or (office.opened_on and day < office.opened_on):
        return False
    return not any(one.covers(day) for one in closings)


def overlapping(closings: Sequence[Closing]) -> list[tuple[Closing, Closing]]:
    """Closings that begin before the one before them ended: one of the two is wrong."""
    return [
        (before, after)
        for before, after in pairwise(closings)
        if before.until is None or after.closed_on < before.until
    ]
