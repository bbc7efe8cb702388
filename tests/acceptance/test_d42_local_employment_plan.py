"""D42: the local employment plan of Cali: three axes, projects, the commitments they serve (S2)."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.plans import PlanNode
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import CALI, a_desk
from tests.given.papers import words_of
from tests.given.plans import a_plan, rows_of

PROMISES = (
    "Formular el plan local de empleo",
    "Presentar a la comunidad los avances",
    "Crear el observatorio del mercado de trabajo",
)


@pytest.fixture
def work(tmp_path: Path) -> Generator[Work]:
    with a_desk(tmp_path) as desk:
        yield Work(desk)


@pytest.fixture
def plan(work: Work) -> UUID:
    """A plan with a project for each axis, each serving a promise of the agreement."""
    typed = {"title": "Acuerdo de Voluntades", "territory": CALI}
    agreement = work.agreements.create(typed).id
    plan = a_plan(
        work,
        type=Code("local_employment"),
        title="Plan local de empleo de Cali",
        territory=CALI,
        agreement=agreement,
        monitoring="Comité técnico trimestral",
    )
    axes = work.desk.pack.catalogue("agreement_axes")
    for axis, promise in zip(axes, PROMISES, strict=True):
        kept = work.commitments.promise(agreement, {"text": promise}).id
        project = {"level": Code("project"), "text": f"Proyecto: {promise}", "commitment": kept}
        work.plans.add_row(plan, {**project, "axis": Code(axis.code)})
    return plan


def test_d42_three_axes_and_each_project_serves_a_commitment(work: Work, plan: UUID) -> None:
    projects = rows_of(work, PlanNode, plan)
    assert len({one.axis for one in projects}) == 3
    assert all(one.commitment for one in projects)
    report = work.reports.build("plan_projects", Wanted(record=plan))
    assert [row[3] for row in report.tables[0].rows] == list(PROMISES)
    said = " ".join(words_of(work.reports.write(report, "pdf")).split())
    assert "Comité técnico trimestral" in said


def test_d42_a_project_that_serves_no_commitment_is_told(work: Work, plan: UUID) -> None:
    work.plans.add_row(plan, {"level": Code("project"), "text": "Proyecto suelto"})
    report = work.reports.build("plan_projects", Wanted(record=plan))
    said = " ".join(words_of(work.reports.write(report, "pdf")).split())
    assert "Proyectos sin compromiso que atiendan: 1" in said
