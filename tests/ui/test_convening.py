"""Convocar from the room of a planned visit, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.visit_room.page import VisitRoomPage
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock, a_desk
from tests.ui.screens.visit_room import VisitRoomScreen
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class Planned:
    """A planned visit with one person in its list, open in its room."""

    screen: VisitRoomScreen
    work: Work
    prompts: FakePrompts
    visit: UUID

    @property
    def presences(self) -> list[str | None]:
        rows = self.work.attendance.rows(self.visit)
        return [row.attendance.presence for row in rows]


@pytest.fixture
def planned(qtbot: QtBot, tmp_path: Path) -> Iterator[Planned]:
    prompts = FakePrompts(save_to=tmp_path / "Convocatoria_Guapi_2026-12-01.pdf")
    with a_desk(tmp_path, Clock()) as desk:
        work = Work(desk)
        visit = work.visits.plan(
            {"objective": "Mesa de empleo", "territory": GUAPI, "planned_on": date(2026, 12, 1)}
        ).id
        work.attendance.add(visit, {"full_name": "Neiva Torres"})
        page = VisitRoomPage(tools_for(prompts=prompts), work)
        yield Planned(VisitRoomScreen(qtbot, page, visit), work, prompts, visit)


def test_one_button_writes_the_letter_twice_and_the_meeting_for_the_calendar(
    planned: Planned, tmp_path: Path
) -> None:
    planned.screen.press("Convocar…")
    assert "Se convoca a 1" in planned.prompts.asked[0]
    assert sorted(one.suffix for one in tmp_path.glob("Convocatoria_Guapi*")) == [
        ".docx",
        ".ics",
        ".pdf",
    ]
    assert planned.presences == ["expected"]
    assert "En Asistencia ya están los convocados" in planned.prompts.told[-1]
    assert planned.prompts.errors == []


def test_a_letter_already_worded_in_word_is_never_covered(planned: Planned, tmp_path: Path) -> None:
    worded = tmp_path / "Convocatoria_Guapi_2026-12-01.docx"
    worded.write_bytes(b"what the office wrote")
    planned.screen.press("Convocar…")
    assert worded.read_bytes() == b"what the office wrote"
    assert (tmp_path / "Convocatoria_Guapi_2026-12-01 (2).docx").exists()


def test_saying_no_changes_nothing(planned: Planned, tmp_path: Path) -> None:
    planned.prompts.answer = False
    planned.screen.press("Convocar…")
    planned.prompts.answer, planned.prompts.save_to = True, None
    planned.screen.press("Convocar…")
    assert planned.presences == ["present"]
    assert not list(tmp_path.glob("Convocatoria*"))


def test_what_has_begun_is_no_longer_convened(planned: Planned) -> None:
    assert planned.screen.page.foot.convene.isVisible()
    planned.screen.press("Iniciar")
    assert not planned.screen.page.foot.convene.isVisible()
