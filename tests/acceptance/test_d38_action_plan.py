"""D38: an action plan by priority, with the figures of SÍ EMPLEO; its wording is invented."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from fieldapp.documents.conformance import faults
from fieldapp.records.describe import Code, Money
from fieldapp.records.plans import PlanNode
from fieldapp.records.text import Refused
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.papers import words_of
from tests.given.plans import a_plan, plan_of

FILE = Path(__file__).parent.parent / "fixtures" / "si_empleo" / "hn_action_plan.csv"
HONDURAS: dict[str, Any] = {
    "country": "HN",
    "home_scope": "0",
    "scopes": frozenset({"0"}),
    "role": "hq_reviewer",
}


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with a_desk(tmp_path, **HONDURAS) as desk:
        yield Work(desk)


@pytest.fixture
def plan(work: Work) -> UUID:
    plan = a_plan(work, type=Code("action_plan"), title="Plan de acción SÍ EMPLEO", territory=None)
    work.imports.bring(FILE.name, FILE.read_bytes(), into=plan)
    return plan


def fill(work: Work, node: PlanNode) -> None:
    """Give an action what its priority asks for."""
    if node.priority in (1, 2):
        changes = {"responsible_name": "Coordinación Operativa", "due_on": date(2024, 6, 28)}
    else:
        changes = {"required_budget": Money("HNL", 150_000_00)}
    work.action_plans.edit(node.id, changes)


def test_d38_50_actions_with_own_means_and_33_with_additional_make_83(
    work: Work, plan: UUID
) -> None:
    board = work.action_plans.board(plan).board
    assert (board.own, board.additional) == (50, 33)
    assert [len(board.columns[one]) for one in (1, 2, 3, 4)] == [25, 25, 17, 16]
    assert {node.fiscal_year for node in board.requested()} == {2025}
    assert {node.axis for column in board.columns.values() for node in column} == {
        "E1",
        "E2",
        "E3",
    }
    assert {node.capacity for column in board.columns.values() for node in column} == {
        "preparedness",
        "response",
    }
    assert len({node.dimension for column in board.columns.values() for node in column}) == 4


def test_d38_a_priority_2_action_without_a_date_is_refused_by_name(work: Work, plan: UUID) -> None:
    board = work.action_plans.board(plan).board
    nodes = [node for column in board.columns.values() for node in column]
    late = board.columns[2][0]
    for node in nodes:
        if node.id != late.id:
            fill(work, node)
    work.action_plans.edit(late.id, {"responsible_name": "Oficina de empleo"})
    with pytest.raises(Refused) as refused:
        work.action_plans.approve(plan)
    said = str(refused.value.text)
    assert f"«{late.code} {late.text}», de prioridad 2, no tiene: Vence." in said
    assert plan_of(work, plan).status == "draft"
    fill(work, late)
    work.action_plans.approve(plan, "Acuerdo 12-2024")
    assert plan_of(work, plan).status == "approved"


def test_d38_priorities_3_and_4_need_a_budget_and_a_fiscal_year(work: Work, plan: UUID) -> None:
    board = work.action_plans.board(plan).board
    for column in board.columns.values():
        for node in column:
            fill(work, node)
    asked = board.columns[3][0]
    work.action_plans.edit(asked.id, {"required_budget": None, "fiscal_year": None})
    with pytest.raises(Refused) as refused:
        work.action_plans.approve(plan)
    assert "no tiene: Presupuesto que requiere, Año fiscal." in str(refused.value.text)


def test_d38_the_board_and_the_matrix_are_paper_and_sheet(work: Work, plan: UUID) -> None:
    report = work.reports.build("action_plan", Wanted(record=plan))
    assert faults(work.reports.write(report, "pdf")) == []
    matrix = next(one for one in report.tables if one.caption == "Ejes por prioridad")
    assert matrix.totals == ("Total", 25, 25, 17, 16, 83)
    assert sum(row[-1] for row in matrix.rows if isinstance(row[-1], int)) == 83
    book = load_workbook(io.BytesIO(work.reports.write(report, "xlsx")))
    assert "Prioridad 4" in book.sheetnames


def test_d38_an_action_keeps_the_gap_of_the_assessment_that_it_closes(
    work: Work, plan: UUID
) -> None:
    registers = work.registers
    scan = registers.save("assessment", None, {"title": "PES Scan de SÍ EMPLEO"})
    gap = "No se sabe cuántas personas se colocan"
    typed = {"dimension": "performance", "question": "¿Se mide la colocación?", "gap": gap}
    item = registers.children.add("assessment_item", scan.id, typed)
    action = work.action_plans.board(plan).board.columns[1][0]
    work.action_plans.edit(action.id, {"gap": item.id})
    report = work.reports.build("action_plan", Wanted(record=plan))
    first = next(one for one in report.tables if one.caption == "Prioridad 1")
    assert first.rows[0][:2] == (action.code, action.text)
    assert gap in first.rows[0]
    assert all(gap not in row for row in first.rows[1:])


def test_d38_the_budget_request_holds_the_33_of_2025(work: Work, plan: UUID) -> None:
    board = work.action_plans.board(plan).board
    for node in board.requested():
        fill(work, node)
    report = work.reports.build("budget_request", Wanted(record=plan))
    paper = work.reports.write(report, "pdf")
    assert faults(paper) == []
    assert "Acciones de prioridad 3 y 4: 33." in words_of(paper)
    years, actions = report.tables
    assert years.rows == (("2025", 33, Money("HNL", 33 * 150_000_00)),)
    assert len(actions.rows) == 33
