"""Whose a visit is decides who receives its people's telephones: also when that changes later."""

from typing import Any
from uuid import UUID

from sync.protocol.body import Body
from tests.given.bodies import a_visit, changed, derived, verdicts
from tests.given.headquarters import HeadquartersGiven, LaptopGiven

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
ROOT = ("activity", VISIT)
ATTENDEE = ("attendance", derived(VISIT, "attendance", 0))


def leads(laptop: LaptopGiven, seen: LaptopGiven | None, officer: LaptopGiven) -> list[str]:
    """Name who leads the visit; the verdicts."""
    before = str(seen.person) if seen else None
    body = changed("19", ROOT, ROOT, lead_officer=(before, str(officer.person)))
    return verdicts(laptop.sync(laptop.batch(body)))


def test_who_leads_a_visit_from_now_on_receives_what_was_withheld_before(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=2)))
    theirs.sync()
    assert "phone" not in theirs.records[ATTENDEE]
    assert leads(mine, None, theirs) == ["ok"]
    theirs.sync()
    assert theirs.records[ATTENDEE]["phone"] == "3105550000"
    assert "ethnic_group" not in theirs.records[ATTENDEE]


def test_what_comes_again_is_written_in_no_history(headquarters: HeadquartersGiven) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=2)))
    revs = "select kind, id, rev from record where kind in ('attendance', 'ink')"
    before = {(kind, record): rev for kind, record, rev in headquarters.rows(revs)}
    leads(mine, None, theirs)
    assert headquarters.rows("select kind from history") == [("activity",)]
    touched = {kind for kind, record, rev in headquarters.rows(revs) if rev > before[kind, record]}
    assert touched == {"attendance"}


def handed(made_by: LaptopGiven, **fields: Any) -> Body:
    """A visit as both laptops hold it after it was handed over by memory."""
    return a_visit("19", VISIT, attendees=1, created_by=str(made_by.person), **fields)


def test_a_visit_that_comes_first_from_the_colleague_it_was_handed_to_is_its_makers(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    assert verdicts(theirs.sync(theirs.batch(handed(mine)))) == ["ok"]
    assert verdicts(mine.sync(mine.batch(handed(mine)))) == ["existed"]
    account = mine.enrolled.account
    assert headquarters.rows("select distinct author from record where id = :id", id=VISIT) == [
        (account,)
    ]
    fresh = headquarters.a_laptop("yriascos")
    fresh.sync()
    assert fresh.records[ROOT]["created_by"] == str(mine.person)


def test_its_colleague_receives_no_sensitive_answer_that_the_maker_writes_later(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    body = handed(mine)
    for group in body.created:
        if group.kind == "attendance":
            group.columns["created_by"] = [str(mine.person)]
    theirs.sync(theirs.batch(body))
    mine.sync(mine.batch(body))
    answer = changed("19", ROOT, ATTENDEE, ethnic_group=("afro", "indigena"))
    assert verdicts(mine.sync(mine.batch(answer))) == ["ok"]
    fresh = headquarters.a_laptop("cangulo")
    fresh.sync()
    assert "ethnic_group" not in fresh.records[ATTENDEE]
    own = headquarters.a_laptop("yriascos")
    own.sync()
    assert own.records[ATTENDEE]["ethnic_group"] == "indigena"


def test_nobody_becomes_the_author_of_what_somebody_else_made(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(handed(mine)))
    forged = a_visit("19", VISIT, attendees=1, created_by=str(theirs.person))
    assert verdicts(theirs.sync(theirs.batch(forged))) == ["existed"]
    assert headquarters.rows("select distinct author from record where id = :id", id=VISIT) == [
        (mine.enrolled.account,)
    ]
