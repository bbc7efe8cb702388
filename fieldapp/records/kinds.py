"""All kinds a program works with, read from their classes into one value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from inspect import get_annotations
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin
from uuid import UUID

import msgspec

from fieldapp.records.describe import (
    Code,
    Fact,
    FieldSpec,
    FieldType,
    FileDigest,
    FileName,
    KindFacts,
    KindSpec,
    Money,
    Record,
    SourceNote,
    TerritoryCode,
)

_TYPES: Final[dict[object, FieldType]] = {
    str: FieldType.TEXT,
    Code: FieldType.CODE,
    TerritoryCode: FieldType.TERRITORY,
    UUID: FieldType.REF,
    date: FieldType.DAY,
    datetime: FieldType.INSTANT,
    int: FieldType.WHOLE,
    bool: FieldType.TRUTH,
    Decimal: FieldType.DECIMAL,
    Money: FieldType.MONEY,
    bytes: FieldType.BYTES,
}


class Kinds:
    """All kinds a program works with: a value that is handed around, never a global registry."""

    def __init__(self, specs: tuple[KindSpec, ...]) -> None:
        self._by_name = {spec.name: spec for spec in specs}
        self._by_class = {spec.record: spec for spec in specs}
        if len(self._by_name) != len(specs):
            msg = "two kinds share a name"
            raise ValueError(msg)

    def check(self) -> None:
        """Look every description over, which reads all of them: when tables are made, and in tests.

        Raises ValueError or TypeError for a mistake of a description.
        """
        _check_references(self)

    @classmethod
    def of(cls, *sources: ModuleType | type[Record]) -> Kinds:
        """Collect the kinds of subject modules, or single classes, in the order given."""
        return cls(tuple(_spec(record) for source in sources for record in _records_in(source)))

    def with_more(self, *sources: ModuleType | type[Record]) -> Kinds:
        """The same kinds and some more; how a test adds a made-up one."""
        return Kinds((*self, *_specs(sources)))

    def __iter__(self) -> Iterator[KindSpec]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> KindSpec:
        return self._by_name[name]

    def spec_of(self, record: Record | type[Record]) -> KindSpec:
        """The description of a record or of its class."""
        return self._by_class[record if isinstance(record, type) else type(record)]

    def children_of(self, root: str) -> tuple[KindSpec, ...]:
        """The kinds that travel with a root, all or nothing."""
        return tuple(spec for spec in self if spec.unit and root in spec[spec.unit].fact.to)

    def wording(self) -> str:
        """A digest of the descriptions as they are written, without reading them.

        It changes with any word of them: what was made of the same wording need not be made again.
        """
        shared = f"{FileName}|{FileDigest}|{SourceNote}"
        written = shared + "\n".join(
            f"{vars(spec.record)['__kind__']}|{vars(base).get('__annotations__')}"
            for spec in self
            for base in spec.record.__mro__
            if base is not object
        )
        return hashlib.sha256(written.encode()).hexdigest()


def _specs(sources: tuple[ModuleType | type[Record], ...]) -> tuple[KindSpec, ...]:
    return tuple(_spec(record) for source in sources for record in _records_in(source))


def _records_in(source: ModuleType | type[Record]) -> Iterator[type[Record]]:
    if isinstance(source, type):
        yield source
        return
    for value in vars(source).values():
        described_here = isinstance(value, type) and "__kind__" in vars(value)
        if described_here and value.__module__ == source.__name__:
            yield value


def _spec(record: type[Record]) -> KindSpec:
    facts: KindFacts = vars(record)["__kind__"]
    return KindSpec(**vars(facts), record=record, read=_fields)


def _fields(record: type[Record]) -> tuple[FieldSpec, ...]:
    own = [name for name in record.__struct_fields__ if name not in Record.__struct_fields__]
    hints, defaults = _own_hints(record), _defaults(record)
    return (*(_field(record, name, hints[name], defaults[name]) for name in own), *_common())


def _own_hints(record: type[Record]) -> dict[str, Any]:
    """What a class and those between it and `Record` say of their fields."""
    between = record.__mro__[: record.__mro__.index(Record)]
    return {
        name: hint
        for base in reversed(between)
        for name, hint in get_annotations(base, eval_str=True).items()
    }


@cache
def _common() -> tuple[FieldSpec, ...]:
    """The fields that every record has, described once for all kinds."""
    hints, defaults = get_annotations(Record, eval_str=True), _defaults(Record)
    return tuple(_field(Record, name, hints[name], defaults[name]) for name in hints)


def _defaults(record: type[Record]) -> dict[str, object]:
    """What each field holds unless told. Asking msgspec would work out every type a second time."""
    names, told = record.__struct_fields__, record.__struct_defaults__
    nothing = (msgspec.NODEFAULT,) * (len(names) - len(told))
    return dict(zip(names, (*nothing, *told), strict=True))


def _field(record: type[Record], name: str, hint: object, default: object) -> FieldSpec:
    if get_origin(hint) is not Annotated:
        msg = f"{record.__name__}.{name} has no Fact"
        raise TypeError(msg)
    held, fact = get_args(hint)[:2]
    field_type = _type_of(held)
    if field_type is None or not isinstance(fact, Fact):
        msg = f"{record.__name__}.{name} is not a scalar, a text, a set of codes or a reference"
        raise TypeError(msg)
    if name != "id" and default is msgspec.NODEFAULT:
        msg = f"{record.__name__}.{name} needs an empty default: a draft is a record too"
        raise TypeError(msg)
    return FieldSpec(name, field_type, fact, default)


def _type_of(held: object) -> FieldType | None:
    if get_origin(held) in (Union, UnionType):
        alternatives: tuple[Any, ...] = get_args(held)
        held = next(one for one in alternatives if one is not NoneType)
    if get_origin(held) is frozenset:
        return FieldType.CODES
    return _TYPES.get(held)


def _check_references(kinds: Kinds) -> None:
    for spec in kinds:
        for name in (spec.unit, spec.scope_by, spec.title):
            if name and name not in spec:
                msg = f"{spec.name} names a field it does not have: {name}"
                raise ValueError(msg)
        for field in spec.references:
            unknown = [target for target in field.fact.to if target not in kinds]
            if unknown:
                msg = f"{spec.name}.{field.name} points to unknown kinds: {unknown}"
                raise ValueError(msg)
