"""A desk some weeks into its work: visits behind and ahead, promises, notes, an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.work.agreements import Agreements
from fieldapp.work.commitments import Commitments
from fieldapp.work.desk import Desk
from fieldapp.work.logbook import Logbook
from fieldapp.work.visits import Visits
from tests.given.desks import CALI, GUAPI, Clock


@dataclass(frozen=True)
class BusyDays:
    """The ids of what the tests speak of."""

    late: UUID
    soon: UUID
    continuous: UUID
    planned_today: UUID
    planned_soon: UUID
    unfinished: UUID
    agreement: UUID
    entry: UUID


def busy_days(desk: Desk, clock: Clock) -> BusyDays:
    """Twenty days of an officer between Guapi and Cali; the clock ends at the day it began."""
    visits, commitments = Visits(desk), Commitments(desk)
    begun = clock.at
    clock.go_on(days=-20)
    unfinished = visits.start(
        changes={
            "objective": "Acompañar a la alcaldía en la ruta de empleabilidad rural",
            "territory": TerritoryCode(GUAPI),
        }
    ).id
    late = commitments.promise(
        unfinished,
        {
            "text": "Entregar el listado de vacantes del muelle y de la planta de hielo",
            "responsible_name": "Alcaldía de Guapi",
            "due_on": begun.date() - timedelta(days=10),
        },
    ).id
    soon = commitments.promise(
        unfinished,
        {
            "text": "Convocar la mesa municipal de empleo",
            "responsible_name": "Consejo Comunitario Río Guapi",
            "due_on": begun.date() + timedelta(days=5),
        },
    ).id
    clock.at = begun
    agreement, continuous = _cali(desk)
    planned = [
        visits.plan({"objective": title, "territory": TerritoryCode(place), "planned_on": day}).id
        for title, place, day in (
            ("Instalar la mesa de empleo de Guapi", GUAPI, desk.today()),
            ("Revisar el plan local de empleo", CALI, desk.today() + timedelta(days=3)),
        )
    ]
    entry = _noted(desk)
    return BusyDays(late, soon, continuous, planned[0], planned[1], unfinished, agreement, entry)


def _cali(desk: Desk) -> tuple[UUID, UUID]:
    agreements = Agreements(desk)
    agreement = agreements.create(
        {
            "type": Code("acuerdo_voluntades"),
            "title": "Acuerdo por el empleo de Santiago de Cali",
            "territory": TerritoryCode(CALI),
            "purpose": "Promover el empleo de calidad en el municipio.",
        }
    ).id
    for name, who, title, level in (
        ("Ministerio del Trabajo", "Ana Lucía Prado", "Viceministra", "national"),
        ("Alcaldía de Santiago de Cali", "Óscar Mina", "Alcalde", "municipal"),
    ):
        agreements.add_party(
            agreement,
            {
                "organization_name": name,
                "representative": who,
                "position_title": title,
                "gov_level": Code(level),
            },
        )
    promise = Commitments(desk).promise(
        agreement,
        {
            "text": "Mantener un equipo técnico para el seguimiento del plan local de empleo",
            "kind": Code("continuous"),
            "responsible_name": "Alcaldía de Santiago de Cali",
            "periodicity": Code("quarterly"),
            "starts_on": date(2026, 9, 1),
        },
    )
    return agreement, promise.id


def _noted(desk: Desk) -> UUID:
    logbook = Logbook(desk)
    for days, place, kind, text in (
        (32, CALI, "meeting", "Reunión con la Secretaría de Desarrollo Económico: piden el PLE."),
        (6, GUAPI, "obstacle", "El muelle estuvo cerrado tres días; no llegaron los invitados."),
    ):
        logbook.write(
            {
                "territory": TerritoryCode(place),
                "type": Code(kind),
                "text": text,
                "on": desk.today() - timedelta(days=days),
            }
        )
    return logbook.write(
        {
            "territory": TerritoryCode(GUAPI),
            "type": Code("advance"),
            "text": "La alcaldía nombró a Yesenia Riascos como enlace de empleo del municipio.",
        }
    ).id
