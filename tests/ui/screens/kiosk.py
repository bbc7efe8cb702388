"""The kiosk as an attendee meets it: cards, large buttons, and keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.visit_room.kiosk.cards import SignatureCard
from fieldapp.ui.pages.visit_room.kiosk.window import KioskWindow
from tests.ui.screens.keys import type_text


class KioskScreen:
    def __init__(self, qtbot: QtBot, kiosk: KioskWindow) -> None:
        self._qtbot = qtbot
        self.kiosk = kiosk
        qtbot.wait_until(kiosk.isActiveWindow)

    @property
    def question(self) -> str:
        card = self.kiosk.lock if self.kiosk.is_locked else self.kiosk.card
        return card.question.text()

    @property
    def fault(self) -> str:
        card = self.kiosk.lock if self.kiosk.is_locked else self.kiosk.card
        return card.fault.text()

    def words(self) -> str:
        """Everything in sight that can be read."""
        said: list[str] = []
        for one in self.kiosk.findChildren(QWidget):
            if not one.isVisible():
                continue
            if isinstance(one, QLabel | QAbstractButton | QLineEdit):
                said.append(one.text())
            elif isinstance(one, QTextBrowser):
                said.append(one.toPlainText())
        return "\n".join(said)

    def button(self, words: str) -> QAbstractButton:
        return next(
            one
            for one in self.kiosk.findChildren(QAbstractButton)
            if words in (one.text(), one.accessibleName()) and one.isVisible()
        )

    def offered(self) -> list[str]:
        return [one.text() for one in self.kiosk.findChildren(QAbstractButton) if one.isVisible()]

    def chosen(self) -> list[str]:
        return [
            one.accessibleName()
            for one in self.kiosk.card.findChildren(QAbstractButton)
            if one.isChecked() and one.isVisible()
        ]

    def press(self, words: str) -> None:
        self._qtbot.mouseClick(self.button(words), Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key) -> None:
        self._qtbot.keyClick(self.kiosk.focusWidget() or self.kiosk, key)

    def type(self, text: str) -> None:
        for letter in text:
            type_text(self._qtbot, self.kiosk.focusWidget() or self.kiosk, letter)

    def enter(self, text: str) -> None:
        self.type(text)
        self.key(Qt.Key.Key_Return)

    def sign(self) -> None:
        card = self.kiosk.card
        assert isinstance(card, SignatureCard)
        pad = card.pad
        at = QPoint(pad.width() // 4, pad.height() // 3)
        self._qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=at)
        for step in range(1, 9):
            self._qtbot.mouseMove(pad, at + QPoint(step * 14, (step % 3) * 11))
        self._qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton)

    def all_in_sight(self) -> int:
        """Count what is shown; each of it inside the screen from side to side, and named."""
        self._qtbot.wait(1)  # laid out
        parts = [
            one
            for one in self.kiosk.findChildren(QWidget)
            if one.isVisible() and isinstance(one, QLabel | QAbstractButton | QLineEdit)
        ]
        for one in parts:
            left = one.mapTo(self.kiosk, QPoint(0, 0)).x()
            assert left >= 0, one
            assert left + one.width() <= self.kiosk.width(), one.text()
            if one.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert one.accessibleName() or one.text(), one
        return len(parts)

    def photograph(self, folder: Path, name: str) -> None:
        """Keep a picture of the screen as it is."""
        folder.mkdir(parents=True, exist_ok=True)
        self.kiosk.grab().save(str(folder / f"{name}.png"))
