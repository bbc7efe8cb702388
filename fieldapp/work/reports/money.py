"""Reports on what plans cost, what they ask for by priority, and who pays."""

from __future__ import annotations

from typing import Final

from fieldapp.records.budget import Funding, FundingBeneficiary
from fieldapp.records.evaluation import AssessmentItem
from fieldapp.records.plans import Plan, PlanNode
from fieldapp.records.text import say
from fieldapp.rules.action_plan import board_of, named
from fieldapp.rules.report import Report
from fieldapp.rules.reports.action_plan import action_plan_report, budget_request_report
from fieldapp.rules.reports.budget import budget_report
from fieldapp.rules.reports.funding import funding_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.action_plans import nodes_of
from fieldapp.work.budgets import budget_of
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.order import in_order
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.visit_list import within


def _budget(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    plan = fetch(reading, Plan, wanted.about)
    return budget_report(plan.title, budget_of(desk, reading, plan.id), desk.pack)


def _action_plan(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    plan = fetch(reading, Plan, wanted.about)
    nodes = nodes_of(reading, plan.id)
    asked = reading.many(AssessmentItem, [node.gap for node in nodes if node.gap])
    gaps = {node.id: asked[node.gap].gap for node in nodes if node.gap and node.gap in asked}
    return action_plan_report(plan.title, board_of(nodes), gaps, desk.pack)


def _request(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    plan = fetch(reading, Plan, wanted.about)
    return budget_request_report(plan.title, board_of(nodes_of(reading, plan.id)), desk.pack)


def _funding(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    where: dict[str, object] = {}
    if wanted.territory:
        where["territory"] = within(desk.pack.territories, wanted.territory)
    requests = reading.all(Funding, where, ("source", "title"))
    actions = reading.many(PlanNode, [one.plan_node for one in requests if one.plan_node])
    paid_for = {key: named(node) for key, node in actions.items()}
    return funding_report(
        [
            (
                one,
                sorted(reading.all(FundingBeneficiary, {"funding": one.id}), key=in_order),
                paid_for.get(one.plan_node, "") if one.plan_node else "",
            )
            for one in requests
        ],
        desk.pack,
    )


REPORTS: Final = (
    ReportFacts(
        name="plan_budget",
        label=say("Presupuesto del plan"),
        told=say("Cada partida con sus líneas, lo que no se ha determinado y los totales."),
        group="planning",
        build=_budget,
        about="plan",
    ),
    ReportFacts(
        name="action_plan",
        label=say("Plan de acción por prioridad"),
        told=say("Las acciones por prioridad y por eje, y qué falta para aprobar el plan."),
        group="planning",
        build=_action_plan,
        about="plan",
    ),
    ReportFacts(
        name="budget_request",
        label=say("Solicitud de presupuesto adicional"),
        told=say("Lo que se pide para las acciones de prioridad 3 y 4, por año fiscal."),
        group="planning",
        build=_request,
        about="plan",
    ),
    ReportFacts(
        name="funding",
        label=say("Fuentes de financiación"),
        told=say("Qué se pide a cada fuente, para quiénes y para qué."),
        group="planning",
        build=_funding,
        asks=frozenset({Asks.TERRITORY}),
    ),
)
