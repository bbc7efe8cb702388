"""Save what a form tells, as it is typed: there is no Save button to forget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from fieldapp.records.describe import Record
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.widgets.saved_form import SavedForm

WriteFields = Callable[[UUID | None, Mapping[str, Any]], Saved]
"""Write changed fields of a record, or of a new one (None); called on the writing worker."""


class Autosave(QObject):
    """Stands between one form and one action of the work.

    A new record is made by its first field; what is typed while it is being made waits for its id,
    so that it is never made twice.
    """

    created = Signal(object)
    """The id of the record that was just made."""

    def __init__(self, page: Page, form: SavedForm, write: WriteFields) -> None:
        super().__init__(form)
        self._page = page
        self._form = form
        self._write = write
        self._id: UUID | None = None
        self._turn = 0
        self._creating = False
        self._waiting: dict[str, Any] = {}
        form.edited.connect(self._on_edited)

    @property
    def record_id(self) -> UUID | None:
        """The record being written, or None while it is not made."""
        return self._id

    @property
    def is_making(self) -> bool:
        """Whether a new record is on its way to the disk and has no id here yet."""
        return self._creating

    def show(self, record: Record, *, locked: bool = False) -> None:
        """Show a record in the form and save what is changed in it."""
        if record.id != self._id:
            self._form.flush()
            self._begin(record.id)
        self._form.show_record(record, locked=locked)

    def show_blank(self) -> None:
        """Show an empty form; the first field typed makes the record."""
        self._form.flush()
        self._begin(None)
        self._form.show_blank()

    def _begin(self, record_id: UUID | None) -> None:
        self._turn += 1
        self._id = record_id
        self._creating = False
        self._waiting = {}

    def _on_edited(self, changes: dict[str, Any]) -> None:
        if self._creating:
            self._waiting |= changes
            return
        self._creating = self._id is None
        self._page.save(
            partial(self._write, self._id, changes),
            done=partial(self._on_saved, self._turn),
            failed=partial(self._on_failed, self._turn, changes),
            autosave=True,
        )

    def _on_saved(self, turn: int, saved: Saved) -> None:
        if turn != self._turn or not self._creating:
            return
        self._creating = False
        self._id = saved.id
        self._form.adopt(saved.id)
        self.created.emit(saved.id)
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self._on_edited(waiting)

    def _on_failed(self, turn: int, changes: Mapping[str, Any], error: Exception) -> None:
        here = turn == self._turn
        if here:
            self._creating = False
            changes = {**changes, **self._waiting}
            self._waiting = {}
        if not here or not self._form.not_saved(changes, error):
            self._page.tools.prompts.show_error(error)
