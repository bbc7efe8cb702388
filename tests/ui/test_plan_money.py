"""The budget grid and the board of priorities, at the keyboard, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from fieldapp.records.describe import Code, Money
from fieldapp.ui.page import Page
from fieldapp.ui.pages.plan.budget import BudgetPanel
from fieldapp.ui.pages.plan.priorities import PriorityPanel
from fieldapp.ui.widgets.line import Heading
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.plans import PERU, a_plan, bring
from tests.ui.standins import FakePrompts, tools_for

ACTIONS = Path(__file__).parent.parent / "fixtures" / "si_empleo" / "hn_action_plan.csv"


class _Holder(Page):
    """A page with one panel in it, as the room of a plan holds it."""

    shows: ClassVar[frozenset[str]] = frozenset({"budget_item", "budget_line", "plan_node", "plan"})

    def hold(self, panel: BudgetPanel | PriorityPanel) -> None:
        self.panel = panel
        QVBoxLayout(self).addWidget(panel)

    def reload(self) -> None:
        self.panel.reload()


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


def shown(qtbot: QtBot, page: _Holder, panel: BudgetPanel | PriorityPanel, plan: UUID) -> None:
    page.hold(panel)
    qtbot.add_widget(page)
    panel.show_plan(plan)
    page.resize(1150, 640)
    page.show()
    qtbot.wait_exposed(page)
    page.activateWindow()
    qtbot.wait_until(page.isActiveWindow)


def words_in(page: Page) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def press(page: Page, words: str) -> None:
    button = next(one for one in page.findChildren(QPushButton) if one.text() == words)
    button.click()


def test_the_budget_shows_sums_lines_and_the_twin(qtbot: QtBot, work: Work) -> None:
    plan = a_plan(work)
    bring(work, "pe_puno_budget.csv", plan)
    page = _Holder(tools_for())
    panel = BudgetPanel(page, work)
    shown(qtbot, page, panel, plan)
    told = words_in(page).replace("\u00a0", " ")
    assert "Total: S/ 139 700.00  ·  Gobierno Nacional: S/ 119 700.00" in told
    assert "No se ha determinado: 27" in told
    assert "n.º 22 y n.º 43 parecen la misma" in told
    model = panel.rows.model()
    assert model.rowCount() == 55
    item = model.index(18, 0)
    assert model.rowCount(item) == 7
    assert model.index(18, 4).data() == "S/\u00a020\u00a0000.00"
    assert model.index(3, 0, item).data() == "Movilidad local"


def test_an_item_is_written_and_gets_a_line_and_both_can_be_taken_out(
    qtbot: QtBot, work: Work
) -> None:
    plan, prompts = a_plan(work), FakePrompts()
    page = _Holder(tools_for(prompts=prompts))
    panel = BudgetPanel(page, work)
    shown(qtbot, page, panel, plan)
    press(page, "Agregar partida")
    panel._item.form.edited.emit({"text": "Taller", "unit_cost": Money("PEN", 50_000)})
    assert "Total: S/\u00a0500.00" in words_in(page)
    panel.rows.setCurrentIndex(panel.rows.model().index(0, 0))
    press(page, "Agregar línea")
    panel._line.form.edited.emit({"text": "Sala", "unit_cost": Money("PEN", 10_000)})
    assert "Total: S/\u00a0100.00" in words_in(page)
    top = panel.rows.model().index(0, 0)
    panel.rows.setCurrentIndex(panel.rows.model().index(0, 0, top))
    qtbot.keyClick(panel.rows, Qt.Key.Key_Return)
    press(page, "Quitar")
    assert "Total: S/\u00a0500.00" in words_in(page)
    assert prompts.undo is not None
    prompts.undo()
    assert "Total: S/\u00a0100.00" in words_in(page)
    assert not prompts.errors


def test_the_board_counts_moves_by_a_digit_and_refuses_to_approve(qtbot: QtBot, work: Work) -> None:
    plan, prompts = a_plan(work, type=Code("action_plan")), FakePrompts()
    header, *lines = ACTIONS.read_text(encoding="utf-8").splitlines()
    columns = header.split(",")
    axis = columns.index("axis")
    without = [
        ",".join(cell for n, cell in enumerate(row.split(",")) if n != axis)
        for row in (header, *lines)
    ]
    work.imports.bring("acciones.csv", "\n".join(without).encode(), into=plan)
    page = _Holder(tools_for(prompts=prompts))
    panel = PriorityPanel(page, work)
    shown(qtbot, page, panel, plan)
    assert "83 acciones: 50 con medios propios y 33 con recursos adicionales" in words_in(page)
    heads = [one.count for one in panel.lines.rows if isinstance(one, Heading)]
    assert heads == [25, 25, 17, 16]
    first = panel.lines.rows[1]
    assert not isinstance(first, Heading)
    panel.lines.mark_line(first.id)
    panel.lines.digit_pressed.emit(3)
    heads = [one.count for one in panel.lines.rows if isinstance(one, Heading)]
    assert heads == [24, 25, 18, 16]
    press(page, "Aprobar el plan")
    (error,) = prompts.errors
    assert "no puede aprobarse todavía" in str(getattr(error, "text", ""))
