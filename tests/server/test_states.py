"""Who may bring a record to a state, asked of whatever a laptop sends; when, never.

A laptop refuses at the keyboard what a state does not allow. Headquarters learns only where a
record came to, not the states in between, and two officers who both did their job may cross.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sync.protocol.body import Body
from tests.given.bodies import changed, created, derived
from tests.given.headquarters import HeadquartersGiven, LaptopGiven

SOME = UUID("0193b1a0-0000-7000-8000-000000000001")
PLAN, OWN, TERRITORIAL = (derived(SOME, "plan", n) for n in range(3))
ROW, ADDED, GUIDELINE = (derived(SOME, "row", n) for n in range(3))
TRIP = ("trip", derived(SOME, "trip", 0))


def _told(laptop: LaptopGiven, *bodies: Body) -> list[str]:
    return [receipt.rulings[0].verdict.value for receipt in laptop.send(*bodies)]


def _a_row(of: UUID, id: UUID, kind: str = "plan_node") -> Body:
    row = {"plan": str(of), "text": "Articular"}
    return created("0", of, "plan", (kind, id, row))


def _a_plan(id: UUID, title: str) -> Body:
    return created("0", id, "plan", ("plan", id, {"title": title, "status": "draft"}))


def _of_plan(id: UUID, **fields: tuple[Any, Any]) -> Body:
    return changed("0", ("plan", id), ("plan", id), **fields)


def test_a_national_plan_is_published_and_changed_by_headquarters_alone(
    headquarters: HeadquartersGiven,
) -> None:
    """Whatever a laptop let pass; what an officer begins without a territory is the officer's."""
    reviewer, officer = headquarters.a_laptop("elena"), headquarters.a_laptop("yriascos")
    assert _told(
        reviewer,
        _a_plan(PLAN, "Plantilla"),
        _a_row(PLAN, ROW),
        _of_plan(PLAN, status=("draft", "published")),
    ) == ["ok", "ok", "ok"]
    assert _told(
        officer,
        changed("0", ("plan", PLAN), ("plan_node", ROW), text=("Articular", "Otra cosa")),
        _of_plan(PLAN, status=("published", "draft")),
        _a_row(PLAN, ADDED),
        _a_plan(OWN, "De Guapi"),
        _of_plan(OWN, title=("De Guapi", "Plan de Guapi")),
        _of_plan(OWN, status=("draft", "published")),
    ) == ["quarantined", "quarantined", "quarantined", "ok", "ok", "quarantined"]


def test_what_headquarters_publishes_is_fixed_for_whoever_began_it_too(
    headquarters: HeadquartersGiven,
) -> None:
    reviewer, officer = headquarters.a_laptop("elena"), headquarters.a_laptop("yriascos")
    assert _told(officer, _a_plan(OWN, "De Guapi"), _a_row(OWN, ROW)) == ["ok", "ok"]
    assert _told(reviewer, _of_plan(OWN, status=("draft", "published"))) == ["ok"]
    late = changed("0", ("plan", OWN), ("plan_node", ROW), text=("Articular", "Otra cosa"))
    assert _told(officer, late) == ["quarantined"]
    assert _told(reviewer, late) == ["ok"]


def test_rows_of_another_kind_of_plan_are_no_template(headquarters: HeadquartersGiven) -> None:
    """The plan of a territory is another kind; its rows name it in a field of the same name."""
    reviewer, officer = headquarters.a_laptop("elena"), headquarters.a_laptop("yriascos")
    root = ("territorial_plan", TERRITORIAL)
    guideline = ("plan_guideline", GUIDELINE)
    assert _told(
        reviewer,
        created("0", root[1], root[0], (*root, {"name": "Plan de desarrollo"})),
        created("0", root[1], root[0], (*guideline, {"plan": str(root[1]), "text": "Empleo"})),
    ) == ["ok", "ok"]
    assert _told(officer, changed("0", root, guideline, text=("Empleo", "Más empleo"))) == ["ok"]


def _moves(laptop: LaptopGiven, was: str, to: str) -> list[str]:
    return _told(laptop, changed("19", TRIP, TRIP, status=(was, to)))


def test_two_officers_who_cross_are_both_heard_and_neither_is_set_aside(
    headquarters: HeadquartersGiven,
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    trip = created("19", TRIP[1], "trip", (*TRIP, {"purpose": "Taller", "status": "requested"}))
    assert _told(mine, trip) == ["ok"]
    assert _moves(mine, "requested", "authorised") == ["ok"]
    assert _moves(theirs, "requested", "returned") == ["conflict"]
    waits = "select vals->>'kept', vals->>'offered' from record where kind = 'conflict'"
    assert headquarters.rows(waits) == [('"authorised"', '"returned"')]
    assert headquarters.rows("select count(*) from quarantine") == [(0,)]
    assert _moves(mine, "authorised", "in_progress") == ["ok"]


def test_a_record_that_went_through_several_states_before_it_was_sent_is_taken_in(
    headquarters: HeadquartersGiven,
) -> None:
    """A week without network: authorised, in progress, reported and settled travel as one."""
    laptop = headquarters.a_laptop("yriascos")
    trip = created("19", TRIP[1], "trip", (*TRIP, {"purpose": "Taller", "status": "requested"}))
    assert _told(laptop, trip) == ["ok"]
    assert _moves(laptop, "requested", "settled") == ["ok"]
