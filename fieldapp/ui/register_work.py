"""What a plain register needs of the work: any kind listed, opened, written and annulled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from fieldapp.records.describe import Record
from fieldapp.records.text import Text
from fieldapp.ui.page import Saved
from fieldapp.ui.widgets.ports import Options
from fieldapp.ui.widgets.rows_model import Piece


class Lacking(Protocol):
    """Something a record still needs before it can be closed."""

    @property
    def field(self) -> str:
        """The field, or "" for the record as a whole."""
        ...

    @property
    def text(self) -> Text:
        """What is missing, in words."""
        ...


class RegisterWork(Options, Protocol):
    """What a register asks for and does, for any kind."""

    def list(
        self,
        kind: str,
        *,
        text: str = "",
        filters: Mapping[str, object] = ...,
        sort: str = "",
        descending: bool = False,
        limit: int = 200,
        offset: int = 0,
    ) -> Piece:
        """Return some rows of the kind's plain list, in the columns its description lists."""
        ...

    def get(self, kind: str, id: UUID) -> Record | None:
        """Return a record, or None if this laptop does not hold it."""
        ...

    def save(self, kind: str, id: UUID | None, changes: Mapping[str, object]) -> Saved:
        """Write fields of a record, or of a new one."""
        ...

    def annul(self, kind: str, id: UUID, reason: str) -> Saved:
        """Let a record no longer count."""
        ...

    def restore(self, kind: str, id: UUID) -> Saved:
        """Let an annulled record count again."""
        ...

    def missing(self, kind: str, id: UUID) -> Sequence[Lacking]:
        """Return what the record still lacks."""
        ...
