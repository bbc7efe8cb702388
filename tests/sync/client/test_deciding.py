"""Two officers change one field: both see both values, and one of them decides with a reason."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from fieldapp.records.review import Conflict
from fieldapp.records.text import SPANISH, Refused
from fieldapp.records.visits import Activity
from fieldapp.work.conflicts import Conflicts, OpenConflict
from tests.given.desks import a_desk_on
from tests.given.field_work import a_visit
from tests.sync.client.conftest import Enrol, Enrolled


def desk_of(at: Enrolled, role: str = "officer") -> Conflicts:
    officer = at.laptop.identity.enrolment.officer.person
    return Conflicts(a_desk_on(at.laptop.vault, at.laptop.store, officer=officer, role=role))


def venue_at(at: Enrolled, visit: UUID) -> str:
    with at.laptop.store.read() as reading:
        held = reading.get(Activity, visit)
    assert held is not None
    return held.venue


def edit(at: Enrolled, visit: UUID, venue: str) -> None:
    with at.laptop.store.read() as reading:
        held = reading.get(Activity, visit)
    assert held is not None
    at.laptop.put(replace(held, venue=venue))


def about(at: Enrolled, visit: UUID) -> list[OpenConflict]:
    """What waits about one visit; headquarters is shared with other tests."""
    return [waiting for waiting in desk_of(at).waiting() if waiting.record == visit]


def a_conflict(one: Enrolled, two: Enrolled) -> tuple[UUID, OpenConflict]:
    visit = a_visit(str(uuid4()), created_by=None, venue="Alcaldía")
    one.laptop.put(visit)
    one.sync()
    two.sync()
    edit(one, visit.id, "Biblioteca")
    edit(two, visit.id, "Coliseo")
    one.sync()
    two.sync()
    one.sync()
    (waiting,) = about(one, visit.id)
    return visit.id, waiting


def test_both_officers_see_both_values_in_words(enrol: Enrol) -> None:
    one, two = enrol(), enrol()
    visit, at_one = a_conflict(one, two)
    (at_two,) = about(two, visit)
    assert (at_one.record, at_one.kind, at_one.field) == (visit, "activity", "venue")
    told = SPANISH(at_two.sentence)
    assert "está «Biblioteca»" in told
    assert "el otro valor es «Coliseo» (usted)" in told
    assert [(one.verdict, one.waits) for one in two.laptop.sync.counts().in_review] == [
        ("conflict", True)
    ]


@pytest.mark.parametrize(("verb", "stands"), [("take", "Coliseo"), ("keep", "Biblioteca")])
def test_its_author_decides_and_everybody_sees_what_stands(
    enrol: Enrol, verb: str, stands: str
) -> None:
    one, two = enrol(), enrol()
    visit, _ = a_conflict(one, two)
    (waiting,) = about(two, visit)
    desk = desk_of(two)
    with pytest.raises(Refused, match="por qué"):
        getattr(desk, verb)(waiting.id, " ")
    getattr(desk, verb)(waiting.id, "Fue donde nos reunimos.")
    assert about(two, visit) == []
    two.sync()
    one.sync()
    assert (venue_at(one, visit), venue_at(two, visit)) == (stands, stands)
    assert about(one, visit) == []
    counts = two.laptop.sync.counts()
    assert (counts.in_review, [line.outcome for line in counts.answered]) == ((), ["decided"])
    with pytest.raises(Refused, match="ya lo decidió"):
        desk_of(one).keep(waiting.id, "No.")


def test_who_wrote_neither_value_does_not_decide(enrol: Enrol) -> None:
    one, two, third = enrol(), enrol(), enrol()
    visit, _ = a_conflict(one, two)
    third.sync()
    (waiting,) = about(third, visit)
    with pytest.raises(Refused, match="coordinación"):
        desk_of(third).take(waiting.id, "Porque sí.")
    desk_of(third, role="coordinator").take(waiting.id, "Lo confirmó la alcaldía.")


def test_a_value_a_signed_acta_fixed_is_not_taken_back(enrol: Enrol) -> None:
    one, two = enrol(), enrol()
    visit, waiting = a_conflict(one, two)
    with one.laptop.store.read() as reading:
        conflict = reading.get(Conflict, waiting.id)
    assert conflict is not None
    one.laptop.put(replace(conflict, sealed=True))
    with pytest.raises(Refused, match="acta"):
        desk_of(one).take(waiting.id, "Porque sí.")
    assert venue_at(one, visit) == "Biblioteca"
