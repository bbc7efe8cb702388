"""Reports on the logbook: a territory's in a period, and where nobody wrote lately."""

from __future__ import annotations

from typing import Final

from fieldapp.records.describe import NATIONAL
from fieldapp.records.logbook import LogbookEntry
from fieldapp.records.people import Person
from fieldapp.records.text import say
from fieldapp.rules.report import Report
from fieldapp.rules.reports.logbook import logbook_coverage, logbook_report, watched_in
from fieldapp.rules.reports.results import chosen_in_words
from fieldapp.rules.results import Chosen
from fieldapp.rules.territorial_coverage import capitals_of, departments_of
from fieldapp.store.queries import Between
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.visit_list import within


def _logbook(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    where: dict[str, object] = {}
    if wanted.territory:
        where["territory"] = within(desk.pack.territories, wanted.territory)
    if wanted.since or wanted.until:
        where["on"] = Between(wanted.since, wanted.until)
    entries = reading.all(LogbookEntry, where, ("on", "created_at"))
    people = reading.many(Person, {one.created_by for one in entries if one.created_by})
    own = {desk.posting.officer: desk.posting.officer_name}
    return logbook_report(
        entries,
        desk.pack,
        place=desk.pack.territories.path(wanted.territory) if wanted.territory else "",
        period=chosen_in_words(Chosen(wanted.since, wanted.until), desk.pack),
        authors={**own, **{id_: one.full_name for id_, one in people.items()}},
    )


def _coverage(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """The departments and capitals that this laptop sees."""
    del wanted
    territories, scopes = desk.pack.territories, desk.posting.scopes - {NATIONAL}
    places = [
        code
        for code in (*departments_of(territories), *capitals_of(territories))
        if territories.level1(code) in scopes
    ]
    written = reading.listing("logbook_entry", ("territory", "on"), {"territory": places})
    watched = watched_in(places, ((territory, on) for territory, on in written))
    return logbook_coverage(watched, desk.pack, today=desk.today())


REPORTS: Final = (
    ReportFacts(
        name="logbook",
        label=say("Bitácora del territorio"),
        told=say("Lo anotado de un territorio en un periodo."),
        group="logbook",
        build=_logbook,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
    ReportFacts(
        name="logbook_coverage",
        label=say("Cobertura de la bitácora"),
        told=say("Departamentos y capitales, con los que llevan más de 30 días sin anotaciones."),
        group="logbook",
        build=_coverage,
    ),
)
