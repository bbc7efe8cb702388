"""The account given to the community: what was done and agreed, without anybody's data (D64)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.agreements import Agreement, Commitment
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.board import Board
from fieldapp.rules.commitments import Standing
from fieldapp.rules.report import NO_ROWS, Block, Paragraph, Report, Row, table
from fieldapp.rules.suppression import COVERED, TOO_FEW, cell, one_shown, shown

_PROMISES: Final = (
    ("Origen", 44),
    ("Compromiso", 80),
    ("Entidad responsable", 40),
    ("Vence", 24),
    ("Estado", 26),
)


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """A commitment with how it stands, and the title of the agreement it is of."""

    commitment: Commitment
    standing: Standing
    origin: str


@dataclass(frozen=True, slots=True)
class Accounted:
    """What is told: the board, the agreements signed, what was promised in them, and plans."""

    board: Board
    agreements: Sequence[Agreement]
    promises: Sequence[PublicPromise]
    plans: int
    recommendations: int
    instruments: int


def community_report(told: Accounted, pack: Pack, *, stamp: str) -> Report:
    """The account. Counts of fewer people than the pack's limit are covered."""
    blocks: list[Block] = [
        Paragraph(
            "Este informe no contiene datos personales: no nombra asistentes, ni trae documentos, "
            "teléfonos o correos. Donde hay menos de "
            f"{pack.least_shown} personas no se dice cuántas. Un nombre escrito en un compromiso, "
            "de alguien que este equipo no conoce, no se reconoce: léalo antes de publicarlo.",
            aside=True,
        ),
        table(
            (("Resultado", 90), ("Cantidad", 30)),
            _figures(told, pack),
            caption="Qué se hizo",
        ),
        _by_department(told.board, pack),
        _by_sex(told.board, pack),
        _agreements(told.agreements, pack),
        _promises(told.promises, pack),
    ]
    return Report(
        name="rendicion_a_la_comunidad",
        title="Rendición a la comunidad",
        stamp=stamp,
        blocks=tuple(blocks),
    )


def _figures(told: Accounted, pack: Pack) -> list[Row]:
    figures = told.board.figures
    came = one_shown(figures.attendances, pack.least_shown)
    people = one_shown(figures.persons, pack.least_shown)
    rows: list[Row] = [
        ("Actividades realizadas", figures.visits),
        ("Sesiones de espacios", figures.sessions),
        ("Espacios en que se sesionó", figures.spaces),
        ("Departamentos", figures.departments),
        ("Entidades que participan", figures.entities),
        ("Asistencias", cell(came)),
        ("Personas distintas", cell(people)),
        ("Acuerdos suscritos", figures.agreements),
        ("Planes territoriales seguidos", told.plans),
        ("Documentos de recomendaciones", told.recommendations),
        ("Instrumentos de política apoyados", told.instruments),
    ]
    return rows + [
        (f"Compromisos: {label(pack, 'commitment_status', status)}", count)
        for status, count in figures.commitments.items()
    ]


def _by_department(board: Board, pack: Pack) -> Block:
    """Attendances are covered so that no subtraction from the total brings a small one back."""
    told = list(board.by_department.items())
    came = [figures.attendances for _, figures in told]
    safe = shown(came, pack.least_shown, [figures.persons for _, figures in told])
    return table(
        (("Territorio", 60), ("Actividades", 30), ("Sesiones", 30), ("Asistencias", 30)),
        [
            (
                pack.territories.path(code),
                figures.visits,
                figures.sessions,
                cell(count),
            )
            for (code, figures), count in zip(told, safe.cells, strict=True)
        ],
        caption="Por territorio",
    )


def _by_sex(board: Board, pack: Pack) -> Block:
    told = list(board.figures.by_sex.items())
    people = board.figures.persons_by_sex
    safe = shown([n for _, n in told], pack.least_shown, [people[sex] for sex, _ in told])
    rows = [
        (label(pack, "sex", code) or "No se dijo", cell(count))
        for (code, _), count in zip(told, safe.cells, strict=True)
    ]
    few = safe.total is COVERED
    return table(
        (("Sexo", 60), ("Asistencias", 30)),
        () if few else rows,
        caption="Asistencias por sexo",
        empty=TOO_FEW if few else NO_ROWS,
    )


def _agreements(agreements: Sequence[Agreement], pack: Pack) -> Block:
    return table(
        (("Acuerdo", 80), ("Territorio", 44), ("Firmado el", 26), ("Estado", 28)),
        [
            (
                one.title,
                pack.territories.path(one.territory or ""),
                one.signed_on,
                label(pack, "agreement_status", one.status),
            )
            for one in agreements
        ],
        caption="Acuerdos",
    )


def _promises(promises: Sequence[PublicPromise], pack: Pack) -> Block:
    return table(
        _PROMISES,
        [
            (
                one.origin,
                one.commitment.text,
                one.commitment.responsible_name,
                one.standing.due_on,
                label(pack, "commitment_status", one.standing.status),
            )
            for one in promises
        ],
        caption="Compromisos",
    )
