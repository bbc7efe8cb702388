"""Causes, alternatives and priorities as a ministry's matrices list them, by problem and letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from fieldapp.packs.folding import fold
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.diagnosis import Alternative, Cause, Prioritisation, Problem
from fieldapp.records.text import say
from fieldapp.rules.diagnosis import Diagnosis, id_of_row
from fieldapp.rules.lettering import Written, causes_of_letters, chosen_from, twins_among
from fieldapp.work.diagnosis import diagnosis_of
from fieldapp.work.import_files import Row
from fieldapp.work.importers.shape import ImportColumn, Importer, Sheet


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of one of these sheets, understood as far as every one of them goes."""

    row: Row
    problem: Problem
    written: Written


def _lines(sheet: Sheet, diagnosis: Diagnosis) -> list[_Line]:
    """The rows whose problem, level and text are understood; the others are faults."""
    return [line for row in sheet.rows if (line := _line(sheet, diagnosis, row)) is not None]


def _line(sheet: Sheet, diagnosis: Diagnosis, row: Row) -> _Line | None:
    kinds = sheet.desk.kinds
    problem = _problem(sheet, diagnosis, row)
    level = sheet.value(row, "gov_level", kinds["cause"]["gov_level"])
    sub = sheet.value(row, "sub", kinds["alternative"]["sub"])
    text = sheet.text(row, "text")
    if not level and not sheet.text(row, "gov_level"):
        sheet.fault(row, "gov_level", say("falta el nivel de gobierno."))
    if not text:
        sheet.fault(row, "text", say("falta el texto."))
    if problem is None or not level or not text:
        return None
    return _Line(row, problem, Written(level, sheet.text(row, "letter"), sub, text))


def _problem(sheet: Sheet, diagnosis: Diagnosis, row: Row) -> Problem | None:
    """The problem of that number, of that territory where several have the number."""
    number = sheet.text(row, "problem")
    territory: TerritoryCode | None = sheet.value(
        row, "territory", sheet.desk.kinds["problem"]["territory"]
    )
    found = [
        one
        for one in diagnosis.problems
        if one.number == number and territory in (None, one.territory)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        sheet.fault(
            row,
            "problem",
            say(
                "hay varios problemas con el número «{number}»: diga el territorio.", number=number
            ),
        )
    else:
        sheet.fault(
            row,
            "problem",
            say("aquí no hay un problema con el número «{number}». Créelo primero.", number=number),
        )
    return None


def _by_problem(lines: Iterable[_Line]) -> dict[UUID, list[_Line]]:
    found: dict[UUID, list[_Line]] = {}
    for line in lines:
        found.setdefault(line.problem.id, []).append(line)
    return found


def _causes(sheet: Sheet) -> Iterator[Cause]:
    """New causes, each with its twin at another level; one that is here already is passed over."""
    diagnosis = _here(sheet)
    for problem, lines in _by_problem(_lines(sheet, diagnosis)).items():
        kept = diagnosis.causes_of(problem)
        known = {(one.gov_level, fold(one.text)) for one in kept}
        new: list[Cause] = []
        for line in lines:
            key = (Code(line.written.level), fold(line.written.text))
            if key not in known and (cause := _cause(sheet, line)) is not None:
                new.append(cause)
                known.add(key)
        twins = twins_among([*kept, *new], diagnosis.levels)
        for one in new:
            yield msgspec.structs.replace(one, twin=twins.get(one.id))


def _cause(sheet: Sheet, line: _Line) -> Cause | None:
    written = line.written
    label = f"{written.letter}.{written.sub}" if written.sub else written.letter
    typed = {
        "problem": line.problem.id,
        "gov_level": written.level,
        "letter": label,
        "text": written.text,
        "details": sheet.value(line.row, "details", sheet.desk.kinds["cause"]["details"]),
        "source_note": sheet.text(line.row, "note"),
    }
    own = id_of_row(line.problem.id, written.level, fold(written.text))
    return sheet.make(line.row, Cause, typed, {"source_note": "note"}, id=own)


def _alternatives(sheet: Sheet) -> Iterator[Alternative]:
    """New alternatives, each under its one cause, whatever letters the source gave them."""
    diagnosis = _here(sheet)
    for problem, lines in _by_problem(_lines(sheet, diagnosis)).items():
        causes = diagnosis.causes_of(problem)
        kept = [one for cause in causes for one in diagnosis.alternatives_of(cause.id)]
        answers = [(one.cause, one.text) for one in kept if one.cause is not None]
        meant = causes_of_letters([line.written for line in lines], causes, answers)
        letters = {one.id: one.letter for one in causes}
        known = {(one.cause, one.sub, fold(one.text)) for one in kept}
        for line in lines:
            written = line.written
            cause = meant.get((written.level, written.letter))
            if cause is None:
                _tell_no_cause(sheet, line)
            elif (cause, written.sub, fold(written.text)) not in known:
                known.add((cause, written.sub, fold(written.text)))
                new = _alternative(sheet, line, cause, letters[cause])
                if new is not None:
                    yield new


def _tell_no_cause(sheet: Sheet, line: _Line) -> None:
    sheet.fault(
        line.row,
        "letter",
        say(
            "«{letter}» no es el literal de ninguna causa del problema en ese nivel.",
            letter=line.written.letter,
        ),
    )


def _alternative(sheet: Sheet, line: _Line, cause: UUID, letter: str) -> Alternative | None:
    """Where the source's letter is not that of its cause, the note says how it was understood."""
    written, note = line.written, sheet.text(line.row, "note")
    if written.letter != letter:
        understood = f"En la fuente lleva el literal «{written.letter}»; responde a «{letter}»."
        note = f"{note}\n{understood}" if note else understood
    fields = sheet.desk.kinds["alternative"]
    typed = {
        "cause": cause,
        "letter": written.letter,
        "sub": written.sub,
        "text": written.text,
        "term": sheet.value(line.row, "term", fields["term"]),
        "feasible": sheet.value(line.row, "feasible", fields["feasible"]),
        "needs": sheet.value(line.row, "needs", fields["needs"]),
        "source_note": note,
    }
    own = id_of_row(cause, written.letter, written.sub, fold(written.text))
    return sheet.make(line.row, Alternative, typed, {"source_note": "note"}, id=own)


def _prioritised(sheet: Sheet) -> Iterator[Prioritisation]:
    """What was taken up, each from its alternative, or from its cause where that was lost."""
    diagnosis = _here(sheet)
    known = {_key(diagnosis, one) for one in diagnosis.prioritisations}
    orders: dict[str, int] = {}
    for problem, lines in _by_problem(_lines(sheet, diagnosis)).items():
        causes = diagnosis.causes_of(problem)
        letters = {(str(one.gov_level), one.letter): one.id for one in causes}
        sources = chosen_from(
            [line.written for line in lines], _offered(diagnosis, causes), letters
        )
        for line, source in zip(lines, sources, strict=True):
            level = line.written.level
            orders[level] = orders.get(level, 0) + 1
            new = _prioritisation(sheet, line, source or problem, orders[level])
            if new is not None and _key(diagnosis, new) not in known:
                known.add(_key(diagnosis, new))
                yield new


def _offered(diagnosis: Diagnosis, causes: Iterable[Cause]) -> dict[UUID, Written]:
    """The alternatives of some causes, under their causes' letters."""
    return {
        one.id: Written(str(cause.gov_level), cause.letter, one.sub, one.text)
        for cause in causes
        for one in diagnosis.alternatives_of(cause.id)
    }


def _prioritisation(sheet: Sheet, line: _Line, source: UUID, order: int) -> Prioritisation | None:
    written, fields = line.written, sheet.desk.kinds["prioritisation"]
    year = sheet.value(line.row, "year", fields["year"]) or sheet.desk.today().year
    typed = {
        "chosen_from": source,
        "gov_level": written.level,
        "year": year,
        "order": order,
        "letter": written.letter,
        "sub": written.sub,
        "copied_text": written.text,
        "reason": sheet.text(line.row, "reason"),
        "source_note": sheet.text(line.row, "note"),
    }
    own = id_of_row(line.problem.id, written.level, year, written.letter, fold(written.text))
    columns = {"copied_text": "text", "source_note": "note"}
    return sheet.make(line.row, Prioritisation, typed, columns, id=own)


def _key(diagnosis: Diagnosis, one: Prioritisation) -> tuple[Any, ...]:
    problem = diagnosis.problem_of(one)
    return (
        problem.id if problem else None,
        one.gov_level,
        one.year,
        one.letter,
        one.sub,
        fold(one.copied_text),
    )


def _here(sheet: Sheet) -> Diagnosis:
    return diagnosis_of(sheet.desk, sheet.writing)


_PROBLEM: Final = ImportColumn("problem", say("El número del problema, que ya debe estar aquí."))
_LEVEL: Final = ImportColumn(
    "gov_level", say("El nivel de gobierno: su código, su nombre o el órgano del sector en él.")
)
_LETTER: Final = ImportColumn(
    "letter", say("El literal de la fuente; es una etiqueta."), must=False
)
_SUB: Final = ImportColumn("sub", say("El número dentro del literal."), must=False)
_TEXT: Final = ImportColumn("text", say("Las palabras de la fuente."))
_NOTE: Final = ImportColumn(
    "note", say("Lo que hay que saber de la fuente, como una página perdida."), must=False
)
_TERRITORY: Final = ImportColumn(
    "territory", say("El territorio del problema, si varios tienen ese número."), must=False
)
_COMMON: Final = (_PROBLEM, _LEVEL, _LETTER, _SUB, _TEXT, _NOTE, _TERRITORY)

IMPORTERS: Final = (
    Importer(
        name="causes",
        label=say("Causas por problema y nivel"),
        columns=(
            *_COMMON,
            ImportColumn("details", say("Las razones de la causa, una por línea."), must=False),
        ),
        records=_causes,
    ),
    Importer(
        name="alternatives",
        label=say("Alternativas por causa"),
        columns=(
            *_COMMON,
            ImportColumn("term", say("El plazo: corto, mediano o largo."), must=False),
            ImportColumn("feasible", say("Si es viable."), must=False),
            ImportColumn("needs", say("Lo que requiere, separado por punto y coma."), must=False),
        ),
        records=_alternatives,
    ),
    Importer(
        name="prioritised",
        label=say("Alternativas priorizadas"),
        columns=(
            *_COMMON,
            ImportColumn("year", say("El año; si falta, el que corre."), must=False),
            ImportColumn("reason", say("El motivo de la selección."), must=False),
        ),
        records=_prioritised,
    ),
)
