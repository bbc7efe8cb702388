"""One sentence across a page, above what it is about; without a sentence it is not there."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.ui.theme import Theme, mark


class SentenceBar(QWidget):
    """An icon and a sentence in a quiet frame; `row` takes what else belongs there."""

    def __init__(self, theme: Theme, icon: str = "info") -> None:
        super().__init__()
        self._sentence = QLabel()
        picture = QLabel()
        frame = QFrame()
        mark(frame, "raised")
        theme.dress(picture, icon, "info")
        self._sentence.setWordWrap(True)
        around = QVBoxLayout(self)
        around.setContentsMargins(*(theme.space(step) for step in (5, 1, 4, 2)))
        around.addWidget(frame)
        self.row = QHBoxLayout(frame)
        self.row.setContentsMargins(*(theme.space(step) for step in (4, 1, 4, 1)))
        self.row.setSpacing(theme.space(2))
        self.row.addWidget(picture)
        self.row.addWidget(self._sentence, 1)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said; "" while it is not there."""
        return "" if self.isHidden() else self._sentence.text()

    def tell(self, worded: str) -> None:
        """Say a sentence already in words, or with "" nothing."""
        self._sentence.setText(worded)
        self.setAccessibleName(worded)
        self.setVisible(bool(worded))
