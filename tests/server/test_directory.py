"""The public bodies of a country are at headquarters from the first day (field rule R5)."""

from dataclasses import replace

from msgspec import structs

from fieldapp.packs.entities import NationalBody
from fieldapp.records import KINDS
from fieldapp.records.describe import NATIONAL
from fieldapp.records.people import Organization
from fieldapp.records.values import record_from_wire, record_to_wire
from fieldapp.rules.directory import Directory, directory_id
from tests.given.bodies import changed, created, verdicts
from tests.given.headquarters import HeadquartersGiven
from tests.given.packs import pack

HELD = "select scope_id, kind, id, vals from record where kind = any('{organization,office}')"


def the_town_hall() -> Organization:
    """The mayor's office of Guapi as the pack makes it."""
    bodies = Directory(pack("CO")).entities.values()
    return next(one for one in bodies if one.territory == "19318" and "Alcaldía" in one.name)


def test_every_body_stands_in_its_own_scope_as_a_laptop_would_write_it(
    headquarters: HeadquartersGiven,
) -> None:
    directory = Directory(pack("CO"))
    listed = directory.entities | directory.offices
    held = {
        record: (scope, record_from_wire(KINDS[kind], record, vals))
        for scope, kind, record, vals in headquarters.rows(HELD)
    }
    assert listed.keys() <= held.keys()
    level1 = pack("CO").territories.level1
    for record, body in directory.entities.items():
        assert held[record] == (level1(body.territory or ""), body)
    assert held[directory.headquarters][0] == NATIONAL


def test_init_again_writes_nothing_and_leaves_what_people_corrected(
    headquarters: HeadquartersGiven,
) -> None:
    body = the_town_hall()
    laptop = headquarters.a_laptop("elena")
    root = ("organization", body.id)
    corrected = changed(
        "19", root, root, name=(body.name, "Alcaldía Distrital"), annulled=(None, "No existe")
    )
    assert verdicts(laptop.ask(laptop.batch(corrected))) == ["ok"]
    before = headquarters.rows("select id, rev, vals from record order by id, scope_id")
    headquarters.register.begin(pack("CO"))
    assert headquarters.rows("select id, rev, vals from record order by id, scope_id") == before


def test_a_newer_pack_adds_only_its_new_bodies(headquarters: HeadquartersGiven) -> None:
    rules = pack("CO").directory
    added = NationalBody(key="new", name="Agencia Nueva", actor_type="national_entity")
    newer = replace(pack("CO"), directory=structs.replace(rules, national=(*rules.national, added)))
    before = headquarters.rows("select id, rev from record")
    headquarters.register.begin(newer)
    after = headquarters.rows("select id, rev from record")
    assert [row[0] for row in set(after) - set(before)] == [directory_id("CO", "CO", "new")]


def another_departments_body() -> Organization:
    """The mayor's office of Ipiales, in Nariño."""
    bodies = Directory(pack("CO")).entities.values()
    return next(one for one in bodies if one.territory == "52356" and "Alcaldía" in one.name)


def test_a_body_picked_from_another_departments_directory_existed(
    headquarters: HeadquartersGiven,
) -> None:
    body, laptop = another_departments_body(), headquarters.a_laptop("yriascos")
    vals = record_to_wire(KINDS["organization"], body) | {"created_by": str(laptop.person)}
    made = created("52", body.id, "organization", ("organization", body.id, vals))
    answer = laptop.ask(laptop.batch(made))
    assert (verdicts(answer), answer.standing) == (["existed"], [])
    assert headquarters.rows(f"select count(*) from record where id = '{body.id}'") == [(1,)]
    assert headquarters.rows("select count(*) from quarantine") == [(0,)]


def test_a_body_of_another_department_that_says_otherwise_waits_for_a_person(
    headquarters: HeadquartersGiven,
) -> None:
    body, laptop = another_departments_body(), headquarters.a_laptop("yriascos")
    vals = record_to_wire(KINDS["organization"], body) | {"name": "Otra"}
    made = created("52", body.id, "organization", ("organization", body.id, vals))
    assert verdicts(laptop.ask(laptop.batch(made))) == ["quarantined"]


def test_a_body_sent_by_a_laptop_that_picked_it_before_its_first_sync_existed(
    headquarters: HeadquartersGiven,
) -> None:
    body, laptop = the_town_hall(), headquarters.a_laptop("yriascos")
    vals = record_to_wire(KINDS["organization"], body)
    vals |= {
        "created_by": str(laptop.person),
        "created_at": 1,
        "created_device": str(laptop.device),
    }
    made = created("19", body.id, "organization", ("organization", body.id, vals))
    assert verdicts(laptop.ask(laptop.batch(made))) == ["existed"]
    found = headquarters.rows(f"{HELD} and id = '{body.id}'")
    assert [row[3] for row in found] == [record_to_wire(KINDS["organization"], body)]
