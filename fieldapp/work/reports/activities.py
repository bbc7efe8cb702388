"""Reports on activities by what they serve and whom they reach, and on missions."""

from __future__ import annotations

from typing import Final

from fieldapp.records.products import Product, Project, ProjectPoint
from fieldapp.records.text import say
from fieldapp.records.visits import Activity, Audience
from fieldapp.rules.dissemination import DISSEMINATION
from fieldapp.rules.event_days import day_of_event
from fieldapp.rules.report import Report
from fieldapp.rules.reports.activities import (
    challenges_report,
    dissemination_report,
)
from fieldapp.rules.reports.missions import mission_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.order import in_order
from fieldapp.work.reports.choosing import of_territory, period_of
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted

_NOT_COUNTED: Final = "cancelled"


def activities_wanted(
    desk: Desk, reading: Reading, wanted: Wanted, **where: object
) -> list[Activity]:
    """The activities of a period and a territory, in order of their day; the cancelled left out."""
    found = reading.all(Activity, {**of_territory(desk, wanted), **where})
    dated = [(day_of_event(one, desk.pack), one) for one in found]
    inside = [
        (day, one)
        for day, one in dated
        if one.status != _NOT_COUNTED
        and (wanted.since is None or (day is not None and day >= wanted.since))
        and (wanted.until is None or (day is not None and day <= wanted.until))
    ]
    return [one for _, one in sorted(inside, key=lambda pair: (str(pair[0] or ""), pair[1].id))]


def _challenges(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    found = activities_wanted(desk, reading, wanted)
    return challenges_report(found, desk.pack, stamp=period_of(desk, wanted))


def _disseminations(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    found = activities_wanted(desk, reading, wanted, kind=DISSEMINATION)
    audiences = reading.all(Audience, {"activity": [one.id for one in found]})
    return dissemination_report(found, audiences, desk.pack, stamp=period_of(desk, wanted))


def _mission(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    project = fetch(reading, Project, wanted.about)
    points = sorted(reading.all(ProjectPoint, {"project": project.id}), key=in_order)
    products = reading.all(Product, {"project": project.id}, ("title",))
    return mission_report(project, points, products, desk.pack)


REPORTS: Final = (
    ReportFacts(
        name="activities_by_challenge",
        label=say("Actividades por reto"),
        told=say("Qué actividades sirven a cada reto del programa."),
        group="visits",
        build=_challenges,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
    ReportFacts(
        name="disseminations",
        label=say("Difusiones por público"),
        told=say("Cuántas difusiones hubo, y cuántas personas de cada público."),
        group="visits",
        build=_disseminations,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
    ReportFacts(
        name="mission",
        label=say("Informe final de misión"),
        told=say("Los siete apartados del informe de una misión o proyecto."),
        group="products",
        build=_mission,
        about="project",
    ),
)
