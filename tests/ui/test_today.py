"""Today: what the day asks, every line a way to where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.today import TodayPage
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.busy_days import busy_days
from tests.given.desks import Clock, a_desk
from tests.given.standings import NOTHING, Standing
from tests.ui.screens.today import TodayScreen
from tests.ui.standins import tools_for


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with a_desk(tmp_path, clock) as opened:
        yield opened


def screen_of(qtbot: QtBot, desk: Desk) -> TodayScreen:
    return TodayScreen(qtbot, TodayPage(tools_for(), Work(desk), Standing(NOTHING)))


def test_a_first_day_offers_the_first_step(qtbot: QtBot, desk: Desk) -> None:
    screen = screen_of(qtbot, desk)
    assert screen.rows == []
    screen.press(f"Nueva {desk.pack.words.visit.one.lower()}")
    assert screen.opened == [("activity", None)]


def test_late_promises_stand_before_those_due_soon_and_say_how_late(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    busy_days(desk, clock)
    spoken = screen_of(qtbot, desk).spoken
    late = next(n for n, said in enumerate(spoken) if "vencido hace 10 días" in said)
    soon = next(n for n, said in enumerate(spoken) if "vence en 5 días" in said)
    assert "Alcaldía de Guapi" in spoken[late]
    assert late < soon


def test_what_was_begun_and_not_finished_is_not_forgotten(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    days = busy_days(desk, clock)
    screen = screen_of(qtbot, desk)
    assert "Quedaron sin terminar  ·  1" in screen.words
    row = next(one for one in screen.rows if one.line.id == days.unfinished)
    row.setFocus()
    screen.key(Qt.Key.Key_Return)
    assert screen.opened == [("activity", days.unfinished)]


def test_a_planned_visit_is_started_with_one_key_and_opened(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    days = busy_days(desk, clock)
    screen = screen_of(qtbot, desk)
    screen.press("Iniciar: Instalar la mesa de empleo de Guapi")
    assert screen.opened == [("activity", days.planned_today)]
    visit = Work(desk).visits.get(days.planned_today)
    assert visit is not None
    assert visit.status == "in_progress"


def test_the_arrows_walk_the_lines_and_enter_opens_one(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    days = busy_days(desk, clock)
    screen = screen_of(qtbot, desk)
    screen.stand_first()
    for _ in screen.rows:
        if screen.page.focusWidget().accessibleName().startswith("Entregar el listado"):
            break
        screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Return)
    assert screen.opened == [("commitment", days.late)]


def test_the_cursor_stays_on_its_line_when_records_change(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    days = busy_days(desk, clock)
    screen = screen_of(qtbot, desk)
    next(one for one in screen.rows if one.line.id == days.soon).setFocus()
    screen.page.tools.changes.publish({"activity"})
    (focused,) = [row for row in screen.rows if row.hasFocus()]
    assert focused.line.id == days.soon


def test_what_waits_to_be_sent_is_told_with_the_last_receipt(qtbot: QtBot, desk: Desk) -> None:
    screen = TodayScreen(qtbot, TodayPage(tools_for(), Work(desk), Standing()))
    (sending,) = screen.rows
    assert sending.accessibleName() == (
        "16 registros por enviar. Último acuse de recibo: jue 19 nov 2026, 17:42"
    )
    sending.setFocus()
    screen.key(Qt.Key.Key_Return)
    assert screen.opened == [("sync", None)]
