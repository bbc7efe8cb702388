"""Reports on trips on duty, gathered with the visits made meanwhile."""

from __future__ import annotations

from typing import Final

from fieldapp.records.agreements import Commitment
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Person, Position
from fieldapp.records.text import say
from fieldapp.records.trips import Trip, TripCertificate, TripExpense, TripPlace
from fieldapp.records.visits import Activity, Attachment
from fieldapp.rules.places import place_of
from fieldapp.rules.report import Report
from fieldapp.rules.reports.trips import (
    TripPapers,
    TripVisit,
    settlement_report,
    trip_report,
    trips_report,
)
from fieldapp.store.queries import Between
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.order import in_order
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.visit_list import within


def _report(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    return trip_report(_papers(desk, reading, wanted), desk.pack)


def _settlement(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    return settlement_report(_papers(desk, reading, wanted), desk.pack)


def _trips(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    where: dict[str, object] = {}
    if wanted.territory:
        where["territory"] = within(desk.pack.territories, wanted.territory)
    if wanted.since or wanted.until:
        where["depart_on"] = Between(wanted.since, wanted.until)
    trips = reading.all(Trip, where, ("-depart_on",))
    people = reading.many(Person, [trip.officer for trip in trips if trip.officer])
    names = {key: person.full_name for key, person in people.items()}
    listed = [(trip, names.get(trip.officer, "") if trip.officer else "") for trip in trips]
    return trips_report(listed, desk.pack, desk.today())


def _papers(desk: Desk, reading: Reading, wanted: Wanted) -> TripPapers:
    """A trip with its places, expenses, certificates, and the visits that name it."""
    trip = fetch(reading, Trip, wanted.about)
    own = {"trip": trip.id}
    visits = reading.all(Activity, own, ("planned_on", "starts_at"))
    named = [visit.id for visit in visits]
    annexes = reading.all(Attachment, {"activity": named, "kind": ["photo", "document"]})
    name, title = _officer(desk, reading, trip)
    return TripPapers(
        trip=trip,
        officer=name,
        position=title,
        office=desk.posting.office_name,
        places=sorted(reading.all(TripPlace, own), key=in_order),
        expenses=sorted(reading.all(TripExpense, own), key=in_order),
        certificates=sorted(reading.all(TripCertificate, own), key=in_order),
        visits=[_visit(desk, reading, visit) for visit in visits],
        annexes=[one.caption or one.name for one in annexes],
    )


def _officer(desk: Desk, reading: Reading, trip: Trip) -> tuple[str, str]:
    """Who went, and the title they had when they left."""
    if trip.officer == desk.posting.officer:
        return desk.posting.officer_name, desk.posting.position_title
    person = reading.get(Person, trip.officer) if trip.officer else None
    if person is None:
        return "", ""
    held = reading.all(Position, {"person": person.id}, ("-from_on",))
    day = trip.depart_on
    at_that_time = [
        one.title
        for one in held
        if day is None or ((one.from_on or day) <= day <= (one.to_on or day))
    ]
    return person.full_name, next(iter(at_that_time), "")


def _visit(desk: Desk, reading: Reading, visit: Activity) -> TripVisit:
    own: dict[str, object] = {"activity": visit.id}
    numbers = [one.number for one in reading.all(Minutes, own) if one.status != "void"]
    named = reading.count("attendance", {**own, "presence": "present"})
    counted = (visit.audience_women or 0) + (visit.audience_men or 0)
    promises = sorted(reading.all(Commitment, {"origin": visit.id}), key=in_order)
    return TripVisit(
        day=desk.day_of(visit.starts_at) if visit.starts_at else visit.planned_on,
        place=place_of(visit, desk.pack),
        objective=visit.objective,
        results=visit.results,
        people=named + counted,
        acta=next(iter(numbers), ""),
        promises=tuple((one.text, one.responsible_name, one.due_on) for one in promises),
    )


REPORTS: Final = (
    ReportFacts(
        name="trip_report",
        label=say("Informe de comisión"),
        told=say("Qué se hizo en una comisión de servicios, día por día, en el orden del país."),
        group="trips",
        build=_report,
        about="trip",
    ),
    ReportFacts(
        name="trip_settlement",
        label=say("Rendición de la comisión"),
        told=say("Los gastos de una comisión, con qué se comprueban y qué falta por devolver."),
        group="trips",
        build=_settlement,
        about="trip",
    ),
    ReportFacts(
        name="trips",
        label=say("Comisiones de servicios"),
        told=say("Todas las comisiones y hasta cuándo se espera su informe."),
        group="trips",
        build=_trips,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
)
