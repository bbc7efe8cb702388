"""What the database itself refuses, whoever asks, and what each laptop is not shown."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from fieldapp.records import KINDS
from sync.server.books import Commit
from sync.server.checking import Checks
from sync.server.database import as_app
from sync.server.figures import figures_by_scope, holdings
from sync.server.records import load_rows, lock_scopes, write_records
from sync.server.review import Review
from tests.given.bodies import a_visit, changed, created, derived, receipts, verdicts
from tests.given.headquarters import NOON, HeadquartersGiven
from tests.given.packs import pack

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
ACTA = UUID("0193b1a0-0000-7000-8000-000000000003")
ROOT = ("activity", VISIT)

SCOPED = ("record", "history", "held", "file_use", "bundle")


A_BUNDLE = (
    "insert into bundle select '19', 1, id, '\\x00', 1, now() from account where login = 'yriascos'"
)


def test_the_app_role_sees_nothing_without_its_scopes(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    laptop.send(a_visit("19", VISIT, attendees=1, annulled="a" * 10))
    headquarters.force(A_BUNDLE)
    with headquarters.engine.begin() as connection:
        connection.execute(text("set local role bitacora_app"))
        for table in SCOPED:
            seen = connection.execute(text(f"select count(*) from {table}")).scalar_one()
            assert (table, seen) == (table, 0)


def test_the_app_role_sees_the_rows_of_its_scopes_and_no_other(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.a_laptop("yriascos").send(a_visit("19", VISIT))
    headquarters.a_laptop("mquispe").send(a_visit("52", UUID(int=5)))
    with as_app(headquarters.engine, ["52"]) as connection:
        seen = connection.execute(text("select distinct scope_id from record")).scalars().all()
    assert seen == ["52"]


def test_of_what_stands_elsewhere_the_app_role_sees_that_it_does_and_only_public_bodies(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.a_laptop("yriascos").send(a_visit("19", VISIT))
    (body,) = headquarters.rows(
        "select id from record where kind = 'organization' and scope_id = '19' order by id limit 1"
    )
    person = headquarters.rows("select person_id from account where login = 'yriascos'")[0]
    with as_app(headquarters.engine, ["52"]) as connection:
        told = connection.execute(
            text("select id, vals is null from elsewhere(:ids)"),
            {"ids": [VISIT, body[0], person[0]]},
        ).all()
    assert {tuple(row) for row in told} == {(VISIT, True), (body[0], False), (person[0], True)}
    with headquarters.engine.begin() as connection:
        connection.execute(text("set local role bitacora_app"))
        connection.execute(text("select set_config('app.scopes', '19,52', true)"))
        assert (
            connection.execute(text("select * from elsewhere(:ids)"), {"ids": [VISIT]}).all() == []
        )


def test_an_acta_that_headquarters_moves_may_come_back_to_its_scope(
    headquarters: HeadquartersGiven,
) -> None:
    a_sealed_acta(headquarters)
    for scope in ("52", "19"):
        with headquarters.engine.begin() as connection:
            lock_scopes(connection, ["19", "52"])
            before = load_rows(connection, [ACTA], ["19", "52"])
            after = {key: replace(row, scope=scope) for key, row in before.items()}
            commit = Commit(headquarters.random_bytes(8), headquarters.now())
            write_records(connection, before, after, commit)
    stands = "select scope_id, sealed from record where kind = 'minutes' and not gone"
    assert headquarters.rows(stands) == [("19", True)]


def test_a_bundle_is_made_and_seen_only_in_its_scope(headquarters: HeadquartersGiven) -> None:
    headquarters.force(A_BUNDLE)
    for scope, seen in (("19", 1), ("52", 0)):
        with as_app(headquarters.engine, [scope]) as connection:
            assert connection.execute(text("select count(*) from bundle")).scalar_one() == seen
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        as_app(headquarters.engine, ["52"]) as connection,
    ):
        connection.execute(text(A_BUNDLE.replace("1, id", "2, id")))


def test_values_to_decide_and_answers_of_a_review_stay_in_their_scope(
    headquarters: HeadquartersGiven,
) -> None:
    one, other = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    one.send(a_visit("19", VISIT))
    other.sync()
    one.send(changed("19", ROOT, ROOT, venue=(None, "Alcaldía")))
    other.send(changed("19", ROOT, ROOT, venue=(None, "Casa de la cultura")))
    one.send(a_visit("52", UUID(int=7)))
    checks = Checks(headquarters.kinds, pack("CO"))
    review = Review(headquarters.engine, checks, headquarters.now, headquarters.random_bytes)
    review.reject("Q1", "elena", "No es de este territorio.")
    for scope, kinds in (("19", ["conflict", "review_note"]), ("52", [])):
        with as_app(headquarters.engine, [scope]) as connection:
            seen = connection.execute(
                text("select kind from record where kind in ('conflict', 'review_note') order by 1")
            )
            assert seen.scalars().all() == kinds


@pytest.mark.parametrize(
    "statement",
    [
        "select * from enrolment_code",
        "select * from quarantine",
        "update account set role = 'admin'",
        "insert into permit select id, '52', now() from account",
        "delete from record",
        "delete from history",
        "delete from batch",
        "delete from envelope",
        "update quarantine set state = 'accepted'",
    ],
)
def test_the_app_role_may_not(headquarters: HeadquartersGiven, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_app(headquarters.engine, ["19"]) as connection,
    ):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "update record set vals = '{}'",
        "delete from record",
        "truncate record",
        "insert into record values ('19', 'k', gen_random_uuid(), 9, 9, gen_random_uuid())",
    ],
)
def test_records_are_written_by_one_writer_only(
    headquarters: HeadquartersGiven, statement: str
) -> None:
    with pytest.raises(ProgrammingError, match="written only by"):
        headquarters.force(statement)


def test_history_has_one_patch_a_record_and_commit_and_none_for_a_creation(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    laptop.send(
        a_visit("19", VISIT),
        changed("19", ROOT, ROOT, venue=(None, "Alcaldía"), objective=("Instalar la mesa", "Otro")),
    )
    assert headquarters.rows("select kind, id, patch, device from history") == [
        (
            "activity",
            VISIT,
            {"venue": [None, "Alcaldía"], "objective": ["Instalar la mesa", "Otro"]},
            laptop.device,
        )
    ]


def a_sealed_acta(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop("yriascos")
    acta = {
        "activity": str(VISIT),
        "number": "CAUCA-2026-D01-001",
        "title": "Mesa",
        "status": "sealed",
        "digest": "ab" * 32,
    }
    laptop.send(a_visit("19", VISIT), created("19", ACTA, "minutes", ("minutes", ACTA, acta)))


def test_a_sealed_acta_does_not_change_and_what_was_wished_waits_for_a_person(
    headquarters: HeadquartersGiven,
) -> None:
    a_sealed_acta(headquarters)
    theirs = headquarters.a_laptop("cangulo")
    root = ("minutes", ACTA)
    answer = theirs.sync(
        theirs.batch(changed("19", root, root, title=("Mesa", "Otra"), remarks=(None, "Nota")))
    )
    (ruling,) = receipts(answer)[0].rulings
    assert ruling.verdict == "sealed"
    assert (
        ruling.text == "El registro está firmado y no cambia: «Asunto», «Constancias y salvedades»."
    )
    assert headquarters.contests() == [("remarks", None, "Nota"), ("title", "Mesa", "Otra")]
    assert theirs.records[root]["title"] == "Mesa"


def test_not_even_the_writer_breaks_a_seal(headquarters: HeadquartersGiven) -> None:
    a_sealed_acta(headquarters)
    with pytest.raises(ProgrammingError, match="is sealed"):
        headquarters.force(
            "set local bitacora.writer = 'on'; update record set vals = '{}' where sealed"
        )


def test_sensitive_answers_and_inks_never_come_down_to_another_officers_laptop(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=1)))
    theirs.sync()
    row, ink = derived(VISIT, "attendance", 0), derived(VISIT, "ink", 0)
    assert theirs.records["attendance", row]["full_name"] == "Asistente 0"
    assert not {"phone", "ethnic_group"} & theirs.records["attendance", row].keys()
    assert theirs.records["ink", ink]["method"] == "drawn"
    assert "strokes" not in theirs.records["ink", ink]


def test_what_is_withheld_is_named_so_that_nobody_takes_it_for_empty(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=1)))
    page = {page.scope: page for page in theirs.ask().scopes}["19"]
    withheld = {rows.kind: set(rows.withheld) for rows in page.rows}
    assert {"phone", "ethnic_group"} <= withheld["attendance"]
    assert withheld["ink"] == {"strokes"}


def test_an_officer_of_the_visit_receives_the_contact_data_and_not_the_sensitive_answers(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    led = a_visit("19", VISIT, attendees=1, lead_officer=str(theirs.person))
    mine.sync(mine.batch(led))
    theirs.sync()
    attendee = theirs.records["attendance", derived(VISIT, "attendance", 0)]
    assert attendee["phone"] == "3105550000"
    assert "ethnic_group" not in attendee


def test_the_author_has_everything_back_on_a_new_laptop(headquarters: HeadquartersGiven) -> None:
    old, new = headquarters.a_laptop("yriascos"), headquarters.a_laptop("yriascos")
    old.sync(old.batch(a_visit("19", VISIT, attendees=1)))
    new.sync()
    assert new.records["attendance", derived(VISIT, "attendance", 0)]["ethnic_group"] == "afro"
    assert new.records["ink", derived(VISIT, "ink", 0)]["strokes"] == "AAEC"


def test_a_conflict_over_a_withheld_field_tells_its_label_and_not_its_value(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=1)))
    row = ("attendance", derived(VISIT, "attendance", 0))
    answer = theirs.ask(theirs.batch(changed("19", ROOT, row, ethnic_group=(None, "indigena"))))
    assert verdicts(answer) == ["conflict"]
    assert "ethnic_group" not in answer.standing[0].rows[0].columns
    assert "afro" not in receipts(answer)[0].rulings[0].text


def test_a_draft_that_gets_another_department_moves_there_whole(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.register.permit("yriascos", "52")
    mine, there = headquarters.a_laptop("yriascos"), headquarters.a_laptop("mquispe")
    here = headquarters.a_laptop("cangulo")
    mine.sync(mine.batch(a_visit("19", VISIT, attendees=2)))
    here.sync()
    move = changed("52", ROOT, ROOT, territory=("19318", "52835"))
    assert verdicts(mine.sync(mine.batch(move))) == ["ok"]
    here.sync()
    there.sync()
    assert ROOT not in here.records
    assert sum(kind == "attendance" for kind, _ in here.records) == 0
    assert there.records[ROOT]["territory"] == "52835"
    assert sum(kind == "attendance" for kind, _ in there.records) == 2


def test_a_visit_whose_acta_was_issued_stays_in_its_department(
    headquarters: HeadquartersGiven,
) -> None:
    a_sealed_acta(headquarters)
    headquarters.register.permit("yriascos", "52")
    mine = headquarters.a_laptop("yriascos")
    mine.sync(mine.batch(changed("52", ROOT, ROOT, territory=("19318", "52835"))))
    assert headquarters.rows("select scope_id from record where kind = 'activity'") == [("19",)]


def test_headquarters_counts_what_it_holds_by_kind_and_territory(
    headquarters: HeadquartersGiven,
) -> None:
    headquarters.a_laptop("yriascos").send(a_visit("19", VISIT, attendees=3))
    headquarters.a_laptop("mquispe").send(a_visit("52", UUID(int=5), annulled="por error"))
    with headquarters.engine.connect() as connection:
        held = holdings(connection)
    assert held.records_by_scope["19"]["attendance"] == 3
    assert (held.records_by_kind["activity"], held.annulled) == (1, 1)


def test_headquarters_counts_field_work_by_the_laptops_rules_and_drafts_nowhere(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop("yriascos")
    laptop.send(
        a_visit("19", VISIT, attendees=3, status="closed"),
        a_visit("19", UUID(int=5), attendees=2, status="in_progress"),
    )
    with headquarters.engine.connect() as connection:
        figures = figures_by_scope(connection, KINDS, pack("CO"), NOON.date())
    assert (figures["19"].visits, figures["19"].attendances, figures["19"].persons) == (1, 3, 3)


def test_a_body_made_by_two_laptops_is_one_record(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    town_hall = UUID(int=44)
    made = created(
        "19",
        town_hall,
        "organization",
        ("organization", town_hall, {"name": "Alcaldía de Guapi", "territory": "19318"}),
    )
    assert verdicts(mine.ask(mine.batch(made))) == ["ok"]
    assert verdicts(theirs.ask(theirs.batch(made))) == ["existed"]
    assert headquarters.rows(f"select count(*) from record where id = '{town_hall}'") == [(1,)]
