"""One assessment: its questions by dimension under the number keys, its radar, its gaps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.records.evaluation import AssessmentItem
from fieldapp.records.text import say, say_n
from fieldapp.rules.assessments import MOST, gaps_without_action
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.assessments.radar import Radar
from fieldapp.ui.record_panel import RecordPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.ui.widgets.lines import LineList
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.work.assessments import AssessmentRoom
from fieldapp.work.work import Work

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "assessment": (
        "title",
        "instrument",
        "organization",
        "on",
        "method",
        "activity",
        "conclusions",
    ),
    "assessment_item": ("question", "dimension", "capacity", "score", "evidence", "gap"),
}
"""What is written here of an assessment and of its questions."""

_ITEM: Final = "assessment_item"
_ROLES: Final = {1: "bad", 2: "warn", 3: "info", 4: "good"}
_LIST_SHARE, _SIDE_SHARE = 56, 44


class ScanRoom(QWidget):
    """1 to 4 score the marked question and go on; Enter writes its evidence and its gap."""

    left = Signal()

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._room: AssessmentRoom | None = None
        words = page.words
        self._back, self._title, self._facts = QPushButton(), QLabel(), QLabel()
        self.questions = LineList(
            page.tools.theme, words(say("Preguntas por dimensión")), icon="agenda", lines_most=4
        )
        self.radar = Radar(page.tools)
        self._gaps = QLabel()
        self.owed = QLabel()
        self.panel = RecordPanel(page, work, FIELDS)
        self._side = QStackedWidget()
        self.about = QPushButton(words(say("Datos generales")))
        self.from_pack = QPushButton(words(say("Preguntas del paquete")))
        self.report = QPushButton(words(say("Informe")))
        self.new = QPushButton(words(say("Nueva pregunta")))
        self._lay_out()
        self._connect()

    @property
    def assessment(self) -> UUID | None:
        """The assessment that is open."""
        return self._room.assessment.id if self._room else None

    def show_room(self, room: AssessmentRoom) -> None:
        """Show an assessment; of the one already shown the cursor stays where it is."""
        if room.assessment.id != self.assessment:
            self.questions.mark_line(None)
            self._close_record()
        self._room = room
        words = self._page.words
        self._title.setText(" ".join(room.assessment.title.split()) or words(say("Sin título")))
        formats, on = self._page.tools.formats, room.assessment.on
        facts = (room.organization, formats.day(on) if on else "", room.assessment.method)
        self._facts.setText(" · ".join(one for one in facts if one))
        self.radar.show_dimensions(room.dimensions)
        self._show_questions(room)
        self._show_gaps(room)
        self.panel.reload()

    def begin_question(self) -> None:
        """Write a question of the dimension in which the cursor stands."""
        if self._room is None:
            return
        self._side.setCurrentWidget(self.panel)
        self.panel.begin(_ITEM, self._begun(self._room.assessment.id, self._dimension()))

    def edit(self) -> None:
        """Write in the marked question."""
        if self._marked is not None:
            self._on_chosen(self._marked)

    def go_back(self) -> bool:
        """Close the open question; False when none is open."""
        if self._side.currentWidget() is not self.panel:
            return False
        self._close_record()
        self.questions.view.setFocus()
        return True

    def flush(self) -> None:
        """Save what is typed."""
        self.panel.flush()

    @property
    def _marked(self) -> UUID | None:
        return self.questions.marked if isinstance(self.questions.marked, UUID) else None

    # Making.

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        self._dress()
        above = QHBoxLayout()
        above.setSpacing(theme.space(3))
        above.addWidget(self._back)
        above.addWidget(self._title, 1)
        above.addWidget(self._facts, 1)
        seen = QWidget()
        inside = QVBoxLayout(seen)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.radar, 1)
        inside.addWidget(self._gaps)
        inside.addWidget(self.owed)
        self._side.addWidget(seen)
        self._side.addWidget(self.panel)
        across = QHBoxLayout()
        across.setSpacing(theme.space(4))
        across.addWidget(self.questions, _LIST_SHARE)
        across.addWidget(self._side, _SIDE_SHARE)
        foot = ActionBar(theme)
        foot.add(self.about)
        foot.add(self.from_pack)
        foot.add(self.report)
        foot.add_main(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (5, 3, 4, 0)))
        column.setSpacing(theme.space(3))
        column.addLayout(above)
        column.addLayout(across, 1)
        column.addWidget(foot)

    def _dress(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        mark(self._back, "icon")
        theme.dress(self._back, "back")
        self._back.setAccessibleName(words(say("Volver a la lista")))
        self._back.setToolTip(words(say("Volver (Esc)")))
        owed = self._work.assessments.owed_questions()
        self.owed.setText(words(owed) if owed is not None else "")
        self.owed.setVisible(owed is not None)
        looks = (
            (self._title, "section"),
            (self._facts, "soft-body"),
            (self._gaps, "soft-body"),
            (self.owed, "hint"),
        )
        for label, look in looks:
            mark(label, look)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for button, icon in (
            (self.about, "write"),
            (self.from_pack, "down"),
            (self.report, "document"),
        ):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.from_pack.setVisible(self._work.assessments.has_pack_questions())
        theme.dress(self.new, "add", "on_accent")

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self.questions.line_marked.connect(self._on_marked)
        self.questions.line_chosen.connect(self._on_chosen)
        self.questions.digit_pressed.connect(self._on_digit)
        self.questions.first_wished.connect(self.begin_question)
        self.about.clicked.connect(self._on_about)
        self.from_pack.clicked.connect(self._on_from_pack)
        self.report.clicked.connect(self._on_report)
        self.new.clicked.connect(self.begin_question)
        self.panel.closed.connect(self.go_back)

    # Showing.

    def _show_questions(self, room: AssessmentRoom) -> None:
        words = self._page.words
        if not room.items:
            nothing = say("Todavía no hay preguntas en esta autoevaluación.")
            self.questions.show_nothing(words(nothing), words(say("Escribir la primera")))
            return
        rows: list[Line | Heading] = []
        for one in room.dimensions:
            empty = words(say("{dimension} · sin preguntas", dimension=one.label))
            rows.append(Heading(one.label if one.questions else empty, one.questions))
            rows += [self._line(room, row) for row in room.items if row.dimension == one.code]
        self.questions.show_lines(rows)

    def _line(self, room: AssessmentRoom, row: AssessmentItem) -> Line:
        words = self._page.words
        gap = words(say("Brecha: {gap}", gap=row.gap)) if row.gap else ""
        action = room.actions.get(row.id, "")
        told = words(say("Acción: {action}", action=action)) if action else ""
        return Line(
            row.id,
            " ".join(row.question.split()) or words(say("Sin texto todavía")),
            below=" · ".join(part for part in (gap, told) if part),
            icon="check" if row.score else "unchosen",
            word=words(say("{score} de {most}", score=row.score, most=int(MOST)))
            if row.score
            else words(say("Sin puntaje")),
            role=_ROLES.get(row.score or 0, "text_soft"),
        )

    def _show_gaps(self, room: AssessmentRoom) -> None:
        waiting = len(gaps_without_action(room.items, set(room.actions)))
        gaps = sum(one.gaps for one in room.dimensions)
        counted = self._page.words(say_n("{n} brecha", "{n} brechas", gaps))
        without = self._page.words(say("sin acción: {n}", n=waiting))
        advice = say("La acción se escribe en el plan y dice qué brecha cierra.")
        told = f"{counted} · {without}. {self._page.words(advice)}" if gaps else ""
        self._gaps.setText(told)

    # What happens.

    def _begun(self, assessment: UUID, dimension: str) -> Any:
        children = self._work.registers.children

        def write(record: UUID | None, changes: Mapping[str, Any]) -> Saved:
            if record is not None:
                return self._work.registers.save(_ITEM, record, changes)
            return children.add(_ITEM, assessment, {"dimension": dimension, **changes})

        return write

    def _dimension(self) -> str:
        row = self._marked_row()
        if row is not None and row.dimension:
            return str(row.dimension)
        return self._room.dimensions[0].code if self._room else ""

    def _marked_row(self) -> AssessmentItem | None:
        items = self._room.items if self._room else ()
        return next((one for one in items if one.id == self._marked), None)

    def _close_record(self) -> None:
        self.panel.flush()
        self._side.setCurrentIndex(0)

    def _on_marked(self, line: object) -> None:
        if isinstance(line, UUID) and self._side.currentWidget() is self.panel:
            self.panel.load(_ITEM, line)

    def _on_chosen(self, line: object) -> None:
        if isinstance(line, UUID):
            self._side.setCurrentWidget(self.panel)
            self.panel.load(_ITEM, line, write=True)

    def _on_digit(self, digit: int) -> None:
        if self._marked is None:
            return
        if digit > MOST:
            self._page.tools.prompts.tell(say("Los puntajes van de 1 a 4."))
            return
        self._page.save(
            partial(self._work.assessments.score, self._marked, digit),
            done=lambda _saved: self._go_on(),
        )

    def _go_on(self) -> None:
        """To the next question, over the headings."""
        rows = [row.id for row in self.questions.rows if isinstance(row, Line)]
        place = rows.index(self._marked) + 1 if self._marked in rows else len(rows)
        if place < len(rows):
            self.questions.mark_line(rows[place])

    def _on_about(self) -> None:
        if self._room is not None:
            self._side.setCurrentWidget(self.panel)
            self.panel.load("assessment", self._room.assessment.id, write=True)

    def _on_report(self) -> None:
        if self._room is not None:
            self.flush()
            for one in self._work.reports.of("assessment"):
                self._page.open_requested.emit(one.wish, self._room.assessment.id)

    def _on_from_pack(self) -> None:
        if self._room is not None:
            self._page.save(
                partial(self._work.assessments.add_pack_questions, self._room.assessment.id)
            )
