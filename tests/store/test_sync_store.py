"""What a vault remembers between two syncs: batches, receipts, cursors, and what came down."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from fieldapp.records.agreements import Commitment
from fieldapp.records.describe import TerritoryCode
from fieldapp.records.minutes import Minutes
from fieldapp.records.people import Person, Position
from fieldapp.records.visits import Activity, Attendance
from fieldapp.store.outbox_book import ARCHIVED_DAYS
from fieldapp.store.settings import ARCHIVE_DAYS, remember_here
from sync.protocol.anchors import Anchor
from sync.protocol.body import Body, batch_hash, read_body
from sync.protocol.canonical import EMPTY_HASH, base_hash
from sync.protocol.digest import row_digest
from sync.protocol.files import Lane
from sync.protocol.frame import REQUEST_BYTES_MAX
from sync.protocol.laptop import WHOLE_RECORD, Frozen, Incoming, Known, Settled, Standing
from sync.protocol.messages import (
    Gone,
    Receipt,
    Ruling,
    ScopePage,
    Signed,
    Stage,
    Verdict,
    write_statement,
)
from tests.given.devices import NOON_US, Laptop, a_laptop
from tests.given.field_work import a_commitment, a_person, a_visit, an_attendee, an_id, an_ink

SOMEBODY = UUID(int=5)
DAY_US = 24 * 3600 * 1_000_000


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        yield one


def frozen(laptop: Laptop) -> Body:
    """Freeze, and read the newest batch that waits."""
    laptop.sync.freeze(NOON_US)
    return read_body(laptop.sync.waiting(100)[-1].body)


def a_receipt(batch: Frozen, *rulings: Ruling) -> Receipt:
    given = list(rulings) or [Ruling(Verdict.OK)] * len(read_body(batch.body).units)
    return Receipt(batch.device, batch.number, batch_hash(batch.body), given, 12)


def settle(laptop: Laptop, receipt: Receipt, at_us: int = NOON_US) -> Settled | None:
    with laptop.sync.taking() as taking:
        return taking.settle(receipt, Signed(write_statement(receipt), b"s" * 64), at_us)


def incoming(record: UUID, values: Mapping[str, Any], rev: int = 7, **more: Any) -> Incoming:
    told: dict[str, Any] = {"scope": "19", "kept": frozenset(), "at": NOON_US} | more
    return Incoming(id=record, rev=rev, values=values, account=SOMEBODY, device=SOMEBODY, **told)


def receive(laptop: Laptop, kind: str, *rows: Incoming) -> None:
    with laptop.sync.taking() as taking:
        taking.write(kind, rows)


def visit_here(laptop: Laptop) -> Activity | None:
    with laptop.store.read() as reading:
        return reading.get(Activity, an_id("visit"))


# Freezing


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


def test_what_leans_on_another_record_comes_after_it_and_shares_its_scope(laptop: Laptop) -> None:
    visit = a_visit(territory=TerritoryCode("76001"))
    minutes = Minutes(id=an_id("minutes"), activity=visit.id)
    promise = a_commitment(origin=visit.id)
    person = a_person("Amparo", territory=None)
    post = Position(id=an_id("post"), person=person.id)
    laptop.put(promise, post, minutes, person, visit)
    units = [(unit.kind, unit.scope) for unit in frozen(laptop).units]
    assert units.index(("activity", "76")) < units.index(("minutes", "76"))
    assert units.index(("activity", "76")) < units.index(("commitment", "76"))
    assert units.index(("person", "19")) < units.index(("position", "19"))


def test_a_territory_no_pack_knows_belongs_to_the_officers_own_scope(laptop: Laptop) -> None:
    laptop.put(a_visit(territory=TerritoryCode("99999")))
    assert frozen(laptop).units[0].scope == "19"


def test_a_later_change_carries_the_base_the_officer_saw_and_the_scope_stays(
    laptop: Laptop,
) -> None:
    visit = a_visit(venue="Alcaldía")
    laptop.put(visit)
    frozen(laptop)
    laptop.put(replace(visit, venue="Coliseo", territory=TerritoryCode("76001")))
    laptop.put(replace(visit, venue="Biblioteca", results="Mesa", territory=visit.territory))
    body = frozen(laptop)
    assert body.units[0].scope == "19"
    assert [(change.kind, change.id, change.fields) for change in body.changed] == [
        (
            "activity",
            visit.id,
            {
                "venue": ("Biblioteca", base_hash("Alcaldía")),
                "results": ("Mesa", EMPTY_HASH),
            },
        )
    ]


def test_nothing_changed_or_changed_back_makes_no_batch(laptop: Laptop) -> None:
    laptop.put(a_visit(venue="Alcaldía"))
    frozen(laptop)
    laptop.put(a_visit(venue="Coliseo"))
    laptop.put(a_visit(venue="Alcaldía"))
    laptop.sync.freeze(NOON_US)
    assert len(laptop.sync.waiting(10)) == 1


def test_batches_fit_in_a_request_even_if_one_visit_does_not(laptop: Laptop) -> None:
    visit = a_visit()
    noise = [random.Random(place).randbytes(6000) for place in range(80)]
    guests = [an_attendee(f"Asistente {place}") for place in range(80)]
    inks = [an_ink(one, strokes=strokes) for one, strokes in zip(guests, noise, strict=True)]
    laptop.put(visit, *guests, *inks)
    laptop.sync.freeze(NOON_US)
    waiting = laptop.sync.waiting(100)
    assert len(waiting) > 1
    assert all(batch.packed_bytes < REQUEST_BYTES_MAX for batch in waiting)
    first, *others = (read_body(batch.body) for batch in waiting)
    assert first.created[0].kind == "activity"
    sent = sum(len(group.ids) for body in (first, *others) for group in body.created)
    assert sent == 1 + 80 + 80


def test_a_unit_that_was_given_back_goes_out_whole_once_it_is_corrected(laptop: Laptop) -> None:
    visit, guest = a_visit(venue="Alcaldía"), an_attendee()
    laptop.put(visit, guest)
    laptop.sync.freeze(NOON_US)
    (batch,) = laptop.sync.waiting(10)
    settle(laptop, a_receipt(batch, Ruling(Verdict.QUARANTINED, "La fecha no puede ser.")))
    note = {
        "unit_kind": "activity",
        "unit_id": str(visit.id),
        "device": str(batch.device),
        "batch": batch.number,
        "verdict": "returned",
    }
    receive(laptop, "review_note", incoming(UUID(int=3), note))
    laptop.sync.freeze(NOON_US)
    assert laptop.sync.waiting(10) == []
    laptop.put(replace(visit, venue="Coliseo"))
    body = frozen(laptop)
    assert [(group.kind, group.ids) for group in body.created] == [
        ("activity", [visit.id]),
        ("attendance", [guest.id]),
    ]
    assert body.changed == []
    laptop.put(replace(visit, venue="Biblioteca"))
    assert [change.fields.keys() for change in frozen(laptop).changed] == [{"venue"}]


# Receipts


def test_a_batch_waits_until_its_own_receipt_and_is_archived_thirty_five_days(
    laptop: Laptop,
) -> None:
    laptop.put(a_visit())
    laptop.sync.freeze(NOON_US)
    (batch,) = laptop.sync.waiting(10)
    wrong = replace(a_receipt(batch), hash=b"x" * 32)
    assert settle(laptop, wrong) is None
    assert laptop.sync.waiting(10) == [batch]
    assert settle(laptop, a_receipt(batch)) == Settled({"activity": 1}, 0)
    assert settle(laptop, a_receipt(batch)) is None
    assert laptop.sync.waiting(10) == []
    assert laptop.sync.acknowledged() == [(batch.device, 1)]
    laptop.put(a_visit(venue="Coliseo"))
    laptop.sync.freeze(NOON_US)
    (second,) = laptop.sync.waiting(10)
    settle(laptop, a_receipt(second), NOON_US + ARCHIVED_DAYS * DAY_US + 1)
    kept = laptop.rows('SELECT "number", "body" IS NULL, "receipt" IS NULL FROM "outbox"')
    assert kept == [(1, 1, 0), (2, 0, 0)]


def test_an_archived_batch_waits_again_when_headquarters_lost_it(laptop: Laptop) -> None:
    laptop.put(a_visit())
    laptop.sync.freeze(NOON_US)
    (batch,) = laptop.sync.waiting(10)
    settle(laptop, a_receipt(batch))
    with laptop.sync.taking() as taking:
        assert taking.reopen(batch.device, 1)
    assert laptop.sync.waiting(10) == [batch]
    assert laptop.sync.counts().pending == {"activity": 1}


def test_a_unit_that_waits_for_a_person_is_remembered_with_headquarters_words(
    laptop: Laptop,
) -> None:
    laptop.put(a_visit(), a_person("Amparo"))
    laptop.sync.freeze(NOON_US)
    (batch,) = laptop.sync.waiting(10)
    units = read_body(batch.body).units
    bad = [unit.kind for unit in units].index("activity")
    rulings = [Ruling(Verdict.OK)] * len(units)
    rulings[bad] = Ruling(Verdict.QUARANTINED, "Territorio no autorizado.")
    settled = settle(laptop, a_receipt(batch, *rulings))
    assert settled is not None
    assert settled.in_review == 1
    (review,) = laptop.sync.counts().in_review
    assert (review.kind, review.id, review.words) == (
        "activity",
        an_id("visit"),
        "Territorio no autorizado.",
    )


def test_a_longer_archive_may_be_set_for_a_headquarters_with_older_backups(
    laptop: Laptop,
) -> None:
    with laptop.store.database.writing() as connection:
        remember_here(connection, ARCHIVE_DAYS, 90)
    for days in (0, 60, 91):
        laptop.put(a_visit(venue=f"Sala {days}"))
        laptop.sync.freeze(NOON_US)
        (batch,) = laptop.sync.waiting(10)
        settle(laptop, a_receipt(batch), NOON_US + days * DAY_US)
    kept = laptop.rows('SELECT "number", "body" IS NULL FROM "outbox" ORDER BY "number"')
    assert kept == [(1, 1), (2, 0), (3, 0)]


def test_one_ruling_for_a_body_nobody_could_read_stands_for_all_its_units(laptop: Laptop) -> None:
    laptop.put(a_visit(), a_person("Amparo"))
    laptop.sync.freeze(NOON_US)
    (batch,) = laptop.sync.waiting(10)
    settle(laptop, a_receipt(batch, Ruling(Verdict.QUARANTINED, "No se puede leer.")))
    assert len(laptop.sync.counts().in_review) == 2


# Receiving


def test_what_comes_from_headquarters_is_not_sent_back(laptop: Laptop) -> None:
    receive(laptop, "activity", incoming(an_id("visit"), {"objective": "Mesa", "themes": ["a"]}))
    laptop.sync.freeze(NOON_US)
    assert laptop.sync.waiting(10) == []
    received = visit_here(laptop)
    assert received is not None
    assert (received.objective, received.themes) == ("Mesa", frozenset({"a"}))


def test_what_is_typed_after_it_came_has_the_value_that_came_as_base(laptop: Laptop) -> None:
    receive(laptop, "activity", incoming(an_id("visit"), {"objective": "Mesa"}))
    received = visit_here(laptop)
    assert received is not None
    laptop.put(replace(received, objective="Mesa de empleo"))
    (change,) = frozen(laptop).changed
    assert change.fields == {"objective": ("Mesa de empleo", base_hash("Mesa"))}


def test_fields_to_keep_stay_and_the_rest_becomes_what_headquarters_has(laptop: Laptop) -> None:
    laptop.put(a_visit(venue="Coliseo", results="Mesa"))
    with laptop.sync.taking() as taking:
        unsent = taking.unsent("activity", [an_id("visit")])
        assert unsent == {an_id("visit"): frozenset({WHOLE_RECORD})}
        kept = frozenset({"venue"})
        taking.write("activity", [incoming(an_id("visit"), {"objective": "Otra"}, kept=kept)])
    visit = visit_here(laptop)
    assert visit is not None
    assert (visit.venue, visit.results, visit.objective) == ("Coliseo", "", "Otra")


def test_unknown_kinds_fields_and_forms_are_kept_and_stop_nothing(laptop: Laptop) -> None:
    values = {"objective": "Mesa", "weather": "lluvia", "audience_men": "muchos"}
    receive(laptop, "activity", incoming(an_id("visit"), values))
    receive(laptop, "invention", incoming(an_id("new"), {"a": 1}))
    receive(laptop, "person", incoming(an_id("p"), {"full_name": "\ud800", "email": "a@b.co"}))
    assert laptop.rows('SELECT "extra" FROM "activity"') == [
        ('{"weather": "lluvia", "audience_men": "muchos"}',)
    ]
    assert laptop.rows('SELECT "kind", "fields" FROM "unknown_record"') == [
        ("invention", '{"a": 1}')
    ]
    with laptop.store.read() as reading:
        person = reading.get(Person, an_id("p"))
    assert person is not None
    assert (person.full_name, person.email) == ("", "a@b.co")


def test_a_child_whose_root_is_not_here_waits_for_it(laptop: Laptop) -> None:
    visit = an_id("visit")
    guest = {"activity": str(visit), "full_name": "Rosa"}
    receive(laptop, "attendance", incoming(an_id("guest"), guest))
    with laptop.store.read() as reading:
        assert reading.get(Attendance, an_id("guest")) is None
    receive(laptop, "activity", incoming(visit, {"objective": "Mesa"}))
    with laptop.store.read() as reading:
        received = reading.get(Attendance, an_id("guest"))
    assert received is not None
    assert (received.activity, received.full_name) == (visit, "Rosa")


def test_a_visit_leaves_whole_unless_something_in_it_was_not_sent(laptop: Laptop) -> None:
    visit, guest = a_visit(), an_attendee()
    laptop.put(visit, guest)
    laptop.sync.freeze(NOON_US)
    (batch,) = laptop.sync.waiting(10)
    with laptop.sync.taking() as taking:
        assert not taking.remove("activity", visit.id, 9)
    settle(laptop, a_receipt(batch))
    laptop.put(replace(guest, phone="3120000000"))
    with laptop.sync.taking() as taking:
        assert not taking.remove("activity", visit.id, 9)
        taking.postpone("19", Gone("activity", visit.id, 9))
    laptop.sync.freeze(NOON_US)
    (second,) = laptop.sync.waiting(10)
    settle(laptop, a_receipt(second))
    with laptop.sync.taking() as taking:
        assert taking.postponed("19") == [Gone("activity", visit.id, 9)]
        assert taking.remove("activity", visit.id, 9)
        assert taking.known("attendance", [guest.id]) == {}
    assert visit_here(laptop) is None


def test_the_digest_of_a_scope_follows_every_record(laptop: Laptop) -> None:
    visit = an_id("visit")
    receive(laptop, "activity", incoming(visit, {}, rev=3), incoming(UUID(int=8), {}, rev=4))
    receive(laptop, "activity", incoming(visit, {}, rev=6))
    with laptop.sync.taking() as taking:
        taking.raise_revs("activity", "19", {UUID(int=8): 9})
        moved = row_digest("activity", visit, 6) + row_digest("activity", UUID(int=8), 9)
        assert taking.digest("19") == moved % 2**64
        assert taking.known("activity", [visit]) == {visit: Known("19", 6)}
        taking.remove("activity", UUID(int=8), 10)
    with laptop.sync.taking() as taking:
        assert taking.digest("19") == row_digest("activity", visit, 6)


def test_an_answer_taken_in_by_halves_leaves_nothing(laptop: Laptop) -> None:
    def half() -> None:
        with laptop.sync.taking() as taking:
            taking.write("activity", [incoming(an_id("visit"), {})])
            taking.stand("19", Standing((Anchor(5, b"c" * 8),)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert visit_here(laptop) is None
    assert laptop.sync.standings()["19"] == Standing()
    laptop.put(a_visit())
    assert laptop.sync.counts().pending == {"activity": 1}


def test_where_a_scope_stands_and_its_pages_are_kept(laptop: Laptop) -> None:
    standing = Standing((Anchor(9, b"a" * 8), Anchor(4, b"b" * 8)), Stage(6, Anchor(9, b"a" * 8)))
    page = ScopePage("19", gone=[Gone("activity", an_id("visit"), 6)], upto=6, more=True)
    with laptop.sync.taking() as taking:
        taking.stand("19", standing)
        taking.stage("19", page)
    assert laptop.sync.standings() == {"0": Standing(), "19": standing}
    with laptop.sync.taking() as taking:
        assert taking.staged("19") == [page]
        taking.unstage("19")
        assert taking.staged("19") == []


def test_files_wait_until_headquarters_has_them_and_sealed_actas_are_wanted(
    laptop: Laptop,
) -> None:
    name = laptop.files.put(b"acta")
    assert laptop.sync.files_to_confirm(10) == [bytes.fromhex(name)]
    laptop.sync.file_received(bytes.fromhex(name))
    assert laptop.sync.files_to_confirm(10) == []
    wanted = "ab" * 32
    for number, digest in enumerate((name, wanted, "../../etc")):
        receive(laptop, "minutes", incoming(UUID(int=number), {"file_sha256": digest}))
    assert laptop.sync.files_wanted(Lane.SMALL, 10) == [bytes.fromhex(wanted)]
    assert laptop.sync.files_wanted(Lane.LARGE, 10) == []


def test_a_locked_acta_still_receives_what_headquarters_decides(laptop: Laptop) -> None:
    visit = a_visit()
    sealed = Minutes(id=an_id("minutes"), activity=visit.id, status="sealed")  # type: ignore[arg-type]
    promise = a_commitment(origin=visit.id)
    laptop.put(visit, promise, sealed)
    laptop.sync.freeze(NOON_US)
    receive(laptop, "commitment", incoming(promise.id, {"text": "Según el nivel central"}))
    with laptop.store.read() as reading:
        received = reading.get(Commitment, promise.id)
    assert received is not None
    assert received.text == "Según el nivel central"


def test_pieces_that_a_power_cut_left_of_a_whole_file_go_with_the_next_one(laptop: Laptop) -> None:
    first, second = sha256(b"acta uno").digest(), sha256(b"acta dos").digest()
    laptop.sync.keep_piece(first, 0, b"acta ")
    laptop.files.put(b"acta uno")
    laptop.sync.keep_piece(second, 0, b"acta")
    assert laptop.sync.file_begun(second) == 4
    assert laptop.sync.keep_file(second, b" dos")
    assert laptop.rows("SELECT count(*) FROM file_piece") == [(0,)]
    assert laptop.files.read(second.hex()) == b"acta dos"
