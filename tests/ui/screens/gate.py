"""The gate as a person at the keyboard sees it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from fieldapp.ui.gate import Gate


class GateScreen:
    """Presses keys and buttons of the gate by what is written on them."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate

    @property
    def fault(self) -> str:
        """What the gate complains of."""
        said = (label for label in self.gate.findChildren(QLabel) if _look(label) == "fault")
        return next(said).text()

    def write(self, label: str, text: str) -> None:
        """Go to a line and type."""
        line = self._line(label)
        line.setFocus()
        QTest.keyClicks(line, text)

    def write_new(self, password: str) -> None:
        """Type a new password on both of its lines in sight."""
        for label in ("Contraseña nueva", "Repita la contraseña"):
            self.write(label, password)

    def choose(self, label: str, choice: str) -> None:
        """Pick from a list."""
        self._list(label).setCurrentText(choice)

    def shows(self, label: str) -> bool:
        """Whether a list is in sight."""
        lists = self.gate.findChildren(QComboBox)
        return any(one.accessibleName() == label and one.isVisible() for one in lists)

    def says(self, sentence: str) -> bool:
        """Whether a sentence is in sight."""
        labels = self.gate.findChildren(QLabel)
        return any(one.text() == sentence and one.isVisible() for one in labels)

    def offers(self, word: str) -> bool:
        """Whether there is such a button on any face."""
        return any(one.text() == word for one in self.gate.findChildren(QPushButton))

    def press(self, key: Qt.Key) -> None:
        """Press a key where the cursor is."""
        QTest.keyClick(self.gate.focusWidget(), key)

    def click(self, word: str) -> None:
        """Press a button."""
        QTest.mouseClick(self._button(word), Qt.MouseButton.LeftButton)

    def can_press(self, word: str) -> bool:
        """Whether a button takes a press now."""
        return self._button(word).isEnabled()

    def _line(self, label: str) -> QLineEdit:
        lines = self.gate.findChildren(QLineEdit)
        named = [line for line in lines if line.accessibleName() == label]
        return next((line for line in named if line.isVisible()), named[0])

    def _list(self, label: str) -> QComboBox:
        lists = self.gate.findChildren(QComboBox)
        return next(one for one in lists if one.accessibleName() == label)

    def _button(self, word: str) -> QPushButton:
        buttons = self.gate.findChildren(QPushButton)
        named = [button for button in buttons if button.text() == word]
        return next((button for button in named if button.isVisible()), named[0])


def _look(widget: QWidget) -> object:
    return widget.property("look")
