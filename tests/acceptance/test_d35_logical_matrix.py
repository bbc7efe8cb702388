"""D35: the logical matrices of Puno and exactly what they lack (S4:893-980, section 0.3)."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import load_workbook

from fieldapp.documents.conformance import faults
from fieldapp.rules.logframe import means_tally, quality
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.plans import PERU, a_plan, bring


@pytest.fixture
def work(tmp_path: Path) -> Generator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


@pytest.fixture
def plan(work: Work) -> UUID:
    plan = a_plan(work)
    bring(work, "pe_puno_logframe_national.csv", plan)
    bring(work, "pe_puno_logframe_regional.csv", plan)
    return plan


def test_d35_national_40_rows_and_what_proves_each(work: Work, plan: UUID) -> None:
    rows = work.plans.parts(plan).logframe("national")
    assert len(rows) == 40
    assert Counter(row.node.level for row in rows) == {
        "final_result": 1, "intermediate_result": 1, "product": 1, "activity": 37,
    }  # fmt: skip
    assert [row.n for row in rows if row.again] == [34, 39]
    assert means_tally(rows, work.desk.pack.catalogue("verification_means")) == {
        "Informe": 29,
        "Acta": 1,
        "Lista de asistencia": 1,
        "Reporte SIAF": 1,
        "Resolución Ministerial": 2,
        "Documento": 1,
        "Informe de diseño": 1,
        "Plataforma virtual": 1,
        "": 3,
    }
    assert [row.n for row in quality(rows).without_means] == [1, 2, 3]


def test_d35_regional_22_rows_9_without_indicator_14_without_means(work: Work, plan: UUID) -> None:
    rows = work.plans.parts(plan).logframe("regional")
    assert len(rows) == 22
    assert sum(row.node.level == "activity" for row in rows) == 19
    found = quality(rows)
    assert [row.n for row in found.without_indicator] == [1, 6, 7, 9, 11, 17, 18, 19, 22]
    assert [row.n for row in found.without_means] == [1, 6, 7, 8, 9, *range(11, 20)]


def test_d35_the_report_lists_exactly_these_rows(work: Work, plan: UUID) -> None:
    report = work.reports.build("plan_logframe", Wanted(record=plan))
    lacking = {table.caption: table for table in report.tables}
    regional = lacking["Faltantes Gobierno Regional"].rows
    assert len(regional) == 15
    both = [row[0] for row in regional if row[3] == "Indicador y medio de verificación"]
    assert both == [1, 6, 7, 9, 11, 17, 18, 19]
    assert [row[0] for row in regional if row[3] == "Indicador"] == [22]
    assert faults(work.reports.write(report, "pdf")) == []
    book = load_workbook(io.BytesIO(work.reports.write(report, "xlsx")))
    assert book["Matriz Gobierno Nacional"].max_row == 41
    assert book["Matriz Gobierno Regional"].max_row == 23
