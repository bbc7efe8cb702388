"""Reports on what was done: the informe de vigencia."""

from __future__ import annotations

from typing import Final

from fieldapp.records.text import say
from fieldapp.rules.report import Report
from fieldapp.rules.reports.results import results_report
from fieldapp.rules.results import Chosen
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.results import result_of


def chosen_in(wanted: Wanted) -> Chosen:
    """What a report counts of what was asked for."""
    return Chosen(since=wanted.since, until=wanted.until, territory=wanted.territory or "")


def _results(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    result = result_of(desk, reading, chosen_in(wanted))
    return results_report(result.board, desk.pack, cutoff=result.cutoff, coverage=result.coverage)


REPORTS: Final = (
    ReportFacts(
        name="results",
        label=say("Informe de vigencia"),
        told=say("Sesiones, espacios, entidades, acuerdos y compromisos de un periodo."),
        group="visits",
        build=_results,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
)
