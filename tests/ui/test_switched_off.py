"""What an office does not work with has no place in the menu and no field in a form (R30)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.records import KINDS
from fieldapp.rules.switches import seen_with
from fieldapp.ui.page import Page
from fieldapp.ui.pages.territory.page import TerritoryPage
from fieldapp.ui.pages.today.page import TodayPage
from fieldapp.ui.places import Pages
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.ports import FormTools
from fieldapp.work.work import Work
from tests.given.busy_days import busy_days
from tests.given.desks import Clock, a_desk
from tests.given.keeping import Keeping
from tests.given.standings import NOTHING, Standing
from tests.ui.standins import tools_for


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Work]:
    """The work of an office that keeps visits, the directory and the logbook only."""
    with a_desk(tmp_path) as desk:
        yield Work(replace(desk, kinds=seen_with(KINDS, {"visits", "directory", "logbook"})))


def places_of(work: Work) -> list[str]:
    session = cast("Any", SimpleNamespace(work=work))
    return [one.name for one in Pages(session, cast("Any", None), cast("Any", None)).places()]


def test_pages_of_what_is_off_are_not_in_the_menu_nor_reached_from_others(small: Work) -> None:
    shown = places_of(small)
    assert {"today", "visits", "logbook", "registers", "reports", "settings"} <= set(shown)
    assert not {"agreements", "commitments", "spaces", "actors", "diagnosis"} & set(shown)
    every = places_of(Work(replace(small.desk, kinds=KINDS)))
    assert {"agreements", "commitments", "spaces", "actors"} <= set(every)


def test_a_form_has_no_field_that_leads_only_to_what_is_off(qtbot: QtBot, small: Work) -> None:
    lent = tools_for(kinds=small.desk.kinds)
    tools = FormTools(
        *(lent.jobs, lent.words, lent.theme, lent.formats, lent.clock), small.registers
    )
    spec = small.desk.kinds["logbook_entry"]
    whole = RecordForm(spec, tools)
    named = RecordForm(spec, tools, ("text", "activity", "agreement"))
    for form in (whole, named):
        qtbot.add_widget(form)
        form.show()
    assert "agreement" not in whole.editors
    assert whole.editors["activity"].isVisible()
    assert named.editors["activity"].isVisible()
    assert not named.editors["agreement"].isVisible()


def headings(page: Page) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("on", [("agreements", "spaces", "logbook"), ()])
def test_the_cards_of_today_and_of_a_territory_are_those_of_what_is_on(
    qtbot: QtBot, tmp_path: Path, on: tuple[str, ...]
) -> None:
    clock = Clock()
    with a_desk(tmp_path, clock) as desk:
        busy_days(desk, clock)
        kinds = seen_with(KINDS, {"visits", "directory", *on})
        work, tools = Work(replace(desk, kinds=kinds)), tools_for(kinds=kinds)
        pages = (TerritoryPage(tools, work), TodayPage(tools, work, Standing(NOTHING), Keeping()))
        for page in pages:
            qtbot.add_widget(page)
            page.show()
        territory, today = map(headings, pages)
    for words in ("Compromisos abiertos", "Convenios", "Bitácora", "Espacios", "Actores"):
        assert (words in territory) == bool(on), words
    assert ("Compromisos" in today) == bool(on)
    assert "Cobertura" in territory
    assert not {"Planes y políticas"} & set(territory.splitlines())
