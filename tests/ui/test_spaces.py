"""The spaces with their sessions, on a real store and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.spaces import SpacesPage
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock, a_desk
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class Spaces:
    """A page on a real store, and one space of it."""

    qtbot: QtBot
    page: SpacesPage
    work: Work
    space: UUID
    wished: list[tuple[str, object]]

    @property
    def rows(self) -> list[list[str]]:
        self.page.reload()
        model = self.page.table.model
        across = range(model.columnCount())
        return [[model.index(row, c).data() for c in across] for row in range(model.rowCount())]

    def session(self, space: UUID, planned_on: date | None = None) -> UUID:
        given = {"objective": "Sesión", "territory": GUAPI, "space": space}
        if planned_on is not None:
            return self.work.visits.plan({**given, "planned_on": planned_on}).id
        return self.work.visits.start(changes=given).id


@pytest.fixture
def spaces(qtbot: QtBot, tmp_path: Path) -> Iterator[Spaces]:
    with a_desk(tmp_path, Clock()) as desk:
        work = Work(desk)
        space = work.registers.save(
            "space",
            None,
            {"name": "Mesa de empleo de Guapi", "territory": GUAPI, "sessions_per_year": 4},
        ).id
        page = SpacesPage(tools_for(prompts=FakePrompts()), work)
        wished: list[tuple[str, object]] = []
        page.open_requested.connect(lambda kind, one: wished.append((kind, one)))
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        yield Spaces(qtbot, page, work, space, wished)


def test_a_space_shows_its_sessions_its_days_and_what_is_owed(spaces: Spaces) -> None:
    held = spaces.session(spaces.space)
    spaces.session(spaces.space, date(2026, 12, 4))
    for text in ("Convocar", "Nombrar el enlace"):
        promised = spaces.work.commitments.promise(held, {"text": text}).id
    spaces.work.commitments.set_status(promised, "done", evidence="Oficio 3")
    ((name, place, sessions, pace, last, following, owed),) = spaces.rows
    assert (name, place) == ("Mesa de empleo de Guapi", "Guapi, Cauca")
    assert (sessions, pace, owed) == ("1 de 4", "Faltan 2", "1")
    assert last == "vie 20 nov 2026"
    assert following == "vie 4 dic 2026"


def test_the_same_space_written_twice_is_one_line_with_the_sessions_of_both(
    spaces: Spaces,
) -> None:
    twin = spaces.work.registers.save(
        "space", None, {"name": "Mesa municipal de empleo", "territory": GUAPI}
    ).id
    spaces.session(spaces.space)
    spaces.session(twin)
    assert len(spaces.rows) == 2
    spaces.work.same_as.join(spaces.space, twin)
    ((_, _, sessions, *_),) = spaces.rows
    assert sessions == "2 de 4"


def test_enter_opens_the_space_in_the_directory(spaces: Spaces) -> None:
    spaces.page.reload()
    view = spaces.page.table.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    spaces.qtbot.keyClick(view, Qt.Key.Key_Return)
    assert spaces.wished == [("space", spaces.space)]


def test_d06_a_space_of_two_sessions_a_year_stands_in_red_in_november(spaces: Spaces) -> None:
    spaces.work.registers.save("space", spaces.space, {"sessions_per_year": 2})
    ((*_, sessions, pace, _last, _next, _owed),) = spaces.rows
    assert (sessions, pace) == ("0 de 2", "Falta 1")
    marked = spaces.page.table.model.index(0, 3).data(Qt.ItemDataRole.DecorationRole)
    red = spaces.page.tools.theme.icon("late", "bad")
    assert marked.cacheKey() == red.cacheKey()
