"""D40: 32 + 32 plans; years that sum to the target or a marked row; guidelines in x of 32."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_national_desk
from tests.given.desks import CAUCA
from tests.given.national import paper_of, refused, sheets_of, the_64

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


def test_d40_an_indicative_plan_comes_in_as_offices_keep_it(tmp_path: Path) -> None:
    sheet = (
        "indicador,clase,unidad,línea de base,meta,acumulación,"
        "año 1 programado,año 1 ejecutado,año 2 programado,año 3 programado,año 4 programado\n"
        "Empleos formales,De producto,personas,10,400,Incremental: los años se suman,"
        "100,95,100,100,100\n"
        'Informalidad,De resultado,%,"68,6","60,5",stock,67,,65,62,"60,5"\n'
    )
    with a_national_desk(tmp_path) as work:
        told = {"name": "Plan del Cauca", "territory": CAUCA, "first_year": 2024, "last_year": 2027}
        plan = work.registers.save("territorial_plan", None, told).id
        brought = work.imports.bring("indicativo.csv", sheet.encode(), into=plan)
        assert (brought.counts["indicative_target"], brought.counts["target_year"]) == (2, 8)
        kept = work.territorial_plans.sheet(plan)
        assert kept is not None
        assert kept.years == (2024, 2025, 2026, 2027)
        jobs, informal = kept.standing.targets
        assert (jobs.executed, jobs.percent, jobs.flags) == (95, 95, ())
        assert (informal.target.baseline, informal.programmed) == (Decimal("68.6"), Decimal("60.5"))

        wrong = sheet.replace("95,100", "muchos,100").replace("stock", "sin decir")
        with pytest.raises(WrongFile) as raised:
            work.imports.bring("indicativo.csv", wrong.encode(), into=plan)
        assert [(one.column, str(one.place)) for one in raised.value.faults] == [
            ("año 1 ejecutado", "indicativo.csv, fila 2"),
            ("acumulación", "indicativo.csv, fila 3"),
        ]
        again = work.territorial_plans.sheet(plan)
        assert again is not None
        assert len(again.standing.targets) == 2


def test_d40_the_indicative_plan_adds_no_goal_without_an_act(tmp_path: Path) -> None:
    with a_national_desk(tmp_path) as work:
        told = {"name": "Plan del Cauca", "territory": CAUCA, "first_year": 2016, "last_year": 2019}
        plan = work.registers.save("territorial_plan", None, told).id
        kept = a_target(work, plan, "Empleos formales", 400, [100, 100, 100, 100])
        work.registers.save("territorial_plan", plan, {"goals_fixed": True})
        with refused("Las metas del plan «Plan del Cauca» están completas"):
            a_target(work, plan, "Otra meta", 10, [])
        with refused("escriba «Acto que la agregó o la cambió»"):
            work.registers.save("indicative_target", kept, {"four_year_target": Decimal(300)})
        work.registers.save("indicative_target", kept, {"responsible": "Planeación"})
        report_year(work, kept, 2016, 90)
        act = {"four_year_target": Decimal(300), "change_act": "Ordenanza 030 de 2017"}
        work.registers.save("indicative_target", kept, act)
        sheet = work.territorial_plans.sheet(plan)
        assert sheet is not None
        assert [str(flag) for flag in sheet.standing.targets[0].flags] == [
            "Lo programado suma 400 y la meta del cuatrienio es 300."
        ]


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
