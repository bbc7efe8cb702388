"""A plan of a territory: its card, and its targets year by year, written in the table."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.territorial.years import LIGHTS, YearsTable, YearWritten
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.work.territorial_plans import PlanSheet
from fieldapp.work.work import Work

PLAN: Final = "territorial_plan"
SHEET: Final = "plan_years"
"""What another page asks for to see a plan here, and not in its register."""

_REPORT: Final = "indicative_plan"
_PICKER_PX: Final = 460
_ANSWERS: Final = "guideline_inclusions"


class PlansPage(Page):
    """One plan at a time, chosen by its name; what is typed in a year is kept at once."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {PLAN, "plan_guideline", "indicative_target", "target_year"}
    )
    purpose: ClassVar[Text] = say(
        "Aquí se sigue el plan indicativo de un territorio: cada meta con lo programado y lo "
        "ejecutado de cada año, su semáforo y lo que no cuadra. Escriba sobre la celda del año."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work
        self._wanted: UUID | None = None
        self._sheet: PlanSheet | None = None
        self._pack = work.desk.pack
        self._report_wish = work.reports.facts(_REPORT).wish
        field = tools.kinds["plan_guideline"]["plan"]
        self.choose = Picker(field, self.form_tools(work.registers))
        self._card, self._flags = QLabel(), QLabel()
        self.table = YearsTable(tools)
        self._record = QPushButton(self.words(say("Lineamientos y metas en el registro")))
        self._report = QPushButton(self.words(say("Informe del plan")))
        self._lay_out()
        self.choose.picked.connect(self._on_chosen)
        self.table.years.written.connect(self._on_year_written)
        self.table.years.refused.connect(tools.prompts.show_error)
        self._record.clicked.connect(self.edit)
        self._report.clicked.connect(self.main_action)

    # What the shell asks.

    def reload(self) -> None:
        self.load(partial(self._work.territorial_plans.sheet, self._wanted), self._show)

    def open_record(self, kind: str, record_id: UUID) -> None:
        self._wanted = record_id
        self.reload()

    def start_new(self) -> None:
        """A plan is begun in its register, or brought in from a sheet there."""
        self.open_requested.emit("registers", None)

    def edit(self) -> None:
        """Go to the plan in its register, where guidelines and targets are written."""
        if self._sheet is not None:
            self.open_requested.emit(PLAN, self._sheet.plan.id)

    def main_action(self) -> None:
        """Ask for the plan's report."""
        if self._sheet is not None:
            self.open_requested.emit(self._report_wish, self._sheet.plan.id)

    def go_back(self) -> bool:
        self.open_requested.emit("territory", None)
        return True

    # Making.

    def _lay_out(self) -> None:
        theme, words = self.tools.theme, self.words
        label = QLabel(words(say("Plan territorial")))
        mark(label, "label")
        label.setBuddy(self.choose)
        self.choose.setAccessibleName(words(say("Elija un plan")))
        self.choose.setMaximumWidth(theme.px(_PICKER_PX))
        above = QHBoxLayout()
        above.setSpacing(theme.space(3))
        above.addWidget(label)
        above.addWidget(self.choose, 1)
        above.addStretch(1)
        for one in (self._card, self._flags):
            one.setWordWrap(True)
        mark(self._flags, "warn")
        self._flags.hide()
        inside = QVBoxLayout()
        inside.setContentsMargins(*(theme.space(step) for step in (5, 3, 5, 0)))
        inside.setSpacing(theme.space(3))
        inside.addLayout(above)
        inside.addWidget(self._card)
        inside.addWidget(self._flags)
        inside.addWidget(self.table, 1)
        foot = ActionBar(theme)
        mark(self._record, "quiet")
        theme.dress(self._record, "registers", "accent")
        theme.dress(self._report, "reports", "on_accent")
        foot.add(self._record)
        foot.add_main(self._report)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside, 1)
        column.addWidget(foot)
        self.setFocusProxy(self.choose)

    # What happens.

    def _show(self, sheet: PlanSheet | None) -> None:
        self._sheet = sheet
        self.table.years.show_sheet(sheet)
        for button in (self._record, self._report):
            button.setEnabled(sheet is not None)
        if sheet is None:
            nothing = say("Todavía no hay planes: escríbalos o impórtelos en Registros.")
            self._card.setText(self.words(nothing))
            self._flags.hide()
            return
        self.choose.show_value(sheet.plan.id)
        self.place_changed.emit(self.words(say("Plan territorial · {place}", place=sheet.place)))
        self.note_opened(SHEET, sheet.plan.id)
        self._card.setText("\n".join(self._told(sheet)))
        flags = [
            f"{one.target.indicator}: {self.words(flag)}"
            for one in sheet.standing.targets
            for flag in one.flags
        ]
        self._flags.setText("\n".join(flags))
        self._flags.setVisible(bool(flags))

    def _told(self, sheet: PlanSheet) -> list[str]:
        """The card in words: the place, its years and act; how many by light; the guidelines."""
        plan, standing = sheet.plan, sheet.standing
        years = "–".join(str(year) for year in (plan.first_year, plan.last_year) if year)
        lights = ", ".join(
            f"{self.words(word)} {standing.lights[light]}" for light, (_, word, _) in LIGHTS.items()
        )
        answers = ", ".join(
            f"{self.words(Text(one.label))} {standing.included[one.code]}"
            for one in self._pack.catalogue(_ANSWERS)
        )
        return [
            " · ".join(part for part in (sheet.place, years, plan.approval_act) if part),
            self.words(say("Metas: {lights}.", lights=lights)),
            self.words(say("Lineamientos incluidos: {answers}.", answers=answers)),
        ]

    def _on_chosen(self, plan: object) -> None:
        if isinstance(plan, UUID):
            self._wanted = plan
            self.reload()
        elif self._sheet is not None:
            self.choose.show_value(self._sheet.plan.id)

    def _on_year_written(self, cell: YearWritten) -> None:
        changes = {cell.field: cell.value}
        self.save(partial(self._work.territorial_plans.write_year, cell.target, cell.year, changes))
