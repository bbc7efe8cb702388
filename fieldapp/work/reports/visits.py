"""Reports on one visit: the informe de visita, and what its session must follow up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fieldapp.records.agreements import Commitment
from fieldapp.records.people import Person
from fieldapp.records.plans import PlanNode
from fieldapp.records.spaces import Space
from fieldapp.records.text import say
from fieldapp.records.visits import Activity, Attachment, Attendance
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.report import Report
from fieldapp.rules.reports.visits import Owed, VisitFacts, session_report, visit_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.agenda import points_of
from fieldapp.work.changing import fetch
from fieldapp.work.clarified_promises import as_clarified
from fieldapp.work.commitment_lines import follow_ups_of, last_agreed
from fieldapp.work.desk import Desk
from fieldapp.work.issued import acta_of
from fieldapp.work.order import in_order
from fieldapp.work.reports.offered import ReportFacts, Wanted
from fieldapp.work.reports.signed_lists import signed_lists

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
        signed=visit.id in signed_lists(reading, {visit.id}),
        people=sorted(reading.all(Attendance, {"activity": visit.id}), key=in_order),
        commitments=owed_of(desk, reading, promises),
        evidence=[one for one in evidence if one.kind not in _INSIDE],
    )


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
)
