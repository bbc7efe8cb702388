"""National plans that regions complete: published, copied, sent, consolidated, renewed (W8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from fieldapp.records.describe import Code, KindSpec, Record, TerritoryCode
from fieldapp.records.plans import Plan
from fieldapp.records.text import Refused, say
from fieldapp.rules.consolidated_plans import Consolidated, consolidate
from fieldapp.rules.national_template import (
    TakenIn,
    copies,
    family,
    regional_id,
    take_in,
    version_id,
)
from fieldapp.rules.permissions import Action
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.changing import change, fetch, must_may, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.plan_parts import parts_of

_WITHDRAWN: Final = "Ya no está en la plantilla nacional"
_OF_THE_PLAN_ITSELF: Final = (
    "type",
    "title",
    "organization",
    "period",
    "starts_on",
    "ends_on",
    "objective",
    "training",
    "coordination",
    "responsibilities",
    "association",
    "monitoring",
)


@dataclass(frozen=True, slots=True)
class Renewed:
    """What taking in a version did. `kept` are rows that it dropped and the region leans on."""

    saved: Saved
    version: int
    added: int
    changed: int
    withdrawn: int
    kept: int


class NationalPlans:
    """What headquarters and regions do with a template; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def publish(self, plan: UUID) -> Saved:
        """Fix a national plan, so that regions copy it. Its first version is 1."""
        with self._desk.writing() as writing:
            kept = fetch(writing, Plan, plan)
            must_may(self._desk, Action.TEMPLATE, kept)
            if kept.parent_plan is not None or kept.territory:
                raise Refused(say("Este plan es de un territorio: no se publica, se envía."))
            _must_be(kept, "draft", say("Este plan ya está publicado."))
            known = {"status": Code("published"), "published_on": self._desk.today()}
            return self._put(writing, kept, **known, version=kept.version or 1)

    def begin_version(self, plan: UUID) -> Saved:
        """Begin the next version of a published plan: the same rows, open to be changed."""
        with self._desk.writing() as writing:
            kept = fetch(writing, Plan, plan)
            must_may(self._desk, Action.TEMPLATE, kept)
            _must_be(kept, "published", say("Publique primero la versión que tiene abierta."))
            version = (kept.version or 1) + 1
            new = version_id(kept, version)
            if writing.get(Plan, new) is not None:
                raise Refused(say("La versión {n} ya está empezada.", n=version))
            known: dict[str, Any] = {"previous_version": plan, "origin": family(kept)}
            begun = Plan(id=new, **_own(kept), version=version, **known)
            writing.put(begun)
            self._put_all(writing, copies(self._rows(writing, plan), new, self._spec_of))
            return Saved(writing.changed_kinds, new)

    def copy_for(self, template: UUID, territory: TerritoryCode) -> Saved:
        """Begin the plan with which a territory completes a published template."""
        with self._desk.writing() as writing:
            kept = fetch(writing, Plan, template)
            _must_be(kept, "published", say("Esa plantilla todavía no está publicada."))
            new = regional_id(kept, territory)
            if writing.get(Plan, new) is not None:
                raise Refused(say("Este territorio ya tiene su plan a partir de esa plantilla."))
            own: dict[str, Any] = {**_own(kept), "organization": None}
            copy = Plan(id=new, **own, territory=territory, parent_plan=template)
            put(self._desk, writing, change(self._desk, copy, {"territory": territory}))
            self._put_all(writing, copies(self._rows(writing, template), new, self._spec_of))
            return Saved(writing.changed_kinds, new)

    def take_in(self, plan: UUID) -> Renewed:
        """Take the newest version of the template into a regional plan.

        National rows become as published; what the region wrote is not touched.
        """
        with self._desk.writing() as writing:
            kept = fetch(writing, Plan, plan)
            _must_be(kept, "draft", say("El plan ya se envió. Ábralo de nuevo para actualizarlo."))
            newest = newer_version(writing, kept)
            if newest is None:
                raise Refused(say("El plan ya tiene la última versión de su plantilla."))
            here = self._rows(writing, plan, annulled=True)
            template = self._rows(writing, newest.id)
            national = next(iter(self._desk.pack.catalogue("gov_levels"))).code
            taken = take_in(template, here, plan, national, self._spec_of)
            self._keep(writing, taken, here)
            saved = self._put(writing, kept, parent_plan=newest.id)
            return Renewed(
                saved,
                newest.version or 1,
                len(taken.added),
                len(taken.renewed),
                len(taken.withdrawn),
                len(taken.kept_for),
            )

    def send(self, plan: UUID) -> Saved:
        """Say that a territory's plan is complete; its rows are fixed until it is opened again."""
        with self._desk.writing() as writing:
            kept = fetch(writing, Plan, plan)
            if not kept.territory:
                raise Refused(say("Un plan nacional no se envía, se publica."))
            _must_be(kept, "draft", say("Este plan ya se envió."))
            return self._put(writing, kept, status=Code("sent"), sent_on=self._desk.today())

    def open_again(self, plan: UUID) -> Saved:
        """Open a plan that was sent, so that its territory goes on writing."""
        with self._desk.writing() as writing:
            kept = fetch(writing, Plan, plan)
            _must_be(kept, "sent", say("Solo se abre de nuevo un plan enviado."))
            return self._put(writing, kept, status=Code("draft"), sent_on=None)

    def approve(self, plan: UUID, act: str = "") -> Saved:
        """Say that a plan is approved, by which act. Refused while its actions are not ready."""
        with self._desk.writing() as writing:
            kept = fetch(writing, Plan, plan)
            if kept.status not in ("sent", "draft"):
                raise Refused(say("Este plan ya está aprobado o publicado."))
            typed = {"approval_act": act.strip() or kept.approval_act}
            known = {"status": Code("approved")}
            return put(self._desk, writing, change(self._desk, kept, typed, **known))

    def consolidated(self, template: UUID) -> Consolidated:
        """The plans of all territories that complete a template, beside those that are missing."""
        with self._desk.reading() as reading:
            return consolidated_of(self._desk, reading, template)

    def _put(self, writing: Writing, plan: Plan, **known: object) -> Saved:
        return put(self._desk, writing, change(self._desk, plan, {}, **known))

    def _put_all(self, writing: Writing, records: Iterable[Record]) -> None:
        """Keep rows that come as they were published, past the rules for what people type."""
        for record in records:
            writing.put(record)

    def _keep(self, writing: Writing, taken: TakenIn, here: list[Any]) -> None:
        self._put_all(writing, (*taken.added, *taken.renewed))
        gone = set(taken.withdrawn)
        self._put_all(
            writing,
            [msgspec.structs.replace(row, annulled=_WITHDRAWN) for row in here if row.id in gone],
        )

    def _rows(self, reading: Reading, plan: UUID, *, annulled: bool = False) -> list[Any]:
        """All rows of a plan, of every kind that belongs to one."""
        found: list[Any] = []
        for spec in self._desk.kinds.children_of("plan"):
            found += reading.all(spec.record, {"plan": plan}, include_annulled=annulled)
        return found

    def _spec_of(self, record: Record) -> KindSpec:
        return self._desk.kinds.spec_of(record)


def consolidated_of(desk: Desk, reading: Reading, template: UUID) -> Consolidated:
    """The plans that complete any version of a template; the newest version is what they should."""
    kept = fetch(reading, Plan, template)
    versions = _versions(reading, kept)
    ids = [one.id for one in versions]
    plans = reading.all(Plan, {"parent_plan": ids})
    parts = [parts_of(reading, plan.id) for plan in plans]
    return consolidate(kept, versions, parts, desk.pack)


def _versions(reading: Reading, plan: Plan) -> list[Plan]:
    """Every version of a national plan, the first one first."""
    first = family(plan)
    found = {one.id: one for one in reading.all(Plan, {"origin": first})}
    root = reading.get(Plan, first)
    if root is not None:
        found[root.id] = root
    return sorted(found.values(), key=lambda one: one.version or 0)


def newer_version(reading: Reading, plan: Plan) -> Plan | None:
    """The newest published version of a plan's template that it has not taken in."""
    held = reading.get(Plan, plan.parent_plan) if plan.parent_plan else None
    if held is None:
        return None
    newest = [one for one in _versions(reading, held) if one.status == "published"]
    found = newest[-1] if newest else None
    return found if found and (found.version or 0) > (held.version or 0) else None


def _own(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in _OF_THE_PLAN_ITSELF}


def _must_be(plan: Plan, status: str, otherwise: Any) -> None:
    if (plan.status or "draft") != status:
        raise Refused(otherwise)
