"""A national plan reaches the regions by sync, and what they complete comes back (W8).

Yesenia and Rosa both begin the plan of Cauca, without a network; it is one plan.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID

import pytest

from fieldapp.app import assemble_work
from fieldapp.records import KINDS
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.plans import Plan, PlanNode
from fieldapp.records.text import Refused
from fieldapp.work.work import Work
from sync.server.commands import HEADQUARTERS_OFFICE
from tests.end_to_end.conftest import Enrolled
from tests.given.desks import Clock
from tests.given.served import Headquarters
from tests.given.terminals import Laptop

CAUCA = TerritoryCode("19")
DRAFT = "Plan que el nivel central no ha publicado"


@contextmanager
def working(laptop: Laptop) -> Generator[Work]:
    with laptop.open() as opened:
        yield assemble_work(opened, Clock())


def nodes(work: Work, plan: UUID) -> set[str]:
    with work.desk.reading() as reading:
        return {one.text for one in reading.all(PlanNode, {"plan": plan})}


def published_by(central: Laptop) -> UUID:
    with working(central) as work:
        typed = {"type": Code("action_plan"), "title": "Plan de acción nacional"}
        template = work.registers.save("plan", None, typed).id
        objective = work.plans.add_row(template, {"text": "Articular"}).id
        work.plans.add_row(template, {"text": "Participar"}, objective, below=True)
        work.national_plans.publish(template)
        draft = work.registers.save("plan", None, {**typed, "title": DRAFT}).id
        work.plans.add_row(draft, {"text": "Todavía se escribe"})
        return template


def must_not_write_on_what_headquarters_wrote(laptop: Laptop, template: UUID) -> None:
    """What headquarters would set aside is refused at the keyboard."""
    with working(laptop) as work:
        with work.desk.reading() as reading:
            (draft,) = reading.all(Plan, {"title": DRAFT})
            (row,) = reading.all(PlanNode, {"plan": draft.id})
        for kind, record in (("plan", template), ("plan", draft.id), ("plan_node", row.id)):
            with pytest.raises(Refused, match="quien revisa los planes"):
                work.registers.save(kind, record, {KINDS[kind].title: "Otra cosa"})
        with pytest.raises(Refused, match="quien revisa los planes"):
            work.national_plans.begin_version(template)


def begun_by(laptop: Laptop, template: UUID, text: str) -> UUID:
    with working(laptop) as work:
        plan = work.national_plans.copy_for(template, CAUCA).id
        level = {"gov_level": Code("department"), "level": Code("action")}
        work.plans.add_row(plan, {"text": text, **level})
        return plan


def renewed_by(central: Laptop, template: UUID) -> UUID:
    with working(central) as work:
        second = work.national_plans.begin_version(template).id
        (first,) = [one for one in work.plans.parts(second).nodes if one.text == "Articular"]
        work.registers.save("plan_node", first.id, {"text": "Articular y acompañar"})
        work.national_plans.publish(second)
        return second


def sync(*laptops: Laptop) -> None:
    for laptop in laptops:
        laptop.does("sync")


def test_two_laptops_complete_one_plan_and_a_new_version_leaves_their_rows(
    headquarters: Headquarters, enrolled: Enrolled
) -> None:
    nubia = ("nubia", "Nubia Torres", "--office", HEADQUARTERS_OFFICE, "--role", "hq_reviewer")
    headquarters.run("user", "add", *nubia)
    central, yesenia, rosa = enrolled("nubia"), enrolled("yesenia"), enrolled("rosa")
    template = published_by(central)
    sync(central, yesenia, rosa)
    must_not_write_on_what_headquarters_wrote(yesenia, template)

    plan = begun_by(yesenia, template, "Mesa de Guapi")
    assert begun_by(rosa, template, "Mesa de Timbiquí") == plan
    sync(yesenia, rosa, yesenia, central)
    every = {"Articular", "Participar", "Mesa de Guapi", "Mesa de Timbiquí"}
    assert not any(laptop.pending() for laptop in (central, yesenia, rosa))
    with working(central) as work:
        assert nodes(work, plan) == every
        assert len(work.national_plans.consolidated(template).plans) == 1
        with work.desk.reading() as reading:
            assert reading.count("conflict") == 0

    second = renewed_by(central, template)
    sync(central, yesenia)
    with working(yesenia) as work:
        done = work.national_plans.take_in(plan)
        assert (done.changed, done.withdrawn) == (1, 0)
        work.national_plans.send(plan)
    sync(yesenia, rosa)
    with working(rosa) as work:
        assert nodes(work, plan) == (every - {"Articular"}) | {"Articular y acompañar"}
        with work.desk.reading() as reading:
            kept = reading.get(Plan, plan)
        assert kept is not None
        assert (kept.status, kept.parent_plan) == ("sent", second)
