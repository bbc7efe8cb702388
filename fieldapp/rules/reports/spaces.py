"""The map of spaces with how they meet, and the map of actors by interest and influence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar
from uuid import UUID

from fieldapp.packs.folding import in_alphabet
from fieldapp.packs.pack import Pack
from fieldapp.records.actors import ActorAssessment
from fieldapp.records.people import Organization
from fieldapp.records.spaces import Space, SpaceMember
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.figures import is_active
from fieldapp.rules.protocol import Progress
from fieldapp.rules.report import Block, Heading, Paragraph, Picture, Report, Row, table
from fieldapp.rules.same_as import Sameness
from fieldapp.rules.sessions import SessionsOfYear

Part = TypeVar("Part")

_HIGH: Final = 4
_MOST: Final = Decimal(5)
_QUADRANTS: Final = {
    (True, True): "Clave: mucho interés y mucha influencia",
    (False, True): "Por convencer: poca atención y mucha influencia",
    (True, False): "Aliado por fortalecer: mucho interés y poca influencia",
    (False, False): "Por observar: poco interés y poca influencia",
}
_UNPLACED: Final = "Sin valorar"


@dataclass(frozen=True, slots=True)
class MetSpace:
    """A space with how it keeps to its plan, and how many sessions lack at this day.

    `protocol` is how far it is from a local plan; None where it makes none, or has it.
    """

    space: Space
    sessions: SessionsOfYear
    behind: int
    members: int
    protocol: Progress | None = None


def space_map_report(spaces: Sequence[MetSpace], pack: Pack, *, today: date, where: str) -> Report:
    """Spaces under their department: sessions held of those planned, and who leads (D06)."""
    active = [one for one in spaces if is_active(one.space)]
    kinds = Counter(label(pack, "space_types", one.space.type) or "Sin tipo" for one in active)
    heads = (
        ("Espacio", 34),
        ("Tipo", 22),
        ("Municipio", 20),
        ("Periodicidad", 14),
        ("Sesiones", 12),
        ("Faltan", 8),
        ("Última", 14),
        ("Estado", 12),
        ("Integrantes", 12),
        ("Acto de creación", 20),
    )
    blocks: list[Block] = [
        Paragraph(f"Espacios activos: {len(active)}. Registrados: {len(spaces)}."),
        table(("Tipo", "Activos"), sorted(kinds.items()), caption="Activos por tipo"),
    ]
    by_department: dict[str, list[Row]] = defaultdict(list)
    for one in spaces:
        by_department[_department(one.space.territory, pack)].append(_space_row(one, pack))
    blocks += [
        table(heads, rows, caption=department) for department, rows in _by_name(by_department)
    ]
    blocks += _on_the_way(spaces)
    return Report(
        name="mapa_de_espacios",
        title="Mapa de espacios de discusión",
        subtitle=where,
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=tuple(blocks),
        sideways=True,
    )


def _on_the_way(spaces: Sequence[MetSpace]) -> list[Block]:
    """The spaces without a local plan, each with its step of the protocol (D20)."""
    rows = [
        (one.space.name, f"{one.protocol.taken}/{one.protocol.total}", one.protocol.next)
        for one in spaces
        if one.protocol is not None
    ]
    heads = (("Espacio", 80), ("Paso", 16), ("Sigue", 90))
    return [table(heads, rows, caption="Hacia el plan local")] if rows else []


def held_of_planned(sessions: SessionsOfYear) -> str:
    """«0/2»: what was held of what the year plans; the count alone where nothing is planned."""
    if sessions.planned:
        return f"{sessions.held}/{sessions.planned}"
    return str(sessions.held)


@dataclass(frozen=True, slots=True)
class PlacedActor:
    """An entity with its newest assessment, None where nobody made one, and its spaces."""

    organization: Organization
    assessment: ActorAssessment | None
    spaces: tuple[str, ...]


def actor_map_report(
    actors: Sequence[PlacedActor], contacts: Mapping[UUID, str], pack: Pack, *, where: str
) -> Report:
    """Entities by department and quadrant, with what is known of each (domain D05)."""
    linked = [one for one in actors if one.spaces]
    territorial = sum(is_territorial(one.organization) for one in linked)
    blocks: list[Block] = [
        Paragraph(
            f"Entidades: {len(actors)}. En al menos un espacio: {len(linked)}; "
            f"de nivel territorial, {territorial}."
        )
    ]
    by_department: dict[str, list[PlacedActor]] = defaultdict(list)
    for one in actors:
        code = one.assessment.territory if one.assessment else one.organization.territory
        by_department[_department(code, pack)].append(one)
    for department, placed in _by_name(by_department):
        blocks += [Heading(department), *_drawn(placed), *_quadrants(placed, contacts, pack)]
    return Report(
        name="mapa_de_actores",
        title="Mapa de actores clave",
        subtitle=where,
        blocks=tuple(blocks),
        sideways=True,
    )


def is_territorial(entity: Organization) -> bool:
    """Tell whether an entity is of a department, region or municipality, not of the nation."""
    return entity.gov_level != "national"


def linked_entities(members: Iterable[SpaceMember], same: Sameness) -> dict[UUID, tuple[UUID, ...]]:
    """Spaces by the entity that is a member of each, whatever its capacity, as the board counts.

    Entities and spaces that are one in the world count once (field rule R1).
    """
    found: dict[UUID, dict[UUID, None]] = defaultdict(dict)
    for member in members:
        if member.organization and member.space and not member.annulled:
            entity = same.representative(member.organization)
            found[entity][same.representative(member.space)] = None
    return {entity: tuple(named) for entity, named in found.items()}


def quadrant(assessment: ActorAssessment | None) -> str:
    """Where an entity stands, in words; 4 and 5 of 5 are much."""
    if assessment is None or not assessment.interest or not assessment.influence:
        return _UNPLACED
    return _QUADRANTS[assessment.interest >= _HIGH, assessment.influence >= _HIGH]


def _drawn(placed: Sequence[PlacedActor]) -> list[Block]:
    """The map itself; none where nobody was assessed. The lists below say the same and more."""
    named: dict[str, list[str]] = defaultdict(list)
    points: list[tuple[str, Decimal]] = []
    heights: list[Decimal] = []
    for one in placed:
        said, place = one.assessment, quadrant(one.assessment)
        if said and said.interest and said.influence:
            name = one.organization.short_name or one.organization.name
            named[place].append(name)
            points.append((name, Decimal(said.interest)))
            heights.append(Decimal(said.influence))
    if not points:
        return []
    told = [
        f"{place}: {', '.join(sorted(named[place], key=in_alphabet))}."
        for place in _QUADRANTS.values()
        if place in named
    ]
    return [
        Picture(
            "map", " ".join(told), tuple(points), _MOST, tuple(heights), ("Interés", "Influencia")
        )
    ]


def _quadrants(
    placed: Sequence[PlacedActor], contacts: Mapping[UUID, str], pack: Pack
) -> list[Block]:
    heads = (
        ("Entidad", 32),
        "Interés",
        "Influencia",
        ("Posición", 12),
        ("Relación y recursos", 34),
        ("Contacto", 20),
        ("Espacios", 26),
        ("Valorada el", 14),
    )
    by_quadrant: dict[str, list[Row]] = defaultdict(list)
    for one in placed:
        by_quadrant[quadrant(one.assessment)].append(_actor_row(one, contacts, pack))
    order = [*_QUADRANTS.values(), _UNPLACED]
    return [table(heads, by_quadrant[name], caption=name) for name in order if name in by_quadrant]


def _actor_row(one: PlacedActor, contacts: Mapping[UUID, str], pack: Pack) -> Row:
    said = one.assessment
    told = "; ".join(part for part in (said.notes, said.resources) if part) if said else ""
    contact = contacts.get(said.contact_person, "") if said and said.contact_person else ""
    return (
        one.organization.name,
        said.interest if said else None,
        said.influence if said else None,
        label(pack, "actor_stances", said.stance) if said else "",
        told,
        contact,
        "; ".join(one.spaces),
        said.on if said else None,
    )


def _space_row(one: MetSpace, pack: Pack) -> Row:
    space = one.space
    return (
        space.name,
        label(pack, "space_types", space.type),
        pack.territories.path(space.territory) if space.territory else "",
        label(pack, "periodicities", space.periodicity),
        held_of_planned(one.sessions),
        one.behind or None,
        one.sessions.last,
        label(pack, "space_status", space.status),
        one.members,
        space.legal_basis,
    )


def _by_name(departments: Mapping[str, Part]) -> list[tuple[str, Part]]:
    """In the order of the alphabet, where Áncash does not come after Zamora."""
    return sorted(departments.items(), key=lambda one: in_alphabet(one[0]))


def _department(code: str | None, pack: Pack) -> str:
    if not code or code not in pack.territories:
        return "Sin territorio"
    level1 = pack.territories.level1(code)
    territory = pack.territories.get(level1)
    return territory.name if territory else "Nacional"
