"""The draft read aloud: the whole screen, large letters, nothing private; also for the projector.

Page Down and the space bar go on, Ctrl with + and - change the letters, Esc goes back to work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from fieldapp.records.describe import KindSpec
from fieldapp.records.text import say
from fieldapp.rules.acta_reading import ReadPart
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.ports import FormTools

_SIDE_PX, _FORM_PX = 96, 560
_LARGER = {Qt.Key.Key_Plus: 2, Qt.Key.Key_Minus: -2}


class ReadingView(QWidget):
    """A window of its own, shown full screen above everything."""

    was_read = Signal(dict)
    """That it was read to the end: the fields of the acta that say so."""

    def __init__(self, tools: PageTools, form: FormTools, spec: KindSpec) -> None:
        super().__init__(None, Qt.WindowType.Window)
        words, theme = tools.words, tools.theme
        self.setWindowTitle("Bitácora")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.text = QTextBrowser()
        self.text.setAccessibleName(words(say("Texto del acta para leer en voz alta")))
        mark(self.text, "reading")
        self.form = RecordForm(spec, form, ("read_language", "interpreter"))
        self.form.show_blank()
        self.form.setMaximumWidth(theme.px(_FORM_PX))
        self._typed: dict[str, Any] = {}
        self.form.edited.connect(self._typed.update)
        self.done = QPushButton(words(say("Anotar que se leyó en voz alta")))
        self.back = QPushButton(words(say("Volver sin anotar")))
        mark(self.done, "main")
        theme.dress(self.done, "read_aloud", "on_accent")
        mark(self.back, "quiet")
        foot = QHBoxLayout()
        foot.setContentsMargins(*(theme.space(step) for step in (6, 2, 6, 4)))
        foot.setSpacing(theme.space(3))
        foot.addWidget(self.form, 1)
        foot.addStretch(1)
        foot.addWidget(self.back, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.done, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(_SIDE_PX), theme.space(4), theme.px(_SIDE_PX), 0)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.done.clicked.connect(self._on_done)
        self.back.clicked.connect(self.close)

    def show_parts(self, parts: Sequence[ReadPart]) -> None:
        """Show what is read, from its beginning, over the whole screen."""
        self.text.setHtml("".join(_html(part) for part in parts))
        self.showFullScreen()
        self.text.setFocus()

    def show_read(self, said: Mapping[str, object]) -> None:
        """Show the language and the interpreter that the acta names already."""
        for name, value in said.items():
            self.form.editors[name].show_value(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in _LARGER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.text.zoomIn(_LARGER[key])
        elif key == Qt.Key.Key_Space:
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _on_done(self) -> None:
        self.form.flush()
        self.was_read.emit({"read_aloud": True, **self._typed})
        self.close()


def _html(part: ReadPart) -> str:
    heading = f"<h2>{escape(part.heading)}</h2>" if part.heading else ""
    return heading + "".join(f"<p>{escape(line)}</p>" for line in part.paragraphs)
