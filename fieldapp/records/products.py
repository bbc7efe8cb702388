"""What was made and published, and missions of cooperation with their results (D58–D60)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    REQUIRED,
    Code,
    Fact,
    FileDigest,
    FileName,
    Merge,
    Needed,
    Record,
    TerritoryCode,
    kind,
)

APPROVED: Final = ("approved", "published")
"""States of a product that name who approved it, and when."""


@kind(
    "Proyecto o misión",
    "Proyectos y misiones",
    gender=MASCULINE,
    title="title",
    scope_by="territory",
    group="products",
)
class Project(Record, frozen=True, kw_only=True):
    """A mission or project of cooperation; its final report prints these parts (domain D60)."""

    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    beneficiary: Annotated[UUID | None, Fact("Entidad del directorio", to=("organization",))] = None
    beneficiary_name: Annotated[
        str, Fact("Institución beneficiaria", close=REQUIRED, search=True, listed=True)
    ] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None
    starts_on: Annotated[date | None, Fact("Empieza", close=REQUIRED, listed=True)] = None
    ends_on: Annotated[
        date | None, Fact("Termina", close=REQUIRED, after="starts_on", listed=True)
    ] = None
    justification: Annotated[str, Fact("Justificación", close=REQUIRED, long=True, search=True)] = (
        ""
    )
    cooperant: Annotated[str, Fact("Quién coopera", search=True)] = ""


@kind(
    "Renglón del proyecto",
    "Renglones del proyecto",
    gender=MASCULINE,
    title="text",
    unit="project",
    scope_by="project",
)
class ProjectPoint(Record, frozen=True, kw_only=True):
    """An objective, a result, a conclusion or a recommendation; `heading` gathers results."""

    project: Annotated[
        UUID | None, Fact("Proyecto", to=("project",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    part: Annotated[
        Code | None, Fact("Parte", catalogue="project_parts", close=REQUIRED, listed=True)
    ] = None
    heading: Annotated[str, Fact("En el marco de", listed=True)] = ""
    text: Annotated[str, Fact("Texto", close=REQUIRED, search=True, listed=True, long=True)] = ""
    product: Annotated[UUID | None, Fact("Producto", to=("product",))] = None


@kind(
    "Producto",
    "Productos",
    gender=MASCULINE,
    title="title",
    scope_by="territory",
    group="products",
)
class Product(Record, frozen=True, kw_only=True):
    """A manual, a model, a script, artwork: agreed with somebody and approved (domain D58)."""

    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    kind: Annotated[
        Code | None, Fact("Clase", catalogue="product_kinds", close=REQUIRED, listed=True)
    ] = None
    status: Annotated[Code | None, Fact("Estado", catalogue="product_status", listed=True)] = Code(
        "draft"
    )
    agreed_with: Annotated[str, Fact("Consensuado con", search=True)] = ""
    approved_by: Annotated[
        str,
        Fact("Aprobado por", search=True, listed=True, needed=Needed("status", APPROVED)),
    ] = ""
    approved_on: Annotated[
        date | None, Fact("Aprobado el", listed=True, needed=Needed("status", APPROVED))
    ] = None
    activity: Annotated[UUID | None, Fact("Reunión en que se aprobó", to=("activity",))] = None
    version: Annotated[str, Fact("Versión", longest=60)] = ""
    project: Annotated[UUID | None, Fact("Proyecto", to=("project",), listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None
    where_kept: Annotated[str, Fact("Dónde está el archivo")] = ""
    file_name: FileName = ""
    sha256: FileDigest = ""


@kind(
    "Publicación",
    "Publicaciones",
    gender=FEMININE,
    title="title",
    scope_by="territory",
    group="products",
)
class Publication(Record, frozen=True, kw_only=True):
    """Where something was made known: of a product or of an agreement (domain D59)."""

    title: Annotated[str, Fact("Qué se publicó", close=REQUIRED, search=True, listed=True)] = ""
    product: Annotated[UUID | None, Fact("Producto", to=("product",), listed=True)] = None
    agreement: Annotated[UUID | None, Fact("Acuerdo", to=("agreement",), listed=True)] = None
    channel: Annotated[
        Code | None, Fact("Medio", catalogue="publication_channels", listed=True)
    ] = None
    place: Annotated[
        str, Fact("Sección y vínculo", search=True, hint="Sección y vínculo en la página")
    ] = ""
    url: Annotated[str, Fact("Dirección en internet")] = ""
    on: Annotated[date | None, Fact("Fecha", listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None
