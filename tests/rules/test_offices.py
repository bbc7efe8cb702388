"""When an office attended."""

from __future__ import annotations

from datetime import date

from fieldapp.records.people import Office, OfficeClosure
from fieldapp.rules.offices import closings_of, overlapping, was_active
from tests.given.field_work import an_id

OPENED = Office(id=an_id("office"), name="Oficina de Tela", opened_on=date(2019, 5, 2))


def a_closure(
    closed: date, reopened: date | None, *, reason: str = "", annulled: str = ""
) -> OfficeClosure:
    return OfficeClosure(
        id=an_id(f"closed {closed}"),
        office=OPENED.id,
        closed_on=closed,
        reopened_on=reopened,
        reason=reason,
        annulled=annulled,
    )


GAP = a_closure(date(2022, 1, 3), date(2022, 11, 3), reason="Sin presupuesto")


def test_the_day_of_closing_is_shut_and_the_day_of_reopening_attends() -> None:
    closings = closings_of(OPENED, [GAP])
    assert was_active(OPENED, closings, date(2022, 1, 2))
    assert not was_active(OPENED, closings, date(2022, 1, 3))
    assert not was_active(OPENED, closings, date(2022, 11, 2))
    assert was_active(OPENED, closings, date(2022, 11, 3))


def test_before_its_first_day_it_did_not_attend() -> None:
    assert not was_active(OPENED, (), date(2019, 5, 1))
    assert was_active(OPENED, (), date(2019, 5, 2))


def test_a_gap_counts_whole_months() -> None:
    (gap,) = closings_of(OPENED, [GAP])
    assert gap.months(date(2026, 1, 1)) == 10
    (short,) = closings_of(OPENED, [a_closure(date(2022, 1, 31), date(2022, 2, 28))])
    assert short.months(date(2026, 1, 1)) == 0


def test_one_that_is_still_shut_counts_until_today() -> None:
    (open_end,) = closings_of(OPENED, [a_closure(date(2026, 1, 1), None)])
    assert open_end.months(date(2026, 11, 20)) == 10


def test_an_annulled_closing_and_another_offices_count_for_nothing() -> None:
    elsewhere = OfficeClosure(
        id=an_id("elsewhere"), office=an_id("other"), closed_on=date(2022, 1, 3)
    )
    void = a_closure(date(2022, 1, 3), None, annulled="Se escribió dos veces")
    assert closings_of(OPENED, [elsewhere, void]) == ()


def test_closings_that_overlap_are_told() -> None:
    inside = a_closure(date(2022, 6, 1), date(2022, 7, 1))
    assert overlapping(closings_of(OPENED, [GAP, inside]))
    after = a_closure(date(2022, 11, 3), None)
    assert not overlapping(closings_of(OPENED, [GAP, after]))
