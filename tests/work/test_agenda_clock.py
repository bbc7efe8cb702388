"""The stamps of the points of a meeting, kept in the real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.visits import AgendaItem
from fieldapp.rules.agenda_clock import is_running, minutes_taken
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def work(tmp_path: Path, clock: Clock) -> Iterator[Work]:
    with a_desk(tmp_path, clock) as desk:
        yield Work(desk)


@pytest.fixture
def visit(work: Work) -> UUID:
    return work.visits.start(changes={"objective": "Mesa"}).id


def only(work: Work, visit: UUID, title: str) -> AgendaItem:
    return next(one for one in work.agenda.of(visit) if one.title == title)


def test_a_point_is_begun_and_ended_by_the_clock(work: Work, visit: UUID, clock: Clock) -> None:
    point = work.agenda.add(visit, {"title": "Informe"}).id
    work.agenda.begin(point)
    assert is_running(only(work, visit, "Informe"))
    clock.go_on(minutes=12, seconds=40)
    assert minutes_taken(only(work, visit, "Informe"), clock()) == 12
    work.agenda.end(point)
    clock.go_on(hours=1)
    done = only(work, visit, "Informe")
    assert (is_running(done), minutes_taken(done, clock())) == (False, 12)


def test_beginning_a_point_ends_the_one_before(work: Work, visit: UUID, clock: Clock) -> None:
    first = work.agenda.add(visit, {"title": "Informe"}).id
    second = work.agenda.add(visit, {"title": "Votación"}).id
    work.agenda.begin(first)
    clock.go_on(minutes=5)
    work.agenda.begin(second)
    assert only(work, visit, "Informe").ended_at == clock()
    assert only(work, visit, "Votación").started_at == clock()


def test_a_point_taken_up_again_keeps_its_first_stamp(
    work: Work, visit: UUID, clock: Clock
) -> None:
    point, noon = work.agenda.add(visit, {"title": "Informe"}).id, clock()
    work.agenda.begin(point)
    clock.go_on(minutes=5)
    work.agenda.end(point)
    clock.go_on(minutes=5)
    work.agenda.begin(point)
    again = only(work, visit, "Informe")
    assert (again.started_at, again.ended_at) == (noon, None)


def test_a_clock_set_back_ends_no_point_before_it_began(
    work: Work, visit: UUID, clock: Clock
) -> None:
    point = work.agenda.add(visit, {"title": "Informe"}).id
    work.agenda.begin(point)
    began = clock()
    clock.at -= timedelta(days=2)
    work.agenda.end(point)
    assert only(work, visit, "Informe").ended_at == began


def test_the_point_under_way_ends_with_the_meeting(work: Work, visit: UUID, clock: Clock) -> None:
    work.attendance.add(visit, {"full_name": "Rosa Mina"})
    point = work.agenda.add(visit, {"title": "Informe"}).id
    work.agenda.begin(point)
    clock.go_on(minutes=30)
    work.visits.finish(visit)
    assert only(work, visit, "Informe").ended_at == clock()
