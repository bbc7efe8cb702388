"""Meetings held at a desk, with invented people, ready to be closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.work.agenda import Agenda
from fieldapp.work.attendance import AttendanceList
from fieldapp.work.commitments import Commitments
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.inks import Inks
from fieldapp.work.visits import Visits
from tests.given.actas import drawing
from tests.given.desks import GUAPI, Clock

GUAPI_MEETING = {
    "objective": "Instalar la mesa de empleo de Guapi",
    "territory": GUAPI,
    "kind": Code("session"),
    "axis": Code("GT"),
}
PEOPLE = (
    ("Yesenia Riascos Angulo", "1061234567", "Alcaldía de Guapi"),
    ("Célimo Ñáñez", "10456789", "Consejo Comunitario Río Guapi"),
    ("Neiva Torres Obando", "25388001", "SENA"),
)


def saved(answer: object) -> Saved:
    """The answer of a write that had no reason to ask."""
    assert isinstance(answer, Saved), answer
    return answer


def a_meeting(desk: Desk, clock: Clock) -> UUID:
    """Three people met in Guapi for two hours, signed, and agreed on one commitment."""
    visit = Visits(desk).start(changes=GUAPI_MEETING).id
    people, inks = AttendanceList(desk), Inks(desk)
    for seed, (name, number, entity) in enumerate(PEOPLE):
        row = saved(
            people.add(
                visit,
                {
                    "full_name": name,
                    "id_type": Code("CC"),
                    "id_number": number,
                    "organization_name": entity,
                    "phone": f"31055512{seed}",
                },
            )
        )
        people.consent(row.id, data=True, sensitive=False, image=False)
        inks.draw(row.id, drawing(seed))
    Agenda(desk).add(visit, {"title": "Instalación", "decision": "Queda instalada la mesa"})
    Commitments(desk).promise(
        visit,
        {
            "text": "Convocar la mesa municipal de empleo",
            "responsible_name": "Alcaldía de Guapi",
            "due_on": date(2026, 12, 4),
        },
    )
    clock.go_on(hours=2)
    return visit
