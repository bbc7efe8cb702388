"""Reports on training: what is needed, planned, given, and certified."""

from __future__ import annotations

from collections import defaultdict
from typing import Final
from uuid import UUID

from fieldapp.records.contents import ContentItem, ContentReceipt
from fieldapp.records.people import Office
from fieldapp.records.text import say
from fieldapp.records.training import (
    TraineeResult,
    Training,
    TrainingCourse,
    TrainingNeed,
    TrainingPlan,
)
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.report import Report
from fieldapp.rules.reports.trainings import (
    GivenTraining,
    Trainee,
    certificates_report,
    contents_report,
    training_needs_report,
    training_plan_report,
    trainings_report,
)
from fieldapp.rules.trainings import entities_reached
from fieldapp.rules.visits import came
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.order import in_order
from fieldapp.work.reports.gathering import in_territory, names_of, period_of, sameness
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted


def _needs(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    needs = reading.all(TrainingNeed, in_territory(desk, wanted), ("created_at",))
    names = names_of(desk, reading, "organization", (one.organization for one in needs))
    return training_needs_report(needs, names, desk.pack, today=desk.today())


def _plan(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    plan = fetch(reading, TrainingPlan, _about(wanted))
    courses = reading.all(TrainingCourse, {"training_plan": plan.id}, ("position", "created_at"))
    owner = names_of(desk, reading, "organization", [plan.organization])
    return training_plan_report(plan, courses, " ".join(owner.values()), desk.pack)


def _given(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    found = [_whole(reading, one) for one in reading.all(Training, {}, ("created_at",))]
    given = [one for one in found if one and _is_wanted(desk, one, wanted)]
    return trainings_report(given, desk.pack, period=period_of(desk, wanted))


def _certificates(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    training = fetch(reading, Training, _about(wanted))
    given = _whole(reading, training) or GivenTraining(training, Activity(id=training.id), (), 0)
    return certificates_report(given, desk.pack.wording("institution.name"), desk.pack)


def _contents(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    del wanted
    readers: defaultdict[UUID, list[ContentReceipt]] = defaultdict(list)
    for one in reading.all(ContentReceipt):
        if one.content:
            readers[one.content].append(one)
    offices = {one.id: one.name for one in desk.directory.offices.values()}
    offices |= {one.id: one.name for one in reading.all(Office)}
    contents = reading.all(ContentItem, {}, ("title",))
    return contents_report(contents, readers, offices, desk.pack, today=desk.today())


def _whole(reading: Reading, training: Training) -> GivenTraining | None:
    """A training with the people of its visit's list; None while it names no visit."""
    activity = reading.get(Activity, training.activity) if training.activity else None
    if activity is None:
        return None
    listed = sorted(reading.all(Attendance, {"activity": activity.id}), key=in_order)
    results = {one.attendance: one for one in reading.all(TraineeResult, {"training": training.id})}
    present = [row for row in listed if came(row)]
    trainees = tuple(
        Trainee(row, result.score if result else None, _passed(training, result))
        for row in present
        for result in [results.get(row.id)]
    )
    return GivenTraining(training, activity, trainees, entities_reached(present, sameness(reading)))


def _passed(training: Training, result: TraineeResult | None) -> bool | None:
    """What the trainer said; where nobody said it, what the score says."""
    if result is None:
        return None
    if result.passed is None and result.score is not None and training.pass_score is not None:
        return result.score >= training.pass_score
    return result.passed


def _is_wanted(desk: Desk, given: GivenTraining, wanted: Wanted) -> bool:
    activity = given.activity
    day = desk.day_of(activity.starts_at) if activity.starts_at else activity.planned_on
    places = in_territory(desk, wanted).get("territory")
    here = not isinstance(places, list) or activity.territory in places
    if day is None:
        return here and wanted.since is None and wanted.until is None
    return here and (wanted.since or day) <= day <= (wanted.until or day)


def _about(wanted: Wanted) -> UUID:
    if wanted.record is None:
        msg = "this report is about a record and none was named"
        raise ValueError(msg)
    return wanted.record


REPORTS: Final = (
    ReportFacts(
        name="training_needs",
        label=say("Necesidades de capacitación"),
        told=say("Qué temas faltan más, en qué cargos y con qué prioridad."),
        group="training",
        build=_needs,
        asks=frozenset({Asks.TERRITORY}),
    ),
    ReportFacts(
        name="training_plan",
        label=say("Plan de capacitación"),
        told=say("Los cursos de un plan, por plazo."),
        group="training",
        build=_plan,
        about="training_plan",
    ),
    ReportFacts(
        name="trainings",
        label=say("Capacitaciones y su alcance"),
        told=say("Qué se enseñó, a cuántas personas y a cuántas entidades se llegó."),
        group="training",
        build=_given,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
    ),
    ReportFacts(
        name="certificates",
        label=say("Certificados de la capacitación"),
        told=say("Un certificado para cada persona que aprobó, o que asistió si no hubo notas."),
        group="training",
        build=_certificates,
        about="training",
    ),
    ReportFacts(
        name="contents",
        label=say("Contenidos y su recepción"),
        told=say("Qué guías y manuales se enviaron y qué oficinas los leyeron."),
        group="training",
        build=_contents,
    ),
)
