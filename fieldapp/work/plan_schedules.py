"""The schedule of a plan as people mark it: month by month, and what is a milestone."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.records.plans import ScheduleEntry
from fieldapp.records.text import Refused, say
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import annul, change, create, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.reasons import TAKEN_OUT


class PlanSchedules:
    """Marks months; each method is one transaction. Entries with days are written in their form."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def toggle_month(self, plan: UUID, node: UUID, month: int) -> Saved:
        """Mark a month (1 to 12) of a row of the plan, or take the mark away."""
        code = Code(f"m{month:02}")
        with self._desk.writing() as writing:
            entry = _by_months(writing, node)
            if entry is None:
                typed = {"plan_node": node, "months": frozenset({code})}
                return put(self._desk, writing, create(self._desk, ScheduleEntry, typed, plan=plan))
            months = entry.months ^ {code}
            if not months:
                return annul(self._desk, writing, entry, TAKEN_OUT)
            return put(self._desk, writing, change(self._desk, entry, {"months": months}))

    def toggle_milestone(self, node: UUID) -> Saved:
        """Say that a row of the plan ends in a milestone, or that it does not."""
        with self._desk.writing() as writing:
            entry = _by_months(writing, node)
            if entry is None:
                raise Refused(say("Marque primero en qué mes se hace."))
            changed = change(self._desk, entry, {"milestone": not entry.milestone})
            return put(self._desk, writing, changed)


def _by_months(reading: Reading, node: UUID) -> ScheduleEntry | None:
    """The entry of a row that names months and no days."""
    found = reading.all(ScheduleEntry, {"plan_node": node}, ("created_at",))
    return next((one for one in found if not one.starts_on and not one.ends_on), None)
