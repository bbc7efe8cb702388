"""The actions of a plan by priority: a board, and what each priority asks for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.plans import PlanNode
from fieldapp.records.text import say
from fieldapp.rules.action_plan import OWN_MEANS, PRIORITIES, PriorityBoard
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.beside import Beside
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.ui.widgets.lines import LineList
from fieldapp.ui.widgets.sheet import ActionBar, Sheet
from fieldapp.work.action_plans import ActionBoard
from fieldapp.work.work import Work

_FIELDS: Final = (
    "text",
    "priority",
    "axis",
    "term",
    "dimension",
    "capacity",
    "responsible",
    "responsible_name",
    "due_on",
    "required_budget",
    "fiscal_year",
)


class PriorityPanel(QWidget):
    """Priorities one under the other; 1 to 4 move the action on which the person stands."""

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._plan: UUID | None = None
        self._actions: dict[UUID, PlanNode] = {}
        self._locked = False
        self._sums, self._axes = QLabel(), QLabel()
        self.lines = LineList(
            page.tools.theme, page.words(say("Acciones por prioridad")), icon="registers"
        )
        spec = page.tools.kinds["plan_node"]
        self.form = RecordForm(spec, page.form_tools(work.registers), fields=_FIELDS)
        self._saving = Autosave(page, self.form, self._write)
        self._approve = QPushButton(page.words(say("Aprobar el plan")))
        self._beside = self._lay_out()
        self.lines.line_chosen.connect(self._on_chosen)
        self.lines.digit_pressed.connect(self._on_digit)
        self._approve.clicked.connect(self._on_approve)

    # What the page asks.

    def show_plan(self, plan: UUID) -> None:
        """Show the actions of a plan."""
        if plan != self._plan:
            self.flush()
            self._beside.close_opened()
        self._plan = plan
        self.reload()

    def reload(self) -> None:
        """Read the actions again; what is being typed stays."""
        if self._plan is not None:
            plan = self._plan
            read = partial(self._work.action_plans.board, plan)
            self._page.load(read, self._show, topic="priorities")

    def go_back(self) -> bool:
        """Close the action that is open; False when none is."""
        if not self._beside.is_open:
            return False
        self.flush()
        self._beside.close_opened()
        self.lines.view.setFocus()
        return True

    def flush(self) -> None:
        """Save what is typed."""
        self.form.flush()

    # Making.

    def _lay_out(self) -> Beside:
        theme = self._page.tools.theme
        for label, look in ((self._sums, "section"), (self._axes, "hint")):
            label.setWordWrap(True)
            mark(label, look)
        held, sheet = QFrame(), Sheet(theme)
        mark(held, "raised")
        sheet.add(self.form)
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(sheet)
        beside = Beside(theme, self.lines, held)
        theme.dress(self._approve, "check", "on_accent")
        foot = ActionBar(theme)
        foot.add_main(self._approve)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sums)
        column.addWidget(self._axes)
        column.addWidget(beside, 1)
        column.addWidget(foot)
        return beside

    # What happens.

    def _show(self, shown: ActionBoard) -> None:
        if shown.plan.id != self._plan:
            return
        board, words = shown.board, self._page.words
        self._locked = shown.plan.status not in ("draft", None)
        self._actions = {one.id: one for column in board.columns.values() for one in column}
        self._approve.setVisible(shown.plan.status != "approved")
        self._approve.setEnabled(bool(self._actions))
        self._sums.setText(
            words(
                say(
                    "{n} acciones: {own} con medios propios y {more} con recursos adicionales",
                    n=board.own + board.additional,
                    own=board.own,
                    more=board.additional,
                )
            )
        )
        self._axes.setText(self._by_axis(board))
        self._axes.setVisible(bool(self._axes.text()))
        if self._actions:
            self.lines.show_lines(self._rows(shown))
        else:
            self.lines.show_nothing(words(say("Ninguna fila de este plan tiene prioridad.")))
        opened = self._actions.get(self._saving.record_id) if self._saving.record_id else None
        if self._beside.is_open and opened is not None:
            self._saving.show(opened, locked=self._locked)

    def _by_axis(self, board: PriorityBoard) -> str:
        """The matrix of axes and priorities, an axis a line: "Empleo decente: 5 · 4 · 3 · 2"."""
        axes = self._work.desk.pack.catalogue("agreement_axes")
        lines = [
            f"{axis.label}: " + " · ".join(str(board.of(axis.code, one)) for one in PRIORITIES)
            for axis in axes
            if any(board.of(axis.code, one) for one in PRIORITIES)
        ]
        head = self._page.words(say("Acciones de prioridad 1 · 2 · 3 · 4 en cada eje:"))
        return "\n".join((head, *lines)) if lines else ""

    def _rows(self, shown: ActionBoard) -> list[Line | Heading]:
        words, unready = self._page.words, {one.action.id: one for one in shown.unready}
        rows: list[Line | Heading] = []
        for priority in PRIORITIES:
            column = shown.board.columns[priority]
            means = say("medios propios") if priority in OWN_MEANS else say("recursos adicionales")
            heading = say("Prioridad {n}: {means}", n=priority, means=means)
            rows.append(Heading(words(heading), len(column)))
            rows += [self._line(node, ready=node.id not in unready) for node in column]
        return rows

    def _line(self, node: PlanNode, *, ready: bool) -> Line:
        formats, words = self._page.tools.formats, self._page.words
        told = [
            node.responsible_name,
            formats.day(node.due_on) if node.due_on else "",
            formats.money(node.required_budget) if node.required_budget else "",
            str(node.fiscal_year) if node.fiscal_year else "",
        ]
        return Line(
            node.id,
            node.text,
            above=node.code,
            below=" · ".join(one for one in told if one),
            icon="check" if ready else "warn",
            word=words(say("Lista") if ready else say("Incompleta")),
            role="good" if ready else "warn",
        )

    def _on_chosen(self, action: UUID) -> None:
        node = self._actions.get(action)
        if node is not None:
            self._saving.show(node, locked=self._locked)
            self._beside.open()

    def _on_digit(self, digit: int) -> None:
        marked = self.lines.marked
        if digit in PRIORITIES and isinstance(marked, UUID) and not self._locked:
            edit = partial(self._work.action_plans.edit, marked, {"priority": digit})
            self._page.save(edit)

    def _write(self, id_: UUID | None, changes: Mapping[str, Any]) -> Saved:
        if id_ is None:
            raise LookupError("an action is made in the tree of the plan, not by its form")
        return self._work.action_plans.edit(id_, changes)

    def _on_approve(self) -> None:
        if self._plan is None:
            return
        self.flush()
        question = say("¿Aprobar el plan? Sus filas ya no se cambiarán.")
        if self._page.tools.prompts.confirm(question, verb=say("Aprobar")):
            self._page.save(
                partial(self._work.action_plans.approve, self._plan),
                done=lambda _saved: self._page.tools.prompts.tell(say("Plan aprobado.")),
            )
