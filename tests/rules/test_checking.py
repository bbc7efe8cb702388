from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records import KINDS
from fieldapp.records.describe import Code, FieldSpec, FieldType, KindSpec, Record, TerritoryCode
from fieldapp.rules.checking import Fault, Severity, check, what_lacks
from tests.given.field_work import (
    CAUCA,
    NINE_IN_GUAPI,
    a_visit,
    an_attendee,
    an_entity,
    an_id,
)
from tests.given.packs import pack

EVERY_FIELD = [
    pytest.param(spec, field, id=f"{spec.name}.{field.name}")
    for spec in KINDS
    for field in spec.fields
    if field.name != "id"
]

NEVER_RIGHT: dict[FieldType, list[Any]] = {
    FieldType.TEXT: ["dos\x00letras", "campana\x07", "\u202eal revés", "\ud800", 7],
    FieldType.CODE: ["no-such-code", "x" * 10_000, 7],
    FieldType.CODES: [frozenset({"no-such-code"}), "not a set", frozenset({7})],
    FieldType.TERRITORY: ["99999", "x" * 10_000, 19318],
    FieldType.REF: ["not an id", 7],
    FieldType.DAY: [date(1026, 11, 20), date(2926, 11, 20), "2026-11-20", NINE_IN_GUAPI],
    FieldType.INSTANT: [
        datetime(1026, 11, 20, tzinfo=UTC),
        datetime(2026, 11, 20),  # noqa: DTZ001 - the fault is that it has no zone
        date(2026, 11, 20),
    ],
    FieldType.WHOLE: [-1, 10**9, True, "7", Decimal(1)],
    FieldType.TRUTH: ["sí", 1],
    FieldType.DECIMAL: [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1" * 30), 7],
    FieldType.MONEY: [7],
    FieldType.BYTES: [b"x" * 100_000, "not bytes"],
}


def with_value(spec: KindSpec, name: str, value: Any) -> Record:
    return spec.record(id=an_id("one"), **{name: value})


def refusals(spec: KindSpec, record: Record, **about: Any) -> list[Fault]:
    faults = check(spec, record, pack(), about.pop("scopes", None), **about)
    return [fault for fault in faults if fault.severity is Severity.REFUSED]


def fault_of(record: Record, **about: Any) -> str:
    (fault,) = refusals(KINDS.spec_of(record), record, **about)
    return str(fault.text)


@pytest.mark.parametrize(("spec", "field"), EVERY_FIELD)
def test_every_field_of_every_kind_refuses_what_cannot_be_right(
    spec: KindSpec, field: FieldSpec
) -> None:
    wrong = NEVER_RIGHT[field.type]
    if field.type is FieldType.WHOLE and field.fact.most is None:
        wrong = [value for value in wrong if value != 10**9]
    if field.type is FieldType.TEXT:
        wrong = [*wrong, "x" * (field.longest + 1)]
    for value in wrong:
        faults = refusals(spec, with_value(spec, field.name, value))
        assert [fault.field for fault in faults] == [field.name], repr(value)[:60]
        assert f"«{field.label}»" in str(faults[0].text)


@pytest.mark.parametrize("spec", list(KINDS), ids=lambda spec: spec.name)
def test_an_empty_draft_is_never_at_fault(spec: KindSpec) -> None:
    assert check(spec, spec.record(id=an_id("empty")), pack(), {CAUCA}) == []


def test_a_complete_visit_is_never_at_fault() -> None:
    assert check(KINDS["activity"], a_visit(), pack(), {CAUCA}) == []


def test_a_name_of_ten_thousand_characters_is_refused_with_the_limit() -> None:
    said = fault_of(an_entity("x" * 10_000))
    assert said == "«Nombre» tiene 10000 caracteres y admite 200."


def test_the_lines_of_a_long_text_are_welcome_and_those_of_a_name_are_not() -> None:
    assert refusals(KINDS["activity"], a_visit(development="uno\ndos\ttres")) == []
    assert "no se ve ni se imprime (U+000A)" in fault_of(an_entity("Alcaldía\nde Guapi"))


def test_letters_of_every_language_of_the_country_are_welcome() -> None:
    name = "Ñaupari Ch’aska Wã́tõ g̃uarani 李"
    assert check(KINDS["person"], spec_person(full_name=name), pack(), None) == []


def spec_person(**written: Any) -> Record:
    return KINDS["person"].record(id=an_id("p"), **written)


def test_an_unknown_code_names_itself_and_the_field() -> None:
    said = fault_of(a_visit(kind=Code("baile")))
    assert said == "«baile» no es una de las opciones de «Tipo»."


def test_a_visit_cannot_end_before_it_begins() -> None:
    said = fault_of(a_visit(ends_at=NINE_IN_GUAPI - timedelta(minutes=1)))
    assert said == "«Hora de cierre» no puede ser anterior a «Hora de inicio»."


def test_a_visit_may_end_in_the_minute_in_which_it_began() -> None:
    assert refusals(KINDS["activity"], a_visit(ends_at=NINE_IN_GUAPI)) == []


def test_a_visit_beyond_the_officers_territories_is_refused() -> None:
    said = fault_of(a_visit(territory=TerritoryCode("76001")), scopes={CAUCA})
    assert said == (
        "«Territorio»: Santiago de Cali, Valle del Cauca está fuera de los territorios que usted "
        "atiende."
    )


def test_people_from_anywhere_attend() -> None:
    guest = an_attendee(territory=TerritoryCode("76001"))
    assert refusals(KINDS["attendance"], guest, scopes={CAUCA}) == []


def test_headquarters_writes_everywhere() -> None:
    assert refusals(KINDS["activity"], a_visit(territory=TerritoryCode("76001"))) == []


def test_a_reference_to_another_kind_is_refused() -> None:
    def kind_of(_: UUID) -> str:
        return "person"

    said = fault_of(a_visit(lead_officer=None, space=an_id("somebody")), kind_of=kind_of)
    assert said == "«Espacio» no puede señalar un registro de «Personas»: debe ser de «Espacios»."


def test_a_reference_that_this_laptop_does_not_hold_is_kept() -> None:
    assert refusals(KINDS["activity"], a_visit(space=an_id("elsewhere"))) == []


def test_an_entity_is_not_an_organ_of_itself() -> None:
    entity = an_entity("Alcaldía de Guapi")
    said = fault_of(msgspec.structs.replace(entity, parent=entity.id))
    assert said == "«Órgano de» no puede señalar este mismo registro."


def test_a_card_that_looks_wrong_is_kept_and_marked() -> None:
    faults = check(KINDS["attendance"], an_attendee(id_number="12"), pack(), None)
    assert [(fault.field, fault.severity) for fault in faults] == [("id_number", Severity.WARNING)]
    assert "«sin verificar»" in str(faults[0].text)


def test_a_tax_number_that_looks_wrong_is_kept_and_marked() -> None:
    entity = an_entity("Empresa", tax_id="899.999.034-2")
    faults = check(KINDS["organization"], entity, pack(), None)
    assert [(fault.field, fault.severity) for fault in faults] == [("tax_id", Severity.WARNING)]


@pytest.mark.parametrize("id_type", ["NONE", "NOT_BROUGHT", "NOT_GIVEN"])
def test_no_card_and_one_single_name_are_enough(id_type: str) -> None:
    attendee = an_attendee("Rosa", id_type=Code(id_type), id_number="")
    assert check(KINDS["attendance"], attendee, pack(), None) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "310 000 0000"),
        ("email", "a@example.org"),
        ("ethnic_group", Code("1")),
        ("disability", Code("none")),
        ("population_groups", frozenset({Code("youth")})),
        ("gender", Code("woman")),
    ],
)
def test_nothing_private_is_asked_of_a_minor(field: str, value: object) -> None:
    minor = an_attendee("Luz", minor=True, **{field: value})
    (fault,) = refusals(KINDS["attendance"], minor)
    assert fault.field == field
    assert "De un menor de 18 años no se anota" in str(fault.text)


def test_what_closing_needs_is_named_in_the_order_of_the_form() -> None:
    lacks = what_lacks(KINDS["activity"], a_visit(objective="  ", axis=None))
    assert [str(fault.text) for fault in lacks] == ["Falta «Eje».", "Falta «Objetivo»."]


@given(text=st.text(max_size=300))
def test_any_text_is_kept_or_refused_with_a_sentence(text: str) -> None:
    for fault in refusals(KINDS["organization"], an_entity(text)):
        assert "«Nombre»" in str(fault.text)
