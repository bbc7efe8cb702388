"""A plan of a territory: what each year did is typed in its cell, and the light follows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fieldapp.records.territorial import TargetYear
from fieldapp.ui.pages.territorial import PlansPage
from fieldapp.work.work import Work
from tests.given.desks import CAUCA, a_desk
from tests.ui.standins import FakePrompts, tools_for


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with a_desk(tmp_path) as desk:
        yield Work(desk)


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def plan(work: Work) -> UUID:
    told = {"territory": CAUCA, "first_year": 2016, "last_year": 2019}
    plan = work.registers.save("territorial_plan", None, {"name": "Plan del Cauca", **told}).id
    target = {"indicator": "Empleos formales", "four_year_target": Decimal(400)}
    target |= {"plan": plan, "accumulation": "incremental"}
    work.registers.save("indicative_target", None, target)
    guideline = {"plan": plan, "text": "Empleo rural", "included": "yes"}
    work.registers.save("plan_guideline", None, guideline)
    return plan


@pytest.fixture
def page(qtbot: QtBot, work: Work, plan: UUID, prompts: FakePrompts) -> PlansPage:
    page = PlansPage(tools_for(prompts=prompts), work)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.open_record("plan_years", plan)
    return page


def types(page: PlansPage, column: int, words: str) -> None:
    table = page.table
    table.setCurrentIndex(table.years.index(0, column))
    table.edit(table.currentIndex())
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def cells(page: PlansPage) -> list[str]:
    years = page.table.years
    return [str(years.data(years.index(0, column))) for column in range(years.columnCount())]


def test_years_are_typed_in_their_cells_and_the_light_follows(page: PlansPage, work: Work) -> None:
    for place in range(4):
        types(page, 2 + 2 * place, "100")
    types(page, 3, "95")
    types(page, 5, "66,5")
    assert cells(page) == [
        *("Empleos formales", "400"),
        *("100", "95", "100", "66,5", "100", "", "100", ""),
        *("40,4 %", "Amarillo"),
    ]
    types(page, 5, "88")
    assert cells(page)[-1] == "Verde"
    with work.desk.reading() as reading:
        rows = reading.all(TargetYear, {}, ("year",))
    assert [(one.year, one.programmed, one.executed) for one in rows] == [
        (2016, 100, 95),
        (2017, 100, 88),
        (2018, 100, None),
        (2019, 100, None),
    ]


def test_what_does_not_add_up_is_said_above_and_beside_the_light(page: PlansPage) -> None:
    types(page, 2, "90")
    assert cells(page)[-1] == "Sin reporte · no cuadra"
    said = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert any("Lo programado suma 90 y la meta del cuatrienio es 400." in one for one in said)
    assert any("Lineamientos incluidos: Sí 1, En parte 0, No 0." in one for one in said)


def test_an_emptied_cell_is_kept_empty_and_a_word_is_refused(
    page: PlansPage, work: Work, prompts: FakePrompts
) -> None:
    types(page, 3, "95")
    types(page, 3, "muchos")
    assert prompts.errors
    assert cells(page)[3] == "95"
    target = work.territorial_plans.sheet(None)
    assert target is not None
    work.territorial_plans.write_year(
        target.standing.targets[0].target.id, 2016, {"executed": None}
    )
    with work.desk.reading() as reading:
        (year,) = reading.all(TargetYear)
    assert year.executed is None
