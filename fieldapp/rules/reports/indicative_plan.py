"""The follow-up of indicative plans: a light for each target, and what does not add up (D40)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from fieldapp.packs.folding import fold
from fieldapp.packs.pack import Pack
from fieldapp.records.territorial import PlanGuideline, TargetYear
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.indicative_plan import PlanStanding, TargetStanding
from fieldapp.rules.measuring import AMBER_FROM, GREEN_FROM, Light
from fieldapp.rules.report import Block, Paragraph, Picture, Report, Row, Table, table
from fieldapp.rules.territorial_coverage import capitals_of, departments_of

_LIGHTS: Final[dict[Light | None, str]] = {
    Light.GREEN: "Verde",
    Light.AMBER: "Amarillo",
    Light.RED: "Rojo",
    None: "Sin reporte",
}
"""The word of each light: colour is never the only sign, and paper has none."""


def indicative_plans_report(plans: Sequence[PlanStanding], pack: Pack, *, today: date) -> Report:
    """Every plan in a line, the departments first, and how many took the guidelines in."""
    rows = [_plan_row(one, pack) for one in sorted(plans, key=lambda one: _order(one, pack))]
    lights = ((word, 14) for word in _LIGHTS.values())
    return Report(
        name="planes_indicativos",
        title="Seguimiento a plan indicativo – plan de acción",
        stamp=f"Al {pack.formats.day_long(today)}",
        sideways=True,
        blocks=(
            Paragraph(_told_of(plans, pack)),
            table(
                (
                    ("Territorio", 34),
                    ("Plan", 40),
                    ("Metas", 11),
                    *lights,
                    ("No cuadran", 14),
                    ("Lineamientos: sí", 20),
                    ("En parte", 12),
                    ("No", 9),
                ),
                rows,
                caption="Planes por territorio",
                totals=("Total", None, *_totals(rows)),
            ),
            _lights_of(plans),
        ),
    )


def indicative_plan_report(
    standing: PlanStanding, guidelines: Sequence[PlanGuideline], pack: Pack, *, today: date
) -> Report:
    """One plan: its card, its targets year by year, what does not add up, and its guidelines."""
    plan = standing.plan
    years = standing.years
    blocks: list[Block] = [
        Paragraph(f"Acto que lo aprueba: {plan.approval_act or 'sin registrar'}."),
        _targets(standing, years, pack),
        Paragraph(
            f"Verde: al menos {GREEN_FROM} % de lo programado en los años con reporte. "
            f"Amarillo: al menos {AMBER_FROM} %. Rojo: menos de {AMBER_FROM} %.",
            aside=True,
        ),
        table(
            (("Indicador", 60), ("Lo que no cuadra", 100)),
            [(one.target.indicator, str(flag)) for one in standing.targets for flag in one.flags],
            caption="Filas que no cuadran",
            empty="Todas las metas cuadran.",
        ),
        _guidelines(guidelines, pack),
    ]
    return Report(
        name="plan_indicativo",
        title="Plan indicativo – plan de acción",
        subtitle=" · ".join(
            part for part in (plan.name, pack.territories.path(plan.territory or "")) if part
        ),
        stamp=f"Al {pack.formats.day_long(today)}",
        sideways=True,
        blocks=tuple(blocks),
    )


def _order(one: PlanStanding, pack: Pack) -> tuple[int, str]:
    territory = pack.territories.get(one.plan.territory or "")
    return (territory.level, fold(territory.name)) if territory else (9, one.plan.name)


def _plan_row(one: PlanStanding, pack: Pack) -> Row:
    lights = one.lights
    return (
        pack.territories.path(one.plan.territory or ""),
        one.plan.name,
        len(one.targets),
        *(lights[light] for light in _LIGHTS),
        one.flagged,
        one.included["yes"],
        one.included["partial"],
        one.included["no"],
    )


def _totals(rows: Sequence[Row]) -> Row:
    return (
        tuple(
            sum(value for value in column if isinstance(value, int))
            for column in list(zip(*rows, strict=True))[2:]
        )
        or (0,) * 9
    )


def _told_of(plans: Sequence[PlanStanding], pack: Pack) -> str:
    """How many departments and capitals have a plan, and in how many the guidelines stand."""
    said: list[str] = []
    groups = (
        ("departamentales", departments_of(pack.territories)),
        ("de ciudades capitales", capitals_of(pack.territories)),
    )
    for name, codes in groups:
        own = [one for one in plans if one.plan.territory in codes]
        having = {one.plan.territory for one in own}
        took = {one.plan.territory for one in own if one.took_guidelines}
        said.append(
            f"Planes {name}: {len(having)} de {len(codes)}. "
            f"Con lineamientos incluidos: {len(took)} de {len(codes)}."
        )
    return "\n".join(said)


def _lights_of(plans: Sequence[PlanStanding]) -> Picture:
    counts = [(word, sum(one.lights[light] for one in plans)) for light, word in _LIGHTS.items()]
    return Picture(
        "bars",
        "Metas por semáforo: "
        + ", ".join(f"{word.lower()} {count}" for word, count in counts)
        + ".",
        tuple((word, Decimal(count)) for word, count in counts),
        Decimal(max((count for _, count in counts), default=0)),
    )


def _targets(standing: PlanStanding, years: Sequence[int], pack: Pack) -> Table:
    heads: list[tuple[str, int]] = [("Indicador", 44), ("Clase", 18), ("Base", 11), ("Meta", 12)]
    for year in years:
        heads += [(f"{year} prog.", 12), (f"{year} ejec.", 12)]
    heads += [("Avance de la meta %", 14), ("Ejecutado de lo programado %", 19), ("Semáforo", 17)]
    return table(
        heads, [_target_row(one, years, pack) for one in standing.targets], caption="Metas"
    )


def _target_row(one: TargetStanding, years: Sequence[int], pack: Pack) -> Row:
    by_year: dict[int | None, TargetYear] = {year.year: year for year in one.years}
    told: list[Decimal | None] = []
    for year in years:
        kept = by_year.get(year)
        told += [kept.programmed, kept.executed] if kept else [None, None]
    target, light = one.target, _LIGHTS[one.light]
    return (
        target.indicator,
        label(pack, "indicative_kinds", target.kind),
        target.baseline,
        target.four_year_target,
        *told,
        one.reached_percent,
        one.percent,
        f"{light} (no cuadra)" if one.flags else light,
    )


def _guidelines(guidelines: Sequence[PlanGuideline], pack: Pack) -> Table:
    return table(
        (("N.º", 8), ("Lineamiento", 70), ("Incluido", 18), ("Dónde", 40), ("Se recomienda", 60)),
        [
            (
                n,
                one.text,
                label(pack, "guideline_inclusions", one.included),
                one.where,
                one.advice,
            )
            for n, one in enumerate(guidelines, start=1)
        ],
        caption="Lineamientos de trabajo decente",
    )
