"""The schedule as a table of months that a key marks."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.plans import PlanNode
from fieldapp.records.text import say, say_n
from fieldapp.rules.plan_schedule import Month, Schedule, ScheduledRow
from fieldapp.ui.page import Page
from fieldapp.ui.pages.plan.written import FIELDS, begun_with
from fieldapp.ui.record_panel import RecordPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.beside import Beside
from fieldapp.ui.written_file import write_file
from fieldapp.work.plans import PlanRoom
from fieldapp.work.work import Work

_NODE: Final = int(Qt.ItemDataRole.UserRole)
_MONTHS: Final = range(1, 13)
_MONTH_PX: Final = 34
_ROW_PX: Final = 30
_DONE, _DUE = "X", "H"


class SchedulePanel(QWidget):
    """Space marks a month, H a milestone, Enter writes days and who answers for it."""

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._plan: UUID | None = None
        self._locked = True
        self.told = QLabel()
        self._rows = QStandardItemModel(self)
        self.grid = _Grid()
        self._room: PlanRoom | None = None
        self._year = 0
        self.written = RecordPanel(page, work, FIELDS)
        self._beside = Beside(page.tools.theme, self.grid, self.written)
        self._calendar = QPushButton(page.words(say("Guardar los hitos como calendario…")))
        self._lay_out()
        self.written.closed.connect(self.go_back)
        self.grid.toggled.connect(self._on_toggled)
        self.grid.milestone_wished.connect(self._on_milestone)
        self.grid.chosen.connect(self._on_chosen)
        self._calendar.clicked.connect(self._on_calendar)

    def show_room(self, room: PlanRoom) -> None:
        """Show the months of a plan's year, standing where the person stood."""
        self._room, self._plan, self._locked = room, room.plan.id, room.locked
        today = self._work.desk.today()
        self._year = (room.plan.starts_on or today).year
        found = room.parts.schedule(today)
        stood = (self.grid.currentIndex().row(), self.grid.currentIndex().column())
        self._rows.removeRows(0, self._rows.rowCount())
        for node, row in _rows(found):
            self._rows.appendRow(self._line(node, row))
        self._tell(found)
        if stood[0] >= 0:
            self.grid.setCurrentIndex(self._rows.index(*stood))

    def start_new(self) -> None:
        """Write one more entry of the row on which the person stands."""
        node = self.grid.currentIndex().data(_NODE)
        if self._plan is not None and isinstance(node, UUID) and not self._locked:
            self._beside.open()
            known = {"plan_node": node}
            write = begun_with(self._work, "schedule_entry", self._plan, known)
            self.written.begin("schedule_entry", write)

    def go_back(self) -> bool:
        """Close the entry that is open; False when none is."""
        if not self._beside.is_open:
            return False
        self.flush()
        self._beside.close_opened()
        self.grid.setFocus()
        return True

    def flush(self) -> None:
        """Save what is typed."""
        self.written.flush()

    def _tell(self, found: Schedule) -> None:
        n = len(found.pending)
        if not found.rows:
            said = say_n(
                "Cronograma: pendiente ({n} acción).", "Cronograma: pendiente ({n} acciones).", n
            )
        else:
            said = say_n("Sin fecha: {n} acción.", "Sin fecha: {n} acciones.", n)
        keys = say("Espacio marca un mes, H un hito, Intro escribe los días.")
        self.told.setText(f"{self._page.words(said)} {self._page.words(keys)}")

    def _line(self, node: PlanNode, row: ScheduledRow | None) -> list[QStandardItem]:
        text = QStandardItem(f"{node.code}  {' '.join(node.text.split())}".strip())
        text.setToolTip(node.text)
        cells = [text]
        for number in _MONTHS:
            month = Month(self._year, number)
            sign = ""
            if row is not None and month in row.months:
                sign = _DUE if month in row.milestones else _DONE
            cell = QStandardItem(sign)
            cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            cells.append(cell)
        for cell in cells:
            cell.setData(node.id, _NODE)
        return cells

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        months = self._page.tools.formats.dates.months.split()
        initials = [month[0].upper() for month in months]
        self._rows.setHorizontalHeaderLabels([words(say("Actividad")), *initials])
        for column, month in enumerate(months, start=1):
            head = self._rows.horizontalHeaderItem(column)
            head.setToolTip(month)
            head.setData(month, Qt.ItemDataRole.AccessibleTextRole)
        self.grid.setModel(self._rows)
        self.grid.setAccessibleName(words(say("Cronograma")))
        self.grid.verticalHeader().setDefaultSectionSize(theme.px(_ROW_PX))
        across = self.grid.horizontalHeader()
        across.setMinimumSectionSize(theme.px(_MONTH_PX))
        across.setDefaultSectionSize(theme.px(_MONTH_PX))
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        mark(self.told, "soft-body")
        self.told.setWordWrap(True)
        mark(self._calendar, "quiet")
        theme.dress(self._calendar, "calendar", "accent")
        foot = QHBoxLayout()
        foot.addWidget(self._calendar)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        column.addWidget(self._beside, 1)
        column.addLayout(foot)

    def _on_toggled(self, index: QModelIndex) -> None:
        node = index.data(_NODE)
        if (
            self._plan is not None
            and isinstance(node, UUID)
            and index.column()
            and not self._locked
        ):
            marking = self._work.plan_schedules.toggle_month
            self._page.save(partial(marking, self._plan, node, index.column()))

    def _on_milestone(self, index: QModelIndex) -> None:
        node = index.data(_NODE)
        if isinstance(node, UUID) and not self._locked:
            self._page.save(partial(self._work.plan_schedules.toggle_milestone, node))

    def _on_chosen(self, index: QModelIndex) -> None:
        """The first entry of the row, or a new one."""
        node = index.data(_NODE)
        entries = self._room.parts.entries if self._room else ()
        entry = next((one for one in entries if one.plan_node == node), None)
        if entry is None:
            self.start_new()
            return
        self._beside.open()
        self.written.show_record("schedule_entry", entry, locked=self._locked, write=True)

    def _on_calendar(self) -> None:
        if self._plan is None:
            return
        prompts = self._page.tools.prompts
        path = prompts.file_to_save(say("Guardar los hitos"), "hitos.ics")
        if path is not None:
            make = partial(self._work.plans.calendar, self._plan)
            told = say("Hitos guardados en {name}.", name=path.name)
            self._page.load(
                partial(write_file, path, make), lambda _path: prompts.tell(told), topic="calendar"
            )


def _rows(found: Schedule) -> list[tuple[PlanNode, ScheduledRow | None]]:
    """What has months, then what waits for some."""
    waiting: list[tuple[PlanNode, ScheduledRow | None]] = [(one, None) for one in found.pending]
    return [*((row.node, row) for row in found.rows), *waiting]


class _Grid(QTableView):
    toggled = Signal(QModelIndex)
    milestone_wished = Signal(QModelIndex)
    chosen = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self.toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space:
                self.toggled.emit(self.currentIndex())
            case Qt.Key.Key_H:
                self.milestone_wished.emit(self.currentIndex())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.chosen.emit(self.currentIndex())
            case _:
                super().keyPressEvent(event)
