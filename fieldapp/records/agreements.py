"""What institutions promise each other: agreements, parties, commitments and their follow-up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    REQUIRED,
    Code,
    EditedBy,
    Fact,
    FileDigest,
    FileName,
    Merge,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Acuerdo",
    "Acuerdos",
    gender=MASCULINE,
    title="title",
    scope_by="territory",
    keep_years=80,
    group="agreements",
)
class Agreement(Record, frozen=True, kw_only=True):
    """An acuerdo de voluntades, acuerdo para el empleo or convenio (domain D15, D18)."""

    type: Annotated[
        Code | None,
        Fact("Tipo", catalogue="agreement_types", close=REQUIRED, listed=True),
    ] = None
    number: Annotated[str, Fact("Número", search=True, listed=True, longest=60)] = ""
    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    programme: Annotated[str, Fact("Programa")] = ""
    framework: Annotated[str, Fact("Marco", long=True)] = ""
    whereas: Annotated[str, Fact("Considerandos", long=True)] = ""
    purpose: Annotated[str, Fact("Objeto", search=True, long=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    locality_kind: Annotated[
        Code | None, Fact("Clase de localidad", catalogue="locality_kinds")
    ] = None
    locality: Annotated[str, Fact("Localidad")] = ""
    place_signed: Annotated[str, Fact("Lugar de la firma")] = ""
    signed_on: Annotated[date | None, Fact("Fecha de la firma", listed=True)] = None
    valid_from: Annotated[date | None, Fact("Vigente desde")] = None
    valid_to: Annotated[date | None, Fact("Vigente hasta", after="valid_from", listed=True)] = None
    axes: Annotated[
        frozenset[Code], Fact("Ejes", catalogue="agreement_axes", merge=Merge.UNION)
    ] = frozenset()
    follow_up_body: Annotated[UUID | None, Fact("Instancia de seguimiento", to=("space",))] = None
    review_period: Annotated[
        Code | None, Fact("Periodicidad de la revisión", catalogue="periodicities")
    ] = None
    publication_url: Annotated[str, Fact("Página donde se publica")] = ""
    delegated_functions: Annotated[str, Fact("Funciones que se delegan", long=True)] = ""
    resources: Annotated[str, Fact("Recursos que se comprometen", long=True)] = ""
    activity: Annotated[UUID | None, Fact("Visita en que se acordó", to=("activity",))] = None
    file_name: FileName = ""
    sha256: FileDigest = ""
    status: Annotated[Code | None, Fact("Estado", catalogue="agreement_status", listed=True)] = (
        Code("draft")
    )


@kind(
    "Parte",
    "Partes",
    gender=FEMININE,
    title="organization_name",
    unit="agreement",
    scope_by="agreement",
    keep_years=80,
)
class Party(Record, frozen=True, kw_only=True):
    """An institution that signs an agreement, through whom."""

    agreement: Annotated[
        UUID | None,
        Fact("Acuerdo", to=("agreement",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    organization: Annotated[UUID | None, Fact("Entidad del directorio", to=("organization",))] = (
        None
    )
    organization_name: Annotated[str, Fact("Entidad", close=REQUIRED, search=True, listed=True)] = (
        ""
    )
    representative: Annotated[str, Fact("Representante", listed=True, names=True)] = ""
    position_title: Annotated[str, Fact("Cargo", listed=True)] = ""
    gov_level: Annotated[Code | None, Fact("Nivel de gobierno", catalogue="gov_levels")] = None
    refusal: Annotated[str, Fact("Motivo por el que no firma")] = ""


@kind(
    "Meta del convenio",
    "Metas del convenio",
    gender=FEMININE,
    title="objective",
    unit="agreement",
    scope_by="agreement",
    keep_years=80,
)
class AgreementGoal(Record, frozen=True, kw_only=True):
    """What an agreement wants to reach, adjusted from year to year (domain D18).

    The text of the goal stands where it is no number; `reached` is what was measured last.
    """

    agreement: Annotated[
        UUID | None,
        Fact("Acuerdo", to=("agreement",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    objective: Annotated[str, Fact("Objetivo", close=REQUIRED, search=True, listed=True)] = ""
    indicator: Annotated[UUID | None, Fact("Indicador de un plan", to=("indicator",))] = None
    indicator_name: Annotated[str, Fact("Indicador", listed=True)] = ""
    year: Annotated[int | None, Fact("Año", least=1990, most=2100, listed=True)] = None
    target: Annotated[Decimal | None, Fact("Meta", listed=True)] = None
    target_text: Annotated[str, Fact("Meta en palabras")] = ""
    reached: Annotated[Decimal | None, Fact("Alcanzado", listed=True)] = None
    adjustment: Annotated[str, Fact("Ajuste y su motivo", long=True)] = ""


@kind(
    "Modificación",
    "Modificaciones",
    gender=FEMININE,
    title="text",
    unit="agreement",
    scope_by="agreement",
    keep_years=80,
)
class Amendment(Record, frozen=True, kw_only=True):
    """A change the parties signed later: an addendum, an extension (domain D18)."""

    agreement: Annotated[
        UUID | None,
        Fact("Acuerdo", to=("agreement",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    number: Annotated[str, Fact("Número", listed=True, longest=60)] = ""
    signed_on: Annotated[date | None, Fact("Fecha de la firma", close=REQUIRED, listed=True)] = None
    text: Annotated[str, Fact("Qué cambia", close=REQUIRED, long=True, listed=True)] = ""
    valid_to: Annotated[date | None, Fact("Vigente hasta", listed=True)] = None


@kind(
    "Compromiso",
    "Compromisos",
    gender=MASCULINE,
    title="text",
    scope_by="origin",
    group="agreements",
)
class Commitment(Record, frozen=True, kw_only=True):
    """What somebody promised, in whose words, by when (domain D16).

    Status, progress and evidence live in follow-ups, which stay open for ever; whether it is
    late is computed, never stored.
    """

    origin: Annotated[
        UUID | None,
        Fact(
            "Origen",
            to=("activity", "agreement", "plan"),
            close=REQUIRED,
            merge=Merge.IMMUTABLE,
        ),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    text: Annotated[
        str, Fact("Compromiso", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    kind: Annotated[Code | None, Fact("Clase", catalogue="commitment_kinds", close=REQUIRED)] = (
        Code("one_off")
    )
    responsible: Annotated[UUID | None, Fact("Entidad del directorio", to=("organization",))] = None
    responsible_name: Annotated[
        str, Fact("Responsable", close=REQUIRED, search=True, listed=True)
    ] = ""
    responsible_person: Annotated[str, Fact("Persona de contacto", names=True)] = ""
    co_responsible: Annotated[str, Fact("Corresponsables")] = ""
    starts_on: Annotated[date | None, Fact("Empieza")] = None
    due_on: Annotated[date | None, Fact("Vence", after="starts_on", listed=True)] = None
    periodicity: Annotated[Code | None, Fact("Periodicidad", catalogue="periodicities")] = None
    expected_evidence: Annotated[
        Code | None, Fact("Evidencia esperada", catalogue="verification_means")
    ] = None
    priority: Annotated[Code | None, Fact("Prioridad", catalogue="commitment_priorities")] = None
    indicator: Annotated[UUID | None, Fact("Indicador", to=("indicator",))] = None


@kind(
    "Seguimiento",
    "Seguimientos",
    gender=MASCULINE,
    title="text",
    scope_by="commitment",
    edited_by=EditedBy.AUTHOR,
    group="agreements",
)
class FollowUp(Record, frozen=True, kw_only=True):
    """What became of a commitment on a day. Only appended; a correction is a new row.

    A reschedule is a row with `new_due_on`, so that the first date and the reason remain.
    `activity` is the meeting in which it was said, whose acta prints it.
    """

    commitment: Annotated[
        UUID | None,
        Fact("Compromiso", to=("commitment",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    on: Annotated[
        date | None, Fact("Fecha", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    status: Annotated[
        Code | None,
        Fact(
            "Estado",
            catalogue="commitment_status",
            close=REQUIRED,
            listed=True,
            merge=Merge.IMMUTABLE,
        ),
    ] = None
    progress_percent: Annotated[
        int | None,
        Fact("Avance (%)", least=0, most=100, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    text: Annotated[
        str,
        Fact("Qué pasó", search=True, long=True, listed=True, merge=Merge.IMMUTABLE),
    ] = ""
    obstacles: Annotated[str, Fact("Obstáculos", long=True, merge=Merge.IMMUTABLE)] = ""
    adjustment: Annotated[str, Fact("Medidas de ajuste", long=True, merge=Merge.IMMUTABLE)] = ""
    new_due_on: Annotated[date | None, Fact("Nueva fecha", merge=Merge.IMMUTABLE)] = None
    evidence: Annotated[str, Fact("Evidencia", merge=Merge.IMMUTABLE)] = ""
    file_name: Annotated[str, Fact("Nombre del archivo", merge=Merge.IMMUTABLE)] = ""
    sha256: Annotated[
        str, Fact("Huella del archivo", hidden=True, longest=64, merge=Merge.IMMUTABLE)
    ] = ""
    activity: Annotated[
        UUID | None,
        Fact("Reunión", to=("activity",), merge=Merge.IMMUTABLE, hidden=True),
    ] = None
    reported_by: Annotated[str, Fact("Lo informó", merge=Merge.ONCE, names=True)] = ""
    verified_by: Annotated[str, Fact("Lo verificó", merge=Merge.ONCE, names=True)] = ""
    verified_on: Annotated[
        date | None, Fact("Verificado el", after="on", merge=Merge.IMMUTABLE)
    ] = None
