"""Reports on what was done: the informe de vigencia."""

from __future__ import annotations

from datetime import date
from typing import Final

from fieldapp.records.text import say
from fieldapp.rules.cutoff import stamp_of
from fieldapp.rules.figures import visits_held
from fieldapp.rules.report import Report
from fieldapp.rules.reports.attendance import attendance_statistics
from fieldapp.rules.reports.results import chosen_in_words, results_report
from fieldapp.rules.results import Chosen, chosen_of
from fieldapp.rules.visits import came
from fieldapp.store.cutoff import cutoff_here
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.reports.signed_lists import signed_lists
from fieldapp.work.results import field_work_of, result_of


def chosen_in(wanted: Wanted) -> Chosen:
    """What a report counts of what was asked for."""
    return Chosen(
        since=wanted.since,
        until=wanted.until,
        axis=wanted.axis or "",
        territory=wanted.territory or "",
        officer=wanted.officer,
    )


def _results(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    result = result_of(desk, reading, chosen_in(wanted))
    return results_report(
        result.board,
        desk.pack,
        cutoff=result.cutoff,
        coverage=result.coverage,
        officer=result.officer,
    )


def _attendance(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """Who came to what was done in a period and place."""
    work, same = field_work_of(reading)
    counted = chosen_of(work, chosen_in(wanted), same, desk.pack)
    held = {one.id: one for one in visits_held(counted)}
    rows = [
        one for one in counted.attendance if one.activity in held and not one.annulled and came(one)
    ]
    lists = {row.activity for row in rows if row.activity}
    unsigned = [held[visit] for visit in lists - signed_lists(reading, lists)]
    return attendance_statistics(
        rows,
        sorted(unsigned, key=lambda one: (one.planned_on or date.min, one.id), reverse=True),
        desk.pack,
        same,
        subtitle=chosen_in_words(chosen_in(wanted), desk.pack),
        stamp=stamp_of(cutoff_here(reading, desk.now()), desk.pack),
    )


REPORTS: Final = (
    ReportFacts(
        name="results",
        label=say("Informe de vigencia"),
        told=say("Sesiones, espacios, entidades, acuerdos y compromisos de un periodo."),
        group="visits",
        build=_results,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY, Asks.AXIS, Asks.OFFICER}),
    ),
    ReportFacts(
        name="attendance_statistics",
        label=say("Estadística de asistencia"),
        told=say("Quiénes asistieron, en cifras que no dejan reconocer a nadie."),
        group="visits",
        build=_attendance,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
)
