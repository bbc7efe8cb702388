"""The sync page as a person at the keyboard meets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.widgets.line_row import LineRow


class SyncScreen:
    """Opens the page, presses its button and reads what it says."""

    def __init__(self, qtbot: QtBot, page: SyncPage) -> None:
        self._qtbot = qtbot
        self.page = page
        self.wished = 0
        self.large_files: bool | None = None
        self.opened: list[tuple[str, object]] = []
        page.sync_wished.connect(self._count)
        page.open_requested.connect(lambda *asked: self.opened.append(asked))
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)

    @property
    def words(self) -> list[str]:
        labels = self.page.findChildren(QLabel)
        return [one.text() for one in labels if one.isVisible() and one.text()]

    @property
    def shows_progress(self) -> bool:
        return any(one.isVisible() for one in self.page.findChildren(QProgressBar))

    def has_button(self, word: str) -> bool:
        buttons = self.page.findChildren(QPushButton)
        return any(one.text() == word and one.isVisible() for one in buttons)

    def press_button(self, word: str = "Sincronizar ahora") -> None:
        button = next(
            one
            for one in self.page.findChildren(QPushButton)
            if one.text() == word and one.isVisible()
        )
        self._qtbot.keyClick(button, Qt.Key.Key_Space)

    def open_first(self) -> None:
        self._qtbot.keyClick(self.page.findChild(LineRow), Qt.Key.Key_Return)

    def tick_metered(self) -> None:
        self._qtbot.keyClick(self.page.findChild(QCheckBox), Qt.Key.Key_Space)

    def _count(self, large_files: bool) -> None:
        self.wished += 1
        self.large_files = large_files
