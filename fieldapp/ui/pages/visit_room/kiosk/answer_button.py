"""A large answer of the kiosk, whose words go over several lines where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent

from fieldapp.ui.theme import Theme, mark
from fieldapp.ui.widgets.choice_button import ChoiceButton


class AnswerButton(ChoiceButton):
    """The arrows go from one to the next, as in any list; `said` are its words in one line."""

    def __init__(self, words: str, theme: Theme) -> None:
        super().__init__(words)
        self.said = words
        self._theme = theme
        self.setAccessibleName(words)
        mark(self, "kiosk-answer")
        self.choose(chosen=False)

    def choose(self, *, chosen: bool) -> None:
        """Show whether it is the answer: by a mark, a colour and a weight."""
        self.setChecked(chosen)
        if chosen:
            self._theme.dress(self, "good", "accent")
        else:
            self._theme.dress(self, "unchosen", "text_soft")

    def wrap(self, width: int) -> None:
        """Break the words so that the button is no wider than so many pixels."""
        self.setText(self.said)
        around = self.sizeHint().width() - self._width_of(self.said)
        lines: list[str] = []
        for word in self.said.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width_of(longer) <= width - around:
                lines[-1] = longer
            else:
                lines.append(word)
        self.setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _width_of(self, words: str) -> int:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(bold).horizontalAdvance(words)
