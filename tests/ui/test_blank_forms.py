"""The page of blank forms, with real keys: printed, annulled, typed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.blank_forms import BlankFormsPage
from fieldapp.ui.widgets.line import Heading
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.photographs import photographed, printed
from tests.given.printers import a_printer
from tests.ui.standins import FakePrompts, tools_for

FIRST = "ACTA-DTCAU-2026-D07F-0001"


class Screen:
    """Somebody at the keyboard before the page."""

    def __init__(self, qtbot: QtBot, work: Work) -> None:
        self.qtbot = qtbot
        self.work = work
        self.prompts = FakePrompts()
        self.page = BlankFormsPage(tools_for(prompts=self.prompts), work)
        self.opened: list[tuple[str, object]] = []
        self.page.open_requested.connect(lambda kind, one: self.opened.append((kind, one)))
        qtbot.add_widget(self.page)
        self.page.resize(1100, 640)
        self.page.show()
        qtbot.wait_exposed(self.page)
        self.page.activateWindow()
        qtbot.wait_until(self.page.isActiveWindow)

    def press(self, button: str) -> None:
        found = next(
            one
            for one in self.page.findChildren(QPushButton)
            if one.text() == button and one.isVisible()
        )
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.page.focusWidget() or self.page, key)

    @property
    def shown(self) -> list[str]:
        return [
            f"{row.text} {row.count}" if isinstance(row, Heading) else row.text
            for row in self.page.listed.rows
        ]


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path) -> Iterator[Screen]:
    with a_desk(tmp_path, Clock()) as desk:
        yield Screen(qtbot, Work(desk))


@pytest.fixture
def printer(screen: Screen, tmp_path: Path) -> list[Path]:
    """A printer whose sheets land in files, and the files so far."""
    papers: list[Path] = []

    def ready(pages: int) -> QPrinter:
        papers.append(tmp_path / f"printed {len(papers)}.pdf")
        return a_printer(papers[-1])

    screen.prompts.printing = ready
    return papers


def test_before_anything_is_printed_the_page_says_so(screen: Screen) -> None:
    assert "no se ha impreso" in screen.page.listed.empty_sentence


def test_so_many_as_were_asked_for_are_numbered_and_printed(
    screen: Screen, printer: list[Path]
) -> None:
    screen.page.count.setText("2")
    screen.press("Imprimir actas en blanco")
    assert "Se numeran 2 formularios" in screen.prompts.asked[-1]
    screen.press("Imprimir listas en blanco")
    assert len(printer) == 2
    assert screen.shown == [
        "En blanco 4",
        FIRST,
        "ACTA-DTCAU-2026-D07F-0002",
        "LISTA-DTCAU-2026-D07L-0001",
        "LISTA-DTCAU-2026-D07L-0002",
    ]


def test_thinking_better_of_it_numbers_nothing(screen: Screen, printer: list[Path]) -> None:
    screen.prompts.answer = False
    screen.press("Imprimir actas en blanco")
    assert (screen.work.blank_forms.lines(), printer) == ([], [])


def test_without_a_printer_they_are_kept_as_a_file(screen: Screen, tmp_path: Path) -> None:
    screen.prompts.save_to = tmp_path / "formularios.pdf"
    screen.press("Guardar listas en PDF")
    assert (tmp_path / "formularios.pdf").read_bytes().startswith(b"%PDF")
    assert "formularios.pdf" in screen.prompts.told[-1]


def test_a_spoilt_one_is_annulled_with_its_reason(screen: Screen, printer: list[Path]) -> None:
    screen.page.count.setText("1")
    screen.press("Imprimir actas en blanco")
    screen.page.listed.view.setFocus()
    screen.key(Qt.Key.Key_Down)
    screen.prompts.reason = "Se mojó en la lancha"
    screen.press("Anular con su motivo")
    assert screen.shown == ["Anulados 1", FIRST]
    assert not screen.page.annul.isVisible()
    assert not screen.page.transcribe.isVisible()


def test_a_filled_in_form_is_typed_in_its_own_visit(
    screen: Screen, printer: list[Path], tmp_path: Path
) -> None:
    screen.page.count.setText("1")
    screen.press("Imprimir actas en blanco")
    photo = tmp_path / "IMG_1.jpg"
    photo.write_bytes(photographed(printed(printer[0].read_bytes(), -1)))
    screen.prompts.open_all = [photo]
    screen.page.listed.view.setFocus()
    screen.key(Qt.Key.Key_Down)
    screen.page.main_action()
    assert screen.prompts.errors == []
    ((kind, visit),) = screen.opened
    assert kind == "activity"
    assert screen.shown == ["Transcritos 1", FIRST]
    screen.page.listed.view.setFocus()
    screen.key(Qt.Key.Key_Return)
    assert screen.opened[-1] == ("activity", visit)


def test_a_list_is_led_to_its_visit(screen: Screen, printer: list[Path], tmp_path: Path) -> None:
    screen.page.count.setText("1")
    screen.press("Imprimir listas en blanco")
    photo = tmp_path / "IMG_1.jpg"
    photo.write_bytes(photographed(printed(printer[0].read_bytes(), 0)))
    screen.prompts.open_all = [photo]
    screen.page.listed.mark_line("LISTA-DTCAU-2026-D07L-0001")
    screen.page.main_action()
    assert "Abra la visita" in str(screen.prompts.errors[-1].args[0])
