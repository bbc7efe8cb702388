"""The PES Scan room: scored with the number keys, its radar in words, its gaps counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.ui.pages.assessments import AssessmentsPage
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.diagnosis import an_organization
from tests.ui.standins import FakePrompts, tools_for

CHOLUTECA = "06"
ASKED = ("governance", "governance", "organization", "performance")


@dataclass
class Scan:
    """An assessment of four questions, open in the real page."""

    qtbot: QtBot
    page: AssessmentsPage
    work: Work
    prompts: FakePrompts
    id: UUID

    def type(self, keys: str) -> None:
        self.qtbot.keyClicks(self.page.room.questions.view, keys)

    @property
    def scores(self) -> list[int | None]:
        return [one.score for one in self.work.assessments.room(self.id).items]

    @property
    def told(self) -> str:
        return self.page.room.radar.accessibleDescription()


@pytest.fixture
def scan(qtbot: QtBot, tmp_path: Path) -> Iterator[Scan]:
    place = {"country": "HN", "home_scope": CHOLUTECA, "scopes": frozenset({CHOLUTECA, "0"})}
    with a_desk(tmp_path, **place) as desk:
        work, prompts = Work(desk), FakePrompts()
        office = an_organization(work, "Oficina regional de Choluteca", CHOLUTECA)
        assessment = work.registers.save(
            "assessment", None, {"title": "Diagnóstico 2023", "organization": office}
        ).id
        for n, dimension in enumerate(ASKED):
            typed = {"dimension": Code(dimension), "question": f"Pregunta {n}"}
            work.registers.children.add("assessment_item", assessment, typed)
        page = AssessmentsPage(tools_for(prompts=prompts), work)
        qtbot.add_widget(page)
        page.resize(1150, 690)
        page.show()
        qtbot.wait_exposed(page)
        page.open_record("assessment", assessment)
        qtbot.keyClick(page.room.questions.view, Qt.Key.Key_Home)
        yield Scan(qtbot, page, work, prompts, assessment)


def test_the_number_keys_score_one_question_after_the_other(scan: Scan) -> None:
    scan.type("3421")
    assert scan.scores == [3, 4, 2, 1]


def test_the_radar_says_its_four_dimensions_in_words(scan: Scan) -> None:
    scan.type("34")
    assert scan.told == (
        "Puntaje medio de 1 a 4. Gobernanza: 3,5; Organización de servicios: sin puntaje; "
        "Alianzas: sin puntaje; Rendimiento: sin puntaje."
    )
    headings = [row.text for row in scan.page.room.questions.rows if isinstance(row, Heading)]
    assert headings == [
        "Gobernanza",
        "Organización de servicios",
        "Alianzas · sin preguntas",
        "Rendimiento",
    ]


def test_five_is_no_score_of_this_scale(scan: Scan) -> None:
    scan.type("5")
    assert scan.scores == [None] * 4
    assert scan.prompts.told == ["Los puntajes van de 1 a 4."]


def test_a_new_question_is_of_the_dimension_where_the_cursor_stands(scan: Scan) -> None:
    scan.type("342")
    scan.page.start_new()
    scan.qtbot.keyClicks(scan.page.room.panel.form.focusWidget(), "Otra pregunta")
    scan.page.flush()
    (new,) = [
        one for one in scan.work.assessments.room(scan.id).items if one.question == "Otra pregunta"
    ]
    assert new.dimension == "performance"


def test_a_gap_stands_under_its_question(scan: Scan) -> None:
    first = scan.work.assessments.room(scan.id).items[0]
    scan.work.registers.save("assessment_item", first.id, {"gap": "No hay mesa"})
    scan.page.reload()
    lines = [row for row in scan.page.room.questions.rows if isinstance(row, Line)]
    assert lines[0].below == "Brecha: No hay mesa"


def test_the_questions_of_the_pack_are_the_ministrys_and_none_is_shipped(scan: Scan) -> None:
    scan.work.assessments.add_pack_questions(scan.id)
    assert len(scan.scores) == 4
    empty = scan.work.registers.save("assessment", None, {"title": "Otro"}).id
    with pytest.raises(Refused, match="paquete de su país"):
        scan.work.assessments.add_pack_questions(empty)


def test_escape_closes_the_question_then_the_room(scan: Scan) -> None:
    scan.page.edit()
    assert scan.page.go_back()
    assert scan.page.go_back()
    assert scan.page.opened is None
