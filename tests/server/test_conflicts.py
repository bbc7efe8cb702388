"""Values that did not win are records: both officers see them, and a person decides."""

from typing import Any
from uuid import UUID

import pytest

from tests.given.bodies import a_visit, changed, created, derived, receipts, verdicts
from tests.given.headquarters import HeadquartersGiven, LaptopGiven

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
ROOT = ("activity", VISIT)
ATTENDEE = ("attendance", derived(VISIT, "attendance", 0))


def two_laptops(headquarters: HeadquartersGiven, **fields: Any) -> tuple[LaptopGiven, LaptopGiven]:
    """Two officers of Cauca who both hold the visit."""
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=1, **fields)))
    theirs.sync()
    return mine, theirs


def venue(laptop: LaptopGiven, seen: str | None, new: str) -> list[str]:
    """Change the place of the visit; the verdicts."""
    return verdicts(laptop.sync(laptop.batch(changed("19", ROOT, ROOT, venue=(seen, new)))))


def conflict_of(laptop: LaptopGiven) -> tuple[UUID, dict[str, Any]]:
    """The one conflict a laptop holds."""
    ((key, vals),) = [(key, vals) for key, vals in laptop.records.items() if key[0] == "conflict"]
    return key[1], vals


def test_both_officers_receive_the_value_that_waits_with_its_persons(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = two_laptops(headquarters)
    assert venue(mine, None, "Casa de la cultura") == ["ok"]
    assert venue(theirs, None, "Alcaldía") == ["conflict"]
    mine.sync()
    assert conflict_of(mine) == conflict_of(theirs)
    _, conflict = conflict_of(mine)
    assert conflict["what"] == "Visita: Lugar"
    assert (conflict["about_kind"], conflict["about"]) == ("activity", str(VISIT))
    assert (conflict["kept"], conflict["offered"]) == ('"Casa de la cultura"', '"Alcaldía"')
    assert (conflict["kept_by"], conflict["offered_by"]) == (str(mine.person), str(theirs.person))
    assert (conflict["device"], conflict["batch"]) == (str(theirs.device), 1)
    assert (conflict["state"], "sealed" in conflict) == ("open", False)


def test_the_kept_value_of_a_record_never_changed_is_its_creators(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = two_laptops(headquarters, venue="Casa de la cultura")
    venue(theirs, "Otra", "Alcaldía")
    assert conflict_of(theirs)[1]["kept_by"] == str(mine.person)


def test_a_value_offered_already_and_still_open_is_not_doubled(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = two_laptops(headquarters)
    venue(mine, None, "Casa de la cultura")
    assert venue(theirs, None, "Alcaldía") == ["conflict"]
    assert venue(theirs, None, "Alcaldía") == ["conflict"]
    assert headquarters.contests() == [("venue", "Casa de la cultura", "Alcaldía")]
    assert venue(theirs, None, "Biblioteca") == ["conflict"]
    assert len(headquarters.contests()) == 2


def test_a_batch_given_back_after_a_restore_makes_the_same_record(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = two_laptops(headquarters)
    venue(mine, None, "Casa de la cultura")
    batch = theirs.batch(changed("19", ROOT, ROOT, venue=(None, "Alcaldía")))
    theirs.sync(batch)
    first = conflict_of(theirs)[0]
    headquarters.force(
        "set local bitacora.writer = 'on'; delete from record where kind = 'conflict'; "
        f"update device set last_batch = 0 where id = '{theirs.device}'; "
        f"delete from batch where device = '{theirs.device}'"
    )
    assert verdicts(theirs.ask(batch)) == ["conflict"]
    assert headquarters.rows("select id from record where kind = 'conflict'") == [(first,)]


def decide(laptop: LaptopGiven, conflict: UUID, state: str, **more: tuple[Any, Any]) -> list[str]:
    """Decide a conflict; the verdicts."""
    key = ("conflict", conflict)
    wish = {"state": ("open", state), "reason": (None, "Así se llama"), **more}
    return verdicts(laptop.sync(laptop.batch(changed("19", key, key, **wish))))


def test_whoever_wrote_one_of_the_values_decides_and_the_other_learns_it(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = two_laptops(headquarters)
    venue(mine, None, "Casa de la cultura")
    venue(theirs, None, "Alcaldía")
    conflict, _ = conflict_of(theirs)
    assert venue(theirs, "Casa de la cultura", "Alcaldía") == ["ok"]
    assert decide(theirs, conflict, "taken", decided_by=(None, str(theirs.person))) == ["ok"]
    mine.sync()
    assert conflict_of(mine)[1]["state"] == "taken"
    assert mine.records[ROOT]["venue"] == "Alcaldía"


def test_somebody_else_does_not_decide_and_a_coordinator_does(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.register.permit("mquispe", "19")
    mine, theirs = two_laptops(headquarters)
    venue(mine, None, "Casa de la cultura")
    venue(theirs, None, "Alcaldía")
    conflict, _ = conflict_of(theirs)
    other = headquarters.a_laptop("mquispe")
    assert decide(other, conflict, "taken") == ["quarantined"]
    headquarters.force("update account set role = 'coordinator' where login = 'mquispe'")
    assert decide(other, conflict, "taken") == ["ok"]


def test_nobody_decides_in_anothers_name(headquarters: HeadquartersGiven) -> None:
    mine, theirs = two_laptops(headquarters)
    venue(mine, None, "Casa de la cultura")
    venue(theirs, None, "Alcaldía")
    conflict, _ = conflict_of(theirs)
    assert decide(theirs, conflict, "kept", decided_by=(None, str(mine.person))) == ["quarantined"]


@pytest.mark.parametrize("name", ["offered", "kept", "offered_by", "about"])
def test_nobody_rewrites_what_waits(headquarters: HeadquartersGiven, name: str) -> None:
    mine, theirs = two_laptops(headquarters)
    venue(mine, None, "Casa de la cultura")
    venue(theirs, None, "Alcaldía")
    conflict, vals = conflict_of(theirs)
    key = ("conflict", conflict)
    other = changed("19", key, key, **{name: (vals[name], '"Otra"')})
    assert verdicts(theirs.ask(theirs.batch(other))) == ["quarantined"]


def test_no_officer_makes_a_conflict_or_an_answer_of_the_review(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop("yriascos")
    for kind in ("conflict", "review_note"):
        made = created("19", UUID(int=9), kind, (kind, UUID(int=9), {"words": "Aceptado"}))
        assert verdicts(laptop.ask(laptop.batch(made))) == ["quarantined"]


def test_a_conflict_goes_with_its_record_to_another_territory(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.register.permit("yriascos", "52")
    mine, theirs = two_laptops(headquarters)
    venue(mine, None, "Casa de la cultura")
    venue(theirs, None, "Alcaldía")
    there = headquarters.a_laptop("mquispe")
    move = changed("52", ROOT, ROOT, territory=("19318", "52835"))
    assert verdicts(mine.sync(mine.batch(move))) == ["ok"]
    there.sync()
    theirs.sync()
    assert conflict_of(there)[1]["offered"] == '"Alcaldía"'
    assert not [key for key in theirs.records if key[0] == "conflict"]


def test_a_sensitive_value_that_waits_never_comes_down_and_a_personal_one_to_its_persons(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.register.permit("mquispe", "19")
    mine, theirs = two_laptops(headquarters)
    other = headquarters.a_laptop("mquispe")
    for name, offered in (("ethnic_group", "indigena"), ("phone", "3110000000")):
        body = changed("19", ROOT, ATTENDEE, **{name: (None, offered)})
        assert verdicts(theirs.sync(theirs.batch(body))) == ["conflict"]
    mine.sync()
    other.sync()
    shown = {
        laptop.person: {
            vals["field"]: vals.get("offered")
            for (kind, _), vals in laptop.records.items()
            if kind == "conflict"
        }
        for laptop in (mine, theirs, other)
    }
    assert shown == {
        mine.person: {"ethnic_group": None, "phone": '"3110000000"'},
        theirs.person: {"ethnic_group": None, "phone": '"3110000000"'},
        other.person: {"ethnic_group": None, "phone": None},
    }
    looked = {
        laptop.person: any(
            "kept" in vals
            for (kind, _), vals in laptop.records.items()
            if kind == "conflict" and vals["field"] == "phone"
        )
        for laptop in (mine, theirs)
    }
    # Who offers a value blindly learns nothing of the one that stands.
    assert looked == {mine.person: True, theirs.person: False}
    withheld = {
        tuple(rows.withheld)
        for page in other.ask().scopes
        for rows in page.rows
        if rows.kind == "conflict"
    }
    assert withheld == {("kept", "offered")}


def test_an_edit_stands_against_an_annulment_its_author_had_not_seen(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = two_laptops(headquarters)
    annulled = changed("19", ROOT, ROOT, annulled=(None, "No se hizo"))
    assert verdicts(mine.sync(mine.batch(annulled))) == ["ok"]
    assert venue(theirs, None, "Alcaldía") == ["ok"]
    mine.sync()
    assert mine.records[ROOT]["venue"] == "Alcaldía"
    assert "annulled" not in mine.records[ROOT]
    assert headquarters.contests() == [("annulled", None, "No se hizo")]
    assert conflict_of(mine)[1]["offered_by"] == str(mine.person)


def test_work_inside_a_visit_stands_against_its_annulment(headquarters: HeadquartersGiven) -> None:
    mine, theirs = two_laptops(headquarters)
    annulled = changed("19", ROOT, ROOT, annulled=(None, "No se hizo"))
    mine.sync(mine.batch(annulled))
    named = changed("19", ROOT, ATTENDEE, full_name=("Asistente 0", "Ñeca Angulo"))
    assert verdicts(theirs.sync(theirs.batch(named))) == ["ok"]
    assert "annulled" not in theirs.records[ROOT]
    assert headquarters.contests(VISIT) == [("annulled", None, "No se hizo")]


def test_whoever_annulled_may_go_on_writing_in_what_is_annulled(
    headquarters: HeadquartersGiven,
) -> None:
    mine, _ = two_laptops(headquarters)
    mine.sync(mine.batch(changed("19", ROOT, ROOT, annulled=(None, "No se hizo"))))
    assert venue(mine, None, "Alcaldía") == ["ok"]
    assert headquarters.contests() == []
    mine.sync(mine.batch(changed("19", ROOT, ROOT, annulled=("No se hizo", None))))
    assert headquarters.rows("select vals ? 'annulled' from record where kind = 'activity'") == [
        (False,)
    ]


def test_an_annulment_waits_if_somebody_changed_what_its_author_had_seen(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = two_laptops(headquarters, venue="Parque")
    assert venue(theirs, "Parque", "Alcaldía") == ["ok"]
    annulled = changed("19", ROOT, ROOT, annulled=(None, "Repetida"), venue=("Parque", "Parque"))
    answer = mine.sync(mine.batch(annulled))
    assert [ruling.verdict for ruling in receipts(answer)[0].rulings] == ["conflict"]
    assert headquarters.contests() == [("annulled", None, "Repetida")]
    assert mine.records[ROOT]["venue"] == "Alcaldía"
    again = changed("19", ROOT, ROOT, annulled=(None, "Repetida"), venue=("Alcaldía", "Alcaldía"))
    assert verdicts(mine.sync(mine.batch(again))) == ["ok"]


def test_of_an_annulment_that_stands_already_the_author_is_told_what_else_stands(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = two_laptops(headquarters, venue="Parque")
    annulled = changed("19", ROOT, ROOT, annulled=(None, "Repetida"), venue=("Parque", "Parque"))
    assert verdicts(mine.sync(mine.batch(annulled))) == ["ok"]
    assert venue(mine, "Parque", "Alcaldía") == ["ok"]
    theirs.sync()
    answer = theirs.sync(theirs.batch(annulled))
    assert verdicts(answer) == ["merged"]
    assert [rows.columns["venue"] for page in answer.standing for rows in page.rows] == [
        ["Alcaldía"]
    ]
    assert headquarters.contests() == []
