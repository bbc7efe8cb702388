"""The informe de vigencia: the board of results on paper, with its corte (domain D61, rule R27)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.text import SPANISH, Text, say
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.board import Board
from fieldapp.rules.cutoff import Coverage, Cutoff, stamp_of, told_of
from fieldapp.rules.figures import Figures
from fieldapp.rules.report import (
    Block,
    Paragraph,
    Picture,
    Report,
    Row,
    Table,
    Value,
    table,
)
from fieldapp.rules.results import Chosen
from fieldapp.rules.suppression import COVERED, cell, one_shown, shown

_PEOPLE: Final = (
    "Asistencias son los renglones de las listas; personas, quienes están en ellos, contada cada "
    "una una vez. Las entidades y los espacios registrados dos veces se cuentan una. Un equipo no "
    "tiene los documentos de quienes fueron a visitas de otros: a ellos los distingue el nombre."
)
_HEADS: Final = (
    "Sesiones",
    "Espacios",
    "Visitas",
    "Personas",
    "Asistencias",
    "Acuerdos",
    "Compromisos",
    "Vencidos",
)


def results_report(
    board: Board, pack: Pack, *, cutoff: Cutoff, coverage: Coverage, officer: str = ""
) -> Report:
    """All figures of what was chosen; `officer` is the name of whoever it is narrowed to."""
    figures = board.figures
    blocks: list[Block] = [
        Paragraph(told_of(cutoff, coverage, pack)),
        figures_table(figures, pack),
        _promises(figures, pack),
        _pieces(
            "Territorio", _named_departments(board.by_department, pack), "Por departamento", pack
        ),
        _pieces("Eje", _named_axes(board.by_axis, pack), "Por eje", pack),
        Paragraph(_PEOPLE, aside=True),
    ]
    return Report(
        name="informe_de_vigencia",
        title="Informe de vigencia",
        subtitle=chosen_in_words(board.chosen, pack, officer=officer),
        stamp=stamp_of(cutoff, pack),
        blocks=tuple(blocks),
        sideways=True,
    )


def figure_lines(figures: Figures, least: int = 0) -> list[tuple[Text, Value]]:
    """Every figure with its name, in the order in which they are told.

    What goes on paper covers counts of fewer people than `least`.
    """
    people = (figures.attendances, figures.persons, figures.counted_without_names)
    came, persons, unnamed = (cell(one_shown(count, least)) for count in people)
    return [
        (say("Sesiones de trabajo"), figures.sessions),
        (say("Espacios en que se sesionó"), figures.spaces),
        (say("Sesiones por espacio"), figures.sessions_per_space),
        (say("Espacios activos"), figures.active_spaces),
        (say("Departamentos"), figures.departments),
        (say("Entidades del nivel territorial"), figures.entities),
        (say("Documentos de recomendaciones"), figures.documents),
        (say("Resúmenes ejecutivos"), figures.summaries),
        (say("Visitas y reuniones realizadas"), figures.visits),
        (say("Actas firmadas"), figures.actas),
        (say("Asistencias"), came),
        (say("Personas distintas"), persons),
        (say("Contadas sin nombre"), unnamed),
        (say("Acuerdos suscritos"), figures.agreements),
        (say("Compromisos"), sum(figures.commitments.values())),
        (say("Compromisos vencidos"), figures.late),
    ]


def chosen_in_words(chosen: Chosen, pack: Pack, *, officer: str = "") -> str:
    """Of which period, place, axis and officer the figures are."""
    day = pack.formats.day
    said: list[str] = []
    if chosen.since and chosen.until:
        said.append(f"del {day(chosen.since)} al {day(chosen.until)}")
    elif chosen.since:
        said.append(f"desde el {day(chosen.since)}")
    elif chosen.until:
        said.append(f"hasta el {day(chosen.until)}")
    if chosen.territory:
        said.append(pack.territories.path(chosen.territory))
    if chosen.axis:
        said.append(f"eje: {label(pack, 'axes', chosen.axis)}")
    if officer:
        said.append(officer)
    words = " · ".join(said)
    return words[:1].upper() + words[1:]


def figures_table(figures: Figures, pack: Pack) -> Table:
    """Every figure, as a table of two columns; counts of few people are covered."""
    lines = figure_lines(figures, pack.least_shown)
    rows = [(SPANISH(name), value) for name, value in lines]
    return table([("Indicador", 40), ("Valor", 12)], rows, caption="Cifras")


def _promises(figures: Figures, pack: Pack) -> Picture:
    """The commitments by status, in the order of their catalogue."""
    known = [choice.code for choice in pack.catalogue("commitment_status")]
    counted = [(code, figures.commitments[code]) for code in known if code in figures.commitments]
    named = [(label(pack, "commitment_status", code), n) for code, n in counted]
    told = ", ".join(f"{name.lower()} {n}" for name, n in named)
    return Picture(
        kind="bars",
        told=f"Compromisos por estado: {told}." if told else "Sin compromisos.",
        points=tuple((name, Decimal(n)) for name, n in named),
        most=Decimal(max((n for _, n in named), default=0)),
    )


def _named_departments(pieces: Mapping[str, Figures], pack: Pack) -> list[tuple[str, Figures]]:
    return [(pack.territories.path(code), one) for code, one in pieces.items()]


def _named_axes(pieces: Mapping[str, Figures], pack: Pack) -> list[tuple[str, Figures]]:
    return [(label(pack, "axes", code), one) for code, one in pieces.items()]


def _pieces(head: str, pieces: list[tuple[str, Figures]], caption: str, pack: Pack) -> Table:
    """A line for each piece; where few people came, neither they nor attendances are told."""
    safe = shown(
        [one.attendances for _, one in pieces],
        pack.least_shown,
        [one.persons for _, one in pieces],
    )
    rows: list[Row] = [
        (
            name,
            one.sessions,
            one.spaces,
            one.visits,
            cell(one.persons if count is not COVERED else COVERED),
            cell(count),
            one.agreements,
            sum(one.commitments.values()),
            one.late,
        )
        for (name, one), count in zip(pieces, safe.cells, strict=True)
    ]
    return table([(head, 40), *((name, 12) for name in _HEADS)], rows, caption=caption)
