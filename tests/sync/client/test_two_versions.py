"""Laptops of different versions share records: what one does not know it keeps and hands on."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID, uuid4

from msgspec.structs import replace

from fieldapp.records import KINDS
from fieldapp.records.describe import FEMININE, Fact, Record, TerritoryCode, kind
from tests.sync.client.conftest import Enrol, Enrolled


@kind("Feria", "Ferias", gender=FEMININE, title="name", scope_by="territory", name="fair")
class EarlierFair(Record, frozen=True, kw_only=True):
    """A made-up kind that headquarters has never heard of, as an older program knows it."""

    name: Annotated[str, Fact("Nombre")] = ""
    territory: Annotated[TerritoryCode | None, Fact("Municipio")] = None


@kind("Feria", "Ferias", gender=FEMININE, title="name", scope_by="territory", name="fair")
class Fair(Record, frozen=True, kw_only=True):
    """The same kind two versions later."""

    name: Annotated[str, Fact("Nombre")] = ""
    territory: Annotated[TerritoryCode | None, Fact("Municipio")] = None
    stalls: Annotated[int | None, Fact("Puestos")] = None
    motto: Annotated[str, Fact("Lema")] = ""


EARLIER, LATER = KINDS.with_more(EarlierFair), KINDS.with_more(Fair)
GUAPI = TerritoryCode("19318")


def fair_of(at: Enrolled, record: UUID) -> Fair:
    with at.laptop.store.read() as reading:
        held = reading.get(Fair, record)
    assert held is not None
    return held


def test_a_field_one_laptop_does_not_know_survives_its_edits(enrol: Enrol) -> None:
    new, old = enrol(kinds=LATER), enrol(kinds=EARLIER)
    fair = Fair(id=uuid4(), name="Feria", territory=GUAPI, stalls=12, motto="Trabajo digno")
    new.laptop.put(fair)
    new.sync()
    old.sync()
    with old.laptop.store.read() as reading:
        seen = reading.get(EarlierFair, fair.id)
    assert seen is not None
    old.laptop.put(replace(seen, name="Feria del empleo"))
    old.sync()
    new.sync()
    merged = fair_of(new, fair.id)
    assert (merged.name, merged.stalls, merged.motto) == ("Feria del empleo", 12, "Trabajo digno")


def test_a_kind_one_laptop_does_not_know_waits_there_for_its_upgrade(enrol: Enrol) -> None:
    new, old = enrol(kinds=LATER), enrol()
    fair = Fair(id=uuid4(), name="Feria", territory=GUAPI, stalls=12)
    new.laptop.put(fair)
    new.sync()
    old.sync()
    new.laptop.put(replace(fair_of(new, fair.id), stalls=15))
    new.sync()
    old.sync()
    kept = "SELECT kind FROM unknown_record WHERE id = ?"
    assert old.laptop.rows(kept, fair.id.bytes) == [("fair",)]
    old.upgrade(LATER)
    held = fair_of(old, fair.id)
    assert (held.name, held.stalls) == ("Feria", 15)
    old.laptop.put(replace(held, motto="Trabajo digno"))
    old.sync()
    new.sync()
    merged = fair_of(new, fair.id)
    assert (merged.name, merged.stalls, merged.motto) == ("Feria", 15, "Trabajo digno")


def test_what_a_newer_program_typed_is_not_sent_emptied_by_an_older_one(enrol: Enrol) -> None:
    at, other = enrol(kinds=LATER), enrol(kinds=LATER)
    fair = Fair(id=uuid4(), name="Feria", territory=GUAPI, stalls=12)
    at.laptop.put(fair)
    at.sync()
    at.laptop.put(replace(fair_of(at, fair.id), stalls=20))
    at.upgrade(EARLIER)
    at.sync()
    other.sync()
    assert fair_of(other, fair.id).stalls == 12
    at.upgrade(LATER)
    at.sync()
    other.sync()
    assert fair_of(other, fair.id).stalls == 20
