"""The card of one attendee: signature, permission, and the questions asked now and then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from fieldapp.records.describe import FieldSpec
from fieldapp.records.text import say
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.consent_box import ConsentBox
from fieldapp.ui.pages.visit_room.ink_box import InkBox
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.signing_hands import hand_of_row
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.ports import Option, Options
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.work.attendance_rows import AttendanceRow
from fieldapp.work.desk import Question

_WIDTH_PX = 372
_FIELDS = (
    "minor",
    "guardian",
    "anonymous",
    "on_behalf_of",
    "role",
    "sex",
    "age_range",
    "phone",
    "email",
    "organization",
    "territory",
    "locality",
    "ethnic_group",
    "disability",
    "population_groups",
    "gender",
    "arrived_at",
    "left_at",
)


@dataclass(frozen=True, slots=True)
class _OfTheList:
    """A row of the same list, offered as somebody's guardian."""

    value: object
    label: str
    hint: str = ""


class CardOptions:
    """What the card offers to choose: guardians are of the same list, the rest as everywhere."""

    def __init__(self, others: Options) -> None:
        self._others = others
        self.rows: Sequence[AttendanceRow] = ()

    def options(self, field: FieldSpec, text: str, limit: int) -> Sequence[Option]:
        """Return the adults of the list for a guardian; what the registers say for the rest."""
        if field.name != "guardian":
            return self._others.options(field, text, limit)
        named = [row.attendance for row in self.rows if not row.attendance.minor]
        sought = text.casefold()
        found = [one for one in named if sought in one.full_name.casefold() and one.full_name]
        return [_OfTheList(one.id, one.full_name, one.id_number) for one in found[:limit]]

    def label(self, field: FieldSpec, value: object) -> str:
        """Return the words of a value."""
        return self._others.label(field, value)


class AttendeeCard(QFrame):
    """Stands beside the list while the officer wishes it; follows the marked row."""

    closed = Signal()

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        theme, words = page.tools.theme, page.words
        self._options = CardOptions(work.registers)
        self._name, self._warnings = QLabel(), QLabel()
        self._close = QPushButton()
        self.ink = InkBox(page, work)
        self.consent = ConsentBox(page, work)
        spec = page.tools.kinds["attendance"]
        self.form = RecordForm(spec, page.form_tools(self._options), _FIELDS)
        self._saving = Autosave(page, self.form, self._write)
        mark(self, "raised")
        mark(self._name, "section")
        mark(self._warnings, "warning")
        for label in (self._name, self._warnings):
            label.setWordWrap(True)
        mark(self._close, "icon")
        theme.dress(self._close, "close")
        self._close.setAccessibleName(words(say("Cerrar la ficha")))
        self._close.setToolTip(words(say("Cerrar la ficha (Esc)")))
        above = QHBoxLayout()
        above.setContentsMargins(*(theme.space(step) for step in (4, 2, 2, 0)))
        above.addWidget(self._name, 1)
        above.addWidget(self._close)
        sheet = Sheet(theme)
        for part in (self._warnings, self.ink, self.consent, self.form):
            sheet.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(above)
        column.addWidget(sheet, 1)
        self.setFixedWidth(theme.px(_WIDTH_PX))
        self.hide()
        self._close.clicked.connect(self.closed)

    def show_row(self, row: AttendanceRow, rows: Sequence[AttendanceRow], *, locked: bool) -> None:
        """Show one person of a list."""
        self._options.rows = rows
        person, words = row.attendance, self._page.words
        name = person.full_name or words(say("Asistente sin datos"))
        self._name.setText(words(say("{number}. {name}", number=row.number, name=name)))
        self._warnings.setText("\n".join(words(text) for text in row.warnings))
        self._warnings.setVisible(bool(row.warnings))
        self.ink.show_hand(hand_of_row(self._work.inks, row))
        self.consent.show_row(row, rows, locked=locked)
        self._saving.show(person, locked=locked)

    def flush(self) -> None:
        """Save what is typed."""
        self.form.flush()

    def _write(self, attendance: UUID | None, changes: Mapping[str, Any]) -> Saved:
        if attendance is None:
            raise LookupError(changes)  # the card is only shown of somebody in the list
        answer = self._work.attendance.edit(attendance, changes, another_person=True)
        if isinstance(answer, Question):
            raise TypeError(answer)  # the document, the only thing asked about, is not written here
        return answer
