"""The attendance list as a table: one row a person, and an empty one to type the next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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
_WORDED: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
LEAST_CHARS: Final = (4, 13, 6, 18, 14, 10, 10, 11)
"""With how many characters each column can still be read and written."""
USUAL_CHARS: Final = (4, 15, 7, 30, 28, 22, 13, 18)
"""How much each usually says: what an empty list leaves room for."""


@dataclass(slots=True, eq=False)
class Draft:
    """A row being typed, until its person is in the list; the last one is empty.

    `id` comes when the row is saved; what is typed meanwhile waits in `waiting`.
    """

    typed: dict[str, Any] = field(default_factory=dict[str, Any])
    saving: bool = False
    id: UUID | None = None
    waiting: dict[str, Any] = field(default_factory=dict[str, Any])


class AttendanceModel(QAbstractTableModel):
    """Shows rows and takes what is typed; who keeps it listens to `typed`.

    People type faster than a disk writes: a row that is still being saved stays as a draft, and
    the next empty one is there from its first letter on.
    """

    typed = Signal(object, dict)
    """The id of a row, or its `Draft`, and the fields typed in it."""

    def __init__(self, tools: PageTools, pack: Pack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._types = pack.identity.types
        self._entries: list[AttendanceRow | Draft] = [Draft()]
        self.locked = False

    @property
    def rows(self) -> Sequence[AttendanceRow]:
        """The people of the list, without the rows that are still being typed."""
        return [one for one in self._entries if isinstance(one, AttendanceRow)]

    def show_rows(self, rows: Sequence[AttendanceRow], *, locked: bool) -> None:
        """Show the list as it is now, disturbing no row that stays where it was."""
        self.locked = locked
        known = {row.attendance.id for row in rows}
        drafts = [one for one in self._drafts() if one.id is None or one.id not in known]
        wished: list[AttendanceRow | Draft] = [*rows, *([] if locked else drafts or [Draft()])]
        self._take_out({_key(one) for one in wished})
        kept = [_key(one) for one in self._entries]
        staying = set(kept)
        if kept != [_key(one) for one in wished if _key(one) in staying]:
            self.beginResetModel()
            self._entries = wished
            self.endResetModel()
            return
        for place, one in enumerate(wished):
            if place < len(self._entries) and _key(self._entries[place]) == _key(one):
                self._entries[place] = one
            else:
                self.beginInsertRows(QModelIndex(), place, place)
                self._entries.insert(place, one)
                self.endInsertRows()
        if wished:
            self.dataChanged.emit(self.index(0, 0), self.index(len(wished) - 1, INK))

    def _take_out(self, staying: Collection[object]) -> None:
        seen: set[object] = set()
        for place in reversed(range(len(self._entries))):
            key = _key(self._entries[place])
            if key not in staying or key in seen:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._entries[place]
                self.endRemoveRows()
            seen.add(key)

    def row_at(self, row: int) -> AttendanceRow | None:
        """Return a person's row; None for one that is being typed."""
        one = self._entries[row] if 0 <= row < len(self._entries) else None
        return one if isinstance(one, AttendanceRow) else None

    def draft_at(self, row: int) -> Draft | None:
        """Return a row that is being typed; None for a person's."""
        one = self._entries[row] if 0 <= row < len(self._entries) else None
        return one if isinstance(one, Draft) else None

    def row_of(self, attendance: UUID | None) -> int:
        """Return where a person stands, or -1."""
        if attendance is None:
            return -1
        keys = [_key(one) for one in self._entries]
        return keys.index(attendance) if attendance in keys else -1

    def place_of(self, draft: Draft) -> int | None:
        """Return where a row that is being typed stands; None when it is gone."""
        return self._entries.index(draft) if draft in self._entries else None

    def type_in(self, draft: Draft, changes: Mapping[str, Any]) -> None:
        """Write in a draft; the empty one below it comes with its first field."""
        draft.typed |= changes
        place = self._entries.index(draft)
        self.dataChanged.emit(self.index(place, 0), self.index(place, INK))
        if place == len(self._entries) - 1:
            self.beginInsertRows(QModelIndex(), place + 1, place + 1)
            self._entries.append(Draft())
            self.endInsertRows()

    def drop(self, draft: Draft) -> None:
        """Forget a row being typed: its person is in the list already."""
        if draft in self._entries:
            place = self._entries.index(draft)
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._entries[place]
            self.endRemoveRows()

    def forget(self) -> None:
        """Empty the list: another visit comes."""
        self.beginResetModel()
        self._entries = list[AttendanceRow | Draft]([Draft()])
        self.locked = False
        self.endResetModel()

    def _drafts(self) -> list[Draft]:
        return [one for one in self._entries if isinstance(one, Draft)]

    # What Qt asks.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

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
        draft, row = self.draft_at(index.row()), self.row_at(index.row())
        if draft is not None:
            return self._of_draft(draft, column, role)
        return self._of_row(row, column, role) if row is not None else None

    def _of_row(self, row: AttendanceRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            value = self._value(row, column)
            return self._short_type(value) if column == DOCUMENT_TYPE else value or ""
        if role == Qt.ItemDataRole.DecorationRole:
            look = self._icon(row, column)
            return self._tools.theme.icon(*look) if look is not None else None
        if role not in _WORDED:
            return None
        words = self._words_of(row, column)
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = FIELDS[index.column()]
        draft, row = self.draft_at(index.row()), self.row_at(index.row())
        before = draft.typed.get(name) if draft is not None else self._value(row, index.column())
        if role != Qt.ItemDataRole.EditRole or (value or None) == (before or None):
            return False
        if draft is not None:
            self.type_in(draft, {name: value})
            self.typed.emit(draft, {name: value})
        elif row is not None:
            self.typed.emit(row.attendance.id, {name: value})
        return True

    # Words.

    def _value(self, row: AttendanceRow | None, column: int) -> Any:
        return getattr(row.attendance, FIELDS[column]) if row is not None else None

    def _short_type(self, code: object) -> str:
        choice = self._types.get(str(code or ""))
        return self._tools.words(choice.short or choice.label) if choice is not None else ""

    def _of_draft(self, draft: Draft, column: int, role: int) -> Any:
        written = draft.typed.get(FIELDS[column]) if FIELDS[column] else None
        worded = self._short_type(written) if column == DOCUMENT_TYPE else str(written or "")
        if role == Qt.ItemDataRole.DisplayRole and not draft.typed:
            if column == DOCUMENT:
                return self._tools.words(say("Escriba aquí…"))
            return "+" if column == NUMBER else ""
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
        return worded if role in shown else None

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
        if row.voided is not None:
            return words(say("Anulada: firme de nuevo"))
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
        if column == INK and row.voided is not None:
            return "undo", "warn"
        return None


def _key(entry: AttendanceRow | Draft) -> object:
    """What a row is, so that a draft and the person it became are one."""
    if isinstance(entry, AttendanceRow):
        return entry.attendance.id
    return entry.id or entry


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column == NUMBER else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
