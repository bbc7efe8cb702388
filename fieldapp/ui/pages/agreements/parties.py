"""The institutions that sign: one row each, written where it stands and saved as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.agreements import Party
from fieldapp.records.text import say
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.work.agreements import Agreements

_WIDE: Final = {
    "organization": (0, 0, 3),
    "organization_name": (0, 3, 3),
    "representative": (1, 0, 2),
    "position_title": (1, 2, 2),
    "gov_level": (1, 4, 2),
    "refusal": (2, 0, 6),
}
"""Row, column and columns taken by each field where there is room for six columns."""


class PartyForm(RecordForm):
    """A party on two lines, or one field under the other where there is little room."""

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, (name, box) in enumerate(self._boxes.items()):
            row, column, width = _WIDE[name] if columns > 1 else (place, 0, 6)
            self._grid.addWidget(box, row, column, 1, width)
        for column in range(6):
            self._grid.setColumnStretch(column, 1)


class Parties(QWidget):
    """The rows in their order, and a button for one more."""

    def __init__(self, page: Page, work: Agreements, make: Callable[[], PartyForm]) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._make = make
        self._agreement: UUID | None = None
        self._locked = False
        self._rows: dict[UUID | None, _Row] = {}
        self._column = QVBoxLayout()
        self._add = QPushButton(page.words(say("Agregar una parte")))
        self._nobody = QLabel(page.words(say("Todavía no hay partes: agregue quiénes firman.")))
        self._lay_out()
        self._add.clicked.connect(self.start_new)

    def show_parties(self, agreement: UUID, parties: Sequence[Party], *, locked: bool) -> None:
        """Show the parties; what is being typed in one of them stays."""
        if agreement != self._agreement:
            self.forget()
        self._agreement, self._locked = agreement, locked
        known = {one.id for one in parties}
        for gone in [one for one in self._rows if one is not None and one not in known]:
            self._drop(gone)
        for party in parties:
            row = self._rows.get(party.id) or self._append(party.id)
            row.show_party(party, locked=locked)
        self._add.setVisible(not locked)
        self._nobody.setVisible(not self._rows)

    def forget(self) -> None:
        """Another agreement comes: nothing of this one stays."""
        self.flush()
        for key in list(self._rows):
            self._drop(key)
        self._agreement = None
        self._nobody.show()

    def start_new(self) -> None:
        """Write one more party; it is kept with its first field."""
        if self._locked or self._agreement is None:
            return
        row = self._rows.get(None) or self._append(None)
        self._nobody.hide()
        row.form.focus_field()

    def flush(self) -> None:
        """Save what is typed."""
        for row in self._rows.values():
            row.form.flush()

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        mark(self._nobody, "soft-body")
        mark(self._add, "quiet")
        theme.dress(self._add, "add", "accent")
        self._column.setSpacing(theme.space(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nobody)
        column.addLayout(self._column)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def _append(self, key: UUID | None) -> _Row:
        row = _Row(self._page, self._make(), self._write)
        row.removed.connect(self._on_removed)
        row.made.connect(partial(self._on_made, row))
        self._rows[key] = row
        self._column.addWidget(row)
        row.show()
        return row

    def _drop(self, key: UUID | None) -> None:
        row = self._rows.pop(key)
        row.hide()
        self._column.removeWidget(row)
        row.deleteLater()

    def _write(self, party: UUID | None, changes: Mapping[str, Any]) -> Saved:
        if party is not None:
            return self._work.edit_party(party, changes)
        if self._agreement is None:
            raise LookupError("a party belongs to an agreement")
        return self._work.add_party(self._agreement, changes)

    def _on_made(self, row: _Row, party: UUID) -> None:
        if self._rows.get(None) is row:
            del self._rows[None]
        other = self._rows.get(party)
        if other is not None and other is not row:
            self._drop(party)  # the list came back before the row knew its own id
        self._rows[party] = row

    def _on_removed(self, party: UUID | None) -> None:
        if party is None:
            self._drop(None)
            self._nobody.setVisible(not self._rows)
            self._add.setFocus()
            return
        self._page.save(
            partial(self._work.remove_party, party),
            done=lambda _saved: self._page.tools.prompts.tell(say("Parte retirada del acuerdo.")),
        )


class _Row(QFrame):
    """One party: its form, and the button that takes it out."""

    removed = Signal(object)
    made = Signal(object)

    def __init__(
        self,
        page: Page,
        form: PartyForm,
        write: Callable[[UUID | None, Mapping[str, Any]], Saved],
    ) -> None:
        super().__init__()
        self.form = form
        self._saving = Autosave(page, form, write)
        self._saving.show_blank()
        self._remove = QPushButton()
        theme = page.tools.theme
        mark(self, "raised")
        mark(self._remove, "icon")
        theme.dress(self._remove, "close")
        self._remove.setAccessibleName(page.words(say("Quitar esta parte")))
        self._remove.setToolTip(page.words(say("Quitar esta parte")))
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (4, 3, 2, 3)))
        row.addWidget(form, 1)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)
        self._remove.clicked.connect(lambda: self.removed.emit(self._saving.record_id))
        self._saving.created.connect(self.made)

    def show_party(self, party: Party, *, locked: bool) -> None:
        """Show the party."""
        self._saving.show(party, locked=locked)
        self._remove.setVisible(not locked)
