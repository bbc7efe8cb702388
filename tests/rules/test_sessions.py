"""Sessions of a space: what was held beside what was planned for the year."""

from __future__ import annotations

from datetime import date

from fieldapp.rules.sessions import Session, sessions_of_year

TODAY = date(2026, 7, 2)


def test_only_what_was_held_this_year_counts_and_the_last_may_be_older() -> None:
    held = [
        Session(date(2025, 11, 1), "closed"),
        Session(date(2026, 2, 1), "cancelled"),
        Session(date(2026, 3, 1), "closed"),
        Session(date(2026, 9, 1), "planned"),
    ]
    year = sessions_of_year(held, 4, TODAY)
    assert (year.held, year.last, year.next) == (1, date(2026, 3, 1), date(2026, 9, 1))
    assert sessions_of_year(held[:2], 4, TODAY).last == date(2025, 11, 1)


def test_while_nothing_is_planned_the_next_is_the_day_the_last_one_agreed() -> None:
    agreed = Session(date(2026, 6, 1), "done", announces=date(2026, 8, 1))
    assert sessions_of_year([agreed], None, TODAY).next == date(2026, 8, 1)
    late = Session(date(2026, 6, 1), "done", announces=date(2026, 7, 1))
    assert sessions_of_year([late], None, TODAY).next is None


def test_half_the_year_asks_for_half_of_the_sessions() -> None:
    assert sessions_of_year([], 4, TODAY).behind(TODAY) == 1
    assert sessions_of_year([], 4, date(2026, 7, 3)).behind(date(2026, 7, 3)) == 2
    assert sessions_of_year([], None, TODAY).behind(TODAY) == 0
    assert sessions_of_year([Session(date(2026, 3, 1), "closed")], 4, TODAY).behind(TODAY) == 0
