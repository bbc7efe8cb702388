"""What a citizen asks, complains of or suggests, and what became of it (domain D68, rule R6)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    PERSONAL,
    REQUIRED,
    Code,
    Fact,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Solicitud ciudadana",
    "Solicitudes ciudadanas",
    gender=FEMININE,
    title="text",
    scope_by="territory",
    group="requests",
    private=True,
)
class CitizenRequest(Record, frozen=True, kw_only=True):
    """A request as it was told, seen by headquarters and by who wrote it or is in charge of it.

    Its last day follows from kind and day of receipt by the country's rules, so it is not stored.
    Who fears to be known stays `anonymous` and gets a receipt all the same.
    """

    kind: Annotated[
        Code | None, Fact("Clase", catalogue="request_kinds", close=REQUIRED, listed=True)
    ] = None
    received_on: Annotated[date | None, Fact("Recibida el", close=REQUIRED, listed=True)] = None
    channel: Annotated[
        Code | None, Fact("Cómo llegó", catalogue="request_channels", listed=True)
    ] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    locality_kind: Annotated[
        Code | None, Fact("Clase de localidad", catalogue="locality_kinds")
    ] = None
    locality: Annotated[str, Fact("Localidad")] = ""
    text: Annotated[str, Fact("Qué pide", close=REQUIRED, search=True, listed=True, long=True)] = ""
    anonymous: Annotated[bool | None, Fact("No quiere dar su nombre")] = None
    minor: Annotated[bool | None, Fact("¿Es menor de 18 años?")] = None
    full_name: Annotated[
        str, Fact("Nombre completo", search=True, sensitivity=PERSONAL, names=True)
    ] = ""
    id_type: Annotated[Code | None, Fact("Tipo de documento", catalogue="id_types")] = None
    id_number: Annotated[str, Fact("Número de documento", sensitivity=PERSONAL, longest=30)] = ""
    phone: Annotated[str, Fact("Teléfono", sensitivity=PERSONAL, longest=60)] = ""
    email: Annotated[str, Fact("Correo electrónico", sensitivity=PERSONAL)] = ""
    lead_officer: Annotated[UUID | None, Fact("Funcionario a cargo", to=("person",))] = None
    competent_body: Annotated[UUID | None, Fact("Entidad competente", to=("organization",))] = None
    forwarded_on: Annotated[date | None, Fact("Trasladada el", after="received_on")] = None
    answered_on: Annotated[date | None, Fact("Respondida el", after="received_on", listed=True)] = (
        None
    )
    answer: Annotated[str, Fact("Respuesta", long=True, search=True)] = ""
