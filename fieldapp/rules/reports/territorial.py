"""Matrices of the territories: who was accompanied, and how far their policies came (D44, D46)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.policies import Accompaniment, PolicyInstrument
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.report import Paragraph, Picture, Report, Row, table
from fieldapp.rules.territorial_coverage import (
    BODIES,
    STAGES,
    bodies_covered,
    capitals_of,
    departments_of,
    furthest_stage,
    stage_by_department,
)

_NO_STAGE: Final = "Sin instrumento"
_COVERAGE: Final = (
    ("Cuerpo", 60),
    ("Departamentos", 24),
    ("De", 12),
    ("Capitales", 20),
    ("De", 12),
    ("Cobertura %", 20),
)
_INSTRUMENTS: Final = (
    ("Territorio", 36),
    ("Instrumento", 56),
    ("Tipo", 40),
    ("Etapa", 26),
    ("Acto que lo adopta", 36),
)


def accompaniment_report(
    accompaniments: Sequence[Accompaniment],
    guidelines: Mapping[str, int],
    pack: Pack,
    *,
    today: date,
) -> Report:
    """The matrix: each territory, and how far each of its bodies was accompanied.

    `guidelines` are those that the plans of a territory took in, in whole or in part.
    """
    bodies = list(pack.catalogue(BODIES))
    principal = (*departments_of(pack.territories), *capitals_of(pack.territories))
    others = {str(one.territory) for one in accompaniments if one.territory} - set(principal)
    known = [code for code in (*principal, *sorted(others)) if code in pack.territories]
    coverage = bodies_covered(accompaniments, pack)
    number = pack.formats.number
    said = " ".join(f"{one.what}: {number(one.percent)} %." for one in coverage)
    return Report(
        name="matriz_de_acompanamiento",
        title="Matriz de acompañamiento a entidades y órganos colegiados",
        stamp=f"Al {pack.formats.day_long(today)}",
        sideways=True,
        blocks=(
            Paragraph(said),
            table(
                _COVERAGE,
                [
                    (
                        one.what,
                        one.departments,
                        one.of_departments,
                        one.capitals,
                        one.of_capitals,
                        one.percent,
                    )
                    for one in coverage
                ],
                caption="Cobertura",
            ),
            table(
                (("Territorio", 40), *((one.label, 40) for one in bodies), ("Lineamientos", 20)),
                [
                    _territory_row(code, accompaniments, guidelines.get(code, 0), pack)
                    for code in known
                ],
                caption="Acompañamiento por territorio",
            ),
        ),
    )


def _territory_row(
    code: str, accompaniments: Sequence[Accompaniment], guidelines: int, pack: Pack
) -> Row:
    own = [one for one in accompaniments if one.territory == code and not one.annulled]
    cells: list[str] = []
    for body in pack.catalogue(BODIES):
        stages = [one.stage for one in own if one.body == body.code]
        reached = label(pack, "policy_stages", furthest_stage(stages))
        cells.append(reached or ("Sí" if stages else ""))
    return (pack.territories.path(code), *cells, guidelines)


def stages_report(instruments: Sequence[PolicyInstrument], pack: Pack, *, today: date) -> Report:
    """Departments by the stage their policies reached, as bars and one by one."""
    reached = stage_by_department(instruments, pack)
    counts = Counter(reached.values())
    points = [
        *((label(pack, "policy_stages", stage), counts[stage]) for stage in STAGES),
        (_NO_STAGE, counts[""]),
    ]
    told = ", ".join(f"{name.lower()} {count}" for name, count in points)
    standing = sorted(
        (one for one in instruments if not one.annulled),
        key=lambda one: (pack.territories.path(one.territory or ""), one.name),
    )
    return Report(
        name="instrumentos_por_etapa",
        title="Departamentos según la etapa de sus instrumentos de política",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=(
            Picture(
                "bars",
                f"Departamentos por etapa: {told}.",
                tuple((name, Decimal(count)) for name, count in points),
                Decimal(max(count for _, count in points)),
            ),
            table(
                (("Departamento", 60), ("Etapa alcanzada", 50), ("Instrumentos", 24)),
                [
                    (
                        pack.territories.path(code),
                        label(pack, "policy_stages", stage) or _NO_STAGE,
                        sum(_lies_in(one, code, pack) for one in standing),
                    )
                    for code, stage in reached.items()
                ],
                caption="Departamentos por etapa",
            ),
            table(
                _INSTRUMENTS,
                [
                    (
                        pack.territories.path(one.territory or ""),
                        one.name,
                        label(pack, "policy_instrument_types", one.type),
                        label(pack, "policy_stages", one.stage),
                        one.adopting_act,
                    )
                    for one in standing
                ],
                caption="Instrumentos",
            ),
        ),
    )


def _lies_in(one: PolicyInstrument, department: str, pack: Pack) -> bool:
    code = one.territory or ""
    return code in pack.territories and pack.territories.level1(code) == department
