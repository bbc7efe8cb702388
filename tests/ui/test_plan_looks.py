"""Every part of a plan's room in three themes, with long words and at the size of 200 %."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.packs.words import load_words
from fieldapp.records.text import SPANISH, Words
from fieldapp.ui.pages.plan import PlanPage
from fieldapp.ui.pages.plan.parts import PARTS
from fieldapp.ui.theme import ThemeName
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.plans import PERU, a_plan, bring
from tests.given.seen import cut_words, hidden_behind, nameless, unreachable_by_tab, without_a_role
from tests.given.stretched import STRETCHED
from tests.ui.standins import tools_for

PICTURES = Path(__file__).parents[2] / "build" / "screens" / "plan"
LOOKS: tuple[Callable[[QWidget], list[str]], ...] = (
    cut_words,
    hidden_behind,
    nameless,
    unreachable_by_tab,
    without_a_role,
)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    with a_desk(tmp_path_factory.mktemp("plan"), **PERU) as desk:
        yield Work(desk)


@pytest.mark.parametrize(
    ("name", "words", "theme", "scale"),
    [
        ("light", SPANISH, "light", 1.0),
        ("contrast-200", SPANISH, "high_contrast", 2.0),
        ("english-dark", load_words("en"), "dark", 1.0),
        ("stretched", STRETCHED, "light", 1.0),
    ],
)
def test_every_part_of_a_plan_fits_and_can_be_reached_and_named(
    qtbot: QtBot, work: Work, name: str, words: Words, theme: ThemeName, scale: float
) -> None:
    plan = a_plan(work)
    for file in ("tree", "roles", "logframe_regional", "indicators", "budget"):
        bring(work, f"pe_puno_{file}.csv", plan)
    tools = tools_for(words=words, theme=theme, scale=scale)
    window = QWidget()
    qtbot.add_widget(window)
    window.setStyleSheet(tools.theme.style_sheet())
    page = PlanPage(tools, work)
    page.setParent(window)
    window.resize(1150, 640)
    page.resize(window.size())
    window.show()
    page.open_record("plan", plan)
    PICTURES.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    for part in range(len(PARTS)):
        page.open_part(part)
        QApplication.processEvents()
        window.grab().save(str(PICTURES / f"{name}-{part}.png"))
        faults += [f"{part}: {fault}" for look in LOOKS for fault in look(window)]
    assert not faults, "\n".join(dict.fromkeys(faults))
