"""Trips on duty (comisiones de servicios): where, what they cost, who certified the stay.

Everything here travels with its trip, all or nothing. The visits made meanwhile name it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    PERSONAL,
    REQUIRED,
    Code,
    Fact,
    FileDigest,
    FileName,
    Merge,
    Money,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Comisión de servicios",
    "Comisiones de servicios",
    gender=FEMININE,
    title="object",
    scope_by="territory",
    group="trips",
)
class Trip(Record, frozen=True, kw_only=True):
    """A trip on duty, from the act that grants it to its settlement (domain D08).

    The day on which its report is due and what is accounted for are computed, never stored.
    `returned_amount` is what the officer gave back of the advance.
    """

    object: Annotated[str, Fact("Objeto", close=REQUIRED, search=True, listed=True, long=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Destino", close=REQUIRED, listed=True)] = None
    officer: Annotated[
        UUID | None, Fact("Comisionado", to=("person",), close=REQUIRED, listed=True)
    ] = None
    companions: Annotated[str, Fact("Acompañan")] = ""
    commission_act: Annotated[str, Fact("Acto que la otorga", search=True, longest=80)] = ""
    act_on: Annotated[date | None, Fact("Fecha del acto")] = None
    depart_on: Annotated[date | None, Fact("Sale el", close=REQUIRED, listed=True)] = None
    return_on: Annotated[
        date | None, Fact("Regresa el", close=REQUIRED, after="depart_on", listed=True)
    ] = None
    transport: Annotated[str, Fact("Medio de transporte")] = ""
    funding_source: Annotated[
        Code | None, Fact("Fuente de financiación", catalogue="funding_sources")
    ] = None
    per_diem_class: Annotated[
        Code | None, Fact("Tarifa de viáticos", catalogue="per_diem_classes")
    ] = None
    advance: Annotated[Money | None, Fact("Anticipo recibido", sensitivity=PERSONAL)] = None
    returned_amount: Annotated[
        Money | None, Fact("Devuelto del anticipo", sensitivity=PERSONAL)
    ] = None
    background: Annotated[str, Fact("Antecedentes", long=True)] = ""
    results: Annotated[str, Fact("Resultados", search=True, long=True)] = ""
    conclusions: Annotated[str, Fact("Conclusiones", long=True)] = ""
    recommendations: Annotated[str, Fact("Recomendaciones", long=True)] = ""
    reported_on: Annotated[date | None, Fact("Informe entregado el", after="return_on")] = None
    settled_on: Annotated[date | None, Fact("Rendición aprobada el", after="return_on")] = None
    status: Annotated[Code | None, Fact("Estado", catalogue="trip_status", listed=True)] = Code(
        "requested"
    )
    status_reason: Annotated[str, Fact("Motivo de la devolución")] = ""


@kind(
    "Lugar de la comisión",
    "Lugares de la comisión",
    gender=MASCULINE,
    title="territory",
    unit="trip",
    scope_by="trip",
)
class TripPlace(Record, frozen=True, kw_only=True):
    """A place of the itinerary and the days there."""

    trip: Annotated[
        UUID | None,
        Fact("Comisión de servicios", to=("trip",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Lugar", close=REQUIRED, listed=True)] = None
    locality: Annotated[str, Fact("Localidad", listed=True)] = ""
    from_on: Annotated[date | None, Fact("Desde", listed=True)] = None
    to_on: Annotated[date | None, Fact("Hasta", after="from_on", listed=True)] = None


@kind(
    "Gasto de la comisión",
    "Gastos de la comisión",
    gender=MASCULINE,
    title="concept",
    unit="trip",
    scope_by="trip",
)
class TripExpense(Record, frozen=True, kw_only=True):
    """What was paid, and with what paper it is proven."""

    trip: Annotated[
        UUID | None,
        Fact("Comisión de servicios", to=("trip",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    on: Annotated[date | None, Fact("Fecha", close=REQUIRED, listed=True)] = None
    concept: Annotated[str, Fact("Concepto", close=REQUIRED, search=True, listed=True)] = ""
    document_type: Annotated[
        Code | None,
        Fact("Comprobante", catalogue="expense_documents", close=REQUIRED, listed=True),
    ] = None
    document_number: Annotated[
        str, Fact("Número del comprobante", listed=True, longest=60, sensitivity=PERSONAL)
    ] = ""
    issuer: Annotated[str, Fact("Lo expide", sensitivity=PERSONAL)] = ""
    amount: Annotated[
        Money | None, Fact("Importe", close=REQUIRED, listed=True, sensitivity=PERSONAL)
    ] = None


@kind(
    "Certificado de permanencia",
    "Certificados de permanencia",
    gender=MASCULINE,
    title="issued_by",
    unit="trip",
    scope_by="trip",
)
class TripCertificate(Record, frozen=True, kw_only=True):
    """The paper with which an authority of the place says that the officer was there.

    `evidence` is its photograph among those of a visit of the trip; the original is found by its
    folder and folio.
    """

    trip: Annotated[
        UUID | None,
        Fact("Comisión de servicios", to=("trip",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Lugar", listed=True)] = None
    issued_by: Annotated[str, Fact("Lo firma", close=REQUIRED, search=True, listed=True)] = ""
    position_title: Annotated[str, Fact("Cargo", listed=True)] = ""
    from_on: Annotated[date | None, Fact("Desde", close=REQUIRED, listed=True)] = None
    to_on: Annotated[date | None, Fact("Hasta", after="from_on", close=REQUIRED, listed=True)] = (
        None
    )
    evidence: Annotated[UUID | None, Fact("Evidencia", to=("attachment",))] = None
    folder: Annotated[str, Fact("Carpeta del original")] = ""
    folio: Annotated[str, Fact("Folio del original", longest=60)] = ""
    file_name: FileName = ""
    sha256: FileDigest = ""
