"""The file of a record from its register: a guide is kept as a copy, and counts as read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.registers import RegistersPage
from fieldapp.ui.record_file import FileButton
from fieldapp.work.work import Work
from tests.given.registers import headquarters_in
from tests.ui.screens.registers import RegistersScreen
from tests.ui.standins import FakePrompts, tools_for


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with headquarters_in(tmp_path) as work:
        yield work


def a_screen(qtbot: QtBot, work: Work, prompts: FakePrompts) -> RegistersScreen:
    tools = tools_for(kinds=work.desk.kinds, prompts=prompts)
    page = RegistersPage(tools, work.registers, work.lists, work.histories)
    return RegistersScreen(qtbot, page)


def file_of(screen: RegistersScreen) -> FileButton:
    found = screen.register.findChild(FileButton)
    assert isinstance(found, FileButton)
    return found


def choose(button: FileButton, words: str) -> None:
    menu = button.menu()
    assert menu is not None
    next(one for one in menu.actions() if one.text() == words).trigger()


def test_a_guide_is_attached_and_a_copy_of_it_is_kept_and_counts_as_read(
    qtbot: QtBot, work: Work, tmp_path: Path
) -> None:
    guide = work.registers.save("content_item", None, {"title": "Guía", "induction": True}).id
    prompts = FakePrompts()
    screen = a_screen(qtbot, work, prompts)
    screen.choose_kind("content_item")
    assert not file_of(screen).isEnabled()
    screen.register.open_record(guide)
    choose(file_of(screen), "Guardar una copia…")
    assert prompts.told == ["Este registro no tiene archivo todavía."]

    prompts.open_from = tmp_path / "guia.pdf"
    prompts.open_from.write_bytes(b"%PDF guia")
    choose(file_of(screen), "Adjuntar…")
    assert screen.reads("Nombre del archivo") == "guia.pdf"

    prompts.save_to = tmp_path / "copia.pdf"
    choose(file_of(screen), "Guardar una copia…")
    assert (tmp_path / "copia.pdf").read_bytes() == b"%PDF guia"
    assert work.registers.list("content_receipt").total == 1
    assert prompts.errors == []


def test_a_kind_whose_records_have_no_file_has_no_such_button(qtbot: QtBot, work: Work) -> None:
    screen = a_screen(qtbot, work, FakePrompts())
    screen.choose_kind("organization")
    assert screen.register.findChild(FileButton) is None


def test_a_row_of_a_record_has_its_file_beside_it(qtbot: QtBot, work: Work, tmp_path: Path) -> None:
    registers, prompts = work.registers, FakePrompts()
    trip = registers.save("trip", None, {"object": "Visita a Guapi"}).id
    row = registers.children.add("trip_certificate", trip, {"issued_by": "Alcaldía"}).id
    screen = a_screen(qtbot, work, prompts)
    screen.choose_kind("trip")
    screen.register.open_record(trip)
    screen.open_rows("trip_certificate")
    screen.child.open_record(row)
    button = screen.child.findChild(FileButton)
    assert isinstance(button, FileButton)
    prompts.open_from = tmp_path / "permanencia.jpg"
    prompts.open_from.write_bytes(b"foto")
    choose(button, "Adjuntar…")
    assert registers.files.content("trip_certificate", row) == b"foto"
