"""A dissemination: how many people of each public there were, typed in the room of the visit."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldapp.work.work import Work
from tests.ui.rooms import Room, a_room


def a_dissemination(work: Work, visit: UUID) -> None:
    work.visits.edit(visit, {"kind": "dissemination"})


def typed(room: Room, audience: str, people: str) -> None:
    number = room.screen.page.basics.audiences.number(audience)
    number.setFocus()
    number.selectAll()
    QTest.keyClicks(number, people)
    QTest.keyClick(number, Qt.Key.Key_Tab)


def test_people_of_each_public_are_typed_and_enough_to_finish(qtbot: QtBot, tmp_path: Path) -> None:
    with a_room(qtbot, tmp_path, given=a_dissemination) as room:
        room.screen.tab("Datos")
        typed(room, "youth", "120")
        typed(room, "parents", "40")
        typed(room, "youth", "125")
        assert room.kept.audiences == {"youth": 125, "parents": 40}
        assert not [one for one in room.kept.missing if one.field == "without_attendance"]
        typed(room, "parents", "0")
        assert room.kept.audiences == {"youth": 125}


def test_another_visit_does_not_ask_for_publics(qtbot: QtBot, tmp_path: Path) -> None:
    with a_room(qtbot, tmp_path) as room:
        room.screen.tab("Datos")
        assert not room.screen.page.basics.audiences.isVisible()
