"""A form built from the description of a kind: no form in the program is written by hand.

The form saves itself: `edited` tells the changed fields within a second of the last key and as
soon as a field is left. It keeps what cannot be read or was refused on the screen, with the
sentence under the field, and sends it again only when it has been changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Record
from fieldapp.records.text import Text
from fieldapp.ui.widgets.chips import ChipsEditor
from fieldapp.ui.widgets.editors import (
    DayEditor,
    DecimalEditor,
    Editor,
    LineEditor,
    LongEditor,
    MomentEditor,
    MoneyEditor,
    PickEditor,
    TruthEditor,
    Unreadable,
    WholeEditor,
)
from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.ui.widgets.offered_line import OfferedLineEditor
from fieldapp.ui.widgets.ports import FormTools
from fieldapp.ui.widgets.saved_form import SavedForm

_PAUSE_MS = 700
_LATEST_MS = 800
"""A text is told this long after its first letter at the latest, though somebody types on."""
_TWO_COLUMNS_FROM = 520
_WIDEST = 720
_NOTHING = (None, "", frozenset[str]())
_NARROWEST = 280

_EDITORS: Mapping[FieldType, Callable[[FieldSpec, FormTools], Editor]] = {
    FieldType.TEXT: LineEditor,
    FieldType.CODE: PickEditor,
    FieldType.CODES: ChipsEditor,
    FieldType.TERRITORY: PickEditor,
    FieldType.REF: PickEditor,
    FieldType.DAY: DayEditor,
    FieldType.INSTANT: MomentEditor,
    FieldType.WHOLE: WholeEditor,
    FieldType.TRUTH: TruthEditor,
    FieldType.DECIMAL: DecimalEditor,
    FieldType.MONEY: MoneyEditor,
}
"""What is left out (bytes) is never typed."""


class RecordForm(SavedForm):
    """The fields of one record, one under the other, two beside each other where they are short."""

    def __init__(
        self,
        spec: KindSpec,
        tools: FormTools,
        fields: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Build the form; `fields` names those to show, in order (all described ones if empty)."""
        super().__init__(parent)
        self._tools = tools
        self._spec = spec
        self._id: UUID | None = None
        self._shown: dict[str, object] = {}
        self._changed: set[str] = set()
        shown = [spec[name] for name in fields] or spec.described
        self._boxes = {
            field.name: FieldBox(field, _editor(field, tools), tools)
            for field in shown
            if field.type in _EDITORS
        }
        for name in spec.unseen & self._boxes.keys():  # whoever named it still finds its editor
            self._boxes[name].hide()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._grid.setHorizontalSpacing(tools.theme.space(4))
        self._grid.setVerticalSpacing(tools.theme.space(3))
        self._lay_out(2)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._latest = QTimer(self)
        self._latest.setSingleShot(True)
        self._latest.setInterval(_LATEST_MS)
        self._latest.timeout.connect(self._tell_texts)
        for name, box in self._boxes.items():
            box.editor.typed.connect(partial(self._on_typed, name))
            box.editor.left.connect(self.flush)

    @property
    def editors(self) -> Mapping[str, Editor]:
        """The editors by field name."""
        return {name: box.editor for name, box in self._boxes.items()}

    def show_record(self, record: Record, *, locked: bool = False) -> None:
        """Show a record. Of the one already shown, nothing that is being typed is touched.

        Of a locked one, what nobody wrote is left out: an empty line would ask to be filled in.
        """
        same = self._id == record.id
        if not same:
            self._leave(record.id)
        for name, box in self._boxes.items():
            box.lock(locked=locked)
            said = getattr(record, name) not in _NOTHING
            box.setVisible(name not in self._spec.unseen and (said or not locked))
            if same and (name in self._changed or box.is_being_written):
                continue
            self._show(name, getattr(record, name), again=same)

    def show_blank(self) -> None:
        """Show an empty form for a record that does not exist yet; `adopt` gives it its id."""
        self._leave(None)
        for name, box in self._boxes.items():
            box.lock(locked=False)
            box.setVisible(name not in self._spec.unseen)
            self._show(name, self._spec[name].default, again=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read or write in it."""
        return all(box.isHidden() for box in self._boxes.values())

    def adopt(self, record_id: UUID) -> None:
        """What was typed in the blank form is now a record."""
        self._id = record_id

    def _leave(self, record_id: UUID | None) -> None:
        self.flush()
        self._changed.clear()
        self._id = record_id

    def _show(self, name: str, value: object, *, again: bool) -> None:
        if not again or value != self._shown.get(name):
            self._shown[name] = value
            self._boxes[name].show_value(value)

    def flush(self) -> None:
        """Tell what was changed and not yet told, at once."""
        self._pause.stop()
        self._latest.stop()
        self._tell(sorted(self._changed))

    def _tell_texts(self) -> None:
        """Tell the texts being typed; half a date or number would only be found fault with."""
        self._tell([name for name in sorted(self._changed) if self._is_text(name)])

    def _tell(self, names: Sequence[str]) -> None:
        changes: dict[str, object] = {}
        for name in names:
            box = self._boxes[name]
            try:
                changes[name] = box.editor.value()
            except Unreadable as unreadable:
                box.show_fault(unreadable.text)
                continue
            box.show_fault(None)
        self._changed -= changes.keys()
        self._shown |= changes
        if changes:
            self.edited.emit(changes)

    def not_saved(self, changes: Mapping[str, object], error: Exception) -> bool:
        """Take back what could not be saved, and mark the fields the error speaks of.

        Returns True if the error was shown under its fields, False if somebody else has to show
        it. Fields that were not at fault are told again at once.
        """
        faults: Sequence[Any] = getattr(error, "faults", ())
        named = {fault.field: fault.text for fault in faults if fault.field in self._boxes}
        self.show_faults(named)
        self._changed |= changes.keys() - named.keys()
        if named and self._changed:
            self.flush()
        return bool(named)

    def show_faults(self, faults: Mapping[str, Text]) -> None:
        """Put sentences under their fields; a field without one is left as it is."""
        for name, text in faults.items():
            if name in self._boxes:
                self._boxes[name].show_fault(text)

    def show_missing(self, missing: Mapping[str, Text]) -> None:
        """Show what is missing to close, as a word of advice; what is no longer missing goes."""
        for name, box in self._boxes.items():
            box.show_advice(missing.get(name))

    def focus_field(self, name: str = "") -> None:
        """Put the cursor in a field, or in the first."""
        seen = [box for box in self._boxes.values() if not box.isHidden()]
        for box in [self._boxes[name]] if name in self._boxes else seen[:1]:
            box.editor.setFocus()

    def minimumSizeHint(self) -> QSize:
        """Two columns must not keep the form from becoming narrow enough for one."""
        return QSize(self._tools.theme.px(_NARROWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(2 if self.width() >= self._tools.theme.px(_TWO_COLUMNS_FROM) else 1)

    def _on_typed(self, name: str) -> None:
        self._changed.add(name)
        self._pause.start()
        if self._is_text(name) and not self._latest.isActive():
            self._latest.start()

    def _is_text(self, name: str) -> bool:
        return self._spec[name].type is FieldType.TEXT

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        self.setMaximumWidth(self._tools.theme.px(_WIDEST))
        row = column = 0
        for box in self._boxes.values():
            width = 1 if box.is_short and columns > 1 else columns
            if column + width > columns:
                row, column = row + 1, 0
            self._grid.addWidget(box, row, column, 1, width)
            column += width
        for index in range(2):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)
        self._grid.setRowStretch(row + 1, 1)


def _editor(field: FieldSpec, tools: FormTools) -> Editor:
    if field.type is FieldType.TEXT and field.fact.long:
        return LongEditor(field, tools)
    editor = (OfferedLineEditor if field.fact.offers else _EDITORS[field.type])(field, tools)
    if field.type is FieldType.TEXT:
        cast("LineEditor", editor).line.setMaxLength(field.longest)
    return editor
