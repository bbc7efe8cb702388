"""How much of the territory is reached: departments and capitals, the apart ones apart (D02)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.packs.pack import Pack
from fieldapp.packs.territories import Territory
from fieldapp.records.territory_profiles import TerritoryProfile
from fieldapp.rules.report import Block, Paragraph, Report, Row, table


@dataclass(frozen=True, slots=True)
class Reached:
    """What happened in each territory, by its code: visits done and entries of the logbook.

    `localities` are the villages below it that visits name, each once (field rule R3).
    """

    visits: Mapping[str, int]
    entries: Mapping[str, int]
    localities: Mapping[str, int]


def coverage_report(
    reached: Reached, profiles: Sequence[TerritoryProfile], pack: Pack, *, period: str
) -> Report:
    """Visits, places visited and logbook by department; capitals by their logbook.

    Capitals are those of the country's list, unless headquarters says otherwise in a profile.
    A first-level territory of another kind than most (a capital district) is no department and is
    told apart; as the seat of one it counts among the capitals.
    """
    territories = pack.territories
    first = [one for one in territories if one.level == 1]
    usual = Counter(one.kind for one in first).most_common(1)[0][0]
    marked = {str(one.territory): one.is_capital for one in profiles if not one.annulled}
    listed = {code for code in territories.naming.capitals if marked.get(code) is not False}
    capitals = listed | {code for code, is_capital in marked.items() if is_capital}
    told = [_told(one, reached, capitals, pack) for one in first]
    blocks: list[Block] = [
        Paragraph(_sentence(told, usual, capitals, reached)),
        *_apart(told, usual),
        table(
            (
                ("Territorio", 24),
                "Visitas",
                ("Lugares visitados", 12),
                ("Lugares que tiene", 12),
                ("Anotaciones en la bitácora", 14),
                ("Capital", 20),
                ("Anotaciones de la capital", 14),
                ("Localidades visitadas", 12),
            ),
            [one.row for one in told],
            caption="Cobertura por territorio",
        ),
        table(
            (("Territorio", 34), "Visitas", "Anotaciones"),
            [
                (
                    territories.path(str(one.territory)),
                    reached.visits.get(str(one.territory), 0),
                    reached.entries.get(str(one.territory), 0),
                )
                for one in profiles
                if one.priority and one.territory and not one.annulled
            ],
            caption="Territorios priorizados",
        ),
    ]
    return Report(
        name="cobertura_territorial",
        title="Cobertura territorial",
        subtitle=period,
        blocks=tuple(blocks),
        sideways=True,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """A department's line, and whether it has a logbook."""

    territory: Territory
    row: Row
    has_logbook: bool


def _told(one: Territory, reached: Reached, capitals: set[str], pack: Pack) -> _Told:
    inside = _inside(one, pack)
    places = [place for place in inside if place.level > 1] or [one]
    leaves = [place for place in places if not pack.territories.children(place.code)]
    capital = next((place for place in places if place.code in capitals), None)
    entries = sum(reached.entries.get(place.code, 0) for place in inside)
    in_capital = reached.entries.get(capital.code, 0) if capital else 0
    row: Row = (
        one.name,
        sum(reached.visits.get(place.code, 0) for place in inside),
        sum(bool(reached.visits.get(place.code)) for place in leaves),
        len(leaves),
        entries,
        capital.name if capital else "",
        in_capital if capital else None,
        sum(reached.localities.get(place.code, 0) for place in inside),
    )
    return _Told(one, row, entries > 0)


def _inside(territory: Territory, pack: Pack) -> list[Territory]:
    found = [territory]
    for one in found:
        found += pack.territories.children(one.code)
    return found


def _sentence(
    told: Sequence[_Told], usual: str, capitals: Collection[str], reached: Reached
) -> str:
    common = [one for one in told if one.territory.kind == usual]
    kind = f"{usual.replace('_', ' ').capitalize()}s"
    return (
        f"{kind} con bitácora: {sum(one.has_logbook for one in common)} de {len(common)}. "
        f"Capitales con bitácora: {sum(bool(reached.entries.get(one)) for one in capitals)} "
        f"de {len(capitals)}."
    )


def _apart(told: Sequence[_Told], usual: str) -> list[Paragraph]:
    return [
        Paragraph(
            f"{one.territory.name}, aparte: {'con' if one.has_logbook else 'sin'} bitácora.",
            aside=True,
        )
        for one in told
        if one.territory.kind != usual
    ]
