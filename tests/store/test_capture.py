"""Every write leaves its outgoing change behind, once, with the value first seen."""

from __future__ import annotations

from uuid import UUID

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.visits import Activity, Attendance
from fieldapp.store.unit_of_work import Store
from tests.given.vaults import an_author

VISIT = Activity(id=UUID(int=1), objective="Mesa de empleo", themes=frozenset({Code("youth")}))


def put(store: Store, *records: Activity | Attendance) -> None:
    with store.write(an_author()) as writing:
        for record in records:
            writing.put(record)


def dirty(store: Store) -> dict[tuple[str, str], object]:
    with store.read() as reading:
        rows = reading.connection.execute("SELECT kind, field, base FROM dirty")
        return {(kind, field): base for kind, field, base in rows}


def freeze(store: Store) -> None:
    with store.database.writing() as connection:
        connection.execute("DELETE FROM dirty")


def test_a_new_record_leaves_one_mark_however_often_it_changes_before_the_freeze(
    store: Store,
) -> None:
    put(store, VISIT)
    put(store, Activity(id=VISIT.id, objective="Mesa local de empleo"))
    assert dirty(store) == {("activity", ""): None}


def test_a_later_change_leaves_each_field_with_the_value_first_seen(store: Store) -> None:
    put(store, VISIT)
    freeze(store)
    put(store, Activity(id=VISIT.id, objective="Segunda versión", venue="Casa de la cultura"))
    put(store, Activity(id=VISIT.id, objective="Tercera versión", venue="Casa de la cultura"))
    assert dirty(store) == {
        ("activity", "objective"): "Mesa de empleo",
        ("activity", "venue"): None,
        ("activity", "themes"): '["youth"]',
    }


def test_saving_what_is_already_there_leaves_no_mark(store: Store) -> None:
    put(store, VISIT)
    freeze(store)
    put(store, VISIT)
    assert dirty(store) == {}


def test_a_write_undone_leaves_no_mark(store: Store) -> None:
    def fail_half_way() -> None:
        with store.write(an_author()) as writing:
            writing.put(VISIT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert dirty(store) == {}


def test_what_a_pull_writes_is_not_captured_but_is_found_by_searching(store: Store) -> None:
    with store.database.writing() as connection:
        connection.execute("UPDATE applying SET now = 1")
        connection.execute(
            "INSERT INTO activity (id, objective) VALUES (?, ?)", (VISIT.id.bytes, "Desde arriba")
        )
        connection.execute("UPDATE applying SET now = 0")
    assert dirty(store) == {}
    with store.read() as reading:
        assert [hit.id for hit in reading.search("arriba")] == [VISIT.id]


def test_bases_keep_the_form_of_their_own_column(store: Store) -> None:
    row = Attendance(id=UUID(int=2), activity=VISIT.id, id_number="0040213398")
    put(store, VISIT, row)
    freeze(store)
    put(store, Attendance(id=row.id, activity=VISIT.id, id_number=""))
    assert dirty(store) == {("attendance", "id_number"): "0040213398"}
