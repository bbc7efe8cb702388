"""The map of actors: moved by keys and by mouse, the same in the list, and its past is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.records.actors import ActorAssessment
from fieldapp.ui.pages.actors import ActorsPage
from fieldapp.work.actors import Actor
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock, a_desk
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class Map:
    """A page on a real store with two entities of Guapi, the second already on the map."""

    qtbot: QtBot
    page: ActorsPage
    work: Work
    clock: Clock
    town: UUID
    guild: UUID

    @property
    def rows(self) -> list[list[str]]:
        model = self.page.table.model
        across = range(model.columnCount())
        return [[model.index(row, c).data() for c in across] for row in range(model.rowCount())]

    @property
    def said(self) -> list[tuple[int | None, int | None]]:
        """All that was ever said of the guild, the oldest first."""
        with self.work.desk.reading() as reading:
            rows = reading.all(ActorAssessment, {"organization": self.guild}, ("on",))
        return [(row.interest, row.influence) for row in rows]

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.page.focusWidget() or self.page, key)

    def take(self, entity: UUID) -> None:
        """Walk to an entity of the list and take hold of it with Enter."""
        view = self.page.table.view
        self.page.table.mark_row(entity)
        view.setFocus()
        self.key(Qt.Key.Key_Return)


@pytest.fixture
def actors(qtbot: QtBot, tmp_path: Path) -> Iterator[Map]:
    clock = Clock()
    with a_desk(tmp_path, clock) as desk:
        work = Work(desk)
        town, guild = (
            work.registers.save("organization", None, {"name": name, "territory": GUAPI}).id
            for name in ("Alcaldía de Guapi", "Piangüeras Nuevo Amanecer")
        )
        work.actors.place(Actor(guild, "", GUAPI), 5, 2)
        page = ActorsPage(tools_for(prompts=FakePrompts()), work)
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)
        page.territory.show_value(GUAPI)
        page.reload()
        yield Map(qtbot, page, work, clock, town, guild)


def test_the_list_says_what_the_map_shows(actors: Map) -> None:
    assert actors.rows == [
        ["1", "Piangüeras Nuevo Amanecer", "5", "2", "Informar"],
        ["", "Alcaldía de Guapi", "", "", "Sin ubicar"],
    ]


def test_enter_takes_an_entity_and_the_arrows_move_it(actors: Map) -> None:
    actors.take(actors.guild)
    assert actors.page.grid.hasFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right):
        actors.key(key)
    assert actors.said == [(5, 4)]
    assert actors.rows[0][4] == "Involucrar"
    assert "interés 5, influencia 4" in actors.page.grid.accessibleDescription()
    actors.key(Qt.Key.Key_Right)
    assert actors.said == [(5, 4)]


def test_an_unplaced_entity_begins_in_the_middle(actors: Map) -> None:
    actors.take(actors.town)
    actors.key(Qt.Key.Key_Right)
    placed = {one.id: (one.interest, one.influence) for one in actors.work.actors.map(GUAPI)}
    assert placed[actors.town] == (4, 3)


def test_the_mouse_drags_an_entity_to_another_cell(actors: Map) -> None:
    grid = actors.page.grid
    (guild,) = [one for one in actors.work.actors.map(GUAPI) if one.id == actors.guild]
    taken = grid.spot(guild).toPoint()
    dropped = grid.spot(Actor(actors.guild, "", GUAPI, 2, 5)).toPoint()
    actors.qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=taken)
    actors.qtbot.mouseMove(grid, dropped)
    actors.qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=dropped)
    assert actors.said == [(2, 5)]


def test_what_was_said_on_an_earlier_day_remains(actors: Map) -> None:
    actors.clock.go_on(days=1)
    actors.take(actors.guild)
    actors.key(Qt.Key.Key_Up)
    assert actors.said == [(5, 2), (5, 3)]
