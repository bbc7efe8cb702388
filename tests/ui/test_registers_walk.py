"""«Recorrido» in the registers: from a row of a recommendation back to its problem."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.registers import RegistersPage
from fieldapp.ui.trace_button import TraceButton
from fieldapp.work.work import Work
from tests.given.desks import CAUCA, a_desk
from tests.ui.standins import tools_for

PROBLEM = "Elevada informalidad laboral"


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # the offscreen screen has no popups
def test_a_recommendation_leads_back_to_its_problem(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        work = Work(desk)
        save = work.registers.save
        problem = save("problem", None, {"text": PROBLEM, "territory": CAUCA}).id
        document = save(
            "recommendation_doc", None, {"title": "Recomendaciones", "territory": CAUCA}
        ).id
        told = {"document": document, "problem": problem, "text": "Formalizar"}
        save("recommendation", None, told)
        page = RegistersPage(
            *(tools_for(), work.registers, work.lists, work.histories), around=work
        )
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        asked: list[tuple[str, object]] = []
        page.open_requested.connect(lambda *wish: asked.append(wish))
        page.open_record("recommendation_doc", document)
        (button,) = [one for one in page.findChildren(TraceButton) if one.isVisible()]
        assert isinstance(button, QPushButton)
        button.click()
        (step,) = [one for one in button.steps.actions() if PROBLEM in one.text()]
        step.trigger()
        button.steps.close()
        assert asked == [("problem", problem)]


def test_a_kind_that_stands_on_no_walk_offers_none(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        work = Work(desk)
        person = work.registers.save("person", None, {"full_name": "Neiva Torres"}).id
        page = RegistersPage(
            *(tools_for(), work.registers, work.lists, work.histories), around=work
        )
        qtbot.add_widget(page)
        page.open_record("person", person)
        assert page.findChildren(TraceButton) == []
