"""Training: needs ranked, the plan of courses, how far a training reached, its certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.contents import ContentItem, ContentReceipt
from fieldapp.records.training import Training, TrainingCourse, TrainingNeed, TrainingPlan
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.places import place_of
from fieldapp.rules.report import Block, Heading, Paragraph, Report, Row, table
from fieldapp.rules.suppression import cell, shown
from fieldapp.rules.trainings import ranked_topics

NO_DIAGNOSIS = "No se dispone de un diagnóstico de necesidades de capacitación."


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody of the list with how they did; `passed` is None while nobody said."""

    row: Attendance
    score: Decimal | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class GivenTraining:
    """A training with its visit, its people, and how many entities they came from."""

    training: Training
    activity: Activity
    trainees: tuple[Trainee, ...]
    entities: int


def training_needs_report(
    needs: Sequence[TrainingNeed], names: Mapping[UUID, str], pack: Pack, *, today: date
) -> Report:
    """Topics ranked by what is lacking, then who needs what (domain D51)."""
    ranked: list[Row] = [
        (n, one.topic, one.posts, one.gap, one.priority)
        for n, one in enumerate(ranked_topics(needs), start=1)
    ]
    by_post: list[Row] = [
        (
            names.get(one.organization, "") if one.organization else "",
            one.role,
            one.topic,
            one.gap,
            one.priority,
        )
        for one in needs
    ]
    heads = (("Lugar", 6), ("Tema", 44), "Cargos", "Suma de brechas", "Prioridad")
    posts = (("Entidad", 30), ("Cargo", 24), ("Tema", 34), "Brecha", "Prioridad")
    blocks: list[Block] = [] if needs else [Paragraph(NO_DIAGNOSIS)]
    blocks += [
        table(heads, ranked, caption="Temas por orden de necesidad", empty=NO_DIAGNOSIS),
        table(posts, by_post, caption="Necesidades por cargo", empty=NO_DIAGNOSIS),
    ]
    return Report(
        name="necesidades_de_capacitacion",
        title="Diagnóstico de necesidades de capacitación",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=tuple(blocks),
    )


def training_plan_report(
    plan: TrainingPlan, courses: Sequence[TrainingCourse], owner: str, pack: Pack
) -> Report:
    """The courses of a plan under the term in which they are due."""
    heads = (("N.º", 5), ("Curso", 44), ("Modalidad", 14), "Horas", "Cupos")
    terms = [*(one.code for one in pack.catalogue("training_terms")), None]
    blocks: list[Block] = []
    for term in terms:
        rows: list[Row] = [
            (n, one.topic, label(pack, "training_modalities", one.modality), one.hours, one.people)
            for n, one in enumerate((one for one in courses if one.term == term), start=1)
        ]
        if rows:
            totals = ("", "Total", "", *(_sum(rows, place) for place in (3, 4)))
            caption = label(pack, "training_terms", term) or "Sin plazo"
            blocks.append(table(heads, rows, caption=caption, totals=totals))
    return Report(
        name="plan_de_capacitacion",
        title=plan.title or "Plan de capacitación",
        subtitle=" · ".join(part for part in (owner, str(plan.year or "")) if part),
        blocks=tuple(blocks) or (Paragraph("El plan no tiene cursos todavía."),),
    )


def trainings_report(given: Sequence[GivenTraining], pack: Pack, *, period: str) -> Report:
    """What was taught, to how many, and which part of the entities aimed at came (domain D52)."""
    rows: list[Row] = []
    for one in given:
        total = one.training.entities_total
        passed = sum(trainee.passed is True for trainee in one.trainees)
        safe = shown((passed, len(one.trainees) - passed), pack.least_shown)
        rows.append(
            (
                one.training.title,
                _day(one.activity, pack),
                label(pack, "training_modalities", one.training.modality),
                one.training.hours,
                cell(safe.total),
                cell(safe.cells[0]),
                one.entities,
                total,
                round(100 * one.entities / total) if total else None,
            )
        )
    heads = (
        ("Capacitación", 34),
        ("Fecha", 16),
        ("Modalidad", 14),
        "Horas",
        "Asistentes",
        "Aprobaron",
        "Entidades",
        "De",
        "%",
    )
    note = "«Entidades» son las que asistieron, cada una una vez; «De», a cuántas se dirige."
    return Report(
        name="capacitaciones",
        title="Capacitaciones y su alcance",
        subtitle=period,
        blocks=(table(heads, rows, caption="Capacitaciones", note=note),),
        sideways=True,
    )


def certificates_report(given: GivenTraining, institution: str, pack: Pack) -> Report:
    """A certificate a page for everybody who passed; of attendance where nobody was graded."""
    graded = any(one.passed is not None for one in given.trainees)
    earned = [one for one in given.trainees if one.row.full_name and (one.passed or not graded)]
    title = "Certificado de aprobación" if graded else "Certificado de asistencia"
    blocks: list[Block] = []
    for n, trainee in enumerate(earned):
        blocks.append(Heading(trainee.row.full_name, new_page=n > 0))
        blocks += _certificate(given, trainee, institution, pack)
    return Report(
        name="certificados",
        title=title,
        blocks=tuple(blocks) or (Paragraph("Todavía no hay a quién certificar."),),
        sideways=True,
    )


def _certificate(
    given: GivenTraining, trainee: Trainee, institution: str, pack: Pack
) -> list[Block]:
    training, row = given.training, trainee.row
    did = "aprobó" if trainee.passed else "asistió a"
    who = f"{row.full_name}, {_document(row, pack)}," if row.id_number else row.full_name
    hours = f", con una duración de {training.hours} horas" if training.hours else ""
    day = _day(given.activity, pack)
    on = f" el {pack.formats.day_long(day)}" if day else ""
    score = f" Nota: {pack.formats.number(trainee.score)}." if trainee.score is not None else ""
    return [
        Paragraph(
            f"{institution} certifica que {who} {did} la capacitación «{training.title}»{hours}, "
            f"dictada en {place_of(given.activity, pack)}{on}.{score}"
        ),
        *([Paragraph(f"Contenido: {training.syllabus}")] if training.syllabus else []),
        Paragraph(f"{'_' * 30}\n{training.trainer or 'Quien capacitó'}"),
    ]


def _document(row: Attendance, pack: Pack) -> str:
    kind = label(pack, "id_types", row.id_type)
    return f"con {kind} {row.id_number}" if kind else f"con documento {row.id_number}"


def _day(activity: Activity, pack: Pack) -> date | None:
    if activity.starts_at:
        return pack.formats.day_of(activity.starts_at)
    return activity.planned_on


def _sum(rows: Sequence[Row], place: int) -> int:
    return sum(cell for row in rows if isinstance(cell := row[place], int))


def contents_report(
    contents: Sequence[ContentItem],
    readers: Mapping[UUID, Sequence[ContentReceipt]],
    offices: Mapping[UUID, str],
    pack: Pack,
    *,
    today: date,
) -> Report:
    """Each content with the offices that received it, and those it has not reached (D53)."""
    rows: list[Row] = []
    lacking: list[Row] = []
    for one in contents:
        received = {said.office for said in readers.get(one.id, ())}
        rows.append(
            (
                one.title,
                label(pack, "content_kinds", one.kind),
                one.version,
                one.valid_from,
                bool(one.induction),
                sum(office in received for office in offices),
                len(offices),
            )
        )
        lacking += [(one.title, name) for office, name in offices.items() if office not in received]
    heads = (
        ("Contenido", 40),
        ("Tipo", 14),
        "Versión",
        ("Vigente desde", 14),
        "Inducción",
        "Oficinas que lo leyeron",
        "De",
    )
    return Report(
        name="contenidos",
        title="Contenidos y su recepción",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=(
            table(heads, rows, caption="Contenidos"),
            table((("Contenido", 40), ("Oficina", 40)), lacking, caption="Faltan por leerlo"),
        ),
    )
