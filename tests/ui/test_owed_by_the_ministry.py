"""What the ministry still has to give of its pack is told where a person would look for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldapp.packs.about import draft_catalogues
from fieldapp.records import KINDS
from fieldapp.ui.pages.assessments import AssessmentsPage
from fieldapp.ui.pages.spaces import SpacesPage
from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.packs import pack
from tests.ui.standins import tools_for


@pytest.mark.parametrize(("country", "told"), [("HN", True), ("PE", False)])
def test_the_page_of_spaces_tells_that_the_steps_are_a_proposal(
    qtbot: QtBot, tmp_path: Path, country: str, told: bool
) -> None:
    with a_desk(tmp_path, country=country) as desk:
        page = SpacesPage(tools_for(drafts=draft_catalogues(pack(country))), Work(desk))
        _show(qtbot, page)
        assert page.owed.isVisible() is told
        assert ("los siete son una propuesta" in page.owed.text()) is told


def test_the_scan_tells_that_its_questions_are_the_ministrys(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path, country="HN") as desk:
        page = AssessmentsPage(tools_for(), Work(desk))
        qtbot.add_widget(page)
        assert "y no sus preguntas" in page.room.owed.text()
        assert not page.room.owed.isHidden()


@pytest.mark.parametrize(("country", "told"), [("CO", True), ("PE", False)])
def test_a_form_tells_beside_the_field_that_its_list_is_owed(
    qtbot: QtBot, tmp_path: Path, country: str, told: bool
) -> None:
    with a_desk(tmp_path, country=country) as desk:
        page = SpacesPage(tools_for(drafts=draft_catalogues(pack(country))), Work(desk))
        qtbot.add_widget(page)
        form = RecordForm(KINDS["service_delivery"], page.form_tools(Work(desk).registers))
        _show(qtbot, form)
        said = [box.sentence for box in form.findChildren(FieldBox)]
        assert any("no enumeran los servicios" in one for one in said) is told


def _show(qtbot: QtBot, shown: QWidget) -> None:
    qtbot.add_widget(shown)
    shown.resize(1150, 640)
    shown.show()
    qtbot.wait_exposed(shown)
