"""What a vault remembers between two syncs: batches, receipts, cursors, and what came down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.records.describe import TerritoryCode
from sync.protocol.body import Body, read_body
from tests.given.devices import NOON_US, Laptop, a_laptop
from tests.given.field_work import a_visit, an_attendee, an_ink


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        yield one


def frozen(laptop: Laptop) -> Body:
    """Freeze, and read the newest batch that waits."""
    laptop.sync.freeze(NOON_US)
    return read_body(laptop.sync.waiting(100)[-1].body)


def test_a_visit_and_its_attendance_are_one_unit_in_the_scope_of_its_department(
    laptop: Laptop,
) -> None:
    visit = a_visit(territory=TerritoryCode("19318"))
    guest = an_attendee(activity=visit.id)
    laptop.put(visit, guest, an_ink(guest))
    body = frozen(laptop)
    assert [(unit.kind, unit.id, unit.scope) for unit in body.units] == [
        ("activity", visit.id, "19")
    ]
    assert [group.kind for group in body.created] == ["activity", "attendance", "ink"]
