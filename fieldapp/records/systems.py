"""Other systems that offices depend on: what they give, and when they fail (domain D66)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    REQUIRED,
    Code,
    Fact,
    FileDigest,
    FileName,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Sistema externo",
    "Sistemas externos",
    gender=MASCULINE,
    title="name",
    scope_by="",
    group="services",
)
class ExternalSystem(Record, frozen=True, kw_only=True):
    """A platform of somebody else. There is no live connection: files go out and come in."""

    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    short_name: Annotated[str, Fact("Sigla", search=True, listed=True)] = ""
    owner: Annotated[str, Fact("De quién es", listed=True)] = ""
    purpose: Annotated[str, Fact("Para qué sirve", long=True)] = ""
    export_format: Annotated[str, Fact("En qué formato entrega")] = ""
    status: Annotated[Code | None, Fact("Estado", catalogue="system_status", listed=True)] = None


@kind(
    "Reporte de un sistema",
    "Reportes de sistemas",
    gender=MASCULINE,
    title="name",
    scope_by="territory",
    group="services",
)
class SystemExtract(Record, frozen=True, kw_only=True):
    """What a system said on a day, kept as evidence of something."""

    system: Annotated[
        UUID | None, Fact("Sistema", to=("external_system",), close=REQUIRED, listed=True)
    ] = None
    name: Annotated[str, Fact("Nombre del reporte", close=REQUIRED, search=True, listed=True)] = ""
    cut_on: Annotated[date | None, Fact("Fecha de corte", close=REQUIRED, listed=True)] = None
    evidence_of: Annotated[str, Fact("Qué demuestra", search=True, listed=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None
    kept_in: Annotated[str, Fact("Dónde está el original")] = ""
    file_name: FileName = ""
    sha256: FileDigest = ""


@kind(
    "Caída de un sistema",
    "Caídas de sistemas",
    gender=FEMININE,
    title="effect",
    scope_by="territory",
    group="services",
)
class Incident(Record, frozen=True, kw_only=True):
    """A time in which a system did not answer; `ended_at` is empty while it still does not."""

    system: Annotated[
        UUID | None, Fact("Sistema", to=("external_system",), close=REQUIRED, listed=True)
    ] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    office: Annotated[UUID | None, Fact("Oficina", to=("office",))] = None
    began_at: Annotated[datetime | None, Fact("Empezó", close=REQUIRED, listed=True)] = None
    ended_at: Annotated[datetime | None, Fact("Terminó", after="began_at", listed=True)] = None
    effect: Annotated[str, Fact("Qué causó", search=True, listed=True, long=True)] = ""
