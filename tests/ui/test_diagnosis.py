"""The room of the diagnosis: voted with the number keys, opened with Enter, chosen with a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.diagnosis import Cause, Problem
from fieldapp.rules.diagnosis import Diagnosis, scores_of
from fieldapp.ui.pages.diagnosis import DiagnosisPage
from fieldapp.ui.pages.diagnosis.votes_model import FIRST_CRITERION, PLACE, TOTAL
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.diagnosis import the_diagnosis
from tests.given.plans import PERU, PUNO
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class Workshop:
    """The page on a real store that holds the diagnosis of Puno."""

    qtbot: QtBot
    page: DiagnosisPage
    work: Work
    prompts: FakePrompts

    @property
    def kept(self) -> Diagnosis:
        return self.work.diagnoses.of(PUNO)

    def problem(self, number: str) -> Problem:
        return next(one for one in self.kept.problems if one.number == number)

    def column(self, column: int) -> list[str]:
        model = self.page.votes.votes
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def type(self, keys: str) -> None:
        self.qtbot.keyClicks(self.page.votes, keys)

    def press(self, key: Qt.Key, on: QWidget | None = None) -> None:
        self.qtbot.keyClick(on or self.page.votes, key)

    def open(self, number: str) -> None:
        self.page.votes.stand_on(self.problem(number).id)
        self.press(Qt.Key.Key_Return)

    def lines(self, level: str) -> list[Line | Heading]:
        return list(self.page.room.lists[level].rows)


@pytest.fixture
def workshop(qtbot: QtBot, tmp_path: Path) -> Iterator[Workshop]:
    clock = Clock(datetime(2015, 11, 26, 15, 0, tzinfo=UTC))
    with a_desk(tmp_path, clock, **PERU) as desk:
        work, prompts = Work(desk), FakePrompts()
        the_diagnosis(work)
        page = DiagnosisPage(tools_for(prompts=prompts), work)
        qtbot.add_widget(page)
        page.resize(1150, 690)
        page.show()
        qtbot.wait_exposed(page)
        yield Workshop(qtbot, page, work, prompts)


def test_the_number_keys_write_scores_and_the_places_change_at_once(workshop: Workshop) -> None:
    workshop.type("5534333354")
    assert workshop.column(PLACE) == ["1", "2", "", ""]
    workshop.type("444455")
    assert workshop.column(TOTAL) == ["17", "12", "17", "18"]
    assert workshop.column(PLACE) == ["2", "4", "2", "1"]
    assert [scores_of(workshop.problem(n)) for n in "14"] == [(5, 5, 3, 4), (4, 4, 5, 5)]


def test_rows_do_not_jump_while_people_vote(workshop: Workshop) -> None:
    before = workshop.column(1)
    workshop.type("11115555")
    assert workshop.column(1) == before
    assert before[0].startswith("1. ")


def test_a_score_is_taken_back_and_six_is_no_score(workshop: Workshop) -> None:
    workshop.type("5534")
    workshop.page.votes.stand_on(workshop.problem("1").id, FIRST_CRITERION)
    workshop.press(Qt.Key.Key_Delete)
    assert workshop.problem("1").magnitude is None
    assert workshop.column(PLACE)[0] == ""
    workshop.type("6")
    assert workshop.problem("1").magnitude is None
    assert workshop.prompts.told == ["Los puntajes van de 1 a 5."]


def test_a_cell_is_heard_with_its_problem_its_criterion_and_its_score(workshop: Workshop) -> None:
    workshop.type("5")
    model = workshop.page.votes.votes
    heard = [
        model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in (FIRST_CRITERION, FIRST_CRITERION + 1)
    ]
    assert heard[0].endswith("Magnitud: 5")
    assert heard[1].endswith("Gravedad: sin puntaje")


def test_enter_opens_a_problem_with_its_causes_by_level(workshop: Workshop) -> None:
    workshop.open("1")
    assert list(workshop.page.room.lists) == ["national", "regional"]
    causes = [
        row.above
        for row in workshop.lines("regional")
        if isinstance(row, Line) and row.above.startswith("Causa")
    ]
    assert causes == [f"Causa {letter}" for letter in "abcdef"]
    loose = [row for row in workshop.lines("regional") if isinstance(row, Heading)]
    assert [(one.text, one.count) for one in loose] == [("La fuente perdió la alternativa", 3)]
    assert workshop.page.opened == ("problem", workshop.problem("1").id, 0)


def test_ctrl_enter_takes_the_marked_alternative_up_and_leaves_it_again(
    workshop: Workshop,
) -> None:
    workshop.open("1")
    listed = workshop.page.room.lists["national"]
    workshop.press(Qt.Key.Key_Down, listed.view)
    (line,) = [row for row in workshop.lines("national") if getattr(row, "id", 0) == listed.marked]
    assert isinstance(line, Line)
    assert (line.above, line.word) == ("Alternativa a", "Para después")
    workshop.page.main_action()
    assert len(workshop.kept.selected(2015)) == 49
    words = [row.word for row in workshop.lines("national") if isinstance(row, Line)]
    assert words[1] == "Priorizada 2015"
    workshop.page.main_action()
    assert len(workshop.kept.selected(2015)) == 48


def test_a_new_alternative_belongs_to_the_marked_cause(workshop: Workshop) -> None:
    workshop.open("2")
    workshop.page.start_new()
    form = workshop.page.room.panel.form
    form.focus_field("text")
    workshop.qtbot.keyClicks(form.focusWidget(), "Crear un tablero regional")
    workshop.page.flush()
    first = workshop.kept.causes_of(workshop.problem("2").id, "national")[0]
    assert [one.text for one in workshop.kept.alternatives_of(first.id)] == [
        "Crear un tablero regional"
    ]


def test_a_new_cause_is_of_the_level_where_the_cursor_stands(workshop: Workshop) -> None:
    workshop.open("4")
    workshop.page.room.lists["regional"].view.setFocus()
    workshop.page.room.begin_cause()
    form = workshop.page.room.panel.form
    workshop.qtbot.keyClicks(form.focusWidget(), "Sin plazas para el personal")
    workshop.page.flush()
    causes = workshop.kept.causes_of(workshop.problem("4").id, "regional")
    assert causes[-1].text == "Sin plazas para el personal"
    assert len(causes) == 5


def test_a_cause_found_elsewhere_opens_its_problem(workshop: Workshop) -> None:
    with workshop.work.desk.reading() as reading:
        cause = next(one for one in reading.all(Cause) if one.letter == "l")
    workshop.page.open_record("cause", cause.id)
    assert workshop.page.room.problem == workshop.problem("3").id
    assert workshop.page.room.lists["regional"].marked == cause.id


def test_escape_closes_the_record_then_the_problem(workshop: Workshop) -> None:
    workshop.open("3")
    workshop.page.edit()
    workshop.page.room.begin_cause()
    assert [workshop.page.go_back() for _ in range(3)] == [True, True, False]
    assert workshop.page.votes.marked == workshop.problem("3").id


def test_a_new_problem_is_written_beside_the_table(workshop: Workshop) -> None:
    workshop.page.start_new()
    form = workshop.page.panel.form
    workshop.qtbot.keyClicks(form.focusWidget(), "Sin presupuesto propio")
    workshop.page.flush()
    created: UUID | None = workshop.page.panel.record_id
    assert created is not None
    with workshop.work.desk.reading() as reading:
        kept = reading.get(Problem, created)
    assert kept is not None
    assert kept.text == "Sin presupuesto propio"


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # the offscreen screen has no popups
def test_the_way_of_an_open_record_leads_to_what_it_comes_from(workshop: Workshop) -> None:
    workshop.open("1")
    workshop.press(Qt.Key.Key_Down, workshop.page.room.lists["national"].view)
    workshop.page.edit()
    button = workshop.page.room.panel.trace
    workshop.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    told = [act.text() for act in button.steps.actions() if act.text()]
    assert told[0] == "De dónde viene"
    assert told[1].startswith("Causa: Ausencia de voluntad política")
    assert told[2].startswith("Problema: Servicio de Empleo")
    assert told[-2:] == ["A qué llevó", "Nada todavía"]
    with workshop.qtbot.wait_signal(workshop.page.open_requested) as opened:
        button.steps.actions()[2].trigger()
    assert opened.args == ["problem", workshop.problem("1").id]
    button.steps.close()


def test_a_ministrys_matrix_comes_in_from_the_page_and_faults_are_told_by_cell(
    workshop: Workshop, tmp_path: Path
) -> None:
    sheet = tmp_path / "puno_causes.csv"
    sheet.write_text("problem,gov_level,letter,text\n9,MTPE,a,Otra\n", encoding="utf-8")
    workshop.prompts.open_from = sheet
    workshop.page.bring.click()
    assert "puno_causes.csv, fila 2, columna «problem»" in workshop.prompts.explained[-1]
    sheet.write_text("problem,gov_level,letter,text\n4,DRTPE,e,Una más\n", encoding="utf-8")
    workshop.page.bring.click()
    assert workshop.prompts.told == ["Del archivo llegaron Causas: 1."]
    assert len(workshop.kept.causes) == 53
