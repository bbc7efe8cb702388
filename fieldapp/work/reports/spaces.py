"""The maps of spaces and of actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.actors import ActorAssessment
from fieldapp.records.people import Organization
from fieldapp.records.spaces import Space, SpaceMember
from fieldapp.records.text import say
from fieldapp.rules.report import Report
from fieldapp.rules.reports.spaces import (
    MetSpace,
    PlacedActor,
    actor_map_report,
    linked_entities,
    space_map_report,
)
from fieldapp.rules.same_as import Sameness
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.gathering import in_territory, names_of, place_in_words, sameness
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.space_sessions import SpaceSessions


def _spaces(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """As the page lists them: two records of one space are one line."""
    kept = {one.id: one for one in reading.all(Space, in_territory(desk, wanted))}
    same = sameness(reading)
    members = Counter(
        same.representative(one.space) for one in reading.all(SpaceMember) if one.space
    )
    met = [
        MetSpace(
            kept[one.id],
            one.sessions,
            one.behind,
            members[same.representative(one.id)],
            one.protocol,
        )
        for one in SpaceSessions(desk).lines_in(reading)
        if one.id in kept
    ]
    where = place_in_words(desk, wanted)
    return space_map_report(met, desk.pack, today=desk.today(), where=where)


def _actors(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """Who was assessed and who takes part in a space, each once, as it was assessed last."""
    same = sameness(reading)
    last = _last_assessed(reading, same, desk, wanted)
    spaces = reading.all(Space, in_territory(desk, wanted))
    held = {same.representative(one.id) for one in spaces}
    linked = {
        entity: tuple(one for one in named if one in held)
        for entity, named in linked_entities(reading.all(SpaceMember), same).items()
    }
    called = {one.id: one.name for one in spaces}
    named = {**dict.fromkeys(last), **{one: None for one, found in linked.items() if found}}
    known = reading.many(Organization, named)
    actors = [
        PlacedActor(
            known[one],
            last.get(one),
            tuple(called[space] for space in linked.get(one, ()) if space in called),
        )
        for one in named
        if one in known
    ]
    actors.sort(key=lambda one: fold(one.organization.name))
    contacts = names_of(desk, reading, "person", (one.contact_person for one in last.values()))
    return actor_map_report(actors, contacts, desk.pack, where=place_in_words(desk, wanted))


def _last_assessed(
    reading: Reading, same: Sameness, desk: Desk, wanted: Wanted
) -> dict[UUID, ActorAssessment]:
    rows: Iterable[ActorAssessment] = reading.all(
        ActorAssessment, in_territory(desk, wanted), ("on", "created_at")
    )
    return {same.representative(one.organization): one for one in rows if one.organization}


REPORTS: Final = (
    ReportFacts(
        name="space_map",
        label=say("Mapa de espacios de discusión"),
        told=say("Qué espacios hay en cada departamento y cómo cumplen sus sesiones."),
        group="spaces",
        build=_spaces,
        asks=frozenset({Asks.TERRITORY}),
        rests_on=("catalogues.protocol_steps",),
    ),
    ReportFacts(
        name="actor_map",
        label=say("Mapa de actores clave"),
        told=say("Qué entidades cuentan en un territorio, por interés e influencia."),
        group="spaces",
        build=_actors,
        asks=frozenset({Asks.TERRITORY}),
    ),
)
