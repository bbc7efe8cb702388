"""Before a trip: where it goes, whether all is ready, and the pages that open its meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from fieldapp.packs.formats import Formats
from fieldapp.records.text import Refused, say
from fieldapp.rules.readiness import (
    Check,
    certificate_check,
    clock_check,
    copy_check,
    data_check,
    printer_check,
    room_check,
    sync_check,
)
from fieldapp.store.settings import remember, remembered
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.clock import Clocks
from fieldapp.work.commitment_lines import lines_of
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.open_promises import owed
from fieldapp.work.opening_pages import opening_page
from fieldapp.work.own_signature import own_validity
from fieldapp.work.syncing import SyncStanding
from fieldapp.work.visit_list import VisitFilter, VisitLine, first_lines

_TRIP: Final = "trip"
_WEEK: Final = timedelta(days=7)
_VISITS_MOST: Final = 200


class Trip(msgspec.Struct, frozen=True):
    """From which day to which, and the municipalities beyond those of the visits planned then.

    `left_out` are those of planned visits that this trip passes by.
    """

    from_on: date
    to_on: date
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A municipality of a trip: what is planned there, and how many promises wait."""

    territory: str
    place: str
    visits: list[VisitLine]
    owed: int
    late: int
    included: bool


@dataclass(frozen=True, slots=True)
class TripPlan:
    """A trip with its stops, in the order of their first visit."""

    trip: Trip
    stops: list[Stop]

    @property
    def included(self) -> list[Stop]:
        """Where it goes."""
        return [stop for stop in self.stops if stop.included]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laptop:
    """What is asked of the machine and of the sync, and not of the records."""

    room_bytes: int
    copied_at: datetime | None
    printers: Sequence[str]
    standing: SyncStanding


@dataclass(frozen=True, slots=True)
class OpeningPapers:
    """The pages of a trip, and how their file is called."""

    pdf: bytes
    name: str


class Travel:
    """What an officer does before a trip."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def plan(self) -> TripPlan:
        """The trip as it was left, or the visits of the coming week."""
        with self._desk.reading() as reading:
            return self._plan(reading)

    def keep(self, trip: Trip) -> Saved:
        """Remember the trip on this laptop. Refused when it ends before it begins."""
        if trip.to_on < trip.from_on:
            raise Refused(say("El viaje termina antes de empezar: revise las fechas."))
        with self._desk.writing() as writing:
            remember(writing, _TRIP, trip)
        return Saved(frozenset(), self._desk.posting.device)

    def checks(self, plan: TripPlan, laptop: Laptop, formats: Formats) -> list[Check]:
        """Everything that is looked at, what lacks first; days and hours as `formats` say them."""
        desk, now = self._desk, self._desk.now()
        territories, counts = desk.pack.territories, laptop.standing.counts
        scopes = {territories.level1(stop.territory) for stop in plan.included}
        with desk.reading() as reading:
            certified = own_validity(desk, reading)
        checks = [
            data_check(
                [stop.place for stop in plan.included],
                [territories.path(one) for one in sorted(scopes & set(counts.incomplete))],
                [territories.path(one) for one in sorted(scopes - desk.posting.scopes)],
            ),
            sync_check(sum(counts.pending.values()), laptop.standing.text),
            clock_check(Clocks(desk).doubt(), now, formats),
            room_check(laptop.room_bytes),
            copy_check(laptop.copied_at, now, formats),
            certificate_check(certified, plan.trip.to_on, formats),
            printer_check(laptop.printers),
        ]
        return sorted(checks, key=lambda check: check.ready)

    def openings(self) -> OpeningPapers:
        """The opening pages of the trip, one municipality after the other. A PDF.

        Refused when it goes nowhere.
        """
        with self._desk.reading() as reading:
            stops = self._plan(reading).included
            if not stops:
                raise Refused(say("Elija al menos un municipio del viaje."))
            return self._papers(reading, {stop.territory: stop.visits for stop in stops})

    def opening_of(self, territory: str) -> OpeningPapers:
        """The opening page of one territory, on its own. A PDF."""
        with self._desk.reading() as reading:
            return self._papers(reading, {territory: []})

    def _papers(
        self, reading: Reading, planned: Mapping[str, Sequence[VisitLine]]
    ) -> OpeningPapers:
        from fieldapp.documents.opening_pages import render_opening_pages

        desk = self._desk
        pages = [opening_page(desk, reading, code, visits) for code, visits in planned.items()]
        office, today = desk.posting.office_name, desk.today()
        pdf = render_opening_pages(pages, desk.pack, office=office, today=today)
        return OpeningPapers(pdf, f"Apertura_{today.isoformat()}.pdf")

    def _plan(self, reading: Reading) -> TripPlan:
        today = self._desk.today()
        trip = remembered(reading, _TRIP, Trip)
        if trip is None or trip.to_on < today:
            trip = Trip(today, today + _WEEK)
        planned = self._planned(reading, trip)
        codes = dict.fromkeys([*planned, *trip.added])
        return TripPlan(
            trip, [self._stop(reading, one, planned.get(one, []), trip) for one in codes]
        )

    def _planned(self, reading: Reading, trip: Trip) -> dict[str, list[VisitLine]]:
        """The officer's own planned visits of those days by municipality, the first first."""
        wanted = VisitFilter(
            status=frozenset({"planned"}), from_on=trip.from_on, to_on=trip.to_on, mine=True
        )
        found = first_lines(self._desk, reading, wanted, _VISITS_MOST)
        by_place: dict[str, list[VisitLine]] = {}
        for line in sorted(found, key=lambda line: line.day or date.max):
            if line.territory:
                by_place.setdefault(line.territory, []).append(line)
        return by_place

    def _stop(self, reading: Reading, code: str, visits: list[VisitLine], trip: Trip) -> Stop:
        promises = lines_of(self._desk, reading, owed(reading, [code]))
        return Stop(
            territory=code,
            place=self._desk.pack.territories.path(code),
            visits=visits,
            owed=len(promises),
            late=sum(line.late for line in promises),
            included=code not in trip.left_out,
        )
