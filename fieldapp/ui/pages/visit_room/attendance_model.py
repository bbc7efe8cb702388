"""The attendance list as a table: one row a person, and an empty one to type the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from fieldapp.packs.pack import Pack
from fieldapp.records.text import Text, say
from fieldapp.records.visits import Attendance
from fieldapp.ui.page import PageTools
from fieldapp.ui.visit_words import INK_LOOKS, PRESENCE_LOOKS
from fieldapp.ui.widgets.tips import plain_tip
from fieldapp.work.attendance_rows import AttendanceRow

Index = QModelIndex | QPersistentModelIndex

NUMBER, DOCUMENT, DOCUMENT_TYPE, NAME, ENTITY, POSITION, PRESENCE, INK = range(8)
FIELDS: Final = (
    "",
    "id_number",
    "id_type",
    "full_name",
    "organization_name",
    "position_title",
    "presence",
    "",
)
TYPED: Final = (DOCUMENT, DOCUMENT_TYPE, NAME, ENTITY, POSITION)
"""The columns that a row is typed in, in the order of Tab."""
_HEADS: Final[tuple[Text, ...]] = (
    say("N.º"),
    say("Documento"),
    say("Tipo"),
    say("Nombre"),
    say("Entidad"),
    say("Cargo"),
    say("Asistió"),
    say("Firma"),
)
_SHARES: Final = (5, 23, 7, 28, 23, 18, 16, 21)
"""How the columns share the width, in characters."""


@dataclass(slots=True)
class Draft:
    """What is typed in the empty row, until its person is in the list.

    `id` comes when the row is saved; what is typed meanwhile waits in `waiting`.
    """

    typed: dict[str, Any] = field(default_factory=dict[str, Any])
    saving: bool = False
    id: UUID | None = None
    waiting: dict[str, Any] = field(default_factory=dict[str, Any])


class AttendanceModel(QAbstractTableModel):
    """Shows rows and takes what is typed; who keeps it listens to `typed`."""

    typed = Signal(object, dict)
    """The id of a row (None = the empty one) and the fields typed in it."""

    def __init__(self, tools: PageTools, pack: Pack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._types = pack.identity.types
        self.rows: Sequence[AttendanceRow] = ()
        self.draft = Draft()
        self.locked = False

    @property
    def shares(self) -> Sequence[int]:
        """How the columns share the width."""
        return _SHARES

    def show_rows(self, rows: Sequence[AttendanceRow], *, locked: bool) -> None:
        """Show the list as it is now, disturbing no row that stays where it was."""
        before = self.rowCount()
        self.rows, was_locked, self.locked = rows, self.locked, locked
        if self.draft.id is not None and any(r.attendance.id == self.draft.id for r in rows):
            self.draft = Draft()
        after = self.rowCount()
        if after < before or was_locked != locked:
            self.beginResetModel()
            self.endResetModel()
            return
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            self.endInsertRows()
        if after:
            self.dataChanged.emit(self.index(0, 0), self.index(after - 1, INK))

    def row_at(self, row: int) -> AttendanceRow | None:
        """Return a person's row; None for the empty one."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def row_of(self, attendance: UUID | None) -> int:
        """Return where a person stands, or -1."""
        return next((n for n, row in enumerate(self.rows) if row.attendance.id == attendance), -1)

    def clear_draft(self) -> None:
        """Forget what was typed in the empty row."""
        self.draft = Draft()
        last = len(self.rows)
        self.dataChanged.emit(self.index(last, 0), self.index(last, INK))

    # What Qt asks.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows) + (not self.locked)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(FIELDS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        writable = index.column() in TYPED and not self.locked
        return flags | Qt.ItemFlag.ItemIsEditable if writable else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._tools.words(_HEADS[section])
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        row = self.row_at(index.row())
        if role == Qt.ItemDataRole.EditRole:
            typed = self.draft.typed if row is None else None
            value = typed.get(FIELDS[column]) if typed is not None else self._value(row, column)
            return self._short_type(value) if column == DOCUMENT_TYPE else value or ""
        if row is None:
            return self._blank(column) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DecorationRole:
            look = self._icon(row, column)
            return self._tools.theme.icon(*look) if look is not None else None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        words = self._words_of(row, column)
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = FIELDS[index.column()]
        row = self.row_at(index.row())
        before = self.draft.typed.get(name) if row is None else self._value(row, index.column())
        if role != Qt.ItemDataRole.EditRole or (value or None) == (before or None):
            return False
        if row is None:
            self.draft.typed[name] = value
            self.dataChanged.emit(index, index)
        self.typed.emit(row.attendance.id if row is not None else None, {name: value})
        return True

    # Words.

    def _value(self, row: AttendanceRow | None, column: int) -> Any:
        return getattr(row.attendance, FIELDS[column]) if row is not None else None

    def _short_type(self, code: object) -> str:
        choice = self._types.get(str(code or ""))
        return self._tools.words(choice.short or choice.label) if choice is not None else ""

    def _blank(self, column: int) -> str:
        written = self.draft.typed.get(FIELDS[column]) if FIELDS[column] else None
        if written:
            return self._short_type(written) if column == DOCUMENT_TYPE else str(written)
        if column == DOCUMENT and not self.draft.typed:
            return self._tools.words(say("Escriba aquí…"))
        return "+" if column == NUMBER else ""

    def _words_of(self, row: AttendanceRow, column: int) -> str:
        person = row.attendance
        worded: dict[int, Callable[[], str]] = {
            NUMBER: lambda: str(row.number),
            DOCUMENT: lambda: self._document(row),
            DOCUMENT_TYPE: lambda: self._short_type(person.id_type),
            NAME: lambda: self._name(person),
            PRESENCE: lambda: self._tools.words(PRESENCE_LOOKS[person.presence or "present"].word),
            INK: lambda: self._ink_words(row),
        }
        return worded[column]() if column in worded else str(getattr(person, FIELDS[column]))

    def _document(self, row: AttendanceRow) -> str:
        number = row.attendance.id_number
        if row.unverified:
            return self._tools.words(say("{number} · sin verificar", number=number))
        return number

    def _name(self, person: Attendance) -> str:
        nameless = person.anonymous and not person.full_name
        return self._tools.words(say("Asistente sin datos")) if nameless else person.full_name

    def _ink_words(self, row: AttendanceRow) -> str:
        words = self._tools.words
        if row.ink is not None:
            return words(INK_LOOKS[row.ink.method or "drawn"].word)
        if row.attendance.minor:
            return words(say("Menor: no firma"))
        return words(say("Sin firma")) if row.attendance.presence in (None, "present") else ""

    def _icon(self, row: AttendanceRow, column: int) -> tuple[str, str] | None:
        if column == DOCUMENT and row.unverified:
            return "warn", "warn"
        if column == PRESENCE:
            look = PRESENCE_LOOKS[row.attendance.presence or "present"]
            return look.icon, look.role
        if column == INK and row.ink is not None:
            look = INK_LOOKS[row.ink.method or "drawn"]
            return look.icon, look.role
        return None


def pasted(text: str, column: int) -> list[Mapping[str, str]]:
    """Read rows copied from a spreadsheet, beginning at a column; empty lines are left out."""
    places = [one for one in TYPED if one >= column and one != DOCUMENT_TYPE] or [DOCUMENT]
    rows: list[Mapping[str, str]] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        row = {FIELDS[place]: cell for place, cell in zip(places, cells, strict=False) if cell}
        if row:
            rows.append(row)
    return rows


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column == NUMBER else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
