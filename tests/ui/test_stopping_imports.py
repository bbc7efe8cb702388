"""Rows on their way in are counted in a bar, and whoever stops them finds none of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
import uuid_utils.compat
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.jobs import ThreadedJobs
from fieldapp.ui.shell.progress import ProgressLine
from tests.ui.rooms import Room, a_room
from tests.ui.screens.visit_room import CTRL
from tests.ui.standins import tools_for

MANY = 40
HELD_AT = 15


@dataclass
class Ids:
    """New ids; once it is told to hold, the import stands still after some rows."""

    hold: bool = False
    given: int = 0
    go_on: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> UUID:
        if self.hold:
            self.given += 1
            if self.given == HELD_AT:
                self.go_on.wait(30)
        return uuid_utils.compat.uuid7()


@dataclass
class Importing:
    """A room on the real workers, with the bar of the window below it."""

    room: Room
    bar: ProgressLine
    ids: Ids
    said: list[str] = field(default_factory=list)


@pytest.fixture
def importing(qtbot: QtBot, tmp_path: Path) -> Iterator[Importing]:
    jobs, ids, tools = ThreadedJobs(), Ids(), tools_for()
    bar = ProgressLine(tools.theme, tools.words)
    qtbot.add_widget(bar)
    jobs.long_moved.connect(bar.show_work)
    bar.stop_wished.connect(jobs.stop_long)
    with a_room(qtbot, tmp_path, jobs=jobs, new_id=ids) as room:
        made = Importing(room, bar, ids)
        bar.stopped.connect(made.said.append)
        qtbot.wait_until(lambda: room.screen.page.opened is not None)
        room.screen.tab("Asistencia")
        yield made
        jobs.stop()


def paste(room: Room) -> None:
    rows = (f"10{number:06}\tPersona {number}\tAlcaldía" for number in range(MANY))
    QGuiApplication.clipboard().setText("\n".join(rows) + "\n")
    room.screen.key(Qt.Key.Key_V, CTRL)


def test_a_pasted_list_that_is_stopped_leaves_no_row(importing: Importing, qtbot: QtBot) -> None:
    importing.ids.hold = True
    paste(importing.room)
    qtbot.wait_until(importing.bar.isVisible)
    (stop,) = importing.bar.findChildren(QPushButton)
    qtbot.keyClick(stop, Qt.Key.Key_Space)
    importing.ids.go_on.set()
    qtbot.wait_until(lambda: importing.said != [])
    assert importing.said == ["Se detuvo: Importación. No se guardó ninguna fila."]
    assert importing.room.rows("full_name") == []
    assert importing.bar.isHidden()


def test_a_list_that_nobody_stops_is_there_whole(importing: Importing, qtbot: QtBot) -> None:
    paste(importing.room)
    qtbot.wait_until(lambda: importing.room.prompts.told != [])
    assert len(importing.room.rows("full_name")) == MANY
    assert importing.said == []
