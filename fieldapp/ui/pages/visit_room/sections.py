"""One record written in several short sections, the rarely used ones folded away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.describe import KindSpec, Record
from fieldapp.records.text import Text
from fieldapp.ui.pages.visit_room.reveal import reveal
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.editors import Editor
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.ports import FormTools
from fieldapp.ui.widgets.saved_form import SavedForm


@dataclass(frozen=True, slots=True)
class Section:
    """A few fields under a heading; a folded one is opened by its heading."""

    heading: Text | None
    fields: tuple[str, ...]
    folded: bool = False


class SectionedForm(SavedForm):
    """Looks like one form to whoever saves it, and like a calm page to who fills it in."""

    def __init__(self, spec: KindSpec, tools: FormTools, sections: Sequence[Section]) -> None:
        super().__init__()
        self._forms: list[RecordForm] = []
        self._folds: dict[int, QPushButton] = {}
        self._headings: dict[int, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.space(3))
        for place, section in enumerate(sections):
            form = RecordForm(spec, tools, section.fields)
            form.edited.connect(self.edited)
            self._forms.append(form)
            if section.heading is not None:
                if place:
                    column.addSpacing(tools.theme.space(2))
                self._headings[place] = self._heading(place, section, tools)
                column.addWidget(self._headings[place])
            column.addWidget(form)

    def _heading(self, place: int, section: Section, tools: FormTools) -> QWidget:
        worded = tools.words(section.heading or "")
        if not section.folded:
            heading = QLabel(worded)
            mark(heading, "section")
            return heading
        fold = QPushButton(worded)
        fold.setCheckable(True)
        mark(fold, "quiet")
        fold.toggled.connect(partial(self._open, place, partial(tools.theme.dress, fold)))
        self._folds[place] = fold
        self._open(place, partial(tools.theme.dress, fold), False)
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(fold)
        row.addStretch(1)
        return held

    def _open(self, place: int, dress: Callable[[str, str], None], shown: bool) -> None:
        self._forms[place].setVisible(shown)
        dress("down" if shown else "right", "accent")

    @property
    def editors(self) -> Mapping[str, Editor]:
        """The editors of all sections by field name."""
        return {name: one for form in self._forms for name, one in form.editors.items()}

    # What a form does.

    def show_record(self, record: Record, *, locked: bool = False) -> None:
        """Show a record; sections folded away that hold something else than nothing stay shut."""
        for place, form in enumerate(self._forms):
            form.show_record(record, locked=locked)
            if place in self._headings:
                self._headings[place].setVisible(not form.is_empty)

    def show_blank(self) -> None:
        """Show an empty form."""
        for form in self._forms:
            form.show_blank()
        for heading in self._headings.values():
            heading.show()

    def adopt(self, record_id: UUID) -> None:
        """Take what was typed in the blank form for a record."""
        for form in self._forms:
            form.adopt(record_id)

    def flush(self) -> None:
        """Tell what was not yet told."""
        for form in self._forms:
            form.flush()

    def not_saved(self, changes: Mapping[str, Any], error: Exception) -> bool:
        """Hand back to each section its fields; True if any shows the error."""
        shown = [
            form.not_saved({n: v for n, v in changes.items() if n in form.editors}, error)
            for form in self._forms
        ]
        return any(shown)

    def show_missing(self, missing: Mapping[str, Text]) -> None:
        """Show under the fields what is missing to close."""
        for form in self._forms:
            form.show_missing(missing)

    def focus_field(self, name: str = "") -> bool:
        """Put the cursor in a field, opening its section; in the first one without a name."""
        for place, form in enumerate(self._forms):
            if not name or name in form.editors:
                if place in self._folds:
                    self._folds[place].setChecked(True)
                form.focus_field(name)
                editor = form.editors.get(name)
                reveal(editor if editor is not None else form)
                return True
        return False
