"""Verificar papel: PDF, scans and photos go in, and beside each stands what it proves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Final, Protocol

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.verify.panel import LOOKS, VerdictPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.beside import Beside
from fieldapp.ui.widgets.line import Line
from fieldapp.ui.widgets.lines import LineList
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.work.verifying import Checked

ENDINGS: Final = ("pdf", "png", "jpg", "jpeg", "tif", "tiff", "webp", "bmp")
_CHOOSE: Final = say("Elegir archivos…")


class VerifyingWork(Protocol):
    """What the page asks for."""

    def check(self, file: Path) -> Checked:
        """Tell what can be proven of a file; never raises for what it holds."""
        ...


class VerifyPage(Page):
    """Ctrl+Enter chooses files, Enter opens the verdict on one, Esc closes it."""

    purpose: ClassVar[Text] = say(
        "Aquí se comprueba si un acta es la que se emitió: elija su PDF, un escaneo o una foto de "
        "la última hoja, o arrástrelos aquí. No hace falta red, y nada se guarda ni se envía."
    )

    def __init__(self, tools: PageTools, work: VerifyingWork) -> None:
        super().__init__(tools)
        self._work = work
        self._checked: dict[int, Checked] = {}
        self._asked_for: list[Path] = []
        self._choose = QPushButton(self.words(_CHOOSE))
        self._hint = QLabel(self.words(say("También puede arrastrar los archivos hasta aquí.")))
        self.lines = LineList(tools.theme, self.words(say("Papeles comprobados")), icon="check")
        self.panel = VerdictPanel(tools)
        self._beside = Beside(tools.theme, self.lines, self.panel)
        self.lines.show_nothing(self.words(self.purpose), self.words(_CHOOSE))
        self._lay_out()
        self.setAcceptDrops(True)
        self.setFocusProxy(self.lines)
        self._choose.clicked.connect(self.main_action)
        self.lines.first_wished.connect(self.main_action)
        self.lines.line_chosen.connect(self._on_line_chosen)
        self.lines.line_marked.connect(self._on_line_marked)

    # What the shell asks.

    def reload(self) -> None:
        """Nothing is kept in records: what was checked stays until the program ends."""

    def start_new(self) -> None:
        self.main_action()

    def main_action(self) -> None:
        title = say("Elija los PDF, escaneos o fotos de actas")
        self.check(self.tools.prompts.files_to_open(title, ENDINGS))

    def go_back(self) -> bool:
        if not self._beside.is_open:
            return False
        self._beside.close_opened()
        self.lines.setFocus()
        return True

    def check(self, files: Sequence[Path]) -> None:
        """Read files one after the other; each shows its verdict as soon as it has one."""
        for file in files:
            number = len(self._asked_for)
            self._asked_for.append(file)
            self.load(
                partial(self._work.check, file),
                partial(self._show, number),
                topic=f"paper {number}",
            )
        if files:
            self._show_lines()
            self.lines.setFocus()

    # Dropping.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.check(_files_in(event.mimeData()))

    # Inside.

    def _lay_out(self) -> None:
        theme = self.tools.theme
        mark(self._hint, "hint")
        held = QWidget()
        inside = QVBoxLayout(held)
        inside.setContentsMargins(*(theme.space(step) for step in (5, 4, 5, 0)))
        inside.addWidget(self._beside, 1)
        inside.addWidget(self._hint)
        foot = ActionBar(theme)
        foot.add_main(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(held, 1)
        column.addWidget(foot)

    def _show(self, number: int, checked: Checked) -> None:
        self._checked[number] = checked
        self._show_lines()
        if number == len(self._asked_for) - 1:
            self.lines.mark_line(number)
            self._open(number)

    def _show_lines(self) -> None:
        newest_first = reversed(list(enumerate(self._asked_for)))
        self.lines.show_lines([self._line(number, file) for number, file in newest_first])

    def _line(self, number: int, file: Path) -> Line:
        checked = self._checked.get(number)
        if checked is None:
            reading = self.words(say("Leyendo…"))
            return Line(number, file.name, icon="clock", word=reading)
        verdict = checked.verdict
        icon, role, word = LOOKS[verdict.outcome]
        first = self.words(verdict.sentences[0]) if verdict.sentences else ""
        return Line(
            *(number, verdict.number or file.name),
            above=file.name if verdict.number else "",
            below=first,
            icon=icon,
            word=self.words(word),
            role=role,
        )

    def _on_line_chosen(self, number: object) -> None:
        self._open(number)

    def _on_line_marked(self, number: object) -> None:
        if self._beside.is_open and self._beside.has_room:
            self._open(number)

    def _open(self, number: object) -> None:
        checked = self._checked.get(number) if isinstance(number, int) else None
        if checked is not None:
            self._beside.open()
            self.panel.show_verdict(checked.name, checked.verdict)


def _files_in(dragged: QMimeData) -> list[Path]:
    """The files that are dragged; what is not a file of this machine is left out."""
    return [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
