"""One plan that is open: its tree at the left, and at the right one of its parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import say
from fieldapp.rules.plan_moves import Step
from fieldapp.ui.page import Page
from fieldapp.ui.pages.plan.budget import BudgetPanel
from fieldapp.ui.pages.plan.child_panel import ChildPanel
from fieldapp.ui.pages.plan.facts_panel import FactsPanel
from fieldapp.ui.pages.plan.halves import Halves
from fieldapp.ui.pages.plan.indicators_panel import IndicatorsPanel
from fieldapp.ui.pages.plan.logframe_panel import LogframePanel
from fieldapp.ui.pages.plan.parts import (
    ALIGNMENT,
    BESIDE_THE_TREE,
    BUDGET,
    CHAIN,
    INDICATORS,
    LOGFRAME,
    PART_OF,
    PARTS,
    PLAN,
    PRIORITIES,
    ROLES,
    ROW,
    SCHEDULE,
)
from fieldapp.ui.pages.plan.priorities import PriorityPanel
from fieldapp.ui.pages.plan.roles_panel import RolesPanel
from fieldapp.ui.pages.plan.row_panel import RowPanel
from fieldapp.ui.pages.plan.schedule_panel import SchedulePanel
from fieldapp.ui.pages.plan.tree import PlanTree
from fieldapp.ui.report_button import ReportButton
from fieldapp.ui.theme import mark
from fieldapp.work.plans import PlanRoom
from fieldapp.work.work import Work

_KEYS_MOST: Final = 9


class PlanPanel(QWidget):
    """Ctrl+1 to Ctrl+9 open a part; Esc leads back to the tree and then to the list."""

    left = Signal()
    moved = Signal(int)

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._room: PlanRoom | None = None
        self.tree = PlanTree(page.tools, work.desk.pack)
        self.facts = FactsPanel(page, work)
        self.row = RowPanel(page, work)
        self.roles = RolesPanel(page, work)
        self.logframe = LogframePanel(page, work.desk.pack)
        self.indicators = IndicatorsPanel(page, work)
        self.schedule = SchedulePanel(page, work)
        self.budget = BudgetPanel(page, work)
        self.priorities = PriorityPanel(page, work)
        self.chain = ChildPanel(page, work, "chain_link")
        self.alignment = ChildPanel(page, work, "alignment")
        self.tabs = QTabBar()
        self._stack = QStackedWidget()
        self._side = QWidget()
        self._halves = Halves(page.tools.theme, self._side, self._stack)
        self.report = ReportButton(page, lambda: work.reports.of("plan"))
        self._back, self._add, self._below = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self._connect()

    # What the page asks.

    @property
    def plan_id(self) -> UUID | None:
        """The plan that is open, once it is made."""
        return self._room.plan.id if self._room else None

    @property
    def part(self) -> int:
        """The part in sight."""
        return self.tabs.currentIndex()

    def show_room(self, room: PlanRoom) -> None:
        """Show a plan; what is being typed stays."""
        self._room = room
        for number in range(1, self.tabs.count()):
            self.tabs.setTabEnabled(number, True)
        self.tree.show_rows(room)
        for button in (self._add, self._below):
            button.setEnabled(not room.locked)
        self.facts.show_room(room)
        self.report.point_at(room.plan.id)
        self._show_part(self.part)

    def show_blank(self) -> None:
        """Show an empty plan; it is made by its first field."""
        self._room = None
        self.report.point_at(None)
        self.tabs.setCurrentIndex(PLAN)
        for number in range(1, self.tabs.count()):
            self.tabs.setTabEnabled(number, False)
        self.facts.show_blank()

    def open_part(self, part: int) -> None:
        """Open a part of the plan."""
        if self.tabs.isTabEnabled(part):
            self.tabs.setCurrentIndex(part)

    def start_new(self) -> None:
        """Add what the part in sight is made of: a row unless it has something of its own."""
        starting: dict[int, Callable[[], None]] = {
            ROLES: self.roles.start_new,
            INDICATORS: self.indicators.start_new,
            SCHEDULE: self.schedule.start_new,
            BUDGET: self.budget.start_new,
            CHAIN: self.chain.start_new,
            ALIGNMENT: self.alignment.start_new,
        }
        starting.get(self.part, partial(self._on_add, below=False))()

    def edit(self) -> None:
        """Write the row on which the person stands."""
        self._on_row_chosen()

    def lead_to(self, row: UUID) -> None:
        """Stand on a row of the tree and show its fields."""
        self.tree.mark_row(row)
        self._on_row_chosen()

    def go_back(self) -> bool:
        """Close what is open in the part, or lead back to the tree; False when one is there."""
        shown = self._stack.currentWidget()
        closing = (
            self.indicators,
            self.schedule,
            self.budget,
            self.priorities,
            self.chain,
            self.alignment,
        )
        if any(one is shown and one.go_back() for one in closing):
            return True
        if self._room is None or not self._room.parts.nodes:
            return False
        if self.part not in BESIDE_THE_TREE:
            self.tabs.setCurrentIndex(ROW)
        elif self.tree.hasFocus():
            return False
        self.show_tree()
        return True

    def show_tree(self) -> None:
        """Stand in the tree."""
        self.flush()
        self._halves.show_side()
        self.tree.setFocus()

    def flush(self) -> None:
        """Save what is typed."""
        for part in (
            self.facts,
            self.row,
            self.indicators,
            self.schedule,
            self.budget,
            self.priorities,
            self.chain,
            self.alignment,
        ):
            part.flush()

    # Making.

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        for label in PARTS:
            self.tabs.addTab(words(label))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(words(say("Partes del plan")))
        for panel in (
            self.facts,
            self.row,
            self.roles,
            self.logframe,
            self.indicators,
            self.schedule,
            self.budget,
            self.priorities,
            self.chain,
            self.alignment,
        ):
            self._stack.addWidget(panel)
        for button, icon, name in (
            (self._back, "back", say("Volver a los planes")),
            (self._add, "add", say("Agregar una fila después (Insert)")),
            (self._below, "down", say("Agregar una fila debajo (Mayús+Insert)")),
        ):
            mark(button, "icon")
            theme.dress(button, icon)
            button.setAccessibleName(words(name))
            button.setToolTip(words(name))
        above = QHBoxLayout()
        above.addStretch(1)
        above.addWidget(self._add)
        above.addWidget(self._below)
        left = QVBoxLayout()
        left.addLayout(above)
        left.addWidget(self.tree, 1)
        left.setContentsMargins(0, 0, 0, 0)
        self._side.setLayout(left)
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.report)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (4, 3, 4, 3)))
        column.addLayout(head)
        column.addWidget(self._halves, 1)
        self.setFocusProxy(self.tree)

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        self._add.clicked.connect(lambda: self._on_add(below=False))
        self._below.clicked.connect(lambda: self._on_add(below=True))
        self.tabs.currentChanged.connect(self._on_tab)
        self.tabs.tabBarClicked.connect(self._on_tab_clicked)
        self.tree.row_marked.connect(self._on_row_marked)
        self.tree.row_chosen.connect(self._on_row_chosen)
        self.tree.add_wished.connect(self._on_add_wished)
        self.tree.move_wished.connect(self._on_move)
        self.tree.take_out_wished.connect(self._on_take_out)
        self.logframe.row_chosen.connect(self.lead_to)
        self.row.step_chosen.connect(self._on_step)
        self.row.written.closed.connect(self.show_tree)
        for number in range(_KEYS_MOST):
            keys = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self.open_part, number))

    # What happens.

    def _on_tab(self, part: int) -> None:
        self.flush()
        self._halves.show_part(beside=part in BESIDE_THE_TREE)
        self._stack.setCurrentIndex(part)
        self._show_part(part)
        self.moved.emit(part)

    def _on_tab_clicked(self, part: int) -> None:
        """In a narrow window a click on the part that is open already leaves the tree."""
        if part == self.part:
            self._halves.show_part(beside=part in BESIDE_THE_TREE)

    def _show_part(self, part: int) -> None:
        """Fill the part in sight; the others wait until they are looked at."""
        room = self._room
        if room is None:
            return
        marked, plan = self.tree.marked, room.plan.id
        showing: dict[int, Callable[[], None]] = {
            ROW: partial(self.row.show_row, room, marked),
            ROLES: partial(self.roles.show_room, room),
            LOGFRAME: partial(self.logframe.show_room, room),
            INDICATORS: partial(self.indicators.show_room, room, marked),
            SCHEDULE: partial(self.schedule.show_room, room),
            BUDGET: partial(self.budget.show_plan, plan),
            PRIORITIES: partial(self.priorities.show_plan, plan),
            CHAIN: partial(self.chain.show_room, room),
            ALIGNMENT: partial(self.alignment.show_room, room),
        }
        if part in showing:
            showing[part]()

    def _on_row_marked(self, _row: UUID) -> None:
        if self.part in (ROW, INDICATORS):
            self._show_part(self.part)

    def _on_row_chosen(self) -> None:
        if self.tree.marked is not None:
            self.tabs.setCurrentIndex(ROW)
            self._halves.show_part(beside=True)
            self.row.write()

    def _on_step(self, kind: str, record: UUID) -> None:
        """A row of this plan is shown in its tree, its parts in theirs."""
        if self._room is not None and any(one.id == record for one in self._room.parts.nodes):
            self.tree.mark_row(record)
        elif kind in PART_OF:
            self.indicators.lines.mark_line(record)
            self.open_part(PART_OF[kind])
        else:
            self._page.open_requested.emit(kind, record)

    def _on_add_wished(self, below: bool) -> None:
        self._on_add(below=below)

    def _on_add(self, *, below: bool) -> None:
        if self._room is None or self._room.locked:
            return
        add = partial(
            self._work.plans.add_row, self._room.plan.id, {}, self.tree.marked, below=below
        )
        self._page.save(add, done=lambda saved: self._on_added(saved.id))

    def _on_added(self, row: UUID) -> None:
        """The tree already shows the row; the cursor goes where its words are written."""
        self.tree.mark_row(row)
        self._on_row_chosen()

    def _on_move(self, step: Step) -> None:
        if self.tree.marked is not None:
            self.flush()
            self._page.save(partial(self._work.plans.move, self.tree.marked, step))

    def _on_take_out(self) -> None:
        row = self.tree.marked
        if row is None:
            return
        undo = partial(self._page.save, partial(self._work.plans.put_back, row))
        tell = partial(self._page.tools.prompts.tell, say("Fila quitada del plan."), undo=undo)
        self._page.save(partial(self._work.plans.take_out, row), done=lambda _saved: tell())
