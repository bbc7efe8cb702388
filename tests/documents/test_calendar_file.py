"""The calendar file, read back by the rules of RFC 5545 and not by what wrote it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from uuid import UUID

from fieldapp.documents.calendar_file import CalendarEntry, write_calendar
from tests.given.calendars import events_of

NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
ABOUT = UUID("0197f1a0-0000-7000-8000-00000000000a")
HARD = "Ñandú; coma, barra \\ y salto\nde línea: «Acompañar a la alcaldía de Itagüí» " * 4


def test_what_is_written_is_read_back_word_by_word() -> None:
    entry = CalendarEntry(ABOUT, HARD, date(2026, 12, 31), told=HARD, place="Guapi, Cauca")
    (read,) = events_of(write_calendar("Compromisos; todos", [entry], NOW))
    assert read["SUMMARY"] == read["DESCRIPTION"] == HARD
    assert read["LOCATION"] == "Guapi, Cauca"
    assert read["UID"] == f"{ABOUT}@bitacora"
    assert read["DTSTAMP"] == "20261128T013000Z"


def test_a_whole_day_ends_when_the_next_begins_and_keeps_nobody_busy() -> None:
    (read,) = events_of(
        write_calendar("x", [CalendarEntry(ABOUT, "Entrega", date(2026, 12, 31))], NOW)
    )
    assert read["DTSTART;VALUE=DATE"] == "20261231"
    assert read["DTEND;VALUE=DATE"] == "20270101"
    assert read["TRANSP"] == "TRANSPARENT"


def test_a_meeting_has_its_hour_in_utc() -> None:
    starts = datetime.fromisoformat("2026-12-01T09:00:00-05:00")
    entry = CalendarEntry(ABOUT, "Mesa", date(2026, 12, 1), starts_at=starts, busy=True)
    (read,) = events_of(write_calendar("x", [entry], NOW))
    assert read["DTSTART"] == "20261201T140000Z"
    assert "DTEND" not in read
    assert read["TRANSP"] == "OPAQUE"


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut_in_two() -> None:
    written = write_calendar("x", [CalendarEntry(ABOUT, "ñ" * 300, date(2026, 12, 1))], NOW)
    assert written.endswith(b"END:VCALENDAR\r\n")
    for line in written.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # raises where a letter was cut
    assert not re.search(rb"(?<!\r)\n", written)


def test_signs_no_calendar_may_hold_are_left_out() -> None:
    written = write_calendar("x", [CalendarEntry(ABOUT, "a\x00b\x1bc", date(2026, 12, 1))], NOW)
    assert events_of(written)[0]["SUMMARY"] == "abc"


def test_the_same_record_is_the_same_event_whenever_it_is_written() -> None:
    entry = CalendarEntry(ABOUT, "Entrega", date(2026, 12, 1))
    later = write_calendar("x", [entry], NOW.replace(hour=5))
    assert events_of(later)[0]["UID"] == events_of(write_calendar("x", [entry], NOW))[0]["UID"]
