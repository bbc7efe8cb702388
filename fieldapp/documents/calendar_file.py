"""Days and meetings as an iCalendar file (RFC 5545), which any calendar takes in.

Every entry is an event, also a day something is owed: to-dos are passed over in silence by the
calendars most people have. The same entry written again has the same UID and takes the place of the
first; nobody is written to, since the file names no organizer and no method.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

_FOLD_AT: Final = 75
"""Octets of a line before it is folded, its end not counted."""
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One day or meeting. With `starts_at` (aware) it is an hour of `day`, else the whole day.

    `about` is the record it stands for: the same record is always the same event.
    """

    about: UUID
    title: str
    day: date
    told: str = ""
    place: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    busy: bool = False


def write_calendar(name: str, entries: Sequence[CalendarEntry], written_at: datetime) -> bytes:
    """The file, in UTF-8. `name` is what a calendar shows above it; `written_at` is aware."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bitácora//Bitácora//ES",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _event(entry, written_at)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(entry: CalendarEntry, written_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.about}@bitacora"
    yield f"DTSTAMP:{_instant(written_at)}"
    yield from _when(entry)
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.told:
        yield f"DESCRIPTION:{_text(entry.told)}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    yield f"TRANSP:{'OPAQUE' if entry.busy else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _when(entry: CalendarEntry) -> Iterator[str]:
    """An end is the first moment after it (3.6.1): of a whole day, the next day."""
    if entry.starts_at is None:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.day + _DAY:%Y%m%d}"
        return
    yield f"DTSTART:{_instant(entry.starts_at)}"
    if entry.ends_at is not None and entry.ends_at > entry.starts_at:
        yield f"DTEND:{_instant(entry.ends_at)}"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    """A value of type TEXT (3.3.11); what no eye sees and no calendar may hold is left out."""
    plain = _UNSEEN.sub("", said.replace("\r\n", "\n").replace("\r", "\n"))
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def _folded(line: str) -> bytes:
    """The line with its end, folded between characters and never inside one (3.1)."""
    pieces: list[bytes] = [b""]
    for sign in line:
        octets = sign.encode()
        if len(pieces[-1]) + len(octets) > _FOLD_AT:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
