"""What a coordinator looks at each month: actas, people, what is late, who is silent (rule R29)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fieldapp.packs.pack import Pack
from fieldapp.rules.board import Board
from fieldapp.rules.cutoff import Coverage, Cutoff, stamp_of, told_of
from fieldapp.rules.report import Paragraph, Report, Table, table
from fieldapp.rules.reports.logbook import Watched
from fieldapp.rules.reports.results import chosen_in_words, figures_table


@dataclass(frozen=True, slots=True)
class ActaLine:
    """A signed acta: its number, the day and place of its meeting, who signed it as officer.

    `id` is the acta's, to fetch its paper by; `delivered` tells whether its file has arrived.
    """

    id: str
    number: str
    day: date | None
    place: str
    title: str
    officer: str
    delivered: bool


@dataclass(frozen=True, slots=True)
class LateLine:
    """A commitment past its day."""

    text: str
    responsible: str
    due_on: date
    days_late: int
    place: str


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nothing came from an office: days since its last sync, and since its last acta."""

    office: str
    synced_at: datetime | None
    days_without_sync: int | None
    acta_on: date | None
    days_without_acta: int | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that waits for a person at headquarters."""

    ref: str
    kind: str
    title: str
    reason: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a territory as headquarters knows it."""

    board: Board
    cutoff: Cutoff
    coverage: Coverage
    actas: Sequence[ActaLine]
    late: Sequence[LateLine]
    silences: Sequence[Silence]
    set_aside: Sequence[SetAside]
    logbook: Sequence[Watched]


def month_report(month: Month, pack: Pack, *, today: date) -> Report:
    """The month as one value: a sheet has a leaf for each of its tables."""
    return Report(
        name="mes",
        title="Informe del mes",
        subtitle=chosen_in_words(month.board.chosen, pack),
        stamp=stamp_of(month.cutoff, pack),
        blocks=(
            Paragraph(told_of(month.cutoff, month.coverage, pack)),
            figures_table(month.board.figures, pack),
            _actas(month),
            _late(month),
            _silences(month),
            _set_aside(month),
            _logbook(month, pack, today),
        ),
        sideways=True,
    )


def _actas(month: Month) -> Table:
    return table(
        (
            ("Acta", 24),
            ("Fecha", 14),
            ("Lugar", 34),
            ("Asunto", 44),
            ("Funcionario", 26),
            "Recibida",
        ),
        [(o.number, o.day, o.place, o.title, o.officer, o.delivered) for o in month.actas],
        caption="Actas",
        empty="Ninguna acta firmada.",
    )


def _late(month: Month) -> Table:
    return table(
        (("Compromiso", 60), ("Responsable", 30), ("Vencía", 14), ("Días", 8), ("Lugar", 30)),
        [(o.text, o.responsible, o.due_on, o.days_late, o.place) for o in month.late],
        caption="Compromisos vencidos",
        empty="Ninguno.",
    )


def _silences(month: Month) -> Table:
    return table(
        (
            ("Oficina", 40),
            ("Última sincronización", 20),
            ("Días sin sincronizar", 14),
            ("Última acta", 14),
            ("Días sin acta", 12),
        ),
        [
            (o.office, o.synced_at, o.days_without_sync, o.acta_on, o.days_without_acta)
            for o in month.silences
        ],
        caption="Días sin noticias",
        empty="No hay oficinas.",
    )


def _set_aside(month: Month) -> Table:
    return table(
        (
            ("Caso", 12),
            ("Clase", 20),
            ("Registro", 34),
            ("Motivo", 44),
            ("Envió", 24),
            ("Desde", 18),
        ),
        [(o.ref, o.kind, o.title, o.reason, o.officer, o.at) for o in month.set_aside],
        caption="En revisión",
        empty="Nada espera revisión.",
    )


def _logbook(month: Month, pack: Pack, today: date) -> Table:
    return table(
        (("Territorio", 40), ("Última anotación", 16), ("Días", 8), ("Anotaciones", 12)),
        [
            (
                pack.territories.path(one.territory),
                one.last_on,
                (today - one.last_on).days if one.last_on else None,
                one.entries,
            )
            for one in month.logbook
            if one.is_silent(today)
        ],
        caption="Bitácoras sin anotaciones",
        empty="Todas tienen anotaciones recientes.",
    )
