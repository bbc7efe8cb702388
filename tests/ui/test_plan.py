"""The room of a plan: built, filled, marked and measured from the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.records.plans import Alignment, PlanNode, RoleAssignment, ScheduleEntry
from fieldapp.ui.pages.plan import PlanPage, parts
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.plans import MATRICES, PERU, PUNO, SEDE, a_plan, bring, plan_of, rows_of
from tests.ui.screens.plan import PlanScreen
from tests.ui.standins import FakePrompts, tools_for

PLAN, ROW, ROLES, LOGFRAME, INDICATORS, SCHEDULE, BUDGET, PRIORITIES = range(1, 9)


@dataclass
class Bench:
    """The page in front of a real store with the plan of Puno."""

    work: Work
    plan: UUID
    prompts: FakePrompts
    screen: PlanScreen

    @property
    def rows(self) -> dict[str, PlanNode]:
        return {one.text: one for one in rows_of(self.work, PlanNode, self.plan)}


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    with a_desk(tmp_path, **PERU) as desk:
        work, prompts = Work(desk), FakePrompts()
        plan = a_plan(work, starts_on=date(2015, 1, 1))
        bring(work, "pe_puno_tree.csv", plan)
        screen = PlanScreen(qtbot, PlanPage(tools_for(prompts=prompts), work))
        screen.open_first()
        yield Bench(work, plan, prompts, screen)


def codes(bench: Bench) -> list[tuple[int, str]]:
    return [(depth, words.split()[0]) for depth, words in bench.screen.tree]


def test_its_reports_are_a_way_to_their_page(bench: Bench) -> None:
    menu = bench.screen.panel.report.menu()
    menu.aboutToShow.emit()
    offered = {one.text(): one for one in menu.actions()}
    known = bench.work.reports.of("plan")
    assert set(offered) == {str(one.label) for one in known}
    offered[str(known[0].label)].trigger()
    assert bench.screen.opened == [(known[0].wish, bench.plan)]


def test_a_row_that_was_found_is_marked_in_its_plan(bench: Bench) -> None:
    row = next(iter(bench.rows.values())).id
    bench.screen.page.open_record("plan", bench.plan)
    bench.screen.page.open_row("plan_node", row)
    assert bench.screen.panel.tree.marked == row


def test_the_tree_shows_ten_rows_in_their_places(bench: Bench) -> None:
    assert codes(bench) == [
        (0, "1"), (1, "1.1"), (2, "1.1.1"),
        (0, "2"), (1, "2.1"), (2, "2.1.1"), (2, "2.1.2"),
        (0, "3"), (1, "3.1"), (2, "3.1.1"),
    ]  # fmt: skip


def test_insert_adds_a_row_after_and_its_words_are_typed_at_once(bench: Bench) -> None:
    bench.screen.in_tree(Qt.Key.Key_Down)
    bench.screen.in_tree(Qt.Key.Key_Insert)
    assert bench.screen.panel.part == parts.ROW
    bench.screen.write("Texto", "Estrategia nueva")
    made = bench.rows["Estrategia nueva"]
    assert (made.code, made.level) == ("1.2", "strategy")
    assert (1, "1.2  Estrategia nueva") in bench.screen.tree


def test_shift_insert_adds_a_row_below(bench: Bench) -> None:
    bench.screen.in_tree(Qt.Key.Key_Down)
    bench.screen.in_tree(Qt.Key.Key_Insert, shift=True)
    bench.screen.write("Texto", "Acción nueva")
    made = bench.rows["Acción nueva"]
    assert (made.code, made.level) == ("1.1.2", "action")


def test_alt_and_the_arrows_move_a_row(bench: Bench) -> None:
    for _ in range(6):
        bench.screen.in_tree(Qt.Key.Key_Down)
    bench.screen.in_tree(Qt.Key.Key_Up, alt=True)
    assert codes(bench)[5:7] == [(2, "2.1.2"), (2, "2.1.1")]
    bench.screen.in_tree(Qt.Key.Key_Left, alt=True)
    assert (1, "2.1.2") in codes(bench)
    bench.screen.in_tree(Qt.Key.Key_Right, alt=True)
    assert codes(bench)[5:7] == [(2, "2.1.1"), (2, "2.1.2")]


def test_a_row_with_others_below_stays_and_a_leaf_is_taken_out_and_back(bench: Bench) -> None:
    bench.screen.in_tree(Qt.Key.Key_Delete)
    assert [str(error) for error in bench.prompts.errors] == [
        "Quite o mueva primero las filas que dependen de esta."
    ]
    for _ in range(2):
        bench.screen.in_tree(Qt.Key.Key_Down)
    bench.screen.in_tree(Qt.Key.Key_Delete)
    assert len(bench.screen.tree) == 9
    assert bench.prompts.undo is not None
    bench.prompts.undo()
    assert len(bench.screen.tree) == 10


def test_a_matrix_is_imported_into_the_plan_that_is_open(bench: Bench) -> None:
    bench.prompts.open_from = MATRICES / "4_pe_puno_roles.csv"
    bench.screen.press("Importar una matriz…")
    bench.screen.part(ROLES)
    assert bench.screen.panel.part == parts.ROLES
    assert "Ninguna fila dice qué hace: Gobierno Local." in bench.screen.words
    grid = bench.screen.panel.roles.grid
    grid.setCurrentIndex(grid.model().index(0, 3))
    bench.screen.type_in_cell("La municipalidad difunde")
    written = rows_of(bench.work, RoleAssignment, bench.plan)
    assert "La municipalidad difunde" in {one.text for one in written}
    assert "Ninguna fila dice qué hace: Gobierno Local." not in bench.screen.words


def test_space_marks_a_month_and_h_a_milestone(bench: Bench) -> None:
    bench.screen.part(SCHEDULE)
    assert any(one.startswith("Cronograma: pendiente (4 acciones).") for one in bench.screen.words)
    grid = bench.screen.panel.schedule.grid
    grid.setCurrentIndex(grid.model().index(0, 3))
    bench.screen.key(grid, Qt.Key.Key_Space)
    bench.screen.key(grid, Qt.Key.Key_H)
    (entry,) = rows_of_schedule(bench)
    assert (entry.months, entry.milestone) == ({"m03"}, True)
    assert grid.model().index(0, 3).data() == "H"
    bench.screen.key(grid, Qt.Key.Key_Space)
    assert rows_of_schedule(bench) == []


def rows_of_schedule(bench: Bench) -> list[ScheduleEntry]:
    with bench.work.desk.reading() as reading:
        return reading.all(ScheduleEntry, {"plan": bench.plan})


def test_an_indicator_its_goal_and_a_measurement_are_written_and_lit(bench: Bench) -> None:
    bench.screen.part(INDICATORS)
    bench.screen.press("Agregar indicador")
    bench.screen.write("Indicador", "N° de asistencias técnicas")
    parts_now = bench.work.plans.parts(bench.plan)
    (indicator,) = parts_now.indicators
    assert indicator.plan_node == bench.screen.panel.tree.marked
    assert bench.screen.page.go_back()
    bench.screen.panel.indicators.lines.mark_line(indicator.id)
    bench.screen.press("Agregar meta")
    bench.screen.write("Valor", "44")
    assert bench.screen.page.go_back()
    bench.screen.panel.indicators.lines.mark_line(indicator.id)
    bench.screen.press("Agregar medición")
    bench.screen.write("Valor", "31")
    standing = bench.work.plans.parts(bench.plan).standing(indicator, bench.work.desk.today())
    assert standing.percent == Decimal("70.5")
    line = next(one for one in bench.screen.panel.indicators.lines.rows if getattr(one, "word", ""))
    assert line.word == "70,5 % Ámbar"  # type: ignore[union-attr]


def test_escape_leads_from_a_table_to_the_tree_and_from_there_to_the_list(bench: Bench) -> None:
    bench.screen.part(LOGFRAME)
    assert bench.screen.page.go_back()
    assert bench.screen.panel.tree.hasFocus()
    assert bench.screen.page.go_back()
    assert not bench.screen.page.go_back()


def test_headquarters_publishes_and_a_region_begins_its_plan(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path, **SEDE) as desk:
        work, prompts = Work(desk), FakePrompts()
        plan = a_plan(work, territory=None)
        bring(work, "pe_puno_tree.csv", plan)
        screen = PlanScreen(qtbot, PlanPage(tools_for(prompts=prompts), work))
        screen.open_first()
        screen.press("Publicar la plantilla")
        assert plan_of(work, plan).status == "published"
        facts = screen.panel.facts
        facts.territory.setFocus()
        qtbot.keyClicks(facts.territory, "puno")
        qtbot.wait_until(lambda: bool(facts.territory.shown))
        qtbot.keyClick(facts.territory, Qt.Key.Key_Return)
        screen.press("Empezar el plan de este territorio")
        opened = screen.panel.plan_id
        assert opened is not None
        assert plan_of(work, opened).territory == PUNO
        screen.in_tree(Qt.Key.Key_Return)
        assert screen.panel.part == parts.ROW
        assert all(one.isReadOnly() for one in screen.long_fields)


def test_enter_writes_the_days_of_a_row_and_escape_goes_back(bench: Bench) -> None:
    bench.screen.part(SCHEDULE)
    grid = bench.screen.panel.schedule.grid
    grid.setCurrentIndex(grid.model().index(1, 0))
    bench.screen.key(grid, Qt.Key.Key_Return)
    bench.screen.write("Empieza", "20/02/2015")
    (entry,) = rows_of_schedule(bench)
    assert entry.starts_on == date(2015, 2, 20)
    assert bench.screen.page.go_back()
    assert grid.hasFocus()


def test_the_value_chain_and_the_alignment_are_rows_of_the_plan(bench: Bench) -> None:
    bench.screen.panel.open_part(parts.ALIGNMENT)
    bench.screen.page.start_new()
    bench.screen.write("Objetivo", "Empleo adecuado")
    (told,) = rows_of(bench.work, Alignment, bench.plan)
    assert told.objective == "Empleo adecuado"


def test_a_step_of_the_way_back_leads_to_its_part_or_to_its_own_page(bench: Bench) -> None:
    node = next(one for one in bench.rows.values() if one.code == "1.1.1")
    bench.screen.page.open_record("plan_node", node.id)
    assert bench.screen.panel.tree.marked == node.id
    steps = [getattr(one, "above", "") for one in bench.screen.panel.row.way.rows]
    assert steps.count("Fila del plan") == 2
    elsewhere = UUID(int=1)
    bench.screen.panel.row.step_chosen.emit("budget_item", elsewhere)
    assert bench.screen.panel.part == parts.BUDGET
    bench.screen.panel.row.step_chosen.emit("problem", elsewhere)
    assert bench.screen.opened == [("problem", elsewhere)]
