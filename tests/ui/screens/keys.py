"""Typing as a person does: plain letters by their keys, accented ones as an input method gives."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def type_text(qtbot: QtBot, widget: QWidget, text: str) -> None:
    for letter in text:
        if letter.isascii():
            qtbot.keyClicks(widget, letter)
        else:
            composed = QInputMethodEvent("", [])
            composed.setCommitString(letter)
            QApplication.sendEvent(widget, composed)
