"""The vocabulary that describes a kind of record once.

Each kind is one frozen class whose fields carry their facts. Tables, change capture, the sync
registry, forms, lists, search, import, export and the data-protection inventory read these
descriptions; none of them names a field again. Nothing here knows a country, SQL, Qt or a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property
from types import ModuleType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    NewType,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

import msgspec

Code = NewType("Code", str)
"""A code of a catalogue (of the country pack, or of `choices`); its label may change, it may not."""

TerritoryCode = NewType("TerritoryCode", str)
"""The statistical office's code of a territory, as text with its leading zeros."""

NATIONAL: Final = "0"
"""The scope of what belongs to no territory."""


class Money(msgspec.Struct, frozen=True):
    """An amount: whole minor units and their currency, one value for merging."""

    currency: str
    minor: int


class Gender(Enum):
    """Grammatical gender of a kind's Spanish name (field rule R35)."""

    MASCULINE = "m"
    FEMININE = "f"


MASCULINE: Final = Gender.MASCULINE
FEMININE: Final = Gender.FEMININE


class Merge(Enum):
    """What headquarters does when two people changed the same field.

    FIELD keeps the value that is there and sends the other to the conflict inbox; IMMUTABLE never
    changes once written; UNION joins two sets; MAX keeps the greater; HQ lets headquarters win.
    """

    FIELD = "field"
    IMMUTABLE = "immutable"
    UNION = "union"
    MAX = "max"
    HQ = "hq"


class EditedBy(Enum):
    """Who may write a kind: any officer of its scope, headquarters, or only its author, once."""

    FIELD = "field"
    HQ = "hq"
    AUTHOR = "author"


class Sensitivity(Enum):
    """How a value is guarded: freely shown, personal, or sensitive by law."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


PERSONAL: Final = Sensitivity.PERSONAL
SENSITIVE: Final = Sensitivity.SENSITIVE
REQUIRED: Final = True


class FieldType(Enum):
    """What a field holds; everything that stores, sends or shows a value asks only this."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    TERRITORY = "territory"
    REF = "ref"
    DAY = "day"
    INSTANT = "instant"
    WHOLE = "whole"
    TRUTH = "truth"
    DECIMAL = "decimal"
    MONEY = "money"
    BYTES = "bytes"


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


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one field, said once.

    `close` means required before the record can be closed, never before it can be saved.
    `after` names the field of the same record that this day or instant may not precede.
    `longest` counts characters; `least` and `most` bound whole numbers and decimals.
    """

    label: str
    catalogue: str = ""
    to: tuple[str, ...] = ()
    close: bool = False
    merge: Merge = Merge.FIELD
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    search: bool = False
    listed: bool = False
    long: bool = False
    hidden: bool = False
    after: str = ""
    least: int | None = None
    most: int | None = None
    longest: int = 0
    since: int = 1
    hint: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every record has besides what its class describes.

    `annulled` holds the reason for which the record no longer counts; nothing is ever deleted.
    Revision, scope and last author are kept beside the record by whoever stores it.
    """

    id: Annotated[UUID, Fact("Identificador", merge=Merge.IMMUTABLE, hidden=True)]
    created_by: Annotated[
        UUID | None,
        Fact("Creado por", to=("person",), merge=Merge.IMMUTABLE, hidden=True),
    ] = None
    created_at: Annotated[
        datetime | None, Fact("Creado el", merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    created_device: Annotated[
        UUID | None, Fact("Creado en", merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    annulled: Annotated[str, Fact("Motivo de anulación", hidden=True)] = ""


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a kind: its name, what it holds, and its facts."""

    name: str
    type: FieldType
    fact: Fact
    default: object

    @property
    def label(self) -> str:
        """The Spanish label, which is also the key of its translation."""
        return self.fact.label

    @property
    def longest(self) -> int:
        """How many characters the text may have: 200, or 20,000 for a long text."""
        return self.fact.longest or (20_000 if self.fact.long else 200)


@dataclass(frozen=True)
class KindSpec:
    """One kind of record: how it is called, whose it is, and its fields in order.

    `unit` names the reference to the root with which the record travels all or nothing; without
    one the record is a unit of its own. `scope_by` names the field from which the territory is
    found: a territory, or a reference whose target's scope is inherited; empty means national.
    `title` is the field that names a record in lists, references and search results.
    """

    name: str
    record: type[Record]
    label: str
    plural: str
    gender: Gender
    title: str
    unit: str
    scope_by: str
    edited_by: EditedBy
    keep_years: int
    fields: tuple[FieldSpec, ...]

    def __getitem__(self, name: str) -> FieldSpec:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @cached_property
    def _by_name(self) -> dict[str, FieldSpec]:
        return {field.name: field for field in self.fields}

    @cached_property
    def described(self) -> tuple[FieldSpec, ...]:
        """The fields a person sees: without the common ones and the hidden ones."""
        return tuple(field for field in self.fields if not field.fact.hidden)

    @cached_property
    def listed(self) -> tuple[FieldSpec, ...]:
        """The columns of the plain list, the most telling first."""
        return tuple(field for field in self.fields if field.fact.listed)

    @cached_property
    def searched(self) -> tuple[FieldSpec, ...]:
        """The fields the search box finds."""
        return tuple(field for field in self.fields if field.fact.search)

    @cached_property
    def references(self) -> tuple[FieldSpec, ...]:
        """The fields that point to other records."""
        return tuple(
            field
            for field in self.fields
            if field.type is FieldType.REF and field.fact.to
        )


@dataclass(frozen=True, slots=True)
class _KindFacts:
    """What `@kind` was told, kept on the class until `Kinds.of` reads its fields."""

    label: str
    plural: str
    gender: Gender
    title: str
    unit: str
    scope_by: str
    edited_by: EditedBy
    keep_years: int
    name: str


def kind(
    label: str,
    plural: str,
    *,
    gender: Gender,
    title: str,
    scope_by: str,
    unit: str = "",
    edited_by: EditedBy = EditedBy.FIELD,
    keep_years: int = 10,
    name: str = "",
) -> Callable[[type[R]], type[R]]:
    """Describe a class as a kind of record. It only attaches facts; `Kinds.of` collects them.

    `name` is public and final (table, message, file and command line use it); by default the
    class name in snake_case.
    """

    def attach(record: type[R]) -> type[R]:
        facts = _KindFacts(
            label,
            plural,
            gender,
            title,
            unit,
            scope_by,
            edited_by,
            keep_years,
            name or _snake(record.__name__),
        )
        setattr(record, "__kind__", facts)  # noqa: B010 - a Struct class declares no such attribute
        return record

    return attach


class Kinds:
    """All kinds a program works with: a value that is handed around, never a global registry."""

    def __init__(self, specs: tuple[KindSpec, ...]) -> None:
        self._by_name = {spec.name: spec for spec in specs}
        self._by_class = {spec.record: spec for spec in specs}
        if len(self._by_name) != len(specs):
            msg = "two kinds share a name"
            raise ValueError(msg)
        _check_references(self)

    @classmethod
    def of(cls, *sources: ModuleType | type[Record]) -> Kinds:
        """Collect the kinds of subject modules, or single classes, in the order given."""
        return cls(
            tuple(_spec(record) for source in sources for record in _records_in(source))
        )

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
        return tuple(
            spec for spec in self if spec.unit and root in spec[spec.unit].fact.to
        )

    def fingerprint(self) -> str:
        """A digest of names and types: it changes when a table or a field is added."""
        shape = "\n".join(
            f"{spec.name}|{spec.unit}|{field.name}|{field.type.value}|{field.fact.search}"
            for spec in self
            for field in spec.fields
        )
        return hashlib.sha256(shape.encode()).hexdigest()


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
    facts: _KindFacts = vars(record)["__kind__"]
    defaults = {field.name: field.default for field in msgspec.structs.fields(record)}
    hints = get_type_hints(record, include_extras=True)
    own = [name for name in defaults if name not in Record.__struct_fields__]
    names = (*own, *Record.__struct_fields__)
    fields = tuple(_field(record, name, hints[name], defaults[name]) for name in names)
    return KindSpec(
        name=facts.name,
        record=record,
        label=facts.label,
        plural=facts.plural,
        gender=facts.gender,
        title=facts.title,
        unit=facts.unit,
        scope_by=facts.scope_by,
        edited_by=facts.edited_by,
        keep_years=facts.keep_years,
        fields=fields,
    )


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
        msg = (
            f"{record.__name__}.{name} needs an empty default: a draft is a record too"
        )
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


def _snake(name: str) -> str:
    parts = ("_" + letter.lower() if letter.isupper() else letter for letter in name)
    return "".join(parts).removeprefix("_")
