"""The logbook is only added to."""

from __future__ import annotations

from datetime import date

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.work.desk import Desk
from fieldapp.work.logbook import Logbook, LogbookFilter
from tests.given.desks import CALI, GUAPI, Clock

NO_POWER = {"territory": GUAPI, "type": Code("obstacle"), "text": "Sin energía desde el lunes"}


def test_an_entry_is_of_today_and_a_correction_is_another_entry(desk: Desk, clock: Clock) -> None:
    logbook = Logbook(desk)
    wrong = logbook.write(NO_POWER)
    clock.go_on(days=1)
    right = logbook.correct(wrong.id, "Sin energía desde el martes")
    lines = logbook.page().lines
    assert [line.entry.id for line in lines] == [right.id, wrong.id]
    assert lines[1].corrected_by == right.id
    assert lines[1].entry.on == date(2026, 11, 20)
    assert lines[0].entry.type == "obstacle"


def test_an_empty_entry_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="anotación"):
        Logbook(desk).write({**NO_POWER, "text": "  "})


def test_entries_are_found_by_place_kind_day_and_words(desk: Desk) -> None:
    logbook = Logbook(desk)
    logbook.write(NO_POWER)
    logbook.write({"territory": CALI, "type": Code("advance"), "text": "Abrió la oficina"})
    assert logbook.page(LogbookFilter(territory="19")).total == 1
    assert logbook.page(LogbookFilter(type="advance")).total == 1
    assert logbook.page(LogbookFilter(text="energia")).total == 1
    assert logbook.page(LogbookFilter(to_on=date(2026, 11, 19))).total == 0


def test_territories_long_unattended_come_first(desk: Desk, clock: Clock) -> None:
    logbook = Logbook(desk)
    logbook.write(NO_POWER)
    clock.go_on(days=31)
    logbook.write({**NO_POWER, "territory": CALI})
    last = logbook.territories()
    assert [(one.territory, one.days) for one in last] == [(GUAPI, 31), (CALI, 0)]
