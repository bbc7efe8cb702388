"""Verificar papel: files in, verdicts and what to compare out."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from pytestqt.qtbot import QtBot

from fieldapp.store.settings import set_identity
from fieldapp.store.unit_of_work import Authorship
from fieldapp.ui.pages.verify.page import VerifyPage
from fieldapp.work.desk import Desk
from fieldapp.work.verifying import Verifying
from tests.given.desks import a_desk
from tests.given.papers import scan_of_last_page
from tests.given.signed_codes import a_signed_paper
from tests.given.vaults import DEVICE, NOON, OFFICER, an_identity
from tests.ui.screens.verify import VerifyScreen
from tests.ui.standins import FakePrompts, tools_for


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as desk:
        with desk.store.write(Authorship(OFFICER, NOON, DEVICE)) as writing:
            set_identity(writing, an_identity())
        yield desk


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, prompts: FakePrompts) -> VerifyScreen:
    return VerifyScreen(qtbot, VerifyPage(tools_for(prompts=prompts), Verifying(desk)))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    _, paper = a_signed_paper()
    file = tmp_path / "foto de Guapi.png"
    scan_of_last_page(paper).save(file)
    return file


def test_an_empty_page_says_what_it_is_for_and_offers_the_first_step(screen: VerifyScreen) -> None:
    assert "elija su PDF" in screen.page.lines.empty_sentence


def test_several_chosen_files_each_get_a_line_the_newest_first(
    screen: VerifyScreen, prompts: FakePrompts, scan: Path, tmp_path: Path
) -> None:
    other = tmp_path / "carta.txt"
    other.write_text("Estimada alcaldesa")
    prompts.open_several = [scan, other]
    screen.choose()
    assert [line.word for line in screen.lines] == ["No se puede leer", "No se puede probar"]
    assert screen.lines[1].above == "foto de Guapi.png"
    assert screen.panel_is_open
    assert "carta.txt" in screen.panel_words


def test_the_panel_says_every_sentence_and_what_to_compare(
    screen: VerifyScreen, scan: Path
) -> None:
    screen.drop(scan)
    words = screen.panel_words
    assert "Compare con la hoja" in words
    assert "12" in words
    assert any("sin la lista de confianza del 20 de noviembre de 2026" in one for one in words)


def test_files_are_dropped_and_what_is_no_file_is_not_taken(
    screen: VerifyScreen, scan: Path
) -> None:
    assert not screen.drag([QUrl("https://example.org/acta.pdf")])
    assert screen.drag([QUrl.fromLocalFile(str(scan))])
    screen.drop(scan)
    assert len(screen.lines) == 1


def test_the_keys_alone_are_enough(screen: VerifyScreen, scan: Path) -> None:
    screen.drop(scan, scan)
    assert screen.press_esc()
    assert not screen.panel_is_open
    screen.press(Qt.Key.Key_Down)
    screen.press(Qt.Key.Key_Return)
    assert screen.panel_is_open
    assert screen.press_esc()
    assert not screen.press_esc()


def test_a_file_that_went_away_is_as_unreadable_as_an_empty_one(
    screen: VerifyScreen, tmp_path: Path
) -> None:
    screen.drop(tmp_path / "no está.pdf")
    assert [line.word for line in screen.lines] == ["No se puede leer"]


def test_choosing_nothing_changes_nothing(screen: VerifyScreen) -> None:
    screen.choose()
    assert screen.lines == []


def test_a_file_name_that_looks_like_markup_is_shown_as_it_is(
    screen: VerifyScreen, tmp_path: Path
) -> None:
    file = tmp_path / "<b>acta<img src=x>.pdf"
    file.write_bytes(b"%PDF-1.7")
    screen.drop(file)
    assert file.name in screen.panel_words
