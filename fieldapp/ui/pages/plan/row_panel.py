"""The row of the plan on which the person stands: its fields, and from where it comes."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import Page
from fieldapp.ui.pages.plan.written import FIELDS
from fieldapp.ui.record_panel import RecordPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.ui.widgets.lines import LineList
from fieldapp.work.plans import PlanRoom
from fieldapp.work.tracing import Way
from fieldapp.work.work import Work

_FORM_SHARE, _WAY_SHARE = 3, 2


class RowPanel(QWidget):
    """Enter on a step of the way opens that record, wherever it belongs."""

    step_chosen = Signal(str, object)

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._kinds: dict[UUID, str] = {}
        self.written = RecordPanel(page, work, FIELDS)
        self.way = LineList(page.tools.theme, page.words(say("¿De dónde viene?")), icon="back")
        heading = QLabel(page.words(say("¿De dónde viene? ¿Qué salió de aquí?")))
        mark(heading, "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.written, _FORM_SHARE)
        column.addWidget(heading)
        column.addWidget(self.way, _WAY_SHARE)
        self.way.line_chosen.connect(self._on_step)

    def show_row(self, room: PlanRoom, row: UUID | None) -> None:
        """Show a row of the plan, and the way that leads to it and on from it."""
        node = next((one for one in room.parts.nodes if one.id == row), None)
        self.setEnabled(node is not None)
        if node is None:
            return
        self.written.show_record("plan_node", node, locked=room.locked or node.id in room.fixed)
        read = partial(self._work.traces.trace, "plan_node", node.id)
        self._page.load(read, self._show_way, topic="plan trace")

    def write(self) -> None:
        """Put the cursor where the words of the row are written."""
        if self.isEnabled():
            self.written.form.focus_field("text")

    def flush(self) -> None:
        """Save what is typed."""
        self.written.flush()

    def _show_way(self, way: Way) -> None:
        words, kinds = self._page.words, self._page.tools.kinds
        self._kinds = {step.id: step.kind for step in (*way.before, *way.after)}
        rows: list[Line | Heading] = []
        for heading, steps in (
            (say("Viene de"), way.before),
            (say("Salió de aquí"), way.after),
        ):
            if steps:
                rows.append(Heading(words(heading), len(steps)))
            rows += [
                Line(step.id, " ".join(step.title.split()), above=words(kinds[step.kind].label))
                for step in steps
            ]
        if rows:
            self.way.show_lines(rows)
        else:
            nothing = say("Todavía no está unida a ningún problema, partida ni indicador.")
            self.way.show_nothing(words(nothing))

    def _on_step(self, record: object) -> None:
        if isinstance(record, UUID) and record in self._kinds:
            self.step_chosen.emit(self._kinds[record], record)
