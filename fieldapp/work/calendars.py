"""What is owed, as a file for the calendar of the phone or of the office."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.packs.pack import Pack
from fieldapp.rules.acta_meeting import label
from fieldapp.work.commitment_board import BoardFilter, board_of
from fieldapp.work.commitment_lines import CommitmentLine
from fieldapp.work.desk import Desk


@dataclass(frozen=True, slots=True)
class DaysOwed:
    """An iCalendar file, how many commitments are in it, and how many have no day to stand on."""

    content: bytes
    dated: int
    undated: int


class Calendars:
    """Writes calendars. Nothing here changes a record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commitments(self, wanted: BoardFilter) -> DaysOwed:
        """What the board shows of these, each on the day it is due now.

        A commitment is one event for ever: taken in again after it was moved, the calendar moves.
        """
        from fieldapp.documents.calendar_file import CalendarEntry, write_calendar

        with self._desk.reading() as reading:
            groups = board_of(self._desk, reading, wanted)
        lines = [line for group in groups for line in group.lines]
        dated = [(line, line.due_on) for line in lines if line.due_on is not None]
        pack = self._desk.pack
        content = write_calendar(
            f"Compromisos · {self._desk.posting.office_name}",
            [
                CalendarEntry(line.id, _title(line), due, told=_told(line, pack), place=line.place)
                for line, due in dated
            ],
            self._desk.now(),
        )
        return DaysOwed(content, len(dated), len(lines) - len(dated))


def _title(line: CommitmentLine) -> str:
    return f"{line.responsible}: {line.text}" if line.responsible else line.text


def _told(line: CommitmentLine, pack: Pack) -> str:
    """What is asked for when the day comes: how it stands, where it was promised."""
    told = (
        ("Estado", label(pack, "commitment_status", line.status)),
        ("Primera fecha", _first_day(line, pack)),
        ("Se prometió en", line.origin_title),
    )
    return "\n".join(f"{name}: {said}" for name, said in told if said)


def _first_day(line: CommitmentLine, pack: Pack) -> str:
    """The day first promised, where another one was agreed since."""
    first = line.first_due_on
    return pack.formats.day(first) if first is not None and first != line.due_on else ""
