"""The pages of a photographed paper, one beside the other, each to be turned or taken out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.work.signed_papers import PaperPage

_PICTURE_PX = (250, 330)


class PageCards(QScrollArea):
    """Shows pages in their order. `number` is of the acta they should belong to."""

    turn_wished = Signal(int)
    whole_wished = Signal(int, bool)
    removed = Signal(int)

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self.cards: list[PageCard] = []
        held = QWidget()
        held.setObjectName("scrolled")
        self._flow = FlowLayout(tools.theme.space(3), held)
        self.setWidget(held)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_pages(self, pages: list[PaperPage], number: str) -> None:
        """Show these pages instead of those before."""
        for card in self.cards:
            self._flow.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [
            PageCard(self._tools, place, len(pages), page, number)
            for place, page in enumerate(pages, start=1)
        ]
        for place, card in enumerate(self.cards):
            self._flow.addWidget(card)
            card.show()
            card.turn.clicked.connect(partial(self.turn_wished.emit, place))
            card.whole.clicked.connect(self._teller(place))
            card.remove.clicked.connect(partial(self.removed.emit, place))

    def _teller(self, place: int) -> Callable[[bool], None]:
        return lambda checked: self.whole_wished.emit(place, checked)


class PageCard(QFrame):
    """One page: how it looks, what was read of it, what can be done with it."""

    def __init__(
        self, tools: PageTools, place: int, count: int, page: PaperPage, number: str
    ) -> None:
        super().__init__()
        words, theme = tools.words, tools.theme
        mark(self, "card")
        title, said, picture = QLabel(), QLabel(), QLabel()
        title.setText(words(say("Hoja {place} de {count}", place=place, count=count)))
        mark(title, "label")
        text, look = _told(page, number)
        said.setText(words(text))
        said.setWordWrap(True)
        mark(said, look)
        picture.setPixmap(_pixmap(page.jpeg, theme.px(_PICTURE_PX[0]), theme.px(_PICTURE_PX[1])))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.turn = QPushButton(words(say("Girar")))
        self.whole = QPushButton(words(say("Foto completa")))
        self.remove = QPushButton(words(say("Quitar")))
        self.whole.setCheckable(True)
        self.whole.setChecked(page.whole)
        ways = QWidget()
        flow = FlowLayout(0, ways)
        for button, icon in ((self.turn, "undo"), (self.whole, "columns"), (self.remove, "close")):
            mark(button, "quiet")
            theme.dress(button, icon, "accent", side=16)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (2, 2, 2, 1)))
        column.setSpacing(theme.space(1))
        for part in (title, picture, said, ways):
            column.addWidget(part)
        self.setFixedWidth(theme.px(_PICTURE_PX[0]) + 2 * theme.space(3))
        self.said = said.text()


def _told(page: PaperPage, number: str) -> tuple[Text, str]:
    """What there is to say of a page, and its look."""
    if page.number and number and page.number != number:
        return say("Atención: esta hoja es del papel {number}.", number=page.number), "warning"
    if page.number:
        return say("Código leído: {number}", number=page.number), "hint"
    if page.straightened:
        return say("Enderezada, en grises."), "hint"
    if page.whole:
        return say("La foto completa, en grises."), "hint"
    return say("No se distinguió el borde de la hoja: queda la foto completa."), "hint"


def _pixmap(jpeg: bytes, width: int, height: int) -> QPixmap:
    return QPixmap.fromImage(QImage.fromData(jpeg)).scaled(
        width,
        height,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
