"""Plans at work: their rows, their matrix of roles, their calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.records.plans import Plan, PlanNode, RoleAssignment
from fieldapp.records.text import Refused, say
from fieldapp.rules.national_template import Ownership
from fieldapp.rules.plan_moves import Step, destination, siblings_of
from fieldapp.rules.plan_parts import PlanParts
from fieldapp.rules.plan_tree import child_level, next_code
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.changing import annul, change, create, fetch, put, restore
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.national_plans import newer_version
from fieldapp.work.order import last_position, position_after
from fieldapp.work.plan_parts import parts_of
from fieldapp.work.reasons import TAKEN_OUT


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list."""

    id: UUID
    title: str
    place: str
    period: str
    status: str
    version: int | None


@dataclass(frozen=True, slots=True)
class PlanRoom:
    """A plan that is open: its rows, and which of them, or all, stand as they are.

    `newer` is a version of its template that it has not taken in.
    """

    parts: PlanParts
    fixed: frozenset[UUID]
    newer: Plan | None

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.parts.plan

    @property
    def locked(self) -> bool:
        """Whether no row may change: it was published, sent, approved or annulled."""
        return self.plan.status not in ("draft", None) or bool(self.plan.annulled)


class Plans:
    """What is done with a plan; each method is one transaction.

    A published or sent plan, and the national rows of a regional one, do not change: Refused.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lines(self) -> list[PlanLine]:
        """Every plan, the one begun last first."""
        with self._desk.reading() as reading:
            plans = reading.all(Plan, {}, ("-created_at",))
        return [self._line(plan) for plan in plans]

    def _line(self, plan: Plan) -> PlanLine:
        return PlanLine(
            plan.id,
            plan.title,
            self._desk.pack.territories.path(plan.territory) if plan.territory else "",
            plan.period,
            plan.status or "draft",
            plan.version,
        )

    def parts(self, plan: UUID) -> PlanParts:
        """A plan with all its rows."""
        with self._desk.reading() as reading:
            return parts_of(reading, plan)

    def room(self, plan: UUID) -> PlanRoom:
        """One plan as a page shows it."""
        with self._desk.reading() as reading:
            parts = parts_of(reading, plan)
            newer = newer_version(reading, parts.plan)
        return PlanRoom(parts, self._fixed(parts), newer)

    def room_of_row(self, row: UUID) -> PlanRoom:
        """The plan to which a row belongs. Raises Refused where this laptop does not hold it."""
        with self._desk.reading() as reading:
            node = fetch(reading, PlanNode, row)
        if node.plan is None:
            raise Refused(say("Esa fila no pertenece a ningún plan."))
        return self.room(node.plan)

    def _fixed(self, parts: PlanParts) -> frozenset[UUID]:
        """The rows that stand as they were published."""
        if parts.plan.parent_plan is None:
            return frozenset()
        rows = (*parts.nodes, *parts.roles, *parts.indicators, *parts.means)
        owned = Ownership.of(rows, self.national_level)
        return frozenset(row.id for row in rows if owned.is_fixed(row))

    @property
    def national_level(self) -> str:
        """The code of the highest level of government."""
        return next(iter(self._desk.pack.catalogue("gov_levels"))).code

    def add_row(
        self, plan: UUID, changes: Changes, beside: UUID | None = None, *, below: bool = False
    ) -> Saved:
        """Add a row after another one, or below it; last of all without one.

        Its level and its code go on from those around it unless they are typed.
        """
        with self._desk.writing() as writing:
            nodes = _nodes(writing, plan)
            near = next((node for node in nodes if node.id == beside), None)
            parent = near if below else _node(nodes, near.parent if near else None)
            siblings = siblings_of(nodes, parent.id if parent else None)
            after = siblings[-1].id if (below or near is None) and siblings else beside
            codes = [one.code for one in siblings if one.code]
            coded = parent is None or bool(parent.code)
            level = near.level if near and not below else child_level(parent)
            typed: dict[str, Any] = {
                "level": level,
                "code": next_code(parent.code if parent else "", codes) if coded else "",
                "gov_level": next((one.gov_level for one in (near, parent) if one), None),
                "parent": parent.id if parent else None,
                **changes,
            }
            place = position_after(siblings, None if below and not siblings else after)
            node = create(self._desk, PlanNode, typed, plan=plan, position=place)
            return put(self._desk, writing, node)

    def move(self, id: UUID, step: Step) -> Saved:
        """Move a row one step, with all that hangs on it. Refused where there is no such place."""
        with self._desk.writing() as writing:
            node = fetch(writing, PlanNode, id)
            nodes = _nodes(writing, node.plan)
            to = destination(nodes, id, step)
            if to is None:
                raise Refused(say("La fila ya no puede moverse más hacia ese lado."))
            others = [one for one in siblings_of(nodes, to.parent) if one.id != id]
            place = position_after(others, to.after)
            moved = change(self._desk, node, {"parent": to.parent}, position=place)
            return put(self._desk, writing, moved)

    def take_out(self, id: UUID, reason: str = TAKEN_OUT) -> Saved:
        """Take a row out of the plan. Refused while others hang on it."""
        with self._desk.writing() as writing:
            node = fetch(writing, PlanNode, id)
            return annul(self._desk, writing, node, reason)

    def put_back(self, id: UUID) -> Saved:
        """Take that back."""
        with self._desk.writing() as writing:
            return restore(self._desk, writing, fetch(writing, PlanNode, id))

    def add_role(self, plan: UUID, phase: str, gov_level: str, text: str) -> Saved:
        """Begin a row of the matrix of roles with one of its cells."""
        with self._desk.writing() as writing:
            cells = writing.all(RoleAssignment, {"plan": plan})
            typed = {"phase": Code(phase), "gov_level": Code(gov_level), "text": text}
            known = {"plan": plan, "row_key": self._desk.new_id(), "position": last_position(cells)}
            return put(self._desk, writing, create(self._desk, RoleAssignment, typed, **known))

    def write_role(self, plan: UUID, row_key: UUID, gov_level: str, text: str) -> Saved:
        """Write a cell of a row that is there; without words the cell is taken out."""
        with self._desk.writing() as writing:
            row = writing.all(RoleAssignment, {"plan": plan, "row_key": row_key})
            if not row:
                raise Refused(say("Esa fila de roles ya no está en el plan."))
            there = [cell for cell in row if cell.gov_level == gov_level]
            if not there:
                typed = {"phase": row[0].phase, "gov_level": Code(gov_level), "text": text}
                known = {"plan": plan, "row_key": row_key, "position": row[0].position}
                return put(self._desk, writing, create(self._desk, RoleAssignment, typed, **known))
            if not text.strip():
                return annul(self._desk, writing, there[0], TAKEN_OUT)
            return put(self._desk, writing, change(self._desk, there[0], {"text": text}))

    def calendar(self, plan: UUID) -> bytes:
        """The milestones of the schedule as an iCalendar file, each on the last day of its work."""
        from fieldapp.documents.calendar_file import CalendarEntry, write_calendar
        from fieldapp.rules.plan_schedule import milestones_of

        parts = self.parts(plan)
        year = (parts.plan.starts_on or self._desk.today()).year
        entries = [
            CalendarEntry(one.entry, one.title, one.on, told=parts.plan.title)
            for one in milestones_of(parts.nodes, parts.entries, year)
        ]
        return write_calendar(parts.plan.title, entries, self._desk.now())


def _nodes(reading: Reading | Writing, plan: UUID | None) -> list[PlanNode]:
    return reading.all(PlanNode, {"plan": plan})


def _node(nodes: list[PlanNode], id: UUID | None) -> PlanNode | None:
    return next((node for node in nodes if node.id == id), None)
