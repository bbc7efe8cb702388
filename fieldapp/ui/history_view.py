"""The history of the record that is open, laid over the right of its page until Esc."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout

from fieldapp.records.text import say
from fieldapp.ui.history_words import HistoryWords, Paragraph
from fieldapp.ui.page import Page
from fieldapp.ui.theme import mark

if TYPE_CHECKING:
    from fieldapp.work.history import History

_WIDTH_PX = 520


class HistoryWork(Protocol):
    """Where histories come from."""

    def of(self, kind: str, id: UUID) -> History:
        """Return what is known here of one record."""
        ...


class HistoryButton(QPushButton):
    """«Historia», for the panel of any record: opens and closes the view of its page."""

    def __init__(self, page: Page, work: HistoryWork) -> None:
        super().__init__(page.words(_HISTORY))
        self.setAccessibleName(self.text())
        self._page = page
        self._work = work
        self._record: tuple[str, UUID] | None = None
        self.view = HistoryView(page)
        mark(self, "quiet")
        page.tools.theme.dress(self, "clock", "accent")
        self.setToolTip(page.words(say("Qué cambió en este registro, cuándo y en qué equipo")))
        self.setEnabled(False)
        self.clicked.connect(self._on_clicked)
        self.view.closed.connect(self.setFocus)

    def point_at(self, kind: str, record: UUID | None) -> None:
        """Say which record is open; None for none, or for one that is not begun yet."""
        pointed = (kind, record) if record is not None else None
        if pointed != self._record:
            self._record = pointed
            self.view.hide()
        self.setEnabled(pointed is not None)

    def _on_clicked(self) -> None:
        if self._record is not None:
            self._page.flush()
            read = partial(self._work.of, *self._record)
            self._page.load(read, self.view.show_history, topic="history")


class HistoryView(QFrame):
    """Reads like a page: headings, steps, fields. Esc or the cross puts it away."""

    closed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._title = QLabel()
        self._text = QTextBrowser()
        self._close = QPushButton()
        theme, words = page.tools.theme, page.words
        mark(self, "raised")
        mark(self._title, "section")
        self._title.setWordWrap(True)
        mark(self._text, "history")
        self._text.setAccessibleName(words(_HISTORY))
        self._text.setTabChangesFocus(True)
        mark(self._close, "icon")
        theme.dress(self._close, "close")
        self._close.setAccessibleName(words(say("Cerrar")))
        self._close.setToolTip(words(say("Cerrar (Esc)")))
        self._close.clicked.connect(self.put_away)
        above = QHBoxLayout()
        above.addWidget(self._title, 1)
        above.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (5, 4, 3, 3)))
        column.addLayout(above)
        column.addWidget(self._text, 1)
        self.hide()
        page.installEventFilter(self)

    @property
    def shown(self) -> str:
        """Everything that can be read now; "" while it is put away."""
        return self._text.toPlainText() if self.isVisible() else ""

    def show_history(self, history: History) -> None:
        """Lay the history over the page and take the keyboard."""
        title = " ".join(self._page.words(history.title).split())
        self._title.setText(self._page.words(say("Historia de «{title}»", title=title)))
        self._write(HistoryWords(self._page.words, self._page.tools.formats), history)
        self._lie()
        self.show()
        self.raise_()
        self._text.setFocus()

    def put_away(self) -> None:
        """Give the page back."""
        self.hide()
        self.closed.emit()

    def _write(self, worded: HistoryWords, history: History) -> None:
        self._text.clear()
        cursor = self._text.textCursor()
        for paragraph in worded.paragraphs(history):
            self._write_paragraph(cursor, paragraph)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_paragraph(self, cursor: QTextCursor, paragraph: Paragraph) -> None:
        """Plain text only: what people typed is never read as markup."""
        space = self._page.tools.theme.space
        bold, plain = QTextCharFormat(), QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        apart, close = QTextBlockFormat(), QTextBlockFormat()
        apart.setTopMargin(space(4 if paragraph.level == 1 else 2))
        close.setTopMargin(space(1))
        blocks = [(paragraph.heading, apart, bold)] if paragraph.heading else []
        blocks += [(line, close if blocks else apart, plain) for line in paragraph.lines]
        for words, block, look in blocks:
            if not cursor.atStart():
                cursor.insertBlock()
            cursor.setBlockFormat(block)
            cursor.insertText(words, look)

    def _lie(self) -> None:
        wide = min(self._page.width(), self._page.tools.theme.px(_WIDTH_PX))
        self.setGeometry(self._page.width() - wide, 0, wide, self._page.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._lie()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for ourselves: the window would leave the record."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)


_HISTORY = say("Historia")
