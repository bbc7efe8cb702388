"""The window as a person at the keyboard meets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.page import PageTools
from fieldapp.ui.place import Place
from fieldapp.ui.shell.notice import Notice
from fieldapp.ui.window import Window
from tests.ui.screens.keys import type_text
from tests.ui.standins import Figures


@dataclass(frozen=True)
class Found:
    root_kind: str
    root_id: UUID
    title: str
    row: tuple[str, UUID] | None = None

    @property
    def kind(self) -> str:
        return self.row[0] if self.row else self.root_kind

    @property
    def id(self) -> UUID:
        return self.row[1] if self.row else self.root_id


@dataclass
class SmallWork:
    """What a window asks for, from what the test put in."""

    titles: dict[str, Found] = field(default_factory=dict)
    figures: Figures = field(default_factory=Figures)
    opened: list[Found] = field(default_factory=list)

    def find(self, text: str, limit: int) -> Sequence[Found]:
        return [hit for title, hit in self.titles.items() if text.lower() in title.lower()][:limit]

    def recent(self, limit: int) -> Sequence[Found]:
        return self.opened[:limit]

    def standing(self) -> Figures:
        return self.figures


class WindowScreen:
    """Opens the window and presses its keys."""

    def __init__(
        self, qtbot: QtBot, tools: PageTools, places: Sequence[Place], work: SmallWork
    ) -> None:
        self._qtbot = qtbot
        self.window = Window(tools, places, work)
        qtbot.add_widget(self.window)
        self.window.show()
        qtbot.wait_exposed(self.window)
        self.window.activateWindow()
        qtbot.wait_until(self.window.isActiveWindow)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        self._qtbot.keyClick(self.window.focusWidget() or self.window, key, held)

    def alt(self, number: int) -> None:
        self.press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        type_text(self._qtbot, self.window.focusWidget(), text)

    @property
    def notice(self) -> str:
        return self.window.findChildren(Notice)[0].accessibleName()

    @property
    def title(self) -> str:
        return next(
            label.text()
            for label in self.window.findChildren(QLabel)
            if label.property("look") == "page-title"
        )

    @property
    def words(self) -> list[str]:
        return [
            button.accessibleName()
            for button in self.window.findChildren(QToolButton)
            if button.property("look") == "place" and button.isVisible()
        ]
