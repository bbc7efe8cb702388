"""A small world of records, in the product's own vocabulary, that meets every rule of a sync.

It has a unit with a root and children, every merge class, a record that follows another into its
scope, one that is only added to, the acta with its seal, and records made twice that a link joins.
`TODAY` is what a laptop of this year knows; `LAST_YEAR` lacks a field, a set and two kinds of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fieldapp.records.describe import (
    MASCULINE,
    PERSONAL,
    Code,
    EditedBy,
    Fact,
    Merge,
    Record,
    TerritoryCode,
    kind,
)
from fieldapp.records.kinds import Kinds
from fieldapp.records.review import Conflict, ReviewNote


class _Activity(Record, frozen=True, kw_only=True):
    title: Annotated[str, Fact("Asunto")] = ""
    results: Annotated[str, Fact("Resultados", long=True)] = ""
    origin: Annotated[str, Fact("Quién pidió la visita", merge=Merge.IMMUTABLE)] = ""
    reached: Annotated[int | None, Fact("Alcanzadas", merge=Merge.MAX)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None
    lead_officer: Annotated[UUID | None, Fact("Responsable")] = None
    status: Annotated[Code | None, Fact("Estado")] = None
    starts_at: Annotated[datetime | None, Fact("Hora de inicio")] = None
    ends_at: Annotated[datetime | None, Fact("Hora de cierre")] = None


@kind("Visita", "Visitas", gender=MASCULINE, title="title", scope_by="territory", name="activity")
class Activity(_Activity, frozen=True, kw_only=True):
    """A visit: the root of a unit, with a field of every merge class."""

    topics: Annotated[frozenset[Code], Fact("Temas", merge=Merge.UNION)] = frozenset()
    notes: Annotated[str, Fact("Apuntes")] = ""


@kind("Visita", "Visitas", gender=MASCULINE, title="title", scope_by="territory", name="activity")
class ActivityLastYear(_Activity, frozen=True, kw_only=True):
    """A visit as last year's program knew it."""


@kind(
    "Punto",
    "Puntos",
    gender=MASCULINE,
    title="title",
    unit="activity",
    scope_by="activity",
    name="agenda_item",
)
class AgendaItem(Record, frozen=True, kw_only=True):
    """A child of a visit; who spoke is told only to the officers of the visit."""

    activity: Annotated[UUID | None, Fact("Visita", to=("activity",), merge=Merge.IMMUTABLE)] = None
    title: Annotated[str, Fact("Punto")] = ""
    speaker: Annotated[str, Fact("Quién habló", sensitivity=PERSONAL)] = ""


@kind("Acta", "Actas", gender=MASCULINE, title="number", scope_by="activity", name="minutes")
class Minutes(Record, frozen=True, kw_only=True):
    """The acta, with the fields that its issue and its seal write."""

    activity: Annotated[UUID | None, Fact("Visita", to=("activity",), merge=Merge.IMMUTABLE)] = None
    number: Annotated[str, Fact("Número", merge=Merge.IMMUTABLE)] = ""
    title: Annotated[str, Fact("Asunto")] = ""
    remarks: Annotated[str, Fact("Constancias")] = ""
    status: Annotated[Code | None, Fact("Estado")] = Code("draft")
    digest: Annotated[str, Fact("Huella")] = ""
    file_sha256: Annotated[str, Fact("Huella del archivo", merge=Merge.IMMUTABLE)] = ""


@kind("Compromiso", "Compromisos", gender=MASCULINE, title="text", scope_by="origin")
class Commitment(Record, frozen=True, kw_only=True):
    """A promise: a unit of its own that follows its visit into another scope."""

    origin: Annotated[UUID | None, Fact("Origen", to=("activity",), merge=Merge.IMMUTABLE)] = None
    text: Annotated[str, Fact("Compromiso")] = ""
    responsible_name: Annotated[str, Fact("Responsable")] = ""
    expected_evidence: Annotated[str, Fact("Evidencia")] = ""


@kind(
    "Seguimiento",
    "Seguimientos",
    gender=MASCULINE,
    title="text",
    scope_by="commitment",
    edited_by=EditedBy.AUTHOR,
)
class FollowUp(Record, frozen=True, kw_only=True):
    """What became of a promise: only added to."""

    commitment: Annotated[
        UUID | None, Fact("Compromiso", to=("commitment",), merge=Merge.IMMUTABLE)
    ] = None
    text: Annotated[str, Fact("Qué pasó", merge=Merge.IMMUTABLE)] = ""


@kind("Entidad", "Entidades", gender=MASCULINE, title="name", scope_by="territory")
class Organization(Record, frozen=True, kw_only=True):
    """A body that two laptops may write down without knowing of each other."""

    name: Annotated[str, Fact("Nombre")] = ""
    tax_id: Annotated[str, Fact("NIT")] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None


@kind("Persona", "Personas", gender=MASCULINE, title="full_name", scope_by="territory")
class Person(Record, frozen=True, kw_only=True):
    """Somebody: every record says who made it."""

    full_name: Annotated[str, Fact("Nombre")] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None


@kind("Duplicado", "Duplicados", gender=MASCULINE, title="state", scope_by="first")
class SameAs(Record, frozen=True, kw_only=True):
    """The link between two records of one body (field rule R1)."""

    first: Annotated[UUID | None, Fact("Registro", to=("organization",), merge=Merge.IMMUTABLE)] = (
        None
    )
    second: Annotated[
        UUID | None, Fact("Es el mismo que", to=("organization",), merge=Merge.IMMUTABLE)
    ] = None
    state: Annotated[Code | None, Fact("Estado")] = None
    reason: Annotated[str, Fact("Explicación")] = ""


FULL_MONTHS: Final = 12
"""A laptop holds so many months of closed visits in full, as every pack says."""

_BOTH = (Person, AgendaItem, Minutes, Commitment, FollowUp, Conflict, ReviewNote)
TODAY = Kinds.of(Activity, *_BOTH, Organization, SameAs)
LAST_YEAR = Kinds.of(ActivityLastYear, *_BOTH)
