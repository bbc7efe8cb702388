"""The ledger of actas: every number with its fate, found by its words and opened with Enter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.ledger import LedgerPage
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting, saved
from tests.ui.screens.keys import type_text
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class Ledger:
    """A page on a real store."""

    qtbot: QtBot
    page: LedgerPage
    work: Work
    clock: Clock
    prompts: FakePrompts
    wished: list[tuple[str, object]]

    @property
    def rows(self) -> list[list[str]]:
        self.page.reload()
        model = self.page.table.model
        across = range(model.columnCount())
        return [[model.index(row, c).data() for c in across] for row in range(model.rowCount())]

    def stand_on(self, row: int) -> None:
        view = self.page.table.view
        view.setFocus()
        view.setCurrentIndex(view.model().index(row, 0))


@pytest.fixture
def ledger(qtbot: QtBot, tmp_path: Path) -> Iterator[Ledger]:
    clock, prompts = Clock(), FakePrompts()
    with a_desk(tmp_path, clock, role="coordinator") as desk:
        work = Work(desk)
        page = LedgerPage(tools_for(prompts=prompts), work)
        wished: list[tuple[str, object]] = []
        page.open_requested.connect(lambda kind, one: wished.append((kind, one)))
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        yield Ledger(qtbot, page, work, clock, prompts, wished)


def test_before_the_first_acta_it_says_so(ledger: Ledger) -> None:
    assert ledger.rows == []


def test_each_number_stands_with_its_fate_the_newest_first(ledger: Ledger) -> None:
    actas = ledger.work.minutes
    first = saved(actas.issue(a_meeting(ledger.work.desk, ledger.clock)))
    ledger.work.deliveries.hand_over(first.id, "Alcaldía de Guapi", "usb", b"%PDF")
    ledger.clock.go_on(days=1)
    void = saved(actas.freeze(actas.draft(a_meeting(ledger.work.desk, ledger.clock)).id))
    actas.void(void.id, "Se dictó dos veces")
    clarifying = actas.clarify(first.id)
    saved(actas.freeze(clarifying.id))
    frozen, gone, signed = ledger.rows
    assert (frozen[0][-4:], frozen[1]) == ("0003", "Emitida")
    assert frozen[6].startswith("Aclara el acta ACTA-")
    assert (gone[0][-4:], gone[1], gone[6]) == ("0002", "Anulada", "Se dictó dos veces")
    assert (signed[1], signed[4], signed[5]) == ("Firmada", "vie 20 nov 2026", "")
    actas.seal(clarifying.id)
    assert [row[1] for row in ledger.rows] == ["Firmada", "Anulada", "Sustituida"]


def test_a_number_is_found_by_words_and_opened_with_enter(ledger: Ledger) -> None:
    _, acta = (
        saved(ledger.work.minutes.issue(a_meeting(ledger.work.desk, ledger.clock))) for _ in "12"
    )
    ledger.page.reload()
    search = ledger.page.table.search
    search.setFocus()
    type_text(ledger.qtbot, search, "0002 instalar")
    ledger.qtbot.wait_until(lambda: ledger.page.table.model.rowCount() == 1)
    ledger.stand_on(0)
    ledger.qtbot.keyClick(ledger.page.table.view, Qt.Key.Key_Return)
    assert ledger.wished == [("minutes", acta.id)]


def test_the_paper_of_a_superseded_acta_is_still_one_button_away(
    ledger: Ledger, tmp_path: Path
) -> None:
    actas = ledger.work.minutes
    first = saved(actas.issue(a_meeting(ledger.work.desk, ledger.clock)))
    old = ledger.work.papers.pdf(first.id)
    clarifying = actas.clarify(first.id)
    saved(actas.freeze(clarifying.id))
    actas.seal(clarifying.id)
    ledger.page.reload()
    ledger.stand_on(1)
    ledger.prompts.save_to = tmp_path / "vieja.pdf"
    ledger.qtbot.mouseClick(ledger.page._copy, Qt.MouseButton.LeftButton)
    assert ledger.prompts.save_to.read_bytes() == old
