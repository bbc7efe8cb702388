"""The rooms of the diagnosis fit at 200 % and in a longer language, with a whole diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.packs.words import load_words
from fieldapp.records.text import Words
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.assessments import AssessmentsPage
from fieldapp.ui.pages.diagnosis import DiagnosisPage
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.diagnosis import an_organization, the_diagnosis
from tests.given.plans import PERU, PUNO
from tests.given.seen import cut_words, hidden_behind, nameless
from tests.given.stretched import STRETCHED
from tests.ui.standins import FakePrompts, tools_for

ROOM_PX = (1240, 690)
"""What a window of 1366 by 768 leaves to a page."""
WORN = [(load_words("en"), 2.0), (STRETCHED, 1.0)]

Make = Callable[[PageTools, Work], Page]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    clock = Clock(datetime(2015, 11, 26, 15, 0, tzinfo=UTC))
    with a_desk(tmp_path_factory.mktemp("puno"), clock, **PERU) as desk:
        made = Work(desk)
        the_diagnosis(made)
        yield made


def _shown(qtbot: QtBot, make: Make, work: Work, words: Words, scale: float) -> Page:
    tools = tools_for(prompts=FakePrompts(), words=words, scale=scale)
    page = make(tools, work)
    page.setStyleSheet(tools.theme.style_sheet())
    qtbot.add_widget(page)
    page.resize(*ROOM_PX)
    page.show()
    qtbot.wait_exposed(page)
    return page


def _faults(page: QWidget) -> list[str]:
    QApplication.processEvents()  # what was just opened is laid out
    too_large = [] if (page.width(), page.height()) == ROOM_PX else [f"grew: {page.size()}"]
    return [*cut_words(page), *hidden_behind(page), *nameless(page), *too_large]


@pytest.mark.parametrize(("words", "scale"), WORN, ids=["en-200", "stretched"])
def test_problems_and_their_causes_fit(
    qtbot: QtBot, work: Work, words: Words, scale: float
) -> None:
    page = _shown(qtbot, DiagnosisPage, work, words, scale)
    assert _faults(page) == []
    page.start_new()
    assert _faults(page) == []
    page.go_back()
    page.open_record("problem", work.diagnoses.of(PUNO).problems[2].id)
    assert _faults(page) == []
    page.edit()
    assert _faults(page) == []


@pytest.mark.parametrize(("words", "scale"), WORN, ids=["en-200", "stretched"])
def test_an_assessment_fits(qtbot: QtBot, work: Work, words: Words, scale: float) -> None:
    page = _shown(qtbot, AssessmentsPage, work, words, scale)
    page.open_record("assessment", _assessment(work))
    assert _faults(page) == []
    page.start_new()
    assert _faults(page) == []


def _assessment(work: Work) -> UUID:
    office = an_organization(work, "Dirección Regional", PUNO)
    typed = {"title": "PES Scan de la Dirección Regional", "organization": office}
    made = work.registers.save("assessment", None, typed).id
    for dimension in ("governance", "performance"):
        question = {"dimension": dimension, "question": "Una pregunta larga", "gap": "Una brecha"}
        work.registers.children.add("assessment_item", made, question)
    return made
