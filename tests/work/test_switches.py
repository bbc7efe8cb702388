"""What an office does not work with is out of the way, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.records import KINDS
from fieldapp.records.describe import Code
from fieldapp.records.people import Office
from fieldapp.work.desk import Desk
from fieldapp.work.registers import Registers
from fieldapp.work.switches import kinds_of_office
from fieldapp.work.work import Work
from tests.given.desks import OFFICE, a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def opened_with(desk: Desk, *groups: str) -> Work:
    """The same vault, opened when the office works with these groups."""
    with desk.writing() as writing:
        writing.put(Office(id=OFFICE, code="DTCAU", groups=frozenset(map(Code, groups))))
    return Work(replace(desk, kinds=kinds_of_office(desk.store, desk.pack, OFFICE)))


def test_what_is_off_is_in_no_list_search_or_report_and_comes_back_whole(desk: Desk) -> None:
    every = [one.code for one in desk.pack.catalogue("register_groups")]
    before = opened_with(desk, *every)
    plan = before.registers.save("plan", None, {"title": "Plan de empleo de Guapi"}).id
    row = before.registers.children.add("plan_node", plan, {"text": "Crear la mesa"}).id
    before.recent.note("plan", plan)

    off = opened_with(desk, "agreements", "logbook", "spaces")
    assert "planning" not in {group.code for group in off.registers.groups()}
    assert off.search.find("empleo guapi") == []
    assert off.recent.last(9) == []
    reports = {one.name for one in off.reports.known()}
    assert reports
    assert not reports & {one.name for one in before.reports.of("plan")}
    assert off.registers.get("plan", plan) is not None  # kept, and sent like any other

    again = opened_with(desk, *every)
    assert "planning" in {group.code for group in again.registers.groups()}
    assert [one.id for one in again.search.find("empleo guapi")] == [plan]
    assert [one.id for one in again.recent.last(9)] == [plan]
    assert [one.id for one in again.registers.children.list("plan_node", plan).rows] == [row]
    assert {one.name for one in again.reports.known()} == {
        one.name for one in before.reports.known()
    }


def test_a_laptop_that_has_no_record_of_its_office_shows_everything(desk: Desk) -> None:
    assert kinds_of_office(desk.store, desk.pack, OFFICE) is KINDS
    assert {group.code for group in Registers(desk).groups()} > {"planning", "trips"}
