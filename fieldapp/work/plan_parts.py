"""Gathering a plan with all its rows, in one read for each kind."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from fieldapp.records.describe import Record
from fieldapp.records.indicators import Indicator, Measurement, Target, VerificationMean
from fieldapp.records.plans import (
    Alignment,
    ChainLink,
    Plan,
    PlanNode,
    RoleAssignment,
    ScheduleEntry,
)
from fieldapp.rules.plan_parts import PlanParts
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch

R = TypeVar("R", bound=Record)


def parts_of(reading: Reading, plan: UUID) -> PlanParts:
    """A plan with its rows. Raises Refused where this laptop does not hold it."""
    kept = fetch(reading, Plan, plan)
    nodes = _rows(reading, PlanNode, plan)
    indicators = _rows(reading, Indicator, plan)
    measured = reading.all(Measurement, {"indicator": [one.id for one in indicators]}, ("on",))
    return PlanParts(
        plan=kept,
        nodes=nodes,
        roles=_rows(reading, RoleAssignment, plan),
        chain=_rows(reading, ChainLink, plan),
        alignments=_rows(reading, Alignment, plan),
        indicators=indicators,
        targets=tuple(reading.all(Target, {"plan": plan}, ("year",))),
        means=_rows(reading, VerificationMean, plan),
        entries=tuple(reading.all(ScheduleEntry, {"plan": plan}, ("starts_on",))),
        measurements=tuple(measured),
        named=_promises(reading, nodes),
    )


def _rows(reading: Reading, kind: type[R], plan: UUID) -> tuple[R, ...]:
    return tuple(reading.all(kind, {"plan": plan}, ("position",)))


def _promises(reading: Reading, nodes: tuple[PlanNode, ...]) -> dict[UUID, str]:
    """The words of the commitments that projects serve."""
    served = {node.commitment for node in nodes if node.commitment}
    if not served:
        return {}
    rows = reading.listing("commitment", ("id", "text"), {"id": list(served)})
    return {ident: text or "" for ident, text in rows}
