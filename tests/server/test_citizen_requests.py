"""A citizen's request is seen by the officer who took it and by headquarters alone (rule R6)."""

from typing import Any
from uuid import UUID

from sync.protocol.body import Body
from tests.given.bodies import changed, created, verdicts
from tests.given.headquarters import HeadquartersGiven, LaptopGiven

REQUEST = UUID("0193b1a0-0000-7000-8000-0000000000d6")
KEY = ("citizen_request", REQUEST)
TOLD = {
    "kind": "denunciation",
    "received_on": "2026-11-20",
    "territory": "19318",
    "text": "En la mina no pagan el salario",
    "full_name": "Eusebia Grueso",
    "phone": "3105550000",
}


def a_request(**fields: Any) -> Body:
    return created("19", REQUEST, "citizen_request", ("citizen_request", REQUEST, TOLD | fields))


def taken_by(headquarters: HeadquartersGiven) -> LaptopGiven:
    mine = headquarters.a_laptop("yriascos")
    assert verdicts(mine.sync(mine.batch(a_request()))) == ["ok"]
    return mine


def test_a_colleague_of_the_same_office_receives_that_there_is_one_and_no_word_of_it(
    headquarters: HeadquartersGiven,
) -> None:
    taken_by(headquarters)
    colleague = headquarters.a_laptop("cangulo")
    colleague.sync()
    assert set(colleague.records[KEY]) <= {
        "created_at",
        "created_by",
        "created_device",
        "created_pack",
    }


def test_its_officer_has_it_whole_on_another_laptop_of_his_own(
    headquarters: HeadquartersGiven,
) -> None:
    taken_by(headquarters)
    own = headquarters.a_laptop("yriascos")
    own.sync()
    assert own.records[KEY]["text"] == TOLD["text"]
    assert own.records[KEY]["phone"] == TOLD["phone"]


def test_headquarters_reads_it_and_answers_it(headquarters: HeadquartersGiven) -> None:
    mine = taken_by(headquarters)
    elena = headquarters.a_laptop("elena")
    elena.sync()
    assert elena.records[KEY]["text"] == TOLD["text"]
    answer = changed("19", KEY, KEY, answer=(None, "Se trasladó a la inspección"))
    assert verdicts(elena.sync(elena.batch(answer))) == ["ok"]
    mine.sync()
    assert mine.records[KEY]["answer"] == "Se trasladó a la inspección"
    colleague = headquarters.a_laptop("cangulo")
    colleague.sync()
    assert "answer" not in colleague.records[KEY]


def test_who_is_put_in_charge_of_it_receives_it_whole_and_nobody_else(
    headquarters: HeadquartersGiven,
) -> None:
    mine = taken_by(headquarters)
    colleague = headquarters.a_laptop("cangulo")
    colleague.sync()
    assert "text" not in colleague.records[KEY]
    charge = changed("19", KEY, KEY, lead_officer=(None, str(colleague.person)))
    assert verdicts(mine.sync(mine.batch(charge))) == ["ok"]
    colleague.sync()
    assert colleague.records[KEY]["text"] == TOLD["text"]
    assert colleague.records[KEY]["phone"] == TOLD["phone"]


def test_who_may_not_read_it_writes_nothing_in_it_either(headquarters: HeadquartersGiven) -> None:
    taken_by(headquarters)
    colleague = headquarters.a_laptop("cangulo")
    colleague.sync()
    me = str(colleague.person)
    changes = (
        changed("19", KEY, KEY, full_name=("Eusebia Grueso", "Eulalia Grueso")),
        changed("19", KEY, KEY, lead_officer=(None, me)),
        a_request(lead_officer=me),
    )
    for change in changes:
        assert verdicts(colleague.sync(colleague.batch(change))) == ["quarantined"]
    again = headquarters.a_laptop("cangulo")
    again.sync()
    assert "text" not in again.records[KEY]
    own = headquarters.a_laptop("yriascos")
    own.sync()
    assert own.records[KEY]["full_name"] == "Eusebia Grueso"
    assert "lead_officer" not in own.records[KEY]


def test_a_contest_about_it_shows_others_nothing(headquarters: HeadquartersGiven) -> None:
    mine, elena = taken_by(headquarters), headquarters.a_laptop("elena")
    elena.sync()
    for laptop, answer in ((elena, "Se trasladó"), (mine, "Se archivó")):
        said = changed("19", KEY, KEY, answer=(None, answer))
        laptop.sync(laptop.batch(said))
    colleague = headquarters.a_laptop("cangulo")
    colleague.sync()
    (contest,) = [vals for (kind, _), vals in colleague.records.items() if kind == "conflict"]
    assert not {"kept", "offered"} & contest.keys()
