"""W8: a national plan published, completed by 25 regions, renewed without touching their rows."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.indicators import Indicator, VerificationMean
from fieldapp.records.plans import PlanNode, RoleAssignment
from fieldapp.records.text import Refused
from fieldapp.rules.report import Table
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.plans import PUNO, SEDE, a_plan, bring, plan_of, rows_of


@pytest.fixture
def work(tmp_path: Path) -> Generator[Work]:
    """Headquarters and regions on one desk: what each may do is asked of the plan, not of it."""
    with a_desk(tmp_path, **{**SEDE, "scopes": frozenset(f"{n:02}" for n in range(26))}) as desk:
        yield Work(desk)


@pytest.fixture
def template(work: Work) -> UUID:
    plan = a_plan(work, territory=None)
    for name in ("tree", "roles", "logframe_national", "logframe_regional"):
        bring(work, f"pe_puno_{name}.csv", plan)
    work.national_plans.publish(plan)
    return plan


def copied(work: Work, template: UUID, territory: str = PUNO) -> UUID:
    return work.national_plans.copy_for(template, TerritoryCode(territory)).id


def the(work: Work, kind: type, plan: UUID, text: str) -> PlanNode:
    return next(one for one in rows_of(work, kind, plan) if one.text.startswith(text))


def test_w8_a_published_plan_is_fixed_for_everybody(work: Work, template: UUID) -> None:
    node = rows_of(work, PlanNode, template)[0]
    with pytest.raises(Refused, match="publicado"):
        work.registers.save("plan_node", node.id, {"text": "Otra cosa"})
    with pytest.raises(Refused, match="publicado"):
        work.plans.add_row(template, {"text": "Otra fila"})
    with pytest.raises(Refused, match="publicado"):
        bring(work, "pe_puno_goals.csv", template)


def test_w8_only_who_reviews_the_plans_publishes(tmp_path: Path) -> None:
    with a_desk(tmp_path / "region", **{**SEDE, "role": "officer"}) as desk:
        work = Work(desk)
        with pytest.raises(Refused, match="quien revisa"):
            work.national_plans.publish(a_plan(work, territory=None))


def test_w8_a_region_gets_every_row_and_changes_only_its_own(work: Work, template: UUID) -> None:
    region = copied(work, template)
    for kind in (PlanNode, RoleAssignment, Indicator, VerificationMean):
        assert len(rows_of(work, kind, region)) == len(rows_of(work, kind, template))
    assert work.plans.parts(region).completeness(work.desk.pack).by_level["national"] == 37
    national = the(work, PlanNode, region, "Articular")
    with pytest.raises(Refused, match="plantilla nacional"):
        work.registers.save("plan_node", national.id, {"text": "Cambiado en Puno"})
    with pytest.raises(Refused, match="plantilla nacional"):
        work.plans.take_out(the(work, PlanNode, region, "Utilizar mecanismos").id)
    own = the(work, PlanNode, region, "Difundir el Módulo")
    work.registers.save("plan_node", own.id, {"text": "Difundir el Módulo en Puno y Juliaca"})
    work.plans.add_row(region, {"text": "Feria laboral en Juliaca"}, own.id)


def test_w8_a_region_fills_its_column_beside_national_cells(work: Work, template: UUID) -> None:
    region = copied(work, template)
    row = work.plans.parts(region).role_rows(work.desk.pack)[0]
    work.plans.write_role(region, row.key, "local", "La municipalidad difunde la directiva")
    found = work.plans.parts(region).completeness(work.desk.pack)
    assert (found.by_level["local"], found.forgotten) == (1, ())
    with pytest.raises(Refused, match="plantilla nacional"):
        work.plans.write_role(region, row.key, "national", "Otra cosa")


def test_w8_two_laptops_that_copy_make_the_same_plan(tmp_path: Path) -> None:
    ids: list[set[UUID]] = []
    for laptop in ("one", "two"):
        with a_desk(tmp_path / laptop, **SEDE) as desk:
            work = Work(desk)
            template = a_plan(work, territory=None)
            bring(work, "pe_puno_tree.csv", template)
            work.national_plans.publish(template)
            region = copied(work, template)
            ids.append({region, *(one.id for one in rows_of(work, PlanNode, region))})
    assert ids[0] == ids[1]


def test_w8_a_new_version_renews_national_rows_and_leaves_regional_ones(
    work: Work, template: UUID
) -> None:
    region = copied(work, template)
    own = the(work, PlanNode, region, "Difundir el Módulo")
    work.registers.save("plan_node", own.id, {"text": "Difundir el Módulo en Juliaca"})
    dropped = the(work, PlanNode, region, "Brindar información al MTPE")
    work.plans.take_out(dropped.id)
    new = work.plans.add_row(region, {"text": "Feria laboral en Juliaca"}, own.id).id

    second = work.national_plans.begin_version(template).id
    strategy = the(work, PlanNode, second, "Participar en mecanismos")
    work.registers.save("plan_node", strategy.id, {"text": "Conducir mecanismos de articulación"})
    work.plans.take_out(the(work, PlanNode, second, "Utilizar mecanismos").id)
    work.plans.add_row(second, {"text": "Objetivo nuevo", "code": "4", "level": Code("objective")})
    changed = the(work, PlanNode, second, "Difundir el Módulo")
    work.registers.save("plan_node", changed.id, {"text": "Difundir, en la versión 2"})
    work.national_plans.publish(second)

    newer = work.plans.room(region).newer
    assert newer is not None
    assert newer.version == 2
    done = work.national_plans.take_in(region)
    assert (done.version, done.added, done.changed, done.withdrawn) == (2, 1, 1, 1)
    texts = {one.id: one.text for one in rows_of(work, PlanNode, region)}
    assert texts[own.id] == "Difundir el Módulo en Juliaca"
    assert texts[new] == "Feria laboral en Juliaca"
    assert dropped.id not in texts
    assert "Conducir mecanismos de articulación" in texts.values()
    assert "Objetivo nuevo" in texts.values()
    assert not any(text.startswith("Utilizar mecanismos") for text in texts.values())
    assert plan_of(work, region).parent_plan == second
    assert work.plans.room(region).newer is None


def test_w8_a_row_that_the_version_dropped_stays_while_regional_rows_hang_on_it(
    work: Work, template: UUID
) -> None:
    region = copied(work, template)
    action = the(work, PlanNode, region, "Utilizar mecanismos")
    hung = work.plans.add_row(
        region, {"text": "Mesa regional", "gov_level": Code("regional")}, action.id, below=True
    ).id
    second = work.national_plans.begin_version(template).id
    work.plans.take_out(the(work, PlanNode, second, "Utilizar mecanismos").id)
    work.national_plans.publish(second)
    done = work.national_plans.take_in(region)
    assert (done.withdrawn, done.kept) == (0, 1)
    rows = {one.id: one for one in rows_of(work, PlanNode, region)}
    assert rows[hung].parent == action.id
    assert action.id in rows


def test_w8_what_was_sent_is_fixed_until_it_is_opened_again(work: Work, template: UUID) -> None:
    region = copied(work, template)
    work.national_plans.send(region)
    own = the(work, PlanNode, region, "Difundir el Módulo")
    with pytest.raises(Refused, match="enviado"):
        work.registers.save("plan_node", own.id, {"text": "Otra cosa"})
    work.national_plans.open_again(region)
    work.registers.save("plan_node", own.id, {"text": "Otra cosa"})


def test_w8_headquarters_sees_25_copies_and_their_gaps(work: Work, template: UUID) -> None:
    """The pack counts Callao among the 25 territories of level 1."""
    level1 = [one.code for one in work.desk.pack.territories if one.level == 1]
    assert len(level1) == 25
    for territory in level1[:-1]:
        copied(work, template, territory)
    sent = copied(work, template, level1[-1])
    workshop = work.visits.plan({"objective": "Taller macro regional"}).id
    work.registers.save("plan", sent, {"workshop": workshop})
    work.national_plans.send(sent)
    found = work.national_plans.consolidated(template)
    assert (len(found.plans), found.sent, found.missing) == (25, 1, ())
    assert [one.plan for one in found.plans if one.validated] == [sent]
    gaps = {(one.without_indicator, one.without_means, one.roles["local"]) for one in found.plans}
    assert gaps == {(9, 14, 0)}
    assert all(one.lacks(found.newest) for one in found.plans)
    report = work.reports.build("plan_consolidated", Wanted(record=template))
    table = next(one for one in report.blocks if isinstance(one, Table))
    assert len(table.rows) == 25
    assert work.reports.write(report, "pdf").startswith(b"%PDF")


def test_w8_a_territory_without_its_plan_is_named(work: Work, template: UUID) -> None:
    copied(work, template)
    found = work.national_plans.consolidated(template)
    assert (len(found.plans), len(found.missing)) == (1, 24)


def test_w8_a_row_is_not_hung_on_what_hangs_on_it(work: Work) -> None:
    plan = a_plan(work, territory=PUNO)
    above = work.plans.add_row(plan, {"text": "Línea"}).id
    below = work.plans.add_row(plan, {"text": "Acción"}, above, below=True).id
    last = work.plans.add_row(plan, {"text": "Tarea"}, below, below=True).id
    for onto in (below, last):
        with pytest.raises(Refused, match="sí misma"):
            work.registers.save("plan_node", above, {"parent": onto})
    work.registers.save("plan_node", last, {"parent": above})
    assert len(rows_of(work, PlanNode, plan)) == 3
