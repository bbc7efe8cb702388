"""Reports on one visit: the informe de visita, and what its session must follow up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from fieldapp.records.agreements import Commitment
from fieldapp.records.people import Person
from fieldapp.records.plans import PlanNode
from fieldapp.records.spaces import Space
from fieldapp.records.text import say
from fieldapp.records.visits import Activity, Attachment, Attendance, Ink
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.figures import FieldWork, visits_held
from fieldapp.rules.report import Report
from fieldapp.rules.reports.unsigned import ListedVisit, unsigned_report
from fieldapp.rules.reports.visits import Owed, VisitFacts, session_report, visit_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.agenda import points_of
from fieldapp.work.changing import fetch
from fieldapp.work.clarified_promises import as_clarified
from fieldapp.work.commitment_lines import follow_ups_of, last_agreed
from fieldapp.work.desk import Desk
from fieldapp.work.issued import acta_of
from fieldapp.work.order import in_order
from fieldapp.work.reports.activities import activities_wanted
from fieldapp.work.reports.choosing import period_of
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.reports.signed_lists import papers_attached

_INSIDE: Final = frozenset({"acta", "acta_archive"})
"""Attachments that are the acta itself, and no evidence beside it."""


def _visit(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    visit = fetch(reading, Activity, wanted.about)
    promises = reading.all(Commitment, {"origin": visit.id})
    facts = _facts(desk, reading, visit, sorted(promises, key=in_order))
    return visit_report(facts, desk.pack)


def _session(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    visit = fetch(reading, Activity, wanted.about)
    lines = [line.id for line in last_agreed(desk, reading, visit)]
    kept = reading.many(Commitment, lines)
    facts = _facts(desk, reading, visit, [kept[one] for one in lines])
    return session_report(facts, desk.pack, today=desk.pack.formats.day_long(desk.today()))


def owed_of(desk: Desk, reading: Reading, promises: Sequence[Commitment]) -> list[Owed]:
    """Commitments with how they stand today and all that was reported, in the order given."""
    promises = as_clarified(reading, promises)
    reports = follow_ups_of(reading, promises)
    return [
        Owed(
            one,
            standing_of(one, reports.get(one.id, []), desk.today(), desk.pack),
            reports.get(one.id, []),
        )
        for one in promises
    ]


def _facts(
    desk: Desk, reading: Reading, visit: Activity, promises: Sequence[Commitment]
) -> VisitFacts:
    space = reading.get(Space, visit.space) if visit.space else None
    officer = reading.get(Person, visit.lead_officer) if visit.lead_officer else None
    own = desk.posting.officer_name if visit.lead_officer == desk.posting.officer else ""
    node = reading.get(PlanNode, visit.plan_node) if visit.plan_node else None
    acta = acta_of(reading, visit.id)
    evidence = reading.all(Attachment, {"activity": visit.id}, ("created_at",))
    return VisitFacts(
        visit=visit,
        officer=officer.full_name if officer else own,
        space=space.name if space else "",
        acta=acta.number if acta else "",
        plan_activity=node.text if node else "",
        agenda=points_of(reading, visit.id),
        people=sorted(reading.all(Attendance, {"activity": visit.id}), key=in_order),
        inks=reading.all(Ink, {"activity": visit.id}, ("signed_at",)),
        on_paper=bool(papers_attached(reading, {visit.id})),
        commitments=owed_of(desk, reading, promises),
        evidence=[one for one in evidence if one.kind not in _INSIDE],
    )


def _unsigned(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """What was held in a period and a territory, with its lists and actas."""
    visits = visits_held(FieldWork(activities_wanted(desk, reading, wanted)))
    inside = {"activity": [one.id for one in visits]}
    people: defaultdict[UUID | None, list[Attendance]] = defaultdict(list)
    inks: defaultdict[UUID | None, list[Ink]] = defaultdict(list)
    for row in reading.all(Attendance, inside):
        people[row.activity].append(row)
    for ink in reading.all(Ink, inside, ("signed_at",)):
        inks[ink.activity].append(ink)
    papers = papers_attached(reading, {one.id for one in visits})
    listed = [
        ListedVisit(
            one,
            people[one.id],
            inks[one.id],
            acta_of(reading, one.id),
            on_paper=one.id in papers,
        )
        for one in visits
    ]
    return unsigned_report(listed, desk.pack, stamp=period_of(desk, wanted))


REPORTS: Final = (
    ReportFacts(
        name="visit",
        label=say("Informe de visita"),
        told=say("Qué se hizo, quiénes asistieron, qué quedó pactado y con qué se prueba."),
        group="visits",
        build=_visit,
        about="activity",
    ),
    ReportFacts(
        name="session_follow_up",
        label=say("Compromisos abiertos ante la sesión"),
        told=say("Cada compromiso abierto del espacio con sus dos últimos seguimientos."),
        group="visits",
        build=_session,
        about="activity",
    ),
    ReportFacts(
        name="unsigned",
        label=say("Listas y actas sin firma"),
        told=say("De lo realizado, qué listas y qué actas esperan todavía una firma."),
        group="visits",
        build=_unsigned,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
)
