"""The informe mensual of the officer at this desk, by axis, plan activity or obligation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from fieldapp.records.plans import PlanNode
from fieldapp.records.text import Text, say
from fieldapp.records.visits import Activity, Attachment
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.figures import FieldWork, figures_of, visits_held
from fieldapp.rules.places import place_of
from fieldapp.rules.report import Report
from fieldapp.rules.reports.monthly import By, Done, MonthOfOfficer, monthly_report
from fieldapp.rules.results import Chosen, chosen_of, day_held
from fieldapp.rules.visits import came
from fieldapp.store.cutoff import cutoff_here
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.reports.late_arrivals import issued_before, late_of
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.results import field_work_of

_ACTA_ITSELF: Final = frozenset({"acta", "acta_archive"})


def _monthly(by: By, name: str, desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """The activities that this officer led in a period; this month's where none was said."""
    since, until = wanted.since, wanted.until
    if since is None and until is None:
        since, until = _month_of(desk.today())
    posting, pack = desk.posting, desk.pack
    chosen = Chosen(since, until, territory=wanted.territory or "", officer=posting.officer)
    work, same = field_work_of(reading)
    own = chosen_of(work, chosen, same, pack)
    before = issued_before(reading, name, Wanted(since, until, wanted.territory))
    late_ids = {one.id for one in late_of(desk, reading, before)} if before else set[UUID]()
    done = _done(desk, reading, own, by)
    month = MonthOfOfficer(
        officer=posting.officer_name,
        position=posting.position_title or pack.words.officer,
        chosen=chosen,
        figures=figures_of(own, same, desk.today(), pack),
        done=[one for _, one in done],
        late=[one for id_, one in done if id_ in late_ids],
        closed_at=pack.formats.day(desk.day_of(before.issued_at))
        if before and before.issued_at
        else "",
    )
    return monthly_report(month, by, pack, cutoff=cutoff_here(reading, desk.now()))


def _month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _done(desk: Desk, reading: Reading, own: FieldWork, by: By) -> list[tuple[UUID, Done]]:
    """The visits in the order of their days."""
    visits = sorted(visits_held(own), key=lambda one: day_held(one, desk.pack) or date.min)
    people = Counter(one.activity for one in own.attendance if came(one) and not one.annulled)
    actas = {one.activity: one.number for one in own.actas if one.status == "sealed"}
    evidence = _evidence(reading, [one.id for one in visits])
    under = _headings(desk, reading, visits, by)
    return [
        (
            one.id,
            Done(
                on=day_held(one, desk.pack),
                under=under[one.id],
                place=place_of(one, desk.pack),
                activity=one.objective,
                people=people[one.id] + (one.audience_women or 0) + (one.audience_men or 0),
                acta=actas.get(one.id, ""),
                evidence=evidence.get(one.id, ()),
            ),
        )
        for one in visits
    ]


def _evidence(reading: Reading, visits: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    """The names of the files that prove each visit, the acta apart."""
    named: dict[UUID, list[str]] = {}
    for one in reading.all(Attachment, {"activity": visits}, ("created_at",)):
        if one.kind not in _ACTA_ITSELF and one.activity:
            named.setdefault(one.activity, []).append(one.caption or one.name)
    return named


def _headings(
    desk: Desk, reading: Reading, visits: Iterable[Activity], by: By
) -> Mapping[UUID, str]:
    """What each visit serves, in words."""
    match by:
        case By.AXIS:
            return {one.id: label(desk.pack, "axes", one.axis) for one in visits}
        case By.OBLIGATION:
            return {one.id: one.obligation for one in visits}
        case By.PLAN:
            nodes = reading.many(PlanNode, {one.plan_node for one in visits if one.plan_node})
            told = {id_: " ".join(s for s in (n.code, n.text) if s) for id_, n in nodes.items()}
            return {one.id: told.get(one.plan_node, "") if one.plan_node else "" for one in visits}


def _facts(by: By, name: str, label_: Text, told: Text) -> ReportFacts:
    return ReportFacts(
        name=name,
        label=label_,
        told=told,
        group="visits",
        build=partial(_monthly, by, name),
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    )


REPORTS: Final = (
    _facts(
        By.AXIS,
        "monthly",
        say("Informe mensual de actividades, por eje"),
        say("Lo que usted hizo en el mes: fecha, lugar, personas, acta y evidencia."),
    ),
    _facts(
        By.OBLIGATION,
        "monthly_by_obligation",
        say("Informe mensual de actividades, por obligación"),
        say("Lo mismo, bajo cada obligación contractual."),
    ),
    _facts(
        By.PLAN,
        "monthly_by_plan",
        say("Informe mensual de actividades, por actividad del plan"),
        say("Lo mismo, bajo cada actividad del plan operativo."),
    ),
)
