"""Field work: the visit or session, its agenda, who came, what they allowed, and the evidence.

Everything here travels with its activity, all or nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    PERSONAL,
    REQUIRED,
    SENSITIVE,
    Code,
    Fact,
    Merge,
    Record,
    TerritoryCode,
    kind,
)


@kind("Visita", "Visitas", gender=FEMININE, title="objective", scope_by="territory", group="visits")
class Activity(Record, frozen=True, kw_only=True):
    """A visit, session, workshop or event (domain D07, D09).

    The session's fields stay empty where the activity is not one of a space. `starts_at` and
    `ends_at` are what the laptop's clock claimed; the day is read in the pack's zone.
    """

    kind: Annotated[
        Code | None,
        Fact("Tipo", catalogue="activity_types", close=REQUIRED, listed=True),
    ] = None
    axis: Annotated[Code | None, Fact("Eje", catalogue="axes", close=REQUIRED)] = None
    themes: Annotated[frozenset[Code], Fact("Temas", catalogue="themes", merge=Merge.UNION)] = (
        frozenset()
    )
    challenges: Annotated[
        frozenset[Code], Fact("Retos", catalogue="challenges", merge=Merge.UNION)
    ] = frozenset()
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    locality_kind: Annotated[
        Code | None, Fact("Clase de localidad", catalogue="locality_kinds")
    ] = None
    locality: Annotated[str, Fact("Localidad", search=True, listed=True)] = ""
    venue: Annotated[str, Fact("Lugar", search=True)] = ""
    mode: Annotated[Code | None, Fact("Modalidad", catalogue="activity_modes")] = None
    zone: Annotated[Code | None, Fact("Zona", catalogue="zones")] = None
    planned_on: Annotated[date | None, Fact("Fecha prevista", listed=True)] = None
    starts_at: Annotated[datetime | None, Fact("Hora de inicio", close=REQUIRED)] = None
    ends_at: Annotated[
        datetime | None, Fact("Hora de cierre", close=REQUIRED, after="starts_at")
    ] = None
    objective: Annotated[
        str, Fact("Objetivo", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    development: Annotated[str, Fact("Desarrollo", search=True, long=True)] = ""
    results: Annotated[str, Fact("Resultados", search=True, long=True)] = ""
    recommendations: Annotated[str, Fact("Recomendaciones", search=True, long=True)] = ""
    space: Annotated[UUID | None, Fact("Espacio", to=("space",), listed=True)] = None
    session_number: Annotated[int | None, Fact("Número de la sesión", least=1, most=9999)] = None
    character: Annotated[
        Code | None, Fact("Carácter de la sesión", catalogue="session_characters")
    ] = None
    quorum_required: Annotated[int | None, Fact("Quórum requerido", least=0, most=9999)] = None
    next_session_on: Annotated[date | None, Fact("Próxima sesión")] = None
    requested_by: Annotated[UUID | None, Fact("Solicitada por", to=("organization",))] = None
    lead_officer: Annotated[
        UUID | None, Fact("Funcionario responsable", to=("person",), close=REQUIRED)
    ] = None
    companions: Annotated[str, Fact("Acompañan", names=True)] = ""
    obligation: Annotated[str, Fact("Obligación contractual")] = ""
    plan_node: Annotated[UUID | None, Fact("Actividad del plan", to=("plan_node",))] = None
    trip: Annotated[UUID | None, Fact("Comisión de servicios", to=("trip",))] = None
    audience_women: Annotated[
        int | None, Fact("Mujeres contadas sin nombre", least=0, most=100_000)
    ] = None
    audience_men: Annotated[
        int | None, Fact("Hombres contados sin nombre", least=0, most=100_000)
    ] = None
    without_attendance: Annotated[str, Fact("Motivo de no tener asistentes")] = ""
    status: Annotated[
        Code | None,
        Fact("Estado", catalogue="activity_status", listed=True, hidden=True),
    ] = Code("planned")
    status_reason: Annotated[str, Fact("Motivo del estado", hidden=True)] = ""


@kind(
    "Punto del orden del día",
    "Puntos del orden del día",
    gender=MASCULINE,
    title="title",
    unit="activity",
    scope_by="activity",
)
class AgendaItem(Record, frozen=True, kw_only=True):
    """A point of the agenda with what was said and decided; its printed number is computed.

    `started_at` and `ended_at` are stamped by a key in the meeting, nobody types them.
    """

    activity: Annotated[
        UUID | None,
        Fact("Visita", to=("activity",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    title: Annotated[str, Fact("Asunto", close=REQUIRED, search=True, listed=True)] = ""
    presenter: Annotated[str, Fact("Expone", listed=True, names=True)] = ""
    discussion: Annotated[str, Fact("Desarrollo", search=True, long=True)] = ""
    decision: Annotated[str, Fact("Decisión", search=True, listed=True, long=True)] = ""
    votes_for: Annotated[int | None, Fact("Votos a favor", least=0, most=9999)] = None
    votes_against: Annotated[int | None, Fact("Votos en contra", least=0, most=9999)] = None
    votes_abstain: Annotated[int | None, Fact("Abstenciones", least=0, most=9999)] = None
    started_at: Annotated[datetime | None, Fact("Empezó a tratarse", hidden=True)] = None
    ended_at: Annotated[
        datetime | None, Fact("Terminó de tratarse", hidden=True, after="started_at")
    ] = None


@kind(
    "Público de la difusión",
    "Públicos de la difusión",
    gender=MASCULINE,
    title="audience",
    unit="activity",
    scope_by="activity",
)
class Audience(Record, frozen=True, kw_only=True):
    """A public that a dissemination reached, counted without a list (domain D67)."""

    activity: Annotated[
        UUID | None,
        Fact("Visita", to=("activity",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    audience: Annotated[
        Code | None, Fact("Público", catalogue="audiences", close=REQUIRED, listed=True)
    ] = None
    people: Annotated[
        int | None, Fact("Personas", close=REQUIRED, least=0, most=100_000, listed=True)
    ] = None
    notes: Annotated[str, Fact("Observaciones", listed=True)] = ""


@kind(
    "Asistencia",
    "Asistencias",
    gender=FEMININE,
    title="full_name",
    unit="activity",
    scope_by="activity",
)
class Attendance(Record, frozen=True, kw_only=True):
    """One person in one activity, with the identity written here (domain D10).

    `on_behalf_of` is printed as it was typed; `represents` is the entity of that name, if one is.
    Who refuses their data still attends: `anonymous` and no name. For a minor (R4) there is no
    contact, sensitive answer, photo or ink, and a named row needs the guardian's.
    """

    activity: Annotated[
        UUID | None,
        Fact("Visita", to=("activity",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    person: Annotated[UUID | None, Fact("Persona", to=("person",), hidden=True)] = None
    anonymous: Annotated[bool | None, Fact("Asistente sin datos")] = None
    id_type: Annotated[
        Code | None, Fact("Tipo de documento", catalogue="id_types", listed=True)
    ] = None
    id_number: Annotated[
        str,
        Fact(
            "Número de documento",
            search=True,
            listed=True,
            sensitivity=PERSONAL,
            longest=30,
        ),
    ] = ""
    full_name: Annotated[
        str,
        Fact("Nombre completo", close=REQUIRED, search=True, listed=True, names=True),
    ] = ""
    minor: Annotated[bool | None, Fact("¿Es menor de 18 años?")] = None
    guardian: Annotated[UUID | None, Fact("Acudiente o tutor", to=("attendance",))] = None
    organization: Annotated[UUID | None, Fact("Entidad del directorio", to=("organization",))] = (
        None
    )
    organization_name: Annotated[str, Fact("Entidad", search=True, listed=True)] = ""
    position_title: Annotated[str, Fact("Cargo", listed=True)] = ""
    on_behalf_of: Annotated[str, Fact("En representación de", offers=("organization",))] = ""
    represents: Annotated[
        UUID | None, Fact("Entidad representada", to=("organization",), hidden=True)
    ] = None
    role: Annotated[Code | None, Fact("Calidad", catalogue="attendance_roles")] = None
    presence: Annotated[Code | None, Fact("Asistió", catalogue="absence_states")] = Code("present")
    phone: Annotated[str, Fact("Teléfono", sensitivity=PERSONAL, longest=60)] = ""
    email: Annotated[str, Fact("Correo electrónico", sensitivity=PERSONAL)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Municipio")] = None
    locality_kind: Annotated[
        Code | None, Fact("Clase de localidad", catalogue="locality_kinds")
    ] = None
    locality: Annotated[str, Fact("Localidad")] = ""
    sex: Annotated[Code | None, Fact("Sexo", catalogue="sex", listed=True)] = None
    gender: Annotated[Code | None, Fact("Género", catalogue="gender", sensitivity=SENSITIVE)] = None
    age_range: Annotated[
        Code | None, Fact("Rango de edad", catalogue="age_ranges", sensitivity=PERSONAL)
    ] = None
    ethnic_group: Annotated[
        Code | None,
        Fact("Grupo étnico", catalogue="ethnic_groups", sensitivity=SENSITIVE),
    ] = None
    language: Annotated[Code | None, Fact("Lengua", catalogue="languages")] = None
    disability: Annotated[
        Code | None, Fact("Discapacidad", catalogue="disability", sensitivity=SENSITIVE)
    ] = None
    population_groups: Annotated[
        frozenset[Code],
        Fact(
            "Grupo poblacional",
            catalogue="population_groups",
            merge=Merge.UNION,
            sensitivity=SENSITIVE,
        ),
    ] = frozenset()
    arrived_at: Annotated[datetime | None, Fact("Llegó a las")] = None
    left_at: Annotated[datetime | None, Fact("Se retiró a las", after="arrived_at")] = None
    capture: Annotated[
        Code | None, Fact("Tomada", catalogue="attendance_captures", hidden=True)
    ] = None


@kind(
    "Autorización de datos",
    "Autorizaciones de datos",
    gender=FEMININE,
    title="text_version",
    unit="activity",
    scope_by="activity",
)
class Consent(Record, frozen=True, kw_only=True):
    """What somebody allowed, with the notice's version and digest.

    `text_*` is the Spanish notice, the legal text, to which a signature in the list is bound.
    `translation_*` is the text in `language` that was read out in its place; empty where the
    Spanish one was read, and `interpreter` said it in that language (field rule R16).
    """

    activity: Annotated[
        UUID | None,
        Fact("Visita", to=("activity",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    attendance: Annotated[
        UUID | None,
        Fact("Asistente", to=("attendance",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    text_version: Annotated[str, Fact("Versión del aviso", listed=True, longest=60)] = ""
    text_sha256: Annotated[str, Fact("Huella del aviso", hidden=True, longest=64)] = ""
    language: Annotated[Code | None, Fact("Lengua del aviso", catalogue="languages")] = None
    interpreter: Annotated[str, Fact("Interpretó el aviso", names=True)] = ""
    translation_version: Annotated[
        str, Fact("Versión de la traducción leída", hidden=True, longest=60)
    ] = ""
    translation_sha256: Annotated[
        str, Fact("Huella de la traducción leída", hidden=True, longest=64)
    ] = ""
    data: Annotated[bool | None, Fact("Autoriza sus datos", listed=True)] = None
    sensitive: Annotated[bool | None, Fact("Autoriza datos sensibles", listed=True)] = None
    image: Annotated[bool | None, Fact("Autoriza su imagen", listed=True)] = None
    mode: Annotated[Code | None, Fact("Cómo la dio", catalogue="consent_modes", listed=True)] = None
    given_at: Annotated[datetime | None, Fact("Dada el", close=REQUIRED)] = None
    withdrawn_at: Annotated[datetime | None, Fact("Retirada el", after="given_at")] = None


@kind(
    "Firma",
    "Firmas",
    gender=FEMININE,
    title="signer",
    unit="activity",
    scope_by="activity",
)
class Ink(Record, frozen=True, kw_only=True):
    """A signature as it was given: drawn, on paper, by fingerprint, or refused with its reason.

    `strokes` holds geometry only, zig-zag varint deltas, no pressure or speed: those would be
    biometric data. Before the acta exists the ink is bound to {activity, attendance, notice}.
    Where somebody signs for a person who cannot (firma a ruego), `capacity` says so, `signer` is
    who signs, `attendance` the person who asked, `reason` why, and `witness` who saw it.
    """

    activity: Annotated[
        UUID | None,
        Fact("Visita", to=("activity",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    attendance: Annotated[
        UUID | None, Fact("Asistente", to=("attendance",), merge=Merge.IMMUTABLE)
    ] = None
    signer: Annotated[str, Fact("Firma", listed=True, merge=Merge.ONCE, names=True)] = ""
    capacity: Annotated[
        Code | None,
        Fact("Calidad", catalogue="ink_capacities", listed=True, merge=Merge.IMMUTABLE),
    ] = None
    method: Annotated[
        Code | None,
        Fact(
            "Cómo firmó",
            catalogue="ink_methods",
            close=REQUIRED,
            listed=True,
            merge=Merge.IMMUTABLE,
        ),
    ] = None
    strokes: Annotated[
        bytes | None,
        Fact("Trazo", sensitivity=SENSITIVE, hidden=True),
    ] = None
    digest: Annotated[
        str, Fact("Huella del trazo", hidden=True, longest=64, merge=Merge.IMMUTABLE)
    ] = ""
    bound_to: Annotated[
        str,
        Fact("Huella de lo firmado", hidden=True, longest=64, merge=Merge.IMMUTABLE),
    ] = ""
    previous: Annotated[
        str,
        Fact("Huella de la firma anterior", hidden=True, longest=64, merge=Merge.IMMUTABLE),
    ] = ""
    signed_at: Annotated[datetime | None, Fact("Firmada el", merge=Merge.IMMUTABLE)] = None
    reason: Annotated[str, Fact("Motivo", merge=Merge.IMMUTABLE)] = ""
    witness: Annotated[str, Fact("Testigo", merge=Merge.ONCE, names=True)] = ""
    folder: Annotated[str, Fact("Carpeta del original")] = ""
    folio: Annotated[str, Fact("Folio del original", longest=60)] = ""


@kind(
    "Evidencia",
    "Evidencias",
    gender=FEMININE,
    title="name",
    unit="activity",
    scope_by="activity",
)
class Attachment(Record, frozen=True, kw_only=True):
    """A file kept as evidence; the bytes are named by their digest and travel on their own.

    A signed paper names its acta, and the folder and folio where the original lies.
    """

    activity: Annotated[
        UUID | None,
        Fact("Visita", to=("activity",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    kind: Annotated[
        Code | None,
        Fact("Tipo", catalogue="attachment_kinds", close=REQUIRED, listed=True),
    ] = None
    name: Annotated[str, Fact("Nombre del archivo", search=True, listed=True)] = ""
    sha256: Annotated[
        str, Fact("Huella del archivo", hidden=True, longest=64, merge=Merge.IMMUTABLE)
    ] = ""
    thumbnail_sha256: Annotated[
        str, Fact("Huella de la miniatura", hidden=True, longest=64, merge=Merge.IMMUTABLE)
    ] = ""
    media_type: Annotated[str, Fact("Formato", merge=Merge.IMMUTABLE, longest=100)] = ""
    size_bytes: Annotated[
        int | None, Fact("Tamaño", listed=True, least=0, merge=Merge.IMMUTABLE)
    ] = None
    taken_at: Annotated[datetime | None, Fact("Tomada el", listed=True)] = None
    latitude: Annotated[Decimal | None, Fact("Latitud", least=-90, most=90)] = None
    longitude: Annotated[Decimal | None, Fact("Longitud", least=-180, most=180)] = None
    caption: Annotated[str, Fact("Descripción", search=True)] = ""
    sensitivity: Annotated[Code | None, Fact("Reserva", catalogue="attachment_sensitivities")] = (
        None
    )
    minutes: Annotated[UUID | None, Fact("Acta", to=("minutes",), hidden=True)] = None
    folder: Annotated[str, Fact("Carpeta del original")] = ""
    folio: Annotated[str, Fact("Folio del original", longest=60)] = ""
