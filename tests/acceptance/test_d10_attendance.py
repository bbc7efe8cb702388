"""D10: lists of attendance: 44 trainings each with its own, and nothing guarded leaves unasked."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fieldapp.records.describe import Code
from fieldapp.rules.report import Paragraph
from fieldapp.rules.suppression import shown
from fieldapp.work.desk import Question, Saved
from fieldapp.work.import_keeping import WrongFile
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, Clock, a_desk
from tests.given.meetings import saved

TRAININGS = 44
REPEATED = "Nombre completo;Tipo de documento;Número de documento\nN. Torres;CC;25388001\n"


def trainings() -> bytes:
    """The 44 capacitaciones of the source's goal, each with a list of three invented people."""
    visits = [
        {
            "objective": f"Capacitación {n}",
            "kind": "training",
            "territory": "2101",
            "starts_at": f"2026-{n % 9 + 1:02d}-10T09:00:00-05:00",
            "ends_at": f"2026-{n % 9 + 1:02d}-10T12:00:00-05:00",
            "attendance": [
                {
                    "full_name": f"Asistente {m} de la {n}",
                    "id_type": "DNI",
                    "id_number": f"{40000000 + 10 * n + m}",
                    "phone": "951000000",
                }
                for m in range(3)
            ],
        }
        for n in range(TRAININGS)
    ]
    return json.dumps({"format": "bitacora/visits/1", "visits": visits}).encode()


def test_d10_each_of_44_trainings_has_its_list_and_no_guarded_column(tmp_path: Path) -> None:
    scopes = frozenset({"21", "0"})
    with a_desk(tmp_path, country="PE", home_scope="21", scopes=scopes) as desk:
        work = Work(desk)
        brought = work.imports.bring("visitas.json", trainings())
        assert brought.counts == {"activity": TRAININGS, "attendance": 3 * TRAININGS}
        lines = work.visits.page(limit=100).lines
        assert [line.people for line in lines] == [3] * TRAININGS
        for line in lines[:3]:
            book = load_workbook(io.BytesIO(work.exports.attendance(line.id)))
            cells = {str(cell.value) for row in book.worksheets[0] for cell in row if cell.value}
            assert any(cell.startswith("Asistente 0") for cell in cells)
            assert not any(cell.startswith("4000") or "951000000" in cell for cell in cells)
        figures = work.results.of().board.figures
        assert (figures.attendances, figures.persons) == (132, 132)


def test_d10_an_equal_document_is_asked_in_the_table_and_refused_in_a_file(work: Work) -> None:
    visit = work.visits.start(changes={"objective": "Taller", "territory": GUAPI}).id
    one = {"full_name": "Neiva Torres", "id_type": Code("CC"), "id_number": "25388001"}
    work.attendance.add(visit, one)
    asked = work.attendance.add(visit, {**one, "full_name": "Neiva T."})
    assert isinstance(asked, Question)
    assert "¿es la misma persona?" in str(asked.text)
    with pytest.raises(WrongFile) as wrong:
        work.imports.bring(
            "attendance.csv",
            REPEATED.encode(),
            visit=visit,
        )
    (fault,) = wrong.value.faults
    assert "ya está en la fila 1" in fault.text.source.format(**fault.text.parts)


def test_d10_statistics_show_no_cell_below_the_limit_of_the_pack(work: Work, clock: Clock) -> None:
    visit = work.visits.start(changes={"objective": "Taller", "territory": GUAPI}).id
    for sex, number in (("F", 5), ("M", 4), ("I", 1)):
        for n in range(number):
            work.attendance.add(visit, {"full_name": f"Persona {sex} {n}", "sex": Code(sex)})
    clock.go_on(hours=1)
    work.visits.finish(visit)
    by_sex = work.results.of().board.figures.by_sex
    least = work.desk.pack.least_shown
    told = shown([by_sex[code] for code in ("F", "M", "I")], least)
    assert told.cells == (5, None, None)
    report = work.reports.build("attendance_statistics")
    counts = {row[0]: row[1] for row in report.tables[0].rows}
    assert 1 not in counts.values()
    assert 4 not in counts.values()


def test_d10_a_list_without_signature_counts_as_without_one_in_reports(
    work: Work, clock: Clock
) -> None:
    visit = work.visits.start(changes={"objective": "Taller", "territory": GUAPI}).id
    signs, refuses, waits, _minor = (
        saved(work.attendance.add(visit, {"full_name": name, "minor": minor})).id
        for name, minor in (
            ("Neiva Torres", False),
            ("Aura Riascos", False),
            ("Luz Caicedo", False),
            ("Un estudiante", True),
        )
    )
    work.inks.on_paper([signs])
    work.inks.refuse(refuses, "no está de acuerdo")
    clock.go_on(hours=1)
    work.visits.finish(visit)
    told = work.reports.build("visit", Wanted(record=visit))
    people = next(one for one in told.tables if one.caption == "Asistentes")
    assert [row[-1] for row in people.rows] == [
        "Firmó en papel", "Se niega a firmar", "Sin firma", "Menor de edad",
    ]  # fmt: skip
    assert "Sin firma: 1." in people.note
    lists, actas = work.reports.build("unsigned").tables
    assert [row[-2:] for row in lists.rows] == [(4, 1)]
    assert [row[-1] for row in actas.rows] == ["Sin acta"]
    work.inks.on_paper([waits])
    lists, actas = work.reports.build("unsigned").tables
    assert lists.rows == ()
    assert len(actas.rows) == 1


def test_d10_a_list_without_signature_counts_as_such_in_reports(work: Work, clock: Clock) -> None:
    signed, unsigned = (
        work.visits.start(changes={"objective": objective, "territory": GUAPI}).id
        for objective in ("Taller con firmas", "Taller sin firmas")
    )
    for visit in (signed, unsigned):
        row = work.attendance.add(visit, {"full_name": "Neiva Torres"})
        assert isinstance(row, Saved)
        if visit == signed:
            work.inks.on_paper([row.id])
        else:
            work.inks.refuse(row.id, "No quiso firmar")
    clock.go_on(hours=1)
    for visit in (signed, unsigned):
        work.visits.finish(visit)
    report = work.reports.build("attendance_statistics")
    (told,) = (block.words for block in report.blocks if isinstance(block, Paragraph))
    assert "Listas de asistencia: 2; sin firma: 1." in told
    assert [row[2] for row in report.tables[-1].rows] == ["Taller sin firmas"]
    notes = {
        visit: str([one.note for one in work.reports.build("visit", Wanted(record=visit)).tables])
        for visit in (signed, unsigned)
    }
    assert "Lista sin firma." in notes[unsigned]
    assert "Lista sin firma." not in notes[signed]
