"""The screen of the kiosk around its cards: what stands above, below, and how it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.visit_room.kiosk.answer_button import AnswerButton
from fieldapp.ui.pages.visit_room.kiosk.card import Card
from fieldapp.ui.pages.visit_room.kiosk.cards import SignatureCard
from fieldapp.ui.pages.visit_room.kiosk.lock_card import LockCard
from fieldapp.ui.theme import mark

_COLUMN_PX = 860
_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.TabletMove,
)


class KioskFrame(QWidget):
    """A window of its own with one card at a time, or the lock."""

    touched = Signal()
    """Somebody is there: a key, a press or a pen on the card."""

    def __init__(self, tools: PageTools, lock: LockCard) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._tools = tools
        self.setWindowTitle("Bitácora")
        self.setObjectName("kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        words = tools.words
        self.card: Card = Card(tools, "")
        self.lock = lock
        self.step = QLabel()
        self.officer = QPushButton(words(say("Funcionario: salir")))
        self.back = QPushButton(words(say("Atrás")))
        self.forward = QPushButton(words(say("Seguir")))
        self._scroll = QScrollArea()
        self._held = QVBoxLayout()
        self._lay_out()

    @property
    def is_locked(self) -> bool:
        """Whether only the officer's secret goes on."""
        return not self.lock.isHidden()

    def put(self, card: Card) -> None:
        """Show a card in the place of the one before."""
        before, self.card = self.card, card
        self._held.replaceWidget(before, card)
        before.hide()
        before.blockSignals(True)  # what it had still to say of its lines was kept with its card
        before.deleteLater()
        for part in (card, *card.findChildren(QWidget)):
            part.installEventFilter(self)
        self.show_lock(locked=False)
        self._fit_card()
        self._scroll.verticalScrollBar().setValue(0)

    def show_lock(self, *, locked: bool) -> None:
        """Show the lock in the place of the card, or the card again."""
        self.card.setVisible(not locked)
        self.lock.setVisible(locked)

    # Making.

    def _lay_out(self) -> None:
        theme = self._tools.theme
        mark(self.step, "kiosk-step")
        mark(self.officer, "quiet")
        theme.dress(self.officer, "lock", "accent")
        mark(self.back, "kiosk")
        mark(self.forward, "kiosk-main")
        above = QHBoxLayout()
        above.addWidget(self.step, 1)
        above.addWidget(self.officer)
        self.lock.hide()
        self._scroll_the_card()
        below = QHBoxLayout()
        below.addWidget(self.back)
        below.addStretch(1)
        below.addWidget(self.forward)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_COLUMN_PX))
        column = QVBoxLayout(middle)
        column.setSpacing(theme.space(4))
        column.addLayout(above)
        column.addWidget(self._scroll, 1)
        column.addLayout(below)
        across = QHBoxLayout(self)
        across.setContentsMargins(*(theme.space(step) for step in (5, 4, 5, 4)))
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)

    def _scroll_the_card(self) -> None:
        """Large letters on a small screen: what does not fit is scrolled to."""
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.addWidget(self.lock)
        self._held.addWidget(self.card)
        scrolled = QWidget()
        scrolled.setObjectName("scrolled")
        scrolled.setLayout(self._held)
        self._scroll.setWidget(scrolled)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # What happens.

    def _fit_card(self) -> None:
        """No answer is wider than the screen, and the whole pad is in sight."""
        room = self._scroll.viewport().size()
        for answer in self.card.findChildren(AnswerButton):
            answer.wrap(room.width())
        if isinstance(self.card, SignatureCard):
            self.card.fit(room.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_card()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touched.emit()
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            QTimer.singleShot(0, watched, lambda: self._scroll.ensureWidgetVisible(watched))
        return super().eventFilter(watched, event)
