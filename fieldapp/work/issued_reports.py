"""Handing a report in: what it said is kept, and what arrived afterwards is told (rule R27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fieldapp.records.describe import NATIONAL, TerritoryCode
from fieldapp.records.issued_reports import IssuedReport
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.rules.report import Report
from fieldapp.rules.report_text import Kept, written
from fieldapp.rules.value_checks import BYTES_MAX
from fieldapp.store.cutoff import cutoff_here
from fieldapp.work.changing import create, fetch, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.reports.late_arrivals import counted_in, kept_in, late_of
from fieldapp.work.reports.offered import Wanted
from fieldapp.work.reports.reports import Reports


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """A report that was issued, in a list."""

    id: UUID
    name: str
    title: str
    place: str | None
    since: date | None
    until: date | None
    issued_at: datetime | None


class IssuedReports:
    """What was handed in; each method is one transaction. Nothing issued is ever changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def issue(self, name: str, wanted: Wanted) -> Saved:
        """Build a report now and keep it as it is. Raises Refused like `Reports.build`."""
        if wanted.axis or wanted.officer:
            raise Refused(
                say("El informe se emite de un periodo y un territorio: quite el eje y la persona.")
            )
        desk = self._desk
        facts = Reports(desk).ready(name, wanted)
        with desk.writing() as writing:
            report = facts.built(desk, writing, wanted)
            counted = frozenset(one.id for one in counted_in(desk, writing, wanted))
            content = written(Kept(report, counted))
            if len(content) > BYTES_MAX:
                raise Refused(
                    say("El informe es demasiado largo para guardarlo: elija un periodo más corto.")
                )
            cutoff = cutoff_here(writing, desk.now())
            issued = create(
                desk,
                IssuedReport,
                {
                    "title": report.title,
                    "territory": _home(desk),
                    "place": wanted.territory,
                    "since": wanted.since,
                    "until": wanted.until,
                    "issued_at": cutoff.at,
                    "revision": cutoff.revision,
                    "known_at": cutoff.known_at,
                },
                name=name,
                content=content,
            )
            return put(desk, writing, issued)

    def lines(self, limit: int = 100) -> list[IssuedLine]:
        """The newest first."""
        columns = ("id", "name", "title", "place", "since", "until", "issued_at")
        with self._desk.reading() as reading:
            rows = reading.listing("issued_report", columns, {}, ("-issued_at",), limit)
        return [IssuedLine(*row) for row in rows]

    def report(self, id: UUID) -> Report:
        """The report as it was issued: the same figures, whatever has changed since."""
        with self._desk.reading() as reading:
            return kept_in(fetch(reading, IssuedReport, id)).report

    def late(self, id: UUID) -> list[Activity]:
        """The visits of its period and place that reached this laptop after it was issued."""
        with self._desk.reading() as reading:
            return late_of(self._desk, reading, fetch(reading, IssuedReport, id))


def _home(desk: Desk) -> TerritoryCode:
    """The author's department; at headquarters, the nation."""
    home = desk.posting.home_scope
    return TerritoryCode(desk.pack.country if home == NATIONAL else home)
