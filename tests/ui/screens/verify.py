"""Verificar papel as a person at the keyboard meets it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.verify.page import VerifyPage
from fieldapp.ui.widgets.line import Line


class VerifyScreen:
    """Opens the page, gives it files and reads what it says."""

    def __init__(self, qtbot: QtBot, page: VerifyPage, width: int = 1150) -> None:
        self._qtbot = qtbot
        self.page = page
        qtbot.add_widget(page)
        page.resize(width, 640)
        page.show()
        qtbot.wait_exposed(page)
        page.setFocus()

    @property
    def lines(self) -> list[Line]:
        return [row for row in self.page.lines.rows if isinstance(row, Line)]

    @property
    def panel_is_open(self) -> bool:
        return self.page.panel.isVisible()

    @property
    def panel_words(self) -> list[str]:
        labels = self.page.panel.findChildren(QLabel)
        return [one.text() for one in labels if one.isVisible() and one.text()]

    def press(self, key: Qt.Key) -> None:
        self._qtbot.keyClick(self.page.focusWidget() or self.page, key)

    def press_esc(self) -> bool:
        return self.page.go_back()

    def choose(self) -> None:
        self.page.main_action()

    def drag(self, urls: Sequence[QUrl]) -> bool:
        """Drag over the page; whether it would take what is dragged."""
        dragged = QMimeData()
        dragged.setUrls(list(urls))
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        event = QDragEnterEvent(QPoint(40, 40), copy, dragged, left, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(self.page, event)
        return event.isAccepted()

    def drop(self, *files: Path) -> None:
        urls = [QUrl.fromLocalFile(str(file)) for file in files]
        assert self.drag(urls)
        dragged = QMimeData()
        dragged.setUrls(urls)
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        held = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(
            self.page, QDropEvent(QPoint(40, 40).toPointF(), copy, dragged, left, held)
        )
