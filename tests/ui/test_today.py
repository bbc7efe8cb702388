"""Today: what the day asks, every line a way to where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.today.page import TodayPage
from fieldapp.work.desk import Desk
from fieldapp.work.told_clock import told_clock
from fieldapp.work.work import Work
from tests.given.busy_days import busy_days
from tests.given.desks import GUAPI, Clock, a_desk
from tests.given.keeping import Keeping
from tests.given.meetings import a_meeting, saved
from tests.given.standings import NOTHING, Standing
from tests.given.vaults import NOON
from tests.ui.screens.today import TodayScreen
from tests.ui.standins import FakePrompts, tools_for

WOKE_UP = datetime(2011, 1, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with a_desk(tmp_path, clock) as opened:
        yield opened


def screen_of(qtbot: QtBot, desk: Desk) -> TodayScreen:
    return TodayScreen(qtbot, a_page(desk))


def a_page(
    desk: Desk,
    *,
    standing: Standing | None = None,
    keeping: Keeping | None = None,
    prompts: FakePrompts | None = None,
) -> TodayPage:
    tools = tools_for(prompts=prompts or FakePrompts())
    return TodayPage(tools, Work(desk), standing or Standing(NOTHING), keeping or Keeping())


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


def test_ctrl_enter_begins_the_visit_planned_for_today(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    days = busy_days(desk, clock)
    screen = screen_of(qtbot, desk)
    screen.page.main_action()
    assert screen.opened == [("activity", days.planned_today)]
    screen.page.reload()
    screen.page.main_action()  # nothing more is planned for today: a new one
    assert screen.opened[-1] == ("activity", None)


def test_a_clock_that_lies_is_asked_about_before_the_visit_is_stamped(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    busy_days(desk, clock)
    prompts = FakePrompts(reason="20 nov 2026 12:30")
    desk = replace(desk, clock=told_clock(desk.store, clock))
    clock.at = WOKE_UP
    visit = Work(desk).visits.plan({"territory": GUAPI, "planned_on": desk.today()}).id
    screen = TodayScreen(qtbot, a_page(desk, prompts=prompts))
    assert any("una hora posterior" in said for said in screen.spoken)
    screen.page.main_action()
    begun = Work(desk).visits.get(visit)
    assert begun is not None
    assert begun.starts_at == datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


def test_who_does_not_know_the_hour_begins_all_the_same(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    busy_days(desk, clock)
    clock.at = WOKE_UP
    visit = Work(desk).visits.plan({"territory": GUAPI, "planned_on": desk.today()}).id
    prompts = FakePrompts(reason=None)
    screen = TodayScreen(qtbot, a_page(desk, prompts=prompts))
    screen.page.main_action()
    assert "¿Qué día y hora son?" in prompts.asked[-1]
    assert screen.opened == [("activity", visit)]


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


def test_what_lacks_on_this_laptop_is_said_first_and_mended_here(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    keeping = Keeping(copied_at=NOON - timedelta(days=9), free_bytes=10 * 1024**2)
    prompts = FakePrompts(save_to=tmp_path / "copia.bitacora")
    screen = TodayScreen(qtbot, a_page(desk, keeping=keeping, prompts=prompts))
    assert "Conviene atender  ·  2" in screen.words
    copy = next(row for row in screen.rows if row.line.text == "Copia de seguridad")
    assert "hace 9 días" in copy.line.below
    copy.setFocus()
    screen.key(Qt.Key.Key_Return)
    assert "Conviene atender  ·  1" in screen.words


def test_an_acta_that_waits_for_signatures_is_not_forgotten_however_old(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    work = Work(desk)
    visit = a_meeting(desk, clock)
    saved(work.minutes.freeze(work.minutes.draft(visit).id))
    clock.go_on(days=400)
    screen = screen_of(qtbot, desk)
    assert "Actas por firmar  ·  1" in screen.words
    row = next(one for one in screen.rows if one.line.id == visit)
    assert row.line.word == "Acta: Emitida"


def test_words_half_typed_wait_here(qtbot: QtBot, desk: Desk) -> None:
    Work(desk).drafts.keep("logbook_entry", desk.posting.officer, {"text": "El muelle estuvo cerr"})
    screen = screen_of(qtbot, desk)
    row = next(one for one in screen.rows if one.line.text == "El muelle estuvo cerr")
    row.setFocus()
    screen.key(Qt.Key.Key_Return)
    assert screen.opened == [("logbook", None)]


def test_the_trip_is_prepared_from_here(qtbot: QtBot, desk: Desk, clock: Clock) -> None:
    busy_days(desk, clock)
    screen = screen_of(qtbot, desk)
    screen.press("Preparar viaje")
    assert screen.opened == [("travel", None)]


def test_what_waits_to_be_sent_is_told_with_the_last_receipt(qtbot: QtBot, desk: Desk) -> None:
    screen = TodayScreen(qtbot, a_page(desk, standing=Standing()))
    (sending,) = screen.rows
    assert sending.accessibleName() == (
        "16 registros por enviar. Último acuse de recibo: jue 19 nov 2026, 17:42"
    )
    sending.setFocus()
    screen.key(Qt.Key.Key_Return)
    assert screen.opened == [("sync", None)]


def test_a_trip_that_is_over_says_until_when_its_report_is_due(
    qtbot: QtBot, desk: Desk, clock: Clock
) -> None:
    registers = Work(desk).registers
    trip = registers.save(
        "trip",
        None,
        {
            "object": "Instalar la mesa de Guapi",
            "territory": GUAPI,
            "officer": desk.posting.officer,
            "depart_on": desk.today() - timedelta(days=3),
            "return_on": desk.today() - timedelta(days=1),
            "commission_act": "Resolución 12",
            "act_on": desk.today() - timedelta(days=9),
            "status": "authorised",
        },
    )
    screen = screen_of(qtbot, desk)
    (line,) = (row for row in screen.spoken if "Instalar la mesa de Guapi" in row)
    assert "hasta el" in line
    clock.go_on(days=30)
    registers.save("trip", trip.id, {"status": "in_progress"})
    (line,) = (row for row in screen_of(qtbot, desk).spoken if "Instalar la mesa" in row)
    assert "hasta el" not in line
    assert Work(desk).today.page().trips[0].deadline.late
