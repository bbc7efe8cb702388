"""The vocabulary that describes a kind of record once.

Each kind is one frozen class whose fields carry their facts. Tables, change capture, the sync
registry, forms, lists, search, import, export and the data-protection inventory read these
descriptions; none of them names a field again. Nothing here knows a country, SQL, Qt or a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Annotated, Final, NewType, TypeVar
from uuid import UUID

import msgspec

Code = NewType("Code", str)
"""A code of a catalogue, of the country pack or of `choices`: labels change, codes never."""

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
    changes once written; ONCE neither, but for being emptied: the name of somebody who asks to be
    forgotten; UNION joins two sets; MAX keeps the greater; HQ lets headquarters win.
    """

    FIELD = "field"
    IMMUTABLE = "immutable"
    ONCE = "once"
    UNION = "union"
    MAX = "max"
    HQ = "hq"


class EditedBy(Enum):
    """Who may write a kind: any officer, headquarters, its author once, or the coordination."""

    FIELD = "field"
    HQ = "hq"
    AUTHOR = "author"
    COORDINATION = "coordination"


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


@dataclass(frozen=True, slots=True)
class Needed:
    """When a field must be filled for the record to be kept at all; a draft too is refused.

    Where the field `field` of the same record has one of `codes`, or any value if none are named.
    """

    field: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one field, said once.

    `close` means required before the record can be closed, never before it can be saved.
    `after` names the field of the same record that this day or instant may not precede.
    `offers` names the kinds whose records are offered while this text is typed.
    `longest` counts characters; `least` and `most` bound whole numbers and decimals.
    `needed` says when the record is not even kept without it.
    `names` tells that the text is the name of a natural person: such a field is public where the
    name stands in an acta, and is asked all the same when somebody wants to know what is held.
    """

    label: str
    catalogue: str = ""
    to: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    close: bool = False
    needed: Needed | None = None
    merge: Merge = Merge.FIELD
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    search: bool = False
    listed: bool = False
    long: bool = False
    hidden: bool = False
    names: bool = False
    after: str = ""
    least: int | None = None
    most: int | None = None
    longest: int = 0
    since: int = 1
    hint: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every record has besides what its class describes.

    `annulled` holds the reason for which the record no longer counts; nothing is ever deleted.
    `created_pack` is the edition of the country's pack whose catalogues its codes were taken from.
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
    created_pack: Annotated[
        str, Fact("Paquete de país", merge=Merge.IMMUTABLE, hidden=True, longest=30)
    ] = ""
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

    @property
    def ties(self) -> bool:
        """Whether it ties a record to another for ever, unseen: what a file must bring back too."""
        fact = self.fact
        ties = fact.hidden and fact.merge is Merge.IMMUTABLE and self.type is FieldType.REF
        return ties and self.name not in Record.__struct_fields__


@dataclass(frozen=True)
class KindFacts:
    """How a kind is called and whose it is: what `@kind` leaves on a class.

    `unit` names the reference to the root with which the record travels all or nothing; without
    one the record is a unit of its own. `scope_by` names the field from which the territory is
    found: a territory, or a reference whose target's scope is inherited; empty means national.
    `title` is the field that names a record in lists, references and search results. `group` is
    its group of registers, a code of `register_groups`: an office switches groups on and off
    (field rule R30), and lists are gathered by them; "" is never shown as a register. What is
    `private` is seen by its author, its `lead_officer` and headquarters alone (field rule R6).
    """

    name: str
    label: str
    plural: str
    gender: Gender
    title: str
    unit: str
    scope_by: str
    edited_by: EditedBy
    keep_years: int
    group: str
    private: bool


@dataclass(frozen=True)
class KindSpec(KindFacts):
    """One kind of record: its facts, its class, and its fields in order.

    `read` reads the fields from the class, when they are first asked for: a program has a hundred
    kinds and opens its window with a dozen. `switched_off` are the kinds with which an office does
    not work (`rules.switches`).
    """

    record: type[Record]
    read: Callable[[type[Record]], tuple[FieldSpec, ...]] = dataclass_field(repr=False)
    switched_off: frozenset[str] = frozenset()

    @cached_property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields in their order, the common ones last."""
        return self.read(self.record)

    @property
    def off(self) -> bool:
        """Whether nobody of the office works with the kind."""
        return self.name in self.switched_off

    @cached_property
    def unseen(self) -> frozenset[str]:
        """The fields that lead only to kinds with which nobody of the office works."""
        return frozenset(
            field.name
            for field in (self.references if self.switched_off else ())
            if field.name != self.unit and self.switched_off.issuperset(field.fact.to)
        )

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
        return tuple(
            field
            for field in self.fields
            if not field.fact.hidden and field.name not in self.unseen
        )

    @cached_property
    def listed(self) -> tuple[FieldSpec, ...]:
        """The columns of the plain list, the most telling first."""
        return tuple(
            field for field in self.fields if field.fact.listed and field.name not in self.unseen
        )

    @cached_property
    def searched(self) -> tuple[FieldSpec, ...]:
        """The fields the search box finds."""
        return tuple(field for field in self.fields if field.fact.search)

    @cached_property
    def personal(self) -> tuple[FieldSpec, ...]:
        """The fields that tell of a natural person: names, and what is guarded."""
        return tuple(
            field
            for field in self.fields
            if field.fact.names or field.fact.sensitivity is not Sensitivity.PUBLIC
        )

    @cached_property
    def references(self) -> tuple[FieldSpec, ...]:
        """The fields that point to other records."""
        return tuple(
            field for field in self.fields if field.type is FieldType.REF and field.fact.to
        )


def kind(  # noqa: PLR0913 - the facts of a kind, all named
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
    group: str = "",
    private: bool = False,
) -> Callable[[type[R]], type[R]]:
    """Describe a class as a kind of record. It only attaches facts; `Kinds.of` collects them.

    `name` is public and final (table, message, file and command line use it); by default the
    class name in snake_case.
    """

    def attach(record: type[R]) -> type[R]:
        facts = KindFacts(
            name=name or _snake(record.__name__),
            label=label,
            plural=plural,
            gender=gender,
            title=title,
            unit=unit,
            scope_by=scope_by,
            edited_by=edited_by,
            keep_years=keep_years,
            group=group,
            private=private,
        )
        setattr(record, "__kind__", facts)  # noqa: B010 - a Struct class declares no such attribute
        return record

    return attach


def _snake(name: str) -> str:
    parts = ("_" + letter.lower() if letter.isupper() else letter for letter in name)
    return "".join(parts).removeprefix("_")
