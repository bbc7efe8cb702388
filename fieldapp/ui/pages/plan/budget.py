"""The budget of a plan: items with their lines under them, added up as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.packs import Pack
from fieldapp.records.budget import BudgetItem, BudgetLine
from fieldapp.records.text import say
from fieldapp.rules.budget import DETERMINED
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.plan.budget_rows import BudgetRows, Chosen
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.beside import Beside
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.sheet import ActionBar, Sheet
from fieldapp.work.budgets import BudgetGrid
from fieldapp.work.work import Work

_ITEM_FIELDS: Final = (
    "text",
    "number",
    "gov_level",
    "state",
    "unit_cost",
    "quantity",
    "unit",
    "classifier",
    "funding_source",
    "plan_node",
    "printed_total",
)
_LINE_FIELDS: Final = ("text", "unit_cost", "quantity", "unit", "classifier", "printed_total")


class BudgetPanel(QWidget):
    """The grid at the left, the chosen item or line at the right, the sums above.

    The page that holds it tells it the plan, asks it to `reload` when budget records change, and
    to `flush` when it is left.
    """

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._plan: UUID | None = None
        self._above: UUID | None = None
        self._sums, self._doubts = QLabel(), QLabel()
        self.rows = BudgetRows(page.tools, work.desk.pack)
        self._item, self._line = self._form(BudgetItem), self._form(BudgetLine)
        self._forms = QStackedWidget()
        self._add_item = QPushButton(page.words(say("Agregar partida")))
        self._add_line = QPushButton(page.words(say("Agregar línea")))
        self._take_out = QPushButton(page.words(say("Quitar")))
        self._beside = self._lay_out()
        self.rows.chosen.connect(self._on_chosen)
        self._add_item.clicked.connect(self.start_new)
        self._add_line.clicked.connect(self.start_line)
        self._take_out.clicked.connect(self._on_take_out)

    # What the page asks.

    def show_plan(self, plan: UUID) -> None:
        """Show the budget of a plan."""
        if plan != self._plan:
            self.flush()
            self._beside.close_opened()
        self._plan = plan
        self.reload()

    def reload(self) -> None:
        """Read the budget again; what is being typed stays."""
        if self._plan is not None:
            plan = self._plan
            self._page.load(partial(self._work.budgets.grid, plan), self._show, topic="budget")

    def start_new(self) -> None:
        """Write one more item; it is made by its first field."""
        self._above = None
        self._open(self._item)
        self._item.show_blank()
        self._item.form.focus_field()

    def start_line(self) -> None:
        """Write one more line of the chosen item."""
        chosen = self.rows.current
        if chosen is None:
            return
        self._above = chosen.item
        self._open(self._line)
        self._line.show_blank()
        self._line.form.focus_field()

    def go_back(self) -> bool:
        """Close what is open; False when nothing is."""
        if not self._beside.is_open:
            return False
        self.flush()
        self._beside.close_opened()
        self.rows.setFocus()
        return True

    def flush(self) -> None:
        """Save what is typed."""
        for one in (self._item, self._line):
            one.form.flush()

    # Making.

    def _form(self, kind: type[BudgetItem | BudgetLine]) -> _SavedRow:
        spec = self._page.tools.kinds.spec_of(kind)
        fields = _ITEM_FIELDS if kind is BudgetItem else _LINE_FIELDS
        form = RecordForm(spec, self._page.form_tools(self._work.registers), fields=fields)
        return _SavedRow(self._page, form, partial(self._write, kind))

    def _lay_out(self) -> Beside:
        theme = self._page.tools.theme
        for label, look in ((self._sums, "section"), (self._doubts, "warn")):
            label.setWordWrap(True)
            mark(label, look)
        held = QFrame()
        mark(held, "raised")
        for one in (self._item, self._line):
            sheet = Sheet(theme)
            sheet.add(one.form)
            self._forms.addWidget(sheet)
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._forms)
        beside = Beside(theme, self.rows, held)
        foot = ActionBar(theme)
        for button, icon in ((self._add_line, "add"), (self._take_out, "annul")):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
            foot.add(button)
        theme.dress(self._add_item, "add", "on_accent")
        foot.add_main(self._add_item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sums)
        column.addWidget(self._doubts)
        column.addWidget(beside, 1)
        column.addWidget(foot)
        return beside

    # What happens.

    def _show(self, grid: BudgetGrid) -> None:
        if grid.plan.id != self._plan:
            return
        locked = grid.plan.status not in ("draft", None)
        for button in (self._add_item, self._add_line, self._take_out):
            button.setEnabled(not locked)
        self._sums.setText(_sums(grid, self._work.desk.pack))
        self._doubts.setText("\n".join(self._page.words(one.text) for one in grid.doubts))
        self._doubts.setVisible(bool(grid.doubts))
        self.rows.show_grid(grid)
        shown = self.rows.record(self.rows.current) if self._beside.is_open else None
        if shown is not None:
            self._saved_row(shown).show(shown, locked=locked)

    def _on_chosen(self, chosen: Chosen) -> None:
        record = self.rows.record(chosen)
        if record is not None:
            row = self._saved_row(record)
            self._open(row)
            row.show(record, locked=not self._add_item.isEnabled())

    def _saved_row(self, record: BudgetItem | BudgetLine) -> _SavedRow:
        return self._item if isinstance(record, BudgetItem) else self._line

    def _open(self, row: _SavedRow) -> None:
        self._forms.setCurrentIndex(0 if row is self._item else 1)
        self._beside.open()

    def _write(
        self,
        kind: type[BudgetItem | BudgetLine],
        id_: UUID | None,
        changes: Mapping[str, Any],
    ) -> Saved:
        budgets = self._work.budgets
        if id_ is not None:
            return budgets.edit(kind, id_, changes)
        if kind is BudgetLine and self._above is not None:
            return budgets.add_line(self._above, changes)
        if self._plan is None:
            raise LookupError("an item belongs to a plan")
        return budgets.add_item(self._plan, changes)

    def _on_take_out(self) -> None:
        record = self.rows.record(self.rows.current)
        if record is None:
            return
        self.go_back()
        budgets, kind, id_ = self._work.budgets, type(record), record.id
        self._page.save(
            partial(budgets.take_out, kind, id_),
            done=lambda _saved: self._page.tools.prompts.tell(
                say("Se quitó «{text}» del presupuesto.", text=record.text[:60]),
                undo=lambda: self._page.save(partial(budgets.put_back, kind, id_)),
            ),
        )


class _SavedRow:
    """A form with what saves it."""

    def __init__(self, page: Page, form: RecordForm, write: Any) -> None:
        self.form = form
        self._saving = Autosave(page, form, write)

    def show(self, record: BudgetItem | BudgetLine, *, locked: bool) -> None:
        """Show a record; of the one that is shown already what is being typed stays."""
        self._saving.show(record, locked=locked)

    def show_blank(self) -> None:
        """Show an empty form."""
        self._saving.show_blank()


def _sums(grid: BudgetGrid, pack: Pack) -> str:
    """Totals by level and in all, and how many items have no cost yet."""
    budget, formats = grid.budget, pack.formats
    levels = [
        f"{level.label}: {formats.money(budget.of_level(level.code))}"
        for level in pack.catalogue("gov_levels")
        if budget.levels[level.code]
    ]
    states = pack.catalogue("budget_states")
    open_states = [
        f"{states.label(code)}: {budget.states[code]}"
        for code in ("not_determined", "blank")
        if budget.states[code]
    ]
    total = f"Total: {formats.money(budget.total)}" if budget.states[DETERMINED] else "Total: –"
    return "  ·  ".join((total, *levels, *open_states))
