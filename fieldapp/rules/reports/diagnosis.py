"""The problem matrix: problems ranked, causes by level, alternatives, what is taken up (D23–D26).

Every table is generated from the records; nothing is typed twice, so that a cause can never stand
in the text and be missing in the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Final

from fieldapp.packs import Pack
from fieldapp.records.diagnosis import Alternative, Cause, Prioritisation, Problem
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.diagnosis import Diagnosis, lettered, ranked, scores_of
from fieldapp.rules.report import Block, Paragraph, Report, Row, Table, table
from fieldapp.rules.reports.several import together

LATER: Final = "Mediano o largo plazo"
"""The term of an alternative that nobody took up and that says none itself."""

WITHOUT_ALTERNATIVE: Final = "La fuente no conserva la alternativa"


def problem_matrix(diagnosis: Diagnosis, pack: Pack, *, place: str, today: date) -> Report:
    """The whole diagnosis of a place on a day; tables of several places say whose a row is."""
    territories = diagnosis.territories()
    parts = {
        pack.territories.path(one or ""): _blocks(diagnosis.of_territory(one), pack)
        for one in territories
    }
    blocks = [Paragraph(_counts(diagnosis, pack))]
    blocks += (
        together(parts) if len(parts) > 1 else [one for part in parts.values() for one in part]
    )
    return Report(
        name="problemas",
        title="Problemas, causas, alternativas y priorización",
        subtitle=place,
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=tuple(blocks),
        sideways=True,
    )


def _blocks(diagnosis: Diagnosis, pack: Pack) -> list[Block]:
    """The tables of one territory's diagnosis."""
    blocks: list[Block] = [
        _problems(diagnosis),
        _chain_table(diagnosis, pack),
        causes_table(diagnosis, pack),
        *_reasons(diagnosis, pack),
        _alternatives(diagnosis, pack),
    ]
    for year in diagnosis.years():
        blocks += _chosen(diagnosis, pack, year)
    return [*blocks, later_table(diagnosis, pack), *_what_lacks(diagnosis, pack)]


def organ(pack: Pack, level: str | None) -> str:
    """Who heads the column of a level of government: the sector's organ there, or its name."""
    choice = pack.catalogue("gov_levels").get(level or "")
    return (choice.organ or choice.short or choice.label) if choice else (level or "")


def causes_table(diagnosis: Diagnosis, pack: Pack) -> Table:
    """PROBLEMAS × levels: a cause and its twins in one row, an empty cell where a level has none.

    The problem is written out in its first row and numbered in the others, so that a page that
    begins in the middle can still be read.
    """
    levels = [
        level
        for level in diagnosis.levels
        if any(one.gov_level == level for one in diagnosis.causes)
    ]
    rows: list[Row] = []
    for one in ranked_by_number(diagnosis):
        for n, row in enumerate(diagnosis.twins(one.id)):
            said = headline(one) if n == 0 else f"{one.number}." if one.number else ""
            cells = (_labelled(row[level]) if level in row else "" for level in levels)
            rows.append((said, *cells))
    heads = [("Problema", 40), *((organ(pack, level), 70) for level in levels)]
    return table(heads, rows, caption="Problemas y causas por nivel de gobierno")


def ranked_by_number(diagnosis: Diagnosis) -> list[Problem]:
    """The problems in the order in which their source numbers them."""
    return sorted(diagnosis.problems, key=lambda one: (not one.number, len(one.number), one.number))


def headline(problem: Problem) -> str:
    """A problem as people write it: "1. Servicio de Empleo…"."""
    return f"{problem.number}. {problem.text}" if problem.number else problem.text


def later_table(diagnosis: Diagnosis, pack: Pack) -> Table:
    """What nobody took up in any year stays in sight, with its term."""
    taken = {one.chosen_from for one in diagnosis.selected()}
    rows = [
        (*_whose(diagnosis, one, pack), _labelled(one), label(pack, "terms", one.term) or LATER)
        for one in _in_order(diagnosis)
        if one.id not in taken
    ]
    heads = (("Problema", 12), ("Nivel", 18), ("Alternativa", 110), ("Plazo", 26))
    return table(heads, rows, caption="Alternativas que quedan para después")


def _counts(diagnosis: Diagnosis, pack: Pack) -> str:
    by_level = ", ".join(
        f"{organ(pack, level)}: {n}"
        for level in diagnosis.levels
        if (n := sum(one.gov_level == level for one in diagnosis.causes))
    )
    taken = "; ".join(
        f"priorizadas en {year}: {len(diagnosis.selected(year))}" for year in diagnosis.years()
    )
    parts = (
        f"Problemas: {len(diagnosis.problems)}",
        f"causas: {len(diagnosis.causes)}" + (f" ({by_level})" if by_level else ""),
        f"alternativas: {len(diagnosis.alternatives)}",
        taken,
    )
    return "; ".join(part for part in parts if part) + "."


def _problems(diagnosis: Diagnosis) -> Table:
    rows = [
        (one.place, headline(one.problem), *scores_of(one.problem), one.total)
        for one in ranked(diagnosis.problems)
    ]
    heads = (
        ("Puesto", 14),
        ("Problema", 100),
        ("Magnitud", 18),
        ("Gravedad", 18),
        ("Factibilidad", 20),
        ("Apropiación", 20),
        ("Total", 14),
    )
    note = "Cada criterio va de 1 a 5 y pesa lo mismo; a igual total, igual puesto."
    return table(heads, rows, caption="Problemas por puntaje", note=note)


def _chain_table(diagnosis: Diagnosis, pack: Pack) -> Table:
    """Each problem at its link of the value chain; every link is there, and what has none."""
    problems = ranked_by_number(diagnosis)
    stages: list[tuple[str | None, str]] = [
        (one.code, one.label) for one in pack.catalogue("chain_stages")
    ]
    if any(one.chain_stage is None for one in problems):
        stages.append((None, "Sin eslabón"))
    rows = [
        (label, "\n".join(headline(one) for one in problems if one.chain_stage == code))
        for code, label in stages
    ]
    heads = (("Eslabón", 36), ("Problemas", 130))
    return table(heads, rows, caption="Problemas por eslabón de la cadena de valor")


def _reasons(diagnosis: Diagnosis, pack: Pack) -> Iterator[Block]:
    """What explains a cause, a line each; nothing where no cause says more than itself."""
    rows = [
        (problem.number, organ(pack, cause.gov_level), _labelled(cause), line.strip())
        for problem in ranked_by_number(diagnosis)
        for cause in diagnosis.causes_of(problem.id)
        for line in cause.details.splitlines()
        if line.strip()
    ]
    if rows:
        heads = (("Problema", 12), ("Nivel", 18), ("Causa", 50), ("Razón", 100))
        yield table(heads, rows, caption="Razones de las causas")


def _alternatives(diagnosis: Diagnosis, pack: Pack) -> Table:
    rows = [
        (
            *_whose(diagnosis, one, pack),
            _cause_label(diagnosis, one),
            _labelled(one),
            _years_of(diagnosis, one),
            one.source_note,
        )
        for one in _in_order(diagnosis)
    ]
    heads = (
        ("Problema", 12),
        ("Nivel", 18),
        ("Causa", 10),
        ("Alternativa", 92),
        ("Priorizada", 16),
        ("Nota sobre la fuente", 40),
    )
    return table(heads, rows, caption="Alternativas por causa")


def _chosen(diagnosis: Diagnosis, pack: Pack, year: int) -> Iterator[Block]:
    levels = [level for level in diagnosis.levels if diagnosis.selected(year, level)]
    for level in levels:
        rows = [_chosen_row(diagnosis, n, one) for n, one in _numbered(diagnosis, year, level)]
        yield table(
            (("N.º", 8), ("Problema", 14), ("Texto priorizado", 110), ("Sale de", 44)),
            rows,
            caption=f"Priorización {year}, {organ(pack, level)}",
        )


def _numbered(diagnosis: Diagnosis, year: int, level: str) -> Iterator[tuple[int, Prioritisation]]:
    order = sorted(diagnosis.selected(year, level), key=lambda one: one.order or 0)
    return enumerate(order, start=1)


def _chosen_row(diagnosis: Diagnosis, n: int, one: Prioritisation) -> Row:
    problem, cause = diagnosis.problem_of(one), diagnosis.cause_of(one)
    alternative = next((a for a in diagnosis.alternatives if a.id == one.chosen_from), None)
    came = f"Causa {lettered(cause)}" if cause else f"Problema {problem.number if problem else ''}"
    if alternative is not None:
        came = f"Alternativa {lettered(alternative)}"
    else:
        came = f"{came}. {WITHOUT_ALTERNATIVE}"
    return n, problem.number if problem else "", _labelled(one), came


def _what_lacks(diagnosis: Diagnosis, pack: Pack) -> list[Block]:
    """What is missing is said, never filled in."""
    unanswered = [
        (_number_of(diagnosis, one), organ(pack, one.gov_level), _labelled(one))
        for one in diagnosis.without_alternative()
    ]
    notes = [
        (_labelled(one), one.source_note)
        for one in chain[Cause | Alternative | Prioritisation](
            diagnosis.causes, diagnosis.alternatives, diagnosis.prioritisations
        )
        if one.source_note
    ]
    notes += [(headline(one), one.source_note) for one in diagnosis.problems if one.source_note]
    return [
        table(
            (("Problema", 12), ("Nivel", 20), ("Causa", 120)),
            unanswered,
            caption="Causas sin alternativa",
            empty="Toda causa tiene alternativa.",
        ),
        table(
            (("Registro", 90), ("Nota", 70)),
            notes,
            caption="Notas sobre la fuente",
            empty="Sin notas.",
        ),
    ]


def _in_order(diagnosis: Diagnosis) -> Iterable[Alternative]:
    for problem in ranked_by_number(diagnosis):
        for level in diagnosis.levels:
            for cause in diagnosis.causes_of(problem.id, level):
                yield from diagnosis.alternatives_of(cause.id)


def _whose(diagnosis: Diagnosis, one: Alternative, pack: Pack) -> tuple[str, str]:
    cause = next((c for c in diagnosis.causes if c.id == one.cause), None)
    return _number_of(diagnosis, cause), organ(pack, diagnosis.level_of(one))


def _number_of(diagnosis: Diagnosis, cause: Cause | None) -> str:
    problem = cause.problem if cause else None
    return next((one.number for one in diagnosis.problems if one.id == problem), "")


def _cause_label(diagnosis: Diagnosis, one: Alternative) -> str:
    return next((lettered(cause) for cause in diagnosis.causes if cause.id == one.cause), "")


def _years_of(diagnosis: Diagnosis, one: Alternative) -> str:
    chosen = (said for said in diagnosis.chosen_from(one.id) if said.selected)
    return ", ".join(str(said.year) for said in chosen)


def _labelled(row: Cause | Alternative | Prioritisation) -> str:
    text = row.copied_text if isinstance(row, Prioritisation) else row.text
    mark = lettered(row)
    return f"{mark}. {text}" if mark else text


def chapters(diagnosis: Diagnosis, pack: Pack) -> dict[int, list[Block]]:
    """The same as chapters 6 to 9 of the plan that answers it; empty without problems."""
    if not diagnosis.problems:
        return {}
    years = sorted({one.year for one in diagnosis.selected() if one.year})
    return {
        6: [_problems(diagnosis)],
        7: [causes_table(diagnosis, pack), *_reasons(diagnosis, pack)],
        8: [_alternatives(diagnosis, pack)],
        9: [block for year in years for block in _chosen(diagnosis, pack, year)],
    }
