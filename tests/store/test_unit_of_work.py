"""Records go in and come out as they were, all of them or none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from fieldapp.records.agreements import Commitment
from fieldapp.records.describe import Code, Record, TerritoryCode
from fieldapp.records.people import Organization
from fieldapp.records.visits import Activity, AgendaItem, Attendance
from fieldapp.store.queries import Between
from fieldapp.store.unit_of_work import Store
from tests.given.vaults import DEVICE, NOON, OFFICER, an_author


def an_id(number: int) -> UUID:
    return UUID(int=number)


VISIT = Activity(
    id=an_id(1),
    objective="Mesa de empleo con la alcaldía",
    territory=TerritoryCode("19318"),
    themes=frozenset({Code("youth"), Code("rural")}),
    planned_on=date(2026, 11, 20),
    starts_at=NOON + timedelta(microseconds=7),
    audience_women=0,
)


def put(store: Store, *records: Record) -> frozenset[str]:
    with store.write(an_author()) as writing:
        for record in records:
            writing.put(record)
    return writing.changed_kinds


def test_a_record_comes_back_as_it_was_with_its_author(store: Store) -> None:
    assert put(store, VISIT) == {"activity"}
    with store.read() as reading:
        kept = reading.get(Activity, VISIT.id)
    assert kept is not None
    assert (kept.created_by, kept.created_at, kept.created_device) == (OFFICER, NOON, DEVICE)
    assert (kept.themes, kept.starts_at, kept.planned_on, kept.audience_women) == (
        VISIT.themes, VISIT.starts_at, VISIT.planned_on, 0,
    )  # fmt: skip
    assert (kept.venue, kept.axis, kept.quorum_required) == ("", None, None)


def test_putting_the_same_record_again_changes_nothing(store: Store) -> None:
    put(store, VISIT)
    assert put(store, VISIT) == frozenset()


def test_who_made_a_record_never_changes(store: Store) -> None:
    put(store, VISIT)
    with store.write(an_author(NOON + timedelta(days=1))) as writing:
        writing.put(Activity(id=VISIT.id, objective="Otra", created_by=an_id(99)))
        kept = writing.get(Activity, VISIT.id)
    assert kept is not None
    assert (kept.objective, kept.created_by, kept.created_at) == ("Otra", OFFICER, NOON)


def test_all_of_a_transaction_is_kept_or_none_of_it(store: Store) -> None:
    def fail_half_way() -> None:
        with store.write(an_author()) as writing:
            writing.put(VISIT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with store.read() as reading:
        assert reading.get(Activity, VISIT.id) is None


def test_a_reader_keeps_its_snapshot_while_another_writes(store: Store) -> None:
    with store.read() as reading:
        assert reading.count(Activity) == 0
        put(store, VISIT)
        assert reading.count(Activity) == 0
    with store.read() as reading:
        assert reading.count(Activity) == 1


def test_records_are_found_by_what_their_fields_hold(store: Store) -> None:
    later = Activity(id=an_id(2), objective="Taller", planned_on=date(2026, 12, 1))
    gone = Activity(id=an_id(3), objective="Repetida", annulled="Se registró dos veces")
    put(store, VISIT, later, gone)
    wanted = {
        "territory": "19318",
        "themes": "youth",
        "planned_on": Between(high=date(2026, 11, 30)),
    }
    with store.read() as reading:
        for field, value in wanted.items():
            assert [one.id for one in reading.all(Activity, {field: value})] == [VISIT.id], field
        assert [one.id for one in reading.all(Activity, {"territory": None})] == [later.id]
        both = {"id": [VISIT.id, later.id, gone.id]}
        assert reading.count(Activity, both) == 2
        assert reading.count(Activity, both, include_annulled=True) == 3


def test_a_list_is_sorted_as_a_spanish_reader_expects_and_comes_in_pages(store: Store) -> None:
    names = ["Zoe", "ángel", "Ñandú", "Nube", "abeja", "Noé"]
    put(store, *(Organization(id=an_id(10 + i), name=name) for i, name in enumerate(names)))
    with store.read() as reading:
        pages = [reading.listing("organization", ["name"], sort=["name"], limit=4, offset=o)
                 for o in (0, 4)]  # fmt: skip
    assert [name for page in pages for (name,) in page] == [
        "abeja", "ángel", "Noé", "Nube", "Ñandú", "Zoe",
    ]  # fmt: skip


def test_a_list_shows_fields_of_what_a_record_points_to(store: Store) -> None:
    town = Organization(id=an_id(5), name="Alcaldía de Guapi")
    here = Commitment(id=an_id(6), text="Abrir la ventanilla", responsible=town.id, origin=VISIT.id)
    unknown = Commitment(id=an_id(7), text="Enviar el informe", responsible=an_id(404))
    put(store, VISIT, town, here, unknown)
    columns = ["text", "responsible.name", "origin.territory"]
    with store.read() as reading:
        rows = reading.listing("commitment", columns, sort=["-responsible.name"])
        found = reading.listing("commitment", ["id"], {"responsible.name": town.name})
    assert rows == [
        ("Abrir la ventanilla", "Alcaldía de Guapi", "19318"),
        ("Enviar el informe", None, None),
    ]
    assert found == [(here.id,)]


def test_a_list_is_narrowed_by_the_words_typed(store: Store) -> None:
    put(store, VISIT, Activity(id=an_id(2), objective="Taller de cooperativas"))
    with store.read() as reading:
        assert reading.listing("activity", ["id"], text="alcaldia mes") == [(VISIT.id,)]
        assert reading.count("activity", text="cooperativas de pesca") == 0


def test_children_of_a_visit_come_in_their_order(store: Store) -> None:
    points = [
        AgendaItem(id=an_id(20 + n), activity=VISIT.id, position=Decimal(n), title=str(n))
        for n in (10, 1, 2)
    ]
    put(store, VISIT, *points)
    with store.read() as reading:
        kept = reading.all(AgendaItem, {"activity": VISIT.id}, ["position"])
    assert [point.title for point in kept] == ["1", "2", "10"]


def test_instants_far_from_today_are_exact(store: Store) -> None:
    for year in (1, 1969, 9999):
        instant = datetime(year, 1, 1, 23, 59, 59, 999_999, tzinfo=NOON.tzinfo)
        row = Attendance(id=an_id(year), activity=VISIT.id, arrived_at=instant)
        put(store, VISIT, row)
        with store.read() as reading:
            kept = reading.get(Attendance, row.id)
        assert kept is not None
        assert kept.arrived_at == instant


def test_references_and_counts_of_a_page_take_one_question_each(store: Store) -> None:
    rows = [Attendance(id=an_id(30 + n), activity=VISIT.id, full_name=str(n)) for n in range(3)]
    put(store, VISIT, *rows, Attendance(id=an_id(40), activity=VISIT.id, annulled="Repetida"))
    with store.read() as reading:
        assert reading.tally("attendance", "activity", {"activity": [VISIT.id]}) == {VISIT.id: 3}
        known = reading.many(Attendance, [rows[0].id, an_id(404)])
    assert list(known) == [rows[0].id]
