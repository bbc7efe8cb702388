"""Preparar viaje: where it goes at the left, what is ready and what lacks at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

import msgspec
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.rules.readiness import Check
from fieldapp.ui.mending import KeepingWork, Mending, line_of_check
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.sync_words import Standings
from fieldapp.ui.theme import mark, restyle
from fieldapp.ui.widgets.cards import Card, CardColumns
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.ui.widgets.typed_days import read_day
from fieldapp.ui.written_file import write_file
from fieldapp.work.travel import Laptop, OpeningPapers, Stop, Trip, TripPlan
from fieldapp.work.work import Work

_DAY_PX: Final = 150
_PICKER_PX: Final = 280
_UNDER_BOX_PX: Final = 28


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page loads."""

    plan: TripPlan
    checks: Sequence[Check]


class TravelPage(Page):
    """Days and municipalities are kept as they are chosen; Ctrl+Enter prints the pages."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"activity", "agreement", "commitment", "follow_up"}
    )
    purpose: ClassVar[Text] = say(
        "Aquí se prepara el viaje antes de salir: a dónde va, qué está listo y qué falta, y la "
        "página de apertura de cada municipio con lo acordado la última vez."
    )

    def __init__(
        self,
        tools: PageTools,
        work: Work,
        standings: Standings,
        keeping: KeepingWork,
        printers: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(tools)
        self._work = work
        self._standings = standings
        self._keeping = keeping
        self._printers = printers
        self._plan: TripPlan | None = None
        self._mending = Mending(self, keeping, work.clocks, self.reload)
        self.from_on, self.to_on = QLineEdit(), QLineEdit()
        self.add = Picker(tools.kinds["activity"]["territory"], self.form_tools(work.registers))
        self.print = QPushButton(self.words(say("Imprimir páginas de apertura")))
        self.keep = QPushButton(self.words(say("Guardar en PDF")))
        self._nowhere = QLabel(
            self.words(say("No hay nada planeado en esos días. Añada abajo los municipios."))
        )
        self._stops, self._checks = QVBoxLayout(), QVBoxLayout()
        self._standing = QLabel()
        self._lay_out()
        for line in (self.from_on, self.to_on):
            line.editingFinished.connect(self._on_days)
        self.add.picked.connect(self._on_added)
        self.print.clicked.connect(self.main_action)
        self.keep.clicked.connect(self._on_keep)

    # What the shell asks.

    def reload(self) -> None:
        printers = self._printers()
        self.load(partial(self._read, printers), self._show)

    def go_back(self) -> bool:
        self.open_requested.emit("today", None)
        return True

    def main_action(self) -> None:
        self.load(self._work.travel.openings, self._print, topic="openings")

    # Inside.

    def _read(self, printers: Sequence[str]) -> _Shown:
        laptop = Laptop(
            room_bytes=self._keeping.room_bytes(),
            copied_at=self._keeping.last_outside(),
            printers=printers,
            standing=self._standings.now(),
        )
        plan = self._work.travel.plan()
        return _Shown(plan, self._work.travel.checks(plan, laptop, self.tools.formats))

    def _lay_out(self) -> None:
        theme, words = self.tools.theme, self.words
        trip = Card(theme, words(say("El viaje")))
        mark(self._nowhere, "soft-body")
        self._nowhere.setWordWrap(True)
        chosen = QVBoxLayout()
        for part in (self._days(), self._nowhere, _held(self._stops, theme.space(1))):
            chosen.addWidget(part)
        chosen.addWidget(self._labelled(self.add, say("Añadir un municipio"), _PICKER_PX))
        inside = _held(chosen, theme.space(3))
        inside.setContentsMargins(*(theme.space(step) for step in (2, 1, 2, 2)))
        trip.add(inside)
        ready = Card(theme, words(say("¿Está todo listo?")))
        mark(self._standing, "soft-body")
        self._standing.setWordWrap(True)
        self._standing.setContentsMargins(theme.space(2), 0, theme.space(2), 0)
        ready.add(self._standing)
        ready.add(_held(self._checks, theme.space(1)))
        cards = CardColumns(theme)
        cards.show_cards([trip], [ready])
        foot = ActionBar(theme)
        for button, icon, role in (
            (self.keep, "document", "accent"),
            (self.print, "print", "on_accent"),
        ):
            theme.dress(button, icon, role)
        mark(self.keep, "quiet")
        foot.add(self.keep)
        foot.add_main(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(cards, 1)
        column.addWidget(foot)
        self.setFocusProxy(self.from_on)

    def _days(self) -> QWidget:
        held = QWidget()
        flow = FlowLayout(self.tools.theme.space(3), held)
        flow.addWidget(self._labelled(self.from_on, say("Desde el día"), _DAY_PX))
        flow.addWidget(self._labelled(self.to_on, say("Hasta el día"), _DAY_PX))
        return held

    def _labelled(self, line: QLineEdit, said: Text, width_px: int) -> QWidget:
        label = QLabel(self.words(said))
        mark(label, "label")
        label.setBuddy(line)
        line.setAccessibleName(label.text())
        line.setFixedWidth(self.tools.theme.px(width_px))
        column = QVBoxLayout()
        column.addWidget(label)
        column.addWidget(line)
        return _held(column, self.tools.theme.space(1))

    def _show(self, shown: _Shown) -> None:
        self._plan = shown.plan
        formats, trip = self.tools.formats, shown.plan.trip
        for line, day in ((self.from_on, trip.from_on), (self.to_on, trip.to_on)):
            line.setText(formats.day(day))
            restyle(line, "wrong", "false")
        self._show_stops(shown.plan.stops)
        self._nowhere.setVisible(not shown.plan.stops)
        lacking = sum(not check.ready for check in shown.checks)
        told = say_n(
            "Falta {n} cosa antes de salir. Púlsela para arreglarla.",
            "Faltan {n} cosas antes de salir. Pulse cada una para arreglarla.",
            lacking,
        )
        self._standing.setText(self.words(told if lacking else say("Todo está listo.")))
        _clear(self._checks)
        for check in shown.checks:
            row = LineRow(self.tools.theme, line_of_check(check, self.words))
            row.chosen.connect(partial(self._mending.mend, check))
            _put(self._checks, row)
        for button in (self.print, self.keep):
            button.setEnabled(bool(shown.plan.included))

    def _show_stops(self, stops: Sequence[Stop]) -> None:
        """The boxes that stay keep the cursor; those that are new come under them."""
        focused = self.focusWidget()
        standing = focused.objectName() if isinstance(focused, QCheckBox) else ""
        _clear(self._stops)
        for stop in stops:
            box = QCheckBox(stop.place)
            box.setObjectName(stop.territory)
            box.setChecked(stop.included)
            box.toggled.connect(partial(self._on_stop, stop.territory))
            told = QLabel(self.words(self._told(stop)))
            told.setWordWrap(True)
            told.setContentsMargins(self.tools.theme.px(_UNDER_BOX_PX), 0, 0, 0)
            mark(told, "soft")
            box.setAccessibleDescription(told.text())
            _put(self._stops, box)
            _put(self._stops, told)
            if stop.territory == standing:
                box.setFocus()

    def _told(self, stop: Stop) -> Text:
        planned = say_n("{n} reunión planeada", "{n} reuniones planeadas", len(stop.visits))
        if not stop.owed:
            return say("{planned} · sin compromisos abiertos", planned=planned)
        owed = say_n("{n} compromiso abierto", "{n} compromisos abiertos", stop.owed)
        if not stop.late:
            return say("{planned} · {owed}", planned=planned, owed=owed)
        late = say_n("{n} vencido", "{n} vencidos", stop.late)
        return say("{planned} · {owed}, {late}", planned=planned, owed=owed, late=late)

    # What happens.

    def _on_days(self) -> None:
        plan, today = self._plan, self.tools.clock.today()
        if plan is None:
            return
        days = [read_day(line.text(), today, ahead=True) for line in (self.from_on, self.to_on)]
        for line, day in zip((self.from_on, self.to_on), days, strict=True):
            restyle(line, "wrong", "true" if day is None else "false")
        first, last = days
        if first is not None and last is not None:
            self._choose(from_on=first, to_on=max(first, last))

    def _on_stop(self, territory: str, included: bool) -> None:
        if self._plan is None:
            return
        trip = self._plan.trip
        others = tuple(one for one in trip.left_out if one != territory)
        self._choose(left_out=others if included else (*others, territory))

    def _on_added(self, territory: object) -> None:
        if self._plan is None or not territory:
            return
        code, trip = str(territory), self._plan.trip
        self.add.show_value(None)
        self._choose(
            added=(*(one for one in trip.added if one != code), code),
            left_out=tuple(one for one in trip.left_out if one != code),
        )

    def _choose(self, **changes: object) -> None:
        if self._plan is None:
            return
        trip: Trip = msgspec.structs.replace(self._plan.trip, **changes)
        if trip != self._plan.trip:
            self.save(partial(self._work.travel.keep, trip), done=lambda _saved: self.reload())

    def _print(self, papers: OpeningPapers) -> None:
        from fieldapp.ui.printing import ask_and_print

        ask_and_print(self.tools, papers.pdf, papers.name)

    def _on_keep(self) -> None:
        self.load(self._work.travel.openings, self._keep, topic="openings")

    def _keep(self, papers: OpeningPapers) -> None:
        path = self.tools.prompts.file_to_save(say("Guardar las páginas"), papers.name)
        if path is not None:
            self.load(partial(write_file, path, lambda: papers.pdf), self._tell_kept, topic="kept")

    def _tell_kept(self, path: Path) -> None:
        self.tools.prompts.tell(say("Páginas guardadas en {path}", path=str(path)))


def _held(column: QVBoxLayout, gap_px: int) -> QWidget:
    held = QWidget()
    held.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap_px)
    return held


def _put(column: QVBoxLayout, widget: QWidget) -> None:
    """Put a widget under the others, in sight at once: it may take the cursor."""
    column.addWidget(widget)
    widget.show()


def _clear(column: QVBoxLayout) -> None:
    while (held := column.takeAt(0)) is not None:
        widget = held.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
