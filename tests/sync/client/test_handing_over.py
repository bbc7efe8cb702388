"""A post handed over reaches whoever takes it at the first sync (field rule R7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.handover import Handover
from fieldapp.records.visits import Activity
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.desks import a_desk_on
from tests.given.field_work import a_visit
from tests.given.vaults import NOON
from tests.sync.client.conftest import Enrol, Enrolled


def work_at(at: Enrolled, role: str = "officer") -> Work:
    laptop, who = at.laptop, at.laptop.identity.enrolment
    desk: Desk = a_desk_on(laptop.vault, laptop.store, officer=who.officer.person, role=role)
    return Work(replace(desk, clock=lambda: datetime.now(UTC), new_id=uuid4))


def test_the_successor_finds_the_visits_at_the_first_sync(enrol: Enrol) -> None:
    leaver, coordinator, successor = enrol(), enrol(role="coordinator"), enrol()
    leaves, takes = (one.laptop.identity.enrolment.officer.person for one in (leaver, successor))
    visit = a_visit(
        str(uuid4()),
        lead_officer=leaves,
        created_by=None,
        planned_on=NOON.date(),
        ends_at=None,
        status=Code("in_progress"),
    )
    leaver.laptop.put(visit)
    leaver.sync()
    handover = Handover(
        id=uuid4(),
        territory=TerritoryCode("19"),
        leaver=leaves,
        successor=takes,
        from_on=NOON.date(),
        reason="Traslado",
    )
    coordinator.laptop.put(handover)
    assert coordinator.sync().in_review == 0

    leaver.sync()
    told = work_at(leaver).handovers.told()
    assert told is not None
    assert "entregue su puesto a Funcionaria" in str(told)
    work_at(leaver).handovers.make(handover.id)
    assert leaver.sync().in_review == 0

    successor.sync()
    with successor.laptop.store.read() as reading:
        came = reading.get(Activity, visit.id)
    assert came is not None
    assert came.lead_officer == takes
    mine = work_at(successor).today.page()
    assert visit.id in {one.id for one in (*mine.visits, *mine.unfinished)}


def test_an_officer_cannot_name_who_takes_a_post_over(enrol: Enrol) -> None:
    officer = enrol()
    officer.laptop.put(Handover(id=uuid4(), territory=TerritoryCode("19"), leaver=uuid4()))
    assert officer.sync().in_review == 1
