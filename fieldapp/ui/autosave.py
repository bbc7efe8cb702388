"""Save what a form tells, as it is typed: there is no Save button to forget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from PySide6.QtCore import QObject, Signal

from fieldapp.records.describe import Record
from fieldapp.records.text import Outside
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.widgets.saved_form import SavedForm

WriteFields = Callable[[UUID | None, Mapping[str, Any]], Saved]
"""Write changed fields of a record, or of a new one (None); called on the writing worker."""


@dataclass(slots=True, eq=False)
class _Target:
    """The record that a form wrote at some moment, whatever the form shows by now."""

    id: UUID | None
    write: WriteFields
    creating: bool = False
    waiting: dict[str, Any] = field(default_factory=dict[str, Any])
    """What was typed while the record was being made."""


class Autosave(QObject):
    """Stands between one form and one action of the work.

    A new record is made by its first field; what is typed while it is being made waits for its id,
    so that it is never made twice. What could not be saved is kept when the form goes on to
    another record: it is tried again when the disk takes something again, and when the form comes
    back to its record, where it is shown as it was typed.
    """

    created = Signal(object)
    """The id of the record that was just made."""

    def __init__(self, page: Page, form: SavedForm, write: WriteFields) -> None:
        super().__init__(form)
        self._page = page
        self._form = form
        self._write = write
        self._target = _Target(None, self._write)
        self._unsaved: dict[_Target, dict[str, Any]] = {}
        self._again: set[_Target] = set()
        form.edited.connect(self._on_edited)

    @property
    def record_id(self) -> UUID | None:
        """The record being written, or None while it is not made."""
        return self._target.id

    @property
    def is_making(self) -> bool:
        """Whether a new record is on its way to the disk and has no id here yet."""
        return self._target.creating

    def show(self, record: Record, *, locked: bool = False) -> None:
        """Show a record in the form and save what is changed in it."""
        unsaved: dict[str, Any] = {}
        if record.id != self._target.id:
            self._form.flush()
            self._target = _Target(record.id, self._write)
            unsaved = self._take_unsaved(record.id)
        self._form.show_record(msgspec.structs.replace(record, **unsaved), locked=locked)
        if unsaved:
            self._save(self._target, unsaved)

    def write_by(self, write: WriteFields) -> None:
        """Write the records shown from now on so; what is on its way keeps its own way."""
        self._form.flush()
        self._write = write
        self.show_blank()

    def show_blank(self) -> None:
        """Show an empty form; the first field typed makes the record."""
        self._form.flush()
        self._target = _Target(None, self._write)
        self._form.show_blank()

    def _take_unsaved(self, record_id: UUID) -> dict[str, Any]:
        targets = [target for target in self._unsaved if target.id == record_id]
        taken: dict[str, Any] = {}
        for target in targets:
            taken |= self._unsaved.pop(target)
            self._again.discard(target)
        return taken

    def _on_edited(self, changes: dict[str, Any]) -> None:
        self._save(self._target, changes)

    def _save(self, target: _Target, changes: dict[str, Any]) -> None:
        if target.creating:
            target.waiting |= changes
            return
        target.creating = target.id is None
        self._page.save(
            partial(target.write, target.id, changes),
            done=partial(self._on_saved, target),
            failed=partial(self._on_failed, target, changes),
            autosave=True,
        )

    def _on_saved(self, target: _Target, saved: Saved) -> None:
        if target.creating:
            target.creating = False
            target.id = saved.id
            if target is self._target:
                self._form.adopt(saved.id)
                self.created.emit(saved.id)
            waiting, target.waiting = target.waiting, {}
            if waiting:
                self._save(target, waiting)
        again, self._again = self._again, set()
        for late in again:
            self._save(late, self._unsaved.pop(late))

    def _on_failed(self, target: _Target, changes: Mapping[str, Any], error: Exception) -> None:
        changes = {**changes, **target.waiting}
        target.creating, target.waiting = False, {}
        if target is self._target:
            if not self._form.not_saved(changes, error):
                self._page.tools.prompts.show_error(error)
            return
        self._unsaved[target] = {**self._unsaved.get(target, {}), **changes}
        if isinstance(error, Outside):
            self._again.add(target)
        self._page.tools.prompts.show_error(error)
