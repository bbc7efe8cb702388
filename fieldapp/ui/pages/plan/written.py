"""What is written beside the parts of a plan, and to what a new record belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from fieldapp.ui.autosave import WriteFields
from fieldapp.ui.page import Saved
from fieldapp.work.work import Work

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "plan_node": (
        "text",
        "level",
        "code",
        "gov_level",
        "prioritisation",
        "gap",
        "commitment",
        "axis",
        "responsible_name",
        "responsible",
        "due_on",
        "term",
        "priority",
        "dimension",
        "capacity",
        "required_budget",
        "fiscal_year",
    ),
    "indicator": (
        "name",
        "code",
        "kind",
        "unit",
        "direction",
        "formula",
        "source",
        "frequency",
        "baseline_value",
        "baseline_year",
        "baseline_source",
        "responsible_name",
        "disaggregations",
        "plan_node",
    ),
    "target": ("value", "kind", "year", "period", "text"),
    "measurement": (
        "value",
        "on",
        "text",
        "evidence",
        "activity",
        "attachment",
        "reported_by",
        "verified",
    ),
    "verification_mean": ("text", "kind", "indicator", "dated_on", "attachment"),
    "schedule_entry": (
        "months",
        "starts_on",
        "ends_on",
        "milestone",
        "responsible_name",
        "depends_on",
    ),
}
_OF_THE_PLAN: Final = frozenset({"indicator", "target", "verification_mean", "schedule_entry"})


def begun_with(work: Work, kind: str, plan: UUID, known: Mapping[str, Any]) -> WriteFields:
    """Write a record; a new one belongs to the plan and to what `known` names."""

    def write(record: UUID | None, changes: Mapping[str, Any]) -> Saved:
        registers = work.registers
        if record is not None:
            return registers.save(kind, record, changes)
        typed = {**known, **changes}
        if kind in _OF_THE_PLAN:
            return registers.children.add(kind, plan, typed)
        return registers.save(kind, None, typed)

    return write
