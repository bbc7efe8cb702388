"""The informe mensual de actividades: the report that pays the officer (field rule R28)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from fieldapp.packs.folding import fold
from fieldapp.packs.pack import Pack
from fieldapp.rules.cutoff import Cutoff, stamp_of
from fieldapp.rules.figures import Figures
from fieldapp.rules.report import Block, Paragraph, Report, Row, table
from fieldapp.rules.reports.results import chosen_in_words
from fieldapp.rules.results import Chosen


class By(Enum):
    """Under what the activities of the month stand; the value is how a report says it."""

    AXIS = "Eje"
    PLAN = "Actividad del plan"
    OBLIGATION = "Obligación contractual"


@dataclass(frozen=True, slots=True)
class Done:
    """An activity that was held. `people` counts who came, with and without a name.

    `under` is the axis, plan activity or obligation it serves, "" for none.
    """

    on: date | None
    under: str
    place: str
    activity: str
    people: int
    acta: str
    evidence: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class MonthOfOfficer:
    """What an officer did in a period. `late` arrived after an earlier report of it was issued."""

    officer: str
    position: str
    chosen: Chosen
    figures: Figures
    done: Sequence[Done]
    late: Sequence[Done] = ()
    closed_at: str = ""
    """When that earlier report was issued, in words."""


_HEADS: Final = (
    ("Fecha", 14),
    ("Lugar", 30),
    ("Actividad", 46),
    ("Personas", 10),
    ("Acta", 20),
    ("Evidencia", 34),
)


def monthly_report(month: MonthOfOfficer, by: By, pack: Pack, *, cutoff: Cutoff) -> Report:
    """The month: what was done under each heading, its figures, and what arrived late."""
    figures = month.figures
    told = (
        f"{month.officer}, {month.position}. {figures.visits} actividades, "
        f"{figures.attendances + figures.counted_without_names} asistencias, "
        f"{figures.persons} personas distintas, {figures.actas} actas firmadas."
    )
    blocks: list[Block] = [Paragraph(told)]
    for under in sorted({one.under for one in month.done}, key=lambda one: (one == "", fold(one))):
        rows = [_row(one) for one in month.done if one.under == under]
        blocks.append(
            table(_HEADS, rows, caption=under or f"Sin {by.value.lower()}", totals=_total(rows))
        )
    if not month.done:
        blocks.append(table(_HEADS, [], caption="Actividades", empty="Ninguna en el periodo."))
    if month.late:
        blocks.append(
            table(
                _HEADS,
                [_row(one) for one in month.late],
                caption="Llegó después del cierre",
                note=f"No estaba en el informe emitido el {month.closed_at}.",
            )
        )
    return Report(
        name="informe_mensual",
        title="Informe mensual de actividades",
        subtitle=" · ".join((chosen_in_words(month.chosen, pack), f"por {by.value.lower()}")),
        stamp=stamp_of(cutoff, pack),
        blocks=tuple(blocks),
        sideways=True,
    )


def _row(one: Done) -> Row:
    return (one.on, one.place, one.activity, one.people, one.acta, "; ".join(one.evidence))


def _total(rows: Sequence[Row]) -> Row:
    people = sum(row[3] for row in rows if isinstance(row[3], int))
    return (None, "", f"Actividades: {len(rows)}", people, "", "")
