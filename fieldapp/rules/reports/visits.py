"""The informe de visita, and the list of what a session must follow up (domain D07, D17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.agreements import Commitment, FollowUp
from fieldapp.records.visits import Activity, AgendaItem, Attachment, Attendance, Ink
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.commitments import Standing
from fieldapp.rules.places import place_of
from fieldapp.rules.report import Block, Heading, Paragraph, Report, Row, table
from fieldapp.rules.reports.unsigned import NO_SIGNATURE, ListedVisit

_TEXTS: Final = (
    ("Desarrollo", "development"),
    ("Resultados", "results"),
    ("Recomendaciones", "recommendations"),
    ("Próximos pasos", "next_steps"),
)
_LAST: Final = 2


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment with its standing and all that was reported of it, the oldest first."""

    commitment: Commitment
    standing: Standing
    reports: Sequence[FollowUp] = ()


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit with what belongs to it. `acta` is its number, "" without one.

    `on_paper` tells whether a signed paper is attached.
    """

    visit: Activity
    officer: str
    space: str = ""
    acta: str = ""
    plan_activity: str = ""
    agenda: Sequence[AgendaItem] = ()
    people: Sequence[Attendance] = ()
    inks: Sequence[Ink] = ()
    on_paper: bool = False
    commitments: Sequence[Owed] = ()
    evidence: Sequence[Attachment] = ()


def visit_report(facts: VisitFacts, pack: Pack) -> Report:
    """What was done in a visit; of who came, name, entity and post, nothing that is guarded."""
    visit = facts.visit
    blocks: list[Block] = [table(("Dato", ("Valor", 30)), _facts(facts, pack), caption="Datos")]
    for head, name in _TEXTS:
        if words := getattr(visit, name):
            blocks += [Heading(head), Paragraph(words)]
    blocks += [
        table(
            (("N.º", 4), ("Asunto", 26), ("Decisión", 40)),
            [(n, one.title, one.decision) for n, one in enumerate(facts.agenda, start=1)],
            caption="Temas tratados",
            empty="No se anotaron temas.",
        ),
        _people(facts, pack),
        commitments_table(facts.commitments, pack, caption="Compromisos"),
        table(
            (("Archivo", 30), ("Tipo", 14), ("Descripción", 34)),
            [(o.name, label(pack, "attachment_kinds", o.kind), o.caption) for o in facts.evidence],
            caption="Evidencias",
            empty="Sin evidencias adjuntas.",
        ),
    ]
    return Report(
        name="informe_de_visita",
        title=f"Informe de {pack.words.visit.one.lower()}",
        subtitle=visit.objective,
        blocks=tuple(blocks),
    )


def session_report(facts: VisitFacts, pack: Pack, *, today: str) -> Report:
    """Every open commitment of a space with its last two follow-ups, for its session."""
    rows: list[Row] = []
    for n, one in enumerate(facts.commitments, start=1):
        told = [_told(report, pack) for report in reversed(one.reports[-_LAST:])]
        last, before = [*told, "", ""][:_LAST]
        status = label(pack, "commitment_status", one.standing.status)
        responsible = one.commitment.responsible_name
        rows.append(
            (n, one.commitment.text, responsible, one.standing.due_on, status, last, before)
        )
    heads = (
        ("N.º", 5),
        ("Compromiso", 44),
        ("Responsable", 22),
        ("Vence", 14),
        ("Estado", 14),
        ("Último seguimiento", 30),
        ("El anterior", 30),
    )
    return Report(
        name="seguimiento_de_la_sesion",
        title="Compromisos abiertos ante la sesión",
        subtitle=" · ".join(said for said in (facts.space, facts.visit.objective) if said),
        stamp=f"Al {today}",
        blocks=(table(heads, rows, caption="Compromisos abiertos", empty="No hay ninguno."),),
        sideways=True,
    )


def commitments_table(owed: Sequence[Owed], pack: Pack, *, caption: str) -> Block:
    """Commitments with how they stand."""
    rows = [
        (
            n,
            one.commitment.text,
            one.commitment.responsible_name,
            one.standing.due_on,
            label(pack, "commitment_status", one.standing.status),
        )
        for n, one in enumerate(owed, start=1)
    ]
    heads = (("N.º", 4), ("Compromiso", 42), ("Responsable", 22), ("Vence", 12), ("Estado", 14))
    return table(heads, rows, caption=caption, empty="Sin compromisos.")


def _facts(facts: VisitFacts, pack: Pack) -> list[Row]:
    visit, formats = facts.visit, pack.formats
    rows: list[Row] = [
        ("Tipo", label(pack, "activity_types", visit.kind)),
        ("Eje", label(pack, "axes", visit.axis)),
        ("Lugar", ", ".join(said for said in (visit.venue, place_of(visit, pack)) if said)),
        ("Inicio", visit.starts_at),
        ("Cierre", visit.ends_at),
        ("Modalidad", label(pack, "activity_modes", visit.mode)),
        ("Espacio", facts.space),
        ("Responsable", facts.officer),
        ("Acompañan", visit.companions),
        ("Obligación contractual", visit.obligation),
        ("Actividad del plan", facts.plan_activity),
        ("Acta", facts.acta),
        ("Próxima sesión", formats.day(visit.next_session_on) if visit.next_session_on else ""),
    ]
    return [row for row in rows if row[1]]


def _people(facts: VisitFacts, pack: Pack) -> Block:
    listed = ListedVisit(facts.visit, facts.people, facts.inks, on_paper=facts.on_paper)
    present = listed.present
    unnamed = (facts.visit.audience_women or 0) + (facts.visit.audience_men or 0)
    said = [f"Asistieron {len(present)} personas con registro."]
    if unnamed:
        said.append(f"Contadas sin nombre: {unnamed}.")
    if present and not listed.is_signed:
        said.append(f"Lista {NO_SIGNATURE}.")
    elif listed.unsigned:
        said.append(f"Sin firma: {len(listed.unsigned)}.")
    if not present and not unnamed:
        said = [f"Sin asistentes: {facts.visit.without_attendance}"]
    return table(
        (("N.º", 4), ("Nombre", 30), ("Entidad", 28), ("Cargo", 20), ("Firma", 16)),
        [
            (
                n,
                one.full_name or "Asistente sin datos",
                one.organization_name,
                one.position_title,
                listed.signature_of(one, pack),
            )
            for n, one in enumerate(present, start=1)
        ],
        caption="Asistentes",
        note=" ".join(said),
        empty="Sin lista de asistencia.",
    )


def _told(report: FollowUp, pack: Pack) -> str:
    day = pack.formats.day(report.on) if report.on else ""
    status = label(pack, "commitment_status", report.status)
    return ". ".join(said for said in (f"{day}: {status}", report.text, report.adjustment) if said)
