"""Reports on institutions, people in their posts, teams and the reach of the territory."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.logbook import LogbookEntry
from fieldapp.records.people import Organization, Position
from fieldapp.records.teams import Representation, Team, TeamMember
from fieldapp.records.territory_profiles import TerritoryProfile
from fieldapp.records.text import say
from fieldapp.rules.report import Report
from fieldapp.rules.reports.coverage import Reached, coverage_report
from fieldapp.rules.reports.directory import (
    WholeTeam,
    directory_report,
    teams_report,
    turnover_report,
)
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.gathering import (
    in_territory,
    names_of,
    on_days,
    period_of,
    place_in_words,
    sameness,
)
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.visit_list import within

_HELD: Final = frozenset({"done", "closed"})


def _directory(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """What the pack knows and what officers wrote, once each, under what they are an organ of."""
    same = sameness(reading)
    found = dict(desk.directory.entities)
    found |= {one.id: one for one in reading.all(Organization)}
    twice = {one for one in found if same.representative(one) != one}
    for one in twice:
        if same.representative(one) in found:
            del found[one]
    inside = set(within(desk.pack.territories, wanted.territory)) if wanted.territory else None
    bodies = [one for one in found.values() if inside is None or one.territory in inside]
    return directory_report(bodies, desk.pack, where=place_in_words(desk, wanted))


def _coverage(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    visits: Counter[str] = Counter()
    villages: set[tuple[str, str]] = set()
    columns = ("territory", "starts_at", "planned_on", "locality")
    for territory, starts_at, planned_on, locality in reading.listing(
        "activity", columns, {"status": _HELD}
    ):
        if territory and _within(desk, wanted, starts_at, planned_on):
            visits[territory] += 1
            villages |= {(territory, fold(locality))} if locality else set()
    entries = reading.tally(LogbookEntry, "territory", on_days("on", wanted))
    return coverage_report(
        Reached(
            visits,
            {str(place): count for place, count in entries.items() if place},
            Counter(territory for territory, _ in villages),
        ),
        reading.all(TerritoryProfile),
        desk.pack,
        period=period_of(desk, wanted),
    )


def _within(
    desk: Desk, wanted: Wanted, starts_at: datetime | None, planned_on: date | None
) -> bool:
    day = desk.day_of(starts_at) if starts_at else planned_on
    if day is None:
        return wanted.since is None and wanted.until is None
    return (wanted.since or day) <= day <= (wanted.until or day)


def _turnover(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    posts = [
        one
        for one in reading.all(Position, {}, ("from_on",))
        if (wanted.until is None or (one.from_on or date.min) <= wanted.until)
        and (wanted.since is None or (one.to_on or date.max) >= wanted.since)
    ]
    return turnover_report(
        posts,
        names_of(desk, reading, "organization", (one.organization for one in posts)),
        names_of(desk, reading, "person", (one.person for one in posts)),
        desk.pack,
        period=period_of(desk, wanted),
    )


def _teams(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """Every team of the territory, in the order in which they were written."""
    teams = reading.all(Team, in_territory(desk, wanted), ("created_at",))
    return teams_report([_whole(reading, one) for one in teams], desk.pack)


def _team(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    team = reading.get(Team, wanted.record) if wanted.record else None
    return teams_report([_whole(reading, team)] if team else [], desk.pack)


def _whole(reading: Reading, team: Team) -> WholeTeam:
    of_it: dict[str, UUID] = {"team": team.id}
    return WholeTeam(
        team,
        tuple(reading.all(TeamMember, of_it, ("created_at",))),
        tuple(reading.all(Representation, of_it, ("created_at",))),
    )


REPORTS: Final = (
    ReportFacts(
        name="directory",
        label=say("Directorio de instituciones"),
        told=say("Las entidades con sus órganos, y las del sector trabajo."),
        group="directory",
        build=_directory,
        asks=frozenset({Asks.TERRITORY}),
    ),
    ReportFacts(
        name="coverage",
        label=say("Cobertura territorial"),
        told=say("A qué departamentos, municipios y capitales se llega."),
        group="directory",
        build=_coverage,
        asks=frozenset({Asks.PERIOD}),
    ),
    ReportFacts(
        name="turnover",
        label=say("Rotación de funcionarios"),
        told=say("Quién llegó y quién salió de cada entidad, por año."),
        group="directory",
        build=_turnover,
        asks=frozenset({Asks.PERIOD}),
    ),
    ReportFacts(
        name="teams",
        label=say("Anexo: Equipos de trabajo"),
        told=say("Los integrantes de los equipos y quién vino en representación de otro."),
        group="directory",
        build=_teams,
        asks=frozenset({Asks.TERRITORY}),
    ),
    ReportFacts(
        name="team",
        label=say("Anexo: Equipo de trabajo"),
        told=say("Los integrantes de un equipo y quién vino en representación de otro."),
        group="directory",
        build=_team,
        about="team",
    ),
)
