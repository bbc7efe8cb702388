"""Long lists: painted at once, fetched as they come into sight, ordered where they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.records.describe import FieldSpec
from fieldapp.ui.widgets.ports import FormTools, Option
from fieldapp.ui.widgets.rows_model import Asked, Column
from fieldapp.ui.widgets.table import RecordTable
from tests.ui.standins import tools_for

MANY = 10_000


@dataclass(frozen=True)
class Line:
    id: int
    cells: tuple[str, ...]
    values: tuple[object, ...] = ()


@dataclass(frozen=True)
class Lines:
    rows: Sequence[Line]
    total: int


class NoOptions:
    def options(self, field: FieldSpec, text: str, limit: int) -> Sequence[Option]:
        return []

    def label(self, field: FieldSpec, value: object) -> str:
        return str(value)


class Shelf:
    """Ten thousand numbered rows, which remembers what it was asked for."""

    def __init__(self, total: int = MANY) -> None:
        self.total = total
        self.asked: list[tuple[Asked, int]] = []

    def fetch(self, asked: Asked, offset: int, limit: int) -> Lines:
        self.asked.append((asked, offset))
        numbers = range(self.total)
        order = reversed(numbers) if asked.descending else numbers
        found = [n for n in order if asked.text in f"visita {n}"]
        rows = [Line(n, (f"visita {n}", str(n))) for n in found[offset : offset + limit]]
        return Lines(rows, len(found))


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def table(qtbot: QtBot, shelf: Shelf) -> RecordTable:
    lent = tools_for()
    tools = FormTools(lent.jobs, lent.words, lent.theme, lent.formats, lent.clock, NoOptions())
    columns = (
        Column("title", "Visita", chars=30),
        Column("people", "Personas", right=True, chars=10, mark=lambda _row: ("people", "info")),
    )
    made = RecordTable(columns, shelf.fetch, tools)
    qtbot.add_widget(made)
    made.resize(900, 600)
    made.show()
    made.refresh()
    return made


def test_ten_thousand_rows_are_shown_after_one_question(table: RecordTable, shelf: Shelf) -> None:
    assert table.model.rowCount() == MANY
    assert [offset for _, offset in shelf.asked] == [0]


def test_rows_are_fetched_when_they_come_into_sight(table: RecordTable, shelf: Shelf) -> None:
    table.view.scrollToBottom()
    table.grab()
    assert table.model.index(MANY - 1, 0).data() == f"visita {MANY - 1}"
    assert [offset for _, offset in shelf.asked] == [0, MANY - 100]


def test_numbers_stand_to_the_right_and_a_mark_beside_its_word(table: RecordTable) -> None:
    cell = table.model.index(0, 1)
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()


def test_a_header_orders_where_the_records_are_kept(table: RecordTable, shelf: Shelf) -> None:
    table.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert shelf.asked[-1] == (Asked(sort="title", descending=True), 0)
    assert table.model.index(0, 0).data() == f"visita {MANY - 1}"


def test_filtering_asks_again_and_a_cleared_line_shows_all(
    table: RecordTable, qtbot: QtBot
) -> None:
    qtbot.keyClicks(table.search, "visita 99")
    qtbot.wait_until(lambda: table.model.rowCount() == 111)
    table.search.clear()
    assert table.model.rowCount() == MANY


def test_records_that_changed_are_shown_without_losing_the_place(
    table: RecordTable, shelf: Shelf
) -> None:
    table.mark_row(7)
    table.refresh()
    assert table.view.currentIndex().row() == 7
    shelf.total = 8
    table.refresh()
    assert (table.model.rowCount(), table.view.currentIndex().row()) == (8, 7)


def test_moving_marks_a_row_and_enter_chooses_it(table: RecordTable, qtbot: QtBot) -> None:
    marked: list[object] = []
    table.row_marked.connect(marked.append)
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    chosen: list[object] = []
    table.row_chosen.connect(chosen.append)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert chosen == [marked[-1]] == [table.marked]


def test_an_empty_list_says_what_it_is_for_and_offers_the_first_step(
    table: RecordTable, shelf: Shelf, qtbot: QtBot
) -> None:
    shelf.total = 0
    table.say_when_empty("Aquí verá sus visitas.", "Nueva visita")
    table.refresh()
    assert table.empty_sentence == "Aquí verá sus visitas."
    with qtbot.wait_signal(table.first_wished):
        qtbot.mouseClick(table._empty._button, Qt.MouseButton.LeftButton)


def test_the_last_columns_give_way_where_there_is_little_room(table: RecordTable) -> None:
    table.view.resize(110, 400)
    assert not table.view.isColumnHidden(0)
    assert table.view.isColumnHidden(1)
    table.view.resize(900, 400)
    assert not table.view.isColumnHidden(1)


def test_a_column_nobody_wants_stays_away(table: RecordTable, tmp_path: Path) -> None:
    table.view.choose_column(1, shown=False)
    table.resize(950, 400)
    assert table.view.isColumnHidden(1)
    table.view.choose_column(1, shown=True)
    assert not table.view.isColumnHidden(1)


def test_a_heading_is_never_narrower_than_its_word(table: RecordTable) -> None:
    header = table.view.horizontalHeader()
    for width in (1200, 600, 300):
        table.resize(width, 400)
        table.grab()
        for index, column in enumerate(table.model.columns):
            if not table.view.isColumnHidden(index):
                word = header.fontMetrics().horizontalAdvance(str(column.label))
                assert header.sectionSize(index) > word


def test_the_column_that_tells_takes_the_room_that_is_left(qtbot: QtBot, shelf: Shelf) -> None:
    lent = tools_for()
    tools = FormTools(lent.jobs, lent.words, lent.theme, lent.formats, lent.clock, NoOptions())
    columns = (Column("title", "Visita", tells=True), Column("people", "Personas", chars=90))
    made = RecordTable(columns, shelf.fetch, tools)
    qtbot.add_widget(made)
    made.resize(900, 400)
    made.show()
    made.refresh()
    assert made.view.columnWidth(0) > 3 * made.view.columnWidth(1)
