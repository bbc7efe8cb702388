"""D43 and W9: 32 documents and 32 summaries, and the way from a problem to a plan and its years."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from uuid import UUID

from fieldapp.records.policies import Recommendation
from fieldapp.rules.territorial_coverage import departments_of
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_national_desk
from tests.given.desks import CAUCA
from tests.given.national import paper_of, sheets_of

TITLE = "Recomendaciones para la promoción del empleo en el marco del trabajo decente 2016–2019"
PROBLEM = "Elevada informalidad laboral en las zonas rurales"


def test_d43_thirty_two_documents_and_summaries_are_complete_only_with_both(
    tmp_path: Path,
) -> None:
    with a_national_desk(tmp_path) as work:
        problem = save(work, "problem", text=PROBLEM, territory=CAUCA)
        documents = {
            code: a_document(work, code, problem)
            for code in departments_of(work.desk.pack.territories)
        }
        told = paper_of(work, "recommendations_by_territory")[0]
        assert "Documentos: 32. Resúmenes ejecutivos: 32. Completos, con ambos: 32." in told

        work.registers.save("recommendation_doc", documents["76"], {"executive_summary": ""})
        told = paper_of(work, "recommendations_by_territory")[0]
        assert "Documentos: 32. Resúmenes ejecutivos: 31. Completos, con ambos: 31." in told
        rows = sheets_of(work, "recommendations_by_territory")["Por territorio"]
        (valle,) = [row for row in rows if row[0] == "Valle del Cauca"]
        assert valle[1:5] == ("Sí", "No", "No", "No")


def test_d43_the_long_document_and_two_pages_come_from_the_same_records(tmp_path: Path) -> None:
    with a_national_desk(tmp_path) as work:
        problem = save(work, "problem", text=PROBLEM, territory=CAUCA)
        document = a_document(work, CAUCA, problem, recommendations=60)
        about = Wanted(record=document)
        long, short = (
            paper_of(work, name, about) for name in ("recommendations", "executive_summary")
        )
        assert len(short) <= 2
        assert len(long) > 2
        whole, summary = " ".join(long), " ".join(short)
        assert PROBLEM in whole
        assert all(f"empleo rural, medida {n} de" in whole for n in range(1, 61))
        assert 10 < summary.count("empleo rural, medida") < 60
        assert "más, en el documento de recomendaciones." in summary
        draft = work.reports.write(work.reports.build("recommendations", about), "docx")
        assert draft[:2] == b"PK"


def test_w9_is_walked_both_ways_from_the_problem_to_what_a_plan_did(tmp_path: Path) -> None:
    with a_national_desk(tmp_path) as work:
        problem = save(work, "problem", text=PROBLEM, territory=CAUCA)
        document = a_document(work, CAUCA, problem)
        with work.desk.reading() as reading:
            (recommended,) = reading.all(Recommendation, {"problem": problem})
        workshop = save(work, "activity", kind="workshop", territory=CAUCA, objective="Socializar")
        save(
            work, "socialisation", document=document, activity=workshop, audience="Gobierno electo"
        )
        plan = save(work, "territorial_plan", name="Plan del Cauca", territory=CAUCA)
        save(
            work,
            "plan_guideline",
            plan=plan,
            text="Empleo rural formal",
            included="partial",
            recommendation=recommended.id,
        )
        target = save(work, "indicative_target", plan=plan, indicator="Empleos rurales")
        year = save(work, "target_year", plan=plan, target=target, year=2017, executed=Decimal(12))

        after = work.traces.trace("problem", problem).after
        assert {step.id for step in after} >= {
            recommended.id, document, workshop, plan, target, year,
        }  # fmt: skip
        assert {"socialisation", "plan_guideline"} <= {step.kind for step in after}
        back = [step.id for step in work.traces.trace("target_year", year).before]
        assert [one for one in back if one in (target, plan, recommended.id, problem)] == [
            target, plan, recommended.id, problem,
        ]  # fmt: skip
        told = {step.id for step in work.traces.trace("activity", workshop).before}
        assert {document, recommended.id, problem} <= told
        said = " ".join(paper_of(work, "recommendations", Wanted(record=document)))
        assert "Gobierno electo" in said


def save(work: Work, kind_: str, **changes: object) -> UUID:
    return work.registers.save(kind_, None, changes).id


def a_document(work: Work, territory: str, problem: UUID, recommendations: int = 1) -> UUID:
    document = save(
        work,
        "recommendation_doc",
        title=TITLE,
        territory=territory,
        first_year=2016,
        last_year=2019,
        context="La informalidad rural supera la urbana. " * 30,
        executive_summary="El departamento puede formalizar el empleo rural. " * 12,
    )
    for n in range(1, recommendations + 1):
        save(
            work,
            "recommendation",
            document=document,
            problem=problem,
            text=f"Formalizar el empleo rural, medida {n} de las que el plan puede incluir",
            instrument="PTD",
            responsible="Secretaría de Desarrollo Económico",
            term="medium",
        )
    return document
