"""Registers over a few records in memory, answering as the work does."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

import msgspec

from fieldapp.packs.folding import fold
from fieldapp.packs.pack import Pack
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Record
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Refused, Text, say


@dataclass(frozen=True)
class Chosen:
    value: object
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Lacks:
    field: str
    text: Text


@dataclass(frozen=True)
class Wrong:
    field: str
    text: Text


class WrongFields(Refused):
    def __init__(self, *faults: Wrong) -> None:
        super().__init__(faults[0].text)
        self.faults = faults


@dataclass(frozen=True)
class Line:
    id: UUID
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    rows: tuple[Line, ...]
    total: int


@dataclass(frozen=True)
class Written:
    kinds: frozenset[str]
    id: UUID


@dataclass
class SmallRegisters:
    """Holds records by id; `tell` is called with every write, as the change bus would be."""

    known: Kinds
    pack: Pack
    records: dict[UUID, Record] = field(default_factory=dict)
    saves: builtins.list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    pieces: builtins.list[int] = field(default_factory=list)
    refuse: Callable[[Mapping[str, object]], Wrong | None] = lambda _changes: None
    _ids: count[int] = field(default_factory=lambda: count(1))

    def put(self, kind: str, /, **values: Any) -> UUID:
        record_id = UUID(int=next(self._ids))
        self.records[record_id] = self.known[kind].record(id=record_id, **values)
        return record_id

    def kinds(self) -> Sequence[KindSpec]:
        return [spec for spec in self.known if not spec.unit]

    def list(
        self,
        kind: str,
        *,
        text: str = "",
        filters: Mapping[str, object] | None = None,
        sort: str = "",
        descending: bool = False,
        limit: int = 200,
        offset: int = 0,
    ) -> Lines:
        self.pieces.append(offset)
        spec = self.known[kind]
        held = [one for one in self.records.values() if isinstance(one, spec.record)]
        held = [one for one in held if not one.annulled]
        for name, wished in (filters or {}).items():
            held = [one for one in held if getattr(one, name) == wished]
        held = [one for one in held if fold(text) in fold(" ".join(self._cells(spec, one)))]
        if sort:
            held.sort(key=lambda one: fold(str(getattr(one, sort) or "")), reverse=descending)
        rows = (Line(one.id, self._cells(spec, one)) for one in held[offset : offset + limit])
        return Lines(tuple(rows), len(held))

    def get(self, kind: str, id: UUID) -> Record | None:
        return self.records.get(id)

    def save(self, kind: str, id: UUID | None, changes: Mapping[str, object]) -> Written:
        wrong = self.refuse(changes)
        if wrong is not None:
            raise WrongFields(wrong)
        self.saves.append((kind, dict(changes)))
        record_id = id or self.put(kind)
        self.records[record_id] = msgspec.structs.replace(self.records[record_id], **changes)
        return Written(frozenset({kind}), record_id)

    def annul(self, kind: str, id: UUID, reason: str) -> Written:
        return self._set_annulled(kind, id, reason)

    def restore(self, kind: str, id: UUID) -> Written:
        return self._set_annulled(kind, id, "")

    def missing(self, kind: str, id: UUID) -> Sequence[Lacks]:
        record = self.records[id]
        return [
            Lacks(one.name, say("Falta «{field}».", field=one.label))
            for one in self.known[kind].described
            if one.fact.close and not getattr(record, one.name)
        ]

    def options(self, field: FieldSpec, text: str, limit: int) -> Sequence[Chosen]:
        if field.type is FieldType.TERRITORY:
            found = self.pack.territories.search(text, limit)
            return [Chosen(one.code, self.pack.territories.path(one.code)) for one in found]
        if field.type is FieldType.REF:
            named = [one for one in self.records.values() if self._kind(one) in field.fact.to]
            options = [Chosen(one.id, self._title(one)) for one in named]
        else:
            options = [Chosen(c.code, c.label) for c in self.pack.catalogue(field.fact.catalogue)]
        return [one for one in options if fold(text) in fold(one.label)][:limit]

    def label(self, field: FieldSpec, value: object) -> str:
        match field.type:
            case FieldType.TERRITORY:
                return self.pack.territories.path(str(value))
            case FieldType.REF:
                held = self.records.get(value) if isinstance(value, UUID) else None
                return self._title(held) if held else "No disponible en este equipo"
            case FieldType.CODE:
                return self.pack.catalogue(field.fact.catalogue).label(str(value))
            case _:
                return str(value)

    def _cells(self, spec: KindSpec, record: Record) -> tuple[str, ...]:
        values = ((one, getattr(record, one.name)) for one in spec.listed)
        return tuple(self.label(one, value) if value else "" for one, value in values)

    def _kind(self, record: Record) -> str:
        return self.known.spec_of(record).name

    def _title(self, record: Record) -> str:
        return str(getattr(record, self.known.spec_of(record).title))

    def _set_annulled(self, kind: str, id: UUID, reason: str) -> Written:
        self.records[id] = msgspec.structs.replace(self.records[id], annulled=reason)
        return Written(frozenset({kind}), id)


class SmallExports:
    def __init__(self) -> None:
        self.asked: builtins.list[tuple[str, str]] = []

    def table(
        self, kind: str, format: str, *, filters: Mapping[str, object] | None = None
    ) -> bytes:
        self.asked.append((kind, format))
        return b"PK sheet"
