"""When the hour of an acta is printed as not verified."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldapp.rules.claimed_time import Seen, why_unverified

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (Seen(), ""),
        (Seen(told=NOW - 90 * DAY, written=NOW - DAY), ""),
        (Seen(told=NOW + 10 * MINUTE, written=NOW + 10 * MINUTE, off=-10 * MINUTE), ""),
        (Seen(told=NOW + 20 * MINUTE), "anterior a la última recibida"),
        (Seen(written=NOW + DAY), "se atrasó"),
        (Seen(told=NOW - 401 * DAY), "más de un año después"),
        (Seen(told=NOW - DAY, off=20 * MINUTE), "no coincidía"),
        (Seen(told=NOW - DAY, off=-20 * MINUTE), "no coincidía"),
    ],
)
def test_an_hour_is_doubted_for_a_reason_that_is_said(seen: Seen, said: str) -> None:
    why = why_unverified(NOW, seen)
    assert said in why
    assert bool(why) == bool(said)


@pytest.mark.parametrize("year", [2011, 2035])
def test_a_clock_of_another_year_is_always_doubted_once_headquarters_spoke(year: int) -> None:
    assert why_unverified(NOW.replace(year=year), Seen(told=NOW))
