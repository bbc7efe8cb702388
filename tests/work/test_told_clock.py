"""An hour that an officer said: it stamps everything, outlives a night, and ends by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from fieldapp.rules.claimed_time import TOLD_BY_A_PERSON
from fieldapp.work.clock import Clocks, doubt_on_paper
from fieldapp.work.desk import Desk
from fieldapp.work.told_clock import ToldClock, ToldTime, told_clock
from fieldapp.work.visits import Visits
from tests.given.desks import GUAPI, Clock, a_desk
from tests.given.vaults import NOON

WOKE_UP = datetime(2011, 1, 1, 8, 0, tzinfo=UTC)


def told(desk: Desk, machine: Clock) -> Desk:
    from dataclasses import replace

    return replace(desk, clock=told_clock(desk.store, machine))


@pytest.mark.parametrize("year", [2011, 2035])
def test_a_clock_that_lies_is_doubted_until_somebody_says_the_hour(
    tmp_path: Path, year: int
) -> None:
    machine = Clock()
    with a_desk(tmp_path, machine) as opened:
        desk = told(opened, machine)
        Visits(desk).start(changes={"territory": GUAPI})
        assert Clocks(desk).doubt() is None
        machine.at = NOON.replace(year=year)
        assert Clocks(desk).doubt() is not None
        Clocks(desk).tell(date(2026, 11, 21), time(9, 15))
        assert Clocks(desk).doubt() is None
        visit = Visits(desk).get(Visits(desk).start(changes={"territory": GUAPI}).id)
        assert visit is not None
        assert visit.starts_at == datetime(2026, 11, 21, 14, 15, tzinfo=UTC)
        assert machine() == NOON.replace(year=year)  # nobody touched the machine's own
        with desk.reading() as reading:
            assert doubt_on_paper(desk, reading, desk.now()) == TOLD_BY_A_PERSON


def test_what_was_said_holds_the_next_day_and_ends_when_the_clock_is_put_right(
    tmp_path: Path,
) -> None:
    machine = Clock(WOKE_UP)
    with a_desk(tmp_path, machine) as opened:
        Clocks(told(opened, machine)).tell(date(2026, 11, 21), time(9, 0))
        machine.go_on(days=1)
        assert told(opened, machine).now() == datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
        machine.at = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
        assert told(opened, machine).now() == machine.at


def test_a_clock_that_ran_ahead_is_believed_again_once_it_goes_back() -> None:
    ahead = ToldTime(machine=NOON + timedelta(days=3000), told=NOON)
    assert ToldClock(Clock(ahead.machine + timedelta(hours=5)), ahead).is_told
    assert not ToldClock(Clock(NOON + timedelta(hours=5)), ahead).is_told
