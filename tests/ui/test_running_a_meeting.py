"""The tab where a meeting is run: stamps of its points, votes, and whether there is quorum."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.work.work import Work
from tests.ui.rooms import a_room
from tests.ui.screens.visit_room import CTRL


def two_points(work: Work, visit: UUID) -> None:
    for title in ("Informe", "Votación"):
        work.agenda.add(visit, {"title": title})


def test_one_key_begins_a_point_and_ends_it(qtbot: QtBot, tmp_path: Path) -> None:
    with a_room(qtbot, tmp_path, given=two_points) as room:
        screen, panel = room.screen, room.screen.page.development
        screen.tab("Desarrollo")
        screen.key(Qt.Key.Key_T, CTRL)
        assert "desde las 12:00" in panel.agenda.titles[0]
        room.clock.go_on(minutes=9)
        panel.clock.minute_passed.emit()
        assert room.kept.agenda[0].ended_at is None
        screen.key(Qt.Key.Key_T, CTRL)
        (first, second) = room.kept.agenda
        assert (first.started_at, first.ended_at) == (room.clock.at.replace(minute=0), room.clock())
        assert second.started_at is None
        assert "12:00 a 12:09 · 9 min" in screen.words_shown()
        assert screen.is_offered("Retomar el punto")


def test_what_is_being_typed_is_kept_when_a_point_ends(qtbot: QtBot, tmp_path: Path) -> None:
    with a_room(qtbot, tmp_path, given=two_points) as room:
        screen = room.screen
        screen.tab("Desarrollo")
        screen.key(Qt.Key.Key_T, CTRL)
        screen.page.development.point.focus_field("discussion")
        screen.type("Se lee el informe")
        screen.key(Qt.Key.Key_T, CTRL)
        assert room.kept.agenda[0].discussion == "Se lee el informe"
        assert room.kept.agenda[0].ended_at is not None


def test_more_votes_than_people_present_are_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    def given(work: Work, visit: UUID) -> None:
        two_points(work, visit)
        for name in ("Rosa Mina", "Luis Mina"):
            work.attendance.add(visit, {"full_name": name})

    with a_room(qtbot, tmp_path, given=given) as room:
        screen = room.screen
        screen.tab("Desarrollo")
        screen.press("Quién expone y votación")
        screen.write("Votos a favor", "2")
        assert "Votaron 2 de 2 presentes" in screen.words_shown()
        screen.write("Abstenciones", "1")
        assert "Votaron 3 y hay 2 presentes" in screen.words_shown()


def test_the_quorum_follows_the_list_on_every_tab(qtbot: QtBot, tmp_path: Path) -> None:
    def given(work: Work, visit: UUID) -> None:
        work.visits.edit(visit, {"quorum_required": 2})
        work.attendance.add(visit, {"full_name": "Rosa Mina"})

    with a_room(qtbot, tmp_path, given=given) as room:
        screen = room.screen
        assert "Sin quórum: falta 1" in screen.words_shown()
        screen.tab("Asistencia")
        for typed in ("31234567", "Luis Mina"):
            screen.type(typed)
            screen.key(Qt.Key.Key_Return)
        assert "Hay quórum" in screen.words_shown()


def test_the_keys_of_the_room_can_be_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    with a_room(qtbot, tmp_path) as room:
        told = "\n".join(str(one) for one in room.screen.page.keys)
        for key in ("Ctrl+1", "Ctrl+T", "Ctrl+V", "F8"):
            assert key in told
