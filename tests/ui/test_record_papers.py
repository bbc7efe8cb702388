"""The papers of one record: a citizen's receipt is printed on the spot, from the open request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.registers import RegistersPage
from fieldapp.ui.record_papers import PapersButton
from fieldapp.work.desk import Desk
from fieldapp.work.history import Histories
from fieldapp.work.lists import Lists
from fieldapp.work.registers import Registers
from tests.given.desks import GUAPI, a_desk
from tests.given.papers import words_of
from tests.given.printers import a_printer
from tests.ui.screens.registers import RegistersScreen
from tests.ui.standins import FakePrompts, tools_for


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path) as desk:
        yield desk


def a_screen(qtbot: QtBot, desk: Desk, prompts: FakePrompts) -> RegistersScreen:
    tools = tools_for(kinds=desk.kinds, prompts=prompts)
    page = RegistersPage(tools, Registers(desk), Lists(desk), Histories(desk))
    return RegistersScreen(qtbot, page)


def papers_of(screen: RegistersScreen) -> PapersButton:
    found = screen.register.findChild(PapersButton)
    assert isinstance(found, PapersButton)
    return found


def choose(button: PapersButton, words: str) -> None:
    menu = button.menu()
    assert menu is not None
    next(one for one in menu.actions() if one.text().startswith(words)).trigger()


def test_the_receipt_of_a_request_is_kept_and_printed_from_its_register(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    request = Registers(desk).save(
        "citizen_request",
        None,
        {
            "kind": "claim",
            "received_on": date(2026, 11, 20),
            "territory": GUAPI,
            "text": "No pagan las horas extra",
        },
    )
    prompts = FakePrompts()
    screen = a_screen(qtbot, desk, prompts)
    screen.choose_kind("citizen_request")
    assert not papers_of(screen).isEnabled()
    screen.register.open_record(request.id)
    assert papers_of(screen).isEnabled()

    prompts.save_to = tmp_path / "acuse.pdf"
    choose(papers_of(screen), "Guardar")
    assert "No pagan las horas extra" in words_of((tmp_path / "acuse.pdf").read_bytes())

    prompts.printing = lambda _pages: a_printer(tmp_path / "impreso.pdf")
    choose(papers_of(screen), "Imprimir")
    qtbot.wait_until((tmp_path / "impreso.pdf").exists)


def test_a_kind_without_papers_of_its_own_has_no_button(qtbot: QtBot, desk: Desk) -> None:
    screen = a_screen(qtbot, desk, FakePrompts())
    screen.choose_kind("organization")
    assert papers_of(screen).isHidden()
