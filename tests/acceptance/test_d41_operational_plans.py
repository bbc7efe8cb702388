"""D41: operational plans, executed of programmed, and the act that took a plan in (S4:891, 940)."""

from __future__ import annotations

from collections.abc import Generator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records.describe import Code
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.papers import words_of
from tests.given.plans import PERU


@pytest.fixture
def work(tmp_path: Path) -> Generator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


def an_operational_plan(work: Work, **changes: object) -> UUID:
    typed = {"kind": Code("POASDC"), "name": "POASDC 2015", "year": 2015, **changes}
    return work.registers.save("operational_plan", None, typed).id


def test_d41_eight_of_ten_programmed_lines_are_80_percent(work: Work) -> None:
    plan = an_operational_plan(work)
    for n in range(10):
        done = Decimal(1) if n < 8 else None
        typed = {
            "text": f"Tema {n}",
            "unit": "taller",
            "programmed_2": Decimal(1),
            "executed_2": done,
        }
        work.registers.children.add("operational_line", plan, typed)
    report = work.reports.build("operational_plan", Wanted(record=plan))
    paper = work.reports.write(report, "pdf")
    assert faults(paper) == []
    said = " ".join(words_of(paper).replace("\u00a0", " ").split())
    assert "Líneas ejecutadas: 8 de 10 programadas (80.0 %)" in said
    assert [row[-1] for row in report.tables[0].rows] == [*["Verde"] * 8, *["Rojo"] * 2]


def test_d41_what_entered_the_poi_is_proven_by_its_resolution(work: Work) -> None:
    proven = an_operational_plan(
        work, kind=Code("POI"), name="POI 2015", approval_act="RM 210-2015-TR, modifica el POI"
    )
    bare = an_operational_plan(work, kind=Code("POI"), name="POI 2016", year=2016)

    def told(plan: UUID) -> str:
        report = work.reports.build("operational_plan", Wanted(record=plan))
        return " ".join(words_of(work.reports.write(report, "pdf")).split())

    assert "incorporación: RM 210-2015-TR, modifica el POI" in told(proven)
    assert "sin acto que la pruebe" in told(bare)
