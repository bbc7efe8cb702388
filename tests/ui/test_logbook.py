"""The logbook: written in a moment, read by territory, corrected but never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.logbook import LogbookPage
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.busy_days import busy_days
from tests.given.desks import Clock, a_desk
from tests.ui.screens.logbook import LogbookScreen
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class Bench:
    """The page in front of a real store."""

    desk: Desk
    work: Work
    prompts: FakePrompts
    screen: LogbookScreen


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path, Clock()) as opened:
        yield opened


@pytest.fixture
def bench(qtbot: QtBot, desk: Desk) -> Bench:
    clock, prompts, work = Clock(), FakePrompts(), Work(desk)
    busy_days(desk, clock)
    page = LogbookPage(tools_for(prompts=prompts), work)
    return Bench(desk, work, prompts, LogbookScreen(qtbot, page))


def test_an_entry_takes_three_fields_and_the_day_is_today(bench: Bench) -> None:
    bench.screen.write("Territorio", "timbiqui")
    bench.screen.write("Tipo", "alerta")
    bench.screen.write("Anotación", "Cierran la planta de hielo")
    bench.screen.press("Anotar")
    newest = next(one for one in bench.screen.entries if one.text == "Cierran la planta de hielo")
    assert newest.above == "vie 20 nov 2026 · Timbiquí, Cauca"
    assert (newest.icon, newest.word, newest.role) == ("bad", "Alerta", "bad")
    assert bench.prompts.told == ["Anotado."]
    assert bench.screen.field("Anotación").editor.value() == ""


def test_what_is_missing_is_said_under_its_field_and_nothing_is_kept(bench: Bench) -> None:
    before = len(bench.screen.entries)
    bench.screen.press("Anotar")
    assert bench.screen.field("Tipo").sentence == "Falta «Tipo»."
    assert bench.screen.field("Anotación").sentence == "Falta «Anotación»."
    assert len(bench.screen.entries) == before


def test_the_timeline_stands_by_month_and_by_territory(bench: Bench) -> None:
    assert bench.screen.months == ["Noviembre de 2026", "Octubre de 2026"]
    assert bench.screen.territories == [
        "Todos los territorios",
        "Santiago de Cali, Valle del Cauca. hace 32 días",
        "Guapi, Cauca. hoy",
    ]
    bench.screen.choose_territory("Santiago")
    assert [one.word for one in bench.screen.entries] == ["Reunión"]
    bench.screen.choose_territory("Todos")
    assert len(bench.screen.entries) == 3


def test_it_is_searched_by_words_and_by_days(bench: Bench) -> None:
    bench.screen.filter_by("Buscar en la bitácora", "muelle")
    assert [one.word for one in bench.screen.entries] == ["Obstáculo"]
    bench.screen.filter_by("Desde el día", "ayer")
    assert bench.screen.page.timeline.empty_sentence == "Ninguna anotación coincide con lo buscado."
    bench.screen.press("Quitar los filtros")
    assert len(bench.screen.entries) == 3


def test_a_correction_is_a_new_entry_and_the_old_one_stays(bench: Bench) -> None:
    bench.screen.walk_to("El muelle")
    bench.screen.press("Corregir la anotación")
    assert bench.screen.heading == "Corrige la anotación del sáb 14 nov 2026"
    bench.screen.write("Anotación", "El muelle estuvo cerrado dos días.")
    bench.screen.press("Guardar la corrección")
    new = next(one for one in bench.screen.entries if "dos días" in one.text)
    old = next(one for one in bench.screen.entries if "tres días" in one.text)
    assert new.below == "Corrige la anotación del sáb 14 nov 2026"
    assert old.aside == "corregida después"
    assert bench.screen.heading == "Nueva anotación · vie 20 nov 2026"


def test_a_correction_given_up_changes_nothing(bench: Bench) -> None:
    bench.screen.walk_to("El muelle")
    bench.screen.press("Corregir la anotación")
    bench.screen.write("Anotación", "Otra cosa")
    assert bench.screen.page.go_back()
    assert len(bench.screen.entries) == 3
    assert not bench.screen.page.go_back()


def test_a_first_day_says_where_to_write(qtbot: QtBot, desk: Desk) -> None:
    screen = LogbookScreen(qtbot, LogbookPage(tools_for(), Work(desk)))
    assert screen.page.timeline.empty_sentence == (
        "Todavía no hay anotaciones. Escriba la primera aquí arriba."
    )


def test_in_a_low_window_the_entry_has_the_room_only_while_it_is_written(
    qtbot: QtBot, desk: Desk
) -> None:
    screen = LogbookScreen(qtbot, LogbookPage(tools_for(), Work(desk)), height=400)
    assert not screen.page.entry.isVisible()
    screen.press("Nueva anotación")
    assert screen.page.entry.isVisible()
    assert not screen.page.timeline.isVisible()
    assert screen.page.go_back()
    assert screen.page.timeline.isVisible()


def test_an_entry_left_half_typed_is_there_when_the_program_opens_again(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.screen.write("Tipo", "alerta")
    bench.screen.write("Anotación", "La lancha no sale desde el")
    bench.screen.page.flush()
    again = LogbookScreen(qtbot, LogbookPage(tools_for(prompts=FakePrompts()), bench.work))
    assert again.field("Anotación").editor.value() == "La lancha no sale desde el"
    again.write("Anotación", " jueves")
    again.press("Anotar")
    once_more = LogbookScreen(qtbot, LogbookPage(tools_for(prompts=FakePrompts()), bench.work))
    assert once_more.field("Anotación").editor.value() == ""


def test_the_timeline_is_saved_as_a_sheet_and_its_filters_are_kept(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    bench.screen.choose_territory("Guapi")
    bench.prompts.save_to = tmp_path / "bitacora.xlsx"
    bench.screen.press("Guardar lista en XLSX")
    heads, *rows = load_workbook(tmp_path / "bitacora.xlsx").worksheets[0].values
    assert heads[:4] == ("Fecha", "Territorio", "Tipo", "Anotación")
    assert [row[3] for row in rows] == [one.text for one in bench.screen.entries]
    again = LogbookScreen(qtbot, LogbookPage(tools_for(), bench.work))
    assert again.page.filters.wanted == bench.screen.page.filters.wanted
    assert [one.text for one in again.entries] == [row[3] for row in rows]
