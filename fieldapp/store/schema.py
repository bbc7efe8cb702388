"""The tables of the kinds as they are read and written every day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fieldapp.records.describe import KindSpec, Record
from fieldapp.records.kinds import Kinds
from fieldapp.store.columns import RowForm
from fieldapp.store.connection import marks

if TYPE_CHECKING:
    from fieldapp.store.tables import Tables


class KindTable:
    """One kind's table with the statements that are run for every record, worded once."""

    def __init__(self, spec: KindSpec) -> None:
        self.spec = spec
        self.form: RowForm[Any] = RowForm(spec, spec.record)
        columns = ", ".join(f'"{name}"' for name in self.form.names)
        self.select = f'SELECT {columns} FROM "{spec.name}" WHERE "id" = ?'
        self.insert = f'INSERT INTO "{spec.name}" ({columns}) VALUES ({marks(self.form.names)})'

    def update(self, names: list[str]) -> str:
        """The statement that writes these columns of one record."""
        changes = ", ".join(f'"{name}" = ?' for name in names)
        return f'UPDATE "{self.spec.name}" SET {changes} WHERE "id" = ?'


class Schema:
    """Every kind's table."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self._tables: dict[str, KindTable] = {}

    @cached_property
    def tables(self) -> Tables:
        """All tables as they are made and changed; a vault that needs neither pays for none."""
        from fieldapp.store.tables import Tables

        return Tables(self.kinds)

    def __getitem__(self, kind: str) -> KindTable:
        """The table of a kind, made when it is first asked for: the window opens with a few."""
        made = self._tables.get(kind)
        if made is None:
            made = self._tables[kind] = KindTable(self.kinds[kind])
        return made

    def __iter__(self) -> Iterator[KindTable]:
        return (self[spec.name] for spec in self.kinds)

    def of(self, kind: type[Record] | Record | str) -> KindTable:
        """The table of a kind, named or by its class."""
        return self[kind if isinstance(kind, str) else self.kinds.spec_of(kind).name]
