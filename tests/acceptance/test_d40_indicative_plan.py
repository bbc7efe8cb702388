"""D40: 32 + 32 plans; years that sum to the target or a marked row; guidelines in x of 32."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from uuid import UUID

from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_national_desk
from tests.given.desks import CAUCA
from tests.given.national import paper_of, sheets_of, the_64

ACT = "Ordenanza 012 de 2016"


def test_d40_plans_are_followed_by_light_and_rows_that_do_not_add_up_are_marked(
    tmp_path: Path,
) -> None:
    with a_national_desk(tmp_path) as work:
        plans = sixty_four_plans(work)
        cauca = plans[CAUCA]
        reached = a_target(work, cauca, "Empleos formales", 400, [100, 100, 100, 100])
        short = a_target(work, cauca, "Personas capacitadas", 100, [25, 25, 40, None])
        for year, done in ((2016, 95), (2017, 88)):
            report_year(work, reached, year, done)
        report_year(work, short, 2016, 10)
        for code in list(plans)[:12]:
            guideline(work, plans[code], "yes")
        guideline(work, cauca, "no")

        told = paper_of(work, "indicative_plans")[0]
        assert "Planes departamentales: 32 de 32. Con lineamientos incluidos: 12 de 32." in told
        assert "Planes de ciudades capitales: 32 de 32." in told
        rows = sheets_of(work, "indicative_plans")["Planes por territorio"]
        assert len(rows) == 1 + 64
        (line,) = [row for row in rows if row[0] == "Cauca"]
        assert line[2:] == (2, 1, 0, 1, 0, 1, 1, 0, 1)

        about = Wanted(record=cauca)
        one = " ".join(paper_of(work, "indicative_plan", about))
        assert "Lo programado suma 90 y la meta del cuatrienio es 100." in one
        assert ACT in one
        targets = sheets_of(work, "indicative_plan", about)["Metas"]
        by_name = {row[0]: row for row in targets[1:]}
        assert by_name["Empleos formales"][-1] == "Verde"
        assert by_name["Empleos formales"][-3:-1] == (45.8, 91.5)
        assert by_name["Personas capacitadas"][-1] == "Rojo (no cuadra)"


def sixty_four_plans(work: Work) -> dict[str, UUID]:
    """As a ministry brings them: one sheet of the 32 departments and their capitals."""
    lines = [
        f"Plan de desarrollo {n},{code},2016,2019,{ACT}"
        for n, (code, _) in enumerate(the_64(), start=1)
    ]
    head = "Nombre,Territorio,Primer año,Último año,Acto que lo aprueba"
    sheet = "\n".join([head, *lines]).encode()
    assert work.imports.bring("planes.csv", sheet, kind="territorial_plan").counts == {
        "territorial_plan": 64
    }
    with work.desk.reading() as reading:
        return dict(reading.listing("territorial_plan", ("territory", "id")))


def a_target(work: Work, plan: UUID, indicator: str, wanted: int, years: list[int | None]) -> UUID:
    target = work.registers.save(
        "indicative_target",
        None,
        {
            "plan": plan,
            "indicator": indicator,
            "kind": "product",
            "four_year_target": Decimal(wanted),
            "accumulation": "incremental",
        },
    ).id
    for year, programmed in enumerate(years, start=2016):
        if programmed is not None:
            work.registers.save(
                "target_year",
                None,
                {
                    "plan": plan,
                    "target": target,
                    "year": year,
                    "programmed": Decimal(programmed),
                },
            )
    return target


def report_year(work: Work, target: UUID, year: int, done: int) -> None:
    with work.desk.reading() as reading:
        ((kept,),) = reading.listing("target_year", ("id",), {"target": target, "year": year})
    work.registers.save("target_year", kept, {"executed": Decimal(done)})


def guideline(work: Work, plan: UUID, included: str) -> None:
    work.registers.save(
        "plan_guideline",
        None,
        {"plan": plan, "text": "Promover el trabajo decente", "included": included},
    )
