"""A kind is described once, and everything else can be read from the description."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import pytest

from fieldapp.records import KINDS
from fieldapp.records.describe import (
    FEMININE,
    REQUIRED,
    Code,
    Fact,
    FieldType,
    Record,
    TerritoryCode,
    kind,
)
from fieldapp.records.kinds import Kinds


@kind("Colecta", "Colectas", gender=FEMININE, title="purpose", scope_by="territory")
class Collection(Record, frozen=True, kw_only=True):
    """A made-up kind of a dozen lines."""

    purpose: Annotated[str, Fact("Para qué", close=REQUIRED, search=True, listed=True)] = ""
    held_on: Annotated[date | None, Fact("Fecha", listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None
    themes: Annotated[frozenset[Code], Fact("Temas", catalogue="themes")] = frozenset()


def test_a_made_up_kind_is_described_by_its_class_alone() -> None:
    kinds = KINDS.with_more(Collection)
    spec = kinds["collection"]
    assert [field.name for field in spec.described] == [
        "purpose",
        "held_on",
        "territory",
        "themes",
    ]
    assert spec["themes"].type is FieldType.CODES
    assert spec["territory"].type is FieldType.TERRITORY
    assert [field.name for field in spec.listed] == ["purpose", "held_on"]
    assert "collection" not in KINDS


def test_every_kind_has_empty_defaults_so_that_a_draft_is_a_record() -> None:
    for spec in KINDS:
        draft = spec.record(id=UUID(int=1))
        assert draft.annulled == ""


def test_the_children_of_a_visit_travel_with_it() -> None:
    children = {spec.name for spec in KINDS.children_of("activity")}
    assert children == {
        "agenda_item",
        "audience",
        "attendance",
        "consent",
        "ink",
        "attachment",
        "remark",
    }


def test_the_wording_changes_when_a_kind_is_added_and_reads_no_description() -> None:
    again = Kinds.of(*(spec.record for spec in KINDS))
    assert again.wording() == KINDS.wording()
    assert KINDS.wording() != KINDS.with_more(Collection).wording()
    assert not any("fields" in vars(spec) for spec in again)


def test_every_description_of_the_program_is_right() -> None:
    KINDS.check()


def test_two_kinds_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="share a name"):
        KINDS.with_more(KINDS["activity"].record)


def test_a_reference_to_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kinds"):
        Kinds.of(KINDS["party"].record).check()


def test_a_field_without_facts_is_refused() -> None:
    @kind("Cosa", "Cosas", gender=FEMININE, title="name", scope_by="")
    class Thing(Record, frozen=True, kw_only=True):
        """A class that forgot to describe a field."""

        name: str = ""

    with pytest.raises(TypeError, match="has no Fact"):
        Kinds.of(Thing).check()


def test_a_field_without_an_empty_default_is_refused() -> None:
    @kind("Cosa", "Cosas", gender=FEMININE, title="name", scope_by="")
    class Thing(Record, frozen=True, kw_only=True):
        """A class that does not allow a draft."""

        name: Annotated[str, Fact("Nombre")]

    with pytest.raises(TypeError, match="a draft is a record too"):
        Kinds.of(Thing).check()
