"""What headquarters switches shows in the open window, under the hands of whoever writes (R30)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fieldapp.demo.sample import open_sample
from fieldapp.machine.places import Places
from fieldapp.records.describe import Code
from fieldapp.records.people import Office
from fieldapp.records.text import SPANISH
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.window import Window
from fieldapp.windows import assemble_desktop
from tests.ui.screens.keys import type_text

TYPED = "Se habló con la personería"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Opened:
    desktop: Desktop
    window: Window
    qtbot: QtBot

    def switch(self, *groups: str) -> None:
        """As a sync does that brings the office's record."""
        session = self.desktop.session
        assert session is not None
        desk = session.work.desk
        with desk.writing() as writing:
            office = Office(id=desk.posting.office, groups=frozenset(map(Code, groups)))
            writing.put(office)
        self.desktop.changes.publish({"office"})

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, held)

    def go(self, name: str) -> None:
        turn = self.window.places.index(name) + 1
        self.press(Qt.Key(Qt.Key.Key_0 + turn), Qt.KeyboardModifier.AltModifier)
        assert self.window.here == name

    def headings(self) -> str:
        labels = self.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def long_field(self) -> QPlainTextEdit:
        assert self.window.page is not None
        fields = self.window.page.findChildren(QPlainTextEdit)
        return next(one for one in fields if one.isVisible())


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    desktop = assemble_desktop(Places.under(tmp_path), SPANISH, now)
    window = desktop.enter(open_sample(now))
    assert desktop.turns is not None
    desktop.turns.stop()
    qtbot.wait_exposed(window)
    window.activateWindow()
    qtbot.wait_until(window.isActiveWindow)
    yield Opened(desktop, window, qtbot)
    window.close()
    window.deleteLater()


def test_a_group_that_goes_off_takes_its_page_and_its_cards_at_once(opened: Opened) -> None:
    opened.qtbot.wait_until(lambda: "Compromisos" in opened.headings())
    assert "commitments" in opened.window.places
    opened.switch("logbook")
    opened.qtbot.wait_until(lambda: "commitments" not in opened.window.places)
    assert opened.window.here == "today"
    opened.qtbot.wait_until(lambda: "Envío" in opened.headings())
    assert "Compromisos" not in opened.headings()
    opened.switch("logbook", "agreements")
    opened.qtbot.wait_until(lambda: "commitments" in opened.window.places)
    opened.go("commitments")


def test_what_is_being_typed_stays_under_the_cursor_and_after_leaving(opened: Opened) -> None:
    opened.go("logbook")
    page = opened.window.page
    field = opened.long_field()
    field.setFocus()
    type_text(opened.qtbot, field, TYPED)
    opened.switch("logbook")
    opened.qtbot.wait_until(lambda: "commitments" not in opened.window.places)
    assert opened.window.page is page
    assert opened.window.focusWidget() is field
    type_text(opened.qtbot, field, " municipal")
    opened.go("today")
    opened.go("logbook")
    assert opened.window.page is not page
    opened.qtbot.wait_until(lambda: opened.long_field().toPlainText() == f"{TYPED} municipal")


def test_an_open_record_is_open_again_in_the_page_made_anew(opened: Opened) -> None:
    session = opened.desktop.session
    assert session is not None
    with session.work.desk.reading() as reading:
        ((visit,),) = reading.listing("activity", ("id",), limit=1)
    opened.window.open("activity", visit)
    page = opened.window.page
    assert page is not None
    page.open_part(2)
    opened.qtbot.wait_until(lambda: page.opened is not None and page.opened[2] == 2)
    where = page.opened
    opened.switch("logbook")
    opened.qtbot.wait_until(lambda: "commitments" not in opened.window.places)
    assert opened.window.page is page
    opened.window.go("today")
    opened.window.go("visit")
    again = opened.window.page
    assert again is not None
    assert again is not page
    opened.qtbot.wait_until(lambda: again.opened == where)
