"""The consolidated plans of all territories on paper: who sent what, and what is missing."""

from __future__ import annotations

from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.consolidated_plans import Consolidated, RegionalPlan
from fieldapp.rules.report import Paragraph, Report, Row, table

_HEADS: Final = (
    ("Territorio", 20),
    ("Versión", 7),
    ("Estado", 10),
    ("Validado", 8),
    ("Enviado", 14),
    ("Filas propias", 8),
)
_GAPS: Final = (("Sin indicador", 9), ("Sin verificación", 10), ("Sin fecha", 8))


def consolidated_report(found: Consolidated, pack: Pack, stamp: str) -> Report:
    """One line a territory; those without a plan are named, not left out."""
    levels = list(pack.catalogue("gov_levels"))[1:]
    roles = tuple((f"Roles {one.short or one.label}", 9) for one in levels)
    behind = sum(one.version < found.newest for one in found.plans)
    told = (
        f"Versión vigente: {found.newest}. Planes: {len(found.plans)}; enviados: {found.sent}; "
        f"en una versión anterior: {behind}; territorios sin plan: {len(found.missing)}."
    )
    names = ", ".join(found.missing)
    return Report(
        name="consolidado de planes",
        title="Consolidado de los planes de los territorios",
        subtitle=found.template.title,
        stamp=stamp,
        blocks=(
            Paragraph(told),
            table(
                (*_HEADS, *roles, *_GAPS),
                [_row(one, pack) for one in found.plans],
                caption="Planes por territorio",
                note=f"Faltan: {names}." if names else "",
            ),
        ),
        sideways=True,
    )


def _row(one: RegionalPlan, pack: Pack) -> Row:
    return (
        one.name,
        one.version,
        label(pack, "plan_status", one.status),
        one.validated,
        one.sent_on,
        one.own,
        *one.roles.values(),
        one.without_indicator,
        one.without_means,
        one.without_date,
    )
