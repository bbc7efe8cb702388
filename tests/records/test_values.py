"""Every value has one wire form and comes back the same."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records import KINDS
from fieldapp.records.describe import Code, Fact, FieldSpec, FieldType, Money
from fieldapp.records.values import (
    from_wire,
    instant_of,
    microseconds,
    record_from_wire,
    record_to_wire,
    to_wire,
)
from fieldapp.records.visits import Activity

VALUES: dict[FieldType, st.SearchStrategy[object]] = {
    FieldType.TEXT: st.text(),
    FieldType.CODE: st.none() | st.text(min_size=1),
    FieldType.TERRITORY: st.none() | st.text(min_size=1),
    FieldType.CODES: st.frozensets(st.text(min_size=1)),
    FieldType.REF: st.none() | st.uuids(),
    FieldType.DAY: st.none() | st.dates(),
    FieldType.INSTANT: st.none() | st.datetimes(timezones=st.just(UTC)),
    FieldType.WHOLE: st.none() | st.integers(-(2**53), 2**53),
    FieldType.TRUTH: st.none() | st.booleans(),
    FieldType.DECIMAL: st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    FieldType.MONEY: st.none() | st.builds(Money, st.just("COP"), st.integers(0, 10**15)),
    FieldType.BYTES: st.none() | st.binary(min_size=1),
}


def a_field(field_type: FieldType) -> FieldSpec:
    return FieldSpec("field", field_type, Fact("Campo"), None)


@pytest.mark.parametrize("field_type", list(FieldType))
@given(data=st.data())
def test_a_value_comes_back_the_same_through_json(
    field_type: FieldType, data: st.DataObject
) -> None:
    field = a_field(field_type)
    value = data.draw(VALUES[field_type])
    wire = json.loads(json.dumps(to_wire(field, value)))
    assert from_wire(field, wire) == value
    assert to_wire(field, from_wire(field, wire)) == wire


def test_empty_values_are_null_and_come_back_empty() -> None:
    assert to_wire(a_field(FieldType.TEXT), "") is None
    assert from_wire(a_field(FieldType.TEXT), None) == ""
    assert to_wire(a_field(FieldType.CODES), frozenset()) is None
    assert from_wire(a_field(FieldType.CODES), None) == frozenset()
    assert to_wire(a_field(FieldType.TRUTH), False) is False


@pytest.mark.parametrize(
    ("field_type", "wrong"),
    [
        (FieldType.DAY, "2026-13-40"),
        (FieldType.INSTANT, 10**20),
        (FieldType.INSTANT, "hoy"),
        (FieldType.REF, "no es un uuid"),
        (FieldType.DECIMAL, "doce"),
        (FieldType.BYTES, "%%%"),
        (FieldType.TRUTH, 1),
        (FieldType.WHOLE, True),
        (FieldType.MONEY, {"minor": 5}),
        (FieldType.TEXT, 5),
        (FieldType.CODES, "uno"),
    ],
)
def test_a_wrong_form_names_its_field(field_type: FieldType, wrong: object) -> None:
    with pytest.raises(ValueError, match="field"):
        from_wire(a_field(field_type), wrong)  # type: ignore[arg-type]


def test_instants_are_exact_to_the_microsecond_up_to_the_year_9999() -> None:
    last = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert instant_of(microseconds(last)) == last


def test_a_record_comes_back_the_same_and_sends_only_what_is_filled() -> None:
    visit = Activity(
        id=UUID(int=7),
        kind=Code("session"),
        themes=frozenset({Code("TD"), Code("EMP")}),
        planned_on=date(2026, 11, 20),
    )
    spec = KINDS.spec_of(visit)
    wire = record_to_wire(spec, visit)
    assert wire == {
        "kind": "session",
        "themes": ["EMP", "TD"],
        "planned_on": "2026-11-20",
        "status": "planned",
    }
    assert record_from_wire(spec, visit.id, wire) == visit


def test_a_field_of_a_newer_program_does_not_stop_a_record() -> None:
    spec = KINDS["agenda_item"]
    record = record_from_wire(spec, UUID(int=1), {"title": "Apertura", "colour": "azul"})
    assert record_to_wire(spec, record) == {"title": "Apertura"}


def test_decimals_never_turn_into_powers_of_ten() -> None:
    assert to_wire(a_field(FieldType.DECIMAL), Decimal("1E+3")) == "1000"
