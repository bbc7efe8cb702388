"""What one laptop sends reaches headquarters, and the other laptops of its territory."""

from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from sync.protocol.digest import moved, row_digest, written
from sync.protocol.messages import (
    AnswerState,
    Batch,
    Beacon,
    Cursor,
    ScopeState,
    read_statement,
)
from sync.protocol.signing import Purpose
from tests.given.bodies import a_visit, changed, derived, receipts, verdicts
from tests.given.headquarters import HeadquartersGiven

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
OTHER_VISIT = UUID("0193b1a0-0000-7000-8000-000000000002")


def test_a_visit_sent_by_one_laptop_comes_down_to_another_of_the_territory(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    assert verdicts(mine.sync(mine.batch(a_visit("19", VISIT, attendees=3)))) == ["ok"]
    theirs.sync()
    assert theirs.records["activity", VISIT]["objective"] == "Instalar la mesa"
    assert sum(kind == "attendance" for kind, _ in theirs.records) == 3


def test_a_laptop_of_another_territory_receives_none_of_it(
    headquarters: HeadquartersGiven,
) -> None:
    mine, elsewhere = headquarters.a_laptop("yriascos"), headquarters.a_laptop("mquispe")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=3)))
    answer = elsewhere.sync()
    assert [page.scope for page in answer.scopes] == ["0", "52"]
    assert not any(kind in ("activity", "attendance", "ink") for kind, _ in elsewhere.records)


def test_asking_for_a_scope_that_was_not_granted_brings_only_the_word_revoked(
    headquarters: HeadquartersGiven,
) -> None:
    mine, elsewhere = headquarters.a_laptop("yriascos"), headquarters.a_laptop("mquispe")
    mine.sync(mine.batch(a_visit("19", VISIT)))
    answer = elsewhere.ask(cursors={"19": Cursor(), "inventado": Cursor()})
    page = {page.scope: page for page in answer.scopes}
    assert page["19"].state is ScopeState.REVOKED
    assert page["inventado"].state is ScopeState.REVOKED
    assert page["19"].rows == []


def test_rows_that_stand_as_sent_come_back_as_a_revision_only(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    laptop.sync()
    answer = laptop.sync(laptop.batch(a_visit("19", VISIT, attendees=2)))
    page = {page.scope: page for page in answer.scopes}["19"]
    assert page.rows == []
    assert {mine.kind: len(mine.ids) for mine in page.yours} == {
        "activity": 1,
        "attendance": 2,
        "ink": 2,
    }


def test_a_row_that_somebody_else_changed_between_comes_back_whole(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT)))
    theirs.sync()
    root = ("activity", VISIT)
    theirs.sync(theirs.batch(changed("19", root, root, venue=(None, "Casa de la cultura"))))
    answer = mine.sync(mine.batch(changed("19", root, root, locality=(None, "Limones"))))
    assert verdicts(answer) == ["ok"]
    assert mine.records[root]["venue"] == "Casa de la cultura"
    assert mine.records[root]["locality"] == "Limones"


def test_of_two_changes_of_one_field_the_first_stands_and_the_second_waits_for_a_person(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT)))
    theirs.sync()
    root = ("activity", VISIT)
    theirs.sync(theirs.batch(changed("19", root, root, venue=(None, "Casa de la cultura"))))
    answer = mine.sync(mine.batch(changed("19", root, root, venue=(None, "Alcaldía"))))
    (ruling,) = receipts(answer)[0].rulings
    assert (ruling.verdict, ruling.text) == (
        "conflict",
        "Otra persona había cambiado antes: «Lugar».",
    )
    assert answer.standing[0].rows[0].columns["venue"] == ["Casa de la cultura"]
    assert headquarters.contests() == [("venue", "Casa de la cultura", "Alcaldía")]


def test_a_batch_sent_again_gets_the_same_receipt_and_changes_nothing(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    batch = laptop.batch(a_visit("19", VISIT, attendees=2))
    first, again = laptop.ask(batch), laptop.ask(batch)
    assert again.receipts == first.receipts
    assert headquarters.rows("select rev from realm")[0][0] == receipts(first)[0].revision


def test_a_batch_sent_again_tells_what_became_of_its_records_meanwhile(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    batch = mine.batch(a_visit("19", VISIT, attendees=2))
    assert verdicts(mine.ask(batch)) == ["ok"]
    later = changed("19", ("activity", VISIT), ("activity", VISIT), venue=(None, "Coliseo"))
    assert verdicts(theirs.ask(theirs.batch(later))) == ["ok"]
    # A copy of the vault that waits with the same bytes would else show its own draft for ever.
    (page,) = mine.ask(batch).standing
    assert [(rows.kind, rows.ids) for rows in page.rows] == [("activity", [VISIT])]


def test_of_a_unit_that_is_set_aside_what_an_earlier_batch_brought_comes_back(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    made = laptop.batch(a_visit("19", VISIT))
    poison = changed("19", ("activity", VISIT), ("activity", VISIT), venue=(None, "Coliseo\0"))
    answer = laptop.ask(made, laptop.batch(poison))
    assert verdicts(answer) == ["ok", "quarantined"]
    (page,) = answer.standing
    assert page.rows[0].ids == [VISIT]
    assert not any(page.yours or page.sent for page in answer.scopes)


def test_the_same_number_with_other_bytes_says_that_the_vault_was_copied(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    laptop.send(a_visit("19", VISIT))
    laptop.number = 0
    answer = laptop.ask(laptop.batch(a_visit("19", OTHER_VISIT)))
    assert answer.forked == [(laptop.device, 1)]
    assert answer.receipts == []


def test_a_number_too_far_ahead_is_answered_with_the_one_to_resend_from(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    laptop.number = 4
    answer = laptop.ask(laptop.batch(a_visit("19", VISIT)))
    assert (answer.resend, answer.receipts) == ([(laptop.device, 1)], [])


def test_a_headquarters_that_lost_batches_asks_for_them(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    assert laptop.ask(acknowledged=[(laptop.device, 9)]).resend == [(laptop.device, 1)]


def test_a_batch_under_another_persons_device_is_kept_aside_and_blocks_nobody(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    answer = mine.ask(mine.batch(a_visit("19", VISIT), device=theirs.device))
    assert verdicts(answer) == ["quarantined"]
    assert headquarters.rows("select device from quarantine") == [(mine.device,)]
    assert verdicts(theirs.ask(theirs.batch(a_visit("19", OTHER_VISIT)))) == ["ok"]


def test_a_revoked_device_delivers_and_receives_nothing(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    headquarters.register.revoke(laptop.enrolled.device_code)
    answer = laptop.ask(laptop.batch(a_visit("19", VISIT)))
    assert answer.state is AnswerState.REVOKED
    assert verdicts(answer) == ["ok"]
    assert answer.scopes == []


def test_what_was_written_under_an_old_permit_is_taken_in(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    headquarters.register.end_permit("yriascos", "19")
    answer = laptop.ask(laptop.batch(a_visit("19", VISIT)), cursors={"19": Cursor()})
    assert verdicts(answer) == ["ok"]
    assert [(page.scope, page.state) for page in answer.scopes] == [("19", "revoked"), ("0", "ok")]


def test_rows_come_before_their_root_are_held_and_applied_when_it_arrives(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    root, row = ("activity", VISIT), ("attendance", derived(VISIT, "attendance", 0))
    early = theirs.ask(theirs.batch(changed("19", root, row, full_name=("Asistente 0", "Ñeca"))))
    assert verdicts(early) == ["held"]
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=1)))
    theirs.sync()
    assert theirs.records[row]["full_name"] == "Ñeca"
    assert headquarters.rows("select * from held") == []


def test_rows_that_wait_for_rows_that_wait_are_applied_too(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    whole = a_visit("19", VISIT, attendees=1)
    root, row = ("activity", VISIT), ("attendance", derived(VISIT, "attendance", 0))
    children = replace(whole, created=[rows for rows in whole.created if rows.kind != "activity"])
    answer = laptop.ask(
        laptop.batch(changed("19", root, row, full_name=("Asistente 0", "Ñeca"))),
        laptop.batch(children),
        laptop.batch(replace(whole, created=whole.created[:1])),
    )
    assert verdicts(answer) == ["held", "held", "ok"]
    assert headquarters.rows("select vals->>'full_name' from record where kind = 'attendance'") == [
        ("Ñeca",)
    ]


def test_rows_wait_under_one_territory_for_a_record_that_comes_under_another(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.register.permit("cangulo", "52")
    theirs, there = headquarters.a_laptop("cangulo"), headquarters.a_laptop("mquispe")
    root = ("activity", VISIT)
    early = changed("19", root, root, venue=(None, "Alcaldía"))
    assert verdicts(theirs.ask(theirs.batch(early))) == ["held"]
    there.sync(there.batch(a_visit("52", VISIT)))
    there.sync()
    assert there.records[root]["venue"] == "Alcaldía"
    assert headquarters.rows("select account from history") == [(theirs.enrolled.account,)]
    assert headquarters.rows("select * from held") == []


def test_rows_that_waited_for_a_record_of_a_territory_not_granted_are_kept_for_a_person(
    headquarters: HeadquartersGiven,
) -> None:
    theirs, there = headquarters.a_laptop("cangulo"), headquarters.a_laptop("mquispe")
    root = ("activity", VISIT)
    early = changed("19", root, root, venue=(None, "Alcaldía"))
    assert verdicts(theirs.ask(theirs.batch(early))) == ["held"]
    assert verdicts(there.sync(there.batch(a_visit("52", VISIT)))) == ["ok"]
    assert headquarters.rows("select vals ? 'venue' from record where kind = 'activity'") == [
        (False,)
    ]
    assert headquarters.rows("select * from held") == []
    ((device, reason),) = headquarters.rows("select device, reason from quarantine")
    assert device == theirs.device
    assert "no está autorizado a esta cuenta" in reason


def test_each_hour_brings_a_new_beacon_that_can_be_kept(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    first = laptop.ask().beacon
    assert first is not None
    assert headquarters.keys.stated(Purpose.BEACON, first)
    held = read_statement(Beacon, first)
    assert laptop.ask(beacon=held.at).beacon is None
    assert laptop.ask().beacon == first
    headquarters.at += timedelta(hours=1)
    later = laptop.ask(beacon=held.at).beacon
    assert later is not None
    assert read_statement(Beacon, later).random != held.random


def test_a_headquarters_restored_from_a_backup_is_noticed(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    laptop.sync(laptop.batch(a_visit("19", VISIT)))
    headquarters.force(
        "update commit set commit_id = '\\x0000000000000000' "
        "where rev = (select max(rev) from commit)"
    )
    page = {page.scope: page for page in laptop.ask(cursors=laptop.cursors).scopes}["19"]
    assert page.state is ScopeState.REWIND
    assert page.rows == []


def test_many_rows_come_in_pages_and_none_is_missed(headquarters: HeadquartersGiven) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    for place in range(8):
        visit = UUID(int=1000 + place)
        text = " ".join(derived(visit, "word", word).hex for word in range(200))
        mine.send(a_visit("19", visit, attendees=5, development=text))
    theirs.sync(answer_bytes_max=4096)
    assert sum(kind == "attendance" for kind, _ in theirs.records) == 40
    assert theirs.cursors["19"].stage is None


def test_both_sides_agree_on_the_digest_of_a_scope(headquarters: HeadquartersGiven) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=4)))
    root = ("activity", VISIT)
    mine.sync(mine.batch(changed("19", root, root, venue=(None, "Alcaldía"))))
    answer = theirs.sync()
    page = {page.scope: page for page in answer.scopes}["19"]
    come = (
        row_digest(rows.kind, record, rev)
        for rows in page.rows
        for record, rev in zip(rows.ids, rows.revs, strict=True)
    )
    assert page.digest == written(moved(0, come))


def test_a_forgotten_device_is_asked_who_it_is_and_believed_for_its_certificate(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    headquarters.force("update enrolment_code set device = null")
    headquarters.force("delete from device")
    assert laptop.ask(Batch(laptop.device, 1, b"x")).state is AnswerState.WHO
    answer = laptop.ask(laptop.batch(a_visit("19", VISIT)), certificate=laptop.enrolled.certificate)
    assert (answer.state, verdicts(answer)) == (AnswerState.OK, ["ok"])
