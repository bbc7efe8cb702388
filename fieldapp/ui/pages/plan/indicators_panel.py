"""Indicators with their goals and measurements under them, and the one that is written beside."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fieldapp.records.describe import Record
from fieldapp.records.indicators import Indicator, VerificationMean
from fieldapp.records.text import Text, say
from fieldapp.rules.measuring import Light
from fieldapp.ui.page import Page
from fieldapp.ui.pages.plan.written import FIELDS, begun_with
from fieldapp.ui.record_panel import RecordPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.beside import Beside
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.ui.widgets.lines import LineList
from fieldapp.work.plans import PlanRoom
from fieldapp.work.work import Work

_LOOKS: Final[dict[Light, tuple[Text, str, str]]] = {
    Light.GREEN: (say("Verde"), "good", "good"),
    Light.AMBER: (say("Ámbar"), "warn", "warn"),
    Light.RED: (say("Rojo"), "bad", "bad"),
}


class IndicatorsPanel(QWidget):
    """Enter opens a line; the buttons add to the indicator on which the person stands."""

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._today = work.desk.today
        self._room: PlanRoom | None = None
        self._records: dict[UUID, tuple[str, Record, UUID | None]] = {}
        self._node: UUID | None = None
        self.written = RecordPanel(page, work, FIELDS)
        self.lines = LineList(
            page.tools.theme, page.words(say("Indicadores, metas y mediciones")), icon="reports"
        )
        self._beside = Beside(page.tools.theme, self.lines, self.written)
        words = page.words
        self._indicator = QPushButton(words(say("Agregar indicador")))
        self._mean = QPushButton(words(say("Agregar medio de verificación")))
        self._target = QPushButton(words(say("Agregar meta")))
        self._measurement = QPushButton(words(say("Agregar medición")))
        self._lay_out()
        self.written.closed.connect(self.go_back)
        self.lines.line_chosen.connect(self._on_chosen)
        self.lines.first_wished.connect(self.start_new)
        self._indicator.clicked.connect(self.start_new)
        self._mean.clicked.connect(lambda: self._begin("verification_mean"))
        self._target.clicked.connect(lambda: self._begin("target"))
        self._measurement.clicked.connect(lambda: self._begin("measurement"))

    def show_room(self, room: PlanRoom, node: UUID | None) -> None:
        """Show the indicators of a plan; those of the row in the tree come first."""
        self._room, self._node = room, node
        parts = room.parts
        own = [one for one in parts.indicators if one.plan_node == node]
        others = [one for one in parts.indicators if one.plan_node != node]
        self._records = {}
        rows: list[Line | Heading] = []
        for heading, indicators in (
            (say("De la fila elegida"), own),
            (say("De las demás filas"), others),
        ):
            if indicators:
                rows.append(Heading(self._page.words(heading), len(indicators)))
            for one in indicators:
                rows += self._lines_of(room, one)
        bare = [one for one in parts.means if one.indicator is None and one.plan_node == node]
        if bare:
            rows.append(
                Heading(self._page.words(say("Medios de la fila, sin indicador")), len(bare))
            )
            rows += [self._mean_line(one, None) for one in bare]
        for button in (self._indicator, self._mean, self._target):
            button.setEnabled(not room.locked)
        if rows:
            self.lines.show_lines(rows)
        else:
            nothing, first = say("Todavía no hay indicadores."), say("Agregar indicador")
            self.lines.show_nothing(self._page.words(nothing), self._page.words(first))
        self._refresh()

    def start_new(self) -> None:
        """Write one more indicator, of the row in the tree."""
        self._begin("indicator")

    def go_back(self) -> bool:
        """Close what is written; False when nothing is."""
        if not self._beside.is_open:
            return False
        self.flush()
        self._beside.close_opened()
        self.lines.setFocus()
        return True

    def flush(self) -> None:
        """Save what is typed."""
        self.written.flush()

    def _lines_of(self, room: PlanRoom, one: Indicator) -> list[Line]:
        parts, words, formats = room.parts, self._page.words, self._page.tools.formats
        found = parts.standing(one, self._today())
        light = _LOOKS[found.light] if found.light else None
        percent = f"{formats.number(found.percent)} %" if found.percent is not None else ""
        base = formats.number(one.baseline_value) if one.baseline_value is not None else ""
        lines = [
            Line(
                one.id,
                " ".join(f"{one.code} {one.name}".split()),
                below=words(say("Línea de base: {value}", value=base)) if base else "",
                icon=light[1] if light else "",
                word=f"{percent} {words(light[0])}" if light else "",
                role=light[2] if light else "info",
            )
        ]
        self._records[one.id] = ("indicator", one, one.id)
        for target in parts.targets_of(one):
            value = formats.number(target.value) if target.value is not None else ""
            kind = say("Tendencia") if target.kind == "trend" else say("Meta")
            text = " ".join(f"{words(kind)} {target.year or ''}: {value} {target.text}".split())
            lines.append(Line(target.id, text, icon="check"))
            self._records[target.id] = ("target", target, one.id)
        for measured in parts.measured(one):
            value = formats.number(measured.value) if measured.value is not None else ""
            day = formats.day(measured.on) if measured.on else ""
            told = words(say("Medición {day}: {value}", day=day, value=value))
            lines.append(Line(measured.id, told, below=measured.evidence, icon="write"))
            self._records[measured.id] = ("measurement", measured, one.id)
        return lines + [self._mean_line(n, one.id) for n in parts.means if n.indicator == one.id]

    def _mean_line(self, mean: VerificationMean, of: UUID | None) -> Line:
        self._records[mean.id] = ("verification_mean", mean, of)
        told = self._page.words(say("Se verifica con: {mean}", mean=mean.text))
        return Line(mean.id, told, icon="document")

    def _lay_out(self) -> None:
        held = QWidget()
        foot = FlowLayout(self._page.tools.theme.space(2), held)
        for button in (self._indicator, self._mean, self._target, self._measurement):
            mark(button, "quiet")
            self._page.tools.theme.dress(button, "add", "accent")
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._beside, 1)
        column.addWidget(held)

    def _on_chosen(self, record: object) -> None:
        if isinstance(record, UUID) and record in self._records:
            self._open(record, write=True)

    def _open(self, record: UUID, *, write: bool = False) -> None:
        kind, kept, _ = self._records[record]
        room = self._room
        fixed = room is not None and kind != "measurement" and (room.locked or record in room.fixed)
        self._beside.open()
        self.written.show_record(kind, kept, locked=fixed, write=write)

    def _refresh(self) -> None:
        """What is open shows what is kept now, or is shut when it was taken out."""
        shown = self.written.record_id
        if not self._beside.is_open or shown is None:
            return
        if shown in self._records:
            self._open(shown)

    def _begin(self, kind: str) -> None:
        if self._room is None:
            return
        known: dict[str, Any] = {}
        marked = self.lines.marked
        chosen = self._records.get(marked) if isinstance(marked, UUID) else None
        above = chosen[2] if chosen else None
        if kind == "indicator":
            known["plan_node"] = self._node
        elif kind == "verification_mean":
            known["plan_node"] = self._node
            known |= {"indicator": above} if above else {}
        elif above is None:
            self._page.tools.prompts.tell(say("Elija primero el indicador."))
            return
        else:
            known["indicator"] = above
        if kind == "measurement":
            known["on"] = self._today()
        self._beside.open()
        self.written.begin(kind, begun_with(self._work, kind, self._room.plan.id, known))
