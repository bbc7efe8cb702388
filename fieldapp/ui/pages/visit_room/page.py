"""The room of a visit: five tabs, who is here at the right, one main action at the foot."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout

from fieldapp.records.describe import Record
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.visits import Lack
from fieldapp.ui.clock_question import with_the_right_time
from fieldapp.ui.history_view import HistoryButton
from fieldapp.ui.lock import LockWork
from fieldapp.ui.page import Page, PageTools, Saved
from fieldapp.ui.pages.visit_room.acta_panel import ActaPanel
from fieldapp.ui.pages.visit_room.attendance_panel import AttendancePanel
from fieldapp.ui.pages.visit_room.basics_panel import BasicsPanel
from fieldapp.ui.pages.visit_room.commitments_panel import CommitmentsPanel
from fieldapp.ui.pages.visit_room.convening import Convening
from fieldapp.ui.pages.visit_room.development_panel import DevelopmentPanel
from fieldapp.ui.pages.visit_room.foot import RoomFoot
from fieldapp.ui.pages.visit_room.keys import KEYS
from fieldapp.ui.pages.visit_room.panel import Panel
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.room_bars import RoomBars
from fieldapp.ui.pages.visit_room.side_panel import SidePanel
from fieldapp.ui.report_button import ReportButton
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import visit_kind
from fieldapp.ui.widgets.elided import Elided
from fieldapp.work.visit_room import VisitRoom
from fieldapp.work.work import Work

_SIDE_FROM = 960
_BAR_FROM = 400


class VisitRoomPage(Page):
    """Where an officer spends the meeting. Ctrl+1 to Ctrl+5 change the tab."""

    pass_wished = Signal(object)
    """Write this visit to a file for a colleague."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "activity",
            "agenda_item",
            "approval",
            "attachment",
            "attendance",
            "circulation",
            "commitment",
            "consent",
            "correction",
            "delivery",
            "follow_up",
            "ink",
            "minutes",
            "printing",
            "remark",
        }
    )
    purpose: ClassVar[Text] = say(
        "Aquí se lleva la visita: los datos, quién asiste, lo tratado, los compromisos y el acta. "
        "Todo lo que escriba se guarda solo."
    )
    keys: ClassVar[tuple[Text, ...]] = KEYS

    def __init__(self, tools: PageTools, everything: Work, lock: LockWork | None = None) -> None:
        """`lock` knows the officer's PIN; without it the laptop is handed to nobody."""
        super().__init__(tools)
        self._work = work = RoomWork.of(everything)
        self._id: UUID | None = None
        self._room: VisitRoom | None = None
        self._loading: UUID | None = None
        self._changed_meanwhile = False
        self._start_when_made = False
        self._wished_part: int | None = None
        self._spec = visit_kind(tools.kinds, work.pack)
        self._purpose = Elided()
        self.tabs = QTabBar()
        self.basics = BasicsPanel(self, work)
        self.attendance = AttendancePanel(self, work, lock)
        self.development = DevelopmentPanel(self, work)
        self.commitments = CommitmentsPanel(self, work)
        self.acta = ActaPanel(self, work)
        self.panels: tuple[Panel, ...] = (
            self.basics,
            self.attendance,
            self.development,
            self.commitments,
            self.acta,
        )
        self._stack = QStackedWidget()
        self._side = SidePanel(tools)
        self._side.hide()
        self.history = HistoryButton(self, everything.histories)
        self.report = ReportButton(self, lambda: everything.reports.of("activity"))
        self.bars = RoomBars(tools)
        self.foot = RoomFoot(tools)
        self._convening = Convening(self, work)
        self._lay_out()
        self._connect()

    # What the shell asks.

    def reload(self) -> None:
        """Load the visit; while one load is under way, whatever else changes asks for one more."""
        if self._id is None:
            return
        if self._loading == self._id:
            self._changed_meanwhile = True
            return
        self._loading, self._changed_meanwhile = self._id, False
        self.load(
            partial(self._work.visits.room, self._id), self._on_loaded, failed=self._on_not_loaded
        )

    def _on_loaded(self, room: VisitRoom) -> None:
        self._loading = None
        if room.activity.id == self._id:  # and not of a visit that was left in the meantime
            self._show(room)
        if self._changed_meanwhile:
            self.reload()

    def _on_not_loaded(self, error: Exception) -> None:
        self._loading = None
        self.tools.prompts.show_error(error)

    def open_record(self, kind: str, record_id: UUID) -> None:
        """Open a visit, or the visit of an acta on its last tab."""
        if kind == "minutes":
            self.load(
                partial(self._work.registers.get, kind, record_id), self._open_acta, topic="acta"
            )
            return
        if record_id != self._id:
            self._forget()
            self._id = record_id
            self._stack.hide()
        self.reload()

    def _open_acta(self, minutes: Record | None) -> None:
        if isinstance(minutes, Minutes) and minutes.activity is not None:
            self.tabs.setCurrentIndex(self.panels.index(self.acta))
            self.open_record("activity", minutes.activity)

    def open_row(self, kind: str, row: UUID) -> None:
        self._wished_part = {"attendance": 1, "agenda_item": 2}.get(kind)

    def open_part(self, part: int) -> None:
        """Open a tab as soon as the visit is there."""
        self._wished_part = part

    def start_new(self) -> None:
        if self._id is not None and self.panel is not self.basics:
            self.panel.start_new()
            return
        self.begin("activity")

    def begin(self, kind: str) -> None:
        self.flush()
        self._forget()
        self.basics.show_blank()
        self._show_place("")
        self._show_state()
        self.show_tab(self.basics)

    def edit(self) -> None:
        self.panel.edit()

    def main_action(self) -> None:
        if self.foot.main.isHidden():
            return
        if self._status == "planned":
            self._on_start()
            return
        self.flush()
        self.show_tab(self.acta)
        self.acta.do_main()

    def go_back(self) -> bool:
        if not self.panel.go_back():
            self.open_requested.emit("visits", None)
        return True

    def flush(self) -> None:
        for panel in self.panels:
            panel.flush()

    # Inside.

    @property
    def panel(self) -> Panel:
        """The tab that is open."""
        return self.panels[self.tabs.currentIndex()]

    def show_tab(self, panel: Panel) -> None:
        """Open a tab and put the cursor where its work begins."""
        self.tabs.setCurrentIndex(self.panels.index(panel))
        panel.focus_first()

    @property
    def _status(self) -> str:
        return (self._room.activity.status if self._room is not None else None) or "planned"

    def _lay_out(self) -> None:
        theme, words = self.tools.theme, self.words
        acta = self._work.pack.words.minutes.one
        for label in (
            words(say("Datos")),
            words(say("Asistencia")),
            words(say("Desarrollo")),
            words(say("Compromisos")),
            words(acta),
        ):
            self.tabs.addTab(label)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(words(say("Partes de la visita")))
        mark(self._purpose, "soft-body")
        self._purpose.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for panel in self.panels:
            self._stack.addWidget(panel)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, theme.space(4), 0)
        across.setSpacing(theme.space(4))
        across.addWidget(self._stack, 1)
        across.addWidget(self._side)
        row = QHBoxLayout()
        row.setContentsMargins(*(theme.space(step) for step in (4, 2, 4, 1)))
        row.setSpacing(theme.space(1))
        row.addWidget(self.tabs)
        row.addWidget(self._purpose, 1)
        row.addWidget(self.report)
        row.addWidget(self.history)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.bars)
        column.addLayout(across, 1)
        column.addWidget(self.foot)
        self.setFocusProxy(self.tabs)
        self._fit()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.foot.finish.clicked.connect(self._on_finish)
        self.foot.main.clicked.connect(self.main_action)
        self.foot.pass_on.clicked.connect(self._on_pass)
        self.foot.convene.clicked.connect(self._on_convene)
        self.bars.bring.clicked.connect(self._on_bring)
        self.basics.created.connect(self._on_created)
        for number, panel in enumerate(self.panels, start=1):
            panel.lack_chosen.connect(self._on_lack)
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._on_keys, panel))

    def _forget(self) -> None:
        for panel in self.panels:
            panel.forget()
        self._id = self._room = None
        self.history.point_at("activity", None)
        self.report.point_at(None)
        self.note_opened()

    def _show(self, room: VisitRoom) -> None:
        first = self._room is None or self._room.activity.id != room.activity.id
        self._room = room
        self.history.point_at("activity", room.activity.id)
        self.report.point_at(room.activity.id)
        self._stack.show()
        for panel in self.panels:
            panel.show_room(room)
        self._show_place(self._work.pack.territories.path(room.activity.territory or ""))
        self._show_state()
        if self._wished_part is not None:
            self.tabs.setCurrentIndex(self._wished_part)
            self._wished_part = None
        self._note_where()
        if first and not self.panel.isAncestorOf(self.focusWidget() or self):
            self.panel.focus_first()

    def _show_place(self, place: str) -> None:
        visit = self.words(self._spec.label)
        worded = self.words(say("{visit} · {place}", visit=visit, place=place))
        self.place_changed.emit(worded if place else visit)

    def _show_state(self) -> None:
        """Say above, at the side and at the foot where the visit stands."""
        objective = self._room.activity.objective if self._room is not None else ""
        self._purpose.setText(" ".join(objective.split()))
        self._side.show_room(self._room)
        self._fit()
        for number in range(1, len(self.panels)):
            self.tabs.setTabEnabled(number, self._room is not None)
        planned = self._status == "planned"
        main = self.words(say("Iniciar")) if planned else self.acta.main_words
        self.foot.show_room(self._room, main)

    # What happens.

    def _on_tab(self, number: int) -> None:
        self.panels[self._stack.currentIndex()].flush()
        self._stack.setCurrentIndex(number)
        self._note_where()
        self._fit()

    def _note_where(self) -> None:
        self.note_opened("activity", self._id, self.tabs.currentIndex())

    def _on_keys(self, panel: Panel) -> None:
        if self.tabs.isTabEnabled(self.panels.index(panel)):
            self.show_tab(panel)

    def _on_start(self) -> None:
        self.flush()
        if self._id is None and self.basics.is_making:
            self._start_when_made = True  # the plan being written now is the one to begin
            return
        with_the_right_time(self, self._work.clocks, self._begin)

    def _begin(self) -> None:
        self.save(partial(self._work.visits.start, self._id), done=self._on_started)

    def _on_started(self, saved: Saved) -> None:
        self._on_created(saved.id)
        self.show_tab(self._first_panel())

    def _first_panel(self) -> Panel:
        """Where a meeting begins: with what is owed since the last one, if anything is."""
        if self._room is None or not self._room.activity.objective:
            return self.basics
        return self.commitments if self._room.last_agreed else self.attendance

    def _on_created(self, visit: UUID) -> None:
        if self._id is None:
            self._id = visit
            self.reload()
        if self._start_when_made:
            self._start_when_made = False
            self._on_start()

    def _on_pass(self) -> None:
        self.flush()
        if self._id is not None:
            self.pass_wished.emit(self._id)

    def _on_convene(self) -> None:
        self.flush()
        if self._id is not None:
            self._convening.convene(self._id)

    def _on_bring(self) -> None:
        visit = self._id
        if visit is not None:
            self.save(lambda: self._work.old_visits.bring(visit))

    def _on_finish(self) -> None:
        self.flush()
        visit = self._id
        if visit is not None:
            self.save(lambda: self._work.visits.finish(visit), failed=self._on_not_finished)

    def _on_not_finished(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self.tools.prompts.show_error(error)
            return
        self.show_tab(self.attendance)
        self.tools.prompts.tell(error.text)

    def _on_lack(self, lack: Lack) -> None:
        for panel in self.panels:
            if panel.focus_lack(lack):
                self.tabs.setCurrentIndex(self.panels.index(panel))
                panel.focus_lack(lack)  # a field can only take the cursor where it is in sight
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The side stands where there is room, and where the tab does not say the same already."""
        roomy = self.width() >= self.tools.theme.px(_SIDE_FROM)
        self._side.setVisible(roomy and self.panel not in (self.attendance, self.acta))
        self._purpose.setVisible(roomy)
        for button in (self.report, self.history):  # beside five tabs their icons have room
            button.setText(button.accessibleName() if roomy else "")
        low = self.height() < self.tools.theme.px(_BAR_FROM) and self.panel is not self.basics
        self.bars.show_room(self._room, tells_closed=self.panel is not self.acta and not low)
