"""W7: every arrow is a stored link, walked from a budget line back and from a problem forward."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records.describe import Code, Money
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_filled_country
from tests.given.desks import a_desk
from tests.given.papers import words_of
from tests.given.plans import MATRICES, PERU, PUNO, a_plan, bring

PUNO_PLAN = UUID(MATRICES.name)
PROBLEM = "Débil institucionalidad para la articulación"


@pytest.fixture
def work(tmp_path: Path) -> Generator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


def kept(work: Work, kind: str, **typed: object) -> UUID:
    return work.registers.save(kind, None, typed).id


@pytest.fixture
def chain(work: Work) -> dict[str, UUID]:
    """One of each, from the problem to the visit that proves the measurement."""
    problem = kept(work, "problem", text=PROBLEM, territory=PUNO, number="2")
    cause = kept(work, "cause", problem=problem, text="Pocas sesiones", gov_level=Code("regional"))
    alternative = kept(work, "alternative", cause=cause, text="Más sesiones de la comisión")
    prioritised = work.diagnoses.choose(alternative, 2015).id
    plan = a_plan(work)
    action = work.plans.add_row(
        plan, {"level": Code("action"), "text": "Sesionar", "prioritisation": prioritised}
    ).id
    activity = work.plans.add_row(
        plan, {"text": "Participar en la sesión", "gov_level": Code("regional")}, action, below=True
    ).id
    add = work.registers.children.add
    item = work.budgets.add_item(
        plan, {"text": "Sesión", "plan_node": activity, "gov_level": Code("regional")}
    ).id
    cost = {"unit_cost": Money("PEN", 5_000), "quantity": Decimal(20)}
    line = work.budgets.add_line(item, {"text": "Movilidad local", **cost}).id
    role = {"phase": Code("execution"), "gov_level": Code("regional"), "text": "Participa"}
    add("role_assignment", plan, {**role, "plan_node": activity})
    indicator = add("indicator", plan, {"name": "N° de sesiones", "plan_node": activity}).id
    add("target", plan, {"indicator": indicator, "value": Decimal(4), "year": 2015})
    visit = work.visits.plan({"objective": "Sesión de la comisión", "territory": PUNO}).id
    measurement = kept(
        work,
        "measurement",
        indicator=indicator,
        on=date(2015, 11, 30),
        value=Decimal(3),
        activity=visit,
        text="Tres sesiones",
    )
    return {
        "problem": problem,
        "cause": cause,
        "alternative": alternative,
        "prioritisation": prioritised,
        "plan": plan,
        "plan_node": activity,
        "budget_item": item,
        "budget_line": line,
        "indicator": indicator,
        "measurement": measurement,
        "activity": visit,
    }


def test_w7_a_budget_line_leads_back_to_its_problem(work: Work, chain: dict[str, UUID]) -> None:
    way = work.traces.trace("budget_line", chain["budget_line"])
    assert [step.kind for step in way.before] == [
        "budget_item",
        "plan_node",
        "plan_node",
        "prioritisation",
        "alternative",
        "cause",
        "problem",
    ]
    assert way.before[-1].title == PROBLEM
    assert way.after == ()


def test_w7_a_problem_leads_forward_to_the_evidence(work: Work, chain: dict[str, UUID]) -> None:
    way = work.traces.trace("problem", chain["problem"])
    reached = {step.id for step in way.after}
    assert reached >= {chain[kind] for kind in chain if kind not in ("problem", "plan")}
    assert {step.kind for step in way.after} >= {"role_assignment", "target", "activity"}


def test_w7_the_whole_plan_prints_from_problem_to_schedule(
    work: Work, chain: dict[str, UUID]
) -> None:
    for name in ("roles", "logframe_national", "logframe_regional"):
        bring(work, f"pe_puno_{name}.csv", chain["plan"])
    report = work.reports.build("plan", Wanted(record=chain["plan"]))
    paper = work.reports.write(report, "pdf")
    assert faults(paper) == []
    said = " ".join(words_of(paper).split())
    for number in range(6, 19):
        assert f" {number}. " in said
    for words in (
        PROBLEM,
        "13.1 Matriz lógica: Gobierno Nacional",
        "Movilidad local",
        "Pendiente.",
    ):
        assert words in said
    assert "Cronograma: pendiente" in said
    for form in ("xlsx", "docx"):
        assert work.reports.write(report, form)


def test_w7_in_the_plan_of_puno_a_budget_line_leads_to_its_problem_and_back(
    tmp_path: Path,
) -> None:
    """The demonstration holds the links that the source's own tables give by their words."""
    with a_filled_country(tmp_path, "PE") as work:
        nodes = work.plans.parts(PUNO_PLAN).nodes
        assert sum(node.prioritisation is not None for node in nodes) == 40
        item = next(
            cost.item
            for cost in work.budgets.grid(PUNO_PLAN).budget.costs
            if cost.item.text.startswith("Coordinar con la SD-PCM")
        )
        way = work.traces.trace("budget_item", item.id)
        before = {step.kind: step.id for step in way.before}
        assert {"plan_node", "prioritisation", "alternative", "cause", "problem"} <= before.keys()
        back = work.traces.trace("problem", before["problem"])
        assert item.id in {step.id for step in back.after}


def test_w7_in_the_plan_of_cali_every_arrow_is_walked_both_ways(tmp_path: Path) -> None:
    """Problem, cause, alternative, choice, row, indicator, budget, commitment, evidence."""
    with a_filled_country(tmp_path, "CO") as work:
        line = _titled(work, "budget_line", "Facilitación de las sesiones")
        nearest = reversed(work.traces.trace("budget_line", line).before)
        before = {step.kind: step.id for step in nearest}
        chain = {"budget_item", "plan_node", "prioritisation", "alternative", "cause", "problem"}
        assert {*chain, "commitment", "agreement"} <= before.keys()
        problem = work.traces.trace("problem", before["problem"])
        assert problem.start.title.startswith("Acciones del Plan Local de Empleo")
        reached = {step.id for step in problem.after}
        assert {line, *(before[kind] for kind in chain - {"problem"})} <= reached
        after = {step.kind for step in problem.after}
        assert after >= {"indicator", "target", "verification_mean", "role_assignment"}
        assert after >= {"schedule_entry", "operational_line", "measurement", "activity"}
        shown = _titled(work, "measurement", "Primera presentación a la comunidad")
        evidence = next(step for step in problem.after if step.kind == "activity")
        back = {step.id for step in work.traces.trace("activity", evidence.id).before}
        assert {shown, before["problem"], before["agreement"]} <= back


def test_w7_in_the_plan_of_cali_each_commitment_leads_to_what_serves_it(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "CO") as work:
        with work.desk.reading() as reading:
            (agreement,) = reading.listing(
                "agreement", ("id",), {"title": "Acuerdo de voluntades de Santiago de Cali"}
            )[0]
            promises = reading.listing("commitment", ("id",), {"origin": agreement})
        assert len(promises) == 11
        for (promise,) in promises:
            assert "plan_node" in {s.kind for s in work.traces.trace("commitment", promise).after}
        plan = work.reports.build("plan", Wanted(record=_titled(work, "plan", "Plan Local")))
        said = " ".join(words_of(work.reports.write(plan, "pdf")).split())
        for words in ("Prosperidad para Todos", "No se ha determinado", "Memorias impresas"):
            assert words in said
        assert "Cronograma: pendiente" not in said


def _titled(work: Work, kind: str, text: str) -> UUID:
    """The one record of a kind whose title begins so."""
    title = work.desk.kinds[kind].title
    with work.desk.reading() as reading:
        rows = reading.listing(kind, ("id", title), {})
    (found,) = (ident for ident, said in rows if said.startswith(text))
    return found
