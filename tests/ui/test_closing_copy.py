"""A copy on a memory stick, offered with one key when a visit is closed (field rule R26)."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.visit_room.closing_copy import ClosingCopy
from fieldapp.work.work import Work
from tests.given.keeping import Keeping
from tests.ui.rooms import Room, a_room


def ready(work: Work, visit: UUID) -> None:
    work.attendance.add(visit, {"full_name": "Rosa Mina"})


def offering(room: Room, keeping: Keeping) -> ClosingCopy:
    page = room.screen.page
    made = ClosingCopy(page, page.foot, keeping)
    page.reload()
    return made


def test_a_signed_visit_is_copied_to_the_stick_with_one_key(qtbot: QtBot, tmp_path: Path) -> None:
    with a_room(qtbot, tmp_path, given=ready) as room:
        screen = room.screen
        keeping = Keeping(stick=tmp_path / "Copia.bitacora")
        offer = offering(room, keeping)
        assert offer.button.isHidden()
        room.clock.go_on(hours=2)
        screen.tab("Acta")
        screen.page.main_action()
        assert screen.is_offered("Copia en memoria USB (F8)")
        screen.key(Qt.Key.Key_F8)
        assert keeping.copies == [tmp_path / "Copia.bitacora"]
        assert "Copia guardada en" in room.prompts.told[-1]


def test_without_a_stick_the_person_says_where(qtbot: QtBot, tmp_path: Path) -> None:
    with a_room(qtbot, tmp_path, given=ready) as room:
        keeping = Keeping()
        offering(room, keeping)
        room.work.minutes.issue(room.visit)
        room.screen.page.reload()
        room.prompts.save_to = tmp_path / "mi copia.bitacora"
        room.screen.key(Qt.Key.Key_F8)
        assert keeping.copies == [tmp_path / "mi copia.bitacora"]


def test_a_copy_younger_than_the_meeting_is_not_asked_for_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with a_room(qtbot, tmp_path, given=ready) as room:
        keeping = Keeping()
        offer = offering(room, keeping)
        room.work.minutes.issue(room.visit)
        keeping.copied_at = room.clock()
        room.screen.page.reload()
        assert offer.button.isHidden()
        room.screen.key(Qt.Key.Key_F8)
        assert keeping.copies == []
