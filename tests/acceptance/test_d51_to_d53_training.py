"""D51, D52 and D53: what people lack, what they were taught, and what reaches a new officer."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.rules.reports.trainings import NO_DIAGNOSIS
from fieldapp.work.work import Work
from tests.given.desks import Clock
from tests.given.meetings import saved
from tests.given.papers import pages_of
from tests.given.registers import PUNO, keep, on_paper, report, rows, words, work_in


def a_body(work: Work, name: str) -> UUID:
    return keep(work, "organization", name=name, territory=PUNO)


def test_d51_needs_are_ranked_and_the_flag_clears_with_the_first_one(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        assert NO_DIAGNOSIS in words(report(work, "training_needs"))
        office = a_body(work, "DRTPE Puno")
        for role, topic, gap, priority in (
            ("Consultor laboral", "Intermediación laboral", 3, 1),
            ("Jefe de zona", "Intermediación Laboral", 2, 2),
            ("Especialista", "Orientación vocacional", 3, 1),
            ("Especialista", "Ofimática", 0, 3),
        ):
            keep(
                work,
                "training_need",
                organization=office,
                territory=PUNO,
                role=role,
                topic=topic,
                gap=gap,
                priority=priority,
            )
        said = report(work, "training_needs", territory=PUNO)
        assert NO_DIAGNOSIS not in words(said)
        assert rows(said, "Temas por orden de necesidad") == (
            (1, "Intermediación laboral", 2, 5, 1),
            (2, "Orientación vocacional", 1, 3, 1),
        )
        on_paper(work, said)


def test_d51_a_plan_prints_its_courses_by_term(tmp_path: Path) -> None:
    with work_in(tmp_path, "PE") as work:
        plan = keep(work, "training_plan", title="Plan de capacitación 2016", year=2016)
        for topic, term, hours in (
            ("Intermediación laboral", "short", 40),
            ("Orientación vocacional", "medium", 60),
            ("Atención a migrantes", "short", 20),
        ):
            keep(
                work,
                "training_course",
                training_plan=plan,
                topic=topic,
                term=Code(term),
                hours=hours,
                people=25,
            )
        said = report(work, "training_plan", about=plan)
        assert [(one.caption, len(one.rows), one.totals[3]) for one in said.tables] == [
            ("Corto plazo", 2, 60),
            ("Mediano plazo", 1, 60),
        ]
        on_paper(work, said)


def a_training(work: Work, clock: Clock, people: int = 3) -> tuple[UUID, list[UUID]]:
    """A training of a morning to which three directorates of five came; its people."""
    visit = work.visits.start(
        changes={
            "territory": PUNO,
            "objective": "Sensibilizar en descentralización",
            "kind": Code("training"),
            "axis": Code("OE1"),
        }
    ).id
    offices = [a_body(work, f"Dirección {n}") for n in range(people)]
    listed = [
        saved(
            work.attendance.add(
                visit,
                {
                    "full_name": f"Participante {n} Mamani",
                    "id_type": Code("DNI"),
                    "id_number": f"4000000{n}",
                    "organization": offices[n],
                },
            )
        ).id
        for n in range(people)
    ]
    clock.go_on(hours=4)
    work.visits.finish(visit)
    training = keep(
        work,
        "training",
        title="Gestión descentralizada",
        activity=visit,
        modality=Code("onsite"),
        hours=4,
        trainer="Irma Zela Cutipa",
        syllabus="Roles de los tres niveles de gobierno",
        pass_score=Decimal(11),
        entities_total=5,
    )
    return training, listed


def test_d52_the_share_of_directorates_reached_is_computed_from_the_lists(tmp_path: Path) -> None:
    clock = Clock()
    with work_in(tmp_path, "PE", clock) as work:
        a_training(work, clock)
        (row,) = rows(report(work, "trainings"), "Capacitaciones")
        assert row[4:] == (3, 0, 3, 5, 60)
        on_paper(work, report(work, "trainings"))


def test_d52_a_certificate_prints_for_each_who_passed_and_for_nobody_else(tmp_path: Path) -> None:
    clock = Clock()
    with work_in(tmp_path, "PE", clock) as work:
        training, people = a_training(work, clock)
        for attendee, score in zip(people, (15, 9, 18), strict=True):
            keep(
                work,
                "trainee_result",
                training=training,
                attendance=attendee,
                score=Decimal(score),
            )
        said = report(work, "certificates", about=training)
        assert said.title == "Certificado de aprobación"
        pages = pages_of(on_paper(work, said))
        assert len(pages) == 2
        assert "Participante 0 Mamani" in pages[0]
        assert "Participante 2 Mamani" in pages[1]
        assert all("Gestión descentralizada" in page for page in pages)
        assert not any("Participante 1" in page for page in pages)


def test_d52_without_grades_the_certificate_says_who_attended(tmp_path: Path) -> None:
    clock = Clock()
    with work_in(tmp_path, "PE", clock) as work:
        training, _ = a_training(work, clock)
        said = report(work, "certificates", about=training)
        assert said.title == "Certificado de asistencia"
        assert len(pages_of(on_paper(work, said))) == 3


def test_d52_a_result_is_picked_from_the_list_of_its_own_visit(tmp_path: Path) -> None:
    clock = Clock()
    with work_in(tmp_path, "PE", clock) as work:
        training, people = a_training(work, clock)
        other = work.visits.start(changes={"territory": PUNO, "objective": "Otra reunión"}).id
        saved(work.attendance.add(other, {"full_name": "Participante de otra lista"}))
        field = work.desk.kinds["trainee_result"]["attendance"]
        offered = work.registers.children.options("training", training, field, "participante", 20)
        assert [one.value for one in offered] == people
