"""Somebody who has never seen the program, in a meeting of forty people, without a mouse.

From opening the lid to a signed and printed acta, in the real windows with real workers and real
keys, one after the other. The pictures of the way stay in build/screens/newcomer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.demo.laptops import PASSPHRASE
from fieldapp.demo.sample import activate_itself
from fieldapp.machine.places import Places
from fieldapp.machine.preferences import Looks
from fieldapp.packs.words import load_words
from fieldapp.records.text import SPANISH, Text, Words
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.gate import Gate
from fieldapp.ui.prompts import DesktopPrompts
from fieldapp.ui.tour import Tour
from fieldapp.ui.window import Window
from fieldapp.windows import assemble_desktop
from fieldapp.work.visit_room import VisitRoom
from tests.given.printers import a_printer, sheets
from tests.ui.screens.keys import type_text

PATIENCE_MS = 60_000
PICTURES = Path(__file__).parents[2] / "build" / "screens" / "newcomer"
PEOPLE = [(str(31_200_000 + n), f"Persona Inventada {n:02}") for n in range(40)]
FIELDS = (
    ("Territorio", "guapi"),
    ("Objetivo", "Mesa de empleo"),
    ("Tipo", "sesi"),
    ("Eje", "gobe"),
)
KEYS_MOST = 260
"""Most of them are the letters of the meeting itself; a list of forty is copied from a sheet."""


def now() -> datetime:
    return datetime.now(UTC)


def the(kind: type[QWidget], qtbot: QtBot) -> QWidget:
    """The only window of a kind in sight, once it is there."""

    def there() -> list[QWidget]:
        every = QApplication.topLevelWidgets()
        return [one for one in every if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: len(there()) == 1, timeout=PATIENCE_MS)
    return there()[0]


@dataclass
class Newcomer:
    """Ten fingers, and a count of what they pressed."""

    qtbot: QtBot
    window: QWidget
    keys: int = 0
    pressed: list[str] = field(default_factory=list)

    @property
    def cursor(self) -> QWidget:
        """Where the keys go. Without a desktop around it, nobody makes the window active again."""
        if QApplication.focusWidget() is None:
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
        return QApplication.focusWidget() or self.window

    def press(self, keys: str) -> None:
        """One combination, wherever the cursor is."""
        self.keys += 1
        self.pressed.append(keys)
        QTest.keySequence(self.cursor, QKeySequence(keys))

    def type(self, text: str) -> None:
        type_text(self.qtbot, self.cursor, text)
        self.keys += len(text)

    def tab_to(self, name: str) -> None:
        """Tab until the cursor is in a field or on a button of that name."""
        for _ in range(60):
            if name in (self.cursor.accessibleName() or getattr(self.cursor, "text", str)()):
                return
            self.press("Tab")
        raise LookupError(name)

    def agree(self) -> None:
        """In the box that asks: the arrow to the verb, and Enter."""
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        verb = next(
            one for one in box.findChildren(QPushButton) if one.property("look") in ("main", "bad")
        )
        for _ in box.findChildren(QPushButton):
            if verb.hasFocus():
                break
            QTest.keyClick(box.focusWidget() or box, Qt.Key.Key_Tab)
            self.keys += 1
        assert verb.hasFocus()
        self.keys += 1
        QTest.keyClick(verb, Qt.Key.Key_Return)


@dataclass
class Meeting:
    """The program as the newcomer finds it, and what the printer put out."""

    desktop: Desktop
    window: Window
    person: Newcomer
    tour: Tour
    paper: Path
    words_of: Words

    @property
    def room(self) -> VisitRoom:
        assert self.desktop.session is not None
        work = self.desktop.session.work
        newest = work.visits.page().lines[0]
        return work.visits.room(newest.id)

    @property
    def status(self) -> str:
        minutes = self.room.minutes
        return (minutes.status if minutes is not None else None) or ""

    def settle(self) -> None:
        self.tour.settle()

    def words(self) -> str:
        labels = self.window.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible())


Open = Callable[..., Meeting]


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens the lid: the gate asks for the password, and the newcomer types it."""
    made: list[Desktop] = []

    def open_lid(words: Words = SPANISH, looks: Looks = "light", percent: int = 100) -> Meeting:
        places = Places.under(tmp_path)
        activate_itself(places, now)
        paper = tmp_path / "printed.pdf"

        def printer(_prompts: DesktopPrompts, _pages: int) -> QPrinter:
            return a_printer(paper)

        # The system's own printer dialog cannot be driven without a screen.
        monkeypatch.setattr(DesktopPrompts, "printer", printer)
        desktop = assemble_desktop(places, words, now)
        made.append(desktop)
        desktop.theme.wear(looks, percent / 100)
        desktop.begin("")
        gate = the(Gate, qtbot)
        gate.activateWindow()
        qtbot.waitUntil(gate.isActiveWindow)
        person = Newcomer(qtbot, gate)
        person.type(PASSPHRASE)
        person.press("Return")
        window = the(Window, qtbot)
        assert isinstance(window, Window)
        person.window = window
        assert desktop.turns is not None
        desktop.turns.stop()
        folder = f"{words.language}-{looks}-{percent}"
        tour = Tour(window, desktop.jobs, PICTURES / folder)
        tour.settle()
        return Meeting(desktop, window, person, tour, paper, words)

    yield open_lid
    for desktop in made:
        with qtbot.waitSignal(desktop.left, timeout=PATIENCE_MS, raising=False):
            if desktop.window is not None:
                desktop.window.close()


def write_the_visit(meeting: Meeting) -> None:
    """Ctrl+N, a few words, and Ctrl+Enter: it has begun."""
    person = meeting.person
    person.press("Ctrl+N")
    meeting.settle()
    for name, said in FIELDS:
        person.tab_to(meeting.words_of(Text(name)))
        person.type(said)
        meeting.settle()
        person.press("Tab")
        meeting.settle()
    meeting.tour.picture("1-new-visit")
    person.press("Ctrl+Return")
    meeting.settle()


def take_the_list(meeting: Meeting) -> None:
    """Forty people: thirty-eight are copied from a sheet, two come late and are typed."""
    person = meeting.person
    person.press("Ctrl+2")
    meeting.settle()
    sheet = "\n".join(f"{number}\t{name}" for number, name in PEOPLE[:-2])
    QGuiApplication.clipboard().setText(sheet)
    person.press("Ctrl+V")
    meeting.settle()
    for number, name in PEOPLE[-2:]:
        person.type(number)
        person.press("Return")
        meeting.settle()
        person.type(name)
        person.press("Return")
        meeting.settle()
    meeting.tour.picture("2-attendance")


def run_the_meeting(meeting: Meeting) -> None:
    """Two points, one decision, one commitment in a sentence."""
    person = meeting.person
    person.press("Ctrl+3")
    meeting.settle()
    for point in ("Informe", "Plan de empleo"):
        person.type(point)
        person.press("Return")
        meeting.settle()
    person.press("Ctrl+T")
    meeting.settle()
    person.tab_to(meeting.words_of(Text("Decisión")))
    person.type("Se aprueba el plan")
    person.press("Tab")
    meeting.settle()
    meeting.tour.picture("3-development")
    person.press("Ctrl+4")
    meeting.settle()
    person.type("@Alcaldía de Guapi entregar el listado 30 nov 2026")
    person.press("Return")
    meeting.settle()
    meeting.tour.picture("4-commitments")


def close_and_print(meeting: Meeting) -> None:
    """Ctrl+5, Ctrl+Enter, yes; Ctrl+Enter again prints what is signed."""
    person = meeting.person
    person.press("Ctrl+5")
    meeting.settle()
    meeting.tour.picture("5-before-closing")
    QTimer.singleShot(300, person.agree)
    person.press("Ctrl+Return")
    person.qtbot.waitUntil(lambda: meeting.status == "sealed", timeout=PATIENCE_MS)
    meeting.settle()
    meeting.tour.picture("6-signed")
    person.press("Ctrl+Return")
    sent = meeting.words_of(Text("Enviada a la impresora."))
    person.qtbot.waitUntil(lambda: sent in meeting.words(), timeout=PATIENCE_MS)
    meeting.tour.picture("7-printed")


@pytest.mark.parametrize(
    ("words", "looks"),
    [(SPANISH, "light"), (load_words("en"), "dark"), (SPANISH, "high_contrast")],
    ids=["es-light", "en-dark", "es-contrast"],
)
def test_from_the_lid_to_a_printed_acta_without_a_mouse(
    opened: Open, words: Words, looks: Looks
) -> None:
    meeting = opened(words, looks)
    write_the_visit(meeting)
    assert meeting.room.activity.status == "in_progress"
    take_the_list(meeting)
    assert len(meeting.room.people) == len(PEOPLE)
    run_the_meeting(meeting)
    assert [one.decision for one in meeting.room.agenda] == ["", "Se aprueba el plan"]
    assert [one.responsible for one in meeting.room.commitments] == ["Alcaldía de Guapi"]
    close_and_print(meeting)
    room = meeting.room
    assert room.minutes is not None
    assert (room.minutes.status, room.activity.status) == ("sealed", "closed")
    assert room.minutes.number in meeting.words()
    assert len(list(sheets(meeting.paper))) >= 2
    assert meeting.person.keys <= KEYS_MOST
    assert meeting.person.pressed.count("Tab") < 20
