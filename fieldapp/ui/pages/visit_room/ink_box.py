"""How one person signs: on the pad here, on the printed list, or not at all, with a reason."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.rules.ink import Drawing
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import INK_LOOKS
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.ink_pad import InkPad
from fieldapp.ui.widgets.status_chip import StatusChip
from fieldapp.work.attendance_rows import AttendanceRow


class InkBox(QWidget):
    """The pad in its place, and the ways of paper under it."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._row: AttendanceRow | None = None
        self._shown: tuple[UUID, UUID | None] | None = None
        theme, words = page.tools.theme, page.words
        self.pad = InkPad(theme, words)
        self._state = StatusChip(theme)
        self._said = QLabel()
        self.keep = QPushButton(words(say("Guardar firma")))
        self._wipe = QPushButton(words(say("Borrar")))
        self.paper = QPushButton(words(say("Firmó en papel")))
        self.refuse = QPushButton(words(say("Se niega a firmar")))
        self._again = QPushButton(words(say("Quitar esta firma")))
        self._lay_out()
        self.pad.changed.connect(self._fit)
        self.keep.clicked.connect(self._on_keep)
        self._wipe.clicked.connect(self.pad.clear)
        self.paper.clicked.connect(self._on_paper)
        self.refuse.clicked.connect(self._on_refuse)
        self._again.clicked.connect(self._on_again)

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        heading = QLabel(self._page.words(say("Firma")))
        mark(heading, "label")
        mark(self._said, "hint")
        self._said.setWordWrap(True)
        for button in (self._wipe, self.paper, self.refuse, self._again):
            mark(button, "quiet")
        theme.dress(self.paper, "document", "accent")
        theme.dress(self.refuse, "annul", "accent")
        above = QHBoxLayout()
        above.addWidget(heading)
        above.addStretch(1)
        above.addWidget(self._state)
        drawn = QHBoxLayout()
        drawn.addWidget(self.keep)
        drawn.addWidget(self._wipe)
        drawn.addStretch(1)
        otherwise = QWidget()
        flow = FlowLayout(theme.space(1), otherwise)
        for button in (self.paper, self.refuse, self._again):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addLayout(above)
        column.addWidget(self.pad)
        column.addWidget(self._said)
        column.addLayout(drawn)
        column.addWidget(otherwise)

    def show_row(self, row: AttendanceRow) -> None:
        """Show how a person signed; of the one already shown, a drawing under way stays."""
        self._row = row
        shown = (row.attendance.id, row.ink.id if row.ink is not None else None)
        if shown != self._shown:
            self._shown = shown
            self.pad.clear()
            if row.ink is not None and row.ink.method == "drawn":
                ink = row.ink.id
                self._page.load(lambda: self._work.inks.drawing(ink), self._show, topic="ink")
        self._fit()

    def _show(self, drawing: Drawing | None) -> None:
        if drawing is not None:
            self.pad.show_drawing(drawing)

    def _fit(self) -> None:
        row = self._row
        if row is None:
            return
        words, ink, minor = self._page.words, row.ink, bool(row.attendance.minor)
        if ink is not None:
            look = INK_LOOKS[ink.method or "drawn"]
            self._state.show_status(look.icon, words(look.word), look.role)
        self._state.setVisible(ink is not None)
        self._said.setText(self._sentence(row))
        self._said.setVisible(bool(self._said.text()))
        self.pad.setVisible(not minor and (ink is None or ink.method == "drawn"))
        self.pad.setEnabled(ink is None)
        blank = self.pad.is_blank
        self.keep.setVisible(ink is None and not minor and not blank)
        self._wipe.setVisible(ink is None and not minor and not blank)
        self.paper.setVisible(ink is None and not minor)
        self.refuse.setVisible(ink is None and not minor)
        self._again.setVisible(ink is not None)

    def _sentence(self, row: AttendanceRow) -> str:
        words, ink = self._page.words, row.ink
        if row.attendance.minor:
            return words(say("De quien es menor de 18 años no se toma firma: firma su acudiente."))
        if ink is None:
            return words(say("Firme en el recuadro con el dedo, un lápiz o el ratón."))
        if ink.reason:
            return words(say("Motivo: {reason}", reason=ink.reason))
        if ink.folder or ink.folio:
            return words(
                say("Original: {folder}, folio {folio}", folder=ink.folder, folio=ink.folio)
            )
        return ""

    def _on_keep(self) -> None:
        if self._row is not None:
            attendance, drawing = self._row.attendance.id, self.pad.drawing()
            self._page.save(lambda: self._work.inks.draw(attendance, drawing))

    def _on_paper(self) -> None:
        if self._row is not None:
            attendance = self._row.attendance.id
            self._page.save(lambda: self._work.inks.on_paper([attendance]))

    def _on_refuse(self) -> None:
        if self._row is None:
            return
        attendance, name = self._row.attendance.id, self._row.attendance.full_name
        reason = self._page.tools.prompts.ask_reason(
            say("¿Por qué no firma {name}? Se escribe en sus palabras.", name=name),
            verb=say("Dejar constancia"),
        )
        if reason is not None:
            self._page.save(lambda: self._work.inks.refuse(attendance, reason))

    def _on_again(self) -> None:
        if self._row is None or self._row.ink is None:
            return
        ink = self._row.ink.id
        reason = self._page.tools.prompts.ask_reason(
            say("¿Por qué se quita esta firma?"), verb=say("Quitar la firma")
        )
        if reason is not None:
            self._page.save(lambda: self._work.inks.remove(ink, reason))
