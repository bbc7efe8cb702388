"""The targets of a plan as rows, and two columns for each year: programmed and executed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fieldapp.records.territorial import TargetYear
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.indicative_plan import TargetStanding
from fieldapp.rules.measuring import Light
from fieldapp.ui.page import PageTools
from fieldapp.work.territorial_plans import PlanSheet

LIGHTS: Final[dict[Light | None, tuple[str, Text, str]]] = {
    Light.GREEN: ("good", say("Verde"), "good"),
    Light.AMBER: ("warn", say("Amarillo"), "warn"),
    Light.RED: ("late", say("Rojo"), "bad"),
    None: ("neutral", say("Sin reporte"), "text_soft"),
}
"""Icon, word and role of each light: colour is never the only sign."""

_BEFORE: Final = (say("Indicador"), say("Meta"))
_AFTER: Final = (say("Avance"), say("Semáforo"))
_PARTS: Final = ("programmed", "executed")
_PART_WORDS: Final = (say("prog."), say("ejec."))
_NUMBER_PX: Final = 74
_LIGHT_PX: Final = 146
_INDICATOR_LEAST_PX: Final = 220
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class YearWritten:
    """What somebody typed in a cell; None where it was emptied."""

    target: UUID
    year: int
    field: str
    value: Decimal | None


class YearsModel(QAbstractTableModel):
    """Says what each cell shows, and hands on what is typed in those of years."""

    written = Signal(object)
    """A `YearWritten`."""
    refused = Signal(object)
    """The refusal of what was typed."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._rows: Sequence[TargetStanding] = ()
        self._years: Sequence[int] = ()

    def show_sheet(self, sheet: PlanSheet | None) -> None:
        """Show the targets of a plan; of the same ones, only what they say changes."""
        rows = sheet.standing.targets if sheet else ()
        years = sheet.years if sheet else ()
        same = [one.target.id for one in rows] == [one.target.id for one in self._rows]
        if rows and same and years == self._years:
            self._rows = rows
            end = self.index(len(rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), end)
            return
        self.beginResetModel()
        self._rows, self._years = rows, years
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        if parent.isValid():
            return 0
        return len(_BEFORE) + len(_PARTS) * len(self._years) + len(_AFTER)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        words = self._tools.words
        if section < len(_BEFORE):
            return words(_BEFORE[section])
        year = self._year_of(section)
        if year is None:
            return words(_AFTER[section - self.columnCount()])
        return f"{year[0]}\n{words(_PART_WORDS[year[1]])}"

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._shown(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                worded = column in (0, self.columnCount() - 1)
                return _LEFT if worded else _RIGHT
            case Qt.ItemDataRole.DecorationRole if column == self.columnCount() - 1:
                icon, _, tone = LIGHTS[row.light]
                return self._tools.theme.icon(icon, tone)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self._tools.words(flag) for flag in row.flags) or None
            case _:
                return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        own = super().flags(index)
        is_year = self._year_of(index.column()) is not None
        return own | Qt.ItemFlag.ItemIsEditable if is_year else own

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self._year_of(index.column())
        if place is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value).strip() == self._shown(self._rows[index.row()], index.column()):
            return True
        try:
            number = self._read(str(value))
        except Refused as refusal:
            self.refused.emit(refusal)
            return False
        target = self._rows[index.row()].target.id
        self.written.emit(YearWritten(target, place[0], _PARTS[place[1]], number))
        return True

    def _read(self, typed: str) -> Decimal | None:
        return self._tools.formats.parse_number(typed) if typed.strip() else None

    def _year_of(self, column: int) -> tuple[int, int] | None:
        """The year of a column, and which of its two parts it is."""
        place = column - len(_BEFORE)
        if not 0 <= place < len(_PARTS) * len(self._years):
            return None
        year, part = divmod(place, len(_PARTS))
        return self._years[year], part

    def _shown(self, row: TargetStanding, column: int) -> str:
        if column == 0:
            unit = f" ({row.target.unit})" if row.target.unit else ""
            return row.target.indicator + unit
        if column == 1:
            return self._number(row.target.four_year_target)
        place = self._year_of(column)
        if place is not None:
            kept = _year_in(row, place[0])
            return self._number(getattr(kept, _PARTS[place[1]])) if kept else ""
        if column == self.columnCount() - len(_AFTER):
            reached = self._number(row.reached_percent)
            return f"{reached} %" if reached else ""
        word = self._tools.words(LIGHTS[row.light][1])
        return f"{word} · {self._tools.words(say('no cuadra'))}" if row.flags else word

    def _number(self, value: Decimal | None) -> str:
        return "" if value is None else self._tools.formats.number(value)


class YearsTable(QTableView):
    """Typing on a cell writes it; arrows walk, Enter and F2 write, Tab goes to the next."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self.years = YearsModel(tools)
        self.setModel(self.years)
        self.setAccessibleName(tools.words(say("Metas por año")))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setWordWrap(True)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setMinimumSectionSize(tools.theme.px(_NUMBER_PX // 2))
        self.years.modelReset.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The indicator takes what numbers leave, and never less than it needs to be read."""
        px, last = self._tools.theme.px, self.years.columnCount() - 1
        for column in range(1, last + 1):
            self.setColumnWidth(column, px(_LIGHT_PX if column == last else _NUMBER_PX))
        rest = self.viewport().width() - sum(self.columnWidth(one) for one in range(1, last + 1))
        self.setColumnWidth(0, max(rest, px(_INDICATOR_LEAST_PX)))


def _year_in(row: TargetStanding, year: int) -> TargetYear | None:
    return next((one for one in row.years if one.year == year), None)
