"""The projects of a local employment plan, each with the promise that it serves (domain D42)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.plans import PlanNode
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.plan_parts import PlanParts
from fieldapp.rules.report import Block, Heading, Paragraph, Report, Row, table

_HEADS: Final = (
    ("Eje", 18),
    ("Proyecto", 34),
    ("Responsable", 18),
    ("Compromiso que atiende", 34),
)


def projects_report(parts: PlanParts, pack: Pack, stamp: str) -> Report:
    """The projects by axis; those that serve no promise are counted, not hidden."""
    return Report(
        name="proyectos",
        title="Proyectos y compromisos que atienden",
        subtitle=parts.plan.title,
        stamp=stamp,
        blocks=tuple(_blocks(parts, pack)),
        sideways=True,
    )


def _blocks(parts: PlanParts, pack: Pack) -> Iterator[Block]:
    projects = [node for node in parts.nodes if node.level == "project"]
    axes = [choice.code for choice in pack.catalogue("agreement_axes")]
    order = {axis: place for place, axis in enumerate(axes)}
    projects.sort(key=lambda one: order.get(one.axis or "", len(order)))
    bare = sum(one.commitment not in parts.named for one in projects)
    served = {one.axis for one in projects if one.axis}
    yield Paragraph(
        f"Proyectos: {len(projects)}. Ejes con proyectos: {len(served)} de {len(axes)}."
    )
    if bare:
        yield Paragraph(f"Proyectos sin compromiso que atiendan: {bare}.")
    yield table(_HEADS, [_row(one, parts, pack) for one in projects], caption="Proyectos")
    if parts.plan.monitoring:
        yield Heading("Seguimiento y evaluación")
        yield Paragraph(parts.plan.monitoring)


def _row(one: PlanNode, parts: PlanParts, pack: Pack) -> Row:
    return (
        label(pack, "agreement_axes", one.axis),
        one.text,
        one.responsible_name,
        parts.named.get(one.commitment, "") if one.commitment else "",
    )
