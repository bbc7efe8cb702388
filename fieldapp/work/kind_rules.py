"""What some kinds ask before they are kept, beyond what their description says.

Everything that is put passes here, whatever way it comes: typed, imported, from a register. A
rule is asked only about what a person changes, so that what came by sync never stops a save.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from fieldapp.records import KINDS
from fieldapp.records.budget import Funding, FundingBeneficiary
from fieldapp.records.describe import Record
from fieldapp.records.indicators import Indicator
from fieldapp.records.plans import Plan, PlanNode
from fieldapp.records.situation import ProfileSheet, SheetValue
from fieldapp.records.text import Refused, say
from fieldapp.records.trips import Trip, TripCertificate, TripExpense
from fieldapp.rules import action_plan, fichas, trips
from fieldapp.rules.funding import what_funding_lacks
from fieldapp.rules.national_template import Ownership
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.desk import Desk
from fieldapp.work.issued import must_be_a_plan_at_work

_PUBLISHED: Final = "published"

Rule: TypeAlias = Callable[[Desk, Writing, Any, Any], None]
"""Given the desk, the transaction, the record as it was (or None) and as it would be kept."""


def must_hold(desk: Desk, writing: Writing, record: Record) -> None:
    """Raise Refused, in words, if a rule of its kind does not let the record be kept."""
    rule = _RULES.get(type(record))
    if rule is not None and (not record.annulled or rule is _plan_row):
        rule(desk, writing, writing.get(type(record), record.id), record)


def _trip(desk: Desk, writing: Writing, before: Trip | None, trip: Trip) -> None:
    """A trip moves on only with what its next state asks for; one written late may be anywhere."""
    if before is not None:
        trips.must_move(before, trip)
        if before.status == trip.status:
            return
    own = {"trip": trip.id}
    expenses, certificates = writing.all(TripExpense, own), writing.all(TripCertificate, own)
    lacks = trips.what_moving_lacks(trip, expenses, certificates, desk.pack)
    if lacks:
        raise Refused(lacks[0])


def _ficha(desk: Desk, writing: Writing, before: ProfileSheet | None, sheet: ProfileSheet) -> None:
    """A ficha is published only when every figure in it has its year and its source (D21)."""
    if sheet.status != _PUBLISHED or (before is not None and before.status == _PUBLISHED):
        return
    lacks = fichas.what_publishing_lacks(
        sheet, writing.all(SheetValue, {"sheet": sheet.id}), desk.pack
    )
    if lacks:
        raise Refused(lacks[0])


def _plan(desk: Desk, writing: Writing, before: Plan | None, plan: Plan) -> None:
    """A plan is approved once each of its actions has what its priority asks for."""
    del desk
    if plan.status == "approved" and (before is None or before.status != "approved"):
        nodes = writing.all(PlanNode, {"plan": plan.id}, ("position",))
        action_plan.must_be_ready(nodes)


def _funding(desk: Desk, writing: Writing, before: Funding | None, funding: Funding) -> None:
    """Money that was asked for or given is an amount, from somebody, for somebody."""
    del desk, before
    beneficiaries = writing.all(FundingBeneficiary, {"funding": funding.id})
    lacks = what_funding_lacks(funding, beneficiaries)
    if lacks:
        raise Refused(lacks[0])


def _figure(desk: Desk, writing: Writing, before: SheetValue | None, value: SheetValue) -> None:
    """No figure without source slips into a ficha that is published already."""
    del desk, before
    sheet = writing.get(ProfileSheet, value.sheet) if value.sheet else None
    published = sheet is not None and sheet.status == _PUBLISHED
    if published and not fichas.may_be_published(value):
        raise Refused(
            say("La ficha está publicada: escriba el indicador, el valor, el año y la fuente.")
        )


def _plan_row(desk: Desk, writing: Writing, before: Any, row: Any) -> None:
    """Rows of a plan that was published or sent stay, and national rows in a regional plan (W8)."""
    must_be_a_plan_at_work(writing, row.plan)
    if before is None or before.origin is None:
        return
    plan = writing.get(Plan, row.plan)
    national = next(iter(desk.pack.catalogue("gov_levels"))).code
    above = [
        found
        for name, kind in (("plan_node", PlanNode), ("indicator", Indicator))
        if (found := writing.get(kind, getattr(before, name, None) or before.id)) is not None
    ]
    nodes = [
        found
        for one in above
        if isinstance(one, Indicator) and one.plan_node
        if (found := writing.get(PlanNode, one.plan_node)) is not None
    ]
    owned = Ownership.of((before, *above, *nodes), national)
    if plan is not None and plan.parent_plan and owned.is_fixed(before):
        raise Refused(
            say("Esta fila es de la plantilla nacional y no se cambia en el plan del territorio.")
        )


_RULES: Final[dict[type[Record], Rule]] = {
    **{spec.record: _plan_row for spec in KINDS.children_of("plan")},
    Funding: _funding,
    Plan: _plan,
    ProfileSheet: _ficha,
    SheetValue: _figure,
    Trip: _trip,
}
