"""D17, D19: a Mesa Técnica opens its session with what it must look at, and follows it up."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.agreements import cali_brought
from tests.given.desks import CALI, Clock
from tests.given.report_words import rows_under

PROJECTS = ("Proyecto de empleo de calidad", "Proyecto de emprendimiento empresarial")


def a_mesa(work: Work) -> tuple[UUID, UUID]:
    """The Mesa Técnica de Concertación of Cali and the agreement that it follows."""
    agreement = cali_brought(work)
    mesa = work.registers.save(
        "space",
        None,
        {"name": "Mesa Técnica de Concertación", "type": Code("MTC"), "territory": CALI},
    ).id
    work.agreements.edit(agreement, {"follow_up_body": mesa})
    work.agreements.advance(agreement, "signed")
    work.agreements.advance(agreement, "in_force")
    local = {"type": Code("local_employment"), "title": "Plan Local de Empleo", "territory": CALI}
    plan = work.registers.save("plan", None, {**local, "agreement": agreement}).id
    for text in PROJECTS:
        work.plans.add_row(plan, {"level": Code("project"), "text": text})
    return mesa, agreement


def a_session(work: Work, mesa: UUID) -> UUID:
    return work.visits.start(
        changes={"objective": "Sesión de la Mesa", "territory": CALI, "space": mesa}
    ).id


def test_d19_a_session_opens_with_the_commitments_the_projects_and_the_adjustments(
    work: Work, clock: Clock
) -> None:
    mesa, agreement = a_mesa(work)
    first = work.agreements.room(agreement).commitments[0].id
    work.commitments.follow_up(
        first,
        {
            "status": Code("in_progress"),
            "text": "Avanza",
            "adjustment": "Cambiar el mes de la rueda de empleo",
        },
    )
    clock.go_on(days=30)
    session = a_session(work, mesa)
    commitments, projects, adjustments = work.agenda.of(session)
    assert commitments.title == "Compromisos: Acuerdo de voluntades de Santiago de Cali"
    assert len(commitments.discussion.splitlines()) == 11
    assert commitments.discussion.startswith("1. Abanderar la implementación del Plan Local")
    assert projects.discussion.splitlines() == [f"{n}. {t}" for n, t in enumerate(PROJECTS, 1)]
    assert "Cambiar el mes de la rueda de empleo" in adjustments.discussion
    assert len(work.visits.last_agreed(session)) == 11


def test_d19_what_somebody_wrote_before_is_left_and_another_space_gets_nothing(work: Work) -> None:
    mesa, _ = a_mesa(work)
    planned = work.visits.plan({"objective": "Otra", "territory": CALI}).id
    work.agenda.add(planned, {"title": "Mi propio orden del día"})
    work.visits.edit(planned, {"space": mesa})
    work.visits.start(planned)
    assert [point.title for point in work.agenda.of(planned)] == ["Mi propio orden del día"]


def test_d17_the_report_of_a_session_lists_each_open_commitment_with_its_last_two_reports(
    work: Work, clock: Clock
) -> None:
    mesa, agreement = a_mesa(work)
    lines = work.agreements.room(agreement).commitments
    for said in ("Primer informe", "Segundo informe", "Tercer informe"):
        work.commitments.set_status(lines[0].id, "in_progress", said)
        clock.go_on(days=30)
    work.commitments.set_status(lines[1].id, "done", evidence="Informe final")
    session = a_session(work, mesa)
    rows = rows_under(
        work.reports.build("session_follow_up", Wanted(record=session)), "Compromisos abiertos"
    )
    assert len(rows) == 10
    (row,) = [row for row in rows if row[1] == lines[0].text]
    assert "Tercer informe" in str(row[5])
    assert "Segundo informe" in str(row[6])
    assert not any("Primer informe" in str(cell) for row in rows for cell in row)
    assert work.desk.today() - date(2026, 11, 20) == timedelta(days=90)
