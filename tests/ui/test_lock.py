"""A locked screen shows nothing, keeps everything, and comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.text import SPANISH, Refused, say
from fieldapp.ui.idle import IdleWatch
from fieldapp.ui.lock import LockFace, ScreenLock
from tests.ui.standins import InlineJobs, tools_for


@dataclass
class Doorkeeper:
    """Lets in whoever says the word."""

    pin: bool = False
    tried: list[str] = field(default_factory=list)

    def has_pin(self) -> bool:
        return self.pin

    def open(self, secret: str) -> None:
        self.tried.append(secret)
        if secret != "abrete":
            raise Refused(say("No es esa."))


@pytest.fixture
def keeper() -> Doorkeeper:
    return Doorkeeper()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    made.resize(500, 400)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def lock(window: QWidget, keeper: Doorkeeper) -> Iterator[ScreenLock]:
    made = ScreenLock(InlineJobs(), tools_for().theme, SPANISH, keeper, "yriascos (D07)", window)
    yield made
    made.put_away()


def say_to(lock: ScreenLock, secret: str) -> None:
    line = face_of(lock).findChild(QLineEdit)
    assert line is not None
    line.clear()
    QTest.keyClicks(line, secret)
    QTest.keyClick(line, Qt.Key.Key_Return)


def face_of(lock: ScreenLock) -> LockFace:
    assert lock.face is not None
    return lock.face


def in_sight() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def words_of(face: LockFace) -> list[str]:
    return [label.text() for label in face.findChildren(QLabel)]


def test_while_locked_only_the_lock_is_in_sight(lock: ScreenLock, window: QWidget) -> None:
    lock.lock()
    assert in_sight() == [face_of(lock)]
    assert "yriascos (D07)" in words_of(face_of(lock))
    assert face_of(lock).geometry() == window.geometry()


def test_what_was_typed_is_handed_over_first_and_still_there_after(
    lock: ScreenLock, window: QWidget, qtbot: QtBot
) -> None:
    line = window.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "medio parrafo")
    with qtbot.waitSignal(lock.locking):
        lock.lock()
    say_to(lock, "abrete")
    assert lock.face is None
    assert in_sight() == [window]
    assert line.text() == "medio parrafo"


def test_a_wrong_word_is_said_and_can_be_tried_again(lock: ScreenLock, keeper: Doorkeeper) -> None:
    lock.lock()
    say_to(lock, "sesamo")
    assert "No es esa." in words_of(face_of(lock))
    say_to(lock, "abrete")
    assert keeper.tried == ["sesamo", "abrete"]
    assert lock.face is None


@pytest.mark.parametrize(("pin", "label"), [(True, "PIN o contraseña"), (False, "Contraseña")])
def test_the_line_says_what_opens(
    lock: ScreenLock, keeper: Doorkeeper, pin: bool, label: str
) -> None:
    keeper.pin = pin
    lock.lock()
    line = face_of(lock).findChild(QLineEdit)
    assert line is not None
    assert line.accessibleName() == label


def test_an_open_dialog_is_dismissed_and_does_not_return(lock: ScreenLock, window: QWidget) -> None:
    dialog = QDialog(window)
    QTimer.singleShot(0, lock.lock)
    assert dialog.exec() == QDialog.DialogCode.Rejected
    assert in_sight() == [face_of(lock)]
    say_to(lock, "abrete")
    assert in_sight() == [window]


def test_closing_the_locked_screen_opens_nothing(lock: ScreenLock, qtbot: QtBot) -> None:
    lock.lock()
    with qtbot.waitSignal(lock.given_up):
        face_of(lock).close()
    assert in_sight() == []


def test_a_second_lock_changes_nothing(lock: ScreenLock) -> None:
    lock.lock()
    face = face_of(lock)
    lock.lock()
    assert face_of(lock) is face


@dataclass
class Watch:
    """A clock on the wall, in seconds."""

    seconds: float = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def alone_after(
    minutes: int, *looks_s: float, touched_at: int = -1, window: QWidget | None = None
) -> list[int]:
    """At which of the looks, so many seconds apart, the program was found left alone."""
    watch, found = Watch(), list[int]()
    idle = IdleWatch(lambda: minutes, watch)
    idle.begin()
    idle.stop()
    for number, seconds in enumerate(looks_s):
        watch.seconds += seconds
        if number == touched_at and window is not None:
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
        idle.left_alone.connect(lambda number=number: found.append(number))
        idle.look()
        idle.left_alone.disconnect()
    return found


@pytest.mark.usefixtures("window")
def test_two_minutes_without_a_touch_lock() -> None:
    assert alone_after(2, 50, 50, 30, 50) == [2]


def test_a_key_begins_the_time_again(window: QWidget, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window.windowHandle())
    assert alone_after(2, 50, 50, 30, 50, 50, touched_at=1, window=window) == [4]


@pytest.mark.usefixtures("window")
def test_a_closed_lid_locks_at_once() -> None:
    assert alone_after(30, 5, 3_600) == [1]


@pytest.mark.usefixtures("window")
def test_who_locks_by_hand_only_is_left_in_peace() -> None:
    assert alone_after(0, 50, 50, 9_000) == []
