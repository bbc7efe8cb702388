"""D37: the budget of Puno, brought in as it was printed, adds up as the catalogue says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import load_workbook

from fieldapp.documents.conformance import faults
from fieldapp.records.budget import BudgetItem, BudgetLine
from fieldapp.records.describe import Money
from fieldapp.records.text import Refused
from fieldapp.rules.budget import ItemCost, line_total
from fieldapp.work.budgets import BudgetGrid
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.papers import words_of
from tests.given.plans import PERU, a_plan, bring

BUDGET = "pe_puno_budget.csv"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


@pytest.fixture
def plan(work: Work) -> UUID:
    plan = a_plan(work)
    bring(work, BUDGET, plan)
    return plan


@pytest.fixture
def grid(work: Work, plan: UUID) -> BudgetGrid:
    return work.budgets.grid(plan)


def soles(whole: int) -> Money:
    return Money("PEN", whole * 100)


def item(grid: BudgetGrid, number: int) -> ItemCost:
    return next(one for one in grid.budget.costs if one.item.number == number)


def test_d37_55_items_36_national_and_19_regional_with_nine_lines(grid: BudgetGrid) -> None:
    assert len(grid.budget.costs) == 55
    assert grid.budget.levels == {"national": 36, "regional": 19}
    assert sum(len(one.lines) for one in grid.budget.costs) == 9


def test_d37_ten_determined_27_not_determined_18_blank(grid: BudgetGrid) -> None:
    assert grid.budget.states == {"determined": 10, "not_determined": 27, "blank": 18}
    assert item(grid, 1).total is None
    assert item(grid, 1).item.printed_total == "No se ha determinado"
    assert item(grid, 33).item.printed_total == "-"


def test_d37_regional_item_19_is_20_000_in_seven_lines(grid: BudgetGrid) -> None:
    cost = item(grid, 19)
    assert cost.total == soles(20_000)
    assert [line_total(line) for line in cost.lines] == [
        soles(amount) for amount in (5000, 1000, 2500, 1000, 2500, 4000, 4000)
    ]
    assert cost.lines[3].text == "Movilidad local"


def test_d37_national_item_31_is_41_700(grid: BudgetGrid) -> None:
    cost = item(grid, 31)
    assert [line_total(line) for line in cost.lines] == [soles(34_500), soles(7_200)]
    assert cost.total == soles(41_700)
    assert cost.item.printed_total == "41 700.00"


def test_d37_totals_by_level_and_in_all(grid: BudgetGrid) -> None:
    assert grid.budget.of_level("national") == soles(119_700)
    assert grid.budget.of_level("regional") == soles(20_000)
    assert grid.budget.total == soles(139_700)


def test_d37_the_reglamento_that_stands_twice_is_told_and_nothing_else(grid: BudgetGrid) -> None:
    (doubt,) = grid.doubts
    assert doubt.items == (item(grid, 22).item.id, item(grid, 43).item.id)
    assert "S/\u00a06\u00a0000.00 cada una" in str(doubt.text)


def test_d37_not_determined_becomes_a_cost_when_one_is_typed(work: Work, plan: UUID) -> None:
    first = item(work.budgets.grid(plan), 1).item
    work.budgets.edit(BudgetItem, first.id, {"unit_cost": soles(300), "quantity": Decimal(2)})
    grid = work.budgets.grid(plan)
    assert item(grid, 1).total == soles(600)
    assert grid.budget.states["not_determined"] == 26
    line = work.budgets.add_line(first.id, {"text": "Pasajes", "unit_cost": soles(50)})
    assert item(work.budgets.grid(plan), 1).total == soles(50)
    work.budgets.take_out(BudgetLine, line.id)
    assert item(work.budgets.grid(plan), 1).total == soles(600)


def test_d37_a_printed_total_that_the_lines_do_not_give_is_told(work: Work) -> None:
    plan = a_plan(work, title="Otro plan")
    sheet = (
        "item,subline,gov_level,activity_or_input,unit_cost,quantity,total,level_total_as_printed\n"
        "1,0,regional,Taller,,,,6 000.000\n1,1,regional,Sala,1000,5,4 000.00,\n"
    )
    work.imports.bring("presupuesto.csv", sheet.encode(), into=plan)
    told = [str(doubt.text) for doubt in work.budgets.grid(plan).doubts]
    assert len(told) == 2
    assert "imprime 6 000.000 y la suma da S/\u00a05\u00a0000.00" in told[0]


def test_d37_a_wrong_amount_is_told_by_row_and_column_and_nothing_comes_in(work: Work) -> None:
    plan = a_plan(work, title="Otro plan")
    sheet = (
        "item,subline,gov_level,activity_or_input,unit_cost,level_total_as_printed\n"
        "1,0,regional,Taller,cien,100\n1,1,nadie,Sala,5,\n3,2,regional,Suelta,5,\n"
    )
    with pytest.raises(WrongFile) as caught:
        work.imports.bring("presupuesto.csv", sheet.encode(), into=plan)
    assert [one.column for one in caught.value.faults] == ["unit_cost", "subline"]
    assert work.budgets.grid(plan).budget.costs == []


def test_d37_the_budget_is_paper_and_sheet_with_totals_by_level(work: Work, plan: UUID) -> None:
    report = work.reports.build("plan_budget", Wanted(record=plan))
    paper = work.reports.write(report, "pdf")
    assert faults(paper) == []
    said = words_of(paper)
    for words in ("S/ 119 700.00", "S/ 20 000.00", "S/ 139 700.00", "No se ha determinado"):
        assert words in said.replace("\u00a0", " ")
    book = load_workbook(io.BytesIO(work.reports.write(report, "xlsx")))
    cells = [value for sheet in book for row in sheet.values for value in row]
    assert {119_700, 20_000, 41_700, 34_500} <= set(cells)


def test_d37_an_approved_plans_budget_is_fixed(work: Work, plan: UUID) -> None:
    first = item(work.budgets.grid(plan), 1).item
    work.action_plans.approve(plan, "RM 210-2015-TR")
    with pytest.raises(Refused, match="no se cambian"):
        work.budgets.edit(BudgetItem, first.id, {"text": "Otra"})
