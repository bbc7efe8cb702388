"""The rows of one kind that belong to an open record: listed in their order, written beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from fieldapp.records.describe import FieldSpec, KindSpec
from fieldapp.records.text import say, say_n
from fieldapp.ui.history_view import HistoryWork
from fieldapp.ui.kept_list import ListWork
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.register import Register, Seen
from fieldapp.ui.register_work import Brought, RegisterWork
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.described import filters_of
from fieldapp.ui.widgets.ports import Option, Options
from fieldapp.ui.widgets.rows_model import Asked, Piece, Row
from fieldapp.work.children import POSITION
from fieldapp.work.register_rows import Wished


class ChildRegister(Register):
    """A register of the rows of one record. Alt and the arrows move a row; Ctrl+V pastes rows."""

    def __init__(
        self,
        page: Page,
        root: KindSpec,
        spec: KindSpec,
        work: RegisterWork,
        lists: ListWork,
        histories: HistoryWork,
    ) -> None:
        self._rows = RowsOf(root.name, work)
        super().__init__(page, spec, work, lists, histories)
        self._locked = False
        self._up, self._down, self._paste = QPushButton(), QPushButton(), QPushButton()
        self._dress()
        self._bind()

    def show_parent(self, parent: UUID | None, *, locked: bool) -> None:
        """Show the rows of a record; None for a record that is not begun yet."""
        self._locked = locked
        self._new.setEnabled(not locked)
        self._paste.setEnabled(not locked)
        if parent != self._rows.parent:
            self.go_back()
            self._rows.parent = parent
            if parent is not None:
                self._saving.write_by(partial(self._rows.save, self.kind, parent))
            self.table.mark_row(None)
            self.table.clear_filters()
        self._show_moves()

    def start_new(self) -> None:
        if self._rows.parent is not None and not self._locked:
            super().start_new()

    # What makes it another register.

    def _filters(self) -> tuple[FieldSpec, ...]:
        own = {one.name for one in self._work.children.kinds(self._rows.root)}
        fields = [one for one in self._spec.listed if one.name != self._spec.unit]
        return filters_of(fields, own)

    def _fields(self) -> tuple[str, ...]:
        """To which record a row belongs is said by where it stands."""
        shown = super()._fields()
        return tuple(name for name in shown if name != self._spec.unit)

    def _options(self) -> Options:
        return self._rows

    def _fetch(self, asked: Asked, offset: int, limit: int) -> Piece:
        order = (("-" if asked.descending else "") + asked.sort,) if asked.sort else ()
        wished = Wished(asked.text, asked.filters, order, limit, offset)
        return self._rows.list(self._spec.name, wished)

    def _is_locked(self, seen: Seen) -> bool:
        return self._locked or super()._is_locked(seen)

    # Making.

    def _dress(self) -> None:
        theme, words = self._page.tools.theme, self._words
        for button, icon, name in (
            (self._up, "up", say("Subir la fila (Alt+↑)")),
            (self._down, "down", say("Bajar la fila (Alt+↓)")),
        ):
            mark(button, "icon")
            theme.dress(button, icon)
            button.setAccessibleName(words(name))
            button.setToolTip(words(name))
            self.table.add_lesser(button)
            if POSITION not in self._spec:
                button.hide()
        self._paste.setText(words(say("Pegar filas")))
        self._paste.setToolTip(words(say("Filas copiadas de una hoja de cálculo (Ctrl+V)")))
        mark(self._paste, "quiet")
        self.table.add_lesser(self._paste)
        self.table.view.horizontalHeader().setSortIndicatorClearable(True)

    def _bind(self) -> None:
        self._up.clicked.connect(partial(self._move, -1))
        self._down.clicked.connect(partial(self._move, 1))
        self._paste.clicked.connect(self._on_paste)
        self.table.model.answered.connect(self._show_moves)
        self.table.row_marked.connect(self._show_moves)
        for keys, act in (
            (QKeySequence("Alt+Up"), partial(self._move, -1)),
            (QKeySequence("Alt+Down"), partial(self._move, 1)),
            (QKeySequence(QKeySequence.StandardKey.Paste), self._on_paste),
            (QKeySequence(Qt.Key.Key_Delete), self._on_delete),
        ):
            bound = QShortcut(keys, self.table.view)
            bound.setContext(Qt.ShortcutContext.WidgetShortcut)
            bound.activated.connect(act)

    # What happens.

    def _show_moves(self, _marked: object = None) -> None:
        """Rows are moved where they stand in their own order, all of them in sight."""
        asked = self.table.asked
        own_order = not (asked.sort or asked.text or asked.filters)
        for button in (self._up, self._down):
            button.setEnabled(own_order and not self._locked and self.table.marked is not None)

    def _move(self, by: int) -> None:
        row = self.table.marked
        if isinstance(row, UUID) and self._up.isEnabled() and not self._up.isHidden():
            self._page.save(partial(self._work.children.move, self.kind, row, by))

    def _on_delete(self) -> None:
        row = self.table.model.row_at(self.table.view.currentIndex().row())
        if row is not None and isinstance(row.id, UUID) and not self._locked:
            self.form.flush()
            title = next(filter(None, row.cells), self._words(self._spec.label))
            self._annul_record(row.id, title)

    def _on_paste(self) -> None:
        parent = self._rows.parent
        if parent is None or self._locked:
            return
        text = QGuiApplication.clipboard().text()
        paste = partial(self._work.children.paste, self.kind, parent, text)
        self._page.take_in(paste, self._on_brought)

    def _on_brought(self, brought: Brought) -> None:
        take_back = partial(self._work.children.take_back, self.kind, brought.rows)
        self._page.tools.prompts.tell(
            say_n("{n} fila pegada.", "{n} filas pegadas.", len(brought.rows)),
            undo=partial(self._page.save, take_back),
        )


class RowsOf:
    """The work of a register, for the rows of one record only."""

    def __init__(self, root: str, work: RegisterWork) -> None:
        self.root = root
        self.parent: UUID | None = None
        self._work = work

    def list(self, kind: str, wished: Wished) -> Piece:
        """Return rows of the record; none where it is not begun yet."""
        if self.parent is None:
            return _Nothing()
        return self._work.children.list(kind, self.parent, wished)

    def save(
        self, kind: str, parent: UUID, row: UUID | None, changes: Mapping[str, object]
    ) -> Saved:
        """Write fields of a row, or of a new one of that record."""
        if row is None:
            return self._work.children.add(kind, parent, changes)
        return self._work.save(kind, row, changes)

    def options(self, field: FieldSpec, text: str, limit: int) -> Sequence[Option]:
        """Return what may be chosen in a row of the record."""
        return self._work.children.options(self.root, self.parent, field, text, limit)

    def label(self, field: FieldSpec, value: object) -> str:
        """Return the words of a value."""
        return self._work.label(field, value)


@dataclass(frozen=True, slots=True)
class _Nothing:
    """The rows of a record that is not begun yet."""

    rows: Sequence[Row] = ()
    total: int = 0
