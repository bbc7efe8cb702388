"""What a plain register needs of the work: any kind listed, opened, written and annulled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from fieldapp.records.describe import FieldSpec, KindSpec, Record
from fieldapp.records.progress import Step
from fieldapp.records.text import Text
from fieldapp.ui.page import Saved
from fieldapp.ui.record_file import FileWork
from fieldapp.ui.widgets.ports import Option, Options
from fieldapp.ui.widgets.rows_model import Piece
from fieldapp.work.register_rows import Wished


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


class Brought(Protocol):
    """What was pasted."""

    @property
    def kinds(self) -> frozenset[str]:
        """Names of the kinds that changed."""
        ...

    @property
    def id(self) -> UUID:
        """The record to which the rows belong."""
        ...

    @property
    def rows(self) -> tuple[UUID, ...]:
        """The rows that came."""
        ...


class ChildWork(Protocol):
    """What is done with the rows that belong to a record."""

    def kinds(self, root: str) -> Sequence[KindSpec]:
        """Return the kinds of rows that a kind of record has."""
        ...

    def counts(self, root: str, parent: UUID) -> Mapping[str, int]:
        """Return how many rows of each kind a record has."""
        ...

    def list(self, kind: str, parent: UUID, wished: Wished) -> Piece:
        """Return some rows of a record."""
        ...

    def add(self, kind: str, parent: UUID, changes: Mapping[str, object]) -> Saved:
        """Write a new row of a record."""
        ...

    def move(self, kind: str, id: UUID, by: int) -> Saved:
        """Put a row one place further (1) or back (-1)."""
        ...

    def paste(self, kind: str, parent: UUID, text: str, step: Step) -> Brought:
        """Add rows copied from a sheet, all or none."""
        ...

    def take_back(self, kind: str, rows: Sequence[UUID]) -> Saved:
        """Let rows that were just pasted no longer count."""
        ...

    def options(
        self, root: str, parent: UUID | None, field: FieldSpec, text: str, limit: int
    ) -> Sequence[Option]:
        """Return what may be chosen in a row of this record."""
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

    def title(self, kind: str, id: UUID) -> str:
        """Return how a record is called, in words."""
        ...

    def read_only(self, kind: str, id: UUID) -> Text | None:
        """Return why this person does not write on a record; None where they may."""
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

    @property
    def children(self) -> ChildWork:
        """Return what is done with the rows that belong to a record."""
        ...

    @property
    def files(self) -> FileWork:
        """Return what is done with the file of a record that has one."""
        ...
