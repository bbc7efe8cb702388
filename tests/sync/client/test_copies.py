"""Laptops whose vault was copied or restored, against headquarters' own code: nothing is lost."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from msgspec.structs import replace

from fieldapp.records.visits import Activity
from fieldapp.store.settings import set_identity_here
from sync.client.ports import LineFailure
from sync.protocol import frame
from sync.protocol.messages import read_request
from tests.given.field_work import a_visit
from tests.given.headquarters import HeadquartersGiven
from tests.given.lines import Fault
from tests.sync.client.conftest import Enrol


def a_new_visit(venue: str) -> Activity:
    return a_visit(str(uuid4()), created_by=None, venue=venue)


def venues_at(headquarters: HeadquartersGiven, *visits: Activity) -> set[object]:
    asked = "select vals->>'venue' from record where id = any(:ids)"
    return {venue for (venue,) in headquarters.rows(asked, ids=[one.id for one in visits])}


def test_two_copies_of_a_vault_deliver_everything_as_two_devices(
    enrol: Enrol, headquarters: HeadquartersGiven, tmp_path: Path
) -> None:
    one = enrol()
    one.sync()
    two = one.copied(tmp_path / "copy")
    here, there, later = (a_new_visit(name) for name in ("Alcaldía", "Coliseo", "Biblioteca"))
    one.laptop.put(here)
    two.laptop.put(there)
    one.sync()
    report = two.sync()
    assert (report.copied, report.sent) == (True, {"activity": 1})
    assert venues_at(headquarters, here, there) == {"Alcaldía", "Coliseo"}
    old, new = one.identity().enrolment, two.identity().enrolment
    assert old.device != new.device
    assert old.device_code != new.device_code == two.identity().series
    two.laptop.put(later)
    report = two.sync()
    assert (report.copied, report.sent, report.traffic.requests) == (False, {"activity": 1}, 1)
    parents = "select parent, code from device where id = :id"
    assert headquarters.rows(parents, id=new.device) == [(old.device, new.device_code)]
    one.sync()
    assert not one.sync().copied


@pytest.mark.parametrize("cut", [1, 2])
@pytest.mark.parametrize("fault", [Fault.REQUEST_LOST, Fault.ANSWER_LOST])
def test_a_cut_while_it_becomes_another_device_leaves_the_old_or_the_new_one(
    enrol: Enrol, headquarters: HeadquartersGiven, tmp_path: Path, cut: int, fault: Fault
) -> None:
    one = enrol()
    one.sync()
    two = one.copied(tmp_path / "copy")
    here, there = a_new_visit("Alcaldía"), a_new_visit("Coliseo")
    one.laptop.put(here)
    one.sync()
    two.laptop.put(there)
    two.line.will(*[Fault.NONE] * cut, fault)
    with pytest.raises(LineFailure):
        two.sync()
    two.restart()
    two.sync()
    assert venues_at(headquarters, here, there) == {"Alcaldía", "Coliseo"}
    made = "select count(*) from device where parent = :id"
    assert headquarters.rows(made, id=one.identity().enrolment.device) == [(1,)]
    bodies = {
        batch.body
        for sent in two.line.sent
        for batch in read_request(frame.read(sent).payload()).batches
    }
    assert len(bodies) == 1


def test_a_restored_copy_tells_the_series_it_gave_itself_once(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    who = at.identity()
    series = f"{who.series}b"
    with at.laptop.store.database.writing() as connection:
        set_identity_here(connection, replace(who, series=series, series_told=False))
    at.sync()
    told = headquarters.rows("select series from device where id = :id", id=who.enrolment.device)
    assert told == [([series],)]
    at.sync()
    assert [read_request(frame.read(sent).payload()).series for sent in at.line.sent] == [
        series,
        "",
    ]
