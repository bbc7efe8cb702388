"""What reached a period after a report closed it (field rule R27)."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.records.issued_reports import IssuedReport
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.rules.figures import visits_held
from fieldapp.rules.report_text import Kept, read
from fieldapp.rules.results import Chosen, chosen_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import Wanted
from fieldapp.work.results import field_work_of


def late_of(desk: Desk, reading: Reading, issued: IssuedReport) -> list[Activity]:
    """The visits that count now and did not when a report was issued."""
    wanted = Wanted(issued.since, issued.until, issued.place)
    counted = kept_in(issued).counted
    return [one for one in counted_in(desk, reading, wanted) if one.id not in counted]


def issued_before(reading: Reading, name: str, wanted: Wanted) -> IssuedReport | None:
    """The first report of that name, period and place that was issued: the one that closed it."""
    where = {"name": name, "since": wanted.since, "until": wanted.until, "place": wanted.territory}
    return next(iter(reading.all(IssuedReport, where, ("issued_at",), 1)), None)


def kept_in(issued: IssuedReport) -> Kept:
    """What an issued report said. Raises Refused where that has not come."""
    if issued.content is None:
        raise Refused(
            say("De este informe no llegó el contenido. Sincronice e inténtelo de nuevo.")
        )
    return read(issued.content)


def counted_in(desk: Desk, reading: Reading, wanted: Wanted) -> Sequence[Activity]:
    """The visits of a period and place that count now."""
    work, same = field_work_of(reading)
    chosen = Chosen(since=wanted.since, until=wanted.until, territory=wanted.territory or "")
    return visits_held(chosen_of(work, chosen, same, desk.pack))
