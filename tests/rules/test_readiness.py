from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.records.text import say
from fieldapp.rules.readiness import (
    ROOM_LEAST_BYTES,
    Certified,
    certificate_check,
    copy_check,
    data_check,
    room_check,
)
from tests.given.packs import pack
from tests.given.vaults import NOON

FORMATS = pack().formats
TODAY = FORMATS.day_of(NOON)


@pytest.mark.parametrize(("days", "ready"), [(0, True), (7, True), (8, False), (400, False)])
def test_a_copy_outside_is_good_for_seven_days(days: int, ready: bool) -> None:
    assert copy_check(NOON - timedelta(days=days), NOON, FORMATS).ready is ready


def test_no_copy_at_all_is_said_as_such() -> None:
    check = copy_check(None, NOON, FORMATS)
    assert not check.ready
    assert "ninguna copia" in str(check.text)


def test_a_full_disk_says_how_much_is_left() -> None:
    assert room_check(ROOM_LEAST_BYTES).ready
    assert "Quedan 200 MB" in str(room_check(200 * 1024**2).text)


def test_a_certificate_must_last_for_the_whole_trip() -> None:
    lasts = Certified(until=NOON + timedelta(days=10))
    assert certificate_check(lasts, TODAY + timedelta(days=9), FORMATS).ready
    ends = certificate_check(lasts, TODAY + timedelta(days=10), FORMATS)
    assert "durante el viaje" in str(ends.text)
    none = certificate_check(Certified(why_not=say("certificado vencido")), TODAY, FORMATS)
    assert "certificado vencido" in str(none.text)


def test_a_place_of_another_department_is_said_to_be_unknown_here() -> None:
    assert not data_check([], [], []).ready
    assert data_check(["Guapi, Cauca"], [], []).ready
    assert "Sincronice" in str(data_check(["Guapi, Cauca"], ["Cauca"], []).text)
    assert "Nariño" in str(data_check(["Tumaco, Nariño"], [], ["Nariño"]).text)
