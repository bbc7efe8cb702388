"""Desarrollo: the agenda at the left, what was said and decided at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.rules.visits import Lack
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.agenda_list import AgendaList
from fieldapp.ui.pages.visit_room.panel import Panel
from fieldapp.ui.pages.visit_room.point_clock import PointClock
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.sections import Section, SectionedForm
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.work.visit_room import VisitRoom

_LIST_PX = 256
_BESIDE_FROM = 620
_POINT = (
    Section(None, ("title", "discussion", "decision")),
    Section(
        say("Quién expone y votación"),
        ("presenter", "votes_for", "votes_against", "votes_abstain"),
        folded=True,
    ),
)
_VISIT_TEXTS = ("development", "results", "recommendations", "next_steps")


class DevelopmentPanel(Panel):
    """Two records at once: the chosen point, and the texts of the whole visit under it."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__(page, work)
        kinds, theme = page.tools.kinds, page.tools.theme
        tools = page.form_tools(work.registers)
        self.agenda = AgendaList(page.tools)
        self.clock = PointClock(page.tools)
        self.point = SectionedForm(kinds["agenda_item"], tools, _POINT)
        self.texts = RecordForm(kinds["activity"], tools, _VISIT_TEXTS)
        self._saving_point = Autosave(page, self.point, self._write_point)
        self._saving_texts = Autosave(page, self.texts, self._write_visit)
        self._wished: UUID | None = None
        self._heading = QLabel(self.words(say("Orden del día")))
        self._nothing = QLabel(
            self.words(say("Escriba a la izquierda los puntos que se van a tratar, uno por línea."))
        )
        self._up, self._down, self._remove = QPushButton(), QPushButton(), QPushButton()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._left = QWidget()
        self._lay_out(Sheet(theme))
        self.agenda.chosen.connect(self._on_chosen)
        self.agenda.added.connect(self._on_added)
        self.agenda.move_wished.connect(self._on_move)
        self.agenda.remove_wished.connect(self._on_remove)
        self.agenda.write_wished.connect(partial(self.point.focus_field, "discussion"))
        self.clock.begin_wished.connect(self._on_begin)
        self.clock.end_wished.connect(self._on_end)
        stamp = QShortcut(QKeySequence("Ctrl+T"), self)
        stamp.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        stamp.activated.connect(self.clock.button.click)
        self.clock.minute_passed.connect(self.agenda.say_stamps)
        self._up.clicked.connect(partial(self.agenda.view.moved.emit, -1))
        self._down.clicked.connect(partial(self.agenda.view.moved.emit, 1))
        self._remove.clicked.connect(self.agenda.view.removed)

    # What the room asks.

    def show_room(self, room: VisitRoom) -> None:
        super().show_room(room)
        if self._wished is not None and any(one.id == self._wished for one in room.agenda):
            self.agenda.show_points(room.agenda, locked=self.is_issued)
            self.agenda.stand_on(self._wished)
            self._wished = None
        else:
            self.agenda.show_points(room.agenda, locked=self.is_issued)
        self._saving_texts.show(room.activity, locked=self.is_issued)
        for button in (self._up, self._down, self._remove):
            button.setEnabled(bool(room.agenda))
            button.setVisible(not self.is_issued)
        self._show_point()

    def focus_first(self) -> None:
        if self.room is not None and self.room.agenda:
            self.agenda.view.setFocus()
        else:
            self.agenda.line.setFocus()

    def focus_lack(self, lack: Lack) -> bool:
        if lack.kind != "agenda_item":
            return False
        self.agenda.stand_on(lack.id)
        return self.point.focus_field(lack.field)

    def start_new(self) -> None:
        self.agenda.line.setFocus()

    def edit(self) -> None:
        self.point.focus_field("discussion")

    def go_back(self) -> bool:
        if self.agenda.isAncestorOf(self.focusWidget() or self):
            return False
        if not self.isAncestorOf(self.page.focusWidget() or self.page):
            return False
        self.flush()
        self.agenda.view.setFocus()
        return True

    def flush(self) -> None:
        self.point.flush()
        self.texts.flush()

    # Making.

    def _lay_out(self, sheet: Sheet) -> None:
        theme, words = self.tools.theme, self.words
        mark(self._heading, "section")
        self._heading.setWordWrap(True)
        mark(self._nothing, "soft-body")
        self._nothing.setWordWrap(True)
        above = QHBoxLayout()
        above.addWidget(self._heading, 1)
        for button, icon, name in (
            (self._up, "up", words(say("Subir el punto (Alt+↑)"))),
            (self._down, "down", words(say("Bajar el punto (Alt+↓)"))),
            (self._remove, "close", words(say("Quitar el punto (Supr)"))),
        ):
            mark(button, "icon")
            theme.dress(button, icon)
            button.setAccessibleName(name)
            button.setToolTip(name)
            above.addWidget(button)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, theme.space(3), 0, 0)
        left.addLayout(above)
        left.addWidget(self.agenda, 1)
        sheet.add(self._nothing)
        sheet.add(self.clock)
        sheet.add(self.point)
        sheet.add_section(words(say("De toda la reunión")))
        sheet.add(self.texts)
        self._beside.addWidget(self._left)
        self._beside.addWidget(sheet, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(5), 0, 0, 0)
        column.addLayout(self._beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self.tools.theme
        beside = self.width() >= theme.px(_BESIDE_FROM)
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        if beside:
            self._left.setFixedWidth(theme.px(_LIST_PX))
            self._left.setMaximumHeight(_ANY)
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(_ANY)
            whole = self._left.minimumSizeHint().height()
            self._left.setMaximumHeight(max(self.height() // 2, whole))

    # What happens.

    def _show_point(self) -> None:
        points = self.room.agenda if self.room is not None else []
        current = next((one for one in points if one.id == self.agenda.current), None)
        for shown in (self.point, self.clock):
            shown.setVisible(current is not None)
        self._nothing.setVisible(current is None)
        if self.room is not None and current is not None:
            self._saving_point.show(current, locked=self.is_issued)
            self.clock.show_point(current, self.room.counts.present, locked=self.is_issued)

    def _on_chosen(self, _point: UUID | None) -> None:
        self._show_point()

    def _on_added(self, title: str) -> None:
        visit = self.visit_id
        if visit is not None:
            self.page.save(
                lambda: self.work.agenda.add(visit, {"title": title}), done=self._on_was_added
            )

    def _on_was_added(self, saved: Saved) -> None:
        self._wished = saved.id
        if self.room is not None:
            self.show_room(self.room)

    def _on_begin(self) -> None:
        self.flush()
        point = self.agenda.current
        if point is not None:
            self.page.save(partial(self.work.agenda.begin, point))

    def _on_end(self) -> None:
        self.flush()
        point = self.agenda.current
        if point is not None:
            self.page.save(partial(self.work.agenda.end, point))

    def _on_move(self, point: UUID, after: UUID | None) -> None:
        self.flush()
        self.page.save(lambda: self.work.agenda.move(point, after))

    def _on_remove(self, point: UUID) -> None:
        self.flush()
        self.page.save(
            lambda: self.work.agenda.remove(point),
            done=lambda _saved: self.tools.prompts.tell(
                say("Punto quitado del orden del día."),
                undo=lambda: self.page.save(lambda: self.work.agenda.restore(point)),
            ),
        )

    def _write_point(self, point: UUID | None, changes: Mapping[str, Any]) -> Saved:
        if point is None:
            raise LookupError(changes)  # the form is only shown of a point that exists
        return self.work.agenda.edit(point, changes)

    def _write_visit(self, visit: UUID | None, changes: Mapping[str, Any]) -> Saved:
        if visit is None:
            raise LookupError(changes)  # the tab opens when the visit exists
        return self.work.visits.edit(visit, changes)


_ANY = 16_777_215
"""Qt's "no limit" of a widget's side."""
