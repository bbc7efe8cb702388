"""A printed paper as it will come out: its pages one under the other, as wide as there is room.

Pages are drawn by pdfium on the reading worker and only when they come into sight, so that a long
acta opens at once on a poor laptop.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.ui.jobs import Jobs
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import Theme

_WIDEST_PX = 820
_LEAST_ZOOM, _MOST_ZOOM, _STEP = 0.5, 3.0, 1.25


class PdfView(QScrollArea):
    """Shows one PDF. Ctrl with + and - makes it larger and smaller, Ctrl with 0 fits the width."""

    def __init__(
        self, jobs: Jobs, theme: Theme, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._words = words
        self._zoom = 1.0
        self._turn = 0
        self._pages: list[_PageView] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(words(say("Vista previa del documento")))
        self._clear()

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def show_pdf(self, content: bytes, *, failed: Callable[[Exception], object]) -> None:
        """Show a document; `failed` is told when it is no PDF."""
        self._turn += 1
        self._jobs.read(
            partial(page_shapes, content),
            done=partial(self._show_pages, self._turn, content),
            failed=failed,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Plus: _STEP, Qt.Key.Key_Minus: 1 / _STEP, Qt.Key.Key_0: 0.0}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in steps:
            wished = self._zoom * steps[key] or 1.0
            self._zoom = min(max(wished, _LEAST_ZOOM), _MOST_ZOOM)
            self._fit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width() - 2 * self._theme.space(4)
        width = round(min(room, self._theme.px(_WIDEST_PX)) * self._zoom)
        for page in self._pages:
            page.stand(max(width, 1))

    def _clear(self) -> QVBoxLayout:
        self._pages = []
        held = QWidget()
        held.setObjectName("scrolled")
        column = QVBoxLayout(held)
        column.setSpacing(self._theme.space(4))
        column.setContentsMargins(*[self._theme.space(4)] * 4)
        self.setWidget(held)
        return column

    def _show_pages(self, turn: int, content: bytes, shapes: list[float]) -> None:
        if turn != self._turn:
            return
        column = self._clear()
        for number, shape in enumerate(shapes):
            page = _PageView(self._theme, shape, partial(self._draw, content, number))
            page.setAccessibleName(
                self._words(say("Página {n} de {total}", n=number + 1, total=len(shapes)))
            )
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
            self._pages.append(page)
        column.addStretch(1)
        self._fit()

    def _draw(
        self, content: bytes, number: int, width_px: int, show: Callable[[QImage], None]
    ) -> None:
        self._jobs.read(
            partial(page_picture, content, number, width_px), done=show, failed=self._not_drawn
        )

    def _not_drawn(self, _error: Exception) -> None:
        """A page that cannot be drawn stays white; whoever asked for the PDF was told already."""


class _PageView(QWidget):
    """One sheet, white until its picture arrives."""

    def __init__(
        self, theme: Theme, shape: float, draw: Callable[[int, Callable[[QImage], None]], None]
    ) -> None:
        """Make a sheet; `shape` is its height by its width."""
        super().__init__()
        self._theme = theme
        self._shape = shape
        self._draw = draw
        self._picture = QImage()
        self._asked_px = 0

    def stand(self, width_px: int) -> None:
        """Stand that wide, in the shape of the paper."""
        self.setFixedSize(width_px, round(width_px * self._shape))

    def paintEvent(self, event: QPaintEvent) -> None:
        wished = round(self.width() * self.devicePixelRatioF())
        if wished != self._asked_px:
            self._asked_px = wished
            self._draw(wished, self._show)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = QRectF(0, 0, self.width(), self.height())
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if not self._picture.isNull():
            painter.drawImage(sheet, self._picture)
        painter.setPen(self._theme.colour("line"))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))
        painter.end()

    def _show(self, picture: QImage) -> None:
        if shiboken6.isValid(self):
            self._picture = picture
            self.update()


def page_shapes(content: bytes) -> list[float]:
    """Return the height by the width of every page."""
    from pypdfium2 import PdfDocument  # pyright: ignore[reportMissingTypeStubs]

    document: Any = PdfDocument(content)
    try:
        sizes = [document.get_page_size(number) for number in range(len(document))]
        return [height / width for width, height in sizes]
    finally:
        document.close()


def page_picture(content: bytes, number: int, width_px: int) -> QImage:
    """Return one page drawn that wide, the first being 0."""
    from pypdfium2 import PdfDocument  # pyright: ignore[reportMissingTypeStubs]

    document: Any = PdfDocument(content)
    try:
        page: Any = document[number]
        bitmap: Any = page.render(scale=width_px / page.get_width(), prefer_bgrx=True)
        return QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()
    finally:
        document.close()
