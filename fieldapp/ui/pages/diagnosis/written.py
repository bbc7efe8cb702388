"""What is written of each kind in the room of the diagnosis, and what is known of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from fieldapp.ui.autosave import WriteFields
from fieldapp.ui.page import Saved
from fieldapp.work.work import Work

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "problem": (
        "number",
        "text",
        "territory",
        "chain_stage",
        "theme",
        "service",
        "gov_levels",
        "source",
        "source_note",
    ),
    "cause": ("letter", "text", "details", "twin", "source_note"),
    "alternative": ("letter", "sub", "text", "term", "feasible", "needs", "cause", "source_note"),
    "prioritisation": ("year", "selected", "order", "copied_text", "reason", "source_note"),
}
"""The scores are typed in the table; what a record belongs to is known from where it is begun."""


def begun_with(work: Work, kind: str, known: Mapping[str, Any]) -> WriteFields:
    """Write a new record of a kind with what is known of it, and any later change as it is."""

    def write(record: UUID | None, changes: Mapping[str, Any]) -> Saved:
        typed = changes if record is not None else {**known, **changes}
        return work.registers.save(kind, record, typed)

    return write
