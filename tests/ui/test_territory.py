"""Territorio: everything known of a place on one page, each line a way to where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.territory.page import TerritoryPage
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.busy_days import BusyDays, busy_days
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting
from tests.ui.screens.territory import TerritoryScreen
from tests.ui.standins import tools_for


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with a_desk(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def days(desk: Desk, clock: Clock) -> BusyDays:
    found = busy_days(desk, clock)
    a_meeting(desk, clock)
    return found


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, days: BusyDays) -> TerritoryScreen:
    del days
    return TerritoryScreen(qtbot, TerritoryPage(tools_for(), Work(desk)))


def test_it_begins_with_the_officers_department_and_what_was_not_visited(
    screen: TerritoryScreen,
) -> None:
    assert screen.places[-1] == "Territorio · Cauca"
    assert "1 de 42 lugares visitados en los últimos doce meses." in screen.words
    assert screen.rows["Almaguer"].line.word == "sin visitar"


def test_a_municipality_is_chosen_by_typing_and_tells_all_that_is_known(
    screen: TerritoryScreen, days: BusyDays
) -> None:
    screen.choose("guapi")
    assert screen.places[-1] == "Territorio · Guapi, Cauca"
    assert "Compromisos abiertos  ·  3" in screen.words
    assert "1 está vencido." in screen.words
    assert "Bitácora del territorio  ·  2" in screen.words
    assert screen.rows["Yesenia Riascos Angulo"].line.below == "Alcaldía de Guapi"
    screen.open("Entregar el listado de vacantes del muelle y de la planta de hielo")
    screen.open("Acompañar a la alcaldía en la ruta de empleabilidad rural")
    assert screen.opened == [("commitment", days.late), ("activity", days.unfinished)]


def test_from_a_department_to_a_municipality_and_back(screen: TerritoryScreen) -> None:
    screen.open("Almaguer")
    assert screen.places[-1] == "Territorio · Almaguer, Cauca"
    assert screen.page.go_back()
    assert screen.places[-1] == "Territorio · Cauca"
    assert not screen.page.go_back()


def test_the_territory_looked_at_is_the_first_one_next_time(
    qtbot: QtBot, desk: Desk, screen: TerritoryScreen
) -> None:
    screen.choose("cali")
    again = TerritoryScreen(qtbot, TerritoryPage(tools_for(), Work(desk)))
    assert again.places[-1] == "Territorio · Santiago de Cali, Valle del Cauca"
    assert "Acuerdo por el empleo de Santiago de Cali" in again.rows
    assert "Ministerio del Trabajo" in again.rows


def test_the_cursor_stays_on_its_line_when_records_change(screen: TerritoryScreen) -> None:
    screen.choose("guapi")
    screen.rows["SENA"].setFocus()
    screen.page.tools.changes.publish({"commitment"})
    assert screen.page.focusWidget().accessibleName().startswith("SENA")
