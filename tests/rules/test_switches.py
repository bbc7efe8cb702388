"""Which groups an office works with, and what is seen of the kinds then."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records import KINDS
from fieldapp.records.describe import Code
from fieldapp.records.people import Office
from fieldapp.rules.switches import ALWAYS, BEGINS_WITH, groups_on, seen_with
from tests.given.packs import pack
from tests.given.ships import Leg, Ship

GROUPS = [one.code for one in pack("CO").catalogue("register_groups")]
OFFICE = Office(id=UUID(int=1), groups=frozenset(map(Code, ("planning", "logbook"))))


def test_an_office_that_never_said_works_with_everything() -> None:
    assert groups_on(None, GROUPS) == frozenset(GROUPS)
    assert groups_on(Office(id=UUID(int=1)), GROUPS) == frozenset(GROUPS)
    assert seen_with(KINDS, GROUPS) is KINDS


def test_visits_and_the_directory_cannot_be_off() -> None:
    assert groups_on(OFFICE, GROUPS) == {"planning", "logbook"} | ALWAYS
    assert set(BEGINS_WITH) <= set(GROUPS)


def test_a_row_is_off_with_its_record_and_other_kinds_are_as_they_were() -> None:
    kinds = seen_with(KINDS.with_more(Ship, Leg), set(GROUPS) - {"trips"})
    assert kinds["ship"].off
    assert kinds["leg"].off
    assert not kinds["activity"].off
    assert [spec.fields for spec in kinds] == [spec.fields for spec in KINDS.with_more(Ship, Leg)]


def test_a_field_that_leads_only_to_what_is_off_is_not_seen() -> None:
    kinds = seen_with(KINDS, set(GROUPS) - {"agreements"})
    entry = kinds["logbook_entry"]
    assert {"agreement", "commitment"} <= entry.unseen
    assert "agreement" not in [field.name for field in entry.described]
    assert "activity" in [field.name for field in entry.described]
    assert "agreement" in [field.name for field in entry.fields]
