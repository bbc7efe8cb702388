"""The list of visits: found in a moment, opened with Enter, begun with one press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.visits import VisitsPage
from fieldapp.work.visit_list import VisitFilter, VisitPage
from fieldapp.work.visits import Visits
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, a_desk
from tests.ui.screens.visits import VisitsScreen
from tests.ui.standins import tools_for

Open = Callable[..., tuple[VisitsScreen, Work]]


@pytest.fixture
def open_page(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    with ExitStack() as stack:

        def opened(*visits: dict[str, object]) -> tuple[VisitsScreen, Work]:
            work = Work(stack.enter_context(a_desk(tmp_path)))
            for visit in visits:
                work.visits.plan(visit)
            return VisitsScreen(qtbot, VisitsPage(tools_for(), work)), work

        yield opened


MESA = {"objective": "Mesa de empleo", "territory": GUAPI, "planned_on": date(2026, 11, 20)}
TALLER = {"objective": "Taller de formación", "planned_on": date(2026, 12, 1)}


def test_a_visit_stands_with_its_day_place_and_state(open_page: Open) -> None:
    screen, _ = open_page(MESA)
    assert screen.rows == [
        ["vie 20 nov 2026", "Guapi, Cauca", "Mesa de empleo", "Planeada", "", "", ""]
    ]


def test_at_the_working_size_the_long_objective_is_cut_and_not_the_day_or_the_state(
    open_page: Open,
) -> None:
    screen, _ = open_page(MESA | {"objective": "Instalar la mesa municipal de empleo " * 4})
    view = screen.page.table.view
    screen.page.resize(1090, 640)
    for column in (0, 3):
        assert view.columnWidth(column) >= view.sizeHintForColumn(column)
    assert view.columnWidth(2) < view.sizeHintForColumn(2)


def test_the_newest_come_first_and_are_found_without_accents(open_page: Open) -> None:
    screen, _ = open_page(MESA, TALLER)
    assert screen.column(2) == ["Taller de formación", "Mesa de empleo"]
    screen.filter_list("formacion")
    assert screen.column(2) == ["Taller de formación"]


def test_the_state_chooses(open_page: Open) -> None:
    screen, work = open_page(MESA, TALLER)
    work.visits.start(None, {"objective": "Sin plan"})
    screen.page.reload()
    screen.filter_by("Estado", "en curso")
    assert screen.column(2) == ["Sin plan"]


def test_people_commitments_and_the_acta_are_counted(open_page: Open) -> None:
    screen, work = open_page(MESA)
    visit = work.visits.page().lines[0].id
    work.attendance.add(visit, {"full_name": "Rosa Mina"})
    work.commitments.promise(visit, {"text": "Convocar la mesa"})
    work.minutes.draft(visit)
    screen.page.reload()
    assert screen.rows[0][4:] == ["1", "1", "Borrador"]


def test_enter_opens_the_room(open_page: Open) -> None:
    screen, work = open_page(MESA)
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Return)
    assert screen.wished == [("activity", work.visits.page().lines[0].id)]


def test_a_new_one_is_planned_in_the_room(open_page: Open) -> None:
    screen, work = open_page()
    assert screen.page.table.empty_sentence == "Todavía no hay ninguna actividad"
    screen.press("Nueva actividad")
    assert screen.wished == [("activity", None)]
    assert work.visits.page().total == 0


def test_one_press_begins_a_visit_that_nobody_planned(open_page: Open) -> None:
    screen, work = open_page(MESA)
    screen.press("Iniciar ahora")
    begun = next(one for one in work.visits.page().lines if one.status == "in_progress")
    assert screen.wished == [("activity", begun.id)]
    assert begun.day == date(2026, 11, 20)


def test_a_long_list_is_fetched_piece_by_piece(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 1, 1)
    screen, _ = open_page(*[{"planned_on": day + timedelta(days=n)} for n in range(250)])
    asked: list[tuple[int, int]] = []
    page = Visits.page

    def counting(visits: Visits, wanted: VisitFilter, limit: int, offset: int) -> VisitPage:
        asked.append((limit, offset))
        return page(visits, wanted, limit, offset)

    monkeypatch.setattr(Visits, "page", counting)
    screen.page.reload()
    assert asked == [(100, 0)]
    assert screen.page.table.model.rowCount() == 250


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # the offscreen screen has no popups
def test_filters_and_columns_are_as_they_were_left_at_the_next_start(
    open_page: Open, qtbot: QtBot
) -> None:
    screen, work = open_page(MESA, TALLER)
    work.visits.start(None, {"objective": "Sin plan"})
    screen.filter_by("Estado", "en curso")
    screen.hide_column("Lugar")
    screen.page.table.view.horizontalHeader().moveSection(6, 1)

    again = VisitsScreen(qtbot, VisitsPage(tools_for(), work))
    assert again.column(2) == ["Sin plan"]
    view = again.page.table.view
    assert view.wished_columns() == (0, 6, 2, 3, 4, 5)
    assert view.isColumnHidden(1)

    again.press("Quitar los filtros")
    assert len(again.rows) == 3
    assert view.isColumnHidden(1)
    third = VisitsScreen(qtbot, VisitsPage(tools_for(), work))
    assert len(third.rows) == 3


def test_what_is_typed_in_the_search_is_of_the_moment_only(open_page: Open, qtbot: QtBot) -> None:
    screen, work = open_page(MESA, TALLER)
    screen.filter_list("formacion")
    assert len(VisitsScreen(qtbot, VisitsPage(tools_for(), work)).rows) == 2


def test_a_list_in_which_nothing_matches_offers_every_row_again(open_page: Open) -> None:
    screen, _ = open_page(MESA)
    screen.filter_list("zzz")
    assert screen.page.table.empty_sentence == "Nada coincide con lo buscado."
    screen.press("Quitar los filtros")
    assert screen.column(2) == ["Mesa de empleo"]
    assert screen.wished == []


def test_the_sheet_has_the_rows_and_columns_shown_with_their_types(
    open_page: Open, tmp_path: Path
) -> None:
    hostile = {"objective": "=HYPERLINK(A1)", "planned_on": date(2026, 12, 2)}
    screen, work = open_page(MESA, hostile)
    work.visits.start(None, {"objective": "Sin plan"})
    visit = next(one.id for one in work.visits.page().lines if one.title == "Mesa de empleo")
    work.attendance.add(visit, {"full_name": "Rosa Mina"})
    screen.page.reload()
    screen.filter_by("Estado", "planeada")
    screen.page.table.view.choose_column(1, shown=False)
    screen.prompts.save_to = tmp_path / "Actividades.xlsx"
    screen.press("Guardar lista en XLSX")

    sheet = load_workbook(screen.prompts.save_to).worksheets[0]
    heads, *rows = sheet.iter_rows(values_only=True)
    assert heads == ("Fecha", "Objetivo", "Estado", "Personas", "Compromisos", "Acta")
    assert rows == [
        (datetime.fromisoformat("2026-12-02"), "=HYPERLINK(A1)", "Planeada", None, None, None),
        (datetime.fromisoformat("2026-11-20"), "Mesa de empleo", "Planeada", 1, None, None),
    ]
    assert sheet["B2"].data_type == "s"
    assert "Actividades.xlsx" in screen.prompts.told[-1]
