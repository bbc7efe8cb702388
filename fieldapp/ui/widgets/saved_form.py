"""What a form is to whoever saves it: one record, whatever shape its fields have on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.records.describe import Record


class SavedForm(QWidget):
    """The base of the forms: all fields in one grid, or some in sections."""

    edited = Signal(dict)
    """Field name → new value, of the fields changed and readable; ready for the work to save."""

    def show_record(self, record: Record, *, locked: bool = False) -> None:
        """Show a record. Of the one already shown, nothing that is being typed is touched."""
        raise NotImplementedError

    def show_blank(self) -> None:
        """Show an empty form for a record that does not exist yet; `adopt` gives it its id."""
        raise NotImplementedError

    def adopt(self, record_id: UUID) -> None:
        """What was typed in the blank form is now a record."""
        raise NotImplementedError

    def flush(self) -> None:
        """Tell what was changed and not yet told, at once."""
        raise NotImplementedError

    def not_saved(self, changes: Mapping[str, Any], error: Exception) -> bool:
        """Take back what could not be saved; True if the error was shown under its fields."""
        raise NotImplementedError
