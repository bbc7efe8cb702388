"""Institutions as a tree, who held which post, working teams, and how far the territory reaches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.people import Organization, Position
from fieldapp.records.teams import Representation, Team, TeamMember
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.posts import held_twice
from fieldapp.rules.report import Block, Heading, Paragraph, Report, Row, table

_INDENT = "· "


def directory_report(bodies: Sequence[Organization], pack: Pack, *, where: str) -> Report:
    """Every entity under the one whose organ it is, and the entities of the sector apart (D01)."""
    heads = (
        ("Entidad", 44),
        ("Sigla", 12),
        ("Tipo", 20),
        ("Nivel", 14),
        ("Territorio", 22),
        ("Sector trabajo", 10),
        ("Teléfono", 16),
        ("Correo", 22),
    )
    rows: list[Row] = [
        (
            f"{_INDENT * depth}{one.name}",
            one.short_name,
            label(pack, "actor_types", one.kind),
            label(pack, "gov_levels", one.gov_level),
            pack.territories.path(one.territory) if one.territory else "",
            bool(one.is_sector),
            one.phone,
            one.email,
        )
        for one, depth in in_tree(bodies)
    ]
    sector = [(one.name, one.short_name) for one in sector_entities(bodies)]
    return Report(
        name="directorio",
        title="Directorio de instituciones",
        subtitle=where,
        blocks=(
            Paragraph(f"Entidades: {len(bodies)}."),
            table(heads, rows, caption="Directorio"),
            table(
                (("Entidad", 44), ("Sigla", 12)),
                sector,
                caption="Entidades del sector trabajo",
                note="Entidades nacionales del sector, sin el ministerio ni sus órganos.",
            ),
        ),
        sideways=True,
    )


def in_tree(bodies: Iterable[Organization]) -> Iterator[tuple[Organization, int]]:
    """Each entity followed by its organs, with its depth; a ring of parents is said once."""
    known = {one.id: one for one in bodies}
    below: dict[UUID | None, list[Organization]] = defaultdict(list)
    for one in known.values():
        below[one.parent if one.parent in known else None].append(one)
    said: set[UUID] = set()
    waiting = [(one, 0) for one in reversed(below[None])]
    while waiting:
        one, depth = waiting.pop()
        if one.id not in said:
            said.add(one.id)
            yield one, depth
            waiting += [(organ, depth + 1) for organ in reversed(below[one.id])]
    yield from ((one, 0) for one in known.values() if one.id not in said)


def sector_entities(bodies: Iterable[Organization]) -> list[Organization]:
    """The nation's entities of the labour sector beside the ministry: not it, nor its organs."""
    found = [one for one in bodies if one.is_sector and one.gov_level == "national"]
    parents = {one.parent for one in found if one.parent}
    return [one for one in found if one.parent is None and one.id not in parents]


def turnover_report(
    posts: Sequence[Position],
    offices: Mapping[UUID, str],
    people: Mapping[UUID, str],
    pack: Pack,
    *,
    period: str,
) -> Report:
    """Who came and went in each entity and year, and posts that two people hold at once (D03)."""
    counts: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for post in posts:
        where = offices.get(post.organization, "") if post.organization else ""
        if post.from_on:
            counts[where, post.from_on.year]["began"] += 1
        if post.to_on:
            counts[where, post.to_on.year]["ended"] += 1
            counts[where, post.to_on.year][str(post.ended_by or "other")] += 1
    ends = [choice.code for choice in pack.catalogue("position_ends")]
    rows: list[Row] = [
        (where, year, found["began"], found["ended"], *(found[one] for one in ends))
        for (where, year), found in sorted(counts.items())
    ]
    heads = (
        ("Entidad", 34),
        "Año",
        "Llegaron",
        "Salieron",
        *(label(pack, "position_ends", one) for one in ends),
    )
    held = [
        (
            one.title,
            offices.get(one.organization, "") if one.organization else "",
            _holder(one, people),
        )
        for pair in held_twice(posts)
        for one in pair
    ]
    blocks: list[Block] = [
        table(heads, rows, caption="Cambios por entidad y año"),
        table(
            (("Cargo", 30), ("Entidad", 30), ("Persona", 30), "Desde", "Hasta", ("Acto", 24)),
            [
                (
                    one.title,
                    offices.get(one.organization, "") if one.organization else "",
                    _holder(one, people),
                    one.from_on,
                    one.to_on,
                    one.appointment,
                )
                for one in sorted(posts, key=lambda one: (one.from_on or date.min, one.title))
            ],
            caption="Línea de tiempo de los cargos",
        ),
    ]
    if held:
        note = "Dos personas figuran a la vez en un mismo cargo: revise las fechas."
        twice = (("Cargo", 30), ("Entidad", 30), ("Persona", 30))
        blocks.append(table(twice, held, caption="Cargos con dos titulares", note=note))
    return Report(
        name="rotacion",
        title="Rotación de funcionarios",
        subtitle=period,
        blocks=tuple(blocks),
        sideways=True,
    )


@dataclass(frozen=True, slots=True)
class WholeTeam:
    """A team with its members and those who came in their place."""

    team: Team
    members: tuple[TeamMember, ...]
    representations: tuple[Representation, ...]


def teams_report(teams: Sequence[WholeTeam], pack: Pack) -> Report:
    """The annex «Equipo»: members of each team, and who came in representation of whom (D04)."""
    blocks: list[Block] = []
    members = sum(len(one.members) for one in teams)
    stood_in = sum(len(one.representations) for one in teams)
    blocks.append(Paragraph(f"Integrantes: {members}. En representación de otro: {stood_in}."))
    for one in teams:
        named = {member.id: member.full_name for member in one.members}
        blocks.append(Heading(one.team.name))
        if one.team.designation:
            blocks.append(Paragraph(f"Designado con {one.team.designation}."))
        rows: list[Row] = [
            (n, member.full_name, member.organ, label(pack, "team_roles", member.role))
            for n, member in enumerate(one.members, start=1)
        ]
        heads = (("N.º", 5), ("Nombre", 30), ("Órgano", 44), ("Papel", 14))
        blocks.append(table(heads, rows, caption="Integrantes"))
        if one.representations:
            stand_ins: list[Row] = [
                (
                    stand_in.delegate_name,
                    f"en representación de {named.get(stand_in.member, '')}"
                    if stand_in.member
                    else "",
                    stand_in.reason,
                )
                for stand_in in one.representations
            ]
            heads_of = (("Nombre", 30), ("En representación de", 44), ("Motivo", 20))
            blocks.append(table(heads_of, stand_ins, caption="Representaciones"))
    return Report(name="equipo", title="Anexo: Equipo de trabajo", blocks=tuple(blocks))


def _holder(post: Position, people: Mapping[UUID, str]) -> str:
    return people.get(post.person, "") if post.person else ""
