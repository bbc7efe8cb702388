"""The card of a territory: everything known of it, and what is owed there by the last word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.text import Refused
from fieldapp.store.open_promises import open_promises
from fieldapp.work.commitments import Commitments
from fieldapp.work.desk import Desk
from fieldapp.work.minutes import Actas
from fieldapp.work.registers import Registers
from fieldapp.work.territory_card import TerritoryCards
from fieldapp.work.visits import Visits
from tests.given.busy_days import busy_days
from tests.given.desks import CALI, CAUCA, GUAPI, Clock, a_desk
from tests.given.meetings import a_meeting, saved


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with a_desk(tmp_path, clock) as opened:
        yield opened


def test_all_that_is_known_of_a_municipality_stands_together(desk: Desk, clock: Clock) -> None:
    days = busy_days(desk, clock)
    saved(Actas(desk).issue(a_meeting(desk, clock)))
    card = TerritoryCards(desk).card(GUAPI)
    assert card.place == "Guapi, Cauca"
    assert card.above == CAUCA
    assert (card.meetings.held, card.meetings.planned) == (2, 1)
    assert [line.id for line in card.planned] == [days.planned_today]
    assert card.latest[0].acta_number
    assert (card.open, card.late) == (3, 1)
    assert card.owed[0].id == days.late
    assert card.logbook_count == 2
    people = TerritoryCards(desk).people(GUAPI)
    assert (people.attendances, people.people) == (3, 3)
    assert {one.name for one in people.entities} == {
        "Alcaldía de Guapi",
        "Consejo Comunitario Río Guapi",
        "SENA",
    }


def test_a_department_holds_its_municipalities_and_says_which_were_not_visited(
    desk: Desk, clock: Clock
) -> None:
    busy_days(desk, clock)
    cards = TerritoryCards(desk)
    card = cards.card(CAUCA)
    assert card.above == ""
    assert (card.visited, len(card.coverage)) == (1, 42)
    assert card.coverage[-1].name == "Guapi"
    assert card.agreement_count == 0
    cali = cards.card(CALI)
    assert cali.agreement_count == 1
    assert {actor.name for actor in cali.actors} == {
        "Ministerio del Trabajo",
        "Alcaldía de Santiago de Cali",
    }


def test_spaces_say_the_sessions_they_held_and_those_they_plan(desk: Desk, clock: Clock) -> None:
    space = (
        Registers(desk)
        .save(
            "space",
            None,
            {"name": "Mesa de empleo", "territory": TerritoryCode(GUAPI), "sessions_per_year": 4},
        )
        .id
    )
    Visits(desk).start(changes={"territory": GUAPI, "space": space})
    (line,) = TerritoryCards(desk).card(GUAPI).spaces
    assert (line.name, line.held, line.planned) == ("Mesa de empleo", 1, 4)


def test_only_the_last_word_says_whether_a_promise_is_open(desk: Desk, clock: Clock) -> None:
    days = busy_days(desk, clock)
    commitments = Commitments(desk)

    def due() -> dict[object, object]:
        with desk.reading() as reading:
            return dict(open_promises(reading, territories=(), origins=[days.unfinished]))

    assert set(due()) == {days.late, days.soon}
    commitments.set_status(days.late, "done", evidence="Oficio")
    assert set(due()) == {days.soon}
    clock.go_on(days=1)
    commitments.set_status(days.late, "partly_done", evidence="Faltaba un barrio")
    assert set(due()) == {days.late, days.soon}
    moved = desk.today() + timedelta(days=30)
    commitments.reschedule(days.soon, moved, "Creció el río")
    assert due()[days.soon] == moved


def test_the_card_looked_at_last_is_the_first_one_shown(desk: Desk) -> None:
    cards = TerritoryCards(desk)
    assert cards.shown() == CAUCA
    cards.show(GUAPI)
    assert cards.shown() == GUAPI
    with pytest.raises(Refused):
        cards.card("99999")


def test_villages_are_the_coverage_of_a_municipality(desk: Desk) -> None:
    visits = Visits(desk)
    for village in ("El Carmelo", "El Carmelo", "Limones"):
        visits.start(
            changes={
                "territory": GUAPI,
                "locality_kind": Code("vereda"),
                "locality": village,
            }
        )
    coverage = TerritoryCards(desk).card(GUAPI).coverage
    assert [(one.name, one.visits) for one in coverage] == [("Limones", 1), ("El Carmelo", 2)]


def test_its_plans_and_policies_stand_in_the_card_of_its_department_too(desk: Desk) -> None:
    registers = Registers(desk)
    policy = {"name": "Política de empleo", "type": "PP", "stage": "formulation"}
    registers.save("policy_instrument", None, {**policy, "territory": GUAPI})
    plan = {"name": "Plan de desarrollo", "approval_act": "Ordenanza 12"}
    registers.save("territorial_plan", None, {**plan, "territory": CAUCA})
    registers.save("territorial_plan", None, {**plan, "territory": CALI})
    council = {"body": "planning_council", "stage": "monitoring", "territory": CAUCA}
    registers.save("accompaniment", None, council)
    told = TerritoryCards(desk).card(CAUCA)
    assert told.paper_count == 3
    assert [(one.kind, one.title, one.standing) for one in told.papers] == [
        ("territorial_plan", "Plan de desarrollo", "Ordenanza 12"),
        ("policy_instrument", "Política de empleo", "Formulación"),
        ("accompaniment", "Consejo Territorial de Planeación", "Seguimiento"),
    ]
    assert TerritoryCards(desk).card(GUAPI).paper_count == 1


def test_who_works_for_the_whole_country_is_shown_a_department_of_it(tmp_path: Path) -> None:
    with a_desk(tmp_path, home_scope="0") as desk:
        cards = TerritoryCards(desk)
        assert cards.card(cards.shown()).code == "05"
